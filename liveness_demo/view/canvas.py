"""Drawing with OpenCV alone: text that wraps, panels, bars, arrows. All in pixels of the canvas."""

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Color = tuple[int, int, int]

SIZE = (1280, 720)
"""Width and height of what is drawn; the window scales it."""

# BGR; every pair of text and ground has a contrast of 4.5 to 1 or more
INK: Color = (245, 245, 245)
QUIET: Color = (190, 185, 180)
GROUND: Color = (38, 30, 26)
PANEL: Color = (60, 48, 42)
GOOD: Color = (140, 220, 120)
WARN: Color = (90, 190, 250)
ACCENT: Color = (250, 190, 90)

_SANS = cv2.FontFace("sans")
_WEIGHT = 550
"""Between regular (400) and bold (700): thin strokes fade on a projector."""


def blank() -> Image:
    """Return an empty canvas, (height, width, 3) uint8 BGR."""
    return np.full((SIZE[1], SIZE[0], 3), GROUND, np.uint8)


def text_width(text: str, size: int) -> int:
    """Return how wide one line of text will be."""
    _, _, width, _ = cv2.getTextSize(SIZE, text, (0, 0), _SANS, size, _WEIGHT)
    return int(width)


def wrap(text: str, size: int, width: int) -> list[str]:
    """Break a text into lines that fit into ``width``."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def put_line(canvas: Image, text: str, x: int, baseline_y: int, size: int, color: Color = INK) -> None:
    """Draw one line of text, its left end and baseline given."""
    cv2.putText(canvas, text, (x, baseline_y), color, _SANS, size, _WEIGHT)


def put_text(
    canvas: Image,
    text: str,
    x: int,
    top_y: int,
    width: int,
    size: int,
    color: Color = INK,
    center: bool = False,
) -> int:
    """Draw wrapped text below ``top_y``; return the y below it."""
    step = round(size * 1.3)
    for line in wrap(text, size, width):
        left = x + (width - text_width(line, size)) // 2 if center else x
        put_line(canvas, line, left, top_y + size, size, color)
        top_y += step
    return top_y


def panel(canvas: Image, x: int, y: int, width: int, height: int, color: Color = PANEL) -> None:
    """Draw a filled rectangle."""
    cv2.rectangle(canvas, (x, y), (x + width - 1, y + height - 1), color, cv2.FILLED)


def bar(canvas: Image, x: int, y: int, width: int, height: int, share: float, color: Color) -> None:
    """Draw a bar that is filled from the left by ``share`` (0 to 1)."""
    panel(canvas, x, y, width, height, PANEL)
    filled = round(width * min(max(share, 0.0), 1.0))
    if filled:
        panel(canvas, x, y, filled, height, color)


def arrow(canvas: Image, middle_x: int, middle_y: int, length: int, to_left: bool, color: Color) -> None:
    """Draw a thick arrow to one side."""
    tail, head = (middle_x + length // 2, middle_x - length // 2)
    if not to_left:
        tail, head = head, tail
    cv2.arrowedLine(
        canvas, (tail, middle_y), (head, middle_y), color, max(4, length // 10), cv2.LINE_AA, tipLength=0.4
    )


def fit(image: Image, width: int, height: int) -> tuple[Image, float]:
    """Return the image scaled into a box without distortion, and the scale."""
    scale = min(width / image.shape[1], height / image.shape[0])
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, size, interpolation=method), np.uint8), scale
