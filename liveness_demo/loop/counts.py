"""What is counted while the program runs, of nobody alone, and gone at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..choices import Gesture, Instrument
from ..puppet.attacks.instruments import after
from ..session.attempt import AttemptResult, Result, Step

TALLY_FROM = 5
"""A tally of fewer visitors would tell who passed."""


@dataclass(frozen=True)
class GestureCount:
    """In how many tries the turn of a gesture came, and in how many of these it was done."""

    gesture: Gesture
    asked: int = 0
    done: int = 0

    def after(self, results: Sequence[AttemptResult]) -> "GestureCount":
        """Return the count with some more tries."""
        steps = [
            step
            for result in results
            for challenge, step in zip(result.order, result.steps, strict=False)
            if challenge.gesture is self.gesture
        ]
        done = steps.count(Step.DONE)
        return GestureCount(self.gesture, self.asked + steps.count(Step.NOW) + done, self.done + done)


@dataclass(frozen=True)
class Tally:
    """The room's counts: of all visitors together, tricks left out."""

    visitors: int = 0
    tries: int = 0
    passed: int = 0
    gestures: tuple[GestureCount, ...] = tuple(GestureCount(gesture) for gesture in Gesture)
    """In the order of ``choices.Gesture``. What was asked and not done is where a try ended."""

    def after(self, results: Sequence[AttemptResult]) -> "Tally":
        """Return the tally with one more visitor, of these tries; the same if there was none."""
        results = [each for each in results if each.result.judged]
        if not results:
            return self
        return Tally(
            self.visitors + 1,
            self.tries + len(results),
            self.passed + any(each.result is Result.PASSED for each in results),
            tuple(count.after(results) for count in self.gestures),
        )


@dataclass(frozen=True)
class TrickCount:
    """How many tries there were with a trick, how many of them passed, and how the last one ended."""

    instrument: Instrument
    tried: int
    passed: int
    last: AttemptResult


@dataclass(frozen=True)
class Tricks:
    """Those that were tried, in the order of ``choices.Instrument``."""

    counts: tuple[TrickCount, ...] = ()
    last: Instrument | None = None
    """The one that was tried last."""

    def after(self, instrument: Instrument, last: AttemptResult) -> "Tricks":
        """Return the same with one more try; one that was ended or left out is none."""
        if not last.result.judged:
            return self
        counts = {count.instrument: count for count in self.counts}
        before = counts.get(instrument, TrickCount(instrument, 0, 0, last))
        passed = before.passed + (last.result is Result.PASSED)
        counts[instrument] = TrickCount(instrument, before.tried + 1, passed, last)
        return Tricks(tuple(counts[each] for each in Instrument if each in counts), instrument)

    def next(self, now: Instrument | None) -> Instrument | None:
        """Return the trick that comes after the one held now; None: after the last of all, the puppet again.

        now: None while the puppet shows its own face. Then it goes on after the last one that was tried, so
        that a room works its way down the table, and at its end begins at the top.
        """
        return after(now) if now is not None else after(self.last) or after(None)
