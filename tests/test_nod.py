"""Nods from traces of measures: every hint, every reason, and what is no nod."""

import random

import pytest
from faces import face
from test_session import BLINK, MOUTH, READY, REST, Trace, hints, outcome, play, slowly

from liveness_demo.choices import Gesture
from liveness_demo.gestures.kind import Event
from liveness_demo.gestures.nod import Nod
from liveness_demo.lab.analysis import Film, find_events
from liveness_demo.session.attempt import Result
from liveness_demo.session.session import Session
from liveness_demo.settings import SessionSettings

N, B, M, T = Gesture.NOD, Gesture.BLINK, Gesture.MOUTH, Gesture.TURN
DOWN = face(pitch_deg=22)


def bows(deg: float, seconds: float = 0.8) -> Trace:
    """A head that goes down, waits and comes up."""
    steps = 16
    way: Trace = [(seconds / steps, face(pitch_deg=deg * step / steps)) for step in range(steps + 1)]
    return [*way, (0.3, face(pitch_deg=deg)), *reversed(way)]


DIP: Trace = [(0.04, face(pitch_deg=12)), (0.1, face(pitch_deg=20)), (0.04, face(pitch_deg=12))]
"""Beyond the line, but too fast."""


@pytest.mark.parametrize("fps", [10, 15, 24, 30, 60])
def test_a_slow_nod_passes(fps: int) -> None:
    ended = outcome((N,), [*bows(22), (0.5, REST)], fps)
    assert (ended.result, ended.done) == (Result.PASSED, 1)


@pytest.mark.parametrize(
    ("trace", "result", "reason"),
    [
        ([(9, REST)], Result.TIMED_OUT, "nod_unmet"),
        ([*bows(12), (9, REST)], Result.TIMED_OUT, "nod_unmet"),
        ([*bows(-22), (9, REST)], Result.TIMED_OUT, "nod_unmet"),  # up is not down
        ([*DIP, (9, REST)], Result.TIMED_OUT, "nod_short_unmet"),
        ([*bows(22)[:18], (9, face(pitch_deg=20))], Result.TIMED_OUT, "nod_not_back"),
        ([*bows(22)[:18], (4, None)], Result.FACE_LOST, "face_lost"),
        ([*MOUTH], Result.WRONG_GESTURE, "wrong_mouth"),
        ([*slowly(35)], Result.WRONG_GESTURE, "wrong_turn"),
    ],
)
def test_why_a_try_ends(trace: Trace, result: Result, reason: str) -> None:
    ended = outcome((N,), trace)
    assert (ended.result, ended.reason.key) == (result, reason)


@pytest.mark.parametrize(
    ("trace", "hint"),
    [
        ([*bows(12), (0.5, REST)], "nod_little"),
        ([*DIP, (0.5, REST)], "nod_short"),
        ([*bows(22)[:18], (0.5, None)], "nod_far"),
    ],
)
def test_hints(trace: Trace, hint: str) -> None:
    assert hint in hints((N,), trace)


def test_a_head_that_is_down_already_must_come_up_first() -> None:
    ended = outcome((B, N), [(0.5, face(ear=0.02)), (0.2, REST), (5, DOWN)])
    assert (ended.result, ended.reason.key) == (Result.TIMED_OUT, "neutral_nod_unmet")
    assert ended.reason.seen == pytest.approx(22, abs=1)


@pytest.mark.parametrize("trace", [[*BLINK, *bows(22), (0.5, REST)], [*bows(12), *bows(22), (0.5, REST)]])
def test_what_does_no_harm(trace: Trace) -> None:
    assert outcome((N,), trace).result is Result.PASSED


def test_a_nod_is_wrong_only_where_nods_are_asked_for() -> None:
    """The three gestures of the news report are watched in any try; a nod where the try has one."""
    assert outcome((B, N), [*bows(22)]).reason.key == "wrong_nod"
    assert outcome((B,), [*bows(22), (0.5, REST), *BLINK]).result is Result.PASSED


def found(trace: Trace) -> list[Event]:
    frames = [seen for seconds, seen in trace for _ in range(round(seconds * 30))]
    return find_events(Film([index / 30 for index in range(len(frames))], frames))


def test_in_a_recording_a_nod_is_found_and_a_long_look_down_is_none() -> None:
    slow = [(0.1, seen) for _, seen in bows(22)]
    [nod] = found([(3, REST), *slow, (3, REST)])
    assert isinstance(nod, Nod)
    assert nod.peak_pitch_deg == pytest.approx(22, abs=0.5)
    assert found([(9, REST), (4, DOWN), (3, REST)]) == []
    assert found([(3, REST), *((0.1, seen) for _, seen in bows(12)), (3, REST)]) == []


def test_orders_with_a_nod() -> None:
    session = Session(random.Random(1), (N, T), SessionSettings(attempts=1))
    assert session.order_count == 4
    play(session, READY)
