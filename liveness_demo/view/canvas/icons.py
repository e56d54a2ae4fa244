"""Small drawings beside the words: nobody needs to read to know what is asked. share: 0 to 1."""

import math

import cv2
import numpy as np

from .canvas import Canvas, Image
from .theme import Color

Point = tuple[int, int]


def swing(time_s: float, period_s: float = 2.0) -> float:
    """Return 0 to 1 and back, smoothly: what an icon does while it shows a movement."""
    return (1 - math.cos(2 * math.pi * time_s / period_s)) / 2


def eye(canvas: Canvas, middle: Point, size: int, openness: float, color: Color) -> None:
    """Draw an eye; openness 0 is shut."""
    x, y = middle
    across = np.linspace(-1, 1, 25)
    arch = (1 - across**2) * size * 0.32
    upper = np.stack([x + across * size / 2, y - arch * (2 * openness - 1)], axis=1)
    lower = np.stack([x + across * size / 2, y + arch], axis=1)
    if openness > 0.5:
        mask_height = round(size * 0.3 * (2 * openness - 1))
        cv2.circle(canvas.image, middle, max(1, min(round(size * 0.17), mask_height)), color, -1, cv2.LINE_AA)
    half = (0, max(1, canvas.unit(5)) / 2)
    for lid in (upper, lower):
        canvas.shape(np.concatenate([lid - half, (lid + half)[::-1]]), color)
    if openness < 0.25:
        for share in (-0.6, -0.2, 0.2, 0.6):
            start = (x + share * size / 2, y + (1 - share**2) * size * 0.32)
            canvas.line(start, (start[0] + share * size * 0.15, start[1] + size * 0.16), color, 5)


def mouth(canvas: Canvas, middle: Point, size: int, openness: float, color: Color) -> None:
    """Draw a mouth; openness 0 is closed."""
    axes = (round(size * 0.4), max(1, round(size * 0.36 * openness)))
    _ring(canvas.image, middle, axes, max(2, canvas.unit(6)), color)
    canvas.line((middle[0] - size * 0.5, middle[1]), (middle[0] - axes[0], middle[1]), color, 6)
    canvas.line((middle[0] + axes[0], middle[1]), (middle[0] + size * 0.5, middle[1]), color, 6)


def arrow(canvas: Canvas, middle: Point, size: int, direction: Point, share: float, color: Color) -> None:
    """Draw a thick arrow that moves by ``share`` of its way; direction: (-1, 0) left, (0, 1) down, ..."""
    outline = np.array(
        [(-0.5, -0.13), (0.05, -0.13), (0.05, -0.36), (0.5, 0), (0.05, 0.36), (0.05, 0.13), (-0.5, 0.13)]
    )
    dx, dy = direction
    turned = outline @ np.array([[dx, dy], [-dy, dx]])
    shift = (share - 0.5) * 0.3 * np.array(direction)
    canvas.shape((turned + shift) * size + np.array(middle), color)


def dot(canvas: Canvas, middle: tuple[int, int], size: int, color: Color) -> None:
    """Draw a dot."""
    cv2.circle(canvas.image, middle, size // 4, color, cv2.FILLED, cv2.LINE_AA)


def check(canvas: Canvas, middle: Point, size: int, color: Color) -> None:
    """Draw a tick."""
    ways = np.array([(-0.4, 0.05), (-0.1, 0.35), (0.45, -0.35)]) * size + np.array(middle)
    canvas.curve(ways, color, max(3, size / canvas.scale / 7))


def cross(canvas: Canvas, middle: Point, size: int, color: Color) -> None:
    """Draw a cross."""
    half = size * 0.33
    x, y = middle
    thickness = max(3, size / canvas.scale / 7)
    canvas.line((x - half, y - half), (x + half, y + half), color, thickness)
    canvas.line((x - half, y + half), (x + half, y - half), color, thickness)


def dash(canvas: Canvas, middle: Point, size: int, color: Color) -> None:
    """Draw a bar: neither passed nor failed."""
    half = size * 0.35
    canvas.line((middle[0] - half, middle[1]), (middle[0] + half, middle[1]), color, size / canvas.scale / 7)


def head(canvas: Canvas, middle: Point, size: int, color: Color, turned: float = 0.0) -> None:
    """Draw head and shoulders in outline; turned: -1 to the picture's left, 1 to its right."""
    x, y = middle
    thickness = max(2, canvas.unit(5))
    axes = (round(size * 0.21), round(size * 0.28))
    _ring(canvas.image, (x, y - round(size * 0.12)), axes, thickness, color)
    nose_x = x + turned * size * 0.14
    nose = np.array([(nose_x, y - size * 0.18), (nose_x + turned * size * 0.09, y - size * 0.06)])
    canvas.curve(nose, color, 4)
    for side in (-1, 1):
        eye_x = x + side * size * 0.09 + turned * size * 0.08
        cv2.circle(
            canvas.image,
            (round(eye_x), y - round(size * 0.18)),
            max(2, round(size * 0.022)),
            color,
            -1,
            cv2.LINE_AA,
        )
    foot = y + round(size * 0.5)
    _ring(canvas.image[: foot + 1], (x, foot), (round(size * 0.42), round(size * 0.3)), thickness, color)


def _ring(image: Image, middle: Point, axes: tuple[int, int], thickness: int, color: Color) -> None:
    """Draw an ellipse's line on an even ground: filled, and its inside filled with the ground.

    A thick line of OpenCV's takes ten times as long.
    """
    ground, half = image[middle[1], middle[0]].tolist(), thickness / 2 + 1  # smoothing takes one
    for beyond, fill in ((half, color), (-half, ground)):
        sixteenths = [max(0, round(16 * (axis + beyond))) for axis in axes]
        at = [16 * middle[0], 16 * middle[1]]
        cv2.ellipse(image, at, sixteenths, 0, 0, 360, fill, cv2.FILLED, cv2.LINE_AA, 4)
