"""Before a try: on the picture, where the face should be and what to change; beside it, what comes."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ...choices import Gesture, Side
from ...face.landmarks import Landmarks
from ...loop.shown import Moment
from ...session.gates import PICTURES, Picture
from ..canvas import icons
from ..canvas.box import Box
from ..canvas.canvas import MEDIUM, SMALL, Canvas
from ..canvas.typeset import text_width
from .demonstration import draw_demonstration, showing
from .dial import DARK
from .face_view import View, near_of
from .parts import COACH, GAP, Style, draw_coach

Place = NDArray[np.float64]
"""x and y, in pixels."""
OUTLINE_WIDTH, OUTLINE_SHAPE = 0.3, 1.35
"""Of the picture's width, and height over width: a face that is well placed, as most people sit."""
RING = 1.3
"""Of the face's own size: the ring round it while it is measured at rest."""


def draw_guide(canvas: Canvas, moment: Moment, view: View) -> None:
    """Draw onto the picture where the face should be and what to change, or how far its rest is measured."""
    if moment.state.still_share > 0 and moment.landmarks is not None:
        draw_ring(canvas, view, moment.landmarks, moment.state.still_share)
        return
    part, at = _within(canvas, view)
    width, height = moment.frame.image.shape[1], moment.frame.image.shape[0]
    [middle] = at.on_screen(np.array([[width / 2, height / 2]]))
    half = OUTLINE_WIDTH * width * at.scale / 2
    _dashed_ellipse(part, middle, half, half * OUTLINE_SHAPE)
    change = _CHANGES.get(PICTURES.get(moment.state.prompt.key, Picture.HEAD))
    if change is not None:
        face = middle if moment.landmarks is None else _face_on_screen(at, moment.landmarks)
        change(part, _Outline(middle, half, face, icons.swing(moment.frame.timestamp_s)))


