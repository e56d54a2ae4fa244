"""One visitor: the order is drawn afresh for each attempt, until one is passed or none is left.

It knows no camera, no window and no clock: time, measures and randomness are handed in, and the
state that comes out is all that anyone may draw.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from ..choices import REPORTED, Gesture
from ..face.flatness import Places
from ..face.measures import FaceMeasures
from ..gestures.judging import Challenge, Gauge
from ..gestures.neutral import Baseline, RelativeMeasures, relative
from ..messages import Message
from ..settings import SessionSettings
from .attempt import Attempt, AttemptResult, News, Result, Step
from .cues import BlinkWatch, Cue
from .gates import ReadyGate
from .orders import all_orders, article_order


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


class Session:
    """The attempts of one visitor. Make a new one for the next: nothing of the last remains."""

    def __init__(
        self,
        randomness: random.Random,
        gestures: Sequence[Gesture] = REPORTED,
        settings: SessionSettings | None = None,
        in_article_order: bool = False,
    ) -> None:
        self._settings = settings or SessionSettings()
        self._randomness = randomness
        self._orders = [article_order(gestures)] if in_article_order else all_orders(gestures)
        self._number = 1
        self._baseline: Baseline | None = None
        self._seen: RelativeMeasures | None = None
        self._blinks = BlinkWatch(self._settings)
        self._held = self._stands = self._stays = False
        self._ready = ReadyGate(self._settings.ready)
        self._attempt: Attempt | None = None
        self._result: AttemptResult | None = None
        self._over_s: float | None = None
        self._timestamp_s = 0.0
        self._news: list[News | AttemptResult] = []

    @property
    def result(self) -> AttemptResult | None:
        """The last attempt's result; None before the first has ended."""
        return self._result

    @property
    def order_count(self) -> int:
        """How many orders there are to draw from."""
        return len(self._orders)

    @property
    def phase(self) -> Phase:
        """Where the session stands."""
        if self._held:
            return Phase.HELD
        if self._attempt is not None:
            return Phase.ATTEMPT
        if self._over_s is None:
            return Phase.READY
        return Phase.DONE if self._is_last(self._result) else Phase.BETWEEN

    def count_faces(self, widths: Sequence[float]) -> None:
        """Take the widths of all faces in the picture, widest first. It only matters before an attempt."""
        self._ready.count_faces(widths)

    def compare_turns(self, likeness: Mapping[int, float]) -> None:
        """Take how much like a face a picture is when it is turned, by degrees.

        It only matters before an attempt.
        """
        self._ready.compare_turns(likeness)

    def update(
        self,
        timestamp_s: float,
        measures: FaceMeasures | None,
        rigid: Places | None = None,
        again: bool = False,
    ) -> SessionState:
        """Take one picture's time and measures (None: no face); return what can now be shown.

        rigid: ``Landmarks.rigid_px``, to tell a flat picture that is turned; an attempt keeps those of the
        frontal view until it ends. again: it is the very picture before, which is no evidence of anything.
        """
        self._timestamp_s = timestamp_s
        if measures is not None and not measures.is_finite():
            measures = None
        self._seen = relative(measures, self._baseline) if measures and self._baseline else None
        self._blinks.update(timestamp_s, None if again else self._seen)
        stands, self._stands = self._stands, False
        if self.phase is Phase.BETWEEN and not self._stays and self._pause_left_s() <= 0:
            self._next_attempt()
        if self.phase is Phase.READY:
            self._begin(self._ready.update(timestamp_s, measures), anyway=False)
        elif self.phase is Phase.ATTEMPT and self._attempt is not None and not stands:
            self._take(self._attempt.update(timestamp_s, measures, rigid, again))
        return self._state()

    def go_on(self) -> None:
        """End the pause between two attempts; or begin although a gate is not content, if that was offered.

        The result notes the latter.
        """
        if self.phase is Phase.BETWEEN:
            self._next_attempt()
        elif self.phase is Phase.READY and self._ready.may_start_anyway:
            self._begin(self._ready.baseline_anyway(), anyway=True)

    def skip(self) -> None:
        """Leave out the present challenge."""
        if self.phase is Phase.ATTEMPT and self._attempt is not None:
            self._take(self._attempt.skip())

    def stay(self) -> None:
        """Let the pause between two attempts last until ``go_on``: somebody still looks."""
        if self.phase is Phase.BETWEEN:
            self._stays = True

    def hold(self, drop: bool = False) -> None:
        """Judge nothing until ``release``.

        A begun attempt stands still meanwhile. drop: it is dropped, does not count, and begins again.
        """
        self.stay()
        self.stand_still()
        if self.phase is not Phase.DONE:
            self._held = True
            self._attempt = None if drop else self._attempt

    def stand_still(self) -> None:
        """Judge nothing in the next picture of an attempt, and let no time pass: something covers the screen.

        The present challenge waits for neutral then, with as much time left; what was done stays done.
        """
        if self.phase is Phase.ATTEMPT and self._attempt is not None:
            self._stands = True
            self._attempt.stand_still(self._timestamp_s)

    def restart(self) -> None:
        """Begin anew for somebody, or something, else: nothing of the last one remains."""
        if self.phase is not Phase.DONE:
            self._number = 1
            self._stays = False
            self._attempt = self._result = self._over_s = self._baseline = self._seen = None
            self._blinks = BlinkWatch(self._settings)
            self._ready = ReadyGate(self._settings.ready)

    def release(self) -> None:
        """Go on after ``hold``: with the attempt that had begun, or else the visitor is placed again."""
        if self._held:
            self._held = False
            self._ready = ReadyGate(self._settings.ready)

    def end(self, reason: str) -> SessionState:
        """End the session from outside, a begun attempt with ENDED; return the last state.

        reason: a message key, such as "source_ended".
        """
        self._held = False
        if self._attempt is not None:
            self._take(self._attempt.end(Message(reason)))
        elif self._result is None:
            order = self._orders[0]
            self._finish(AttemptResult(1, Result.ENDED, Message(reason), len(order), 0, (), False))
        return self._state()

    def _next_attempt(self) -> None:
        self._number += 1
        self._over_s, self._stays = None, False
        self._ready = ReadyGate(self._settings.ready)

    def _begin(self, baseline: Baseline | None, anyway: bool) -> None:
        if baseline is not None:
            self._baseline = baseline
            order = self._randomness.choice(self._orders)
            self._attempt = Attempt(self._number, order, baseline, self._settings, anyway, self._blinks)

    def _take(self, result: AttemptResult | None) -> None:
        assert self._attempt is not None
        self._news += self._attempt.take_news()
        if result is not None:
            self._finish(result)

    def _finish(self, result: AttemptResult) -> None:
        self._attempt, self._result, self._over_s = None, result, self._timestamp_s
        self._stays = self._settings.wait_after_try
        self._news.append(result)

    def _is_last(self, result: AttemptResult | None) -> bool:
        if result is None or result.number >= self._settings.attempts:
            return True
        return result.result in (Result.PASSED, Result.SKIPPED, Result.ENDED)

    def _state(self) -> SessionState:
        news, self._news = tuple(self._news), []
        state = SessionState(
            phase=self.phase,
            attempt=self._number,
            attempts=self._settings.attempts,
            prompt=self._prompt(),
            result=self._result,
            seen=self._seen,
            baseline=self._baseline,
            news=news,
        )
        if self.phase is Phase.READY:
            share, anyway = self._ready.share_done, self._ready.may_start_anyway
            return replace(state, still_share=share, may_start_anyway=anyway)
        if self.phase is Phase.BETWEEN and not self._stays:
            return replace(state, time_left_s=self._pause_left_s(), limit_s=self._settings.pause_s)
        if self._attempt is None:
            return state
        state = replace(state, order=self._attempt.order, steps=tuple(self._attempt.steps))
        return state if self._held else self._with_now(state, self._attempt)

    def _with_now(self, state: SessionState, attempt: Attempt) -> SessionState:
        """Add what an attempt says of this picture."""
        now_s = self._timestamp_s
        return replace(
            state,
            hint=attempt.hint,
            coach=attempt.coach(now_s),
            hold_share=attempt.coaching.hold_share,
            started=attempt.started,
            waiting_s=attempt.waiting_s(now_s),
            time_left_s=attempt.time_left_s(now_s),
            limit_s=attempt.limit_s,
            gauge=attempt.gauge,
            cues=attempt.cues,
        )

    def _pause_left_s(self) -> float:
        return max(0.0, self._settings.pause_s - (self._timestamp_s - (self._over_s or 0.0)))

    def _prompt(self) -> Message:
        if self._attempt is not None:
            return self._attempt.prompt
        if self.phase is Phase.READY or self._result is None:
            return self._ready.hint
        return self._result.reason
