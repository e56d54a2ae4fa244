"""Text as OpenCV draws it: how wide it is, where it breaks, and the size at which it fits."""

from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ..words.texts import all_texts

SANS = cv2.FontFace("sans")
WEIGHT = 550
"""Between regular (400) and bold (700): thin strokes fade on a projector."""
LINE_STEP = 1.28
"""From baseline to baseline, in font sizes."""
ABOVE = 0.84
"""From the top of a line to its baseline, in font sizes."""
BESIDE = 3
"""Pixels by which signs may reach beyond a line's own box."""
SMALLEST = 1 / 28
"""Share of the height: smaller letters are not read from the back of a room."""

_JOINING = "\u00a0\u202f"
"""Spaces at which no line breaks."""
_DRAWN = str.maketrans({"\u202f": "\u2009"})
"""The font has no narrow no-break space, but a thin one."""

_RULES = tuple(texts.lines for texts in all_texts().values())
"""The rules of every language: any text can have signs of another one, in the name of a file."""
_BREAK_AT = tuple(span for rules in _RULES for span in rules.break_at)
_NOT_BEFORE = "".join(rules.not_before for rules in _RULES) + _JOINING + " "
_NOT_AFTER = "".join(rules.not_after for rules in _RULES) + _JOINING


def drawn(text: str) -> str:
    """Return a text in signs that the font has."""
    return text.translate(_DRAWN)


@lru_cache(maxsize=1024)
def text_width(text: str, size: int) -> int:
    """Return how wide one line will be, in pixels."""
    _, _, width, _ = cv2.getTextSize((4096, 4096), drawn(text), (0, 0), SANS, size, WEIGHT)
    return int(width)


@lru_cache(maxsize=48)
def set_line(
    line: str, size: int, color: tuple[int, int, int], ground: tuple[int, int, int]
) -> NDArray[np.uint8]:
    """Return one line as a picture on one color, BESIDE pixels larger on each side than the text."""
    high, wide = round(size * LINE_STEP) + 2 * BESIDE, text_width(line, size) + 2 * BESIDE
    picture = np.full((high, wide, 3), ground, np.uint8)
    cv2.putText(picture, line, (BESIDE, BESIDE + round(size * ABOVE)), color, SANS, size, WEIGHT)
    return picture


def _may_break(before: str, after: str) -> bool:
    """Return whether a line may end between two signs: after a space, and where a language needs none."""
    if before in _NOT_AFTER or after in _NOT_BEFORE:
        return False
    return before == " " or any(
        first <= sign <= last for first, last in _BREAK_AT for sign in (before, after)
    )


def _pieces(text: str) -> list[str]:
    """Return the pieces that stay whole; together they are the text."""
    ends = [index for index in range(1, len(text)) if _may_break(text[index - 1], text[index])]
    return [text[start:end] for start, end in pairwise([0, *ends, len(text)])]


@lru_cache(maxsize=256)
def wrap(text: str, size: int, width: int) -> tuple[str, ...]:
    """Break a text into lines that fit into ``width``; a piece wider than that stands alone."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and text_width((line + piece).rstrip(), size) > width:
                lines.append(line.rstrip())
                line = piece
            else:
                line += piece
        lines.append(line.rstrip())
    return tuple(map(drawn, lines))


Set = tuple[int, tuple[str, ...]]
"""A paragraph as it is drawn: the size of its letters, its lines."""


def height_of(size: int, lines: int) -> int:
    """Return how high this many lines are, in pixels."""
    return (lines - 1) * round(size * LINE_STEP) + size


@lru_cache(maxsize=256)
def fit(
    texts: tuple[str, ...], sizes: tuple[int, ...], width: int, height: int, gap: int, smallest: int
) -> tuple[tuple[Set, ...], bool]:
    """Return paragraphs, one below the other with a gap between, at the largest sizes at which they all fit,
    and whether they do fit.

    All shrink by the same share, none below ``smallest``.
    """
    share = 1.0
    while True:
        shrunk = [max(smallest, round(size * share)) for size in sizes]
        set_now = tuple((size, wrap(text, size, width)) for text, size in zip(texts, shrunk, strict=True))
        high = sum(height_of(size, len(lines)) for size, lines in set_now) + gap * (len(texts) - 1)
        wide = max(text_width(line, size) for size, lines in set_now for line in lines)
        if (fits := high <= height and wide <= width) or max(shrunk) <= smallest:
            return set_now, fits
        share -= 0.04
