"""One challenge of an attempt: its clock, who judges it, and how well it could be seen."""

from collections.abc import Collection

from ..choices import Gesture
from ..face.measures import FaceMeasures
from ..gestures.judging import Challenge, Judge
from ..gestures.table import KINDS
from ..gestures.wrong_gesture import WrongGestureWatch
from ..settings import SessionSettings
from .gates import NeutralGate


class Round:
    """What begins anew with each challenge. Its clock runs from neutral on."""

    judge: Judge
    watch: WrongGestureWatch
    neutral: NeutralGate

    def __init__(self, challenge: Challenge, chosen: Collection[Gesture], settings: SessionSettings) -> None:
        """chosen: all gestures that the attempt asks for."""
        self._challenge, self._chosen, self._settings = challenge, chosen, settings
        self.kind = KINDS[challenge.gesture]
        self.pictures = self._frames = self._unreadable_frames = self._reflecting_frames = 0
        self._spent_s = 0.0
        self.stood = False
        """True if the clock has stood still since it first ran."""
        self._wait_for_neutral()

    def _wait_for_neutral(self) -> None:
        """Remember nothing half done."""
        self.judge = self.kind.judge(self._challenge, self._settings)
        self.watch = WrongGestureWatch(self._settings, self._challenge.gesture, self._chosen)
        self.neutral = NeutralGate(self._settings, self.kind)
        self._started_s: float | None = None
        self.moved_s = 0.0
        """When something last moved."""

    @property
    def started(self) -> bool:
        """True while the clock runs."""
        return self._started_s is not None

    def start(self, timestamp_s: float) -> None:
        """Let the clock run."""
        self._started_s = self.moved_s = timestamp_s

    def stand_still(self, timestamp_s: float) -> None:
        """Let the clock stand until neutral is reached again."""
        self._spent_s = self.lasted_s(timestamp_s)
        self.stood |= self.started
        self._wait_for_neutral()

    def lasted_s(self, timestamp_s: float) -> float:
        """How long the clock has run."""
        running_s = 0.0 if self._started_s is None else timestamp_s - self._started_s
        return self._spent_s + running_s

    def count(self, measures: FaceMeasures | None) -> None:
        """Take one picture's measures: could the eyes be read in it?"""
        self.pictures += 1
        if measures is None:
            return
        glare = max(measures.glare_left, measures.glare_right)
        hidden = glare >= self._settings.glare_share or measures.eye_width_px < self._settings.smallest_eye_px
        self._frames += 1
        self._unreadable_frames += hidden
        self._reflecting_frames += glare >= self._settings.some_glare_share

    @property
    def unreadable_share(self) -> float:
        """In how many of the pictures the eyes could not be read, 0 to 1."""
        return self._unreadable_frames / max(1, self._frames)

    @property
    def reflecting_share(self) -> float:
        """In how many of the pictures an eye reflects, 0 to 1."""
        return self._reflecting_frames / max(1, self._frames)
