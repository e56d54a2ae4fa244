"""What lies over a screen: all keys, the room's tally, a note."""

from ...loop.counts import Tally
from ...loop.shown import TALLY_FROM
from ...loop.wishes import Command
from ..canvas.canvas import Box, Canvas
from ..keys import Heard, KeyRow, shown
from ..words.texts import Texts
from .parts import Style


def draw_keys(canvas: Canvas, style: Style) -> None:
    """Draw every key and what it does."""
    margin = canvas.unit(60)
    whole = canvas.box.inset(margin)
    canvas.panel(canvas.box, canvas.theme.ground)
    canvas.panel(whole)
    title, rest = whole.inset(canvas.unit(30)).top(canvas.unit(64), canvas.unit(14))
    canvas.text(title, style.texts.get("keys"), 50, canvas.theme.accent, middle=True)
    columns = rest.columns(3 if style.puppet else 2, canvas.unit(30))
    if style.puppet:
        heading = Box(columns[2].x, title.y, columns[2].width, title.height)
        canvas.text(heading, style.texts.get("keys_puppet"), 36, middle=True)
    always = shown(Heard.ALWAYS)
    half = len(always) // 2
    for column, rows in zip(columns, (always[:half], always[half:], shown(Heard.PUPPET)), strict=False):
        _draw_column(canvas, column, rows, style.texts)


def _draw_column(canvas: Canvas, column: Box, rows: tuple[KeyRow, ...], texts: Texts) -> None:
    for row in rows:
        place, column = column.top(canvas.unit(60), canvas.unit(6))
        named = row.named(texts)
        name, words = place.left(canvas.unit(54 if len(named) == 1 else 110), canvas.unit(14))
        canvas.text(name, named, 36, canvas.theme.accent, middle=True)
        back = row.wish is Command.HELP  # here all keys are shown already
        canvas.text(words, texts.get("key_back") if back else row.does(texts), 30, middle=True)


def draw_tally(canvas: Canvas, tally: Tally, texts: Texts) -> None:
    """Draw the room's tally over a screen; before there are enough visitors, that it comes later."""
    words = texts.get("tally_later", count=TALLY_FROM)
    if tally.visitors >= TALLY_FROM:
        words = texts.get("tally", **vars(tally))
    draw_note(canvas, texts.get("tally_title"), words)


def draw_note(canvas: Canvas, title: str, words: str) -> None:
    """Draw a title and a few words in the middle of the screen."""
    width, height = canvas.unit(860), canvas.unit(320)
    box = Box((canvas.box.width - width) // 2, (canvas.box.height - height) // 2, width, height)
    canvas.fade()
    canvas.panel(box)
    canvas.frame(box, canvas.theme.accent, canvas.unit(5))
    head, rest = box.inset(canvas.unit(40)).top(canvas.unit(80), canvas.unit(10))
    canvas.text(head, title, 60)
    canvas.text(rest, words, 38)
