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
    seen = points[list(RIGID)] * (1, -1, -1)  # y up, z towards the camera, as in the canonical face
    if not (np.abs(seen) < LARGEST_PX).all():  # never true of nan
        return HeadAngles(np.nan, np.nan, np.nan)
    first, _, second = np.linalg.svd((seen - seen.mean(axis=0)).T @ _canonical())
    mirrored = np.linalg.det(first @ second) < 0
    turned = (first * (1, 1, -1 if mirrored else 1)) @ second
    # The matrix is tilt @ turn @ bow: its last row is (-sin yaw, cos yaw sin pitch, cos yaw cos pitch).
    return HeadAngles(
        yaw_deg=degrees(asin(float(np.clip(-turned[2, 0], -1, 1)))),
        pitch_deg=degrees(atan2(turned[2, 1], turned[2, 2])),
        roll_deg=degrees(atan2(turned[1, 0], turned[0, 0])),
    )


@cache
def _canonical() -> Places:
    """Return the same points of the canonical face round their middle, (33, 3), cm."""
    points = bundled_mesh().vertices_cm[list(RIGID)].astype(np.float64)
    return np.asarray(points - points.mean(axis=0))
