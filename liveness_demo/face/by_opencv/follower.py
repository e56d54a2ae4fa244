"""Follows one face: the next picture is looked at where its points are, and searched only if it is lost."""

import numpy as np

from ..landmarks import LEFT_EYE, RIGHT_EYE
from ..reading import Image, Points, Reader
from .detector import Detector, OpenCVFinder
from .mesh_network import MeshNetwork
from .region import Region, tilt_rad

ROUND_A_FACE = 1.5
"""The network looks at so many times a face's box: it was trained that way, and the head moves on."""


class OpenCVFollower:
    """MediaPipe's Face Landmarker in video mode, without its smoothing. Raises ModelError."""

    def __init__(self) -> None:
        self._detector, self._mesh = Detector(), MeshNetwork()
        self._region: Region | None = None

    def points(self, image: Image, timestamp_s: float) -> Points | None:
        """Return the face's points, None without a face. The time does not matter."""
        region = self._region or self._search(image)
        points = self._mesh.points(image, region) if region else None
        self._region = None if points is None else _round_points(points)
        return points

    def start_afresh(self) -> None:
        """Forget the face."""
        self._region = None

    def close(self) -> None:
        """Nothing is held that does not go by itself."""

    def _search(self, image: Image) -> Region | None:
        faces = self._detector.faces(image)
        return faces[0].box.scaled(ROUND_A_FACE) if faces else None


OPENCV = Reader(OpenCVFollower, OpenCVFollower, OpenCVFinder)


def _round_points(points: Points) -> Region:
    """Return the square round all points along the picture's axes, scaled, and turned as the eyes are."""
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    x, y = (low + high) / 2
    side = float(np.max(high - low))
    return Region(x, y, side, side, tilt_rad(points[RIGHT_EYE[0]], points[LEFT_EYE[0]])).scaled(ROUND_A_FACE)
