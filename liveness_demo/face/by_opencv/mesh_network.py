"""The points of a face in a region of a picture: the large network of the face model."""

from math import cos, hypot, sin

import cv2
import numpy as np

from ..model import MESH
from ..reading import Image, Points
from .network import Network, sigmoid
from .region import Region

SIZE_PX = 256
PRESENT = 0.5
"""A face is there if the network says so with more than this: MediaPipe's own line."""


class MeshNetwork:
    """The network that reads 478 points. Raises ModelError."""

    def __init__(self) -> None:
        self._network = Network(MESH, ("Identity", "Identity_1"), SIZE_PX, low=0.0)

    def points(self, image: Image, region: Region) -> Points | None:
        """Return the points in the picture, (478, 3), as in ``Landmarks``; None if there is no face."""
        numbers, score = self._network.run(region.cut(image, SIZE_PX, cv2.BORDER_REPLICATE))
        if sigmoid(score)[0] <= PRESENT:
            return None
        shares = numbers.reshape(-1, 3) / SIZE_PX
        height, width = image.shape[:2]
        # MediaPipe's: it turns z's unit with the region, and counts it in widths of the picture.
        unit = region.width * hypot(cos(region.turn_rad), sin(region.turn_rad) * width / height)
        return np.column_stack([region.to_picture(shares[:, :2]), shares[:, 2] * unit])
