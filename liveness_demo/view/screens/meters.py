"""A number against the line that counts and the own usual: a bar, or for an angle a dial."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ...choices import Gesture, Side
from ..canvas.box import Box
from ..canvas.canvas import SMALL, Canvas
from ..canvas.theme import Color
from ..words.numbers import NOTHING
from ..words.texts import Texts
from .strip import LABEL, Label, Scale, draw_labels, short_line_words, show_value

TURN_DEG, BOW_DEG = 60.0, 40.0
"""A dial reaches so far to both sides."""
INNER = 0.45
"""Where its sectors begin, of its radius."""
WORDS = 150
"""Width of what is said beside it."""


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
    line = (y_of(scale.line), short_line_words(meter.gesture, scale, texts), theme.accent)
    usual = (y_of(scale.normal), texts.get("your_normal"), theme.quiet)
    shown = (line, usual) if labels.height >= canvas.unit(2 * LABEL) else (line,)
    canvas.kept(labels, _draw_bar_labels, *((y - labels.y, words, color) for y, words, color in shown))


def _draw_bar_labels(canvas: Canvas, *labels: Label) -> None:
    """Draw what stands beside a bar over a whole canvas."""
    canvas.panel(canvas.box)
    draw_labels(canvas, canvas.box, labels, align="left")


def draw_dial(canvas: Canvas, box: Box, meter: Meter, texts: Texts) -> None:
    """Draw an angle: a head that turns, seen from above as in a mirror; one that nods, from its side."""
    theme, line_deg = canvas.theme, meter.scale.line
    turn = meter.gesture is Gesture.TURN
    words, place = box.left(canvas.unit(WORDS), canvas.unit(8))
    said = short_line_words(meter.gesture, meter.scale, texts)
    canvas.text(words, said, SMALL, theme.accent, middle=True)
    asked, met = meter.side.sign if turn else 1, meter.value is not None and meter.scale.counts(meter.value)
    counts = None if meter.against else theme.good if met else theme.accent
    canvas.kept(place, _draw_sectors, turn, asked * line_deg, counts)
    _Dial(canvas.within(place), turn).head(asked * (meter.value or 0.0), meter.color(canvas))


def _draw_sectors(canvas: Canvas, turn: bool, line_deg: float, counts: Color | None) -> None:
    """Draw a dial without its head over a whole canvas. counts: the color of what is beyond the line."""
    theme, dial = canvas.theme, _Dial(canvas, turn)
    canvas.panel(canvas.box)
    dial.sector(-dial.most_deg, dial.most_deg, theme.ground)
    if counts is not None:
        dial.sector(line_deg, math.copysign(dial.most_deg, line_deg), counts)
    if turn:
        dial.ray(-line_deg, theme.line)
    dial.ray(0.0, theme.quiet)
    dial.ray(line_deg, theme.accent)


class _Dial:
    """The part of a disc that a head can point to: towards the camera, which is below, or at the left."""

    def __init__(self, canvas: Canvas, turn: bool) -> None:
        self._canvas, self._turn = canvas, turn
        self.most_deg = TURN_DEG if turn else BOW_DEG
        width, height = canvas.box.width, canvas.box.height
        widest = 2 * math.sin(math.radians(self.most_deg))
        self._radius = min(height * 0.94, width / widest) if turn else min(width * 0.8, height / widest)
        self._middle = np.array(
            [width / 2, height * 0.03] if turn else [width / 2 + self._radius * 0.4, height / 2]
        )

    def _at(self, deg: float, share: float) -> NDArray[np.float64]:
        """Where an angle lies, at a share of the radius."""
        sine, cosine = math.sin(math.radians(deg)), math.cos(math.radians(deg))
        away = np.array([-sine, cosine] if self._turn else [-cosine, sine])
        return np.asarray(self._middle + self._radius * share * away)

    def sector(self, first_deg: float, last_deg: float, color: Color) -> None:
        edge = [self._at(deg, 1.0) for deg in np.linspace(first_deg, last_deg, 13)]
        inner = [self._at(deg, INNER) for deg in np.linspace(last_deg, first_deg, 13)]
        self._canvas.shape(np.array([*edge, *inner]), color)

    def ray(self, deg: float, color: Color, thickness: float = 4) -> None:
        self._canvas.line(tuple(self._at(deg, INNER)), tuple(self._at(deg, 1.0)), color, thickness)

    def head(self, deg: float, color: Color) -> None:
        """A head, its nose, and the line along which it points."""
        deg = min(max(deg, -self.most_deg), self.most_deg)
        self.ray(deg, color, 8)
        x, y = (round(each) for each in self._middle)
        cv2.circle(self._canvas.image, (x, y), round(self._radius * 0.3), color, cv2.FILLED, cv2.LINE_AA)
        nose = [self._at(deg - 22, 0.27), self._at(deg, 0.42), self._at(deg + 22, 0.27)]
        self._canvas.shape(np.array(nose), color)
