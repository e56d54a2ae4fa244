"""Where a head points, as an angle against the own usual: seen from above as in a mirror, or from its side.

The points are those of the picture, each with the depth that the model states; they turn as one.
"""

import math
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from ...choices import Gesture
from ...face.landmarks import FACE_SIDES, NOSE_TIP, RIGID, Landmarks
from ...face.pose import rotation, straight
from ..canvas.box import Box
from ..canvas.canvas import MEDIUM, SMALL, Canvas, Paragraph
from ..canvas.theme import Color
from ..words.texts import Texts
from .meters import Meter
from .strip import short_line_words

Points = NDArray[np.float64]
DARK, POINT = (20, 16, 12), (90, 230, 255)
"""The dark edge of what is measured, and its color: on a face of any color, and here."""
TURN_DEG, BOW_DEG = 60.0, 40.0
"""A dial reaches so far to both sides."""
RIM, ARC = 0.84, 0.7
"""Where the band along its edge begins, and where the angle's arc lies, of its radius."""
HEAD, BEHIND = 0.36, 0.6
"""Of the radius: how far the points of a head are from their middle, on average, and the room behind that."""
FROM_ABOVE = (234, 139, 156, 63, 105, 66, 218, 4, 438, 296, 334, 293, 383, 368, 454)
FROM_ASIDE = (10, 151, 9, 8, 168, 6, 195, 5, 4, 1, 164, 0, 17, 18, 200, 199, 175, 152, 132, 234, 127)
"""Its outline: from the right ear over the nose to the left one; down the profile, and up by the ear."""
REACH = 0.8
"""Length of the line from a nose, in widths of the face, if it were seen from its side."""
NECK = np.array([(-0.2, 0.2), (-0.1, 2.2), (-1.5, 2.2), (-1.4, 0.2)])
"""It stays where it is when a head bows: ahead and down, in the measure of ``HEAD``."""
NARROW = 430
"""Below so many units there is no room for words beside it."""
WORDS, NUMBER, NUMBER_HIGH = 150, 84, 44
"""Width of what is said beside it, and the size of the number at the arc, in units."""


def draw_dial(
    canvas: Canvas, box: Box, meter: Meter, landmarks: Landmarks | None, texts: Texts, usual: str = ""
) -> None:
    """Draw a head that turns, or one that nods, and the angle.

    landmarks: its face's, if in view. usual: what the angle is measured from, where that has a name.
    """
    theme, line_deg = canvas.theme, meter.scale.line
    turn = meter.gesture is Gesture.TURN
    line = short_line_words(meter.gesture, meter.scale, texts)
    if box.width < canvas.unit(NARROW):
        words, place = box.bottom(canvas.unit(SMALL + 8), canvas.unit(4))
        room = canvas.fits(words, [Paragraph(f"{line}   {usual}", SMALL)], 0)
        said = [(f"{line}   ", theme.accent), (usual, theme.quiet)]
        canvas.colored(words, said[: 1 + bool(usual and room)], SMALL, align="center")
    else:
        words, place = box.left(canvas.unit(WORDS), canvas.unit(8))
        canvas.kept(words, _draw_words, line, usual, turn)
    asked, met = meter.side.sign if turn else 1, meter.value is not None and meter.scale.counts(meter.value)
    counts = None if meter.against else theme.good if met else theme.accent
    canvas.kept(place, _draw_ground, turn, asked * line_deg, counts)
    dial = _Dial(canvas.within(place), turn)
    if meter.value is None:
        return
    deg = asked * meter.value
    dial.angle(deg, meter.color(canvas), meter.words(texts))
    if landmarks is not None:
        dial.head(straight(landmarks.points_px), deg)


def _draw_words(canvas: Canvas, line: str, usual: str, turn: bool) -> None:
    """Draw what stands beside a dial over a whole canvas; of a nod the usual is above the line."""
    theme = canvas.theme
    canvas.panel(canvas.box)
    said = [Paragraph(line, SMALL, theme.accent), Paragraph(usual, SMALL, theme.quiet)][: 1 + bool(usual)]
    canvas.paragraphs(canvas.box, said if turn else said[::-1], 16, middle=True)


def _draw_ground(canvas: Canvas, turn: bool, line_deg: float, counts: Color | None) -> None:
    """Draw a dial without its head over a whole canvas. counts: the color of what is beyond the line."""
    theme, dial = canvas.theme, _Dial(canvas, turn)
    canvas.panel(canvas.box)
    dial.band(-dial.most_deg, dial.most_deg, 0.0, theme.ground)
    if counts is not None:
        dial.band(line_deg, math.copysign(dial.most_deg, line_deg), RIM, counts)
    if turn:
        dial.ray(-line_deg, RIM, theme.line)
    dial.ray(line_deg, RIM if counts is None else 0.0, theme.accent)
    dial.ray(0.0, 0.0, theme.quiet)