def draw_ring(canvas: Canvas, view: View, landmarks: Landmarks, share: float, words: str = "") -> None:
    """Draw a ring round a face, filled so far (0 to 1) from the top on; nothing beyond the view's box.

    words: a few, on it below the face.
    """
    part, at = _within(canvas, view)
    near = near_of(landmarks.points_px)
    [middle] = at.on_screen(np.array([[near.x, near.y]]))
    size = np.array([part.box.width, part.box.height]) - part.unit(16)
    axes = np.minimum(RING * at.scale / 2 * np.array([near.width, near.height]), size / 2)
    middle = np.clip(middle, axes + part.unit(8), size - axes + part.unit(8))
    for color, turns, thick in ((canvas.theme.line, 1.0, 4), (canvas.theme.good, share, 14)):
        part.arcs(
            middle, axes, np.linspace(0, 2 * math.pi * turns, max(2, round(72 * turns)))[None], color, thick
        )
    if words:
        wide, high = text_width(words, part.unit(MEDIUM)) + part.unit(16), part.unit(MEDIUM + 8)
        low = min(round(middle[1] + axes[1]) + high // 2, part.box.height)
        place = Box(round(middle[0]) - wide // 2, low - high, wide, high)
        part.panel(place)
        part.text(place, words, MEDIUM, align="center", middle=True)


def _within(canvas: Canvas, view: View) -> tuple[Canvas, View]:
    """Return the view's box as a canvas of its own, and the view there."""
    part = canvas.within(view.box)
    return part, replace(view, box=part.box)


def draw_ready(canvas: Canvas, box: Box, moment: Moment, style: Style) -> None:
    """Draw what to do if it does not begin, and what will be asked."""
    texts, state = style.texts, moment.state
    coach, rest = box.top(canvas.unit(COACH), canvas.unit(GAP))
    said = texts.get("start_anyway") if state.may_start_anyway else ""
    if state.prompt.key == "hold_still":
        said = texts.get("hold_still_for")
    draw_coach(canvas, coach, said)
    _draw_coming(canvas, rest, style, moment.frame.timestamp_s)


def _draw_coming(canvas: Canvas, box: Box, style: Style, time_s: float) -> None:
    """What will be asked: a puppet shows each gesture, one after the other."""
    texts = style.texts
    canvas.panel(box)
    words, rest = box.inset(canvas.unit(GAP)).top(canvas.unit(2 * SMALL + 12), canvas.unit(GAP))
    canvas.text(words, texts.get("coming"), SMALL, canvas.theme.quiet, middle=True)
    high = (rest.height - canvas.unit(GAP) * (len(style.gestures) - 1)) // max(1, len(style.gestures))
    now, _, since_s = showing(style.gestures or tuple(Gesture), time_s)
    for gesture in style.gestures:
        place, rest = rest.top(min(high, canvas.unit(150)), canvas.unit(GAP))
        figure, name = place.left(place.height, canvas.unit(GAP))
        draw_demonstration(canvas, figure, gesture, Side.LEFT, since_s if gesture is now else 0.0)
        color = canvas.theme.accent if gesture is now else canvas.theme.ink
        canvas.text(name, texts.get(gesture.value), MEDIUM, color, middle=True)


@dataclass(frozen=True)
class _Outline:
    """Where the face should be and where it is, in pixels; swing: 0 to 1 and back."""

    middle: Place
    half: float
    """Of its width."""
    face: Place
    swing: float


def _head(canvas: Canvas, outline: _Outline) -> None:
    """Somebody should sit here."""
    size = min(round(5 * outline.half), canvas.box.height * 3 // 4, canvas.box.width)
    at = (round(outline.middle[0]), round(outline.middle[1]) + size // 8)
    icons.head(canvas, at, size, canvas.theme.ink)


def _grow(canvas: Canvas, outline: _Outline, sign: int = 1) -> None:
    """On four sides of the face: it should become larger, or with sign -1 smaller."""
    x, y = outline.face
    for right, down in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        at = (round(x + right * outline.half * 1.4), round(y + down * outline.half * OUTLINE_SHAPE * 1.3))
        direction = (sign * right, sign * down)
        icons.arrow(canvas, at, canvas.unit(70), direction, outline.swing, canvas.theme.accent)


def _to_the_middle(canvas: Canvas, outline: _Outline) -> None:
    """From where the face is."""
    across, down = outline.middle - outline.face
    level = abs(across) >= abs(down)
    direction = (int(np.sign(across)), 0) if level else (0, int(np.sign(down)))
    at = (round(outline.face[0] + across / 2), round(outline.face[1] + down / 2))
    icons.arrow(canvas, at, canvas.unit(130), direction, outline.swing, canvas.theme.accent)


def _another(canvas: Canvas, outline: _Outline) -> None:
    size = min(round(2.5 * outline.half), canvas.box.width // 4, canvas.box.height // 2)
    at = (canvas.box.width - size // 2, canvas.box.height // 2)
    icons.head(canvas, at, size, canvas.theme.ink)
    icons.cross(canvas, at, size * 3 // 4, canvas.theme.warn)


def _lamp(canvas: Canvas, outline: _Outline) -> None:
    """A lamp in front, above the face."""
    x, y = outline.middle[0] - 2 * outline.half, outline.middle[1] - outline.half
    size = canvas.unit(80)
    for step in range(8):
        dx, dy = math.cos(step * math.pi / 4), math.sin(step * math.pi / 4)
        start = (x + dx * size * 0.7, y + dy * size * 0.7)
        canvas.line(start, (x + dx * size, y + dy * size), canvas.theme.accent, 6)
    cv2.circle(canvas.image, (round(x), round(y)), size // 2, canvas.theme.accent, cv2.FILLED, cv2.LINE_AA)


_CHANGES: dict[Picture, Callable[[Canvas, _Outline], None]] = {
    Picture.COMING: _head,
    Picture.NEARER: _grow,
    Picture.FARTHER: lambda canvas, outline: _grow(canvas, outline, -1),
    Picture.ASIDE: _to_the_middle,
    Picture.RAISED: _to_the_middle,
    Picture.ANOTHER: _another,
    Picture.LAMP: _lamp,
}


def _face_on_screen(view: View, landmarks: Landmarks) -> Place:
    near = near_of(landmarks.points_px)
    [place] = view.on_screen(np.array([[near.x, near.y]]))
    return np.asarray(place)


def _dashed_ellipse(canvas: Canvas, middle: Place, wide: float, high: float) -> None:
    begins = np.linspace(0, 2 * math.pi, 24, endpoint=False)
    angles = begins[:, None] + np.linspace(0, math.pi / 20, 5)
    for color, thick in ((DARK, 9), (canvas.theme.accent, 5)):
        canvas.arcs(middle, np.array([wide, high]), angles, color, thick)
