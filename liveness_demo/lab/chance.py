"""What the random order is worth: the chance that a recording with an order of its own passes.

Nothing is drawn by chance and nothing is rendered: the recording's gestures run as plain measures through a
session's rules, for every order that can be asked. It plays from when the first gesture is asked for.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

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


@dataclass(frozen=True)
class Chances:
    """Two chances. a_try: that one attempt passes; in_all: that one of those allowed does."""

    a_try: float
    in_all: float


def chances_of(recordings: Sequence[Recording], settings: SessionSettings | None = None) -> Chances:
    """Return the mean over recordings and over every order that can be asked: each attempt draws it anew."""
    settings = settings or SessionSettings()
    passing = [_share_passed(recording, settings) for recording in recordings]
    in_all = [1 - (1 - share) ** settings.attempts for share in passing]
    return Chances(sum(passing) / len(passing), sum(in_all) / len(in_all))


def usual_replays(seed: int = 1) -> list[Recording]:
    """Return a recorded session in each of the twelve orders."""
    return [record(order, random.Random(f"{seed} {order}")) for order in ORDERS]


def usual_loop(seed: int = 1) -> list[Recording]:
    """Return the loop of all gestures."""
    return [record(LOOP_ORDER, random.Random(seed), looped=True)]


def _share_passed(recording: Recording, settings: SessionSettings) -> float:
    """Return in which share of all orders an attempt passes."""
    trace = [measures_of(pose) for pose in recording.poses[::EVERY]]
    baseline, orders = _baseline(trace[0], settings), all_orders(REPORTED)
    if baseline is None:
        return 0.0
    return sum(_passes(trace, baseline, order, settings) for order in orders) / len(orders)


def _baseline(first: FaceMeasures, settings: SessionSettings) -> Baseline | None:
    """Return what the gate takes of the first picture, which stands still; None: it stays shut."""
    gate = ReadyGate(settings.ready)
    baselines = (gate.update(_time_s(index), first) for index in range(_index(2 * settings.ready.still_s)))
    return next((baseline for baseline in baselines if baseline is not None), None)


def _passes(
    trace: Sequence[FaceMeasures], baseline: Baseline, order: tuple[Challenge, ...], settings: SessionSettings
) -> bool:
    """Return whether an attempt passes. The recording plays from the first gesture's prompt on."""
    attempt, result, played = Attempt(1, order, baseline, settings), None, 0
    for index in count():
        result = attempt.update(_time_s(index), trace[played % len(trace)])
        if result is not None:
            return result.result is Result.PASSED
        played += attempt.started or played > 0
    raise AssertionError("each challenge has its time")


def _index(time_s: float) -> int:
    return round(time_s * PICTURES_A_SECOND / EVERY)


def _time_s(index: int) -> float:
    return index * EVERY / PICTURES_A_SECOND
