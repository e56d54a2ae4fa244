"""Drawing with OpenCV alone: boxes, text that fits its box, bars, arrows."""

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray

from ...loop.wishes import Wish
from .box import Box
from .theme import Color, Theme
from .typeset import (
    ABOVE,
    BESIDE,
    LINE_STEP,
    SANS,
    SMALLEST,
    WEIGHT,
    Set,
    drawn,
    fit,
    height_of,
    set_line,
    text_width,
)

Image = NDArray[np.uint8]

SIZE = (1280, 720)
"""Width and height of the window at first."""
UNITS = (960, 720)
"""Every canvas is at least as many units wide and high: 4:3 and upright ones are narrow, none has bars."""
SMALLEST_SIDE, LONGEST_SIDE = 270, 1920
NARROWEST, WIDEST = 9 / 20, 2.4
"""Width over height of what a window can be filled with."""
HUGE, LARGE, MEDIUM, SMALL = 96, 50, 36, 28
"""The sizes of letters, in units: what is read from the door; what to do; sentences; what is beside them."""
STRAIGHT_PX = 0.75
"""A curve's points that are no farther from a straight line are left out."""

_ALIGN = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True)
class Paragraph:
    """A text and how large it should be, in units. color: None is the theme's ink."""

    text: str
    size: float
    color: Color | None = None


def shape_of(width: int, height: int) -> tuple[int, int]:
    """Return the size of the canvas for a window's: in its shape, within limits."""
    shape = min(max(width / height, NARROWEST), WIDEST)
    shorter = min(max(min(width, height), SMALLEST_SIDE), LONGEST_SIDE / max(shape, 1 / shape))
    return (round(shape * shorter), round(shorter)) if shape > 1 else (round(shorter), round(shorter / shape))


