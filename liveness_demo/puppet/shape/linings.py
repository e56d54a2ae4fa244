"""What hangs on the edges of the skin: the underside of the jaw, the bag of the mouth, the eye sockets."""

import math

import numpy as np

from ...face.mesh import FloatArray
from .face import JAW_HINGE, JAW_OPEN_DEG, Skin
from .geometry import VertexNormals, both_sides, grid_triangles, rotation
from .parts import Part, part
from .points import JAW_LINE

_FORWARD = np.array([0, 0, 1], np.float32)


def _facing_forward(count: int) -> FloatArray:
    return np.tile(_FORWARD, (count, 1))


class JawUnderside:
    """Skin from the jaw line back to the neck."""

    def __init__(self) -> None:
        columns = len(JAW_LINE)
        angle = np.radians(np.linspace(-100, 100, columns))
        height = -9.8 + 2.8 * (np.abs(angle) / angle.max()) ** 2
        self._neck = np.stack([5.1 * np.sin(angle), height, -4.9 + 5.2 * np.cos(angle)], axis=1).astype(
            np.float32
        )
        self._back = np.array([0, 0.25, 0.6, 1.0], np.float32)[:, None, None]
        triangles = grid_triangles(4, columns)
        self._normals = VertexNormals(triangles, 4 * columns)
        light = np.repeat([1, 0.86, 0.7, 0.6], columns)
        self._part = part(np.zeros((4 * columns, 3)), triangles, "skin", openness=light)

    def shaped(self, skin: FloatArray, skin_normals: FloatArray, jaw: float) -> Part:
        # The chin swings back into the neck: what lies behind it must give way, or it shows as a fold.
        neck = self._neck * (1 - 0.15 * jaw, 1, 1) + np.array([0, -1.6, -3.0], np.float32) * jaw
        rows = skin[JAW_LINE] * (1 - self._back) + neck * self._back
        rows[1:3, :, 1] -= 0.45 * (1 - jaw)
        vertices = rows.reshape(-1, 3).astype(np.float32)
        normals = self._normals(vertices)
        edge = len(JAW_LINE)
        normals[:edge] = 0.5 * (normals[:edge] + skin_normals[JAW_LINE])
        return self._part.moved(vertices, normals)


class MouthBag:
    """A dark bag behind the lips."""

    def __init__(self, skin: Skin) -> None:
        self._edge = skin.mouth_edge
        count = len(self._edge)
        ring = np.arange(count, dtype=np.int32)
        bottom = np.stack(
            [2 * count + ring, np.full(count, 3 * count), 2 * count + np.roll(ring, -1)], axis=1
        )
        triangles = both_sides(np.concatenate([grid_triangles(3, count, wrap=True), bottom.astype(np.int32)]))
        light = np.concatenate([np.full(count, 1.0), np.full(count, 0.7), np.full(count + 1, 0.35)])
        points = 3 * count + 1
        self._part = part(
            np.zeros((points, 3)), triangles, "mouth", openness=light, normals=_facing_forward(points)
        )

    def shaped(self, skin: FloatArray) -> Part:
        edge = skin[self._edge]
        centre = edge.mean(axis=0)
        middle = centre + (edge - centre) * np.array([0.97, 1.15, 1], np.float32) - 1.8 * _FORWARD
        inner = centre + (edge - centre) * 0.9 - 3.4 * _FORWARD
        bottom = (centre - 3.6 * _FORWARD)[None]
        return self._part.moved(np.concatenate([edge, middle, inner, bottom]).astype(np.float32))


class EyeSocket:
    """A shallow cone behind one eye, so that nothing shines through beside the eyeball."""

    def __init__(self, edge: list[int]) -> None:
        self._edge = edge
        count = len(edge)
        ring = np.arange(count, dtype=np.int32)
        triangles = np.stack([np.full(count, count), np.roll(ring, -1), ring], axis=1).astype(np.int32)
        self._part = part(
            np.zeros((count + 1, 3)),
            both_sides(triangles),
            "ear",
            (0.03, 0.03),
            openness=0.72,
            normals=_facing_forward(count + 1),
        )

    def shaped(self, skin: FloatArray) -> Part:
        edge = skin[self._edge]
        return self._part.moved(np.concatenate([edge, (edge.mean(axis=0) - 0.9 * _FORWARD)[None]]))


def with_jaw(lower: Part, jaw: float) -> Part:
    """Lower teeth and tongue turn with the jaw."""
    if not jaw:
        return lower
    turn = rotation(pitch_deg=math.copysign(JAW_OPEN_DEG * 0.98 * jaw, 1))
    return lower.moved(np.asarray((lower.vertices - JAW_HINGE) @ turn.T + JAW_HINGE, np.float32))
