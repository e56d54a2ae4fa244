"""What an operator could have kept: the headshots on the verdict, and a page of sources behind it."""

from collections.abc import Sequence

from ...loop.shown import Ending
from ...loop.wishes import Command
from ..canvas.box import Box
from ..canvas.canvas import MEDIUM, SMALL, Canvas, Paragraph
from ..figures import REPLAY_A_TRY, REPLAY_IN_FOUR
from ..memory.album import Headshot
from ..memory.record import Record
from .parts import GAP, Style, chip_name, draw_band, draw_footer, split

MOST_ROWS = 10
NUMBER = 56
BETWEEN = 6
"""From frame to frame: room for the mark round the best one."""


def draw_headshots(canvas: Canvas, box: Box, ending: Ending, record: Record, style: Style) -> None:
    """Draw what could have been kept of this session, the best one framed; empty frames where it is not."""
    texts, theme, headshots = style.texts, canvas.theme, record.album.headshots
    here = "kept_puppet" if record.album.of_nobody else "kept_nothing"
    title = [Paragraph(texts.get("kept_headshots", count=len(headshots)), SMALL, theme.accent)]
    said = [Paragraph(texts.get(here), SMALL)]
    above, below = (canvas.high(each, 0, box.width, box.height // 3) for each in (title, said))
    place, rest = box.top(above, canvas.unit(GAP))
    canvas.paragraphs(place, title, 0)
    place, frames = rest.bottom(below, canvas.unit(GAP))
    canvas.paragraphs(place, said, 0)
    _draw_frames(canvas, frames, headshots, _best_of(headshots, ending))


def _best_of(headshots: Sequence[Headshot], ending: Ending) -> Headshot | None:
    """Return the headshot that is nearest to the picture that would have been kept."""
    best = ending.best
    return min(headshots, key=lambda each: abs(each.number - best.number)) if best and headshots else None


def _draw_frames(canvas: Canvas, box: Box, headshots: Sequence[Headshot], best: Headshot | None) -> None:
    """Draw them in as many rows as make them largest; before each row the number of its first one."""
    theme, gap = canvas.theme, canvas.unit(BETWEEN)
    numbers, frames = box.left(canvas.unit(NUMBER), gap)
    rows = max(range(1, MOST_ROWS + 1), key=lambda rows: _side(frames, len(headshots), rows, gap))
    side, across = _side(frames, len(headshots), rows, gap), -(-len(headshots) // rows)
    for index, each in enumerate(headshots):
        row, column = divmod(index, across)
        frame = Box(frames.x + column * (side + gap), frames.y + row * (side + gap), side, side)
        if column == 0:
            place = Box(numbers.x, frame.y, numbers.width, max(side, canvas.smallest))
            canvas.text(place, str(index + 1), SMALL, theme.quiet, align="right", middle=True)
        canvas.panel(frame)
        canvas.frame(frame, theme.line, canvas.unit(2))
        if each.picture is not None:
            canvas.picture(frame, each.picture)
        if each is best:
            around = canvas.unit(5)
            canvas.frame(frame.inset(-around), theme.accent, around)


def _side(box: Box, count: int, rows: int, gap: int) -> int:
    """Return the side of a frame, in pixels, if so many stand in so many rows."""
    across = -(-count // rows)
    return min((box.width + gap) // across, (box.height + gap) // rows) - gap


def draw_sources(canvas: Canvas, ending: Ending, record: Record, style: Style) -> None:
    """Draw the page behind the verdict: the order, a recording's chance, what services keep, the ledger."""
    texts, theme = style.texts, canvas.theme
    band, middle, footer = split(canvas)
    draw_band(canvas, band, None, texts.get("kept_title"), color=theme.accent)
    best = texts.get("kept_best", **vars(ending.best)) if ending.best is not None else ""
    names = " → ".join(chip_name(challenge, texts) for challenge in ending.result.order)
    drawn = "order_drawn" if ending.orders > 1 else "order_only"
    order = texts.get(drawn, orders=ending.orders, names=names) if names else ""
    here = "kept_puppet" if record.album.of_nobody else "kept_here"
    listed = [
        texts.join(
            texts.get("kept_pictures", seen=ending.ledger.frames_seen),
            best,
            texts.get(here, held=ending.ledger.frames_held),
        ),
        *(texts.get(key) for key in ("kept_services", "kept_compare", "kept_leak")),
        texts.join(order, recording_words(ending, style)),
        "\n".join(texts.ledger(ending.ledger)),
    ]
    shown = [
        Paragraph(words, MEDIUM, theme.quiet if words == listed[-1] else None) for words in listed if words
    ]
    canvas.panel(middle)
    canvas.paragraphs(middle.inset(canvas.unit(GAP)), shown, 12, middle=True)
    says = {Command.DETAILS: texts.get("key_back")}
    draw_footer(canvas, footer, (Command.DETAILS, Command.QUIT), style, says=says)


def recording_words(ending: Ending, style: Style) -> str:
    """Return what the random order is worth; empty where that was not computed."""
    texts = style.texts
    if not style.figures_hold:
        return ""
    chance = REPLAY_IN_FOUR if ending.attempts == 4 else 1 - (1 - REPLAY_A_TRY) ** ending.attempts
    again = texts.get("recording_chances", attempts=ending.attempts, chance=chance)
    once = texts.get("recording_chance", once=1 / REPLAY_A_TRY)
    return texts.join(once, again if ending.attempts > 1 else "")
