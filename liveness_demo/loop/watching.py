"""From one picture to a session's state: model, measures, and the count of faces before a try."""

from contextlib import ExitStack, closing
from dataclasses import dataclass
from types import TracebackType

from ..face.landmarker import FaceCounter, Landmarker
from ..face.landmarks import Landmarks
from ..face.measures import FaceMeasures, measure
from ..session.session import Phase, Session, SessionState
from ..sources.frame import Frame

COUNT_FACES_S = 1 / 3
"""Faces are counted at most this often, and only before an attempt."""


@dataclass(frozen=True)
class Watched:
    """What one picture held, and where the session stands after it."""

    landmarks: Landmarks | None
    measures: FaceMeasures | None
    state: SessionState


class Watch:
    """Shows a session one picture after the other. A context manager: it owns the models."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._counted_s = float("-inf")

    def __enter__(self) -> "Watch":
        with ExitStack() as stack:
            self.landmarker = stack.enter_context(Landmarker())
            self.counter = stack.enter_context(closing(FaceCounter()))
            self._models = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._models.close()

    def update(self, frame: Frame) -> Watched:
        """Take one picture; return what it held."""
        landmarks = self.landmarker.detect(frame)
        if self._session.phase is Phase.READY and frame.timestamp_s - self._counted_s >= COUNT_FACES_S:
            self._counted_s = frame.timestamp_s
            self._session.count_faces(self.counter.widths(frame))
        measures = measure(landmarks)
        rigid = landmarks.rigid_px() if landmarks else None
        return Watched(landmarks, measures, self._session.update(frame.timestamp_s, measures, rigid))
