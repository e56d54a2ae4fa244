"""What lies over or instead of a screen: all keys, paused."""

from ...loop.wishes import Command
from ..canvas.canvas import Box, Canvas
from ..keys import Heard, KeyRow, shown
from ..words.texts import Texts
from .parts import Style
from .verdict import draw_note


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
    always = shown(Heard.ALWAYS)
    half = len(always) // 2
    for column, rows in zip(columns, (always[:half], always[half:], shown(Heard.PUPPET)), strict=False):
        _draw_column(canvas, column, rows, look.texts)


def _draw_column(canvas: Canvas, column: Box, rows: tuple[KeyRow, ...], texts: Texts) -> None:
    for row in rows:
        place, column = column.top(canvas.unit(66), canvas.unit(8))
        named = row.named(texts)
        name, words = place.left(canvas.unit(54 if len(named) == 1 else 110), canvas.unit(14))
        canvas.text(name, named, 36, canvas.theme.accent, middle=True)
        back = row.wish is Command.HELP  # here all keys are shown already
        canvas.text(words, texts.get("key_back") if back else row.does(texts), 30, middle=True)


def draw_paused(canvas: Canvas, look: Style, camera: bool) -> None:
    """Draw that nothing happens, and that the camera is closed."""
    draw_note(canvas, look.texts.get("paused"), look.texts.get("paused_camera" if camera else "paused_other"))
