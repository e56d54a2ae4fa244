"""The values of a whole session, thinned, and its decisions: what the verdict's timeline is drawn from."""

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from ...choices import Gesture
from ...session.state import Phase, SessionState
from .traces import Mark, Sample, Traces

SHOWN_TRIES = 4
SAMPLES_A_TRY = 1000

T = TypeVar("T")


class Thinned(Generic[T]):
    """At most so many of the things that pass by, evenly spread: if it is full, every second one goes.

    most: an even number.
    """

    def __init__(self, most: int) -> None:
        self.items: list[T] = []
        self._most, self._every, self._passed = most, 1, 0

    def add(self, make: Callable[[], T]) -> None:
        """Let one pass by; it is made only if it is kept."""
        if len(self.items) == self._most and self._passed % self._every == 0:
            del self.items[1::2]
            self._every *= 2
        if self._passed % self._every == 0:
            self.items.append(make())
        self._passed += 1


class Try:
    """One try's values and decisions, on the source's own time; it has one picture or more."""

    def __init__(self, number: int, gestures: tuple[Gesture, ...]) -> None:
        self.number, self.gestures = number, gestures
        self.marks: list[Mark] = []
        self._samples = Thinned[Sample](SAMPLES_A_TRY)

    @property
    def samples(self) -> list[Sample]:
        """What was measured; an evenly thinned part of it."""
        return self._samples.items

    @property
    def began_s(self) -> float:
        """When its first picture was measured."""
        return self.samples[0].time_s

    @property
    def length_s(self) -> float:
        """From its first picture to the last one, or to the last decision."""
        last_s = max([self.samples[-1].time_s, *(mark.time_s for mark in self.marks)])
        return last_s - self.began_s

    def add(self, sample: Sample) -> None:
        """Take one picture's values."""
        self._samples.add(lambda: sample)

    def note(self, marks: list[Mark]) -> None:
        """Take the decisions that are not yet known."""
        self.marks += [mark for mark in marks if mark not in self.marks]


class History:
    """Follows a session's traces: values only, no picture. A try that was dropped leaves nothing."""

    def __init__(self) -> None:
        self.tries: deque[Try] = deque(maxlen=SHOWN_TRIES)

    def update(self, state: SessionState, traces: Traces) -> None:
        """Take one picture's state, and the traces that have followed it."""
        if state.phase is Phase.READY:
            self._drop(state.attempt)
        elif state.phase is Phase.ATTEMPT:
            self._attempt(state).add(traces.samples[-1])
        if self.tries and state.phase is not Phase.READY:
            self.tries[-1].note(traces.marks)

    def _drop(self, coming: int) -> None:
        """Forget a try whose number comes again, and what followed it: after a restart all of them."""
        while self.tries and self.tries[-1].number >= coming:
            self.tries.pop()

    def _attempt(self, state: SessionState) -> Try:
        """Return the try that goes on, or a new one."""
        if not self.tries or self.tries[-1].number != state.attempt:
            self.tries.append(Try(state.attempt, tuple(each.gesture for each in state.order)))
        return self.tries[-1]
