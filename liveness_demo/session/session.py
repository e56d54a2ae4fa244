"""One visitor: the order is drawn afresh for each attempt, until one is passed or none is left.

It knows no camera, no window and no clock: time, measures and randomness are handed in, and the
state that comes out is all that anyone may draw.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..choices import REPORTED, Gesture
from ..face.flatness import Places
from ..face.measures import FaceMeasures
from ..gestures.neutral import Baseline, RelativeMeasures, relative
from ..messages import Message
from ..settings import SessionSettings
from .attempt import Attempt, AttemptResult, News, Result
from .cues import BlinkWatch
from .gates import ReadyGate
from .orders import all_orders, article_order
from .state import Phase, SessionState


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
        if self.phase is Phase.READY and not stands:
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
        """Judge nothing in the next picture, and let no time of an attempt pass: something else is looked at.

        No attempt begins then. The present challenge waits for neutral, with as much time left; what was done
        stays done.
        """
        self._stands = self.phase in (Phase.READY, Phase.ATTEMPT)
        if self.phase is Phase.ATTEMPT and self._attempt is not None:
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
            hold_s=attempt.hold_s,
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
