"""The screen after an attempt: why it ended, with the number against the line, and what to do next time."""

from ...loop.shown import Moment
from ...loop.wishes import Command
from ...session.attempt import AttemptResult, Result
from ...session.session import Phase
from ..canvas.canvas import Box, Canvas, Paragraph
from .parts import (
    GAP,
    STEP,
    Style,
    draw_band,
    draw_session_footer,
    draw_steps,
    draw_time,
    result_icon,
    split,
)
from .strip import draw_still_strip
from .traces import Traces
from .tricks import STAMP, draw_stamp


def draw_over(canvas: Canvas, moment: Moment, result: AttemptResult, traces: Traces, style: Style) -> None:
    """Draw how an attempt ended: what was asked, what was seen, the number against the line, what is next."""
    texts, state = style.texts, moment.state
    band, middle, footer = split(canvas)
    icon, color = result_icon(canvas, result.result)
    draw_band(canvas, band, icon, texts.title(result), color=color)
    if state.time_left_s is not None and state.limit_s:
        draw_time(canvas, band, state.time_left_s / state.limit_s)
    steps, rest = middle.top(canvas.unit(STEP), canvas.unit(12))
    side = None if result.result is Result.WRONG_GESTURE else result.reason.side
    draw_steps(canvas, steps, result.order, result.steps, over=True, side=side)
    if traces.evidence is None:
        _draw_words(canvas, rest, moment, result, style, 56)
    else:
        said, plot = rest.top(rest.height - canvas.unit(190), canvas.unit(10))
        _draw_words(canvas, said, moment, result, style, 44)
        draw_still_strip(canvas, plot, traces.evidence, traces, style.settings, texts)
    draw_session_footer(canvas, footer, (Command.START, Command.EXPLAIN, Command.HELP), state, style)


def _draw_words(
    canvas: Canvas, box: Box, moment: Moment, result: AttemptResult, style: Style, size: float
) -> None:
    """Why, and what to do next time."""
    texts, again = style.texts, moment.state.phase is Phase.BETWEEN
    if moment.attack is not None:
        stamp, box = box.right(round(box.width * STAMP), canvas.unit(GAP))
        draw_stamp(canvas, stamp, result.result is Result.PASSED, texts)
    reason = texts.say_result(result) if result.result is Result.PASSED else texts.say(result.reason)
    advice = texts.advice(result, again, moment.attack)
    shown = [Paragraph(reason, size), Paragraph(advice, size, canvas.theme.accent)]
    canvas.paragraphs(box, shown[: 1 + bool(advice)], 20, middle=True)
