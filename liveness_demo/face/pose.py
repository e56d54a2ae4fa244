"""Where the head points: the rotation that takes MediaPipe's canonical face to the points of this one.

        canonical face               this face
           .   .                       .  .
             |          rotation         |.
           .___.        ------->       ._.        yaw, pitch, roll in degrees

All 33 points that hardly move with the expression take part, each with its depth: a nose alone says as much
of the person's nose as of the turn.
"""

from dataclasses import dataclass
from functools import cache
from math import asin, atan2, degrees

import numpy as np
from numpy.typing import NDArray

from .landmarks import LARGEST_PX, RIGID
from .mesh import bundled_mesh

Places = NDArray[np.float64]


@dataclass(frozen=True)
class HeadAngles:
    """Degrees. Zero: the head faces the camera, upright."""

    yaw_deg: float
    """-90 to 90, positive to the visitor's own left."""
    pitch_deg: float
    """Positive when the nose goes down. Its zero is that of the canonical face: use differences."""
    roll_deg: float
    """Positive anticlockwise in the unmirrored picture."""


def head_angles(points: NDArray[np.float64]) -> HeadAngles:
    """Return how a head is turned, bowed and tilted.

    points: (478, 3), pixels, as in ``Landmarks``. Points in no picture give nan, points in one place 0.

    No camera is assumed, so perspective makes a near face read too much: see docs/ACCURACY.md.
    Source: Kabsch, A solution for the best rotation to relate two sets of vectors, Acta Crystallographica
    A32, 1976; with the depth that the landmark model states, and pixels for a unit.

    >>> points = np.zeros((478, 3))
    >>> points[:468] = bundled_mesh().vertices_cm[:, [2, 1, 0]] * (1, -1, 1)  # seen from its own left side
    >>> round(head_angles(points).yaw_deg)
    90
    """
    turned = rotation(points)
    # The matrix is tilt @ turn @ bow: its last row is (-sin yaw, cos yaw sin pitch, cos yaw cos pitch).
    return HeadAngles(
        yaw_deg=degrees(asin(float(np.clip(-turned[2, 0], -1, 1)))),
        pitch_deg=degrees(atan2(turned[2, 1], turned[2, 2])),
        roll_deg=degrees(atan2(turned[1, 0], turned[0, 0])),
    )


def rotation(points: NDArray[np.float64]) -> Places:
    """Return the rotation, (3, 3), that takes the canonical face to this one, in the canonical face's axes.

    points: (478, 3), as in ``head_angles``. The last column is where the face points.
    """
    seen = _seen(points[list(RIGID)])
    if not (np.abs(seen) < LARGEST_PX).all():  # never true of nan
        return np.full((3, 3), np.nan)
    first, _, second = np.linalg.svd((seen - seen.mean(axis=0)).T @ _canonical())
    mirrored = np.linalg.det(first @ second) < 0
    return np.asarray((first * (1, 1, -1 if mirrored else 1)) @ second)


def straight(points: NDArray[np.float64]) -> Places:
    """Return the points of a face with its rotation undone, round the middle of the rigid ones, (478, 3).

    In the canonical face's axes: x to the own left, y up, z to where the face points.

    >>> points = np.zeros((478, 3))
    >>> points[:468] = bundled_mesh().vertices_cm[:, [2, 1, 0]] * (1, -1, 1)  # seen from its own left side
    >>> bool(np.allclose(straight(points)[list(RIGID)], _canonical()))
    True
    """
    return np.asarray(_seen(points - points[list(RIGID)].mean(axis=0)) @ rotation(points))


def _seen(points: NDArray[np.float64]) -> Places:
    """Return places in the canonical face's axes: y up, z towards the camera."""
    return np.asarray(points * (1, -1, -1))


@cache
def _canonical() -> Places:
    """Return the same points of the canonical face round their middle, (33, 3), cm."""
    points = bundled_mesh().vertices_cm[list(RIGID)].astype(np.float64)
    return np.asarray(points - points.mean(axis=0))
