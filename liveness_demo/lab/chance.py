"""What the random order is worth: the chance that a recording with an order of its own passes.

Nothing is drawn by chance and nothing is rendered: the recording's gestures run as plain measures through a
session's rules, for every order that can be asked and from every moment at which the recording can begin.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from ..choices import REPORTED
from ..face.measures import FaceMeasures
from ..gestures.judging import Challenge
from ..gestures.neutral import Baseline
from ..puppet.acting.recording import LOOP_ORDER, ORDERS, PICTURES_A_SECOND, Recording, record
from ..session.attempt import Attempt, Result
from ..session.gates import ReadyGate
from ..session.orders import all_orders
from ..settings import SessionSettings
from .perfect_eye import measures_of

EVERY = 2
"""Every second picture of a recording is taken: crossings are interpolated, so this is as good."""
GIVES_UP_S = 60.0
"""The gate never opens if no moment of rest is long enough: give up after this time."""


@dataclass(frozen=True)
class Chances:
    """Two chances. a_try: that one attempt passes; in_all: that one of those allowed does."""

    a_try: float
    in_all: float


def chances_of(recordings: Sequence[Recording], settings: SessionSettings | None = None) -> Chances:
    """Return the mean over recordings, over every moment to begin and every order that can be asked.

    It takes one or two seconds for each recording: keep the result.
    """
    settings = settings or SessionSettings()
    chances = [_Player(recording, settings).chances() for recording in recordings]
    mean = [sum(values) / len(chances) for values in zip(*chances, strict=True)]
    return Chances(*mean)


def usual_replays(seed: int = 1) -> list[Recording]:
    """Return a recorded session in each of the twelve orders."""
    return [record(order, random.Random(f"{seed} {order}")) for order in ORDERS]


def usual_loop(seed: int = 1) -> list[Recording]:
    """Return the loop of all gestures."""
    return [record(LOOP_ORDER, random.Random(seed), looped=True)]


class _Player:
    """One recording that plays again and again while attempts come and go."""

    def __init__(self, recording: Recording, settings: SessionSettings) -> None:
        self._settings = settings
        self._trace = [measures_of(pose) for pose in recording.poses[::EVERY]]
        self._orders = all_orders(REPORTED)
        self._begun: dict[int, tuple[int, Baseline] | None] = {}
        self._ended: dict[tuple[int, tuple[Challenge, ...]], tuple[bool, int]] = {}

    def chances(self) -> tuple[float, float]:
        """Return the two chances; the next attempt meets the recording where the last one ended."""
        passing = [0.0] * len(self._trace)
        first = passing
        for number in range(self._settings.attempts):
            passing = [self._chance(start, passing) for start in range(len(self._trace))]
            first = passing if number == 0 else first
        return sum(first) / len(first), sum(passing) / len(passing)

    def _chance(self, start: int, later: Sequence[float]) -> float:
        """Return the chance that an attempt from this moment passes, or one of those that are left."""
        begun = self._begin(start)
        if begun is None:
            return 0.0
        outcomes = [self._attempt(begun, order) for order in self._orders]
        return sum(1.0 if passed else later[end] for passed, end in outcomes) / len(outcomes)

    def _begin(self, start: int) -> tuple[int, Baseline] | None:
        if start not in self._begun:
            gate, self._begun[start] = ReadyGate(self._settings.ready), None
            for index in range(round(GIVES_UP_S * PICTURES_A_SECOND / EVERY)):
                baseline = gate.update(_time_s(index), self._seen(start + index))
                if baseline is not None:
                    self._begun[start] = ((start + index) % len(self._trace), baseline)
                    break
        return self._begun[start]

    def _attempt(self, begun: tuple[int, Baseline], order: tuple[Challenge, ...]) -> tuple[bool, int]:
        """Return whether an attempt passes, and where the recording is when the next one may begin."""
        start, baseline = begun
        if (start, order) not in self._ended:
            attempt, result, index = Attempt(1, order, baseline, self._settings), None, 0
            while result is None:
                result = attempt.update(_time_s(index), self._seen(start + index))
                index += 1
            after = index + round(self._settings.pause_s * PICTURES_A_SECOND / EVERY)
            self._ended[start, order] = (result.result is Result.PASSED, (start + after) % len(self._trace))
        return self._ended[start, order]

    def _seen(self, index: int) -> FaceMeasures:
        return self._trace[index % len(self._trace)]


def _time_s(index: int) -> float:
    return index * EVERY / PICTURES_A_SECOND
