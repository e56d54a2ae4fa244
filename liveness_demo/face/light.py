"""Is there light enough to read a face, and does a reflection hide an eye? Two numbers from the picture."""

from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

REFLECTS_TIMES, REFLECTS_MORE = 1.3, 40
"""A pixel reflects if it is brighter than the cheeks by both: this factor, and this many grey levels."""
CHEEK_PX = 3
"""Half the side of the patches on the cheeks."""
FACE_ROWS = 64
"""This many rows of a large face are enough to tell how bright it is."""


def brightness(image: NDArray[np.uint8], points_px: NDArray[np.float64]) -> float:
    """Return the mean grey level, 0 to 255, of the face or of the whole picture, whichever is brighter.

    image: (height, width, 3) uint8, BGR. points_px: (N, 2) or (N, 3), pixels of the face.
    """
    step = max(4, int(np.ptp(points_px[:, 1])) // FACE_ROWS)
    face = _grey_box(image, points_px, margin=0.0, step=step)
    return max(cv2.mean(face)[0] if face.size else 0.0, whole_brightness(image))


def whole_brightness(image: NDArray[np.uint8]) -> float:
    """Return the mean grey level of a whole picture, 0 to 255, from every 16th pixel each way.

    image: (height, width, 3) uint8, BGR.
    """
    return sum(cv2.mean(image[::16, ::16])[:3]) / 3


def skin_level(image: NDArray[np.uint8], cheeks_px: NDArray[np.float64]) -> float:
    """Return the grey level of the cheeks, 0 to 255: the median of small patches; 0 outside the picture.

    image: (height, width, 3) uint8, BGR. cheeks_px: (N, 2) or (N, 3), pixels.
    """
    patches = [
        image[max(0, y - CHEEK_PX) : y + CHEEK_PX + 1, max(0, x - CHEEK_PX) : x + CHEEK_PX + 1]
        for x, y in cheeks_px[:, :2].astype(int)
    ]
    levels = [sum(cv2.mean(patch)[:3]) / 3 for patch in patches if patch.size]
    return median(levels) if levels else 0.0


def eye_glare(image: NDArray[np.uint8], eye_px: NDArray[np.float64], skin: float) -> float:
    """Return the share of reflecting pixels, 0 to 1, in the box round an eye; 0 outside the picture.

    image: (height, width, 3) uint8, BGR. eye_px: (6, 2) or (6, 3), pixels. skin: grey level of the cheeks.
    """
    grey = _grey_box(image, eye_px, margin=0.15, step=1)
    line = max(REFLECTS_TIMES * skin, skin + REFLECTS_MORE)
    return int(np.count_nonzero(grey > line)) / grey.size if grey.size else 0.0


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
