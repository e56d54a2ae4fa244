"""The mirrored picture, which shows the visitor and not the room.

Mirroring happens here and only here, for display: people expect a mirror, and then the visitor's own left
is on the left of the screen.
"""

import math
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ...face.landmarks import CHIN, FOREHEAD, LEFT_EYE, RIGHT_EYE, Landmarks
from ...face.mesh import bundled_mesh
from ...sources.frame import Frame
from ..canvas.box import Box
from ..canvas.canvas import Canvas, Image


class FaceMode(Enum):
    """What is shown of the visitor."""

    FACE = "face"
    MESH = "face with mesh"
    ONLY_MESH = "mesh only"
    """No pixel of the camera's picture."""
    PUPPET = "the puppet, which does the same"
    """Neither here."""
    WHOLE = "whole picture"
    """With the room: only for a trick in the puppet's world, where it is nobody's."""

    def next(self, hidden: bool) -> "FaceMode":
        """Return the one after this that a visitor may choose. hidden: without a pixel of the camera's."""
        modes = HIDDEN if hidden else (FaceMode.FACE, FaceMode.MESH, *HIDDEN)
        return modes[(modes.index(self) + 1) % len(modes)]


HIDDEN = (FaceMode.ONLY_MESH, FaceMode.PUPPET)
"""What draws no pixel of the camera's."""
MESH_COLOR = (255, 215, 150)
OVAL_WIDER, OVAL_HIGHER = 1.35, 1.45
"""The oval round the face, in widths and heights of the landmarks: it holds hair and ears, not the room."""
LEAVES = 0.2
"""So far, in its own sizes, a face may be from the middle of a near view."""
NEAR, LOW = 1.27, 0.05
"""Height of a near view, and how far its middle lies below the face's, in heights of the face: a mouth that
opens takes the chin down."""

STEP_PX = 16
"""The part of the picture that is scaled begins and ends at a multiple of this."""

Oval = tuple[tuple[float, float], tuple[float, float], float]
"""Middle, full axes and tilt in degrees."""


@dataclass(frozen=True)
class Near:
    """Where a face stands in the picture, in its pixels: what is looked at from near by."""

    x: float
    y: float
    height: float
    width: float


