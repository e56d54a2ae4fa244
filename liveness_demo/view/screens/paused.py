"""The pause: nothing happens, and the camera is closed."""

from ...loop.shown import Paused
from ...loop.wishes import Command
from ..canvas.canvas import Canvas
from .overlays import draw_note
from .parts import Style


def draw_paused(canvas: Canvas, paused: Paused, style: Style) -> None:
    """Draw that nothing happens, and what of the source."""
    canvas.target(canvas.box, Command.START)
    key = "paused_camera" if paused.camera else "paused_other"
    draw_note(canvas, style.texts.get("paused"), style.texts.get(key))
