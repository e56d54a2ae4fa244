"""Spectacles: two rims, a bridge, temples, and lenses that can reflect a window."""

import cv2
import numpy as np

from ...face.mesh import ByteArray, FloatArray, IntArray
from .geometry import grid_triangles, normalized
from .parts import Part, part

_RIM_HALF_WIDTH_CM, _RIM_HALF_HEIGHT_CM = 2.55, 1.95
_RIM_BELOW_EYE_CM = 0.25
_CLEARANCE_CM = 0.35
_WRAP_PER_CM = 0.035
_GLARE_PX = 128
_LENS_RADIUS_CM = 9.0
"""Curvature of the lens: how fast a reflection wanders when the head turns."""


class Glasses:
    """Frame and lenses for a face; head coordinates, cm."""

    def __init__(self, neutral: FloatArray, eye_centres: list[FloatArray]) -> None:
        self._centres = [(float(c[0]) * 1.03, float(c[1]) - _RIM_BELOW_EYE_CM) for c in eye_centres]
        self._bridge_z = self._depth_in_front_of(neutral)
        self.frame = [*self._rims(), self._bridge(), *self._temples()]
        self.lens_vertices, self.lens_triangles, self._lens_places = self._lenses()

    def reflection_uv(self, light_in_head: FloatArray) -> FloatArray:
        """Places (n, 2), 0..1, in the glare picture for each lens point.

        `light_in_head` is the direction halfway between lamp and camera, seen from the head: where the
        lens looks that way, the lamp is reflected. It is drawn halfway between that place and the eye.
        """
        slide = 0.5 * _LENS_RADIUS_CM * light_in_head[:2] / max(float(light_in_head[2]), 0.3)
        slide = np.clip(slide - (0.55, 0.9), (-2.2, -1.2), (2.2, 1.2))
        size = np.array([2 * _RIM_HALF_WIDTH_CM, -2 * _RIM_HALF_HEIGHT_CM], np.float32)
        return np.asarray((self._lens_places - slide) / size + 0.5, np.float32)

    def _depth(self, x: object) -> FloatArray:
        return (self._bridge_z - _WRAP_PER_CM * np.asarray(x, np.float32) ** 2).astype(np.float32)

    def _depth_in_front_of(self, neutral: FloatArray) -> float:
        """Depth of the bridge at which rims and lenses clear the brows and the cheeks."""
        needed = []
        for x, y in self._centres:
            inside = np.abs(neutral[:, :2] - (x, y)) < (_RIM_HALF_WIDTH_CM + 0.2, _RIM_HALF_HEIGHT_CM + 0.2)
            covered = neutral[inside.all(axis=1)]
            # The side of the nose may touch the rim; brow and cheek may not.
            covered = covered[np.abs(covered[:, 0]) > 1.6]
            needed.append((covered[:, 2] + _WRAP_PER_CM * covered[:, 0] ** 2).max())
        return float(max(needed)) + _CLEARANCE_CM

    def _outline(self, centre: tuple[float, float], steps: int, scale: float = 1.0) -> FloatArray:
        """A rounded rectangle (steps, 3)."""
        angle = np.linspace(0, 2 * np.pi, steps, endpoint=False)
        x, y = (np.sign(v) * np.abs(v) ** 0.72 for v in (np.cos(angle), np.sin(angle)))
        x = centre[0] + scale * _RIM_HALF_WIDTH_CM * x
        y = centre[1] + scale * _RIM_HALF_HEIGHT_CM * y
        return np.stack([x, y, self._depth(x)], axis=1).astype(np.float32)

    def _rims(self) -> list[Part]:
        return [
            _tube(self._outline(centre, 32), 0.19, across=(0, 0, 1), closed=True) for centre in self._centres
        ]

    def _bridge(self) -> Part:
        half = abs(self._centres[0][0]) - _RIM_HALF_WIDTH_CM
        x = np.linspace(-half - 0.1, half + 0.1, 9)
        y = self._centres[0][1] + 0.55 + 0.30 * (1 - (x / half) ** 2)
        return _tube(np.stack([x, y, self._depth(x) + 0.1], axis=1), 0.18, across=(0, 0, 1))

    def _temples(self) -> list[Part]:
        """From the outer rim round the temple and back over the ear, under the hair."""
        temples = []
        for side, (x, y) in zip((-1, 1), self._centres, strict=True):
            outer = abs(x) + _RIM_HALF_WIDTH_CM
            path = [
                (outer - 0.15, y + 0.75, float(self._depth(outer))),
                (outer + 0.9, y + 0.75, float(self._depth(outer)) - 0.6),
                (7.9, y + 0.75, 0.6),
                (8.5, y + 0.75, -3.5),
                (8.3, y - 0.2, -6.0),
            ]
            temples.append(
                _tube(np.array(path, np.float32) * np.array([side, 1, 1], np.float32), 0.20, across=(0, 1, 0))
            )
        return temples

    def _lenses(self) -> tuple[FloatArray, IntArray, FloatArray]:
        vertices, triangles, places, count = [], [], [], 0
        for centre in self._centres:
            rings = np.stack([self._outline(centre, 24, scale) for scale in (1.0, 0.5, 0.001)])
            vertices.append(rings.reshape(-1, 3))
            triangles.append(grid_triangles(3, 24, wrap=True, flip=True) + count)
            places.append(rings.reshape(-1, 3)[:, :2] - centre)
            count += rings.shape[0] * rings.shape[1]
        return (
            np.concatenate(vertices),
            np.concatenate(triangles),
            np.concatenate(places).astype(np.float32),
        )


