"""What a view is handed: one value a screen, finished, nothing to decide."""

from dataclasses import dataclass, field

from ..choices import Instrument
from ..face.landmarks import Landmarks
from ..face.measures import FaceMeasures
from ..privacy.state import Ledger, State
from ..session.attempt import AttemptResult
from ..session.state import SessionState
from ..sources.frame import Frame
from .best_image import BestImage
from .counts import Tally, Tricks
from .options import RunOptions


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
    tricks: Tricks = field(default_factory=Tricks)
    """All of this run."""
    next_trick: Instrument | None = None
    """What can be tried now; None: nothing, or somebody would have to agree first."""
    time_left_s: float | None = None
    """Until the start screen comes by itself; None: this one stays as long as somebody wants."""


Screen = Start | Moment | Paused | Ending
