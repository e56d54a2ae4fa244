"""A strip: the last seconds of one value, the visitor's own normal, the line that counts, the decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...choices import Gesture, Side
from ...gestures.kind import Evidence
from ...gestures.table import KINDS
from ...session.attempt import Step
from ...settings import SessionSettings
from ..canvas import icons
from ..canvas.box import Box
from ..canvas.canvas import SMALL, Canvas
from ..canvas.theme import Color
from ..memory.traces import Traces
from ..words.numbers import NOTHING, off_the_line
from ..words.texts import Texts
from .parts import Style, draw_step, step_color

LABEL = 64
"""Height of the name of a line, in units: two lines of letters."""
LABELS = 0.34
"""Share of a strip's width that the names of its lines take."""
SMALL_LABELS, NARROW = 0.48, 440
"""The same of a small one; below which width, in units, it has its name and number alone."""

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """What a strip shows: from lowest to highest, the own normal, the line, and on which side it counts."""

    lowest: float
    highest: float
    normal: float
    line: float
    above: bool
    down: bool = False
    """What is more lies farther down."""

    def counts(self, value: float) -> bool:
        """Return whether a value is beyond the line."""
        return value > self.line if self.above else value < self.line

    def beside_line(self, value: float, gesture: Gesture) -> float:
        """Return a value so that it does not read as the line if that would tell the wrong side of it."""
        form = ".0f" if KINDS[gesture].shown.degrees else ".0%"
        return value if self.counts(value) == self.above else off_the_line(value, self.line, form)

    def from_top(self, values: Values) -> Values:
        """Return where values lie, as shares of a strip's height: a little within it, whatever they are."""
        shares = np.clip((values - self.lowest) / (self.highest - self.lowest), 0.02, 0.98)
        return shares if self.down else 1 - shares


def scale_of(evidence: Evidence, settings: SessionSettings) -> Scale:
    """Return the scale on which a value is shown."""
    shown = KINDS[evidence.gesture].shown
    line = evidence.line(settings)
    return Scale(shown.lowest, shown.highest, shown.normal, line, evidence.above, shown.down)


def show_value(value: float, gesture: Gesture, texts: Texts) -> str:
    """Return a measured value with its unit."""
    if KINDS[gesture].shown.degrees:
        return f"{value:.0f}°".replace("-0°", "0°")
    return texts.number(max(0.0, value), ".0%")


def draw_still_strip(
    canvas: Canvas, box: Box, evidence: Evidence, traces: Traces, settings: SessionSettings, texts: Texts
) -> None:
    """Draw what was measured until an attempt ended; the number stands in the sentence above."""
    title, plot = box.top(canvas.unit(40), canvas.unit(6))
    since, words = title.right(canvas.unit(240))
    canvas.text(words, value_title(evidence.gesture, traces.side, texts), SMALL, middle=True)
    seconds = texts.get("last_seconds", seconds=traces.shown_s)
    canvas.text(since, seconds, SMALL, canvas.theme.quiet, align="right", middle=True)
    names, curve = plot.left(round(plot.width * LABELS), canvas.unit(12))
    scale, quiet, accent = scale_of(evidence, settings), canvas.theme.quiet, canvas.theme.accent
    labels = (
        (_y_of(scale.normal, scale, plot), texts.get("your_normal"), quiet),
        (_y_of(scale.line, scale, plot), line_words(evidence.gesture, scale, texts), accent),
    )
    draw_labels(canvas, names, labels)
    draw_plot(canvas, curve, evidence, traces, settings)


def draw_small_strip(
    canvas: Canvas, box: Box, gesture: Gesture, step: Step | None, traces: Traces, style: Style
) -> None:
    """Draw a strip with its gesture and number beside it, for three of them one above the other.

    step: where the gesture stands in the drawn order; None: it is not asked for.
    """
    measured, texts = traces.value(gesture), style.texts
    narrow = box.width < canvas.unit(NARROW)
    title, plot = box.left(round(box.width * (1.0 if narrow else SMALL_LABELS)), canvas.unit(12))
    value = NOTHING if measured is None else show_value(measured, gesture, texts)
    name, number = title.left(title.width - canvas.unit(98))
    mark, name = name.left(canvas.unit(34), canvas.unit(6))
    color = step_color(canvas, step)
    if step is not None:
        draw_step(canvas, mark.middle, canvas.unit(30), step, color)
    canvas.text(name, texts.get(gesture.value), SMALL, color, middle=True)
    canvas.text(number, value, SMALL, align="right", middle=True)
    if not narrow:
        draw_plot(canvas, plot, KINDS[gesture].usual, traces, style.settings)


