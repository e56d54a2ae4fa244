"""A number against the line that counts and the own usual: a bar, or for an angle a dial."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ...choices import Gesture, Side
from ..canvas.canvas import SMALL, Box, Canvas
from ..canvas.theme import Color
from ..words.numbers import NOTHING
from ..words.texts import Texts
from .strip import Scale, show_value

At = Callable[[float, float], NDArray[np.float64]]
"""Where an angle lies on a dial, at a share of its radius."""
DIAL_DEG = 60.0
"""A dial reaches so far to both sides."""


@dataclass(frozen=True)
class Meter:
    """A value of a gesture on its scale. against: crossing the line is not what is asked for now."""

    gesture: Gesture
    value: float | None
    scale: Scale
    against: bool
    side: Side

    def color(self, canvas: Canvas) -> Color:
        """Return the value's color: another one beyond the line."""
        met = self.value is not None and self.scale.counts(self.value) and not self.against
        return canvas.theme.good if met else canvas.theme.ink

    def words(self, texts: Texts) -> str:
        """Return the value with its unit."""
        return NOTHING if self.value is None else show_value(self.value, self.gesture, texts)


def draw_bar(canvas: Canvas, box: Box, meter: Meter, texts: Texts) -> None:
    """Draw the value as a bar that stands, and at its right where the line and the own usual are."""
    theme, scale = canvas.theme, meter.scale
    bar, labels = box.left(canvas.unit(64), canvas.unit(16))
    lowest = min(scale.normal, max(0.0, scale.lowest))

    def y_of(value: float) -> int:
        share = (value - lowest) / (scale.highest - lowest)
        return round(bar.y + bar.height * (1 - min(max(share, 0.0), 1.0)))

    canvas.panel(bar, theme.ground)
    if meter.value is not None:
        top = y_of(meter.value)
        canvas.panel(Box(bar.x, top, bar.width, bar.y + bar.height - top), meter.color(canvas))
    reach = bar.x + bar.width + canvas.unit(10)
    for value, color in ((scale.normal, theme.quiet), (scale.line, theme.accent)):
        y = min(max(y_of(value), bar.y + 2), bar.y + bar.height - 3)
        canvas.line((bar.x, y), (reach, y), color, 5)
    words = (
        (y_of(scale.normal), texts.get("your_normal"), theme.quiet),
        (
            y_of(scale.line),
            texts.get("line_at", line=show_value(scale.line, meter.gesture, texts)),
            theme.accent,
        ),
    )
    _draw_labels(canvas, labels, words)


def _draw_labels(canvas: Canvas, box: Box, labels: tuple[tuple[int, str, Color], ...]) -> None:
    """Write beside two heights, apart from each other: each has half of the box."""
    half = box.height // 2
    upper = min(labels, key=lambda label: label[0])
    for label in labels:
        y, words, color = label
        first = box.y if label is upper else box.y + half
        high = canvas.unit(2 * SMALL + 12)
        top = min(max(y - high // 2, first), first + half - high)
        canvas.text(Box(box.x, top, box.width, high), words, SMALL, color, middle=True)


def draw_dial(canvas: Canvas, box: Box, meter: Meter) -> None:
    """Draw an angle: a head that turns, seen from above as in a mirror; one that nods, from its side."""
    theme, line_deg = canvas.theme, meter.scale.line
    turn = meter.gesture is Gesture.TURN
    part = canvas.within(box)
    room = part.box
    widest = 2 * math.sin(math.radians(DIAL_DEG))
    radius = (
        min(room.height * 0.94, room.width / widest) if turn else min(room.width * 0.8, room.height / widest)
    )
    middle = np.array([room.width / 2, room.height * 0.03] if turn else [room.width * 0.9, room.height / 2])

    def at(deg: float, share: float) -> NDArray[np.float64]:
        """Towards the camera: downwards from above, to the left from the side."""
        sine, cosine = math.sin(math.radians(deg)), math.cos(math.radians(deg))
        return middle + radius * share * np.array([-sine, cosine] if turn else [-cosine, sine])

    def sector(first_deg: float, last_deg: float, color: Color) -> None:
        edge = [at(deg, 1.0) for deg in np.linspace(first_deg, last_deg, 13)]
        inner = [at(deg, 0.45) for deg in np.linspace(last_deg, first_deg, 13)]
        part.shape(np.array([*edge, *inner]), color)

    sector(-DIAL_DEG, DIAL_DEG, theme.ground)
    asked = meter.side.sign if turn else 1
    if not meter.against:
        sector(asked * line_deg, asked * DIAL_DEG, theme.accent if not _met(meter) else theme.good)
    if turn:
        part.line(tuple(at(-asked * line_deg, 0.45)), tuple(at(-asked * line_deg, 1.0)), theme.line, 3)
    part.line(tuple(at(0.0, 0.45)), tuple(at(0.0, 1.0)), theme.quiet, 3)
    part.line(tuple(at(asked * line_deg, 0.4)), tuple(at(asked * line_deg, 1.0)), theme.ink, 4)
    _draw_head(part, at, asked * meter.value if meter.value is not None else 0.0, radius, meter.color(canvas))


def _met(meter: Meter) -> bool:
    return meter.value is not None and meter.scale.counts(meter.value)


def _draw_head(canvas: Canvas, at: At, deg: float, radius: float, color: Color) -> None:
    """A head, its nose, and the line along which it points."""
    deg = min(max(deg, -DIAL_DEG), DIAL_DEG)
    canvas.line(tuple(at(deg, 0.3)), tuple(at(deg, 0.96)), color, 8)
    middle = at(0.0, 0.0)
    cv2.circle(
        canvas.image, (round(middle[0]), round(middle[1])), round(radius * 0.3), color, -1, cv2.LINE_AA
    )
    canvas.shape(np.array([at(deg - 22, 0.27), at(deg, 0.42), at(deg + 22, 0.27)]), color)
