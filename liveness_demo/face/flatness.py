"""Is it a flat picture that is turned? Compares a turned view with the frontal one of the same face.

A flat picture, however it is held, shows its points where a homography takes them: a map of the plane with
eight numbers. The points of a head do not lie in a plane, so no homography fits a turned head:

    frontal view            turned print              turned head
    .  .     .  .            . .   . .                 .  .   ..
       .  |  .                 . | .                     .   |.      the nose leaves the plane
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .landmarks import LARGEST_PX

Places = NDArray[np.float64]


@dataclass(frozen=True)
class Comparison:
    """A view beside the frontal one; both numbers are shares of the face's size."""

    changed: float
    """How far the view is from the frontal one moved, rolled and scaled: 0 while nothing turns."""
    relief: float
    """How far it is from any view of the frontal one as a flat picture: 0 for a flat picture."""

    @property
    def depth(self) -> float:
        """Return how much of the change needs a third dimension: near 0 a flat picture, more for a head."""
        return self.relief / self.changed if self.changed else 1.0


def compare_views(frontal: Places, now: Places) -> Comparison:
    """Compare two views of one face, each (n, 2) in pixels, n >= 5, the same points in the same order.

    A face's size is the root mean square distance of its points from their middle. Points that lie in a
    line, in one place, or in no picture have no such map: they count as unchanged. What is lost is never
    called flat.
    Source for the homography: Hartley and Zisserman, Multiple View Geometry in Computer Vision, chapter 4.

    >>> flat = np.array([[0, 0], [4, 0], [0, 4], [4, 4], [1, 2], [3, 1]], dtype=float)
    >>> narrow = flat * (0.7, 1)
    >>> compared = compare_views(flat, narrow)
    >>> compared.changed > 0.1, compared.relief < 1e-6
    (True, True)
    """
    if not (_in_pictures(frontal) and _in_pictures(now)):
        return Comparison(0.0, 0.0)
    size = _rms(now - now.mean(axis=0))
    if size == 0:
        return Comparison(0.0, 0.0)
    found, _ = cv2.findHomography(frontal, now, 0)
    if found is None:
        return Comparison(0.0, 0.0)
    as_flat = cv2.perspectiveTransform(frontal[None], found)[0]
    return Comparison(_rms(_moved(frontal, now) - now) / size, _rms(as_flat - now) / size)


def _in_pictures(places: Places) -> bool:
    return bool((np.abs(places) < LARGEST_PX).all())  # never true of nan


def _moved(frontal: Places, now: Places) -> Places:
    """Return the frontal points, moved, rolled and scaled as close to the others as possible."""
    middle = now.mean(axis=0)
    start, end = (frontal - frontal.mean(axis=0)) @ (1, 1j), (now - middle) @ (1, 1j)
    fitted = np.asarray(start * (np.vdot(start, end) / (np.vdot(start, start) or 1)), np.complex128)
    return np.asarray(np.stack([fitted.real, fitted.imag], axis=1) + middle, np.float64)


def _rms(ways: Places) -> float:
    return float(np.sqrt((ways**2).sum(axis=1).mean()))
