"""Loop subdivision: a finer, rounder mesh whose points are weighted sums of the original points."""

import math
from collections import defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...face.mesh import FloatArray, IntArray

# A plain Loop surface shrinks away from its control points. Undoing 85 % of that keeps the
# landmarks where they are expected without ringing.
_INTERPOLATION = 0.85

_Row = tuple[list[int], list[float], list[float]]


def subdivide(
    triangles: IntArray, point_count: int, levels: int, sharp: set[int]
) -> tuple[FloatArray, FloatArray, IntArray]:
    """Return (smooth, linear, triangles) of the mesh after `levels` steps.

    `smooth` (m, n) gives the new positions from the n old ones, `linear` (m, n) the texture
    coordinates. Points in `sharp` (eye and mouth corners) stay where they are.
    """
    smooth = linear = np.eye(point_count, dtype=np.float32)
    for _ in range(levels):
        indices, smooth_step, linear_step, triangles = _one_step(triangles, len(smooth), sharp)
        smooth = _apply(smooth_step, indices, smooth)
        linear = _apply(linear_step, indices, linear)
    inverse = np.linalg.inv(smooth[:point_count].astype(np.float64))
    correction = inverse * _INTERPOLATION + np.eye(point_count) * (1 - _INTERPOLATION)
    return smooth @ correction.astype(np.float32), linear, triangles


def _apply(weights: FloatArray, indices: IntArray, matrix: FloatArray) -> FloatArray:
    result = np.zeros((len(indices), matrix.shape[1]), np.float32)
    for column in range(indices.shape[1]):
        result += weights[:, column, None] * matrix[indices[:, column]]
    return result


def _one_step(
    triangles: IntArray, point_count: int, sharp: set[int]
) -> tuple[IntArray, FloatArray, FloatArray, IntArray]:
    """One step as padded tables: indices, smooth weights, linear weights; and the new triangles."""
    corners = [(int(a), int(b), int(c)) for a, b, c in triangles]
    opposite: dict[tuple[int, int], list[int]] = defaultdict(list)
    for a, b, c in corners:
        for start, end, other in ((a, b, c), (b, c, a), (c, a, b)):
            opposite[min(start, end), max(start, end)].append(other)
    rows = _old_point_rows(opposite, point_count, sharp)
    rows += [_new_point_row(edge, others) for edge, others in opposite.items()]
    middle = {edge: point_count + number for number, edge in enumerate(opposite)}
    smaller = []
    for a, b, c in corners:
        ab, bc, ca = (middle[min(s, e), max(s, e)] for s, e in ((a, b), (b, c), (c, a)))
        smaller += [(a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca)]
    return _padded(rows, 0, np.int32), _padded(rows, 1), _padded(rows, 2), np.array(smaller, np.int32)


def _old_point_rows(
    opposite: dict[tuple[int, int], list[int]], point_count: int, sharp: set[int]
) -> list[_Row]:
    neighbours: dict[int, list[int]] = defaultdict(list)
    on_edge: dict[int, list[int]] = defaultdict(list)
    for (start, end), others in opposite.items():
        for point, other in ((start, end), (end, start)):
            neighbours[point].append(other)
            if len(others) == 1:
                on_edge[point].append(other)
    rows: list[_Row] = []
    for point in range(point_count):
        around = neighbours[point]
        if point in sharp or not around:
            rows.append(([point], [1.0], [1.0]))
        elif point in on_edge:
            around = on_edge[point]
            rows.append(([point, *around], [0.75] + [0.125] * len(around), [1.0] + [0.0] * len(around)))
        else:
            count = len(around)
            share = (5 / 8 - (3 / 8 + math.cos(2 * math.pi / count) / 4) ** 2) / count
            rows.append(([point, *around], [1 - count * share] + [share] * count, [1.0] + [0.0] * count))
    return rows


def _new_point_row(edge: tuple[int, int], others: list[int]) -> _Row:
    if len(others) == 2:
        return [*edge, *others], [0.375, 0.375, 0.125, 0.125], [0.5, 0.5, 0.0, 0.0]
    return [*edge], [0.5, 0.5], [0.5, 0.5]


def _padded(rows: list[_Row], part: int, dtype: type = np.float32) -> NDArray[Any]:
    width = max(len(row[0]) for row in rows)
    return np.array([[*row[part], *[0] * (width - len(row[part]))] for row in rows], dtype)
