"""How light falls on the puppet: a lamp, light from the sky and from the other side, a highlight, a rim."""

import numpy as np

from ...face.mesh import ByteArray, FloatArray
from ..shape.geometry import normalized

NEUTRAL = 128
"""The shade that leaves a texture as it is."""


class Lamp:
    """A lamp above the camera, `light_side` -1.5 left .. 1.5 right in the picture; camera coordinates."""

    def __init__(self, light_side: float) -> None:
        self.direction = normalized([light_side, 0.55, 0.75])
        fill = np.array([-self.direction[0], 0.1, 0.6], np.float32)
        self.halfway = normalized(self.direction + np.array([0, 0, 1], np.float32))
        self._axes = np.stack([self.direction, fill, np.array([0, 1, 0], np.float32), self.halfway], axis=1)

    def shade(self, normals: FloatArray, openness: FloatArray, gloss: FloatArray) -> FloatArray:
        """Brightness (n,) in units of 1 / NEUTRAL for unit normals (n, 3)."""
        lamp, fill, sky, mirror = (normals @ self._axes).T
        # The lamp reaches a little round the edge, as it does on skin: no hard border of the shadow.
        light = 0.40 + 0.10 * sky + 0.56 * np.maximum((lamp + 0.25) / 1.25, 0) + 0.16 * np.maximum(fill, 0)
        grazing = np.clip(1 - normals[:, 2], 0, 1)
        light += 0.16 * grazing**3 * (0.6 + 0.4 * sky)
        highlight = np.clip(mirror, 0, 1) ** 24
        return np.asarray((light * openness + gloss * highlight) * NEUTRAL, np.float32)


def tint_table() -> ByteArray:
    """Shade (0..255) to a colour factor (256, 1, 3): shadows warm, lights slightly cool."""
    shade = np.arange(256) / NEUTRAL
    table = np.stack([shade**1.14, shade**1.05, shade**0.93], axis=1) * NEUTRAL
    return np.asarray(np.clip(table, 0, 255), np.uint8).reshape(256, 1, 3)
