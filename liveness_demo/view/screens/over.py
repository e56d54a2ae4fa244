"""The screen after an attempt: what was asked beside what was seen, why it ended, and what to do next."""

from ...loop.shown import Moment
from ...loop.wishes import Command
from ...session.attempt import AttemptResult, Result
from ...session.state import Phase
from ..canvas.box import Box
from ..canvas.canvas import LARGE, MEDIUM, Canvas, Paragraph
from ..keys import row_of
from ..memory.traces import Traces
from .asked_seen import draw_asked_and_seen, has_pictures
from .parts import (
    GAP,
    MARGIN,
    STEP,
    Style,
    draw_band,
    draw_button,
    draw_footer,
    draw_steps,
    draw_time,
    result_icon,
    split,
)
from .strip import draw_still_strip
from .tricks import STAMP, draw_stamp

STRIP, NARROW_STRIP = 0.4, 0.25
"""Share of the height for the curve, and where the screen is narrow."""
STEPS = 300
"""Most units that the order in icons takes."""
PICTURES = 0.42
"""Share of the width for the two puppets, or of the height where the screen is narrow."""


def draw_over(canvas: Canvas, moment: Moment, result: AttemptResult, traces: Traces, style: Style) -> None:
    """Draw how an attempt ended: what was asked, what was seen, the number against the line, what is next."""
    band, middle, footer = split(canvas)
    _draw_band(canvas, band, moment, result, style)
    if traces.evidence is not None:
        share = STRIP if canvas.box.wide else NARROW_STRIP
        plot, middle = middle.bottom(round(middle.height * share), canvas.unit(GAP))
        draw_still_strip(canvas, plot, traces.evidence, traces, style.settings, style.texts)
    if moment.attack is not None:
        stamp, middle = middle.right(round(middle.width * STAMP), canvas.unit(GAP))
        draw_stamp(canvas, stamp, result.result is Result.PASSED, style.texts)
    elif has_pictures(result, traces):
        cut = middle.left if canvas.box.wide else middle.top
        whole = middle.width if canvas.box.wide else middle.height
        pictures, middle = cut(round(whole * PICTURES), canvas.unit(20))
        draw_asked_and_seen(canvas, pictures, result, traces, style)
    _draw_words(canvas, middle, moment, result, style)
    _draw_footer(canvas, footer, moment, style)


def _draw_band(canvas: Canvas, band: Box, moment: Moment, result: AttemptResult, style: Style) -> None:
    """That it was not passed and why, in a few words; what was asked, in icons; how long that stands here."""
    state, texts = moment.state, style.texts
    icon, color = result_icon(canvas, result.result)
    canvas.panel(band)
    wide = canvas.unit(min(STEP * len(result.order), STEPS))
    place, words = band.right(wide + canvas.unit(MARGIN), canvas.unit(GAP))
    open_end = result.result is Result.PASSED or not result.result.judged
    title = texts.title(result)
    said = title if open_end else texts.join(texts.get("not_passed"), title)
    tries = texts.get("try_of", number=state.attempt, attempts=state.attempts)
    draw_band(canvas, words, icon, said, tries, color)
    steps = Box(place.x, place.y + canvas.unit(GAP), wide, canvas.unit(STEP))
    side = None if result.result is Result.WRONG_GESTURE else result.reason.side
    draw_steps(canvas, steps, result.order, result.steps, over=True, side=side)
    if state.time_left_s is not None and state.limit_s:
        draw_time(canvas, band, state.time_left_s / state.limit_s)


def _draw_words(canvas: Canvas, box: Box, moment: Moment, result: AttemptResult, style: Style) -> None:
    """Why, and what to do next time."""
    texts, again = style.texts, moment.state.phase is Phase.BETWEEN
    reason = texts.say_result(result) if result.result is Result.PASSED else texts.say(result.reason)
    advice = texts.advice(result, again, moment.attack)
    size = MEDIUM if box.height < box.width / 2 else LARGE
    shown = [Paragraph(reason, size), Paragraph(advice, size, canvas.theme.accent)]
    canvas.paragraphs(box, shown[: 1 + bool(advice)], 20, middle=True)


def _draw_footer(canvas: Canvas, footer: Box, moment: Moment, style: Style) -> None:
    """To go on, by itself in some seconds or only by this button; to wait; to have it explained."""
    texts, left_s = style.texts, moment.state.time_left_s
    if left_s is None:
        enter, explain = (row_of(wish) for wish in (Command.START, Command.EXPLAIN))
        first, others = footer.left(footer.width // 2, canvas.unit(GAP))
        draw_button(canvas, first, enter.named(texts), enter.does(texts), enter.wish, on=True)
        draw_button(canvas, others, explain.named(texts), explain.does(texts), explain.wish)
        return
    go_on = texts.get("go_on_in", seconds=float(-(-left_s // 1)))
    says = {Command.START: go_on, Command.PAUSE: texts.get("wait_here")}
    draw_footer(canvas, footer, (*says, Command.EXPLAIN), style, says=says)
