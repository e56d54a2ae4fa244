"""From one picture to a session's state: model, measures, and the count of faces before a try."""

from contextlib import ExitStack, closing
from dataclasses import dataclass
from types import TracebackType

from ..choices import FaceLibrary
from ..face.landmarker import FaceCounter, Landmarker
from ..face.landmarks import Landmarks
from ..face.measures import FaceMeasures, measure
from ..session.session import Session
from ..session.state import Phase, SessionState
from ..sources.frame import Frame
from ..sources.repeats import RepeatWatch

COUNT_FACES_S = 1 / 3
"""Faces are counted at most this often, and only before an attempt."""
COMPARE_TURNS_S = 0.5
"""So it is with the look whether the picture stands upright."""


@dataclass(frozen=True)
class Watched:
    """What one picture held, and where the session stands after it."""

    landmarks: Landmarks | None
    measures: FaceMeasures | None
    state: SessionState


class Watch:
    """Shows a session one picture after the other. A context manager: it owns the models."""

    def __init__(self, session: Session, library: FaceLibrary = FaceLibrary.AUTO) -> None:
        self._session, self._library = session, library
        self._counted_s = self._compared_s = float("-inf")
        self._repeats = RepeatWatch()

    def __enter__(self) -> "Watch":
        with ExitStack() as stack:
            self.landmarker = stack.enter_context(Landmarker(self._library))
            self.counter = stack.enter_context(closing(FaceCounter(self._library)))
            self._models = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._models.close()

    def update(self, frame: Frame) -> Watched:
        """Take one picture; return what it held."""
        landmarks = self.landmarker.detect(frame)
        if self._session.phase is Phase.READY:
            self._look_at_all(frame)
        measures = measure(landmarks)
        rigid = landmarks.rigid_px() if landmarks else None
        again = self._repeats.update(frame.image)
        return Watched(landmarks, measures, self._session.update(frame.timestamp_s, measures, rigid, again))

    def _look_at_all(self, frame: Frame) -> None:
        """Count the faces, and see how the picture stands: 4 ms, and four times that."""
        if frame.timestamp_s - self._counted_s >= COUNT_FACES_S:
            self._counted_s = frame.timestamp_s
            self._session.count_faces(self.counter.widths(frame))
        if frame.timestamp_s - self._compared_s >= COMPARE_TURNS_S:
            self._compared_s = frame.timestamp_s
            self._session.compare_turns(self.counter.likeness_by_turn(frame))
