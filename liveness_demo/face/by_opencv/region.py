"""The part of a picture that a network looks at: a rectangle, turned as the head is tilted."""

from dataclasses import dataclass
from math import atan2, cos, sin

import cv2
import numpy as np

from ..reading import Image, Points


@dataclass(frozen=True)
class Region:
    """x, y: the middle; width, height: before it is turned; all in pixels. turn_rad: clockwise."""

    x: float
    y: float
    width: float
    height: float
    turn_rad: float = 0.0

    def scaled(self, times: float) -> "Region":
        """Return the region round the same middle, so many times as wide and high."""
        return Region(self.x, self.y, self.width * times, self.height * times, self.turn_rad)

    def cut(self, image: Image, size_px: int, border: int) -> Image:
        """Return what it holds as an upright square. border: OpenCV's, for what lies outside the picture."""
        places = self._places() / (size_px, size_px, 1)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        cut = cv2.warpAffine(image, places, (size_px, size_px), flags=flags, borderMode=border)
        return np.asarray(cut, np.uint8)

    def to_picture(self, shares: Points) -> Points:
        """Return the picture's pixels for places in the region. shares: (N, 2), 0 to 1 from its corner."""
        places = self._places()
        return np.asarray(shares @ places[:, :2].T + places[:, 2])

    def _places(self) -> Points:
        """Return (2, 3): what its width, its height, and 1 for its corner, are in the picture."""
        cosine, sine = cos(self.turn_rad), sin(self.turn_rad)
        across = self.width * np.array([cosine, sine])
        down = self.height * np.array([-sine, cosine])
        return np.column_stack([across, down, np.array([self.x, self.y]) - (across + down) / 2])


def tilt_rad(right_eye: Points, left_eye: Points) -> float:
    """Return by how much a head is tilted, clockwise in the picture. Both: (x, y, ...), pixels."""
    return atan2(left_eye[1] - right_eye[1], left_eye[0] - right_eye[0])
