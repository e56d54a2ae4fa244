"""The room behind the puppet: wall, window, shelf, plant, slightly out of focus."""

import cv2
import numpy as np

from ...face.mesh import ByteArray, FloatArray

_Colour = tuple[float, float, float]


def paint_room(width_px: int, height_px: int, seed: int = 5) -> ByteArray:
    """The picture (height, width, 3), BGR."""
    y, x = np.mgrid[:height_px, :width_px].astype(np.float32)
    light = 1.0 - 0.22 * x / width_px - 0.10 * y / height_px
    room = np.array([196, 204, 206], np.float32) * light[..., None]
    _box(room, (0.03, 0.08, 0.25, 0.62), (150, 158, 160))
    _box(room, (0.04, 0.10, 0.24, 0.60), (238, 226, 206))
    _box(room, (0.135, 0.08, 0.145, 0.62), (150, 158, 160))
    _box(room, (0.03, 0.34, 0.25, 0.35), (150, 158, 160))
    _shelves(room, np.random.default_rng(seed))
    _box(room, (0, 0.90, 1, 1), (118, 134, 150))
    _plant(room)
    blurred = cv2.GaussianBlur(room, (0, 0), max(1.2, 0.006 * width_px))
    return np.asarray(np.clip(blurred, 0, 255), np.uint8)


def _box(room: FloatArray, box: tuple[float, float, float, float], colour: _Colour) -> None:
    left, top, right, bottom = box
    height, width = room.shape[:2]
    start, end = (int(left * width), int(top * height)), (int(right * width), int(bottom * height))
    cv2.rectangle(room, start, end, colour, -1)


def _shelves(room: FloatArray, rng: np.random.Generator) -> None:
    for board in (0.30, 0.52, 0.74):
        _box(room, (0.76, board, 1.0, board + 0.015), (70, 96, 124))
        left = 0.78
        while left < 0.96:
            width, height = rng.uniform(0.012, 0.028), rng.uniform(0.10, 0.17)
            blue, green, red = rng.uniform(50, 190, 3)
            _box(room, (left, board - height, left + width, board), (blue, green, red))
            left += width + 0.003


def _plant(room: FloatArray) -> None:
    height, width = room.shape[:2]
    pot = (int(0.34 * width), int(0.80 * height)), (int(0.035 * width), int(0.07 * height))
    cv2.ellipse(room, pot[0], pot[1], 0, 0, 360, (66, 92, 140), -1)
    for angle in range(0, 360, 30):
        x = 0.34 * width + 0.05 * width * np.cos(np.radians(angle))
        y = 0.66 * height + 0.07 * height * np.sin(np.radians(angle))
        leaf = (int(0.045 * width), int(0.012 * width))
        cv2.ellipse(room, (int(x), int(y)), leaf, angle, 0, 360, (70, 120 + angle % 60, 70), -1)
