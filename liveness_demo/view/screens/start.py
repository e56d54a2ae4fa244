"""The screen before anything is opened: a puppet that is measured, one question, and two equal choices."""

from collections.abc import Sequence
from math import ceil

from ...choices import Gesture, Side
from ...gestures.table import KINDS
from ...loop.chosen import ChosenAttack, ChosenFile
from ...loop.options import RunOptions
from ...loop.shown import Start
from ...loop.wishes import Command, Number
from ..canvas import icons
from ..canvas.box import Box
from ..canvas.canvas import HUGE, LARGE, MEDIUM, SMALL, Canvas
from ..keys import row_of
from ..words.texts import Texts
from .demonstration import LARGE_PX, demonstration_pose, figurine, showing
from .parts import FOOTER, GAP, MARGIN, Style, draw_footer, split
from .strip import scale_of, show_value

COLUMNS = 3
"""Of gestures: beside more than three there is no room for a name."""
PUPPET_SHARE, COLUMN = 0.42, 650
"""The puppet's share of the width, or height where that is narrow; least units for what is beside it."""
REST_S = 0.8
"""After each gesture that the puppet shows."""
Showing = tuple[Gesture, Side, float]
"""A gesture, the side of a turn, and the seconds since it began."""


def start_words(options: RunOptions, texts: Texts) -> str:
    """Return what is said before anything is opened."""
    if options.camera:
        return texts.get("start_camera")
    if isinstance(options.source, ChosenFile):
        return texts.get("start_file", name=str(options.source.path))
    attack = options.source.instrument if isinstance(options.source, ChosenAttack) else None
    return texts.join(texts.get("start_puppet"), texts.trick(attack) if attack else "")


def question(options: RunOptions, texts: Texts) -> str:
    """Return the one question that the screen asks, by what is looked at."""
    if options.camera:
        return texts.get("question_camera")
    keys = {ChosenFile: "question_file", ChosenAttack: "question_trick"}
    return texts.get(keys.get(type(options.source), "question_puppet"))


def gesture_word(gesture: Gesture, texts: Texts) -> str:
    """Return a gesture's name in the visitor's language."""
    return texts.get(gesture.value)


def shown_at(gestures: Sequence[Gesture], time_s: float) -> Showing:
    """Return what the puppet shows at a time: one gesture after the other, turns first to its left."""
    gesture, rounds, since_s = showing(gestures, time_s, REST_S)
    return gesture, Side.RIGHT if rounds % 2 else Side.LEFT, since_s


def draw_start(canvas: Canvas, start: Start, style: Style, time_s: float) -> None:
    """Draw the start screen: consent where a camera may be opened, else what is played.

    time_s: of the puppet, which shows one gesture after the other.
    """
    options, texts = start.options, style.texts
    margin, gap = canvas.unit(MARGIN), canvas.unit(GAP)
    _, _, footer = split(canvas)
    whole = Box(margin, margin, canvas.box.width - 2 * margin, footer.y - gap - margin)
    if not start.lock.protected:
        lines = 1 if whole.width > canvas.unit(1200) else 2
        warning, whole = whole.bottom(canvas.unit(lines * (SMALL + 8)), gap)
        canvas.text(warning, texts.lock(start.lock), SMALL, canvas.theme.warn, middle=True)
    if canvas.box.wide:
        wide = min(round(whole.width * PUPPET_SHARE), whole.width - canvas.unit(COLUMN))
        picture, column = whole.left(wide, canvas.unit(24))
    else:
        picture, column = whole.top(round(whole.height * PUPPET_SHARE), canvas.unit(20))
    _draw_puppet(canvas, picture, shown_at(options.gestures or tuple(Gesture), time_s), style)
    _draw_column(canvas, column, options, texts)
    keys = (Command.EXPLAIN, Command.LANGUAGE, Command.TALLY, Command.QUIT)
    draw_footer(canvas, footer, keys, style, says={Command.TALLY: texts.get("tally_short")})


