"""What lies over a screen: the keys, a note."""

from collections.abc import Sequence, Set

from ...loop.shown import Moment, Screen
from ...loop.wishes import Command, Wish
from ..canvas.box import Box
from ..canvas.canvas import LARGE, MEDIUM, Canvas
from ..keys import Heard, KeyRow, shown, works_on
from ..words.texts import Texts
from .parts import GAP, Style

LONG_NAME = 120
HIGHEST = 90
"""Of a key's row."""


def draw_keys(canvas: Canvas, screen: Screen, style: Style) -> None:
    """Draw the keys of this screen, and what each does; digits and signs stand where they count."""
    canvas.target(canvas.box, Command.HELP)
    whole = canvas.box.inset(canvas.unit(30))
    title, rest = whole.top(canvas.unit(76), canvas.unit(GAP))
    canvas.text(title, style.texts.get("keys"), LARGE, canvas.theme.accent, middle=True)
    works = works_on(screen, style.tricks)
    rows = [row for row in shown(Heard.ALWAYS) if row.wish in works or row.wish is Command.TALLY]
    half = -(-len(rows) // 2)
    groups = [("", rows[:half]), ("", rows[half:])]
    if style.puppet and isinstance(screen, Moment):
        groups.append((style.texts.get("keys_puppet"), list(shown(Heard.PUPPET))))
    for column, (heading, group) in zip(_columns(canvas, rest, len(groups)), groups, strict=True):
        _draw_column(canvas, column, heading, group, works, style.texts)


def _columns(canvas: Canvas, box: Box, count: int) -> list[Box]:
    """Return a place for each group: beside each other, or a third one below where it is narrow."""
    gap = canvas.unit(30)
    if box.wide or count < 3:
        return box.columns(count, gap)
    above, below = box.top(box.height // 2)
    return [*above.columns(count - 1, gap), below]


def _draw_column(
    canvas: Canvas, column: Box, heading: str, rows: Sequence[KeyRow], works: Set[Wish], texts: Texts
) -> None:
    """Draw a row for each key; of the room's count, where it does not work, in grey where it does."""
    if heading:
        title, column = column.top(canvas.unit(50), canvas.unit(GAP))
        canvas.text(title, heading, MEDIUM, canvas.theme.accent, middle=True)
    high = min(canvas.unit(HIGHEST), column.height // max(1, len(rows)))
    for row in rows:
        place, column = column.top(high)
        here = row.wish is not Command.TALLY or row.wish in works
        if here:
            canvas.target(place, row.wish)
        named = row.named(texts)
        name, words = place.left(canvas.unit(54 if len(named) == 1 else LONG_NAME), canvas.unit(14))
        canvas.text(name, named, MEDIUM, canvas.theme.accent, middle=True)
        does = row.does(texts) if here else texts.get("tally_elsewhere")
        if row.wish is Command.HELP:  # here all keys are shown already
            does = texts.get("key_back")
        canvas.text(words, does, MEDIUM, None if here else canvas.theme.quiet, middle=True)


def draw_note(canvas: Canvas, title: str, words: str) -> None:
    """Draw a title and a few words in the middle of the screen."""
    width, height = canvas.unit(860), canvas.unit(320)
    box = Box((canvas.box.width - width) // 2, (canvas.box.height - height) // 2, width, height)
    canvas.fade()
    canvas.panel(box)
    canvas.target(box, Command.STAY)  # and not what lies under it
    canvas.frame(box, canvas.theme.accent, canvas.unit(5))
    head, rest = box.inset(canvas.unit(40)).top(canvas.unit(80), canvas.unit(10))
    canvas.text(head, title, LARGE)
    canvas.text(rest, words, MEDIUM)
