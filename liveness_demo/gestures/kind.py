"""What every gesture keeps: its event, its detector, its judge, how it is drawn. A file for each keeps it.

measures -> detector -> event: what a face did, in a recording or when asked
            judge:      was it what was asked for, and if not, why not
            watch:      was it done while something else was asked for
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol, TypeVar

from ..choices import Gesture, Side
from ..messages import Message
from ..settings import RecordingSettings, SessionSettings
from .judging import Challenge, Judge
from .neutral import RelativeMeasures


@dataclass(frozen=True)
class Event:
    """Something that a face did, asked for or not; seconds of the source's own time."""

    gesture: ClassVar[Gesture]

    start_s: float
    end_s: float
    cut: bool = field(default=False, kw_only=True)
    """True if it was not seen to end."""

    @property
    def length_s(self) -> float:
        """From its begin to its end."""
        return self.end_s - self.start_s

    @property
    def direction(self) -> Side | None:
        """The visitor's own side to which it went; None if it has none."""
        return None

    def numbers(self, in_session: bool) -> dict[str, object]:
        """Return what was measured, for programs, by name. in_session: against the own neutral at rest."""
        return {}

    def describe(self) -> str:
        """Return what the face did, with its number, in a few words."""
        raise NotImplementedError


AnEvent_co = TypeVar("AnEvent_co", bound=Event, covariant=True)


class Detector(Protocol[AnEvent_co]):
    """Follows one face from picture to picture."""

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> AnEvent_co | None:
        """Take one picture's measures (None: no face); return what has just ended."""
        ...

    def finish(self) -> AnEvent_co | None:
        """End what is still going on when the recording ends."""
        ...


class Watch(Protocol):
    """Notices a gesture while another one is asked for."""

    @property
    def share(self) -> float:
        """How far it has gone: from 1 on it would have passed its own challenge."""
        ...

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Message | None:
        """Take one picture's measures; return what was wrong, or None."""
        ...


@dataclass(frozen=True)
class Evidence:
    """A value that can be shown against its line. above: what was asked for lies above the line."""

    gesture: Gesture
    line: Callable[[SessionSettings], float]
    above: bool
    wrong: bool = False
    """True if crossing the line is the mistake."""
    way_back: bool = False
    """True while the end of the gesture is asked for: then rest is not what counts."""


@dataclass(frozen=True)
class Shown:
    """How a value is drawn: the lowest and the highest that a strip shows, the own normal, and its unit."""

    lowest: float
    highest: float
    normal: float
    degrees: bool = False
    """False: a share, shown in percent."""
    down: bool = False
    """More of it is farther down, so a strip shows it farther down."""


class Kind:
    """One gesture: all that the rest of the program needs to know of it."""

    gesture: ClassVar[Gesture]
    event_name: ClassVar[str]
    """By which labels and programs know its event."""
    tolerance_frames: ClassVar[int]
    """A prediction's border may be so far from a label's and still overlap it: the labels' own precision."""
    first_sides: ClassVar[tuple[Side | None, ...]] = (None,)
    """Where it can begin, the visitor's own sides; each is an order of its own."""
    shown: ClassVar[Shown]
    usual: ClassVar[Evidence]
    """What a strip shows while the gesture is asked for."""
    reasons: ClassVar[Mapping[str, Evidence | None]]
    """What a strip shows for each reason that the gesture ends a try with. None: no strip shows that."""
    way_back: ClassVar[Mapping[str, Evidence]] = {}
    """By prompt: what a strip shows while the end of the gesture is asked for."""
    passing_hints: ClassVar[tuple[str, ...]] = ()
    """Hints that are only true while they are given; others stay until the prompt changes."""

    @property
    def sided(self) -> bool:
        """Whether it is done to the own left and right; then its value is positive to the left."""
        return None not in self.first_sides

    def value(self, relative: RelativeMeasures) -> float:
        """Return the number that the gesture is read from, in the unit of ``shown``."""
        raise NotImplementedError

    def detector(self, settings: RecordingSettings) -> Detector[Event]:
        """Return what finds it in a recording."""
        raise NotImplementedError

    def counts(self, event: Event, settings: RecordingSettings) -> bool:
        """Return whether an event of this gesture is one: far enough, and for long enough."""
        raise NotImplementedError

    def judge(self, challenge: Challenge, settings: SessionSettings) -> Judge:
        """Return what judges it once it is asked for."""
        raise NotImplementedError

    def watch(self, settings: SessionSettings) -> Watch | None:
        """Return what notices it while another gesture is asked for; None: it is never wrong."""
        return None

    def not_neutral(self, relative: RelativeMeasures, settings: SessionSettings) -> Message | None:
        """Return why the gesture cannot begin yet, besides what holds for all; None if it can."""
        return None
