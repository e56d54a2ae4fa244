"""Small helpers for triangle meshes: rotations, grids, normals, edges."""

import math

import numpy as np

from ...face.mesh import FloatArray, IntArray


def smoothstep(start: float, end: float, value: object) -> FloatArray:
    """0 before `start`, 1 after `end`, a soft S between; `start` may be larger than `end`."""
    position = np.clip((np.asarray(value, np.float32) - start) / (end - start), 0, 1)
    return np.asarray(position * position * (3 - 2 * position), np.float32)


def rotation(yaw_deg: float = 0.0, pitch_deg: float = 0.0, roll_deg: float = 0.0) -> FloatArray:
    """Rotation matrix (3, 3). Positive: nose to the picture's right, nose down, head tilted anticlockwise.

    The same convention as MediaPipe's facial transformation matrix.
    """
    yaw, pitch, roll = (math.radians(angle) for angle in (yaw_deg, pitch_deg, roll_deg))
    turn = [[math.cos(yaw), 0, math.sin(yaw)], [0, 1, 0], [-math.sin(yaw), 0, math.cos(yaw)]]
    nod = [[1, 0, 0], [0, math.cos(pitch), -math.sin(pitch)], [0, math.sin(pitch), math.cos(pitch)]]
    tilt = [[math.cos(roll), -math.sin(roll), 0], [math.sin(roll), math.cos(roll), 0], [0, 0, 1]]
    return np.asarray(np.array(tilt) @ np.array(turn) @ np.array(nod), np.float32)


def normalized(vector: object) -> FloatArray:
    """The vector or the rows of vectors at length 1."""
    array = np.asarray(vector, np.float32)
    length = np.linalg.norm(array, axis=-1, keepdims=True) + 1e-9
    return np.asarray(array / length, np.float32)


def grid_triangles(rows: int, columns: int, *, wrap: bool = False, flip: bool = False) -> IntArray:
    """Triangles (n, 3) of a grid of points numbered row by row; `wrap` joins last and first column."""
    numbers = np.arange(rows * columns).reshape(rows, columns)
    if wrap:
        numbers = np.concatenate([numbers, numbers[:, :1]], axis=1)
    top_left, top_right = numbers[:-1, :-1].ravel(), numbers[:-1, 1:].ravel()
    low_left, low_right = numbers[1:, :-1].ravel(), numbers[1:, 1:].ravel()
    upper = np.stack([top_left, low_left, low_right], axis=1)
    lower = np.stack([top_left, low_right, top_right], axis=1)
    triangles = np.concatenate([upper, lower]).astype(np.int32)
    return triangles[:, ::-1].copy() if flip else triangles


def both_sides(triangles: IntArray) -> IntArray:
    """The triangles and their mirror images, visible from in front and from behind."""
    return np.concatenate([triangles, triangles[:, ::-1]])


def sphere_directions(polar: object, azimuth: object) -> FloatArray:
    """Unit vectors (..., 3): `polar` from straight up, `azimuth` from the front to the picture's right."""
    polar_angle, azimuth_angle = np.broadcast_arrays(np.asarray(polar), np.asarray(azimuth))
    sine = np.sin(polar_angle)
    return np.stack(
        [sine * np.sin(azimuth_angle), np.cos(polar_angle), sine * np.cos(azimuth_angle)], axis=-1
    ).astype(np.float32)


class VertexNormals:
    """Normals of a mesh whose triangles stay the same while its points move."""

    def __init__(self, triangles: IntArray, point_count: int) -> None:
        self._triangles = triangles
        # A padded table is much faster per frame than adding up with numpy.add.at.
        corners = triangles.ravel()
        order = np.argsort(corners, kind="stable")
        counts = np.bincount(corners, minlength=point_count)
        column = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
        self._touching = np.full((point_count, int(np.max(counts))), len(triangles), np.int32)
        self._touching[corners[order], column] = order // 3

    def __call__(self, vertices: FloatArray) -> FloatArray:
        """Unit normals (n, 3) of `vertices` (n, 3)."""
        first, second, third = (vertices[self._triangles[:, corner]] for corner in range(3))
        one, two = second - first, third - first
        areas = np.zeros((len(self._triangles) + 1, 3), np.float32)
        areas[:-1, 0] = one[:, 1] * two[:, 2] - one[:, 2] * two[:, 1]
        areas[:-1, 1] = one[:, 2] * two[:, 0] - one[:, 0] * two[:, 2]
        areas[:-1, 2] = one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]
        return normalized(areas[self._touching].sum(axis=1))


def boundary_loops(triangles: IntArray) -> list[list[int]]:
    """The closed edges of a mesh (outline and holes), as lists of point numbers."""
    edges = {(int(row[i]), int(row[(i + 1) % 3])) for row in triangles for i in range(3)}
    following = {end: start for start, end in edges if (end, start) not in edges}
    loops = []
    while following:
        point = min(following)
        loop = []
        while point in following:
            loop.append(point)
            point = following.pop(point)
        loops.append(loop)
    return loops
