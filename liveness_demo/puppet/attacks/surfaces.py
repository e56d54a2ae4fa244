"""What a held thing shows, with its border: a print on paper, a picture on a screen."""

from functools import cache

import cv2
import numpy as np

from ...face.mesh import ByteArray, FloatArray, bundled_mesh
from ..shape.points import EYES

PRINT_CM = (21.0, 29.7)
"""A4."""
TABLET_CM = (21.8, 28.3)
"""A large tablet, 4:3, upright, with its frame."""
_TAKEN_AT_CM, _PICTURE_HEIGHT_CM = 42.0, 51.5
"""The puppet's picture was taken from here, where its camera sees so much."""
_PAPER_BORDER_CM, _FRAME_CM = 0.8, 0.9
_PAPER, _FRAME = (246, 248, 248), (30, 28, 28)


def on_paper(picture: ByteArray) -> ByteArray:
    """Return a sheet (h, w, 4) of paper with the middle of a puppet's picture on it, as large as life.

    picture: (h, w, 3), taken at 42 cm.
    """
    pixels_per_cm = picture.shape[0] / _PICTURE_HEIGHT_CM
    border = round(_PAPER_BORDER_CM * pixels_per_cm)
    width, height = (round(side * pixels_per_cm) for side in PRINT_CM)
    left, top = (picture.shape[1] - width) // 2, (picture.shape[0] - height) // 2
    sheet = np.full((height, width, 3), _PAPER, np.uint8)
    inner = np.s_[border : height - border, border : width - border]
    sheet[inner] = picture[top : top + height, left : left + width][inner]
    return _solid(sheet)


def cut_eyes(sheet: ByteArray) -> ByteArray:
    """Return the sheet (h, w, 4) with a hole for each eye: all four are 0."""
    height, width = sheet.shape[:2]
    solid = np.full((height, width), 255, np.uint8)
    points_cm = bundled_mesh().vertices_cm
    for eye in EYES:
        corners = points_cm[[eye.outer_corner, eye.inner_corner]]
        places = [_on_sheet(point, width, height) for point in corners]
        (middle_x, middle_y), wide = np.mean(places, axis=0), float(np.ptp(places, axis=0)[0])
        hole = (float(middle_x), float(middle_y)), (wide * 1.25, wide * 0.75), 0.0
        cv2.ellipse(solid, hole, (0,), cv2.FILLED)
    return np.asarray(cv2.copyTo(sheet, solid), np.uint8)


def _on_sheet(point_cm: FloatArray, width: int, height: int) -> tuple[float, float]:
    """Where a point (3,) of the head is on the sheet, in pixels."""
    scale = width / PRINT_CM[0] * _TAKEN_AT_CM / (_TAKEN_AT_CM - float(point_cm[2]))
    return width / 2 + float(point_cm[0]) * scale, height / 2 - float(point_cm[1]) * scale


def on_screen(picture: ByteArray) -> ByteArray:
    """Return a tablet (h, w, 4) that shows a picture (h, w, 3), with a faint reflection on its glass."""
    height, width = picture.shape[:2]
    frame = round(_FRAME_CM * height / (TABLET_CM[1] - 2 * _FRAME_CM))
    tablet = cv2.copyMakeBorder(picture, frame, frame, frame, frame, cv2.BORDER_CONSTANT, value=_FRAME)
    tablet[:2, :] = tablet[-2:, :] = tablet[:, :2] = tablet[:, -2:] = (120, 118, 116)
    cv2.circle(tablet, ((width + 2 * frame) // 2, frame // 2), 3, (70, 50, 40), -1)
    return _solid(np.asarray(cv2.add(tablet, _reflection(tablet.shape[0], tablet.shape[1])), np.uint8))


def _solid(picture: ByteArray) -> ByteArray:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2BGRA), np.uint8)


@cache
def _reflection(height: int, width: int) -> ByteArray:
    """A pale band from the upper left, as a window makes it."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    band = np.exp(-((((x / width) + 0.6 * (y / height) - 0.35) / 0.16) ** 2)) * np.clip(
        0.7 - y / height, 0, 1
    )
    return np.repeat((26 * band).astype(np.uint8)[..., None], 3, axis=2)
