"""The pause: nothing happens, and the camera is closed."""

from ...loop.shown import Paused
from ...loop.wishes import Command
from ..canvas.canvas import HUGE, LARGE, Canvas, Paragraph
from .parts import Style, draw_footer, split


def draw_paused(canvas: Canvas, paused: Paused, style: Style) -> None:
    """Draw that nothing happens, and what of the source."""
    texts = style.texts
    _, middle, footer = split(canvas)
    why = texts.get("paused_camera" if paused.camera else "paused_other")
    said = [Paragraph(texts.get("paused"), HUGE, canvas.theme.accent), Paragraph(why, LARGE)]
    canvas.paragraphs(middle.inset(canvas.unit(40)), said, 40, align="center", middle=True)
    draw_footer(canvas, footer, (Command.START, Command.NEXT, Command.QUIT), style)
