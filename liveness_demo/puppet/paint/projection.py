"""The camera: from points in centimetres to pixels, with OpenCV's triangle rasterizer."""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from ...face.mesh import FloatArray, IntArray

# MediaPipe's face geometry assumes this vertical field of view.
_FIELD_OF_VIEW_DEG = 63.0
_NEAR_CM, _FAR_CM = 2.0, 400.0


@dataclass(frozen=True)
class Cutout:
    """A rectangle of the picture, in whole pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def cut(self, samples: int = 1) -> tuple[slice, slice]:
        """Index of this window in a picture with `samples` samples a pixel in each direction."""
        return (
            slice(self.top * samples, self.bottom * samples),
            slice(self.left * samples, self.right * samples),
        )


class Projection:
    """Looks along -z from the origin; `samples` x `samples` samples a pixel."""

    def __init__(self, size_px: tuple[int, int], samples: int) -> None:
        self.width_px, self.height_px = size_px
        self.samples = samples
        self.focal_px = 0.5 * self.height_px / math.tan(math.radians(_FIELD_OF_VIEW_DEG) / 2)
        self._settings = cv2.TriangleRasterizeSettings()
        # The settings object starts with white shading, unlike the call without one.
        self._settings.setShadingType(cv2.RASTERIZE_SHADING_SHADED)
        self._settings.setCullingMode(cv2.RASTERIZE_CULLING_CW)
        # Inverse depth: otherwise the whole depth buffer is converted at each call.
        self._settings.setGlCompatibleMode(cv2.RASTERIZE_COMPAT_INVDEPTH)

    def empty_depth(self) -> FloatArray:
        return np.ones((self.height_px * self.samples, self.width_px * self.samples), np.float32)

    def project(self, vertices: FloatArray) -> FloatArray:
        """Places (n, 2) in pixels."""
        depth = -vertices[:, 2]
        x = self.width_px / 2 + self.focal_px * vertices[:, 0] / depth
        y = self.height_px / 2 - self.focal_px * vertices[:, 1] / depth
        return np.stack([x, y], axis=1).astype(np.float32)

    def window(self, vertices: FloatArray) -> Cutout | None:
        """The smallest window that shows these points; None if that is (almost) nothing."""
        visible = vertices[vertices[:, 2] < -_NEAR_CM]
        if not len(visible):
            return None
        places = self.project(visible)
        limit = (self.width_px, self.height_px)
        left, top = np.floor(np.clip(places.min(axis=0), 0, limit)).astype(int)
        right, bottom = np.ceil(np.clip(places.max(axis=0), 0, limit)).astype(int)
        if right - left <= 2 or bottom - top <= 2:
            return None
        return Cutout(int(left), int(top), int(right), int(bottom))

    def draw(
        self,
        vertices: FloatArray,
        triangles: IntArray,
        values: FloatArray,
        window: Cutout,
        depth: FloatArray,
    ) -> FloatArray:
        """Interpolate `values` (n, 3) over the triangles; 0 where there are none.

        `depth` is the window's part of a depth picture and is updated in place.
        """
        drawn = np.zeros((*depth.shape, 3), np.float32)
        # A shear and a smaller field of view turn the whole camera into this window.
        to_camera = np.eye(4, dtype=np.float32)
        to_camera[0, 2] = (0.5 * (window.left + window.right) - self.width_px / 2) / self.focal_px
        to_camera[1, 2] = (self.height_px / 2 - 0.5 * (window.top + window.bottom)) / self.focal_px
        field_of_view = 2 * math.atan((window.bottom - window.top) / 2 / self.focal_px)
        cv2.triangleRasterize(
            vertices,
            triangles,
            values,
            drawn,
            depth,
            to_camera,
            field_of_view,
            _NEAR_CM,
            _FAR_CM,
            self._settings,
        )
        return drawn
