"""What several screens have in common: the band with the words, the chips, the footer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from types import MappingProxyType

from ...choices import Gesture, Side
from ...face.landmarks import Landmarks
from ...gestures.judging import Challenge
from ...loop.wishes import Command, Wish
from ...session.attempt import Result, Step
from ...session.state import SessionState
from ...settings import SessionSettings
from ..canvas import icons
from ..canvas.box import Box
from ..canvas.canvas import LARGE, MEDIUM, SMALL, Canvas, Paragraph
from ..canvas.theme import Color
from ..canvas.typeset import text_width
from ..keys import row_of
from ..words.texts import Texts
from .face_view import FaceMode, Near

MARGIN, GAP = 16, 10
BAND, NARROW_BAND, TIME, COACH, FOOTER = 104, 148, 12, 116, 60
"""Heights, in units. The footer's entries can be touched: 1/12 of the height."""
PICTURE_SHARE = 0.4
"""Of the screen, for the live picture."""
STEP = 84
"""Width of one step of the order."""

BUTTON_MARGIN = 8
"""Round the words of a button."""

Icon = Callable[[Canvas, tuple[int, int], int], None]
Button = tuple[str, str, Wish | None]
"""A key's name, what it does, and its wish; None: it is not to be pressed here."""


@dataclass(frozen=True)
class Layout:
    """Where things are while a session runs: beside each other, or below on a narrow screen."""

    band: Box
    picture: Box
    column: Box
    footer: Box


