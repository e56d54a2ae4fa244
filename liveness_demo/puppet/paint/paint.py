"""A canvas with soft brushes: everything the puppet wears is painted by formula."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ...face.mesh import ByteArray, FloatArray

_FIXED_POINT_BITS = 4


class Surface:
    """A float picture (height, width, 3) BGR; places and sizes in pixels."""

    def __init__(self, height: int, width: int, colour: FloatArray) -> None:
        self.pixels = np.empty((height, width, 3), np.float32)
        self.pixels[:] = colour

    def finished(self) -> ByteArray:
        return np.clip(self.pixels, 0, 255).astype(np.uint8)

    def grain(self, rng: np.random.Generator, size_px: float, strength: float) -> None:
        """Make it unevenly lighter and darker."""
        self.pixels *= (1 + strength * smooth_noise(rng, self.pixels.shape[:2], size_px))[..., None]

    def spot(
        self,
        centre: FloatArray,
        radii: tuple[float, float],
        colour: FloatArray,
        strength: float,
        hard: float = 1.0,
    ) -> None:
        """A soft round spot; `hard` above 1 gives it a flat middle."""
        reach = 3.6 * max(radii)
        left, top, right, bottom = self._box(np.array([centre]), reach)
        x, y = np.arange(left, right, dtype=np.float32), np.arange(top, bottom, dtype=np.float32)
        column = np.exp(-0.5 * ((y - centre[1]) / radii[1]) ** 2)
        row = np.exp(-0.5 * ((x - centre[0]) / radii[0]) ** 2)
        mask = np.clip(hard * column[:, None] * row[None], 0, 1)
        self._mix(np.asarray(mask, np.float32), left, top, colour, strength)

    def line(self, path: FloatArray, width: int, blur: float, colour: FloatArray, strength: float) -> None:
        """A line through the points (n, 2)."""
        self._shape(path, width, blur, colour, strength)

    def polygon(self, outline: FloatArray, blur: float, colour: FloatArray, strength: float) -> None:
        """A filled outline (n, 2)."""
        self._shape(outline, 0, blur, colour, strength)

    def stencil(self, mask: ByteArray, colour: FloatArray, strength: float) -> None:
        """Paint through a mask (height, width) of the whole canvas, 0..255."""
        self._mix(mask.astype(np.float32) / 255, 0, 0, colour, strength)

    def _shape(self, path: FloatArray, width: int, blur: float, colour: FloatArray, strength: float) -> None:
        left, top, right, bottom = self._box(path, 3 * blur + width + 2)
        mask = np.zeros((bottom - top, right - left), np.uint8)
        fixed = np.round((path - (left, top)) * 2**_FIXED_POINT_BITS).astype(np.int32)
        if width:
            cv2.polylines(mask, [fixed], False, 255, width, cv2.LINE_AA, _FIXED_POINT_BITS)
        else:
            cv2.fillPoly(mask, [fixed], 255, cv2.LINE_AA, _FIXED_POINT_BITS)
        soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), blur) if blur else mask
        self._mix(np.asarray(soft, np.float32) / 255, left, top, colour, strength)

    def _box(self, path: FloatArray, reach: float) -> tuple[int, int, int, int]:
        height, width = self.pixels.shape[:2]
        low = np.floor(np.maximum(path.min(axis=0) - reach, 0)).astype(int)
        high = np.ceil(np.minimum(path.max(axis=0) + reach, (width, height))).astype(int)
        return int(low[0]), int(low[1]), int(high[0]), int(high[1])

    def _mix(
        self, mask: NDArray[np.floating[Any]], left: int, top: int, colour: FloatArray, strength: float
    ) -> None:
        under = self.pixels[top : top + mask.shape[0], left : left + mask.shape[1]]
        under += (mask * np.float32(strength))[..., None] * (np.asarray(colour, np.float32) - under)


def smooth_noise(rng: np.random.Generator, shape: tuple[int, ...], size_px: float) -> FloatArray:
    """Noise with standard deviation 1 and blots of about `size_px`."""
    # Large blots need few numbers: draw a small picture and enlarge it.
    shrink = max(1, int(size_px / 3))
    small = rng.standard_normal((shape[0] // shrink + 2, shape[1] // shrink + 2)).astype(np.float32)
    blurred = cv2.GaussianBlur(small, (0, 0), size_px / shrink)
    noise = np.asarray(cv2.resize(blurred, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), np.float32)
    return np.asarray(noise / (noise.std() + 1e-6), np.float32)


def curve(through: FloatArray, steps: int = 24) -> FloatArray:
    """A smooth (Catmull-Rom) curve through the points (n, 2)."""
    path = np.concatenate([2 * through[:1] - through[1:2], through, 2 * through[-1:] - through[-2:-1]])
    t = np.linspace(0, 1, steps, endpoint=False, dtype=np.float32)[:, None]
    pieces = []
    for before, start, end, after in zip(path, path[1:], path[2:], path[3:], strict=False):
        slope, bend = end - before, 2 * before - 5 * start + 4 * end - after
        pieces.append(
            0.5 * (2 * start + slope * t + bend * t**2 + (3 * start - before - 3 * end + after) * t**3)
        )
    return np.asarray(np.concatenate([*pieces, through[-1:]]), np.float32)
