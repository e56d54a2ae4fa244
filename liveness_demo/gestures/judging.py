"""What is asked, and what one picture says of it: too short, too little or too fast is a hint, no failure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ..choices import Gesture, Side
from ..messages import Message
from .neutral import RelativeMeasures

if TYPE_CHECKING:
    from .kind import Event


@dataclass(frozen=True)
class Challenge:
    """One thing to do. first_side: where a gesture with two sides begins, the visitor's own; else None."""

    gesture: Gesture
    first_side: Side | None = None


@dataclass(frozen=True)
class Gauge:
    """The value that matters now, against the line that counts."""

    value: float
    line: float
    above: bool
    """True if the value must exceed the line, False if it must fall below."""


@dataclass(frozen=True)
class Judgement:
    """What one picture added. wrong: another gesture than the one asked for."""

    done: bool = False
    hint: Message | None = None
    wrong: Message | None = None
    event: "Event | None" = None


@dataclass(frozen=True)
class Coaching:
    """What one picture asks for, while something moves."""

    message: Message | None = None
    """What to change now; None: nothing moves."""
    hold_share: float = 0.0
    """How much of the time to hold has passed, 0 to 1."""


def holding(seen_s: float, asked_s: float) -> Coaching:
    """Return that something is to be held, and how much of it is done."""
    return Coaching(Message("coach_hold"), min(1.0, seen_s / asked_s) if asked_s else 1.0)


class Judge(Protocol):
    """Watches one challenge."""

    limit_s: float
    lost_limit_s: float
    hold_s: float
    """How long it is to be held."""
    needs_eyes: bool
    """True if a try whose eyes cannot be read ends with that, and not with what was not seen."""

    def prompt(self) -> Message:
        """What to do now."""
        ...

    def gauge(self, relative: RelativeMeasures) -> Gauge:
        """The measured value against its line."""
        ...

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Judgement:
        """Take one picture's measures."""
        ...

    def coach(self, relative: RelativeMeasures | None) -> Coaching:
        """What to change now, of the picture that ``update`` took last. It decides nothing."""
        ...

    def unmet(self) -> Message:
        """Why it is not done yet: the best that was seen, and what was asked."""
        ...

    def unreadable(self) -> Message | None:
        """What was seen, if it may be the gesture, read badly; None if there is nothing of the kind."""
        ...
