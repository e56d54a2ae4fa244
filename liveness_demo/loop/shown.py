"""What a view is handed: one value a screen, finished, nothing to decide."""

from dataclasses import dataclass, replace

from ..choices import Gesture, Instrument
from ..face.landmarks import Landmarks
from ..face.measures import FaceMeasures
from ..privacy.state import Ledger, State
from ..session.attempt import AttemptResult, Result
from ..session.session import SessionState
from ..sources.frame import Frame
from .best_image import BestImage
from .options import RunOptions

TALLY_FROM = 5
"""A tally of fewer visitors would tell who passed."""


@dataclass(frozen=True)
class GestureCount:
    """How often a gesture was asked for in all tries, and how often it was done."""

    gesture: Gesture
    asked: int
    done: int


@dataclass(frozen=True)
class Tally:
    """The room's counts: of all visitors together, gone at the end."""

    visitors: int = 0
    tries: int = 0
    passed: int = 0
    gestures: tuple[GestureCount, ...] = ()

    def after(self, result: AttemptResult) -> "Tally":
        """Return the tally with one more visitor, if there was a try."""
        if result.result in (Result.ENDED, Result.SKIPPED):
            return self
        passed = self.passed + (result.result is Result.PASSED)
        return replace(self, visitors=self.visitors + 1, tries=self.tries + result.number, passed=passed)


@dataclass(frozen=True)
class Start:
    """Before anything is opened: what will happen, and the choice."""

    options: RunOptions
    lock: State
    tally: Tally


@dataclass(frozen=True)
class Moment:
    """A picture of a session, and all that is known of it. Landmarks and measures: None without a face."""

    frame: Frame
    landmarks: Landmarks | None
    measures: FaceMeasures | None
    state: SessionState
    ledger: Ledger
    attack: Instrument | None = None
    """What is held before the camera instead of a face, where that is known: in the puppet's world."""


@dataclass(frozen=True)
class Paused:
    """Nothing happens. camera: one was open, and is closed."""

    camera: bool


@dataclass(frozen=True)
class Ending:
    """The end of one visitor's session, with nothing open any more."""

    result: AttemptResult
    attempts: int
    orders: int
    """How many orders could have been drawn."""
    best: BestImage | None
    ledger: Ledger
    tally: Tally
    attack: Instrument | None = None
    """The same as in the last moment."""
    can_go_on: bool = True
    """Another visitor may come."""


Screen = Start | Moment | Paused | Ending
