"""The screen while a session runs: before a try, and in a challenge."""

from ...loop.shown import Moment
from ...loop.wishes import Command
from ...messages import Message
from ...session.state import Phase, SessionState
from ..canvas import icons
from ..canvas.box import Box
from ..canvas.canvas import Canvas
from ..memory.traces import Traces
from ..words.texts import Texts
from .demonstration import draw_demonstration, length_s
from .details import draw_details
from .face_view import FaceMode, draw_face, view_of
from .measuring import MEASURED, draw_measured, draw_measuring
from .parts import (
    COACH,
    GAP,
    PICTURE_SHARE,
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
from .ready import draw_guide, draw_ready, draw_ring
from .strip import draw_plot
from .tricks import draw_driver, draw_vote

DETAILS_SHARE = 0.22
"""Of the screen, for the picture beside the details."""
STEPS = 300
"""Most units that the order in icons takes."""
AGAIN_S = 5.0
"""A gesture is shown again so long after nothing has moved."""
HELD_STEP_S = 0.05
"""How long something is held is said in such steps: each picture's own hundredths would only flicker."""
PLOT, NARROW = 84, 480
"""Height of the last seconds, in units; below which width the small puppet stands beside them."""
KEYS = (Command.SKIP, Command.EXPLAIN, Command.PAUSE, Command.HELP)


def draw_session(canvas: Canvas, moment: Moment, traces: Traces, style: Style) -> None:
    """Draw what is asked, what is seen, and how much time is left."""
    state = moment.state
    layout = lay_out(canvas, DETAILS_SHARE if style.details else PICTURE_SHARE)
    _draw_prompt(canvas, layout.band, moment, traces, style)
    if state.time_left_s is not None and state.limit_s and state.phase is Phase.ATTEMPT:
        draw_time(canvas, layout.band, state.time_left_s / state.limit_s)
    _draw_picture(canvas, layout.picture, moment, traces, style)
    if style.details:
        draw_details(canvas, layout.column, moment, traces, style)
    elif state.phase is Phase.READY and moment.attack is not None:
        draw_vote(canvas, layout.column, state.may_start_anyway, style.texts)
    elif state.phase is Phase.READY:
        draw_ready(canvas, layout.column, moment, style)
    else:
        _draw_column(canvas, layout.column, moment, traces, style)
    draw_session_footer(canvas, layout.footer, KEYS, state, style)


def _draw_prompt(canvas: Canvas, band: Box, moment: Moment, traces: Traces, style: Style) -> None:
    state, texts = moment.state, style.texts
    words = band
    if state.order:
        wide = min(canvas.unit(STEP) * len(state.order), canvas.unit(STEPS))
        steps, words = band.right(wide + canvas.unit(GAP), canvas.unit(GAP))
    icon, asked = _icon(canvas, state.prompt, moment.frame.timestamp_s), texts.short(state.prompt)
    if moment.attack is not None and state.phase is Phase.READY:
        icon, asked = None, texts.trick_name(moment.attack)
    elif moment.attack is not None:  # what is said to a visitor is not said to a photo
        asked = texts.get("trick_to", name=texts.trick_name(moment.attack), prompt=asked)
    note = texts.get(style.note) if style.note else ""
    draw_band(canvas, words, icon, asked, note)
    if state.order:
        canvas.panel(Box(words.x + words.width, band.y, band.width - words.width, band.height))
        inner = Box(steps.x, band.y, wide, band.height - canvas.unit(TIME)).inset(canvas.unit(4))
        draw_steps(canvas, inner, state.order, state.steps, side=traces.side, waits=not state.started)


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
        if moment.state.hold_share > 0:
            draw_ring(
                canvas, view, moment.landmarks, moment.state.hold_share, _held(moment.state, style.texts)
            )
    if moment.frame.driver is not None and style.driver is not None and not style.details:
        draw_driver(canvas, box, moment.frame.driver, style.driver, style.texts)


def _held(state: SessionState, texts: Texts) -> str:
    """Return how long something has been held, of how long is asked: in steps, which are read."""
    seen_s = HELD_STEP_S * int(state.hold_share * state.hold_s / HELD_STEP_S + 1e-6)
    return texts.get("held", seen=state.hold_s if state.hold_share >= 1 else seen_s, asked=state.hold_s)


def _said(state: SessionState, texts: Texts) -> str:
    """Return the line about now; how to do what is asked while there is none, or where the band says it."""
    if state.coach is None or state.coach.key == state.prompt.key:
        return texts.how(state.coach or state.prompt)
    return texts.brief(state.coach)


def _draw_shown(canvas: Canvas, box: Box, state: SessionState, traces: Traces) -> None:
    """A small puppet shows what is asked for, and again if nothing happens."""
    canvas.panel(box)
    if state.asked is not None:
        gesture = state.asked.gesture
        again_s = max(AGAIN_S, length_s(gesture) + 1)
        draw_demonstration(canvas, box, gesture, traces.side, state.waiting_s % again_s)


def _draw_column(canvas: Canvas, box: Box, moment: Moment, traces: Traces, style: Style) -> None:
    """What to change now, always in one place; how it is measured; the last seconds; the time."""
    state, texts = moment.state, style.texts
    coach, rest = box.top(canvas.unit(COACH), canvas.unit(GAP))
    plot, rest = rest.bottom(canvas.unit(PLOT), canvas.unit(GAP))
    beside = coach if box.width > canvas.unit(NARROW) else plot
    shown, words = beside.left(beside.height, canvas.unit(GAP))
    _draw_shown(canvas, shown, state, traces)
    coach, plot = (words, plot) if beside is coach else (coach, words)
    draw_coach(canvas, coach, _said(state, texts), state.hold_share)
    if traces.evidence is not None:
        draw_plot(canvas, plot, traces.evidence, traces, style.settings)
        draw_measuring(canvas, rest, moment, traces, style)
