"""Text as OpenCV draws it: how wide it is, where it breaks, and the size at which it fits."""

import re
from functools import lru_cache

import cv2

SANS = cv2.FontFace("sans")
WEIGHT = 550
"""Between regular (400) and bold (700): thin strokes fade on a projector."""
LINE_STEP = 1.28
"""From baseline to baseline, in font sizes."""
SMALLEST = 1 / 28
"""Of the height: smaller is not read from the back of a room."""

_WIDE = "\u2e80-\u9fff\uff00-\uffef\u3000-\u303f"
_CLOSING = "，。！？：；、）」』”%"
# A piece that stays whole: a word with the space after it, or one Chinese sign with closing marks.
_PIECE = re.compile(rf"[{_WIDE}“‘（「『][{_CLOSING}]*|[^\s{_WIDE}]+\s*|\s+")


@lru_cache(maxsize=4096)
def text_width(text: str, size: int) -> int:
    """Return how wide one line will be, in pixels."""
    _, _, width, _ = cv2.getTextSize((4096, 4096), text, (0, 0), SANS, size, WEIGHT)
    return int(width)


@lru_cache(maxsize=2048)
def wrap(text: str, size: int, width: int) -> tuple[str, ...]:
    """Break a text into lines that fit into ``width``; a piece wider than that stands alone."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _PIECE.findall(paragraph):
            if line and text_width((line + piece).rstrip(), size) > width:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return tuple(lines)


@lru_cache(maxsize=2048)
def fit(text: str, width: int, height: int, size: int, smallest: int) -> tuple[int, tuple[str, ...], bool]:
    """Return the largest size from ``size`` down to ``smallest`` at which a text fits, its lines, and whether
    it does fit."""
    while True:
        lines = wrap(text, size, width)
        fits = (
            max(text_width(line, size) for line in lines) <= width
            and (len(lines) - 1) * round(size * LINE_STEP) + size <= height
        )
        if fits or size <= smallest:
            return size, lines, fits
        size = max(smallest, size - 2)