def value_title(gesture: Gesture, side: Side, texts: Texts) -> str:
    """Return what is measured."""
    return texts.get(f"value_{gesture.value}", side=texts.get(side))


def line_words(gesture: Gesture, scale: Scale, texts: Texts) -> str:
    """Return the line that counts, in words."""
    return texts.get(
        "line_above" if scale.above else "line_below", line=show_value(scale.line, gesture, texts)
    )


def short_line_words(gesture: Gesture, scale: Scale, texts: Texts) -> str:
    """Return the same where there is little room."""
    sign = "≥" if scale.above else "<"
    return texts.get("line_at", line=f"{sign}\u00a0{show_value(scale.line, gesture, texts)}")


Label = tuple[float, str, Color]
"""Where its line is, what it says."""


def draw_labels(canvas: Canvas, box: Box, labels: Sequence[Label], align: str = "right") -> None:
    """Write one or two beside their lines, each as near to its own as the other allows."""
    half = canvas.unit(LABEL // 2)
    lowest, highest = box.y + half, box.y + box.height - half
    middle = min(max(sum(y for y, _, _ in labels) / 2, lowest + half), highest - half)
    upper = min(labels)
    for label in labels:
        y, words, color = label
        apart = y
        if len(labels) > 1:
            apart = min(y, middle - half) if label is upper else max(y, middle + half)
        top = round(min(max(apart, lowest), highest)) - half
        place = Box(box.x, top, box.width, 2 * half)
        canvas.text(place, words, SMALL, color, align=align, middle=True)


def _y_of(value: float, scale: Scale, box: Box) -> float:
    return box.y + box.height * float(scale.from_top(np.array(value)))


def draw_plot(
    canvas: Canvas, box: Box, evidence: Evidence, traces: Traces, settings: SessionSettings
) -> None:
    """Draw the last seconds of a value against its line, into a box and nothing beyond it, without words."""
    plot, right, a_second = canvas.within(box), box.width, box.width / traces.shown_s
    curve = traces.curve(evidence.gesture)
    stretches = [np.array(stretch) * (-a_second, 1) + (right, 0) for stretch in curve]
    draw_values(plot, stretches, evidence, scale_of(evidence, settings))
    for mark in traces.marks:
        ago_s = traces.now_s - mark.time_s
        if mark.gesture is evidence.gesture and 0 <= ago_s <= traces.shown_s * 0.97:
            draw_mark(plot, right - a_second * ago_s, mark.met)


def draw_values(
    plot: Canvas, stretches: Sequence[NDArray[np.float64]], evidence: Evidence, scale: Scale
) -> None:
    """Draw (N, 2) stretches of (x in pixels, value) over a whole canvas, against the normal and the line."""
    theme = plot.theme
    plot.panel(plot.box)
    normal = _y_of(scale.normal, scale, plot.box)
    plot.line((0, normal), (plot.box.width, normal), theme.line, 2)
    _dashed(plot, _y_of(scale.line, scale, plot.box))
    for stretch in stretches:
        x, values = stretch.T
        points = np.stack([x, plot.box.height * scale.from_top(values)], axis=1)
        plot.curve(points, theme.ink, 3)
        beyond = values > scale.line if scale.above else values < scale.line
        if evidence.way_back:
            continue
        changes = np.flatnonzero(np.diff(beyond)) + 1
        for part, counts in zip(np.split(points, changes), np.split(beyond, changes), strict=True):
            if counts[0] and len(part) > 1:
                plot.curve(part, theme.warn if evidence.wrong else theme.good, 7)


def draw_mark(plot: Canvas, x: float, met: bool) -> None:
    """Draw a decision over a whole canvas at x, in pixels: done, or not enough."""
    theme, high = plot.theme, plot.box.height
    color = theme.good if met else theme.warn
    plot.line((x, 0), (x, high), color, 2)
    size = min(plot.unit(34), high // 2)
    middle = (round(min(x, plot.box.width - plot.unit(22))), size * 2 // 3)
    (icons.check if met else icons.cross)(plot, middle, size, color)


def _dashed(canvas: Canvas, y: float) -> None:
    step, thick = canvas.unit(22), max(1, canvas.unit(3))
    top = round(y - thick / 2)
    dashes = np.arange(canvas.box.width) % step < round(step * 0.6)
    canvas.image[top : top + thick, dashes] = canvas.theme.accent
