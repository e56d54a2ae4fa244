"""From landmarks to numbers: how open the eyes and the mouth are, where the head points.

How a blink is measured: six points lie round the eye.

        p2   p3
    p1            p4        eye aspect ratio = (|p2 p6| + |p3 p5|) / (2 |p1 p4|)
        p6   p5

The two heights over twice the width: about 0.3 for most open eyes, near 0 for a shut one,
the same close to the camera and far from it.
"""

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from .landmarks import (
    CHIN,
    FACE_SIDES,
    FOREHEAD,
    LEFT_EYE,
    LIP_CORNERS,
    LIP_GAPS,
    MOUTH_CORNERS,
    NOSE_BASE,
    RIGHT_EYE,
    Landmarks,
)
from .pose import head_angles

Points = NDArray[np.float64]


@dataclass(frozen=True)
class FaceMeasures:
    """What is known of one face in one picture. Left and right are the visitor's own."""

    ear_left: float
    """Eye aspect ratio, 0 (shut) to about 0.5."""
    ear_right: float
    lower_lid: float
    """How high the lower lids stand over the line through the corners of the eye, in eye widths: below 0."""
    mar: float
    """Mouth aspect ratio, 0 (closed) to about 1.1."""
    mouth_width: float
    """Between the outer corners of the mouth, over the distance of the outer corners of the eyes."""
    corner_height: float
    """How high the corners of the mouth stand, from the base of the nose, over the same distance: below 0."""
    yaw_deg: float
    """How far the head is turned, positive to the visitor's own left."""
    pitch_deg: float
    """Positive when the nose goes down. Its zero is that of the canonical face: use differences."""
    roll_deg: float
    """Positive anticlockwise in the unmirrored picture."""
    face_width: float
    """Width of the face over the width of the picture."""
    center_x: float
    """Middle of the face over the width of the unmirrored picture, 0 left to 1 right."""
    center_y: float
    """The same, 0 top to 1 bottom."""
    eye_width_px: float
    """Corner to corner, mean of both eyes."""
    brightness: float
    """Mean grey level of the face or the picture, whichever is brighter, 0 to 255."""
    glare_left: float
    """Share of the eye's surroundings that reflects: far brighter than the cheeks, 0 to 1."""
    glare_right: float

    def is_finite(self) -> bool:
        """Return whether every number is one: a broken frame may give infinities."""
        return all(isfinite(value) for value in vars(self).values())


def measure(landmarks: Landmarks | None) -> FaceMeasures | None:
    """Measure one face. No face is None: its own state, neither "eyes open" nor "eyes shut"."""
    if landmarks is None:
        return None
    points = landmarks.points_px
    size = (landmarks.width_px, landmarks.height_px)
    right_side, left_side = points[FACE_SIDES[0], :2], points[FACE_SIDES[1], :2]
    angles = head_angles(points)
    center = (right_side + left_side + points[FOREHEAD, :2] + points[CHIN, :2]) / 4 / size
    return FaceMeasures(
        ear_left=eye_aspect_ratio(points, LEFT_EYE),
        ear_right=eye_aspect_ratio(points, RIGHT_EYE),
        lower_lid=(lower_lid(points, LEFT_EYE) + lower_lid(points, RIGHT_EYE)) / 2,
        mar=mouth_aspect_ratio(points),
        mouth_width=mouth_width(points),
        corner_height=corner_height(points),
        yaw_deg=angles.yaw_deg,
        pitch_deg=angles.pitch_deg,
        roll_deg=angles.roll_deg,
        face_width=_distance(right_side, left_side) / landmarks.width_px,
        center_x=float(center[0]),
        center_y=float(center[1]),
        eye_width_px=(_eye_width(points, LEFT_EYE) + _eye_width(points, RIGHT_EYE)) / 2,
        brightness=landmarks.brightness,
        glare_left=landmarks.glare_left,
        glare_right=landmarks.glare_right,
    )


