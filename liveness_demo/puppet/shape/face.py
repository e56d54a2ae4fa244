"""The face: 468 control points moved by the expression, and the smooth skin over them."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from ...face.mesh import CanonicalMesh, FloatArray, IntArray, bundled_mesh
from . import points
from .geometry import VertexNormals, boundary_loops
from .look import Pose
from .points import EYES, EyePoints
from .subdivide import subdivide
from .weights import brow_weights, jaw_weights, near, smile_weights

EYE_RADIUS_CM = 1.42
LID_GAP_CM = 0.09
"""Lids glide on a ball this much larger than the eyeball."""
JAW_HINGE = np.array([0, -0.8, -1.2], np.float32)
JAW_OPEN_DEG = 38.0

_RESTING_SMILE, _FULL_SMILE = 0.32, 1.7
"""In units of the shape below. A full one widens the mouth by a fifth (measured by the model)."""
_RESTING_BROWS = 0.15
_CORNERS_IN_CM = 0.72
_FOLD_FOLLOWS = 0.65
_BROWS_DROP_CM = 0.15
_LID_SAG_CM = 0.10 * np.array([0.3, 0.7, 0.9, 1, 0.9, 0.7, 0.3], np.float32)


class Face:
    """The control points, in head coordinates (cm)."""

    def __init__(self, mesh: CanonicalMesh, eye_opening: float) -> None:
        self.neutral = _closed_lips(mesh.vertices_cm)
        self.triangles = _without_holes(mesh.triangles)
        self.eye_centres = [
            _eye_centre(self.neutral, eye, side) for eye, side in zip(EYES, (-1, 1), strict=True)
        ]
        # At 0.5 the canonical eye, which is narrow, opens to an eye aspect ratio of 0.30.
        self._opening = 0.42 + 1.55 * eye_opening if eye_opening < 0.5 else 0.695 + eye_opening
        self._jaw = jaw_weights(self.neutral, self.triangles)
        self._smile = smile_weights(self.neutral)
        self._brows = brow_weights(self.neutral)
        right, left = (
            near(self.neutral, self.neutral[corner], 1.5, (1, 1, 1))
            for corner in (points.RIGHT_MOUTH_CORNER, points.LEFT_MOUTH_CORNER)
        )
        self._corners_in = right - left

    def control_points(self, pose: Pose) -> FloatArray:
        """The 468 points (468, 3) for this expression."""
        shape: FloatArray = self.neutral.copy()
        lids = (pose.lid_right, pose.lid_left)
        brows = 0.75 * (pose.brows + _RESTING_BROWS) - _BROWS_DROP_CM * 0.5 * sum(lids)
        shape[:, 1] += brows * self._brows
        smile = _RESTING_SMILE + (_FULL_SMILE - _RESTING_SMILE) * pose.smile
        for weights, side in zip(self._smile, (-1, 1), strict=True):
            shape += (smile * weights)[:, None] * np.array([0.62 * side, 0.62, -0.35], np.float32)
        for eye, centre, lid in zip(EYES, self.eye_centres, lids, strict=True):
            self._move_lids(shape, eye, centre, lid)
        if pose.jaw:
            self._open_jaw(shape, pose.jaw)
        return shape

    def _move_lids(self, shape: FloatArray, eye: EyePoints, centre: FloatArray, lid: float) -> None:
        """Each point of the upper lid goes down to its partner on the lower lid, over the eyeball."""
        upper, lower = shape[eye.upper_lid], shape[eye.lower_lid]
        middle = lower[:, 1] + 0.42 * (upper[:, 1] - lower[:, 1])
        open_upper = middle + (upper[:, 1] - middle) * self._opening * 1.18
        open_lower = middle + (lower[:, 1] - middle) * min(self._opening, 1.1)
        meeting = open_lower - _LID_SAG_CM
        upper_y = open_upper + (meeting - open_upper) * lid
        lower_y = open_lower + (meeting - open_lower) * lid
        for row, points_before, y in ((eye.upper_lid, upper, upper_y), (eye.lower_lid, lower, lower_y)):
            shape[row, 1] = y
            shape[row, 2] = _on_ball(points_before, y, centre)
        shape[eye.fold, 1] += _FOLD_FOLLOWS * (upper_y - open_upper) + 0.45 * (open_upper - upper[:, 1])

    def _open_jaw(self, shape: FloatArray, jaw: float) -> None:
        angle = math.radians(JAW_OPEN_DEG * jaw) * self._jaw
        cosine, sine = np.cos(angle), np.sin(angle)
        y, z = shape[:, 1] - JAW_HINGE[1], shape[:, 2] - JAW_HINGE[2]
        shape[:, 1] = JAW_HINGE[1] + y * cosine - z * sine
        shape[:, 2] = JAW_HINGE[2] + y * sine + z * cosine
        shape[:, 0] += _CORNERS_IN_CM * jaw * self._corners_in


@dataclass(frozen=True, eq=False)
class _Net:
    """What all skins of a fineness have in common. smooth: as ``subdivide`` returns it."""

    smooth: FloatArray
    texture_uv: FloatArray
    triangles: IntArray
    normals: VertexNormals
    loops: list[list[int]]


@cache
def _net(levels: int) -> _Net:
    """Return the net of this fineness. It is made once: that takes long, and every puppet has the same."""
    mesh = bundled_mesh()
    corners = {number for eye in EYES for number in (eye.outer_corner, eye.inner_corner)} | {78, 308}
    coarse = _without_holes(mesh.triangles)
    smooth, linear, triangles = subdivide(coarse, len(mesh.vertices_cm), levels, corners)
    normals = VertexNormals(triangles, len(smooth))
    return _Net(smooth, linear @ mesh.texture_uv, triangles, normals, boundary_loops(triangles))


class Skin:
    """The subdivided surface over a face; `levels` 1 for moving pictures, 2 for stills."""

    def __init__(self, face: Face, levels: int) -> None:
        net = _net(levels)
        self._smooth, self.normals = net.smooth, net.normals
        self.texture_uv, self.triangles = net.texture_uv, net.triangles
        self._neutral = face.neutral
        self._neutral_skin = self._smooth @ face.neutral
        self._eye_centres = face.eye_centres
        self._near_eyes = [
            np.nonzero(np.linalg.norm(self._neutral_skin - centre, axis=1) < 2.6)[0]
            for centre in face.eye_centres
        ]
        # What lies behind a hole starts exactly on the subdivided edge: a gap would show the wall.
        self.mouth_edge, self.right_eye_edge, self.left_eye_edge = (
            next(loop for loop in net.loops if point in loop) for point in (78, 33, 263)
        )

    def vertices(self, control_points: FloatArray) -> FloatArray:
        """The skin (m, 3) over the given control points; never inside an eyeball."""
        skin: FloatArray = self._neutral_skin + self._smooth @ (control_points - self._neutral)
        radius = EYE_RADIUS_CM + LID_GAP_CM * 0.7
        for near_eye, centre in zip(self._near_eyes, self._eye_centres, strict=True):
            offset = skin[near_eye] - centre
            distance = np.linalg.norm(offset, axis=1)
            inside = (distance < radius) & (offset[:, 2] > 0)
            skin[near_eye[inside]] = centre + offset[inside] * (radius / distance[inside])[:, None]
        return skin


def _closed_lips(vertices: FloatArray) -> FloatArray:
    """The canonical mouth stands 0.55 cm open; close it, less and less away from the opening."""
    shape: FloatArray = vertices.copy()
    pairs = zip(points.UPPER_LIP_ROWS[0], points.LOWER_LIP_ROWS[0], strict=True)
    for column, (upper, lower) in enumerate(pairs):
        gap = (shape[upper] - shape[lower]) * np.array([0.5, 1, 0.5], np.float32)
        for rows, part in ((points.UPPER_LIP_ROWS, -0.46), (points.LOWER_LIP_ROWS, 0.60)):
            for row, fade in zip(rows, (1, 0.85, 0.6, 0.35), strict=True):
                shape[row[column]] += gap * (part * fade)
    return shape


def _without_holes(triangles: IntArray) -> IntArray:
    """Drop the triangles that fill the eyes and the mouth."""
    rims = [set(eye.rim) for eye in EYES] + [set(points.LIPS_INSIDE)]
    keep = [not any(set(triangle.tolist()) <= rim for rim in rims) for triangle in triangles]
    return np.asarray(triangles[np.array(keep)], np.int32)


def _eye_centre(neutral: FloatArray, eye: EyePoints, side: int) -> FloatArray:
    """Centre of the eyeball, placed so that the lids lie on it."""
    middle = 0.5 * (neutral[eye.upper_lid[3]] + neutral[eye.lower_lid[3]])
    x = 0.5 * (neutral[eye.outer_corner, 0] + neutral[eye.inner_corner, 0]) + 0.02 * side
    depth = math.sqrt((EYE_RADIUS_CM + LID_GAP_CM) ** 2 - 0.3**2)
    return np.array([x, middle[1], middle[2] - depth], np.float32)


def _on_ball(lid: FloatArray, y: FloatArray, centre: FloatArray) -> FloatArray:
    """Depth (z) of lid points at height `y`: partly their own, never behind the ball."""
    radius = EYE_RADIUS_CM + LID_GAP_CM
    height = radius**2 - (lid[:, 0] - centre[0]) ** 2 - (y - centre[1]) ** 2
    ball = centre[2] + np.sqrt(np.maximum(height, 0.05))
    return np.asarray(np.maximum(0.4 * lid[:, 2] + 0.6 * ball, ball), np.float32)
