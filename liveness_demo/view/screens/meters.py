"""A number against the line that counts and the own usual, as a bar that stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...choices import Gesture, Side
from ..canvas import icons
from ..canvas.box import Box
from ..canvas.canvas import Canvas
from ..canvas.theme import Color
from ..words.numbers import NOTHING
from ..words.texts import Texts
from .strip import LABEL, Label, Scale, draw_labels, short_line_words, show_value

MARK = 26
"""Size of an arrow in a bar, in units."""


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
        """Return the value with its unit; rounded, it is on the same side of the line as it was."""
        if self.value is None:
            return NOTHING
        return show_value(self.scale.beside_line(self.value, self.gesture), self.gesture, texts)


def draw_bar(canvas: Canvas, box: Box, meter: Meter, texts: Texts) -> None:
    """Draw the value as a bar that stands, and at its right where the line and the own usual are."""
    bar, labels = box.left(canvas.unit(64), canvas.unit(16))
    _draw_filled(canvas, bar, meter)
    _draw_lines(canvas, bar, labels, meter, texts)


def draw_both_bars(
    canvas: Canvas, box: Box, meters: Sequence[Meter], ways: Sequence[tuple[int, int]], texts: Texts
) -> None:
    """Draw two values that both have to pass the same line, side by side. ways: what each is, as arrows."""
    bars, labels = box.left(canvas.unit(66), canvas.unit(14))
    for bar, meter, way in zip(bars.columns(2, canvas.unit(8)), meters, ways, strict=True):
        _draw_filled(canvas, bar, meter)
        mark = bar.top(canvas.unit(MARK + 8))[0]
        icons.apart(canvas, mark.middle, canvas.unit(MARK), way, canvas.theme.ink)
    _draw_lines(canvas, bars, labels, meters[0], texts)


def _draw_filled(canvas: Canvas, bar: Box, meter: Meter) -> None:
    """Draw a bar, filled up to its value."""
    canvas.panel(bar, canvas.theme.ground)
    if meter.value is not None:
        top = _y_of(meter.value, meter.scale, bar)
        canvas.panel(Box(bar.x, top, bar.width, bar.y + bar.height - top), meter.color(canvas))


def _draw_lines(canvas: Canvas, bar: Box, labels: Box, meter: Meter, texts: Texts) -> None:
    """Draw the line and the own usual across a bar, and beside it their names."""
    theme, scale = canvas.theme, meter.scale
    reach = bar.x + bar.width + canvas.unit(10)
    for value, color in ((scale.normal, theme.quiet), (scale.line, theme.accent)):
        y = min(max(_y_of(value, scale, bar), bar.y + 2), bar.y + bar.height - 3)
        canvas.line((bar.x, y), (reach, y), color, 5)
    line = (_y_of(scale.line, scale, bar), short_line_words(meter.gesture, scale, texts), theme.accent)
    usual = (_y_of(scale.normal, scale, bar), texts.get("your_normal"), theme.quiet)
    shown = (line, usual) if labels.height >= canvas.unit(2 * LABEL) else (line,)
    canvas.kept(labels, _draw_bar_labels, *((y - labels.y, words, color) for y, words, color in shown))


def _y_of(value: float, scale: Scale, bar: Box) -> int:
    """Return how high a value stands in a bar."""
    lowest = min(scale.normal, max(0.0, scale.lowest))
    share = (value - lowest) / (scale.highest - lowest)
    return round(bar.y + bar.height * (1 - min(max(share, 0.0), 1.0)))


def _draw_bar_labels(canvas: Canvas, *labels: Label) -> None:
    """Draw what stands beside a bar over a whole canvas."""
    canvas.panel(canvas.box)
    draw_labels(canvas, canvas.box, labels, align="left")