def paint_glare(glare: float) -> ByteArray:
    """The reflection of a window (128, 128): 0 clear .. 255 white; grows and brightens with `glare`."""
    picture: FloatArray = np.zeros((_GLARE_PX, _GLARE_PX), np.float32)
    if glare:
        half_width, half_height = (14 + 46 * glare), (10 + 42 * glare)
        x, y = np.array([-1, 1, 1, -1]) * half_width, np.array([-1, -1, 1, 1]) * half_height
        corners = np.stack([x - 0.25 * y, y + 0.06 * x], axis=1) + _GLARE_PX / 2
        cv2.fillPoly(picture, [np.round(corners * 16).astype(np.int32)], 255.0, cv2.LINE_AA, 4)
        middle = corners.mean(axis=0)
        top = 0.5 * (corners[0] + corners[1])
        bar = [(int(2 * middle[0] - top[0]), int(2 * middle[1] - top[1])), (int(top[0]), int(top[1]))]
        cv2.line(picture, bar[0], bar[1], 90.0, 4, cv2.LINE_AA)
        blurred = cv2.GaussianBlur(picture, (0, 0), 2.2)
        picture = np.asarray(blurred * (0.30 + 0.67 * glare), np.float32)
    return np.clip(picture, 0, 255).astype(np.uint8)


def _tube(line: object, radius: float, across: tuple[int, int, int], closed: bool = False) -> Part:
    """A tube with six sides along `line` (n, 3), which nowhere runs along the direction `across`."""
    path = np.asarray(line, np.float32)
    around = np.roll(path, -1, axis=0) - np.roll(path, 1, axis=0)
    tangent = around if closed else np.gradient(path, axis=0)
    side = normalized(np.cross(tangent, np.array(across, np.float32)))
    other = normalized(np.cross(side, tangent))
    angle = np.linspace(0, 2 * np.pi, 7, dtype=np.float32)[:-1, None, None]
    normals = np.cos(angle) * side + np.sin(angle) * other
    vertices = path + radius * normals
    if closed:
        vertices, normals = (np.concatenate([v, v[:, :1]], axis=1) for v in (vertices, normals))
    columns = vertices.shape[1]
    triangles = grid_triangles(6, columns, flip=True)
    seam = grid_triangles(2, columns, flip=True)
    seam = np.where(seam < columns, seam + 5 * columns, seam - columns).astype(np.int32)
    return part(
        vertices,
        np.concatenate([triangles, seam]),
        "frame",
        normals=normalized(normals.reshape(-1, 3)),
        gloss=0.6,
    )
