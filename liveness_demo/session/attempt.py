"""One try at the whole sequence: each challenge from neutral, in time, and nothing else meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ..face.flatness import Places
from ..face.measures import FaceMeasures
from ..gestures.judging import Challenge, Coaching, Gauge
from ..gestures.kind import Event
from ..gestures.neutral import Baseline, RelativeMeasures, relative
from ..messages import Message
from ..settings import SessionSettings
from .coach import Coach
from .cues import BlinkWatch, Cue, CueWatch, without_cues
from .round import Round


class Result(Enum):
    """How an attempt ended."""

    PASSED = "PASSED"
    TIMED_OUT = "TIMED_OUT"
    WRONG_GESTURE = "WRONG_GESTURE"
    FLAT_PICTURE = "FLAT_PICTURE"
    """What turned was flat."""
    FACE_LOST = "FACE_LOST"
    NOT_READABLE = "NOT_READABLE"
    SKIPPED = "SKIPPED"
    """Nothing was done: the visitor left out everything."""
    ENDED = "ENDED"
    """The source or the visitor ended it."""

    @property
    def judged(self) -> bool:
        """Whether it came to its own end: not left out, and not ended by hand or with the source."""
        return self not in (Result.SKIPPED, Result.ENDED)


class Step(Enum):
    """Where one challenge of an attempt stands."""

    TO_COME = "to come"
    NOW = "now"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class AttemptResult:
    """The end of one attempt. asked: challenges not left out; done: how many of them were passed."""

    number: int
    result: Result
    reason: Message
    asked: int
    done: int
    order: tuple[Challenge, ...]
    started_anyway: bool
    steps: tuple[Step, ...] = ()
    """Where each challenge of the order stood."""


@dataclass(frozen=True)
class ChallengeStarted:
    """A challenge's clock began to run."""

    timestamp_s: float
    index: int
    challenge: Challenge


News = ChallengeStarted | Event


