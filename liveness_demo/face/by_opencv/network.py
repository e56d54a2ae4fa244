"""One network of the face model, as OpenCV reads it."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ...errors import ModelError
from ..model import part_bytes
from ..reading import Image


class Network:
    """A network that looks at a square picture, ``size_px`` wide, whose values it wants from low to 1.

    Raises ModelError.
    """

    def __init__(self, part: str, outputs: Sequence[str], size_px: int, low: float) -> None:
        self.size_px = size_px
        self._outputs = tuple(outputs)
        self._scale, self._middle = (1 - low) / 255, -low / (1 - low) * 255
        try:
            self._net = cv2.dnn.readNetFromTFLite(np.frombuffer(part_bytes(part), np.uint8))
            self._net.enableFusion(False)  # the same numbers, in a twentieth of the time less
            found = self._net.getUnconnectedOutLayersNames()
        except cv2.error as error:
            raise _unreadable(part, error.err) from error
        if not set(outputs) <= set(found):
            raise _unreadable(part, f"its outputs are {', '.join(found)}")

    def run(self, image: Image) -> list[NDArray[np.float64]]:
        """Return the outputs' numbers for a picture, each as one row."""
        looked_at = cv2.dnn.blobFromImage(image, self._scale, mean=(self._middle,) * 3, swapRB=True)
        self._net.setInput(looked_at)
        outputs = self._net.forward(self._outputs)
        self._net.setInput(np.zeros_like(looked_at))  # or it would hold the picture until the next one
        return [np.asarray(values, np.float64).reshape(-1) for values in outputs]


def _unreadable(part: str, why: str) -> ModelError:
    return ModelError(
        f"OpenCV {cv2.__version__} cannot read {part} ({why}): install the versions of requirements.lock."
    )


def sigmoid(value: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 / (1 + e^-value), by which both networks' scores become 0 to 1."""
    return np.asarray(1 / (1 + np.exp(-np.clip(value, -100, 100))))
