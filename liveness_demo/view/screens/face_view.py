"""The mirrored picture, which shows the visitor and not the room.

Mirroring happens here and only here, for display: people expect a mirror, and then the visitor's own left
is on the left of the screen.
"""

import math
from enum import Enum
from functools import cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ...face.landmarks import CHIN, FOREHEAD, LEFT_EYE, RIGHT_EYE, Landmarks
from ...face.mesh import bundled_mesh
from ...sources.frame import Frame
from ..canvas.canvas import Box, Canvas, Image


class FaceMode(Enum):
    """What is shown of the visitor."""

    MESH = "face with mesh"
    FACE = "face"
    ONLY_MESH = "mesh only"
    """No pixel of the camera's picture."""
    WHOLE = "whole picture"

    def next(self) -> "FaceMode":
        """Return the one after this."""
        modes = list(FaceMode)
        return modes[(modes.index(self) + 1) % len(modes)]


PICTURE_SHAPE = 1.2
"""Width over height of the picture beside what is asked."""
PICTURE_WIDEST = 0.38
"""Of the screen's width."""
COLUMN_GAP = 24
"""Between the picture and what is beside it."""
MESH_COLOR = (255, 215, 150)
OVAL_WIDER, OVAL_HIGHER = 1.35, 1.45
"""The oval round the face, in widths and heights of the landmarks: it holds hair and ears, not the room."""
STEP_PX = 32
"""The part of the picture that is scaled begins and ends at a multiple of this."""

Oval = tuple[tuple[float, float], tuple[float, float], float]
"""Middle, full axes and tilt in degrees."""

NEAR = 1.8
"""Height of a near view, in heights of the face."""


def near_view(landmarks: Landmarks, shape: float) -> Box | None:
    """Return the part of the picture round a face, in its pixels; None if that is nearly all of it.

    shape: width over height of the part.
    """
    points = landmarks.points_px[:, :2]
    lowest, highest = points.min(axis=0), points.max(axis=0)
    height = round(float(highest[1] - lowest[1]) * NEAR)
    width = round(height * shape)
    if not (0 < width < landmarks.width_px and 0 < height < landmarks.height_px):
        return None
    middle = (lowest + highest) / 2
    x = min(max(round(float(middle[0])) - width // 2, 0), landmarks.width_px - width)
    y = min(max(round(float(middle[1])) - height // 2, 0), landmarks.height_px - height)
    return Box(x, y, width, height)


def draw_face(
    canvas: Canvas,
    box: Box,
    frame: Frame,
    landmarks: Landmarks | None,
    mode: FaceMode,
    near: Box | None = None,
) -> None:
    """Draw the mirrored picture, or the part ``near`` of it, into a box.

    Nothing of the picture is drawn outside an oval round the face, unless the whole picture was asked for;
    without a face nothing is drawn at all.
    """
    image = frame.image
    fits = (
        near is not None and near.x + near.width <= image.shape[1] and near.y + near.height <= image.shape[0]
    )
    if near is None or not fits or mode is FaceMode.WHOLE:
        near = Box(0, 0, image.shape[1], image.shape[0])
    image = image[near.y : near.y + near.height, near.x : near.x + near.width]
    height, width = image.shape[:2]
    scale = min(box.width / width, box.height / height)
    shown = (max(1, round(width * scale)), max(1, round(height * scale)))
    place = Box(box.x + (box.width - shown[0]) // 2, box.y + (box.height - shown[1]) // 2, shown[0], shown[1])
    canvas.panel(box)
    target = canvas.image[place.y : place.y + place.height, place.x : place.x + place.width]
    points = mirrored_points(landmarks, near, scale, place.width) if landmarks is not None else None
    if mode is FaceMode.WHOLE:
        target[:] = _mirrored(image, shown)
    elif points is not None and mode is not FaceMode.ONLY_MESH:
        _draw_oval(target, image, _oval(points))
    if points is not None and mode in (FaceMode.MESH, FaceMode.ONLY_MESH):
        _draw_mesh(target, points, MESH_COLOR if mode is FaceMode.MESH else canvas.theme.ink)


def _draw_oval(target: Image, image: Image, oval: Oval) -> None:
    """Draw the mirrored picture into an oval. Only the part of the picture that holds it is scaled."""
    (x, y), (wide, high), angle_deg = oval
    cosine, sine = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    reach_x, reach_y = math.hypot(wide * cosine, high * sine) / 2, math.hypot(wide * sine, high * cosine) / 2
    width = target.shape[1]
    columns, from_right = _cut(width - x - reach_x, width - x + reach_x, width, image.shape[1])
    rows, from_top = _cut(y - reach_y, y + reach_y, target.shape[0], image.shape[0])
    left, top = width - from_right.stop, from_top.start
    part = target[from_top, left : width - from_right.start]
    if not part.size:
        return
    mask = np.zeros(part.shape[:2], np.uint8)
    cv2.ellipse(mask, ((x - left, y - top), (wide, high), angle_deg), 255, cv2.FILLED, cv2.LINE_AA)
    cv2.copyTo(_mirrored(image[rows, columns], (part.shape[1], part.shape[0])), mask, part)


def _cut(first: float, last: float, shown_px: int, image_px: int) -> tuple[slice, slice]:
    """Return the source rows (or columns) to read, and where they land on screen.

    They go in whole steps, so that the picture does not tremble when the oval moves a little.
    """
    scale = shown_px / image_px
    start = min(max(0, math.floor(first / scale / STEP_PX) * STEP_PX), image_px)
    stop = max(start, min(image_px, math.ceil(last / scale / STEP_PX) * STEP_PX))
    return slice(start, stop), slice(round(start * scale), round(stop * scale))


def mirrored_points(landmarks: Landmarks, near: Box, scale: float, width: int) -> NDArray[np.float64]:
    """Return the landmarks in pixels of the mirrored part of the picture, (478, 2)."""
    points = (landmarks.points_px[:, :2] - (near.x, near.y)) * scale
    points[:, 0] = width - 1 - points[:, 0]
    return points


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
