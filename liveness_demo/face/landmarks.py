"""Landmarks of one face, in pixels, and which of the 478 points lie where.

Left and right are the visitor's own: in an unmirrored picture the visitor's left eye is
on the right-hand side. Indices are those of MediaPipe's face mesh (468 points and ten for
the irises).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Six points an eye, in the order of Soukupova and Cech (2016):
#
#            p2   p3                 p2, p3: upper lid
#        p1            p4            p1, p4: the corners (p1 the outer one)
#            p6   p5                 p5, p6: lower lid; p6 lies under p2, p5 under p3
#
RIGHT_EYE = (33, 160, 158, 133, 153, 144)
LEFT_EYE = (263, 387, 385, 362, 380, 373)

MOUTH_CORNERS = (78, 308)
"""Inner corners of the lips, the visitor's right one first."""
LIP_CORNERS = (61, 291)
"""Outer corners of the lips, the visitor's right one first."""
LIP_GAPS = ((81, 178), (13, 14), (311, 402))
"""Three pairs (upper lip, lower lip) on the inner edge of the lips."""

FACE_SIDES = (234, 454)
"""The widest points of the face, the visitor's right one first."""
FOREHEAD, CHIN, NOSE_BASE, NOSE_TIP = 10, 152, 2, 4
CHEEKS = (50, 101, 280, 330)


LARGEST_PX = 1e6
"""A place farther away lies in no picture: a broken frame."""

RIGID = (
    *(4, 6, 10, 33, 54, 67, 117, 119, 121, 127, 129, 132, 133, 136, 143, 147, 198, 205, 263, 284, 297, 346),
    *(348, 350, 356, 358, 361, 362, 365, 372, 376, 420, 425),
)
"""33 points that hardly move with the expression: MediaPipe's own choice, from its model; a test compares."""


@dataclass(frozen=True)
class Landmarks:
    """One face in one picture.

    points_px: (478, 3) float; x to the right, y down, in pixels of the unmirrored picture;
        z in about the same scale, smaller is nearer to the camera.
    width_px, height_px: the picture's size.
    brightness: mean grey level of the face or the picture, whichever is brighter, 0 to 255.
    glare_left, glare_right: share of pixels round that eye that are far brighter than the cheeks, 0 to 1.
    """

    points_px: NDArray[np.float64]
    width_px: int
    height_px: int
    brightness: float
    glare_left: float
    glare_right: float

    def rigid_px(self) -> NDArray[np.float64]:
        """Return the RIGID points in the picture's plane, (33, 2), pixels."""
        return self.points_px[list(RIGID), :2]
