"""Which picture an operator might have kept: its number and time are named, the picture is gone.

Services return a "best image" and do not publish how they choose it. The rule here is our own: a large
face that looks straight ahead, with open eyes and a shut mouth.
"""

from dataclasses import dataclass

from ..face.measures import FaceMeasures

TURNED_DEG = 30.0
"""At this yaw a picture is worth nothing."""
OPEN_EAR = 0.3
"""Eyes as open as most people's: wider adds nothing."""


@dataclass(frozen=True)
class BestImage:
    """A picture that has passed by. number: from 1; time_s: since the first one."""

    number: int
    time_s: float


class BestImageWatch:
    """Follows one visitor's pictures."""

    def __init__(self) -> None:
        self.best: BestImage | None = None
        self._score = 0.0
        self._first_s: float | None = None

    def update(self, number: int, timestamp_s: float, measures: FaceMeasures | None) -> None:
        """Take one picture's number, time and measures."""
        if self._first_s is None:
            self._first_s = timestamp_s
        if measures is None or not measures.is_finite():
            return
        score = worth(measures)
        if score > self._score:
            self._score = score
            self.best = BestImage(number, timestamp_s - self._first_s)


def worth(measures: FaceMeasures) -> float:
    """Return how good a portrait this would be: 0 useless, higher is better, in face widths."""
    straight = max(0.0, 1 - abs(measures.yaw_deg) / TURNED_DEG)
    eyes = min(1.0, min(measures.ear_left, measures.ear_right) / OPEN_EAR)
    return measures.face_width * straight * eyes * max(0.0, 1 - measures.mar)
