"""A small puppet that shows a gesture, or what was measured of one: a drawing, and nobody's picture."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import product

import numpy as np

from ...choices import Gesture, Side
from ...face.landmarks import Landmarks
from ...face.measures import FaceMeasures, measure
from ...gestures.neutral import baseline_of, relative
from ...gestures.table import KINDS
from ...puppet.acting.motion import FARTHEST_PITCH_DEG, FARTHEST_YAW_DEG, Motion, within
from ...puppet.acting.moves import MOVES, Feature, Move
from ...puppet.paint.renderer import Puppet
from ...puppet.shape.look import Look, Pose
from ...sources.frame import Frame
from ..canvas.box import Box
from ..canvas.canvas import Canvas
from ..canvas.theme import Color
from .face_view import FaceMode, View, draw_face
from .measuring import MEASURED, draw_measured

SMALL_PX, LARGE_PX = 176, 420
"""How large a puppet beside something is rendered, and one that fills a screen."""
LOOK = Look(tone=0.45, eye_opening=0.6, noise=0.0, distance_cm=26.0)
"""So near that nothing but its head is seen."""
KEPT = {SMALL_PX: 48, LARGE_PX: 64}
"""Poses kept of each size, on each ground: all of the demonstrations, few of those that were measured."""
_POSED: Mapping[Feature, Callable[[float], Pose]] = {
    "lids": lambda value: Pose(lid_left=value, lid_right=value),
    "jaw": lambda value: Pose(jaw=value),
    "smile": lambda value: Pose(smile=value),
    "yaw": lambda value: Pose(yaw_deg=value),
    "pitch": lambda value: Pose(pitch_deg=value),
}
"""What each move moves. A test wants all gestures."""
HEAD_FITS = 1.4
"""So many times as wide as a box its picture may be, before the head no longer fits in."""
BEFORE_S = 0.4
"""It rests before it begins."""
LOOK_S = 0.02
"""A demonstration is looked at so often, to know its poses beforehand."""
WIDEST_GAP, BROADEST_SMILE, A_DEGREE = 0.58, 0.24, 1.2
"""What is measured of it with the jaw, and the smile, at 1, and with its head turned or bowed by a degree: it
is near, so what turns comes nearer still. A test measures them."""


def length_s(gesture: Gesture) -> float:
    """Return how long a gesture is shown, until the puppet rests again."""
    move = _move(gesture)
    return BEFORE_S + _middle(move.out_s) + _middle(move.stay_s) + move.back_s


def showing(gestures: Sequence[Gesture], time_s: float, rest_s: float = 0.0) -> tuple[Gesture, int, float]:
    """Return which gesture is shown at a time, how often all have been, and the seconds since it began.

    gestures: one or more, shown one after the other. rest_s: after each.
    """
    lengths_s = [length_s(gesture) + rest_s for gesture in gestures]
    rounds, since_s = divmod(time_s, sum(lengths_s))
    index = 0
    while index < len(gestures) - 1 and since_s >= lengths_s[index]:
        since_s -= lengths_s[index]
        index += 1
    return gestures[index], int(rounds), since_s


def demonstration_pose(gesture: Gesture, side: Side, time_s: float) -> Pose:
    """Return how the puppet does a gesture once, at the pace that is asked for; then it rests.

    side: to which it turns. time_s: since it began.
    """
    move, motion = _move(gesture), Motion()
    if time_s >= BEFORE_S:
        motion.move(BEFORE_S, _middle(move.far), _middle(move.out_s))
    back_s = length_s(gesture) - move.back_s
    if time_s >= back_s:
        motion.move(back_s, 0.0, move.back_s)
    return _POSED[move.feature](motion.at(time_s) * (side.sign if move.feature == "yaw" else 1))


def measured_pose(values: Mapping[Gesture, float]) -> Pose:
    """Return the puppet as these values say, each in its own unit; a turn is positive to the own left."""
    lids = _share(1 - values.get(Gesture.BLINK, 1.0))
    return Pose(
        lid_left=lids,
        lid_right=lids,
        jaw=_share(values.get(Gesture.MOUTH, 0.0) / WIDEST_GAP),
        smile=_share(values.get(Gesture.SMILE, 0.0) / BROADEST_SMILE),
        yaw_deg=within(values.get(Gesture.TURN, 0.0) / A_DEGREE, FARTHEST_YAW_DEG),
        pitch_deg=within(values.get(Gesture.NOD, 0.0) / A_DEGREE, FARTHEST_PITCH_DEG),
    )


class Figurine:
    """A puppet on an even ground, rendered at one size. A pose that was shown before costs nothing."""

    def __init__(self, size_px: int, ground: Color) -> None:
        self._size_px = size_px
        self._puppet = Puppet(LOOK, (size_px, size_px), ground=ground)
        self._look_up = lru_cache(KEPT[size_px])(self._render)
        self._rest = baseline_of([self._measures(Pose())])

    def draw(self, canvas: Canvas, box: Box, pose: Pose, gesture: Gesture | None = None) -> None:
        """Draw it into a box, as in a mirror; gesture: with what is measured of it, without any model.

        It stands on the lower edge. Where the box is narrow its shoulders are beyond it.
        """
        frame, landmarks = self._look_up(_rounded(pose))
        scale = min(box.height, box.width * HEAD_FITS) / self._size_px
        view = View(box, self._size_px / 2, self._size_px - box.height / scale / 2, scale)
        draw_face(canvas, view, frame, None, FaceMode.WHOLE)
        if gesture is not None:
            draw_measured(canvas, MEASURED[gesture], landmarks, view, 2)

    def prepare(self, gestures: Iterable[Gesture]) -> None:
        """Render what demonstrations of these gestures will show, so that no picture waits for it."""
        for gesture, side in product(gestures, Side):
            for time_s in np.arange(0.0, length_s(gesture), LOOK_S).tolist():
                self._look_up(_rounded(_coarse(demonstration_pose(gesture, side, time_s))))

    def value(self, pose: Pose, gesture: Gesture) -> float:
        """Return what is measured of a pose, in the gesture's unit; a turn is positive to the own left."""
        return KINDS[gesture].value(relative(self._measures(pose), self._rest))

    def _measures(self, pose: Pose) -> FaceMeasures:
        measures = measure(self._look_up(_rounded(pose))[1])
        assert measures is not None
        return measures

    def _render(self, pose: Pose) -> tuple[Frame, Landmarks]:
        return Frame(self._puppet.render(pose), 0.0), self._puppet.landmarks(pose)