class Canvas:
    """One picture to draw on. unit(n) is n pixels of a canvas of UNITS, scaled."""

    def __init__(self, size: tuple[int, int], theme: Theme) -> None:
        self.theme = theme
        self.scale = min(size[0] / UNITS[0], size[1] / UNITS[1])
        self.box = Box(0, 0, *size)
        self.image: Image = np.empty((size[1], size[0], 3), np.uint8)
        self.panel(self.box, theme.ground)
        self.smallest = ceil(UNITS[1] * self.scale * SMALLEST)
        self.targets: list[tuple[Box, Wish]] = []
        """Where a click or a touch is a wish."""
        self.misfits: set[str] = set()
        """Texts that were too long for their box even at the smallest size; a test wants none."""

    def unit(self, pixels: float) -> int:
        """Return units in pixels."""
        return round(pixels * self.scale)

    def target(self, box: Box, wish: Wish) -> None:
        """Let a click on this box be a wish."""
        self.targets.append((box, wish))

    def within(self, box: Box) -> "Canvas":
        """Return what is in a box as a canvas of its own: what is drawn there ends at the box's edges."""
        part = copy(self)
        part.image = self.image[box.y : box.y + box.height, box.x : box.x + box.width]
        part.box = Box(0, 0, box.width, box.height)
        return part

    def text(
        self,
        box: Box,
        text: str,
        size: float,
        color: Color | None = None,
        align: str = "left",
        middle: bool = False,
    ) -> None:
        """Write into a box, smaller if need be. align: left, center, right; middle: of the box's height."""
        self.paragraphs(box, [Paragraph(text, size, color)], 0, align, middle)

    def paragraphs(
        self,
        box: Box,
        paragraphs: Sequence["Paragraph"],
        gap: float,
        align: str = "left",
        middle: bool = False,
    ) -> None:
        """Write one below the other, with a gap between; all smaller by the same share if need be."""
        placed, fits = self._fit(paragraphs, gap, box.width, box.height)
        if not fits:
            self.misfits.update(paragraph.text for paragraph in paragraphs)
        space, high = self.unit(gap), self._high(placed, gap)
        y = box.y + (max(0, box.height - high) // 2 if middle else 0)
        for paragraph, (size, lines) in zip(paragraphs, placed, strict=True):
            self._lines(box, y, size, lines, paragraph.color or self.theme.ink, align)
            y += height_of(size, len(lines)) + space

    def high(self, paragraphs: Sequence["Paragraph"], gap: float, width: int, most: int) -> int:
        """Return how high they stand in a box of this width, which may be ``most`` high, in pixels."""
        return self._high(self._fit(paragraphs, gap, width, most)[0], gap)

    def fits(self, box: Box, paragraphs: Sequence["Paragraph"], gap: float) -> bool:
        """Return whether there is room for them in a box."""
        return self._fit(paragraphs, gap, box.width, box.height)[1]

    def _high(self, placed: Sequence[Set], gap: float) -> int:
        return sum(height_of(size, len(lines)) for size, lines in placed) + self.unit(gap) * (len(placed) - 1)

    def _fit(
        self, paragraphs: Sequence["Paragraph"], gap: float, width: int, height: int
    ) -> tuple[tuple[Set, ...], bool]:
        texts = tuple(paragraph.text for paragraph in paragraphs)
        sizes = tuple(max(self.unit(paragraph.size), self.smallest) for paragraph in paragraphs)
        return fit(texts, sizes, width, height, self.unit(gap), self.smallest)

    def colored(
        self, box: Box, pieces: Sequence[tuple[str, Color]], size: float, align: str = "left"
    ) -> None:
        """Write one line in several colors into the middle of a box's height, smaller if need be."""
        whole = "".join(text for text, _ in pieces).rstrip()
        largest = max(self.unit(size), self.smallest)
        [(fitting, lines)], fits = fit((whole,), (largest,), box.width, box.height, 0, self.smallest)
        while fits and len(lines) > 1 and fitting > self.smallest:
            [(fitting, lines)], fits = fit((whole,), (fitting - 1,), box.width, box.height, 0, self.smallest)
        if not fits or len(lines) > 1:
            self.misfits.add(whole)
        y = box.y + max(0, box.height - fitting) // 2
        x = box.x + round((box.width - text_width(whole, fitting)) * _ALIGN[align])
        for text, color in pieces:
            self._lines(Box(x, y, 0, 0), y, fitting, (drawn(text),), color, "left")
            x += text_width(text, fitting)

    def _lines(self, box: Box, y: int, size: int, lines: tuple[str, ...], color: Color, align: str) -> None:
        for index, line in enumerate(lines):
            x = box.x + round((box.width - text_width(line, size)) * _ALIGN[align])
            self._line(line, size, (x, y + index * round(size * LINE_STEP)), color)

    def _line(self, line: str, size: int, corner: tuple[int, int], color: Color) -> None:
        """Write one line. On the theme's ground or a panel, as nearly always, it is copied: setting it anew
        takes much longer. On a visitor's picture it is set anew, so that no color of that is remembered.
        """
        x, y = corner[0] - BESIDE, corner[1] - BESIDE
        inside = line and 0 <= x < self.box.width and 0 <= y < self.box.height
        ground = tuple(self.image[y, x].tolist()) if inside else None
        if ground in (self.theme.ground, self.theme.panel):
            picture = set_line(line, size, color, ground)
            place = self.image[y : y + picture.shape[0], x : x + picture.shape[1]]
            if place.shape == picture.shape and _same_edge(place, picture):
                place[:] = picture
                return
        at = (corner[0], corner[1] + round(size * ABOVE))
        cv2.putText(self.image, line, at, color, SANS, size, WEIGHT)

    def panel(self, box: Box, color: Color | None = None) -> None:
        """Fill a rectangle."""
        if box.width > 0 and box.height > 0:  # an empty one would still be a line
            last = (box.x + box.width - 1, box.y + box.height - 1)
            cv2.rectangle(self.image, (box.x, box.y), last, color or self.theme.panel, cv2.FILLED)

    def picture(self, box: Box, image: Image) -> None:
        """Draw a picture into a box, in the box's shape."""
        place = self.image[box.y : box.y + box.height, box.x : box.x + box.width]
        same = image.shape == place.shape
        place[:] = image if same else cv2.resize(image, (box.width, box.height), interpolation=cv2.INTER_AREA)

    def kept(self, box: Box, draw: Callable[..., None], *arguments: Hashable) -> None:
        """Draw into a box what changes seldom; a picture of it is kept.

        draw: is given a canvas of its own and these arguments; nothing of a visitor's may be among them.
        """
        size = box.width, box.height
        image, misfits = _kept(draw, arguments, size, self.theme, self.scale, self.smallest)
        self.picture(box, image)
        self.misfits |= misfits

    def fade(self) -> None:
        """Dim the screen behind an overlay."""
        ground = np.full_like(self.image, self.theme.ground)
        cv2.addWeighted(self.image, 0.3, ground, 0.7, 0, self.image)

    def brighten(self, share: float) -> None:
        """Mix in white, 0 to 1."""
        if share > 0:
            white = round(255 * share)
            cv2.convertScaleAbs(self.image, self.image, 1 - share, white)

    def frame(self, box: Box, color: Color, thickness: int) -> None:
        """Draw a rectangle's outline, within it."""
        half = (thickness + 1) // 2
        first = (box.x + half, box.y + half)
        last = (box.x + box.width - 1 - half, box.y + box.height - 1 - half)
        cv2.rectangle(self.image, first, last, color, thickness)

    def bar(self, box: Box, share: float, color: Color) -> None:
        """Draw a bar that is filled from the left by ``share`` (0 to 1)."""
        self.panel(box)
        filled = round(box.width * min(max(share, 0.0), 1.0))
        self.panel(Box(box.x, box.y, filled, box.height), color)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], color: Color, thickness: float
    ) -> None:
        """Draw a smooth line; thickness in units."""
        cv2.line(
            self.image,
            (round(start[0]), round(start[1])),
            (round(end[0]), round(end[1])),
            color,
            max(1, self.unit(thickness)),
            cv2.LINE_AA,
        )

    def curve(
        self, points: NDArray[np.float64], color: Color, thickness: float, closed: bool = False
    ) -> None:
        """Draw a smooth line through (N, 2) points."""
        way = cv2.approxPolyDP(np.round(points).astype(np.int32), STRAIGHT_PX, closed)  # fewer are quicker
        cv2.polylines(self.image, [way], closed, color, max(1, self.unit(thickness)), cv2.LINE_AA)

    def arcs(
        self,
        middle: NDArray[np.float64],
        axes: NDArray[np.float64],
        angles: NDArray[np.float64],
        color: Color,
        thickness: float,
    ) -> None:
        """Draw parts of an ellipse. angles: (parts, places in each), from the top on, clockwise.

        axes: half of its width and height. Each is a filled shape: a thick curve takes four times as long.
        """
        sine, cosine = np.sin(angles), np.cos(angles)
        half = max(1, self.unit(thickness)) / 2
        outer, inner = (
            np.stack([sine * (axes[0] + more), -cosine * (axes[1] + more)], axis=2) for more in (half, -half)
        )
        sixteenths = (np.concatenate([outer, inner[:, ::-1]], axis=1) + middle) * 16
        cv2.fillPoly(self.image, list(np.round(sixteenths).astype(np.int32)), color, cv2.LINE_AA, shift=4)

    def segments(self, points: NDArray[np.float64], color: Color, thickness: float) -> None:
        """Draw straight lines, (N, 2, 2): each from a place to another."""
        whole = list(np.round(points).astype(np.int32))
        cv2.polylines(self.image, whole, False, color, max(1, self.unit(thickness)), cv2.LINE_AA)

    def shape(self, points: NDArray[np.float64], color: Color) -> None:
        """Fill a polygon of (N, 2) points."""
        sixteenths = [np.round(points * 16).astype(np.int32)]
        cv2.fillPoly(self.image, sixteenths, color, cv2.LINE_AA, shift=4)


@lru_cache(maxsize=64)
def _kept(
    draw: Callable[..., None],
    arguments: tuple[Hashable, ...],
    size: tuple[int, int],
    theme: Theme,
    scale: float,
    smallest: int,
) -> tuple[Image, frozenset[str]]:
    """Return a picture, and the texts that did not fit in it."""
    canvas = Canvas(size, theme)
    canvas.scale, canvas.smallest = scale, smallest
    draw(canvas, *arguments)
    return canvas.image, frozenset(canvas.misfits)


def _same_edge(place: Image, picture: Image) -> bool:
    """Return whether the first and last row and the first column are the same: the ground is even."""
    edges = ((image[0], image[-1], image[:, 0]) for image in (place, picture))
    # bytes: numpy's array_equal takes five times as long
    return all(one.tobytes() == other.tobytes() for one, other in zip(*edges, strict=True))
