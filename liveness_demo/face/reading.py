"""What a library has to do that reads the face model: follow one face, and find all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""(height, width, 3), BGR."""
Points = NDArray[np.float64]


@dataclass(frozen=True)
class FoundFace:
    """A face in a picture. width: a share of the picture's; likeness: how much like a face it is, 0 to 1."""

    width: float
    likeness: float


class BareFollower(Protocol):
    """Reads one face and follows it, and hands over what it found in the library's own form."""

    def points(self, image: Image, timestamp_s: float) -> object:
        """Return what was found in the next picture."""
        ...

    def close(self) -> None:
        """Give the model back."""
        ...


class Follower(BareFollower, Protocol):
    """Reads the points of one face, and follows it from picture to picture."""

    def points(self, image: Image, timestamp_s: float) -> Points | None:
        """Return (478, 3), in pixels as in ``Landmarks``, of this picture alone; None if there is no face."""
        ...

    def start_afresh(self) -> None:
        """Forget where the face was: the next picture is of another size."""
        ...


class Finder(Protocol):
    """Finds faces in single pictures, by the small network that finds them to begin with."""

    def faces(self, image: Image) -> list[FoundFace]:
        """Return every face, in no order."""
        ...

    def close(self) -> None:
        """Give the model back."""
        ...


@dataclass(frozen=True)
class Reader:
    """What one library offers. Each loads the model, and raises ModelError if that fails."""

    follower: Callable[[], Follower]
    bare_follower: Callable[[], BareFollower]
    """The library as it is, with nothing of ours round it: to compare."""
    finder: Callable[[], Finder]
