"""How strongly each of the 468 points follows the jaw, a smile and the brows."""

from itertools import chain

import numpy as np

from ...face.mesh import FloatArray, IntArray
from . import points
from .geometry import smoothstep

_BETWEEN_LIP_AND_JAW = {
    57: 0.40,
    287: 0.40,
    43: 0.52,
    273: 0.52,
    186: 0.24,
    410: 0.24,
    212: 0.42,
    432: 0.42,
}
_UNDER_THE_NOSE = [0, 164, 2, 97, 326, 98, 327, 167, 393, 165, 391, 92, 322]


def jaw_weights(neutral: FloatArray, triangles: IntArray) -> FloatArray:
    """0 (fixed to the skull) .. 1 (fixed to the jaw): by name on the lips, elsewhere smoothed."""
    x, y, z = np.abs(neutral[:, 0]), neutral[:, 1], neutral[:, 2]
    weights = smoothstep(-4.2, -7.2, y) * (1 - 0.75 * smoothstep(-0.6, -3.5, z))
    weights *= 1 - 0.35 * smoothstep(2.0, 6.5, x)
    cheek = 0.9 * smoothstep(-1.0, -9.0, y) * smoothstep(2.4, 4.5, x) * 0.85
    weights = np.where(x > 3.2, np.maximum(weights, cheek), weights)
    upper, lower = (list(chain(*rows)) for rows in (points.UPPER_LIP_ROWS, points.LOWER_LIP_ROWS))
    weights[upper] = 0.22 * smoothstep(1.2, 2.4, x[upper])
    weights[lower] = 0.98 - 0.42 * smoothstep(1.3, 2.5, x[lower])
    weights[points.MOUTH_CORNERS] = 0.40
    weights[list(_BETWEEN_LIP_AND_JAW)] = list(_BETWEEN_LIP_AND_JAW.values())
    weights[_UNDER_THE_NOSE] = 0.0
    return _smoothed(weights, triangles, fixed=[*upper, *lower, 78, 308, 62, 292])


def _smoothed(weights: FloatArray, triangles: IntArray, fixed: list[int]) -> FloatArray:
    """Average over neighbours: the rules above meet in steps, and a step would crease the skin."""
    count = len(weights)
    neighbours = np.zeros((count, count))
    for first, second in ((0, 1), (1, 2), (2, 0)):
        neighbours[triangles[:, first], triangles[:, second]] = 1
        neighbours[triangles[:, second], triangles[:, first]] = 1
    neighbours /= np.maximum(neighbours.sum(axis=1, keepdims=True), 1)
    held = np.zeros(count, bool)
    held[fixed] = True
    result = weights.astype(np.float64)
    for _ in range(6):
        result = np.where(held, result, 0.35 * result + 0.65 * neighbours @ result)
    return result.astype(np.float32)


def near(neutral: FloatArray, centre: FloatArray, width_cm: float, scale: tuple[float, ...]) -> FloatArray:
    """A bell over the distance from `centre`, axes scaled."""
    distance = np.linalg.norm((neutral - centre) * np.array(scale, np.float32), axis=1)
    return np.asarray(np.exp(-0.5 * (distance / width_cm) ** 2), np.float32)


def smile_weights(neutral: FloatArray) -> tuple[FloatArray, FloatArray]:
    """For the right and the left corner of the mouth."""
    right, left = (
        near(neutral, neutral[corner], 1.9, (1, 1, 0.7))
        for corner in (points.RIGHT_MOUTH_CORNER, points.LEFT_MOUTH_CORNER)
    )
    return right, left


def brow_weights(neutral: FloatArray) -> FloatArray:
    """Both brows; the lids themselves stay."""
    weights = np.zeros(len(neutral), np.float32)
    for upper, lower in points.BROWS:
        weights += near(neutral, neutral[upper + lower].mean(axis=0), 1.5, (0.62, 1, 0.5))
    for eye in points.EYES:
        weights[eye.rim] = 0
    return weights
