"""The screen while a session runs: before a try, and in a challenge."""

from ...loop.shown import Moment
from ...loop.wishes import Command
from ...messages import Message
from ...session.session import Phase
from ..canvas import icons
from ..canvas.canvas import Box, Canvas
from .details import draw_details
from .face_view import FaceMode, draw_face, view_of
from .measuring import MEASURED, draw_measured, draw_measuring
from .parts import (
    COACH,
    GAP,
    STEP,
    TIME,
    Icon,
    Style,
    draw_band,
    draw_coach,
    draw_session_footer,
    draw_steps,
    draw_time,
    lay_out,
)
from .ready import draw_guide, draw_ready
from .strip import draw_plot
from .traces import Traces

PLOT = 84
"""Height of the last seconds, in units."""
KEYS = (Command.SKIP, Command.EXPLAIN, Command.PAUSE, Command.HELP)


def draw_session(canvas: Canvas, moment: Moment, traces: Traces, style: Style) -> None:
    """Draw what is asked, what is seen, and how much time is left."""
    state, layout = moment.state, lay_out(canvas)
    _draw_prompt(canvas, layout.band, moment, traces, style)
    if state.time_left_s is not None and state.limit_s and state.phase is Phase.ATTEMPT:
        draw_time(canvas, layout.band, state.time_left_s / state.limit_s)
    _draw_picture(canvas, layout.picture, moment, traces, style)
    if style.details:
        draw_details(canvas, layout.column, moment, traces, style)
    elif state.phase is Phase.READY:
        draw_ready(canvas, layout.column, moment, style)
    else:
        _draw_column(canvas, layout.column, moment, traces, style)
    draw_session_footer(canvas, layout.footer, KEYS, state, style)


def _draw_prompt(canvas: Canvas, band: Box, moment: Moment, traces: Traces, style: Style) -> None:
    state, texts = moment.state, style.texts
    words = band
    if state.order:
        wide = canvas.unit(STEP) * len(state.order)
        steps, words = band.right(wide + canvas.unit(GAP), canvas.unit(GAP))
    icon = _icon(canvas, state.prompt, moment.frame.timestamp_s)
    note = texts.get(style.note) if style.note else ""
    draw_band(canvas, words, icon, texts.short(state.prompt), note)
    if state.order:
        canvas.panel(Box(words.x + words.width, band.y, band.width - words.width, band.height))
        inner = Box(steps.x, band.y, wide, band.height - canvas.unit(TIME)).inset(canvas.unit(4))
        draw_steps(canvas, inner, state.order, state.steps, side=traces.side)


def _icon(canvas: Canvas, prompt: Message, time_s: float) -> Icon | None:
    """What to do, in motion."""
    draw = icons.PROMPTS.get(prompt.key)
    if draw is None:
        return None
    color, side = canvas.theme.accent, prompt.side
    return lambda on, at, size: draw(on, at, size, color, side, time_s)


def _draw_picture(canvas: Canvas, box: Box, moment: Moment, traces: Traces, style: Style) -> None:
    """The picture; on it, thick, what is measured now."""
    near = None if style.mode is FaceMode.WHOLE else style.near
    view = view_of(box, moment.frame, near, style.near_share)
    draw_face(canvas, view, moment.frame, moment.landmarks, style.mode)
    if moment.state.phase is Phase.READY:
        draw_guide(canvas, moment, view)
    elif traces.gesture is not None and moment.landmarks is not None:
        draw_measured(canvas, MEASURED[traces.gesture], moment.landmarks, view, 4)


def _draw_column(canvas: Canvas, box: Box, moment: Moment, traces: Traces, style: Style) -> None:
    """What to change now, always in one place; how it is measured; the last seconds; the time."""
    state, texts = moment.state, style.texts
    coach, rest = box.top(canvas.unit(COACH), canvas.unit(GAP))
    draw_coach(canvas, coach, texts.say(state.hint) if state.hint is not None else texts.how(state.prompt))
    plot, rest = rest.bottom(canvas.unit(PLOT), canvas.unit(GAP))
    if traces.evidence is not None:
        draw_plot(canvas, plot, traces.evidence, traces, style.settings)
        draw_measuring(canvas, rest, moment, traces, style)
