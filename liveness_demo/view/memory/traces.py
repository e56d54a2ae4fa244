"""The last seconds of the measured values, and the moments of decision."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...choices import Gesture, Side
from ...gestures.kind import Event, Evidence
from ...gestures.table import KINDS
from ...messages import Message
from ...session.attempt import AttemptResult, Result, Step
from ...session.state import Phase, SessionState
from ..words.reasons import EVIDENCE, ON_THE_WAY_BACK

SHOWN_S = 6.0
KEPT_S = 16.0
"""After an attempt the whole of its last challenge is shown: a turn has 14 s."""
RECENT_S = 0.5
"""An older value is not shown as the present one."""
OTHER_EYE = 0.08
"""By so much of its opening the eye that is shown may differ from the one that decides."""
LINGER_S = 1.5
"""Time for which the strip of a done challenge stays, to show that it was done."""


Curve = list[list[tuple[float, float]]]
"""Unbroken stretches of (seconds ago, value)."""


@dataclass(frozen=True)
class Sample:
    """The value of each gesture at one time; none where no face was seen. Of one with sides: to the left."""

    time_s: float
    values: Mapping[Gesture, float]


@dataclass(frozen=True)
class Mark:
    """A decision: the line was met, or a gesture was seen and was not enough."""

    time_s: float
    gesture: Gesture
    met: bool
    side: Side | None = None
    """The side of a turn that was not enough."""


class Traces:
    """Follows a session's states. Values only, no picture; a new attempt begins with none."""

    def __init__(self) -> None:
        self.samples: deque[Sample] = deque()
        self.marks: list[Mark] = []
        self.now_s = 0.0
        self.gesture: Gesture | None = None
        """The gesture whose strip matters now."""
        self.evidence: Evidence | None = None
        """The value that it shows, and against which line; None after an attempt whose end no strip shows."""
        self.side = Side.LEFT
        """The side to which a turn is asked for."""
        self.eye = Side.LEFT
        """The eye that is shown enlarged: the one whose lid decides."""
        self._steps: tuple[Step, ...] = ()
        self._phase = Phase.READY
        self._began_s = 0.0

    @property
    def shown_s(self) -> float:
        """Seconds that a strip shows: the last ones, or after an attempt its whole last challenge."""
        if self._phase is Phase.ATTEMPT:
            return SHOWN_S
        return min(KEPT_S, max(SHOWN_S, self.now_s - self._began_s))

    def update(self, timestamp_s: float, state: SessionState) -> None:
        """Take one picture's time and state."""
        if state.phase is Phase.READY or (state.phase is Phase.ATTEMPT and self._phase is not Phase.ATTEMPT):
            self.samples.clear()
            self.marks.clear()
            self.gesture, self.evidence, self._steps = None, None, ()
        ended = self._phase.over
        self._phase = state.phase
        if ended and state.phase.over:
            return  # the strip stands still at the decision
        self.now_s = timestamp_s
        self._mark(timestamp_s, state)
        self._follow(timestamp_s, state)
        self.samples.append(_sample(timestamp_s, state))
        while timestamp_s - self.samples[0].time_s > KEPT_S:
            self.samples.popleft()

    def _mark(self, timestamp_s: float, state: SessionState) -> None:
        for challenge, before, now in zip(state.order, self._steps, state.steps, strict=False):
            if before is Step.NOW and now is Step.DONE:
                self.marks.append(Mark(timestamp_s, challenge.gesture, met=True))
        done_now = bool(self.marks) and self.marks[-1].time_s == timestamp_s
        for news in state.news:
            if isinstance(news, AttemptResult) and not news.result.judged:
                continue  # who stops was not seen to do too little
            if isinstance(news, AttemptResult) and self.gesture is not None:
                self._turn_to_reason(news.reason)
                not_enough = Mark(timestamp_s, self.gesture, met=False, side=news.reason.side)
                if news.result is Result.PASSED:
                    if news.steps[-1:] != (Step.SKIPPED,):
                        self.marks.append(replace(not_enough, met=True))
                elif news.result is not Result.TIMED_OUT or not self._marked(not_enough):
                    self.marks.append(not_enough)
            elif isinstance(news, Event) and not done_now and news.gesture is self.gesture and state.hint:
                self.marks.append(Mark(timestamp_s, self.gesture, met=False, side=state.hint.side))
        self._steps = state.steps

    def _marked(self, mark: Mark) -> bool:
        """Return whether an equal mark, its time aside, is there already."""
        return any(replace(other, time_s=mark.time_s) == mark for other in self.marks)

    def _turn_to_reason(self, reason: Message) -> None:
        """Show the value that the sentence speaks of: another gesture's than the one asked for, or none."""
        self.evidence = EVIDENCE[reason.key]
        if self.evidence is None:
            return
        self.gesture = self.evidence.gesture
        self.side = reason.side or self.side

    def _follow(self, timestamp_s: float, state: SessionState) -> None:
        challenge = state.asked
        if challenge is None:
            return
        waiting = state.time_left_s is None
        if state.time_left_s is not None and state.limit_s is not None:
            self._began_s = timestamp_s - (state.limit_s - state.time_left_s)
        just_done = self.marks and self.marks[-1].met and timestamp_s - self.marks[-1].time_s < LINGER_S
        if waiting and just_done:
            return
        self.gesture = challenge.gesture
        self.evidence = ON_THE_WAY_BACK.get(state.prompt.key, KINDS[challenge.gesture].usual)
        self.side = state.prompt.side or (challenge.first_side if waiting else None) or self.side
        if self.evidence.way_back and state.prompt.side:  # it names the next side
            self.side = state.prompt.side.other
        self._choose_eye(state)

    def _choose_eye(self, state: SessionState) -> None:
        """Turn to the other eye only where it is clearly that one which is judged."""
        if self.gesture is not Gesture.BLINK or state.seen is None or state.gauge is None:
            return
        far = {
            side: abs(value - state.gauge.value)
            for side, value in ((Side.LEFT, state.seen.left_open), (Side.RIGHT, state.seen.right_open))
        }
        if far[self.eye] > far[self.eye.other] + OTHER_EYE:
            self.eye = self.eye.other

    def value(self, gesture: Gesture) -> float | None:
        """Return what was last measured of a gesture, as in its curve; None if that is not now."""
        for sample in reversed(self.samples):
            if self.now_s - sample.time_s >= RECENT_S:
                return None
            if gesture in sample.values:
                return self._sign(gesture) * sample.values[gesture]
        return None

    def curve(self, gesture: Gesture) -> Curve:
        """Return the unbroken stretches of (seconds ago, value).

        Of a gesture with sides, values count towards the side that is asked for.
        """
        sign, shown_s = self._sign(gesture), self.shown_s
        stretches: Curve = [[]]
        for sample in self.samples:
            ago_s = self.now_s - sample.time_s
            if ago_s > shown_s:
                continue
            value = sample.values.get(gesture)
            if value is not None:
                stretches[-1].append((ago_s, sign * value))
            elif stretches[-1]:
                stretches.append([])
        return [stretch for stretch in stretches if stretch]

    def _sign(self, gesture: Gesture) -> int:
        return self.side.sign if KINDS[gesture].sided else 1


def _sample(timestamp_s: float, state: SessionState) -> Sample:
    """The value of the gesture that is asked for is its gauge's: of a blink, that of the eye that decides."""
    if state.seen is None:
        return Sample(timestamp_s, {})
    values = {gesture: kind.value(state.seen) for gesture, kind in KINDS.items()}
    if state.gauge is not None and state.asked is not None and not KINDS[state.asked.gesture].sided:
        values[state.asked.gesture] = state.gauge.value
    return Sample(timestamp_s, values)
