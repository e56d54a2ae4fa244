"""Which library reads the face model: MediaPipe, or OpenCV alone where MediaPipe does not exist."""

from functools import cache

from ..choices import FaceLibrary
from ..errors import MediaPipeError
from .mediapipe_check import require_measured_mediapipe
from .reading import Reader


def chosen(library: FaceLibrary) -> FaceLibrary:
    """Return the library that is taken: AUTO is MediaPipe, if the measured one is installed."""
    if library is not FaceLibrary.AUTO:
        return library
    return FaceLibrary.MEDIAPIPE if _mediapipe_is_here() else FaceLibrary.OPENCV


def load(library: FaceLibrary) -> Reader:
    """Import the library that is taken, and nothing of the other.

    Raises MediaPipeError for a MediaPipe that was asked for and is missing or not the measured one.
    """
    if chosen(library) is FaceLibrary.OPENCV:
        from .by_opencv.follower import OPENCV  # noqa: PLC0415

        return OPENCV
    from .by_mediapipe import MEDIAPIPE  # noqa: PLC0415

    return MEDIAPIPE


@cache
def _mediapipe_is_here() -> bool:
    try:
        require_measured_mediapipe()
    except MediaPipeError:
        return False
    return True
