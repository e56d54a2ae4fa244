"""The end: one sentence for the whole room, the session on a line, and what could have been kept of it."""

from ...loop.shown import Ending
from ...loop.wishes import Command
from ...session.attempt import Result
from ..canvas.canvas import HUGE, SMALL, Box, Canvas, Paragraph
from ..words.texts import Texts
from .kept import draw_headshots
from .parts import GAP, MARGIN, Style, draw_footer, split
from .record import Record
from .timeline import draw_timeline, timeline_units
from .tricks import STAMP, Tricks, draw_stamp, draw_tricks

HEADLINE = 0.3
"""Of the height."""


def draw_verdict(canvas: Canvas, ending: Ending, record: Record, tricks: Tricks, style: Style) -> None:
    """Draw the end of a session."""
    _, middle, footer = split(canvas)
    whole = Box(middle.x, canvas.unit(MARGIN), middle.width, middle.y + middle.height - canvas.unit(MARGIN))
    high = round(whole.height * HEADLINE)
    headline, rest = whole.top(high, canvas.unit(GAP))
    if ending.attack is not None and _was_tried(ending):
        stamp, headline = headline.right(round(headline.width * STAMP), canvas.unit(MARGIN))
        draw_stamp(canvas, stamp, ending.result.result is Result.PASSED, style.texts)
    canvas.text(headline, _sentence(ending, record, style.texts), HUGE, middle=True)
    said = _why(canvas, ending, record, style.texts)
    needed = min(canvas.high(said, 8, rest.width), rest.height // 2)
    why, rest = rest.top(needed, canvas.unit(GAP))
    canvas.paragraphs(why, said, 8)
    _draw_session(canvas, rest, ending, record, tricks, style)
    keys = (Command.NEXT, Command.DETAILS, Command.EXPLAIN, Command.QUIT)
    draw_footer(canvas, footer, keys if ending.can_go_on else keys[1:], style)


def _was_tried(ending: Ending) -> bool:
    return ending.result.result not in (Result.SKIPPED, Result.ENDED)


def _sentence(ending: Ending, record: Record, texts: Texts) -> str:
    """Return the one sentence; of a visitor it says what was seen, and never who or what that is."""
    result = ending.result
    if not _was_tried(ending):
        return texts.say(result.reason)
    ended = "passed" if result.result is Result.PASSED else "failed"
    if ending.attack is not None:
        return texts.get(f"verdict_trick_{ended}", name=texts.trick_name(ending.attack))
    if record.puppet:
        return texts.get(f"verdict_puppet_{ended}")
    one = "_one" if ended == "passed" and result.done == 1 else ""
    return texts.get(f"verdict_{ended}{one}", done=result.done)


def _why(canvas: Canvas, ending: Ending, record: Record, texts: Texts) -> list[Paragraph]:
    """Why, what to do about it, and how many tries it took."""
    result, theme = ending.result, canvas.theme
    failed = _was_tried(ending) and result.result is not Result.PASSED
    reason = texts.say(result.reason) if failed else ""
    advice = texts.advice(result, False, ending.attack) if _was_tried(ending) else ""
    tries = texts.get("tries", number=result.number, attempts=ending.attempts)
    more = texts.join(tries, texts.get("started_anyway") if result.started_anyway else "")
    said = [
        Paragraph(reason, SMALL),
        Paragraph(advice, SMALL, theme.accent),
        Paragraph(more, SMALL, theme.quiet),
    ]
    return [paragraph for paragraph in said if paragraph.text]


def _draw_session(
    canvas: Canvas, box: Box, ending: Ending, record: Record, tricks: Tricks, style: Style
) -> None:
    """The session on a line; below it what could have been kept, or what became of all tricks."""
    tries = record.history.tries
    if tries:
        high = min(canvas.unit(timeline_units(tries)), box.height // 2)
        line, box = box.top(high, canvas.unit(MARGIN))
        draw_timeline(canvas, line, tries, style)
    if ending.attack is not None:
        draw_tricks(canvas, box, tricks, ending.attack, style.texts)
    elif record.album.headshots:
        draw_headshots(canvas, box, ending, record, style)