def eye_aspect_ratio(points: Points, eye: tuple[int, ...]) -> float:
    """Return the eye's height over its width: 0 shut, mostly 0.29 to 0.36 open (0.13 to 0.47 seen).

    points: (N, 2) or (N, 3), pixels; only x and y count. eye: the indices of p1 to p6.
    Points normalised by width and height separately give a wrong ratio. An eye without width gives 0.
    Source: Soukupova and Cech, Real-Time Eye Blink Detection using Facial Landmarks, CVWW 2016.

    >>> points = np.array([[0, 0], [10, -4], [20, -4], [30, 0], [20, 4], [10, 4]], dtype=float)
    >>> round(eye_aspect_ratio(points, (0, 1, 2, 3, 4, 5)), 3)
    0.267
    """
    p1, p2, p3, p4, p5, p6 = (points[index, :2] for index in eye)
    width = _distance(p1, p4)
    return (_distance(p2, p6) + _distance(p3, p5)) / (2 * width) if width else 0.0


def lower_lid(points: Points, eye: tuple[int, ...]) -> float:
    """Return how high the lower lid stands over the line through the eye's corners, in eye widths: below 0.

    points: (N, 2) or (N, 3), pixels. eye: the indices of p1 to p6. It rises where an eye is shut, and hardly
    where it looks down, though the upper lid falls as far. An eye without width gives 0.

    >>> points = np.array([[0, 0], [10, -4], [20, -4], [30, 0], [20, 3], [10, 3]], dtype=float)
    >>> lower_lid(points, (0, 1, 2, 3, 4, 5))
    -0.1
    """
    p1, p4, p5, p6 = (points[eye[place], :2] for place in (0, 3, 4, 5))
    across = p4 - p1 if p4[0] > p1[0] else p1 - p4
    squared = float(across @ across)
    if not squared:
        return 0.0
    x, y = (p5 + p6) / 2 - p1
    return float(across[1] * x - across[0] * y) / squared


def mouth_aspect_ratio(points: Points) -> float:
    """Return the gap between the lips over the mouth's inner width: 0 closed, 0.5 and more wide open.

    points: (478, 2) or (478, 3), pixels. The gap is the mean of three, on the lips' inner edge.
    A mouth without width gives 0. Seen: talking up to 0.43, opened wide on request 0.5 to 1.1.

    >>> points = np.zeros((478, 2))
    >>> points[[78, 308]] = [0, 0], [40, 0]
    >>> points[[81, 13, 311], 1], points[[178, 14, 402], 1] = -10, 10
    >>> mouth_aspect_ratio(points)
    0.5
    """
    width = _distance(points[MOUTH_CORNERS[0], :2], points[MOUTH_CORNERS[1], :2])
    gaps = [_distance(points[upper, :2], points[lower, :2]) for upper, lower in LIP_GAPS]
    return sum(gaps) / len(gaps) / width if width else 0.0


def mouth_width(points: Points) -> float:
    """Return the distance of the mouth's outer corners over that of the eyes': about 0.5 to 0.6 at rest.

    points: (478, 2) or (478, 3), pixels. Both are foreshortened alike by a turn. Eyes in one place give 0.

    >>> points = np.zeros((478, 2))
    >>> points[[33, 263, 61, 291]] = [0, 0], [100, 0], [25, 80], [75, 80]
    >>> mouth_width(points)
    0.5
    """
    eyes = _distance(points[RIGHT_EYE[0], :2], points[LEFT_EYE[0], :2])
    return _distance(points[LIP_CORNERS[0], :2], points[LIP_CORNERS[1], :2]) / eyes if eyes else 0.0


def corner_height(points: Points) -> float:
    """Return how high the mouth's corners stand over the base of the nose, in distances of the eyes.

    points: (478, 2) or (478, 3), pixels. Upwards is across the line through the eyes, so a tilt does not
    matter; the corners lie below the nose: it is negative, and rises with a smile. Eyes in one place give 0.

    >>> points = np.zeros((478, 2))
    >>> points[[33, 263, 2, 61, 291]] = [0, 0], [100, 0], [50, 50], [25, 80], [75, 80]
    >>> corner_height(points)
    -0.3
    """
    across = points[LEFT_EYE[0], :2] - points[RIGHT_EYE[0], :2]
    squared = float(across @ across)
    if not squared:
        return 0.0
    corners = (points[LIP_CORNERS[0], :2] + points[LIP_CORNERS[1], :2]) / 2
    x, y = points[NOSE_BASE, :2] - corners
    return float(across[0] * y - across[1] * x) / squared


def _eye_width(points: Points, eye: tuple[int, ...]) -> float:
    return _distance(points[eye[0], :2], points[eye[3], :2])


def _distance(a: Points, b: Points) -> float:
    return float(np.hypot(a[0] - b[0], a[1] - b[1]))