class _Dial:
    """The part of a disc that a head can point to: towards the camera, which is below, or at the left."""

    def __init__(self, canvas: Canvas, turn: bool) -> None:
        self._canvas, self._turn = canvas, turn
        self.most_deg = TURN_DEG if turn else BOW_DEG
        width, height = canvas.box.width, canvas.box.height
        wide, high = canvas.unit(NUMBER), canvas.unit(NUMBER_HIGH)
        across = 2 * math.sin(math.radians(self.most_deg))
        if turn:
            self._radius = min((height - high) / (1 + BEHIND), (width - wide) / across)
            self._middle = np.array([width / 2, self._radius * BEHIND])
        else:
            self._radius = min((width - wide) / (1 + BEHIND), height / across)
            self._middle = np.array([(width + wide + self._radius * (1 - BEHIND)) / 2, height / 2])

    def _placed(self, ahead: Points, aside: Points) -> Points:
        """Return where places lie, (N, 2). ahead: towards the camera; aside: to the own left, or down."""
        away = [-aside, ahead] if self._turn else [-ahead, aside]
        return np.asarray(self._middle + self._radius * np.stack(away, axis=1))

    def _at(self, deg: Points, share: float) -> Points:
        """Return where angles lie, (N, 2), at a share of the radius."""
        return self._placed(share * np.cos(np.radians(deg)), share * np.sin(np.radians(deg)))

    def band(self, first_deg: float, last_deg: float, inner: float, color: Color) -> None:
        """Fill a part of the disc, from a share of the radius on."""
        degs = np.linspace(first_deg, last_deg, 25)
        self._canvas.shape(np.concatenate([self._at(degs, 1.0), self._at(degs[::-1], inner)]), color)

    def ray(self, deg: float, inner: float, color: Color, thickness: float = 4, outer: float = 1.0) -> None:
        """Draw a line along which a head could point, between two shares of the radius."""
        ends = [self._at(np.array([deg]), share)[0] for share in (inner, outer)]
        self._canvas.line(tuple(ends[0]), tuple(ends[1]), color, thickness)

    def head(self, points: Points, deg: float) -> None:
        """Draw a face that is turned so far, (478, 3), by its outline and the points that are measured."""
        measured, outline = len(RIGID), FROM_ABOVE if self._turn else FROM_ASIDE
        shown = points[[*RIGID, *outline]]
        size = max(float(np.sqrt((shown[:measured] ** 2).sum(axis=1).mean())), 1e-6)
        x, y, z = HEAD * np.concatenate([shown / size, _skull(self._turn)]).T
        aside = x if self._turn else -y
        sine, cosine = math.sin(math.radians(deg)), math.cos(math.radians(deg))
        places = self._placed(z * cosine - aside * sine, aside * cosine + z * sine)
        if not self._turn:
            self._canvas.shape(self._placed(*HEAD * NECK.T), self._canvas.theme.line)
        self._canvas.shape(places[len(shown) :], self._canvas.theme.line)
        self._canvas.shape(places[measured : len(shown)], self._canvas.theme.line)
        draw_points(self._canvas, places[:measured], 5)

    def angle(self, deg: float, color: Color, words: str) -> None:
        """Draw the line along which a head points, the arc from the usual to there, and its number."""
        deg = min(max(deg, -self.most_deg), self.most_deg)
        self._canvas.curve(self._at(np.linspace(0.0, deg, 13), ARC), color, 6)
        self.ray(deg, 0.0, self._canvas.theme.ground, 14, RIM - 0.06)  # the band's edge is to be seen
        self.ray(deg, 0.0, color, 8, RIM - 0.06)
        [tip] = self._at(np.array([deg]), 1.0)
        wide, high = self._canvas.unit(NUMBER), self._canvas.unit(NUMBER_HIGH)
        away = (tip - self._middle) / self._radius
        x, y = tip + away * (abs(away[0]) * wide + abs(away[1]) * high) / 2
        place = Box(round(x - wide / 2), round(y - high / 2), wide, high)
        self._canvas.text(place, words, MEDIUM, color, align="center", middle=True)


@cache
def _skull(turn: bool) -> Points:
    """Return the rest of a head, which nobody measures: a disc, in the measure of ``HEAD``, (N, 3)."""
    angles = np.linspace(0, 2 * math.pi, 25)
    disc = np.stack([np.cos(angles), np.zeros(25), np.sin(angles)], axis=1)
    return 1.05 * disc + (0, 0, -0.45) if turn else 1.15 * disc[:, [1, 0, 2]] + (0, 0.4, -0.55)


def nose_line(points_px: Points) -> Points:
    """Return the line along which a face points, in the picture: from the tip of the nose, (2, 2), pixels."""
    ahead = rotation(points_px)[:2, 2] * (1, -1)
    size = float(np.linalg.norm(points_px[FACE_SIDES[0]] - points_px[FACE_SIDES[1]]))
    nose = points_px[NOSE_TIP, :2]
    return np.stack([nose, nose + REACH * size * ahead])


def draw_points(canvas: Canvas, places: Points, size: float) -> None:
    """Draw points, (N, 2), each as a dot of this size in units, with an edge."""
    whole, radius = np.round(places).astype(int).tolist(), canvas.scale * size / 2
    for color, beyond in ((DARK, 1.5), (POINT, 0.0)):
        for place in whole:  # not smoothed: so small nobody sees it, and it would take four times as long
            cv2.circle(canvas.image, place, round(radius + beyond), color, cv2.FILLED)
