"""Before a try: a picture of what to do until the face is well placed."""

import math
from functools import partial

from ...loop.shown import Moment
from ..canvas import icons
from ..canvas.canvas import Box, Canvas


def draw_ready(canvas: Canvas, box: Box, moment: Moment) -> None:
    """Draw what to do: a head in a frame, and where it should go."""
    theme = canvas.theme
    frame = box.inset(canvas.unit(30))
    canvas.frame(frame, theme.line, canvas.unit(4))
    x, y = frame.x + frame.width // 2, frame.y + frame.height // 2
    key, time_s = moment.state.prompt.key, moment.frame.timestamp_s
    full = min(frame.width, frame.height)
    size = {"come_closer": 0.45 + 0.35 * icons.swing(time_s), "go_back": 1.1 - 0.35 * icons.swing(time_s)}
    head = partial(icons.head, canvas, color=theme.ink)
    if key == "to_the_middle":
        # as in the mirror: the side where the face is now
        at_x = moment.measures.center_x if moment.measures else 0.2
        side = 1 if at_x < 0.5 else -1
        head((x + side * frame.width // 4, y), round(full * 0.6))
        icons.arrow(canvas, (x, y), canvas.unit(110), (-side, 0), icons.swing(time_s), theme.accent)
    elif key == "one_face":
        head((x - frame.width // 5, y), round(full * 0.7))
        head((x + frame.width // 4, y), round(full * 0.5))
        icons.cross(canvas, (x + frame.width // 4, y), round(full * 0.5), theme.warn)
    elif key == "more_light":
        head((x + frame.width // 6, y), round(full * 0.7))
        _draw_lamp(canvas, (x - frame.width // 4, y - full // 6), canvas.unit(70))
    elif key == "camera_height":
        head((x, y), round(full * 0.7))
        icons.arrow(
            canvas,
            (frame.x + canvas.unit(70), y),
            canvas.unit(100),
            (0, -1),
            icons.swing(time_s),
            theme.accent,
        )
    elif key == "no_face":
        head((x, y + round(full * 0.2 * (1 - icons.swing(time_s)))), round(full * 0.75))
    else:
        head((x, y), round(full * size.get(key, 0.8)))


def _draw_lamp(canvas: Canvas, middle: tuple[int, int], size: int) -> None:
    for step in range(8):
        dx, dy = math.cos(step * math.pi / 4), math.sin(step * math.pi / 4)
        start = (middle[0] + dx * size * 0.7, middle[1] + dy * size * 0.7)
        canvas.line(start, (middle[0] + dx * size, middle[1] + dy * size), canvas.theme.accent, 6)
    canvas.frame(
        Box(middle[0] - size // 3, middle[1] - size // 3, 2 * size // 3, 2 * size // 3),
        canvas.theme.accent,
        canvas.unit(6),
    )
