"""Where are faces in a picture? The small network of the face model, and what its 896 answers mean.

The network lays two grids over the picture. For each cell it says how much like a face the place is, where
the face's box and six points of it lie from there, and it says so several times for one face.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ..model import DETECTOR
from ..reading import FoundFace, Image, Points
from .network import Network, sigmoid
from .region import Region, tilt_rad

SIZE_PX = 128
CELLS = ((16, 2), (8, 6))
"""Two grids: cells each way, and answers for each cell."""
LIKELY = 0.5
"""What is at least this much like a face is one: MediaPipe's own line."""
SAME_FACE = 0.3
"""Boxes whose common part is more than this share of both together hold one face: MediaPipe's too."""


@dataclass(frozen=True)
class Detected:
    """A face: its box, turned as the line through the eyes is, and how much like a face it is, 0 to 1."""

    box: Region
    likeness: float


class Detector:
    """The network that finds faces. Raises ModelError."""

    def __init__(self) -> None:
        self._network = Network(DETECTOR, ("regressors", "classificators"), SIZE_PX, low=-1.0)
        self._cells = _middles_of_cells()

    def faces(self, image: Image) -> list[Detected]:
        """Return every face in a picture, the likest first."""
        height, width = image.shape[:2]
        side = max(height, width)
        square = Region(width / 2, height / 2, side, side)
        answers, scores = self._network.run(square.cut(image, SIZE_PX, cv2.BORDER_CONSTANT))
        likeness = sigmoid(scores)
        likely = likeness >= LIKELY
        places = answers.reshape(-1, 16)[likely] / SIZE_PX
        places[:, :2] += self._cells[likely]
        places[:, 4:] += np.tile(self._cells[likely], 6)
        return [_in_picture(face, like, square) for face, like in _merged(places, likeness[likely])]


class OpenCVFinder:
    """Finds faces for ``FaceCounter``. Raises ModelError."""

    def __init__(self) -> None:
        self._detector = Detector()

    def faces(self, image: Image) -> list[FoundFace]:
        """Return every face."""
        width_px = image.shape[1]
        return [FoundFace(face.box.width / width_px, face.likeness) for face in self._detector.faces(image)]

    def close(self) -> None:
        """Nothing is held that does not go by itself."""


def _middles_of_cells() -> Points:
    """Return the middle of the cell of each answer, (896, 2), in shares of the picture."""
    return np.array(
        [
            ((column + 0.5) / cells, (row + 0.5) / cells)
            for cells, answers in CELLS
            for row in range(cells)
            for column in range(cells)
            for _ in range(answers)
        ]
    )


def _merged(places: Points, likeness: Points) -> list[tuple[Points, float]]:
    """Make one of all answers that mean the same face: their mean, weighted by likeness; the likest first.

    places: (N, 16), in shares of the square looked at: a box's middle, width and height, then six points, of
    which the eyes come first.
    """
    faces = []
    while len(likeness):
        best = int(np.argmax(likeness))
        same = _overlap(places[:, :4], places[best, :4]) > SAME_FACE
        same[best] = True  # a box without a size has nothing in common with itself
        mean = likeness[same] @ places[same] / likeness[same].sum()
        faces.append((mean, float(likeness[best])))
        places, likeness = places[~same], likeness[~same]
    return faces


def _overlap(boxes: Points, box: Points) -> Points:
    """Return how much of two boxes together is common to both, 0 to 1, for each of (N, 4) and one."""
    low, high = boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2
    common = np.minimum(high, box[:2] + box[2:] / 2) - np.maximum(low, box[:2] - box[2:] / 2)
    areas = np.clip(common, 0, None).prod(axis=1)
    together = boxes[:, 2:].prod(axis=1) + box[2:].prod() - areas
    return np.asarray(areas / np.maximum(together, 1e-12))


def _in_picture(face: Points, likeness: float, square: Region) -> Detected:
    (x, y), right_eye, left_eye = square.to_picture(face[[0, 1, 4, 5, 6, 7]].reshape(3, 2))
    width, height = face[2:4] * square.width
    return Detected(Region(x, y, width, height, tilt_rad(right_eye, left_eye)), likeness)
