"""What a view is handed: finished values, nothing to decide."""

from dataclasses import dataclass, replace

from ..choices import Instrument
from ..face.landmarks import Landmarks
from ..face.measures import FaceMeasures
from ..privacy.ledger import Ledger
from ..session.attempt import AttemptResult, Result
from ..session.session import SessionState
from ..sources.frame import Frame
from .best_image import BestImage

TALLY_FROM = 5
"""A tally of fewer visitors would tell who passed."""


@dataclass(frozen=True)
class Moment:
    """One picture, and all that is known of it. Landmarks and measures: None without a face."""

    frame: Frame
    landmarks: Landmarks | None
    measures: FaceMeasures | None
    state: SessionState
    ledger: Ledger
    attack: Instrument | None = None
    """What is held before the camera instead of a face, where that is known: in the puppet's world."""


@dataclass(frozen=True)
class Tally:
    """The room's counts: of all visitors together, gone at the end."""

    visitors: int = 0
    tries: int = 0
    passed: int = 0

    def after(self, result: AttemptResult) -> "Tally":
        """Return the tally with one more visitor, if there was a try."""
        if result.result in (Result.ENDED, Result.SKIPPED):
            return self
        passed = self.passed + (result.result is Result.PASSED)
        return replace(self, visitors=self.visitors + 1, tries=self.tries + result.number, passed=passed)


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