@dataclass(frozen=True)
class View:
    """A part of the picture on the screen, mirrored. x, y: what of the picture is in the box's middle."""

    box: Box
    x: float
    y: float
    scale: float
    """Pixels of the screen for one of the picture."""

    def on_screen(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points of the picture, (N, 2) or more, in pixels of the screen, (N, 2)."""
        across, down = self.box.x + self.box.width / 2, self.box.y + self.box.height / 2
        return np.stack(
            [across - (points[:, 0] - self.x) * self.scale, down + (points[:, 1] - self.y) * self.scale],
            axis=1,
        )


def near_of(points_px: NDArray[np.float64]) -> Near:
    """Return where a face stands now. points_px: its points, (N, 2) or more."""
    points = points_px[:, :2]
    lowest, highest = points.min(axis=0), points.max(axis=0)
    (x, y), (width, height) = (lowest + highest) / 2, np.maximum(highest - lowest, 1.0)
    return Near(float(x), float(y), float(height), float(width))


def followed(near: Near, now: Near) -> Near:
    """Return what to look at: it stands still, so that heads are seen to move, unless one leaves."""
    away_x, away_y = now.x - near.x, now.y - near.y
    reach_x, reach_y = LEAVES * near.width, LEAVES * near.height
    x = near.x + away_x - min(max(away_x, -reach_x), reach_x)
    y = near.y + away_y - min(max(away_y, -reach_y), reach_y)
    return replace(near, x=x, y=y)


def view_of(box: Box, frame: Frame, near: Near | None, share: float = 1.0) -> View:
    """Return the whole picture in a box or, with ``near``, a face; share: how far the way to it has gone."""
    height, width = frame.image.shape[:2]
    whole = min(box.width / width, box.height / height)
    if near is None:
        return View(box, width / 2, height / 2, whole)
    close = min(box.height / (NEAR * near.height), box.width / (NEAR * near.width))
    x = width / 2 + share * (near.x - width / 2)
    y = height / 2 + share * (near.y + LOW * near.height - height / 2)
    return View(box, x, y, whole * (max(close, whole) / whole) ** share)


def draw_face(canvas: Canvas, view: View, frame: Frame, landmarks: Landmarks | None, mode: FaceMode) -> None:
    """Draw the mirrored picture where the view says.

    Nothing of the picture is drawn outside an oval round the face, unless the whole picture was asked for;
    without a face nothing is drawn at all.
    """
    canvas.panel(view.box)
    part = canvas.within(view.box)
    points = view.on_screen(landmarks.points_px) - (view.box.x, view.box.y) if landmarks is not None else None
    if mode is FaceMode.WHOLE:
        _draw_mirrored(part, part.box, view, frame.image)
    elif points is not None and mode is not FaceMode.ONLY_MESH:
        _draw_oval(part, view, frame.image, _oval(points))
    if points is not None and mode in (FaceMode.MESH, FaceMode.ONLY_MESH):
        _draw_mesh(part.image, points, MESH_COLOR if mode is FaceMode.MESH else canvas.theme.ink)


def draw_mesh_alone(canvas: Canvas, box: Box, points_px: NDArray[np.float64], near: Near) -> None:
    """Draw a face of which only its points are known, (478, 2), as in a mirror; near: where it stands."""
    canvas.panel(box)
    scale = min(box.height / (NEAR * near.height), box.width / (NEAR * near.width))
    part = canvas.within(box)
    points = View(part.box, near.x, near.y + LOW * near.height, scale).on_screen(points_px)
    _draw_mesh(part.image, points, canvas.theme.ink)


def _draw_oval(canvas: Canvas, view: View, image: Image, oval: Oval) -> None:
    """Draw the mirrored picture into an oval. Only the part of the picture that holds it is scaled."""
    (x, y), (wide, high), angle_deg = oval
    cosine, sine = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    reach_x, reach_y = math.hypot(wide * cosine, high * sine) / 2, math.hypot(wide * sine, high * cosine) / 2
    left, right = (min(max(0, round(edge)), canvas.box.width) for edge in (x - reach_x, x + reach_x))
    top, bottom = (min(max(0, round(edge)), canvas.box.height) for edge in (y - reach_y, y + reach_y))
    if right <= left or bottom <= top:
        return
    part = Box(left, top, right - left, bottom - top)
    mask = np.zeros((part.height, part.width), np.uint8)
    cv2.ellipse(mask, ((x - left, y - top), (wide, high), angle_deg), 255, cv2.FILLED, cv2.LINE_AA)
    _draw_mirrored(canvas, part, view, image, mask)


def _draw_mirrored(
    canvas: Canvas, part: Box, view: View, image: Image, mask: NDArray[np.uint8] | None = None
) -> None:
    """Draw what of the mirrored picture lies in a part of the view's box; nothing where there is none."""
    columns, (left, right) = _cut(
        image.shape[1], view.scale, view.x, view.box.width / 2, part.x, part.width, mirrored=True
    )
    rows, (top, bottom) = _cut(
        image.shape[0], view.scale, view.y, view.box.height / 2, part.y, part.height, mirrored=False
    )
    if not (right > left and bottom > top):
        return
    drawn = _mirrored(image[rows, columns], (right - left, bottom - top))
    x, y = max(left, part.x), max(top, part.y)
    width, height = min(right, part.x + part.width) - x, min(bottom, part.y + part.height) - y
    if width <= 0 or height <= 0:
        return
    shown = drawn[y - top : y - top + height, x - left : x - left + width]
    target = canvas.image[y : y + height, x : x + width]
    if mask is None:
        target[:] = shown
    else:
        cv2.copyTo(shown, mask[y - part.y : y - part.y + height, x - part.x : x - part.x + width], target)


def _cut(
    image_px: int, scale: float, middle: float, at: float, first: int, length: int, mirrored: bool
) -> tuple[slice, tuple[int, int]]:
    """Return the pixels of one axis of the picture that cover a stretch of the screen, and where they land.

    middle: what of the picture lies ``at`` on the screen. They go in whole steps, so that the picture does
    not tremble when the stretch moves a little.
    """
    way = -1 if mirrored else 1
    ends = sorted(middle + way * (place - at) / scale for place in (first, first + length))
    start = min(max(0, math.floor(ends[0] / STEP_PX) * STEP_PX), image_px)
    stop = max(start, min(image_px, math.ceil(ends[1] / STEP_PX) * STEP_PX))
    lands = sorted(round(at + way * (edge - middle) * scale) for edge in (start, stop))
    return slice(start, stop), (lands[0], lands[1])


def _mirrored(image: Image, size: tuple[int, int]) -> Image:
    while size[0] < 0.6 * image.shape[1]:  # halving is quick and smooth; one large step would be slow
        even = image[: image.shape[0] // 2 * 2, : image.shape[1] // 2 * 2]
        image = np.asarray(cv2.resize(even, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(cv2.resize(cv2.flip(image, 1), size), np.uint8)


def _oval(points: NDArray[np.float64]) -> Oval:
    """Return the oval round a face."""
    across = points[LEFT_EYE[0]] - points[RIGHT_EYE[0]]
    if across[0] > 0:  # mirrored: the left eye lies to the left
        across = -across
    angle = float(np.degrees(np.arctan2(-across[1], -across[0])))
    lowest, highest = points.min(axis=0), points.max(axis=0)
    size = np.maximum(highest - lowest, 1.0)
    up = (points[FOREHEAD] - points[CHIN]) * 0.06  # the hair
    middle = (lowest + highest) / 2 + up
    # a turned face shows less of its width, but the head does not shrink
    wide = max(size[0], 0.72 * size[1]) * OVAL_WIDER
    return (float(middle[0]), float(middle[1])), (float(wide), float(size[1] * OVAL_HIGHER)), angle


def _draw_mesh(target: Image, points: NDArray[np.float64], color: tuple[int, int, int]) -> None:
    way, trails = _ways()
    along = np.clip(points, -4000, 4000).round().astype(np.int32)[way]
    # not smoothed: that would take 4 ms, and thin lines leave more of the face to be seen
    cv2.polylines(target, [along[trail] for trail in trails], False, color, 1, cv2.LINE_8)


@cache
def _ways() -> tuple[NDArray[np.int64], list[slice]]:
    """Return all trails, one after the other, and where each begins and ends."""
    trails = _trails()
    ends = np.cumsum([0, *map(len, trails)]).tolist()
    return np.concatenate(trails), [slice(*pair) for pair in pairwise(ends)]


def _trails() -> list[list[int]]:
    """Return ways along the mesh that take each of its 1365 edges once: few lines are quicker than many.

    The points around the irises are in no triangle.
    """
    ahead: dict[int, set[int]] = {}
    for a, b, c in bundled_mesh().triangles.tolist():
        for one, other in ((a, b), (b, c), (c, a)):
            ahead.setdefault(one, set()).add(other)
            ahead.setdefault(other, set()).add(one)
    trails = []
    for start in sorted(ahead, key=lambda point: len(ahead[point]) % 2 == 0):  # a trail ends at odd ones
        while ahead[start]:
            trail = [start]
            while ahead[trail[-1]]:
                here, there = trail[-1], min(ahead[trail[-1]])
                ahead[here].remove(there)
                ahead[there].remove(here)
                trail.append(there)
            trails.append(trail)
    return trails
