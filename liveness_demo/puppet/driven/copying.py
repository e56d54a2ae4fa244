"""From what is seen of a driver to what the puppet does, picture by picture.

Nothing is averaged over time: a blink of one picture would be lost in that. A value that trembles is held
while what is seen stays near it; once it does not, the value goes there at once.
"""

import math
from dataclasses import replace
from functools import cache

import numpy as np

from ...face.landmarks import RIGID, Landmarks
from ...face.measures import FaceMeasures
from ...face.mesh import FloatArray, bundled_mesh
from ..acting.motion import FARTHEST_PITCH_DEG, FARTHEST_YAW_DEG, within
from ..paint.projection import Projection
from ..paint.renderer import NEAREST_CM
from ..shape.figure import placement
from ..shape.look import Look, Pose
from . import ranges
from .neutral import OwnNeutral
from .seen import Expression, Seen, look_at

HELD_S = 0.08
"""A driver who is lost is still there for so long: two pictures of thirty a second. Then the puppet leaves,
and what it did last does not last much longer than the driver's."""
FORGOTTEN_S = 1.0
"""Whoever comes after so long may be somebody else, who has a neutral of their own."""
FARTHEST_CM = 150.0
FARTHEST_ROLL_DEG, FARTHEST_ASIDE_CM = 45.0, 60.0

PLAY = {
    "lid_left": 0.03,
    "lid_right": 0.03,
    "jaw": 0.01,
    "smile": 0.06,
    "brows": 0.06,
    "gaze_x": 0.06,
    "gaze_y": 0.2,
    "yaw_deg": 0.25,
    "pitch_deg": 0.35,
    "roll_deg": 0.25,
    "x_cm": 0.05,
    "y_cm": 0.05,
    "z_cm": 0.2,
}
"""So near is near: the values of a face that is still change by so much from picture to picture (puppet)."""


class Copying:
    """Poses of a puppet that does what a driver does. Give it every picture of the driver, in order."""

    def __init__(self, look: Look, size_px: tuple[int, int]) -> None:
        """look: the puppet's. size_px: of the picture that it is rendered in, shaped as the driver's."""
        self._look = look
        self._camera = Projection(size_px, samples=1)
        self._neutral = OwnNeutral()
        self._pose = Pose(present=False)
        self._seen_s = float("-inf")

    def update(self, landmarks: Landmarks | None, measures: FaceMeasures | None, timestamp_s: float) -> Pose:
        """Take what was measured of one picture of the driver, None without a face; return the pose."""
        if landmarks is not None and measures is not None and measures.is_finite():
            seen = look_at(landmarks, measures)
            wanted = self._wanted(seen, self._neutral.update(timestamp_s, seen))
            self._pose = steadied(self._pose, wanted) if self._pose.present else wanted
            self._seen_s = timestamp_s
        elif timestamp_s - self._seen_s > HELD_S:
            self._pose = replace(self._pose, present=False)
            if timestamp_s - self._seen_s > FORGOTTEN_S:
                self._neutral = OwnNeutral()
        return self._pose

    def _wanted(self, seen: Seen, neutral: Expression) -> Pose:
        head = self._placed(self._turned(seen), seen)
        return _with_expression(head, seen, neutral, self._look.eye_opening, self._distance_cm(seen))

    def _turned(self, seen: Seen) -> Pose:
        aside = math.degrees(math.atan(self._aside(seen)))
        below = math.degrees(math.atan(self._below(seen)))
        distance_cm = self._distance_cm(seen)
        return Pose(
            yaw_deg=within(ranges.yaw_for(seen.yaw_deg, aside, distance_cm), FARTHEST_YAW_DEG),
            pitch_deg=within(ranges.pitch_for(seen.pitch_deg, below, distance_cm), FARTHEST_PITCH_DEG),
            roll_deg=within(seen.roll_deg, FARTHEST_ROLL_DEG),
        )

    def _placed(self, head: Pose, seen: Seen) -> Pose:
        """The head moved to where the driver's is in the picture, as large as it."""
        x, y, z = placement(self._look, head).of(_middle_cm())
        distance_cm = self._distance_cm(seen)
        return replace(
            head,
            x_cm=within(self._aside(seen) * distance_cm - float(x), FARTHEST_ASIDE_CM),
            y_cm=within(-self._below(seen) * distance_cm - float(y), FARTHEST_ASIDE_CM),
            z_cm=min(-distance_cm - float(z), self._look.distance_cm - NEAREST_CM),
        )

    def _distance_cm(self, seen: Seen) -> float:
        size_px = max(seen.size * self._camera.height_px, 1.0)
        return min(max(ranges.SIZE_CM * self._camera.focal_px / size_px, NEAREST_CM), FARTHEST_CM)

    def _aside(self, seen: Seen) -> float:
        """The tangent of the angle by which it is seen off the camera's axis, to the picture's right."""
        return (seen.x - 0.5) * self._camera.width_px / self._camera.focal_px

    def _below(self, seen: Seen) -> float:
        return (seen.y - 0.5) * self._camera.height_px / self._camera.focal_px


def steadied(held: Pose, wanted: Pose) -> Pose:
    """Return the wanted pose, but with the held one's values where they are within PLAY of it."""
    still = {name for name, play in PLAY.items() if abs(getattr(held, name) - getattr(wanted, name)) <= play}
    return replace(wanted, **{name: getattr(held, name) for name in still})


def _with_expression(
    head: Pose, seen: Seen, neutral: Expression, eye_opening: float, distance_cm: float
) -> Pose:
    """The head with what the driver's face does, against its own neutral."""
    now = seen.expression
    openness = now.left_eye / neutral.left_eye, now.right_eye / neutral.right_eye
    left, right = ranges.lids_for(openness, eye_opening, head.yaw_deg)
    wider = now.mouth_width / neutral.mouth_width - 1 if neutral.mouth_width else 0.0
    jaw = ranges.jaw_for(seen.mouth, distance_cm)
    smile = ranges.smile_for(wider, now.corner_height - neutral.corner_height, jaw)
    gaze_x, gaze_y = ranges.gaze_for(now.gaze_x - neutral.gaze_x, now.gaze_y - neutral.gaze_y)
    seen_share = 1 - max(left, right)  # an iris behind a lid says nothing
    return replace(
        head,
        lid_left=left,
        lid_right=right,
        jaw=ranges.jaw_for(seen.mouth, distance_cm, smile),
        smile=smile,
        brows=ranges.brows_for(now.brows - neutral.brows, head.pitch_deg),
        gaze_x=gaze_x * seen_share,
        gaze_y=gaze_y * seen_share,
    )


@cache
def _middle_cm() -> FloatArray:
    """The middle of the points that ``Seen`` is placed by, in head coordinates, (3,)."""
    return np.asarray(bundled_mesh().vertices_cm[list(RIGID)].mean(axis=0), np.float32)
