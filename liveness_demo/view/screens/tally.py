"""The room's count, in the columns that the lesson counts, beside what the class has predicted."""

from ...choices import Side
from ...loop.counts import TALLY_FROM, Tally
from ...loop.wishes import Command, Number
from ..canvas import icons
from ..canvas.box import Box
from ..canvas.canvas import LARGE, MEDIUM, SMALL, Canvas
from ..canvas.theme import Color
from ..keys import row_of
from ..words.texts import Texts
from .parts import FOOTER, GAP, MARGIN, draw_button

OF_TRIES = 10
"""A class is asked: of so many tries, how many will pass?"""
LABEL, COUNT = 300, 190
HIGHEST = 130
"""Of a row."""
NOTE = 40
"""Height of what is said of the prediction, below its bar."""


def draw_tally(canvas: Canvas, tally: Tally, prediction: int | None, texts: Texts) -> None:
    """Draw the count in a screen's place; before there are enough visitors only the question."""
    margin = canvas.unit(MARGIN)
    canvas.target(canvas.box, Command.TALLY)
    footer, rest = canvas.box.inset(margin).bottom(canvas.unit(FOOTER), canvas.unit(GAP))
    title, rest = rest.top(canvas.unit(76), canvas.unit(GAP))
    canvas.text(title, texts.get("tally_title"), LARGE, canvas.theme.accent, middle=True)
    question, rest = rest.top(canvas.unit(90 + FOOTER), margin)
    _draw_question(canvas, question, prediction, texts)
    if tally.visitors < TALLY_FROM:
        canvas.text(rest, texts.get("tally_later", count=TALLY_FROM), MEDIUM, middle=True)
    else:
        _draw_counts(canvas, rest, tally, prediction, texts)
    row = row_of(Command.TALLY)
    draw_button(canvas, footer, row.named(texts), texts.get("key_back"), row.wish)


def _draw_question(canvas: Canvas, box: Box, prediction: int | None, texts: Texts) -> None:
    """What the class thinks; never about a person."""
    words, numbers = box.top(box.height - canvas.unit(FOOTER))
    canvas.text(words, texts.get("tally_question", tries=OF_TRIES), MEDIUM, middle=True)
    for number, place in enumerate(numbers.columns(OF_TRIES + 1, canvas.unit(6))):
        draw_button(canvas, place, "", str(number), Number(number), MEDIUM, on=number == prediction)


def _draw_counts(canvas: Canvas, box: Box, tally: Tally, prediction: int | None, texts: Texts) -> None:
    """All tries, and of each gesture how often it was asked and done."""
    words, rest = box.bottom(canvas.unit(84), canvas.unit(GAP))
    said = texts.get("tally", visitors=tally.visitors, tries=tally.tries, passed=tally.passed)
    canvas.text(words, said, SMALL, canvas.theme.quiet, middle=True)
    rows: list[tuple[icons.Still, str, int, int]] = [
        (_tick, texts.get("tally_passed"), tally.passed, tally.tries)
    ]
    for each in (count for count in tally.gestures if count.asked):
        rows.append((icons.GESTURES[each.gesture], texts.get(each.gesture.value), each.done, each.asked))
    gap, note = canvas.unit(GAP), canvas.unit(NOTE)
    high = min(canvas.unit(HIGHEST), (rest.height - note) // len(rows) - gap)
    for index, row in enumerate(rows):
        place, rest = rest.top(high, gap)
        bar = _draw_row(canvas, place, *row, texts)
        if index == 0:
            below, rest = rest.top(note, gap)
            if prediction is not None:
                _draw_prediction(canvas, bar, below, prediction, texts)


def _draw_row(
    canvas: Canvas, row: Box, icon: icons.Still, name: str, done: int, asked: int, texts: Texts
) -> Box:
    """Draw how many of how many, as a bar and in words; return where the bar is."""
    label, rest = row.left(min(canvas.unit(LABEL), row.width // 3), canvas.unit(GAP))
    counted, bar = rest.right(canvas.unit(COUNT), canvas.unit(GAP))
    mark, words = label.left(canvas.unit(56), canvas.unit(GAP))
    icon(canvas, mark.middle, canvas.unit(44), canvas.theme.ink, None)
    canvas.text(words, name, MEDIUM, middle=True)
    canvas.bar(bar, done / max(1, asked), canvas.theme.good)
    canvas.text(counted, texts.get("tally_of", done=done, asked=asked), MEDIUM, align="right", middle=True)
    return bar


def _draw_prediction(canvas: Canvas, bar: Box, below: Box, prediction: int, texts: Texts) -> None:
    """A mark on the bar where the class expects its end, and below it what that is."""
    x = bar.x + round(bar.width * prediction / OF_TRIES)
    canvas.line((x, bar.y - canvas.unit(6)), (x, below.y + below.height), canvas.theme.accent, 8)
    words = texts.get("tally_predicted", predicted=prediction, tries=OF_TRIES)
    gap = canvas.unit(12)
    if 2 * prediction > OF_TRIES:  # there is more room before the mark
        place, align = Box(below.x, below.y, x - gap - below.x, below.height), "right"
    else:
        place, align = Box(x + gap, below.y, below.x + below.width - x - gap, below.height), "left"
    canvas.text(place, words, SMALL, canvas.theme.accent, align=align, middle=True)


def _tick(canvas: Canvas, middle: icons.Point, size: int, color: Color, side: Side | None) -> None:
    icons.check(canvas, middle, size, color)
