"""The end: one sentence for the whole room, the session on a line, and what could have been kept of it."""

from math import ceil

from ...loop.shown import Ending
from ...loop.wishes import Command
from ...session.attempt import Result
from ..canvas.box import Box
from ..canvas.canvas import HUGE, SMALL, Canvas, Paragraph
from ..keys import works_on
from ..memory.record import Record
from ..words.texts import Texts
from .kept import draw_headshots
from .parts import GAP, MARGIN, Style, draw_footer, footer_fits, split
from .timeline import draw_timeline, timeline_units
from .tricks import STAMP, draw_stamp, draw_tricks, table_units

HEADLINE = 0.3
"""Of the height, at most."""
FRAMES = 140
"""Height of the headshots below the timeline, in units, at least."""
KEYS = (
    *(Command.NEXT, Command.TRICK, Command.TALLY),
    *(Command.DETAILS, Command.EXPLAIN, Command.QUIT),
)
"""In the footer, those that work."""
LAST_S = 15.0
"""So long before the start screen comes by itself it is said that it will (our choice)."""
STAMPED = 140
"""Height of a line with a stamp beside it, at least."""


def draw_verdict(canvas: Canvas, ending: Ending, record: Record, style: Style) -> None:
    """Draw the end of a session."""
    _, middle, footer = split(canvas)
    top = canvas.unit(MARGIN)
    whole = _draw_keys(
        canvas, Box(middle.x, top, middle.width, middle.y + middle.height - top), footer, ending, style
    )
    rest = _draw_headline(canvas, whole, ending, record, style.texts)
    said = _why(canvas, ending, style.texts)
    why, rest = rest.top(canvas.high(said, 8, rest.width, rest.height // 2), canvas.unit(MARGIN))
    canvas.paragraphs(why, said, 8)
    _draw_session(canvas, rest, ending, record, style)


def _draw_keys(canvas: Canvas, box: Box, footer: Box, ending: Ending, style: Style) -> Box:
    """Draw the keys that work, where one row is too narrow in two; return what of a box is left above.

    In the last seconds a line over them says that the start screen will come, and how this one stays.
    """
    works = works_on(ending)
    keys = [key for key in KEYS if key in works]
    says = {Command.TALLY: style.texts.get("tally_short")}
    if not footer_fits(canvas, footer, keys, style, says):
        half = len(keys) // 2
        above, box = box.bottom(footer.height, canvas.unit(GAP))
        draw_footer(canvas, above, keys[:half], style, says=says)
        keys = keys[half:]
    draw_footer(canvas, footer, keys, style, says=says)
    if ending.time_left_s is not None and ending.time_left_s <= LAST_S:
        line, box = box.bottom(canvas.unit(SMALL + 8), canvas.unit(GAP))
        said = style.texts.get("verdict_leaves", seconds=float(ceil(ending.time_left_s)))
        canvas.text(line, said, SMALL, canvas.theme.accent, middle=True)
        canvas.target(line, Command.PAUSE)
    return box


def _draw_headline(canvas: Canvas, box: Box, ending: Ending, record: Record, texts: Texts) -> Box:
    """One sentence; of a trick its name, and a stamp on it. Return what is left below."""
    sentence = Paragraph(_sentence(ending, record, texts), HUGE)
    stamped = ending.attack is not None and ending.result.result.judged
    wide = box.width - (round(box.width * STAMP) + canvas.unit(MARGIN) if stamped else 0)
    high = canvas.high([sentence], 0, wide, round(box.height * HEADLINE))
    headline, rest = box.top(max(high, canvas.unit(STAMPED)) if stamped else high, canvas.unit(MARGIN))
    if stamped:
        stamp = headline.right(headline.width - wide)[0]
        draw_stamp(canvas, stamp, ending.result.result is Result.PASSED, texts)
    canvas.paragraphs(headline.left(wide)[0], [sentence], 0, middle=True)
    return rest


def _sentence(ending: Ending, record: Record, texts: Texts) -> str:
    """Return the one sentence; of a visitor it says what was seen, and never who or what that is."""
    result = ending.result
    if not result.result.judged:
        return texts.say(result.reason)
    if ending.attack is not None:
        return texts.trick_verdict(ending.attack, result.result)
    ended = "passed" if result.result is Result.PASSED else "failed"
    if record.puppet:
        return texts.get(f"verdict_puppet_{ended}")
    one = "_one" if ended == "passed" and result.done == 1 else ""
    return texts.get(f"verdict_{ended}{one}", done=result.done)


def _why(canvas: Canvas, ending: Ending, texts: Texts) -> list[Paragraph]:
    """Why, what was left out, what to do about it, and how many tries it took; a photo is told no reason."""
    result, theme, tried = ending.result, canvas.theme, ending.result.result.judged
    passed = result.result is Result.PASSED or ending.attack is not None
    reason = texts.say(result.reason) if tried and not passed else ""
    advice = texts.advice(result, False, ending.attack) if tried else ""
    tries = texts.get("tries", number=result.number, attempts=ending.attempts)
    more = texts.join(tries, texts.get("started_anyway") if result.started_anyway else "")
    said = [
        Paragraph(texts.join(reason, texts.left_out(result)), SMALL),
        Paragraph(advice, SMALL, theme.accent),
        Paragraph(more, SMALL, theme.quiet),
    ]
    return [paragraph for paragraph in said if paragraph.text]


def _draw_session(canvas: Canvas, box: Box, ending: Ending, record: Record, style: Style) -> None:
    """The session on a line; below it what could have been kept, or what became of all tricks.

    Where the room is scarce, one of the two: the line, or with a trick the table.
    """
    tries, lower = record.history.tries, FRAMES
    if ending.attack is not None:
        lower = table_units(canvas)
    room = box.height - canvas.unit(lower + MARGIN)
    least, wished = (canvas.unit(units) for units in timeline_units(tries))
    scarce = room < least
    if tries and (ending.attack is None or not scarce):
        line, box = box.top(min(wished, box.height if scarce else room), canvas.unit(MARGIN))
        draw_timeline(canvas, line, tries, style)
    if ending.attack is not None:
        draw_tricks(canvas, box, ending.tricks, ending.attack, style.texts)
    elif record.album.headshots and not (tries and scarce):
        draw_headshots(canvas, box, ending, record, style)
