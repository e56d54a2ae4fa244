"""What lies over a screen: all keys, the room's tally, a note."""

from ...loop.shown import TALLY_FROM, Tally
from ..canvas.canvas import Box, Canvas
from ..words.texts import Texts
from .parts import Style

KEYS = ("s", "p", "n", "q", "e", "d", "m", "l", "t", "f", "enter", "h")
PUPPET_KEYS = ("arrows", "space", "b", "v", "o", "x")


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
    half = len(KEYS) // 2
    for column, keys in zip(columns, (KEYS[:half], KEYS[half:], PUPPET_KEYS), strict=False):
        _draw_column(canvas, column, keys, style.texts)


def _draw_column(canvas: Canvas, column: Box, keys: tuple[str, ...], texts: Texts) -> None:
    for key in keys:
        row, column = column.top(canvas.unit(66), canvas.unit(8))
        named = texts.words.get(f"key_{key}_name", key)
        name, words = row.left(canvas.unit(54 if len(named) == 1 else 110), canvas.unit(14))
        canvas.text(name, named, 36, canvas.theme.accent, middle=True)
        does = "key_back" if key == "h" else f"key_{key}"  # here all keys are shown already
        canvas.text(words, texts.get(does), 30, middle=True)


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
