"""What several screens have in common: the band with the words, the chips, the footer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...choices import Side
from ...gestures.judging import Challenge
from ...loop.wishes import Command
from ...session.attempt import Result, Step
from ...session.session import SessionState
from ...settings import SessionSettings
from ..canvas import icons
from ..canvas.canvas import Box, Canvas
from ..canvas.theme import Color
from ..canvas.typeset import text_width
from ..keys import row_of
from ..words.texts import Texts
from .face_view import FaceMode

MARGIN = 24
BAND, FOOTER = 132, 44
CHIPS = 60
TIME = 36
"""Height of the row that says how much time is left."""

KEY_GAP = "    "

Icon = Callable[[Canvas, tuple[int, int], int], None]


@dataclass(frozen=True)
class Style:
    """What a screen needs besides what happens: the words, the lines, what the audience has chosen."""

    texts: Texts
    settings: SessionSettings
    mode: FaceMode = FaceMode.MESH
    details: bool = False
    note: str = ""
    """Key of something that stands on the screen all the time."""
    fps: float = 0.0
    near: Box | None = None
    """The part of the picture that is shown."""
    puppet: bool = False
    """The visitor is the puppet, which has keys of its own."""
    figures_hold: bool = True
    """What ``figures`` names is true of this run."""


def split(canvas: Canvas) -> tuple[Box, Box, Box]:
    """Return the band at the top, the middle, the footer."""
    margin = canvas.unit(MARGIN)
    band, rest = canvas.box.top(canvas.unit(BAND))
    middle, footer = rest.top(rest.height - canvas.unit(FOOTER + 10))
    return band, middle.inset(margin), Box(margin, footer.y, footer.width - 2 * margin, canvas.unit(FOOTER))


def split_session(canvas: Canvas) -> tuple[Box, Box, Box, Box]:
    """Return the band at the top, the row for the time, the middle, the footer."""
    band, middle, footer = split(canvas)
    gap = canvas.unit(8)
    row = Box(middle.x, band.y + band.height + gap, middle.width, canvas.unit(TIME))
    top = row.y + row.height + gap
    return band, row, Box(middle.x, top, middle.width, middle.y + middle.height - top + gap), footer


def draw_time(canvas: Canvas, row: Box, share: float, words: str, color: Color | None = None) -> None:
    """Draw how much is left (or done) as a bar, and what that is in words at its right."""
    label = canvas.unit(340)
    bar, words_box = row.left(row.width - label, canvas.unit(16))
    canvas.bar(bar.inset(canvas.unit(7)), share, color or canvas.theme.accent)
    canvas.text(words_box, words, 30, color or canvas.theme.accent, align="right", middle=True)


def draw_band(
    canvas: Canvas, band: Box, icon: Icon | None, words: str, more: str = "", color: Color | None = None
) -> None:
    """Draw the words that matter now, large, with an icon before them, which may move."""
    canvas.panel(band)
    inner = Box(band.x + canvas.unit(MARGIN), band.y, band.width - 2 * canvas.unit(MARGIN), band.height)
    if icon is not None:
        place, inner = inner.left(canvas.unit(120), canvas.unit(24))
        icon(canvas, place.middle, canvas.unit(100))
    if not more:
        canvas.text(inner.inset(canvas.unit(6)), words, 54, color, middle=True)
        return
    first, second = inner.inset(canvas.unit(10)).top(canvas.unit(66), canvas.unit(4))
    canvas.text(first, words, 54, color, middle=True)
    canvas.text(second, more, 32, canvas.theme.quiet, middle=True)


def draw_chips(
    canvas: Canvas,
    box: Box,
    order: Sequence[Challenge],
    steps: Sequence[Step],
    texts: Texts,
    over: bool = False,
    side: Side | None = None,
) -> None:
    """Draw the drawn order: done, now, to come; by mark, words and frame, not by color alone.

    side: to which a turn is asked now. over: the attempt has ended, so what was asked last was not done.
    """
    columns = box.columns(max(1, len(order)), canvas.unit(10))
    mark_px = canvas.unit(48 if len(order) < 5 else 32)
    for chip, challenge, step in zip(columns, order, steps, strict=False):
        canvas.panel(chip)
        color = step_color(canvas, step, over)
        if step is Step.NOW:
            canvas.frame(chip, color, canvas.unit(4))
        mark, words = chip.inset(canvas.unit(6)).left(mark_px, canvas.unit(8))
        draw_step(canvas, mark.middle, mark_px * 5 // 6, step, color, over)
        if challenge.first_side is not None:
            words, place = words.left(words.width - mark_px - canvas.unit(4), canvas.unit(4))
            to = side if side and step is Step.NOW else challenge.first_side
            direction = (-1, 0) if to is Side.LEFT else (1, 0)
            icons.arrow(canvas, place.middle, mark_px * 11 // 12, direction, 0.5, color)
        key = "step_missed" if over and step is Step.NOW else f"step_{step.name.lower()}"
        _draw_chip_words(canvas, words, texts.get(challenge.gesture.value), texts.get(key), color)


def _draw_chip_words(canvas: Canvas, box: Box, name: str, state: str, color: Color) -> None:
    """Write the state in words too, where there is room; the mark and the frame say it anyway."""
    canvas.text(box, name, 36, color, middle=True)
    taken = text_width(name, canvas.unit(36)) + canvas.unit(16)
    if taken + text_width(state, canvas.unit(28)) <= box.width:
        rest = box.left(taken)[1]
        canvas.text(rest, state, 28, canvas.theme.quiet, align="right", middle=True)


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


def draw_footer(canvas: Canvas, footer: Box, keys: Sequence[Command], style: Style, right: str = "") -> None:
    """Draw the keys of three commands and what they do; at the right what else there is to know."""
    texts = style.texts
    left, rest = footer.left(footer.width - canvas.unit(230 if right else 0), canvas.unit(10))
    draw_keys_row(canvas, left, [(row.named(texts), row.does(texts)) for row in map(row_of, keys)])
    if right:
        canvas.text(rest, right, 30, canvas.theme.quiet, middle=True, align="right")


def draw_session_footer(
    canvas: Canvas, footer: Box, keys: Sequence[Command], state: SessionState, style: Style
) -> None:
    """Draw the footer while a session runs: keys, and which try it is."""
    tries = style.texts.get("try_of", number=state.attempt, attempts=state.attempts)
    draw_footer(canvas, footer, keys, style, tries)


def draw_keys_row(canvas: Canvas, box: Box, keys: Sequence[tuple[str, str]]) -> None:
    """Draw some keys, each with what it does, in one line."""
    theme = canvas.theme
    pairs = [((f"{name}  ", theme.accent), (f"{does}{KEY_GAP}", theme.quiet)) for name, does in keys]
    canvas.colored(box, [piece for pair in pairs for piece in pair], 30)


def result_icon(canvas: Canvas, result: Result) -> tuple[Icon, Color]:
    """Return the mark and the color of a result."""
    theme = canvas.theme
    if result is Result.PASSED:
        return lambda on, at, size: icons.check(on, at, size, theme.good), theme.good
    if result in (Result.SKIPPED, Result.ENDED):
        return lambda on, at, size: icons.dash(on, at, size, theme.quiet), theme.quiet
    return lambda on, at, size: icons.cross(on, at, size, theme.warn), theme.warn
