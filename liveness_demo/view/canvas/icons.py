"""Small drawings beside the words: nobody needs to read to know what is asked. share: 0 to 1."""

import math
from collections.abc import Callable

import cv2
import numpy as np

from ...choices import Gesture, Side
from .box import Box
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


def apart(canvas: Canvas, middle: Point, size: int, direction: Point, color: Color) -> None:
    """Draw a thin arrow with two heads; direction: (1, 0) across, (0, 1) upwards."""
    head = [(0.25, -0.25), (0.5, 0), (0.25, 0.25), (0.5, 0)]
    way = np.array([*head, *((-x, y) for x, y in reversed(head))])  # one stroke: quicker than three
    dx, dy = direction
    canvas.curve(way @ np.array([[dx, dy], [-dy, dx]]) * size + np.array(middle), color, 4)


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


def head(
    canvas: Canvas, middle: Point, size: int, color: Color, turned: float = 0.0, bowed: float = 0.0
) -> None:
    """Draw head and shoulders in outline; turned: -1 to the picture's left, 1 to its right; bowed: 0 to 1."""
    x, y = middle
    thickness = max(2, canvas.unit(5))
    axes = (round(size * 0.21), round(size * 0.28))
    _ring(canvas.image, (x, y - round(size * 0.12)), axes, thickness, color)
    nose_x = x + turned * size * 0.14
    low = bowed * size * 0.1
    nose = np.array([(nose_x, y - size * 0.18 + low), (nose_x + turned * size * 0.09, y - size * 0.06 + low)])
    canvas.curve(nose, color, 4)
    for side in (-1, 1):
        eye_x = x + side * size * 0.09 + turned * size * 0.08
        cv2.circle(
            canvas.image,
            (round(eye_x), y - round(size * 0.18 - low)),
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


def smile(canvas: Canvas, middle: Point, size: int, width: float, color: Color) -> None:
    """A mouth with its corners up; width 0 is at rest, 1 a broad smile."""
    across = np.linspace(-1, 1, 25)
    reach, dip = size * (0.3 + 0.16 * width), size * (0.02 + 0.26 * width)
    points = np.stack([middle[0] + across * reach, middle[1] + dip * (0.5 - across**2)], axis=1)
    canvas.curve(points, color, 7)


def nod(canvas: Canvas, middle: Point, size: int, share: float, color: Color) -> None:
    """A head from the front whose face goes down; share 0 is straight."""
    head(canvas, (middle[0] - size // 5, middle[1]), size, color, bowed=share)
    arrow(canvas, (middle[0] + size * 3 // 10, middle[1]), size // 2, (0, 1), share, color)


def _towards(side: Side | None) -> Point:
    """The direction of a visitor's own side, as in a mirror."""
    return (-1, 0) if side is Side.LEFT else (1, 0)


Still = Callable[[Canvas, Point, int, Color, "Side | None"], None]
GESTURES: dict[Gesture, Still] = {
    Gesture.BLINK: lambda canvas, at, size, color, side: eye(canvas, at, size, 0.0, color),
    Gesture.MOUTH: lambda canvas, at, size, color, side: mouth(canvas, at, size, 0.9, color),
    Gesture.TURN: lambda canvas, at, size, color, side: arrow(canvas, at, size, _towards(side), 0.5, color),
    Gesture.NOD: lambda canvas, at, size, color, side: nod(canvas, at, size, 0.5, color),
    Gesture.SMILE: lambda canvas, at, size, color, side: smile(canvas, at, size, 1.0, color),
}
"""What is asked, standing still."""

Moving = Callable[[Canvas, Point, int, Color, "Side | None", float], None]


def _mouth_shuts(canvas: Canvas, at: Point, size: int, color: Color, side: Side | None, now_s: float) -> None:
    mouth(canvas, at, size, 1 - swing(now_s), color)


def _still(draw: Callable[[Canvas, Point, int, Color], None]) -> Moving:
    """Return the same as a sign that does not move: a picture of it on a panel is kept."""

    def on_panel(canvas: Canvas, size: int, color: Color) -> None:
        canvas.panel(canvas.box)
        draw(canvas, canvas.box.middle, size, color)

    def still(canvas: Canvas, at: Point, size: int, color: Color, side: Side | None, now_s: float) -> None:
        half = round(0.55 * size)
        canvas.kept(Box(at[0] - half, at[1] - half, 2 * half, 2 * half), on_panel, size, color)

    return still


_open_eye = _still(lambda canvas, at, size, color: eye(canvas, at, size, 1.0, color))
_shut_eye = _still(lambda canvas, at, size, color: eye(canvas, at, size, 0.0, color))
_head = _still(head)


def _arrow(canvas: Canvas, at: Point, size: int, color: Color, side: Side | None, now_s: float) -> None:
    arrow(canvas, at, size * 9 // 10, _towards(side), swing(now_s, 1.6), color)


PROMPTS: dict[str, Moving] = {
    "do_blink": _shut_eye,
    "do_mouth": lambda canvas, at, size, color, side, now_s: mouth(canvas, at, size, swing(now_s), color),
    "do_nod": lambda canvas, at, size, color, side, now_s: nod(canvas, at, size, swing(now_s, 2.4), color),
    "do_smile": lambda canvas, at, size, color, side, now_s: smile(
        canvas, at, size, swing(now_s, 2.4), color
    ),
    **dict.fromkeys(("do_close", "neutral_mouth", "close_mouth"), _mouth_shuts),
    **dict.fromkeys(("do_turn", "do_turn_other", "do_turn_back"), _arrow),
    **dict.fromkeys(("neutral_eyes", "show_eyes"), _open_eye),
    **dict.fromkeys(
        (
            "neutral_head",
            "do_nod_back",
            "neutral_nod",
            "back_to_neutral",
            "look_at_camera",
            "hold_still",
            "face_camera",
        ),
        _head,
    ),
}
"""What a prompt asks for, in motion; the arrow points to the side as in a mirror."""
