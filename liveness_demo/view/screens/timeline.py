"""A whole session on one line for each gesture: every try, what was measured, and where it was decided."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from ...choices import Gesture
from ...gestures.table import KINDS
from ..canvas import icons
from ..canvas.box import Box
from ..canvas.canvas import SMALL, Canvas, Paragraph
from ..memory.history import Try
from .parts import GAP, Style
from .strip import draw_mark, draw_values, line_words, scale_of

LEAST, ROW = 30, 76
"""Height of a gesture's row, at least and at most: for its icon alone, and for two lines of words."""
LABEL = 370
TRY_ROW = 36
END = 26
"""Room for the mark of the last decision."""
BETWEEN_S = 1.0
"""What lies between two tries is not shown; so wide is the gap."""
HOLE_S = 0.5
"""Without a value for so long, a curve is broken."""

Stretch = NDArray[np.float64]


def gestures_of(tries: Sequence[Try]) -> tuple[Gesture, ...]:
    """Return the gestures that were asked for, in the last try's order."""
    return tries[-1].gestures if tries else ()


def timeline_units(tries: Sequence[Try]) -> tuple[int, int]:
    """Return how high a timeline has to be, and should be, in units."""
    rows, numbers = len(gestures_of(tries)), TRY_ROW if len(tries) > 1 else 0
    return rows * (LEAST + GAP) + numbers, rows * (ROW + GAP) + numbers


def draw_timeline(canvas: Canvas, box: Box, tries: Sequence[Try], style: Style) -> None:
    """Draw every try, one behind the other; above each, if there are several, its number."""
    lengths_s = [each.length_s for each in tries]
    begins_s = [0.0, *accumulate(length_s + BETWEEN_S for length_s in lengths_s[:-1])]
    label = min(canvas.unit(LABEL), round(box.width * 0.4))
    a_second = (box.width - label - canvas.unit(GAP + END)) / max(1.0, begins_s[-1] + lengths_s[-1])
    begins = [round(begin_s * a_second) for begin_s in begins_s]
    if len(tries) > 1:
        numbers, box = box.top(canvas.unit(TRY_ROW))
        for each, begin in zip(tries, begins, strict=True):
            place = numbers.left(label + canvas.unit(GAP) + begin)[1]
            canvas.text(place, str(each.number), SMALL, canvas.theme.quiet, middle=True)
    gestures = gestures_of(tries)
    high = (box.height - canvas.unit(GAP) * (len(gestures) - 1)) // len(gestures)
    for gesture in gestures:
        row, box = box.top(high, canvas.unit(GAP))
        name, plot = row.left(label, canvas.unit(GAP))
        _draw_name(canvas, name, gesture, style)
        _draw_row(canvas.within(plot), gesture, tries, begins, a_second, style)


def _draw_name(canvas: Canvas, box: Box, gesture: Gesture, style: Style) -> None:
    """The gesture, and where its line lies, if there is room to say it."""
    texts, usual = style.texts, KINDS[gesture].usual
    mark, words = box.left(canvas.unit(56), canvas.unit(GAP))
    icons.GESTURES[gesture](canvas, mark.middle, min(canvas.unit(44), mark.height), canvas.theme.ink, None)
    line = line_words(gesture, scale_of(usual, style.settings), texts)
    for said in (f"{texts.get(gesture.value)}\n{line}", line):
        if canvas.fits(words, [Paragraph(said, SMALL)], 0):
            canvas.text(words, said, SMALL, middle=True)
            return


def _draw_row(
    plot: Canvas, gesture: Gesture, tries: Sequence[Try], begins: Sequence[int], a_second: float, style: Style
) -> None:
    evidence = KINDS[gesture].usual
    stretches = []
    for each, begin in zip(tries, begins, strict=True):
        stretches += [stretch * (a_second, 1) + (begin, 0) for stretch in _stretches(each, gesture)]
    draw_values(plot, stretches, evidence, scale_of(evidence, style.settings))
    for each, begin in zip(tries, begins, strict=True):
        if begin:
            plot.line((begin, 0), (begin, plot.box.height), plot.theme.line, 3)
        for mark in each.marks:
            if mark.gesture is gesture:
                draw_mark(plot, begin + (mark.time_s - each.began_s) * a_second, mark.met)


def _stretches(tried: Try, gesture: Gesture) -> list[Stretch]:
    """Return unbroken stretches of (seconds since the try began, value), to either side alike."""
    seen = [(each.time_s - tried.began_s, each.values[gesture]) for each in tried.samples if each.values]
    if not seen:
        return []
    values = np.array(seen)
    if KINDS[gesture].sided:
        values[:, 1] = np.abs(values[:, 1])
    return np.split(values, np.flatnonzero(np.diff(values[:, 0]) > HOLE_S) + 1)
