"""What one picture says of the face that drives: its expression, its angles, its place and its size."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ...face.landmarks import LEFT_EYE, RIGHT_EYE, RIGID, Landmarks
from ...face.measures import FaceMeasures
from ..shape.points import BROWS

Points = NDArray[np.float64]
IRISES = (468, 473)
"""The middle of each iris, the driver's right one first."""


@dataclass(frozen=True)
class Expression:
    """What has a rest of its own in each face. Left and right are the driver's own."""

    left_eye: float
    """Eye aspect ratio."""
    right_eye: float
    mouth_width: float
    """As in ``FaceMeasures``."""
    corner_height: float
    brows: float
    """How high the brows stand over the eyes, in distances of the eyes' outer corners."""
    gaze_x: float
    """How far the irises are from the middle of the eyes, in the same unit, positive to the own left."""
    gaze_y: float
    """The same, positive upwards."""


EXPRESSION = tuple(field.name for field in fields(Expression))


@dataclass(frozen=True)
class Seen:
    """One picture of the driver."""

    expression: Expression
    mouth: float
    """Mouth aspect ratio."""
    yaw_deg: float
    """The head's angles, as in ``FaceMeasures``: as they look from the camera."""
    pitch_deg: float
    roll_deg: float
    x: float
    """Middle of the points that keep their place in a face, over the picture's width, 0 left to 1 right."""
    y: float
    """The same over the picture's height, 0 top to 1 bottom."""
    size: float
    """Their mean square distance from it, rooted, depth included, over the picture's height: unlike the
    distance of the eyes on the picture it stays the same when the head turns."""


def look_at(landmarks: Landmarks, measures: FaceMeasures) -> Seen:
    """Return what a picture says of its face."""
    points = landmarks.points_px
    rigid = points[list(RIGID)]
    middle = rigid.mean(axis=0)
    return Seen(
        expression=_expression(points, measures),
        mouth=measures.mar,
        yaw_deg=measures.yaw_deg,
        pitch_deg=measures.pitch_deg,
        roll_deg=measures.roll_deg,
        x=float(middle[0]) / landmarks.width_px,
        y=float(middle[1]) / landmarks.height_px,
        size=float(np.sqrt(((rigid - middle) ** 2).sum(axis=1).mean())) / landmarks.height_px,
    )


def _expression(points: Points, measures: FaceMeasures) -> Expression:
    brows = [_from_eye(points, eye, upper + lower) for eye, (upper, lower) in zip(_EYES, BROWS, strict=True)]
    irises = [_from_eye(points, eye, [iris]) for eye, iris in zip(_EYES, IRISES, strict=True)]
    (gaze_x, gaze_y), (_, brows_up) = np.mean(irises, axis=0), np.mean(brows, axis=0)
    return Expression(
        left_eye=measures.ear_left,
        right_eye=measures.ear_right,
        mouth_width=measures.mouth_width,
        corner_height=measures.corner_height,
        brows=float(brows_up),
        gaze_x=float(gaze_x),
        gaze_y=float(gaze_y),
    )


_EYES = (RIGHT_EYE, LEFT_EYE)


def _from_eye(points: Points, eye: tuple[int, ...], these: list[int]) -> tuple[float, float]:
    """Where some points are from the middle of an eye, along and across the line through both eyes.

    In distances of the eyes' outer corners, the own left and upwards positive. Eyes in one place give 0.
    """
    across = points[LEFT_EYE[0], :2] - points[RIGHT_EYE[0], :2]
    squared = float(across @ across)
    if not squared:
        return 0.0, 0.0
    x, y = points[these, :2].mean(axis=0) - (points[eye[0], :2] + points[eye[3], :2]) / 2
    return float(across[0] * x + across[1] * y) / squared, float(across[1] * x - across[0] * y) / squared
