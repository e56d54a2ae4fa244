"""What lies over or instead of a screen: all keys, paused."""

from ..canvas.canvas import Box, Canvas
from ..words.texts import Texts
from .parts import Style
from .verdict import draw_note

KEYS = ("s", "p", "n", "q", "e", "d", "m", "l", "t", "f", "enter", "h")
PUPPET_KEYS = ("arrows", "space", "b", "v", "o", "g", "x")


def draw_keys(canvas: Canvas, look: Style, puppet: bool) -> None:
    """Draw every key and what it does."""
    margin = canvas.unit(60)
    whole = canvas.box.inset(margin)
    canvas.panel(canvas.box, canvas.theme.ground)
    canvas.panel(whole)
    title, rest = whole.inset(canvas.unit(30)).top(canvas.unit(64), canvas.unit(14))
    canvas.text(title, look.texts.get("keys"), 50, canvas.theme.accent, middle=True)
    columns = rest.columns(3 if puppet else 2, canvas.unit(30))
    if puppet:
        heading = Box(columns[2].x, title.y, columns[2].width, title.height)
        canvas.text(heading, look.texts.get("keys_puppet"), 36, middle=True)
    half = len(KEYS) // 2
    for column, keys in zip(columns, (KEYS[:half], KEYS[half:], PUPPET_KEYS), strict=False):
        _draw_column(canvas, column, keys, look.texts)


def _draw_column(canvas: Canvas, column: Box, keys: tuple[str, ...], texts: Texts) -> None:
    for key in keys:
        row, column = column.top(canvas.unit(66), canvas.unit(8))
        named = texts.words.get(f"key_{key}_name", key)
        name, words = row.left(canvas.unit(54 if len(named) == 1 else 110), canvas.unit(14))
        canvas.text(name, named, 36, canvas.theme.accent, middle=True)
        does = "key_back" if key == "h" else f"key_{key}"  # here all keys are shown already
        canvas.text(words, texts.get(does), 30, middle=True)


def draw_paused(canvas: Canvas, look: Style, camera: bool) -> None:
    """Draw that nothing happens, and that the camera is closed."""
    draw_note(canvas, look.texts.get("paused"), look.texts.get("paused_camera" if camera else "paused_other"))
