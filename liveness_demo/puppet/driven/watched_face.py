"""A driver's pictures go in, the puppet's come out; what passes between is what the model reads."""

from ...choices import FaceLibrary
from ...face.landmarker import Landmarker
from ...face.measures import measure
from ...sources.frame import Frame
from ..shape.look import Look
from .made_face import MadeFace


class WatchedFace:
    """Looks at one driver and draws the puppet as they are seen. It must be closed: it has a model."""

    def __init__(self, look: Look, library: FaceLibrary) -> None:
        """look: the puppet's. library: it reads the face model."""
        self._landmarker, self._made = Landmarker(library), MadeFace(look)

    def close(self) -> None:
        """Give the model back."""
        self._landmarker.close()

    def picture(self, frame: Frame) -> Frame:
        """Return the puppet's picture for one of the driver's, shaped as it. Give it every one, in order."""
        landmarks = self._landmarker.detect(frame)
        height, width = frame.image.shape[:2]
        image = self._made.picture(landmarks, measure(landmarks), frame.timestamp_s, (width, height))
        return Frame(image, frame.timestamp_s, None if landmarks is None else landmarks.points_px[:, :2])
