"""The screen before anything is opened: what will happen, and two equal choices."""

from math import ceil

from ...choices import Gesture
from ...loop.chosen import ChosenAttack, ChosenFile
from ...loop.options import RunOptions
from ...loop.shown import Start
from ...loop.wishes import Command
from ..canvas import icons
from ..canvas.canvas import Box, Canvas
from ..keys import row_of
from ..words.texts import Texts
from .parts import MARGIN, Style, draw_footer, split

COLUMNS = 3
"""Of gestures: beside more than three there is no room for a name."""


def start_words(options: RunOptions, texts: Texts) -> str:
    """Return what is said before anything is opened."""
    if options.camera:
        return texts.get("start_camera")
    if isinstance(options.source, ChosenFile):
        return texts.get("start_file", name=str(options.source.path))
    attack = options.source.instrument if isinstance(options.source, ChosenAttack) else None
    return texts.join(texts.get("start_puppet"), texts.trick(attack) if attack else "")


def gesture_word(gesture: Gesture, texts: Texts) -> str:
    """Return a gesture's name in the visitor's language."""
    return texts.get(gesture.value)


def draw_start(canvas: Canvas, start: Start, style: Style) -> None:
    """Draw the start screen: consent where a camera may be opened, else what is played."""
    options, texts = start.options, style.texts
    margin = canvas.unit(80)
    _, _, footer = split(canvas)
    whole = Box(margin, canvas.unit(40), canvas.box.width - 2 * margin, footer.y - canvas.unit(52))
    title, rest = whole.top(canvas.unit(72), canvas.unit(14))
    canvas.text(title, texts.get("title"), 58)
    words, rest = rest.top(canvas.unit(190), canvas.unit(16))
    canvas.text(words, start_words(options, texts), 36)
    choices, rest = rest.top(canvas.unit(130), canvas.unit(24))
    _draw_choices(canvas, choices, options, texts)
    _draw_gestures(canvas, rest, options, texts)
    if not start.lock.protected:
        warning = Box(footer.x, footer.y - canvas.unit(40), footer.width, canvas.unit(36))
        canvas.text(warning, texts.lock(start.lock), 28, canvas.theme.warn)
    footer = Box(margin, footer.y, footer.width - 2 * (margin - canvas.unit(MARGIN)), footer.height)
    draw_footer(canvas, footer, (Command.EXPLAIN, Command.LANGUAGE, Command.QUIT), style)


def _draw_choices(canvas: Canvas, box: Box, options: RunOptions, texts: Texts) -> None:
    """All choices are equally large: none is the expected one."""
    wishes = (Command.CAMERA, Command.PUPPET) if options.camera else (Command.START,)
    choices = [(row_of(wish).named(texts), texts.get(f"choice_{wish.name.lower()}")) for wish in wishes]
    for place, (key, words) in zip(box.columns(2, canvas.unit(30)), choices, strict=False):
        canvas.panel(place)
        left, right = place.inset(canvas.unit(20)).left(
            canvas.unit(44 + 28 * (len(key) - 1)), canvas.unit(20)
        )
        canvas.text(left, key, 56, canvas.theme.accent, middle=True)
        canvas.text(right, words, 40, middle=True)


def _draw_gestures(canvas: Canvas, box: Box, options: RunOptions, texts: Texts) -> None:
    theme = canvas.theme
    rows = ceil(len(Gesture) / COLUMNS)
    words, table = box.top(canvas.unit(100 if rows == 1 else 140))[0].top(canvas.unit(38), canvas.unit(8))
    canvas.text(words, texts.get("asked_here"), 28, theme.quiet)
    places = _places(table, rows, canvas.unit(8), canvas.unit(20))
    for number, (place, gesture) in enumerate(zip(places, Gesture, strict=False), 1):
        on = gesture in options.gestures
        color = theme.ink if on else theme.quiet
        canvas.panel(place)
        if on:
            canvas.frame(place, theme.accent, canvas.unit(4))
        name = gesture_word(gesture, texts)
        inner = Box(place.x + canvas.unit(16), place.y, place.width - canvas.unit(32), place.height)
        words, mark = inner.left(inner.width - canvas.unit(40))
        canvas.text(words, f"{number}  {name}", 28, color, middle=True)
        size = min(canvas.unit(34), place.height * 3 // 4)
        (icons.check if on else icons.cross)(canvas, mark.middle, size, theme.accent if on else theme.quiet)


def _places(box: Box, rows: int, above: int, beside: int) -> list[Box]:
    """Return equal boxes, row by row. above, beside: the gaps between them."""
    height = (box.height - above * (rows - 1)) // rows
    places: list[Box] = []
    for _ in range(rows):
        row, box = box.top(height, above)
        places += row.columns(COLUMNS, beside)
    return places