class Attempt:
    """Runs one attempt. It ends by itself: each challenge and each way back to neutral has a time limit."""

    def __init__(
        self,
        number: int,
        order: Sequence[Challenge],
        baseline: Baseline,
        settings: SessionSettings,
        started_anyway: bool = False,
        blinks: BlinkWatch | None = None,
    ) -> None:
        """blinks: the visitor's own, which the session follows; here they are only shown."""
        self._number, self.order, self._baseline = number, tuple(order), baseline
        self._settings, self._started_anyway = without_cues(settings), started_anyway
        self._cues = CueWatch(self._settings, blinks or BlinkWatch(self._settings))
        self.steps = [Step.TO_COME] * len(self.order)
        self.hint: Message | None = None
        self.gauge: Gauge | None = None
        self._coach = Coach(settings.coach_every_s)
        self._news: list[News] = []
        self._seen_s: float | None = None
        self._start_challenge(0)

    @property
    def prompt(self) -> Message:
        """What the visitor should do now."""
        return self._round.judge.prompt() if self._round.started else self._round.neutral.hint

    def time_left_s(self, timestamp_s: float) -> float | None:
        """Return how long the present challenge still has; None while its clock does not run."""
        if not self._round.started:
            return None
        return max(0.0, self._round.judge.limit_s - self._round.lasted_s(timestamp_s))

    def waiting_s(self, timestamp_s: float) -> float:
        """Return for how long of the present challenge's clock nothing has moved, up to now."""
        return timestamp_s - self._round.moved_s if self._round.started else 0.0

    @property
    def started(self) -> bool:
        """True while the present challenge's clock runs."""
        return self._round.started

    @property
    def limit_s(self) -> float:
        """The present challenge's time limit."""
        return self._round.judge.limit_s

    @property
    def hold_s(self) -> float:
        """How long the present challenge's movement is to be held."""
        return self._round.judge.hold_s

    def coach(self, timestamp_s: float) -> Message | None:
        """Return the one line about this picture. Call it once a picture."""
        return self._coach.update(timestamp_s, self.prompt, self.coaching.message, self.hint)

    @property
    def cues(self) -> tuple[Cue, ...]:
        """What may tell a face from a picture of one."""
        return self._cues.cues(self._round.watch.share)

    def update(
        self,
        timestamp_s: float,
        measures: FaceMeasures | None,
        rigid: Places | None = None,
        again: bool = False,
    ) -> AttemptResult | None:
        """Take one picture's measures, and rigid points if any; return the result once it is over.

        again: it is the very picture before. Time passes, and nothing was seen in it.
        """
        if measures is not None or self._seen_s is None:
            self._seen_s = timestamp_s
        lost_limit_s = self._round.judge.lost_limit_s if self._round.started else self._settings.lost_limit_s
        lost_s = timestamp_s - self._seen_s
        if lost_s > lost_limit_s:
            return self._over(Result.FACE_LOST, Message("face_lost", lost_s, lost_limit_s))
        seen = None if measures is None else relative(measures, self._baseline)
        self.gauge = None if seen is None else self._round.judge.gauge(seen)
        if again and self._round.started:
            return self._overdue(timestamp_s)
        flat = self._cues.update(timestamp_s, rigid if seen else None)
        if flat is not None:
            return self._over(Result.FLAT_PICTURE, flat)
        if not self._round.started:
            return self._wait_for_neutral(timestamp_s, seen, rigid)
        self._round.count(measures)
        return self._judge_challenge(timestamp_s, seen)

    def take_news(self) -> list[News]:
        """Return what has happened since the last call."""
        news, self._news = self._news, []
        return news

    def skip(self) -> AttemptResult | None:
        """Leave out the present challenge; return the result if it was the last."""
        return self._next_challenge(Step.SKIPPED)

    def stand_still(self, timestamp_s: float) -> None:
        """Let the clock stand, and the present challenge wait for neutral again. What was done stays done."""
        self._round.stand_still(timestamp_s)
        self._seen_s = None
        self._say_nothing()

    def end(self, reason: Message) -> AttemptResult:
        """End the attempt from outside."""
        return self._over(Result.ENDED, reason)

    def _wait_for_neutral(
        self, timestamp_s: float, seen: RelativeMeasures | None, rigid: Places | None
    ) -> AttemptResult | None:
        neutral = self._round.neutral.update(timestamp_s, seen)
        self.coaching = self._round.neutral.coaching
        if neutral:
            self._cues.take_frontal(rigid)
            self._round.start(timestamp_s)
            if not self._round.stood:
                self._news.append(ChallengeStarted(timestamp_s, self._index, self.order[self._index]))
        elif self._round.neutral.expired(timestamp_s):
            off = self._round.neutral.off
            return self._over(Result.TIMED_OUT, Message(f"{off.key}_unmet", off.seen, off.asked))
        return None

    def _judge_challenge(self, timestamp_s: float, seen: RelativeMeasures | None) -> AttemptResult | None:
        other = self._round.watch.update(timestamp_s, seen)
        prompt = self._round.judge.prompt()
        judgement = self._round.judge.update(timestamp_s, seen)
        moves = self._moves(timestamp_s, seen)
        outdated = self.hint is not None and self.hint.key in self._round.kind.passing_hints
        if moves or outdated or self._round.judge.prompt() != prompt:
            self.hint = None
        self.hint = judgement.hint or self.hint
        if judgement.event is not None:
            self._news.append(judgement.event)
        wrong = judgement.wrong or other
        if wrong is not None and self._settings.cues.wrong_gesture:
            return self._over(Result.WRONG_GESTURE, wrong)
        if judgement.done:  # on the first picture after the limit, too: nothing seen would explain a no
            return self._next_challenge(Step.DONE)
        return self._overdue(timestamp_s)

    def _moves(self, timestamp_s: float, seen: RelativeMeasures | None) -> bool:
        """Ask the judge what to change now; return whether there is anything: then something moves."""
        assert self._seen_s is not None
        if seen is not None or timestamp_s - self._seen_s >= self._settings.coach_lost_s:
            self.coaching = self._round.judge.coach(seen)
        if self.coaching.message is None:
            return False
        self._round.moved_s = timestamp_s
        return True

    def _next_challenge(self, left_as: Step) -> AttemptResult | None:
        self.steps[self._index] = left_as
        if self._index + 1 == len(self.order):
            return self._completed()
        self._start_challenge(self._index + 1)
        return None

    def _start_challenge(self, index: int) -> None:
        self._index = index
        chosen = {challenge.gesture for challenge in self.order}
        self._round = Round(self.order[index], chosen, self._settings)
        self.steps[index] = Step.NOW
        self._say_nothing()

    def _say_nothing(self) -> None:
        """Forget what speaks of the challenge before."""
        self.hint = self.gauge = None
        self.coaching = Coaching()
        self._coach.forget()

    def _overdue(self, timestamp_s: float) -> AttemptResult | None:
        """Return the result if the present challenge's time is up."""
        lasted_s = self._round.lasted_s(timestamp_s)
        return self._time_is_up(lasted_s) if lasted_s > self._round.judge.limit_s else None

    def _time_is_up(self, lasted_s: float) -> AttemptResult:
        fps = self._round.pictures / lasted_s
        if fps < self._settings.fewest_fps:  # too few to say that nothing was done
            return self._over(Result.NOT_READABLE, Message("few_pictures", fps, self._settings.fewest_fps))
        share, line = self._round.unreadable_share, self._settings.unreadable_share
        if self._round.judge.needs_eyes and share > line:
            return self._over(Result.NOT_READABLE, Message("not_readable", share, line))
        hidden = self._round.judge.unreadable()
        if hidden is not None and self._round.reflecting_share > line:
            return self._over(Result.NOT_READABLE, hidden)
        return self._over(Result.TIMED_OUT, self._round.judge.unmet())

    def _completed(self) -> AttemptResult:
        if Step.DONE in self.steps:
            return self._over(Result.PASSED, Message("passed"))
        return self._over(Result.SKIPPED, Message("skipped"))

    def _over(self, result: Result, reason: Message) -> AttemptResult:
        return AttemptResult(
            number=self._number,
            result=result,
            reason=reason,
            asked=sum(step is not Step.SKIPPED for step in self.steps),
            done=self.steps.count(Step.DONE),
            order=self.order,
            started_anyway=self._started_anyway,
            steps=tuple(self.steps),
        )