def lay_out(canvas: Canvas, picture_share: float = PICTURE_SHARE) -> Layout:
    """Return the layout: what to do at the top, the picture, what is measured, the footer."""
    margin, gap = canvas.unit(MARGIN), canvas.unit(GAP)
    band, middle, footer = split(canvas)
    share = picture_share * canvas.box.width * canvas.box.height
    if canvas.box.wide:
        wide = min(round(share / middle.height), round(middle.width * 0.6))
        picture, column = middle.left(wide, margin)
    else:
        picture, column = middle.top(min(round(share / middle.width), middle.height // 2), gap)
    return Layout(band, picture, column, footer)


@dataclass(frozen=True)
class Style:
    """What a screen needs besides what happens: the words, the lines, what the audience has chosen."""

    texts: Texts
    settings: SessionSettings
    mode: FaceMode = FaceMode.FACE
    details: bool = False
    note: str = ""
    """Key of something that stands on the screen all the time."""
    fps: float = 0.0
    near: Near | None = None
    """Where the face stands that is looked at from near by."""
    near_share: float = 1.0
    """How far the way there has gone, 0 to 1."""
    driver: Near | None = None
    """Where the face stands that moves the one in the picture."""
    measured: Landmarks | None = None
    """What the measures come from: the moment's own may be the puppet's, for drawing."""
    gestures: tuple[Gesture, ...] = ()
    """What can be asked."""
    puppet: bool = False
    """The visitor is the puppet, which has keys of its own."""
    tricks: bool = True
    """There is a next one to ask for."""
    figures_hold: bool = True
    """What ``figures`` names is true of this run."""


def split(canvas: Canvas) -> tuple[Box, Box, Box]:
    """Return the band at the top, the middle, the footer."""
    margin, gap = canvas.unit(MARGIN), canvas.unit(GAP)
    band, rest = canvas.box.top(canvas.unit(BAND if canvas.box.wide else NARROW_BAND), gap)
    inner = Box(margin, rest.y, rest.width - 2 * margin, rest.height - gap)
    footer, middle = inner.bottom(canvas.unit(FOOTER), gap)
    return band, middle, footer


def draw_time(canvas: Canvas, band: Box, share: float) -> None:
    """Draw how much time is left as a bar along the band."""
    canvas.bar(band.bottom(canvas.unit(TIME))[0], share, canvas.theme.accent)


def draw_band(
    canvas: Canvas, band: Box, icon: Icon | None, words: str, more: str = "", color: Color | None = None
) -> None:
    """Draw the words that matter now, large, with an icon before them, which may move."""
    canvas.panel(band)
    high = band.height - canvas.unit(TIME)
    inner = Box(band.x + canvas.unit(MARGIN), band.y, band.width - 2 * canvas.unit(MARGIN), high)
    if icon is not None:
        place, inner = inner.left(canvas.unit(BAND - TIME), canvas.unit(MARGIN))
        icon(canvas, place.middle, canvas.unit(BAND - TIME - 12))
    shown = [Paragraph(words, LARGE, color), Paragraph(more, SMALL, canvas.theme.quiet)]
    canvas.paragraphs(inner, shown[: 1 + bool(more)], 4, middle=True)


def draw_coach(canvas: Canvas, box: Box, words: str, hold_share: float = 0.0) -> None:
    """Draw the one line about now, and along it how much of the time to hold has passed, 0 to 1."""
    canvas.panel(box)
    if hold_share > 0:
        canvas.bar(box.bottom(canvas.unit(TIME))[0], hold_share, canvas.theme.good)
    canvas.text(box.inset(canvas.unit(8)), words, MEDIUM, canvas.theme.accent, middle=True)


def draw_steps(
    canvas: Canvas,
    box: Box,
    order: Sequence[Challenge],
    steps: Sequence[Step],
    over: bool = False,
    side: Side | None = None,
    waits: bool = False,
) -> None:
    """Draw the drawn order in icons: done, now, to come; by mark and frame, not by color alone.

    side: to which a turn is asked now. over: the attempt has ended, so what was asked last was not done.
    waits: nothing is asked yet.
    """
    columns = box.columns(max(1, len(order)), canvas.unit(6))
    stand = [Step.TO_COME if waits and step is Step.NOW else step for step in steps]
    for place, challenge, step in zip(columns, order, stand, strict=False):
        to = side if side and step is Step.NOW else challenge.first_side
        canvas.kept(place, _draw_step_sign, challenge.gesture, step, over, to)


def _draw_step_sign(canvas: Canvas, gesture: Gesture, step: Step, over: bool, to: Side | None) -> None:
    """Draw one step of an order over a whole canvas."""
    color, whole = step_color(canvas, step, over), canvas.box
    if step is Step.NOW:
        canvas.frame(whole, color, canvas.unit(4))
    icons.GESTURES[gesture](canvas, whole.middle, min(whole.width, whole.height) * 2 // 3, color, to)
    if step in (Step.DONE, Step.SKIPPED) or (over and step is Step.NOW):
        corner = canvas.unit(30)
        mark = whole.right(corner)[0].bottom(corner)[0]
        canvas.panel(mark, canvas.theme.ground)
        draw_step(canvas, mark.middle, corner, step, color, over)


def step_color(canvas: Canvas, step: Step | None, over: bool = False) -> Color:
    """Return the color of a challenge that stands here; never alone, see ``draw_step``."""
    theme = canvas.theme
    now = theme.warn if over else theme.accent
    return {Step.NOW: now, Step.DONE: theme.good}.get(step or Step.TO_COME, theme.quiet)


def draw_step(
    canvas: Canvas, middle: tuple[int, int], size: int, step: Step, color: Color, over: bool = False
) -> None:
    """Draw a tick for done, a dash for left out, a dot for now, nothing for what is to come."""
    if step is Step.DONE:
        icons.check(canvas, middle, size, color)
    elif step is Step.SKIPPED:
        icons.dash(canvas, middle, size, color)
    elif step is Step.NOW and over:
        icons.cross(canvas, middle, size, color)
    elif step is Step.NOW:
        icons.dot(canvas, middle, size, color)


def chip_name(challenge: Challenge, texts: Texts) -> str:
    """Return a challenge in a word or two."""
    side = f"_{challenge.first_side}" if challenge.first_side else ""
    return texts.get(f"{challenge.gesture.value}{side}")


def draw_footer(
    canvas: Canvas,
    footer: Box,
    keys: Sequence[Command],
    style: Style,
    right: str = "",
    says: Mapping[Command, str] = MappingProxyType({}),
) -> None:
    """Draw what some keys do, as buttons; at the right what else there is to know.

    says: what is said of a key in place of its usual words.
    """
    if right:
        words, footer = footer.right(canvas.unit(216), canvas.unit(GAP))
        canvas.text(words, right, SMALL, canvas.theme.quiet, align="right", middle=True)
    draw_buttons(canvas, footer, _buttons_of(keys, style, says))


def footer_fits(
    canvas: Canvas,
    footer: Box,
    keys: Sequence[Command],
    style: Style,
    says: Mapping[Command, str] = MappingProxyType({}),
) -> bool:
    """Return whether what is said of these keys has room in one row of buttons."""
    buttons = _buttons_of(keys, style, says)
    return sum(_widths(canvas, buttons)) + canvas.unit(GAP) * (len(buttons) - 1) <= footer.width


def _buttons_of(keys: Sequence[Command], style: Style, says: Mapping[Command, str]) -> list[Button]:
    """Return of each key its name, what it does, and its wish."""
    rows = ((key, row_of(key)) for key in keys)
    return [(row.named(style.texts), says.get(key) or row.does(style.texts), row.wish) for key, row in rows]


def _widths(canvas: Canvas, buttons: Sequence[Button]) -> list[int]:
    """Return how wide each button has to be: as its words, and a margin."""
    size, margin = canvas.unit(SMALL), 2 * canvas.unit(BUTTON_MARGIN)
    return [text_width(f"{name}  {does}", size) + margin for name, does, _ in buttons]


def draw_session_footer(
    canvas: Canvas, footer: Box, keys: Sequence[Command], state: SessionState, style: Style
) -> None:
    """Draw the footer while a session runs: keys, and which try it is."""
    said = style.texts.get("try_of", number=state.attempt, attempts=state.attempts)
    if state.time_left_s is not None:
        said = style.texts.get("time_left", seconds=float(ceil(state.time_left_s)))
    draw_footer(canvas, footer, keys, style, said)


def draw_buttons(canvas: Canvas, box: Box, buttons: Sequence[Button]) -> None:
    """Draw keys as buttons, each with what it does and as wide as its words need: they can be touched."""
    gap = canvas.unit(GAP)
    wide = _widths(canvas, buttons)
    spare = (box.width - gap * (len(wide) - 1) - sum(wide)) // len(wide)
    for width, (name, does, wish) in zip(wide, buttons, strict=True):
        place, box = box.left(width + spare, gap)
        draw_button(canvas, place, name, does, wish)


def draw_button(
    canvas: Canvas, box: Box, name: str, does: str, wish: Wish | None, size: float = SMALL, on: bool = False
) -> None:
    """Draw one key and what it does. on: it is chosen."""
    canvas.kept(box, _draw_key, name, does, size, on)
    if wish is not None:
        canvas.target(box, wish)


def _draw_key(canvas: Canvas, name: str, does: str, size: float, on: bool) -> None:
    """Draw a button over a whole canvas."""
    theme, whole = canvas.theme, canvas.box
    canvas.panel(whole)
    if on:
        canvas.frame(whole, theme.accent, canvas.unit(4))
    pieces = [(f"{name}  " if name and does else name, theme.accent), (does, theme.ink)]
    canvas.colored(whole.inset(canvas.unit(BUTTON_MARGIN)), pieces, size, align="center")


def result_icon(canvas: Canvas, result: Result) -> tuple[Icon, Color]:
    """Return the mark and the color of a result."""
    theme = canvas.theme
    if result is Result.PASSED:
        return lambda on, at, size: icons.check(on, at, size, theme.good), theme.good
    if not result.judged:
        return lambda on, at, size: icons.dash(on, at, size, theme.quiet), theme.quiet
    return lambda on, at, size: icons.cross(on, at, size, theme.warn), theme.warn
