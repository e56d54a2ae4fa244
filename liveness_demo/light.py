"""Is there light enough to read a face, and does a reflection hide an eye? Two numbers from the picture."""

import cv2
import numpy as np
from numpy.typing import NDArray

OVEREXPOSED = 232
"""Grey level from which a pixel shows a reflection and nothing behind it. On clips of real people no eye has
a pixel above 225; a reflection filmed with video levels (16 to 235) ends at 235."""


def brightness(image: NDArray[np.uint8], points_px: NDArray[np.float64]) -> float:
    """Return the mean grey level, 0 to 255, of the face or of the whole picture, whichever is brighter.

    image: (height, width, 3) uint8, BGR. points_px: (N, 2) or (N, 3), pixels of the face.
    """
    face = _grey_box(image, points_px, margin=0.0, step=4)
    whole = image[::16, ::16].mean()
    return max(float(face.mean()) if face.size else 0.0, float(whole))


def eye_glare(image: NDArray[np.uint8], eye_px: NDArray[np.float64]) -> float:
    """Return the share of overexposed pixels, 0 to 1, in the box round an eye; 0 outside the picture.

    image: (height, width, 3) uint8, BGR. eye_px: (6, 2) or (6, 3), pixels.
    """
    grey = _grey_box(image, eye_px, margin=0.15, step=1)
    return float((grey >= OVEREXPOSED).mean()) if grey.size else 0.0


def _grey_box(
    image: NDArray[np.uint8], points_px: NDArray[np.float64], margin: float, step: int
) -> NDArray[np.uint8]:
    height, width = image.shape[:2]
    low, high = points_px[:, :2].min(axis=0), points_px[:, :2].max(axis=0)
    spread = margin * (high[0] - low[0])
    left, top = np.maximum(low - spread, 0).astype(int)
    right, bottom = np.minimum(high + spread + 1, (width, height)).astype(int)
    box = image[top:bottom:step, left:right:step]
    if not box.size:
        return np.zeros((0, 0), np.uint8)
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(box), cv2.COLOR_BGR2GRAY), np.uint8)
