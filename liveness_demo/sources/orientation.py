"""How a camera's picture stands: some mirror their own picture, some hang upside down or on their side."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ..choices import TURNS_DEG
from .frame import Frame

Image = NDArray[np.uint8]

ROTATIONS = (cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)
TURNS = dict(zip(TURNS_DEG, ROTATIONS, strict=True))
"""By degrees clockwise."""
QUARTER_DEG = 90


@dataclass(frozen=True)
class Orientation:
    """What must be done to a picture, so that heads stand upright in it, and left is left."""

    mirrored: bool = False
    """The camera mirrors its picture: it is mirrored back."""
    turned_deg: int = 0
    """By how much the picture is turned, clockwise: 0, 90, 180 or 270."""

    def upright(self, frame: Frame) -> Frame:
        """Return the frame with its picture set right, a new one unless nothing is to be done."""
        if self == Orientation():
            return frame
        return replace(frame, image=self._mirrored_back(turned(frame.image, self.turned_deg)))

    def undone(self, image: Image) -> Image:
        """Return an upright picture as the camera delivers it."""
        return turned(self._mirrored_back(image), -self.turned_deg % 360)

    def mirrored_too(self) -> "Orientation":
        """Return the same, mirrored once more."""
        return replace(self, mirrored=not self.mirrored)

    def turned_on(self) -> "Orientation":
        """Return the same, turned by another right angle."""
        return replace(self, turned_deg=(self.turned_deg + QUARTER_DEG) % 360)

    def _mirrored_back(self, image: Image) -> Image:
        return np.asarray(cv2.flip(image, 1), np.uint8) if self.mirrored else image


def turned(image: Image, clockwise_deg: int) -> Image:
    """Return a picture, (height, width, 3), turned by 0, 90, 180 or 270 degrees."""
    return np.asarray(cv2.rotate(image, TURNS[clockwise_deg]), np.uint8) if clockwise_deg else image
