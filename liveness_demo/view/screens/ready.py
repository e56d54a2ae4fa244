"""Before a try: a picture of what to do until the face is well placed."""

import math
from collections.abc import Callable

from ...loop.shown import Moment
from ...session.gates import PICTURES, Picture
from ..canvas import icons
from ..canvas.canvas import Box, Canvas

MIDDLE_X = 0.5


def draw_ready(canvas: Canvas, box: Box, moment: Moment) -> None:
    """Draw what to do: a head in a frame, and where it should go."""
    frame = box.inset(canvas.unit(30))
    canvas.frame(frame, canvas.theme.line, canvas.unit(4))
    picture = PICTURES.get(moment.state.prompt.key, Picture.HEAD)
    _DRAW[picture](canvas, frame, moment)


def _head(canvas: Canvas, frame: Box, share: float, right: float = 0.0, down: float = 0.0) -> None:
    """A head as large as this share of the frame; right and down: from its middle, in frame sizes."""
    full = min(frame.width, frame.height)
    x, y = frame.middle
    at = (x + round(right * frame.width), y + round(down * full))
    icons.head(canvas, at, round(full * share), canvas.theme.ink)


def _draw_head(canvas: Canvas, frame: Box, moment: Moment) -> None:
    _head(canvas, frame, 0.8)


def _draw_coming(canvas: Canvas, frame: Box, moment: Moment) -> None:
    _head(canvas, frame, 0.75, down=0.2 * (1 - icons.swing(moment.frame.timestamp_s)))


def _draw_nearer(canvas: Canvas, frame: Box, moment: Moment) -> None:
    _head(canvas, frame, 0.45 + 0.35 * icons.swing(moment.frame.timestamp_s))


def _draw_farther(canvas: Canvas, frame: Box, moment: Moment) -> None:
    _head(canvas, frame, 1.1 - 0.35 * icons.swing(moment.frame.timestamp_s))


def _draw_aside(canvas: Canvas, frame: Box, moment: Moment) -> None:
    """As in the mirror: on the side where the face is now."""
    at_x = moment.measures.center_x if moment.measures else 0.0
    side = 1 if at_x < MIDDLE_X else -1
    _head(canvas, frame, 0.6, right=side / 4)
    _arrow(canvas, frame.middle, 110, (-side, 0), moment)


def _draw_raised(canvas: Canvas, frame: Box, moment: Moment) -> None:
    _head(canvas, frame, 0.7)
    _arrow(canvas, (frame.x + canvas.unit(70), frame.middle[1]), 100, (0, -1), moment)


def _draw_another(canvas: Canvas, frame: Box, moment: Moment) -> None:
    _head(canvas, frame, 0.7, right=-1 / 5)
    _head(canvas, frame, 0.5, right=1 / 4)
    x, y = frame.middle
    size = round(min(frame.width, frame.height) * 0.5)
    icons.cross(canvas, (x + frame.width // 4, y), size, canvas.theme.warn)


def _draw_lamp(canvas: Canvas, frame: Box, moment: Moment) -> None:
    _head(canvas, frame, 0.7, right=1 / 6)
    x, y = frame.middle[0] - frame.width // 4, frame.middle[1] - min(frame.width, frame.height) // 6
    size = canvas.unit(70)
    for step in range(8):
        dx, dy = math.cos(step * math.pi / 4), math.sin(step * math.pi / 4)
        start = (x + dx * size * 0.7, y + dy * size * 0.7)
        canvas.line(start, (x + dx * size, y + dy * size), canvas.theme.accent, 6)
    shade = Box(x - size // 3, y - size // 3, 2 * size // 3, 2 * size // 3)
    canvas.frame(shade, canvas.theme.accent, canvas.unit(6))


def _arrow(
    canvas: Canvas, middle: tuple[int, int], units: int, direction: tuple[int, int], moment: Moment
) -> None:
    share = icons.swing(moment.frame.timestamp_s)
    icons.arrow(canvas, middle, canvas.unit(units), direction, share, canvas.theme.accent)


_DRAW: dict[Picture, Callable[[Canvas, Box, Moment], None]] = {
    Picture.HEAD: _draw_head,
    Picture.COMING: _draw_coming,
    Picture.NEARER: _draw_nearer,
    Picture.FARTHER: _draw_farther,
    Picture.ASIDE: _draw_aside,
    Picture.RAISED: _draw_raised,
    Picture.ANOTHER: _draw_another,
    Picture.LAMP: _draw_lamp,
}