def _draw_puppet(canvas: Canvas, box: Box, shown: Showing, style: Style) -> None:
    """The puppet, what is measured of it, and the number that comes of that."""
    gesture, side, since_s = shown
    canvas.panel(box)
    caption, picture = box.top(canvas.unit(HUGE))
    pose = demonstration_pose(gesture, side, since_s)
    puppet = figurine(LARGE_PX, canvas.theme.panel)
    puppet.draw(canvas, picture, pose, gesture)
    kind = KINDS[gesture]
    value = puppet.value(pose, gesture) * (side.sign if kind.sided else 1)
    met = scale_of(kind.usual, style.settings).counts(value)
    inner = caption.inset(canvas.unit(GAP))
    name, number = inner.left(round(inner.width * 0.58), canvas.unit(GAP))
    canvas.text(name, gesture_word(gesture, style.texts), LARGE, middle=True)
    color = canvas.theme.good if met else canvas.theme.ink
    canvas.text(number, show_value(value, gesture, style.texts), LARGE, color, align="right", middle=True)
    if met:
        icons.check(canvas, (number.x, number.middle[1]), canvas.unit(LARGE), color)


def _draw_column(canvas: Canvas, box: Box, options: RunOptions, texts: Texts) -> None:
    """The question, the choices, the promise, the gestures."""
    gap, theme = canvas.unit(14), canvas.theme
    rows = ceil(len(Gesture) / COLUMNS)
    table, rest = box.bottom(canvas.unit(rows * (FOOTER + GAP) - GAP), canvas.unit(GAP))
    label, rest = rest.bottom(canvas.unit(SMALL + 12), gap)
    _draw_label(canvas, label, bool(options.gestures), texts)
    _draw_gestures(canvas, table, rows, options, texts)
    promise, rest = rest.bottom(canvas.unit(140), gap)
    canvas.text(promise, start_words(options, texts), SMALL, theme.quiet)
    choices, rest = rest.bottom(canvas.unit(100), gap)
    _draw_choices(canvas, choices, options, texts)
    canvas.text(rest, question(options, texts), HUGE, middle=True)


def _draw_label(canvas: Canvas, box: Box, any_chosen: bool, texts: Texts) -> None:
    """What the numbers do; or, with a mark, that nothing can begin without any gesture."""
    if any_chosen:
        canvas.text(box, texts.get("asked_here"), SMALL, canvas.theme.quiet, middle=True)
        return
    mark, words = box.left(box.height, canvas.unit(GAP))
    icons.cross(canvas, mark.middle, mark.height, canvas.theme.warn)
    canvas.text(words, texts.get("asked_none"), MEDIUM, canvas.theme.warn, middle=True)


def _draw_choices(canvas: Canvas, box: Box, options: RunOptions, texts: Texts) -> None:
    """All choices are equally large: none is the expected one."""
    wishes = (Command.CAMERA, Command.PUPPET) if options.camera else (Command.START,)
    for place, wish in zip(box.columns(len(wishes), canvas.unit(18)), wishes, strict=True):
        canvas.panel(place)
        canvas.frame(place, canvas.theme.line, canvas.unit(3))
        canvas.target(place, wish)
        key, inner = row_of(wish).named(texts), place.inset(canvas.unit(12))
        left, right = inner.left(canvas.unit(40 + 24 * (len(key) - 1)), canvas.unit(12))
        canvas.text(left, key, LARGE, canvas.theme.accent, middle=True)
        canvas.text(right, texts.get(f"choice_{wish.name.lower()}"), MEDIUM, middle=True)


def _draw_gestures(canvas: Canvas, box: Box, rows: int, options: RunOptions, texts: Texts) -> None:
    theme = canvas.theme
    places = _places(box, rows, canvas.unit(GAP))
    for number, (place, gesture) in enumerate(zip(places, Gesture, strict=False), 1):
        on = gesture in options.gestures
        canvas.panel(place)
        canvas.target(place, Number(number))
        if on:
            canvas.frame(place, theme.accent, canvas.unit(4))
        mark, words = place.inset(canvas.unit(7)).right(canvas.unit(SMALL), canvas.unit(2))
        color = theme.ink if on else theme.quiet
        canvas.colored(words, [(f"{number} ", theme.accent), (gesture_word(gesture, texts), color)], SMALL)
        size = canvas.unit(SMALL)
        (icons.check if on else icons.cross)(canvas, mark.middle, size, theme.accent if on else theme.quiet)


def _places(box: Box, rows: int, gap: int) -> list[Box]:
    """Return equal boxes, row by row, with a gap between them."""
    height = (box.height - gap * (rows - 1)) // rows
    places: list[Box] = []
    for _ in range(rows):
        row, box = box.top(height, gap)
        places += row.columns(COLUMNS, gap)
    return places
