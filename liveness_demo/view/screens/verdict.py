"""The end: the result, what the random order is worth, and what a real operator could have kept."""

from ...loop.shown import Ending
from ...loop.wishes import Command
from ...session.attempt import Result
from ..canvas.canvas import Box, Canvas, Paragraph
from ..figures import REPLAY_A_TRY, REPLAY_IN_FOUR
from ..words.texts import Texts
from .parts import Style, chip_name, draw_band, draw_footer, result_icon, split


def draw_verdict(canvas: Canvas, ending: Ending, style: Style) -> None:
    """Draw the end of a session."""
    texts, result = style.texts, ending.result
    band, middle, footer = split(canvas)
    icon, color = result_icon(canvas, result.result)
    open_end = result.result in (Result.PASSED, Result.SKIPPED, Result.ENDED)
    key = "tries" if open_end else "tries_failed"
    tries = texts.get(key, number=result.number, attempts=ending.attempts)
    done = texts.done(result, last=result.number > 1)
    draw_band(canvas, band, icon, texts.title(result), texts.join(tries, done), color)
    share = 0.45 if result.result is Result.PASSED else 0.49  # a reason takes more room
    left, right = middle.left(round(middle.width * share), canvas.unit(20))
    _draw_result(canvas, left, ending, style)
    _draw_kept(canvas, right, ending, texts)
    keys = (Command.NEXT, Command.EXPLAIN, Command.QUIT)
    draw_footer(canvas, footer, keys if ending.can_go_on else keys[1:], style)


def recording_words(ending: Ending, style: Style) -> str:
    """Return what the random order is worth; empty where that was not computed."""
    texts = style.texts
    if not style.figures_hold:
        return ""
    chance = REPLAY_IN_FOUR if ending.attempts == 4 else 1 - (1 - REPLAY_A_TRY) ** ending.attempts
    again = texts.get("recording_chances", attempts=ending.attempts, chance=chance)
    once = texts.get("recording_chance", once=1 / REPLAY_A_TRY)
    return texts.join(once, again if ending.attempts > 1 else "")


def _draw_result(canvas: Canvas, box: Box, ending: Ending, style: Style) -> None:
    """Why, what to do about it, and what the random order is worth."""
    texts, result, theme = style.texts, ending.result, canvas.theme
    names = " → ".join(chip_name(challenge, texts) for challenge in result.order)
    drawn = "order_drawn" if ending.orders > 1 else "order_only"
    order = texts.get(drawn, orders=ending.orders, names=names) if names else ""
    passed = result.result is Result.PASSED
    shown = [
        Paragraph(texts.get("knows_not") if passed else texts.say(result.reason), 38),
        Paragraph(texts.advice(result, False, ending.attack), 38, theme.accent),
        Paragraph(texts.get("started_anyway") if result.started_anyway else "", 28, theme.quiet),
        Paragraph(texts.join(order, recording_words(ending, style)), 36 if passed else 28, theme.quiet),
    ]
    canvas.paragraphs(box, [paragraph for paragraph in shown if paragraph.text], 12)


def _draw_kept(canvas: Canvas, box: Box, ending: Ending, texts: Texts) -> None:
    canvas.panel(box)
    pictures = texts.get("kept_pictures", seen=ending.ledger.frames_seen)
    best = texts.get("kept_best", **vars(ending.best)) if ending.best is not None else ""
    lines = [texts.join(pictures, best)]
    lines += [texts.get(key) for key in ("kept_services", "kept_compare", "kept_leak")]
    here = texts.get("kept_here", held=ending.ledger.frames_held)
    shown = [
        Paragraph(texts.get("kept_title"), 33, canvas.theme.accent),
        *(Paragraph(f"– {line}", 28) for line in lines),
        Paragraph(here, 32, canvas.theme.good),
    ]
    canvas.paragraphs(box.inset(canvas.unit(12)), shown, 6, middle=True)
