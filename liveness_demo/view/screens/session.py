"""The screen while a session runs: before a try, and in a challenge."""

import math

from ...loop.shown import Moment
from ...loop.wishes import Command
from ...messages import Message
from ...session.session import Phase, SessionState
from ..canvas import icons
from ..canvas.canvas import Box, Canvas
from ..words.texts import Texts
from .details import draw_details
from .face_view import COLUMN_GAP, PICTURE_SHAPE, PICTURE_WIDEST, draw_face
from .parts import CHIPS, Icon, Style, draw_band, draw_chips, draw_session_footer, draw_time, split_session
from .ready import draw_ready
from .strip import draw_strip
from .traces import Traces


def draw_session(canvas: Canvas, moment: Moment, traces: Traces, style: Style) -> None:
    """Draw what is asked, what is seen, and how much time is left."""
    state = moment.state
    band, time, middle, footer = split_session(canvas)
    _draw_prompt(canvas, band, moment, style)
    _draw_time(canvas, time, state, style.texts)
    if style.details:
        draw_details(canvas, middle, moment, traces, style)
    else:
        _draw_middle(canvas, middle, moment, traces, style)
    keys = (Command.SKIP, Command.EXPLAIN, Command.HELP)
    draw_session_footer(canvas, footer, keys, state, style)


def _draw_middle(canvas: Canvas, middle: Box, moment: Moment, traces: Traces, style: Style) -> None:
    """Only what is needed: the drawn order, the picture, and what matters now."""
    state = moment.state
    if state.order:
        chips, middle = middle.top(canvas.unit(CHIPS), canvas.unit(14))
        draw_chips(canvas, chips, state.order, state.steps, style.texts, side=traces.side)
    if style.note:
        middle, note = middle.top(middle.height - canvas.unit(36), canvas.unit(6))
        canvas.text(note, style.texts.get(style.note), 28, canvas.theme.quiet, middle=True)
    right = _draw_picture(canvas, middle, moment, style)
    if state.phase is Phase.READY:
        draw_ready(canvas, right, moment)
    else:
        _draw_challenge(canvas, right, state, traces, style)


def _draw_prompt(canvas: Canvas, band: Box, moment: Moment, style: Style) -> None:
    state, texts = moment.state, style.texts
    if state.may_start_anyway:
        more = texts.get("start_anyway")
    elif state.phase is Phase.READY:
        more = texts.get("hold_still_for") if state.prompt.key == "hold_still" else ""
    else:
        more = texts.how(state.prompt)
    icon = _icon(canvas, state.prompt, moment.frame.timestamp_s)
    draw_band(canvas, band, icon, texts.short(state.prompt), more)


def _icon(canvas: Canvas, prompt: Message, time_s: float) -> Icon | None:
    """What to do, in motion."""
    draw = icons.PROMPTS.get(prompt.key)
    if draw is None:
        return None
    color, side = canvas.theme.accent, prompt.side
    return lambda on, at, size: draw(on, at, size, color, side, time_s)


def _draw_time(canvas: Canvas, row: Box, state: SessionState, texts: Texts) -> None:
    if state.phase is Phase.READY:
        draw_time(canvas, row, state.still_share, "", canvas.theme.good)
    elif state.time_left_s is not None and state.limit_s:
        left = texts.get("time_left", seconds=float(math.ceil(state.time_left_s)))
        draw_time(canvas, row, state.time_left_s / state.limit_s, left)


def _draw_picture(canvas: Canvas, middle: Box, moment: Moment, style: Style) -> Box:
    """Draw the picture at the left; return the column at its right."""
    wide = round(min(middle.height * PICTURE_SHAPE, middle.width * PICTURE_WIDEST))
    left, right = middle.left(wide, canvas.unit(COLUMN_GAP))
    draw_face(canvas, left, moment.frame, moment.landmarks, style.mode, style.near)
    return right


def _draw_challenge(canvas: Canvas, box: Box, state: SessionState, traces: Traces, style: Style) -> None:
    """The one strip that matters now, and the hint."""
    strip, hint = box.top(box.height - canvas.unit(104), canvas.unit(12))
    if traces.evidence is not None:
        draw_strip(canvas, strip, traces.evidence, traces, style.settings, style.texts)
    if state.hint is not None:
        canvas.text(hint, style.texts.say(state.hint), 38, canvas.theme.warn)
