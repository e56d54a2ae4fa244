"""Single attempts, many of them: how many visitors, and how many attacks, pass, and what stops the rest.

A trial is a session with one attempt, through the real model, in the source's own time. Terms after ISO/IEC
30107-3: APCER is the share of attacks with one instrument that were accepted, BPCER the share of ordinary
(bona fide) visitors that were rejected. All of it is about the puppet, not about people.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from threading import Event

from ..choices import CueName, FaceLibrary, Instrument
from ..loop.watching import Watch
from ..puppet.source import PuppetOptions, PuppetSource
from ..session.attempt import AttemptResult, Result
from ..session.session import Session
from ..session.state import Phase
from ..settings import SessionSettings

READY_WITHIN_S = 30.0
"""A visitor who is not ready by then does not begin; in the source's own time."""
FPS = 20
"""A third less to draw and to measure than with a camera's 30; times are interpolated between pictures."""

CONDITIONS = {
    "usual": PuppetOptions(),
    "small-eyes": PuppetOptions(eyes=0.1),
    "glasses": PuppetOptions(glasses=True),
    "low-light": PuppetOptions(light=0.35, noise=8),
    "far": PuppetOptions(distance=60),
    "head-aside": PuppetOptions(yaw=12),
}
"""Good visitors. What is left open, skin tone and size of the eyes, is drawn for each."""


class Stop(Enum):
    """The rule that stopped a trial, as programs know it."""

    FLATNESS = CueName.FLATNESS.value
    WRONG_GESTURE = CueName.WRONG_GESTURE.value
    BLINK_LENGTH = CueName.BLINK_LENGTH.value
    TIME = "time"
    FACE_LOST = "face-lost"
    NOT_READABLE = "not-readable"
    NOT_READY = "not-ready"


_STOPS = {
    Result.FLAT_PICTURE: Stop.FLATNESS,
    Result.WRONG_GESTURE: Stop.WRONG_GESTURE,
    Result.TIMED_OUT: Stop.TIME,
    Result.FACE_LOST: Stop.FACE_LOST,
    Result.NOT_READABLE: Stop.NOT_READABLE,
}


@dataclass(frozen=True)
class Plan:
    """What to try. group and number draw everything that is left to chance, with the seed."""

    group: str
    number: int
    options: PuppetOptions
    attack: Instrument | None = None


@dataclass(frozen=True)
class TrialCount:
    """All trials of one kind."""

    tries: int
    passed: int
    stopped_by: dict[Stop, int]

    @property
    def passed_share(self) -> float:
        """Share of trials that passed: of attacks it is the APCER."""
        return self.passed / self.tries

    @property
    def rejected_share(self) -> float:
        """Share of trials that did not pass: of good visitors it is the BPCER."""
        return 1 - self.passed_share


def plans_for_visitors(condition: str, tries: int) -> list[Plan]:
    """Return trials of good visitors under one of CONDITIONS."""
    return [Plan(condition, number, CONDITIONS[condition]) for number in range(tries)]


def plans_for_attack(attack: Instrument, tries: int) -> list[Plan]:
    """Return trials with one instrument."""
    return [Plan(attack.value, number, PuppetOptions(), attack) for number in range(tries)]


def carry_out(
    plans: Iterable[Plan],
    settings: SessionSettings,
    seed: int,
    threads: int,
    done: Callable[[], None] = lambda: None,
    library: FaceLibrary = FaceLibrary.AUTO,
) -> TrialCount:
    """Carry out trials, ``threads`` at a time; the result does not depend on it. done: called after each."""
    stops = []
    for stop in _in_threads(list(plans), settings, seed, threads, library):
        stops.append(stop)
        done()
    counted = Counter(stop for stop in stops if stop is not None)
    return TrialCount(len(stops), stops.count(None), dict(counted.most_common()))


def stop_of(result: AttemptResult | None) -> Stop | None:
    """Return the rule that stopped an attempt; None: it passed. result None: it never began."""
    if result is None:
        return Stop.NOT_READY
    if result.reason.key == "blink_unmet":  # eyes were shut, and not for long enough
        return Stop.BLINK_LENGTH
    return None if result.result is Result.PASSED else _STOPS[result.result]


def _in_threads(
    plans: list[Plan], settings: SessionSettings, seed: int, threads: int, library: FaceLibrary
) -> Iterator[Stop | None]:
    left = Event()
    with ThreadPoolExecutor(threads, thread_name_prefix="trial") as pool:
        futures = [pool.submit(_try, plan, settings, seed, library, left) for plan in plans]
        try:
            for future in futures:
                yield future.result()
        finally:  # Ctrl-C: begin nothing more, and end what runs
            left.set()
            pool.shutdown(cancel_futures=True)


def _try(plan: Plan, settings: SessionSettings, seed: int, library: FaceLibrary, left: Event) -> Stop | None:
    drawn = random.Random(f"{seed} {plan.group} {plan.number}")
    session = Session(drawn, settings=settings)
    with (
        PuppetSource(
            plan.options, drawn.getrandbits(32), attack=plan.attack, fps=FPS, library=library
        ) as source,
        Watch(session, library) as watch,
    ):
        for frame in source:
            state = watch.update(frame).state
            late = state.phase is Phase.READY and frame.timestamp_s > READY_WITHIN_S
            if state.phase is Phase.DONE or late or left.is_set():
                break
            source.tell(state.prompt, state.hint)
    return stop_of(session.result)
