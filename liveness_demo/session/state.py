"""What a session says after each picture: all that anyone may draw."""

from dataclasses import dataclass
from enum import Enum

from ..gestures.judging import Challenge, Gauge
from ..gestures.neutral import Baseline, RelativeMeasures
from ..messages import Message
from .attempt import AttemptResult, News, Step
from .cues import Cue


class Phase(Enum):
    """Where a session stands."""

    READY = "ready"
    ATTEMPT = "attempt"
    BETWEEN = "between"
    HELD = "held"
    """Nothing is judged: something is explained, or the camera is closed."""
    DONE = "done"

    @property
    def over(self) -> bool:
        """Whether an attempt has just ended, and its end is what there is to say."""
        return self in (Phase.BETWEEN, Phase.DONE)


@dataclass(frozen=True)
class SessionState:
    """Everything that can be shown after one picture. None: not the case now."""

    phase: Phase
    attempt: int
    attempts: int
    prompt: Message
    hint: Message | None = None
    """What the last movement lacked; it goes when the next one begins."""
    coach: Message | None = None
    """The one line about now, of an attempt: what to change, or the hint while nothing moves. It changes at
    most twice a second, and goes with its challenge; what it says of how is as old as the line."""
    hold_share: float = 0.0
    """While something is to be held: how much of that time has passed, 0 to 1."""
    hold_s: float = 0.0
    """That time, in seconds: of the present challenge."""
    started: bool = False
    """True while a challenge's clock runs; before, an attempt waits for neutral."""
    waiting_s: float = 0.0
    """Seconds of a challenge's clock since something moved last."""
    order: tuple[Challenge, ...] = ()
    steps: tuple[Step, ...] = ()
    time_left_s: float | None = None
    limit_s: float | None = None
    """Seconds that the present challenge, or the pause between two attempts, has in all. A pause that waits
    for somebody to go on has none, and none left."""
    gauge: Gauge | None = None
    seen: RelativeMeasures | None = None
    """This picture against the baseline."""
    baseline: Baseline | None = None
    """The visitor's own neutral, from the last attempt's start on."""
    still_share: float = 0.0
    """How much of the still time before an attempt has passed, 0 to 1."""
    may_start_anyway: bool = False
    result: AttemptResult | None = None
    """The last attempt's."""
    cues: tuple[Cue, ...] = ()
    """What may tell a face from a picture of one, each with its number and line; within an attempt."""
    news: tuple[News | AttemptResult, ...] = ()
    """What happened with this picture."""

    @property
    def asked(self) -> Challenge | None:
        """The present challenge; None between two attempts."""
        return next(
            (each for each, step in zip(self.order, self.steps, strict=False) if step is Step.NOW), None
        )
