"""The border to the face model. A picture goes in, our own Landmarks come out, whichever library read it."""

from types import TracebackType

from ..choices import FaceLibrary
from ..sources.frame import Frame
from ..sources.orientation import TURNS, turned
from .landmarks import CHEEKS, LEFT_EYE, RIGHT_EYE, Landmarks
from .libraries import load
from .light import brightness, eye_glare, skin_level


class Landmarker:
    """Finds one face in a stream of frames. Use it in a ``with`` block: it must be closed.

    It follows the face from frame to frame, so give it every frame of one source, in order. Nothing is
    smoothed: each picture's points are its own. A stream that changes its picture size begins afresh.
    """

    def __init__(self, library: FaceLibrary = FaceLibrary.AUTO) -> None:
        self._follower = load(library).follower()
        self._size: tuple[int, ...] | None = None

    def __enter__(self) -> "Landmarker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the model back."""
        self._follower.close()

    def detect(self, frame: Frame) -> Landmarks | None:
        """Return the face's landmarks, or None if there is no face: a fact, not an error."""
        if self._size not in (None, frame.image.shape):
            self._follower.start_afresh()
        self._size = frame.image.shape
        points = self._follower.points(frame.image, frame.timestamp_s)
        if points is None:
            return None
        height, width = frame.image.shape[:2]
        skin = skin_level(frame.image, points[list(CHEEKS)])
        return Landmarks(
            points_px=points,
            width_px=width,
            height_px=height,
            brightness=brightness(frame.image, points),
            glare_left=eye_glare(frame.image, points[list(LEFT_EYE)], skin),
            glare_right=eye_glare(frame.image, points[list(RIGHT_EYE)], skin),
        )


class FaceCounter:
    """Tells how many people stand before the camera, by the small network that finds faces to begin with.

    The Face Landmarker itself, asked for two faces, is another model, and slower.
    """

    def __init__(self, library: FaceLibrary = FaceLibrary.AUTO) -> None:
        self._finder = load(library).finder()

    def close(self) -> None:
        """Give the model back."""
        self._finder.close()

    def widths(self, frame: Frame) -> list[float]:
        """Return the width of each face found (the two widest), as a share of the picture's, widest first."""
        return sorted((face.width for face in self._finder.faces(frame.image)), reverse=True)[:2]

    def likeness_by_turn(self, frame: Frame) -> dict[int, float]:
        """Return how much like a face the picture's likest part is, 0 to 1: as it is, and turned.

        By degrees clockwise. A face is found in any of them, the likest where it stands upright.
        """
        likeness = {}
        for turn_deg in (0, *TURNS):
            found = self._finder.faces(turned(frame.image, turn_deg))
            likeness[turn_deg] = max((face.likeness for face in found), default=0.0)
        return likeness