@cache
def figurine(size_px: int, ground: Color) -> Figurine:
    """Return the one puppet of this size, on this ground; made when it is first shown."""
    return Figurine(size_px, ground)


def draw_demonstration(canvas: Canvas, box: Box, gesture: Gesture, side: Side, time_s: float) -> None:
    """Draw a small puppet that shows a gesture. time_s: since it began."""
    canvas.kept(box, _draw_shown, _coarse(demonstration_pose(gesture, side, time_s)))


def _draw_shown(canvas: Canvas, pose: Pose) -> None:
    """Draw a pose of a demonstration over a whole canvas; what was measured of a visitor is never kept so."""
    figurine(SMALL_PX, canvas.theme.panel).draw(canvas, canvas.box, pose)


def _move(gesture: Gesture) -> Move:
    """Return what the puppet does as a visitor, too."""
    return MOVES[f"do_{gesture.value}"]


def _rounded(pose: Pose, share: float = 0.1, deg: float = 3.0) -> Pose:
    """Return nearly the same pose, in these steps: few differ, so that most have been shown before."""
    return replace(
        pose,
        lid_left=share * round(pose.lid_left / share),
        lid_right=share * round(pose.lid_right / share),
        jaw=share * round(pose.jaw / share),
        smile=share * round(pose.smile / share),
        yaw_deg=deg * round(pose.yaw_deg / deg),
        pitch_deg=deg * round(pose.pitch_deg / deg),
    )


def _coarse(pose: Pose) -> Pose:
    """Return nearly the same pose, in larger steps: a demonstration is small."""
    return _rounded(pose, share=0.2, deg=5.0)


def _middle(span: tuple[float, float]) -> float:
    return sum(span) / 2


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)
