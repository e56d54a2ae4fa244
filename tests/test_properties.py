"""What must hold for every stream of measures, whatever it brings. The streams are drawn, always the same."""

import gc
import random
import types
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from itertools import groupby, islice, pairwise

import numpy as np
import pytest
from faces import face, sample
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_cues import FLAT, SOLID, view

from liveness_demo.choices import REPORTED, Gesture, Side
from liveness_demo.face.landmarker import Landmarker
from liveness_demo.face.measures import FaceMeasures, measure
from liveness_demo.gestures.excursion import SLIP_S
from liveness_demo.gestures.judging import Challenge
from liveness_demo.gestures.neutral import RelativeMeasures
from liveness_demo.puppet.source import PuppetOptions, PuppetSource
from liveness_demo.session.attempt import AttemptResult, ChallengeStarted, Result, Step
from liveness_demo.session.session import Session
from liveness_demo.session.state import Phase, SessionState
from liveness_demo.settings import SessionSettings
from liveness_demo.view.words.texts import all_texts

Seen = FaceMeasures | None
Timed = list[tuple[float, Seen]]
S = SessionSettings()
B, M, T = Gesture.BLINK, Gesture.MOUTH, Gesture.TURN
N, G = Gesture.NOD, Gesture.SMILE

REST, SHUT, WIDE = face(), face(ear=0.02), face(mar=0.7)
LEFT, RIGHT = face(yaw_deg=35), face(yaw_deg=-35)
READY: Timed = [(2.5, REST)]

ANY_FACE = st.builds(
    face,
    ear_left=st.floats(0, 0.5),
    ear_right=st.floats(0, 0.5),
    mar=st.floats(0, 1.1),
    yaw_deg=st.floats(-60, 60),
    pitch_deg=st.floats(-20, 20),
    mouth_width=st.floats(0, 1),
    corner_height=st.floats(-0.6, 0),
    center_x=st.floats(0.2, 0.8),
    glare_left=st.floats(0, 0.4),
)
TELLING = st.sampled_from([REST, REST, SHUT, WIDE, LEFT, RIGHT, face(ear=0.2), face(yaw_deg=15), None])
PHASES = st.lists(st.tuples(st.floats(0.05, 2.5), TELLING | ANY_FACE), max_size=20)


def head_turns(yaw_deg: float) -> Timed:
    """Slowly out and back."""
    way = [yaw_deg * step / 16 for step in range(17)]
    return [(0.05, face(yaw_deg=each)) for each in [*way, *([yaw_deg] * 5), *reversed(way)]]


def head_nods(down_deg: float) -> Timed:
    """Slowly down and up again."""
    return [
        (seconds, replace(seen, yaw_deg=0.0, pitch_deg=seen.yaw_deg))
        for seconds, seen in head_turns(down_deg)
    ]


def smiling(wider: float) -> FaceMeasures:
    """The mouth wider by this share, and its corners up as much as a smile's."""
    return face(mouth_width=0.5 * (1 + wider), corner_height=-0.3 + wider / 4)


DONE: dict[Gesture, Timed] = {
    B: [(0.7, SHUT), (0.7, REST)],
    M: [(1.0, WIDE), (0.7, REST)],
    T: [*head_turns(35), *head_turns(-35), (0.7, REST)],
    N: [*head_nods(22), (0.7, REST)],
    G: [(1.4, smiling(0.25)), (0.7, REST)],
}


def session_for(seed: int, *gestures: Gesture, attempts: int = 4) -> Session:
    return Session(random.Random(seed), gestures or REPORTED, SessionSettings(attempts=attempts))


def results_of(states: list[SessionState]) -> list[AttemptResult]:
    return [news for state in states for news in state.news if isinstance(news, AttemptResult)]


# What was not done is not passed.


def stays(seen: list[tuple[float, float | None]], line: float, gap_s: float) -> Iterator[tuple[float, float]]:
    """From when to when a value was at or above a line, at most: from the sample before to the one after."""
    stretches: list[list[tuple[float, float]]] = [[]]
    for time_s, value in ((time_s, value) for time_s, value in seen if value is not None):
        if stretches[-1] and time_s - stretches[-1][-1][0] > gap_s:
            stretches.append([])
        stretches[-1].append((time_s, value))
    for stretch in stretches:
        for beyond, group in groupby(enumerate(stretch), lambda numbered: numbered[1][1] >= line):
            if beyond:
                (first, _), *_, (last, _) = [*group] * 2
                yield stretch[max(0, first - 1)][0], stretch[min(last + 1, len(stretch) - 1)][0]


def longest_s(seen: list[tuple[float, float | None]], line: float, gap_s: float) -> float:
    """A stay goes on over less than SLIP_S below the line: three pictures can show no more of a dip."""
    longest, began_s, ended_s = 0.0, 0.0, float("-inf")
    for start_s, end_s in stays(seen, line, gap_s):
        began_s, ended_s = (began_s if start_s - ended_s <= SLIP_S else start_s), end_s
        longest = max(longest, ended_s - began_s)
    return longest


def may_hold(challenge: Challenge, seen: list[tuple[float, RelativeMeasures | None]]) -> bool:
    """Could the gesture be in these measures? Told without the detectors, and generously."""

    def of(value: Callable[[RelativeMeasures], float]) -> list[tuple[float, float | None]]:
        return [(time_s, value(each) if each else None) for time_s, each in seen]

    if challenge.gesture is B:
        shut = of(lambda r: -min(r.left_open, r.right_open))
        return longest_s(shut, -S.blink.shut_below, S.blink.max_gap_s) >= S.blink_shut_s
    if challenge.gesture is M:
        return longest_s(of(lambda r: r.mouth_gap), S.mouth.wide_above, S.mouth.max_gap_s) >= S.mouth_hold_s
    if challenge.gesture is N:
        return any(stays(of(lambda r: r.pitch_deg), S.nod.bowed_beyond_deg, S.nod.max_gap_s))
    if challenge.gesture is G:
        wider, up = of(lambda r: r.mouth_wider), of(lambda r: S.smile.width_per_rise * r.corners_up)
        return all(
            longest_s(each, S.smile.wide_above, S.smile.max_gap_s) >= S.smile_hold_s for each in (wider, up)
        )
    line_deg, sign = S.turn.turned_beyond_deg, 1 if challenge.first_side == "left" else -1
    first = list(stays(of(lambda r: sign * r.yaw_deg), line_deg, S.turn.max_gap_s))
    second = list(stays(of(lambda r: -sign * r.yaw_deg), line_deg, S.turn.max_gap_s))
    return any(one[0] < other[1] for one in first for other in second)


ABOUT: dict[Gesture, st.SearchStrategy[Timed]] = {
    B: st.sampled_from([SHUT, SHUT, face(ear=0.14), face(ear=0.16), face(ear_left=0.02), REST, None, None]),
    M: st.sampled_from([WIDE, WIDE, face(mar=0.46), face(mar=0.48), REST, None, None]),
    T: st.sampled_from([head_turns(35), head_turns(-35), head_turns(24), LEFT, RIGHT, REST, None]),
    G: st.sampled_from([smiling(0.25), smiling(0.25), smiling(0.14), face(mouth_width=0.7), REST, None]),
    N: st.sampled_from([head_nods(22), head_nods(14), head_nods(-22), face(pitch_deg=22), REST, None]),
}
"""Much of the gesture itself, a little of it, and gaps."""


@pytest.mark.parametrize("gesture", list(Gesture))
@settings(max_examples=60)
@given(data=st.data(), seed=st.integers(0, 99), fps=st.floats(8, 30))
def test_a_challenge_is_passed_only_if_its_gesture_was_in_the_measures(
    gesture: Gesture, data: st.DataObject, seed: int, fps: float
) -> None:
    lasting_s = st.floats(0.05, 0.4) | st.floats(0.3, 0.8)
    drawn = data.draw(st.lists(st.tuples(lasting_s, ABOUT[gesture]), max_size=16))
    blocks = [each if isinstance(each, list) else [(seconds, each)] for seconds, each in drawn]
    session, since = session_for(seed, gesture, attempts=1), []
    for time_s, seen in sample([*READY, *(phase for block in blocks for phase in block), (0.5, REST)], fps):
        state = session.update(time_s, seen)
        since.append((time_s, state.seen))
        if any(isinstance(news, ChallengeStarted) for news in state.news):
            since, [challenge] = since[-1:], state.order
        if results_of([state]) and state.result and state.result.result is Result.PASSED:
            assert may_hold(challenge, since), (challenge, since)


def test_the_generous_look_is_not_blind() -> None:
    """It must be able to say no, or the property above would hold for anything."""
    rest = RelativeMeasures(1.0, 1.0, 0.0, 0.0, 0.0)
    for challenge in (Challenge(B), Challenge(M), Challenge(T, Side.LEFT), Challenge(N), Challenge(G)):
        assert not may_hold(challenge, [(step / 10, rest) for step in range(100)])


@pytest.mark.parametrize("gesture", list(Gesture))
@settings(max_examples=25)
@given(phases=PHASES, seed=st.integers(0, 99))
def test_without_the_gesture_its_challenge_is_not_passed(gesture: Gesture, phases: Timed, seed: int) -> None:
    def without(seen: Seen) -> Seen:
        calm: dict[Gesture, dict[str, float]] = {
            B: {"ear_left": 0.3, "ear_right": 0.3},
            M: {"mar": 0.1},
            T: {"yaw_deg": 3.0},
            N: {"pitch_deg": 3.0},
            G: {"mouth_width": 0.53},
        }
        return None if seen is None else replace(seen, **calm[gesture])

    session = session_for(seed, gesture)
    for time_s, seen in sample([*READY, *((seconds, without(each)) for seconds, each in phases)], 15):
        session.update(time_s, seen)
    assert session.result is None or session.result.result is not Result.PASSED


# It ends, and says why.

REASONS: dict[Result, set[str]] = {
    Result.PASSED: {"passed"},
    Result.SKIPPED: {"skipped"},
    Result.FACE_LOST: {"face_lost"},
    Result.NOT_READABLE: {"not_readable", "lids_hidden", "few_pictures"},
    Result.FLAT_PICTURE: {"flat_picture"},
    Result.ENDED: {"source_ended"},
    Result.WRONG_GESTURE: {"wrong_mouth", "wrong_turn", "wrong_side"},
    Result.TIMED_OUT: {
        *("blink_none", "blink_unmet", "blink_long_unmet", "blink_little_unmet"),
        "blink_away_unmet",
        *("mouth_unmet", "mouth_short_unmet", "mouth_not_closed", "turn_unmet"),
        *("turn_short_unmet", "turn_aside_unmet", "turn_not_back"),
        *("no_face_unmet", "neutral_head_unmet", "neutral_mouth_unmet", "neutral_eyes_unmet"),
    },
}
TOO_MUCH = {"blink_long_unmet", "blink_little_unmet", "blink_away_unmet", "lids_hidden", "face_lost"}
"""Reasons in which more was seen than asked; in all others less, or the like."""
TOO_MUCH |= {"neutral_head_unmet", "neutral_mouth_unmet", "mouth_not_closed", "turn_not_back", "not_readable"}
TOO_MUCH |= {"turn_aside_unmet"} | REASONS[Result.WRONG_GESTURE]


def agrees(result: AttemptResult) -> None:
    """Do the result, its reason, its numbers and its steps say the same?"""
    reason = result.reason
    assert reason.key in REASONS[result.result], result
    assert reason.key in all_texts()["en"].words
    if not result.steps:  # ended before an attempt had begun
        assert (result.result, result.done) == (Result.ENDED, 0)
        return
    assert result.done == result.steps.count(Step.DONE)
    assert result.asked == len(result.order) - result.steps.count(Step.SKIPPED)
    over = not {Step.NOW, Step.TO_COME} & set(result.steps)
    assert over == (result.result in (Result.PASSED, Result.SKIPPED)), result
    assert (result.result is Result.PASSED) == (over and result.done > 0), result
    if reason.seen is not None and reason.asked is not None:
        assert (reason.seen >= reason.asked) == (reason.key in TOO_MUCH), reason


WISHES = st.lists(
    st.tuples(st.integers(0, 400), st.sampled_from(["skip", "go_on", "hold", "release", "restart"]))
)


@settings(max_examples=150)
@given(PHASES, WISHES, st.integers(0, 99))
def test_no_attempt_outlives_its_limits_and_result_and_reason_agree(
    phases: Timed, wishes: list[tuple[int, str]], seed: int
) -> None:
    session = session_for(seed)
    limits = {B: S.blink_limit_s, M: S.mouth_limit_s, T: S.turn_limit_s}
    began_s: float | None = None
    fps = 10
    for index, (time_s, seen) in enumerate(sample([*READY, *phases, (60, REST)], fps)):
        for _, wish in (each for each in wishes if each[0] == index):
            getattr(session, wish)()
        state = session.update(time_s, seen)
        for result in results_of([state]):
            agrees(result)
        if state.phase is not Phase.ATTEMPT:
            began_s = None
            continue
        began_s = time_s if began_s is None else began_s
        longest_s = sum(limits[each.gesture] + S.neutral_limit_s for each in state.order)
        assert time_s - began_s <= longest_s + 2 * len(state.order) / fps
        assert state.time_left_s is None or 0 <= state.time_left_s <= limits[_now(state)]


def _now(state: SessionState) -> Gesture:
    assert state.asked is not None
    return state.asked.gesture


VIEWS = {"flat": view(FLAT, 40), "solid": view(SOLID, 40), "lost": None}


@settings(max_examples=80)
@given(st.lists(st.tuples(st.floats(0.05, 0.6), st.sampled_from(list(VIEWS))), max_size=20))
def test_a_view_is_called_flat_as_soon_as_it_was_seen_flat_for_long_enough(
    phases: list[tuple[float, str]],
) -> None:
    """One slip of the landmarks, and a face that is lost thereafter, are not flat for long."""
    session = session_for(1, T, attempts=1)
    for time_s, seen in sample(READY, 20):
        session.update(time_s, seen, view(FLAT, 0))
    flat_s: list[float] = []
    for time_s, name in sample(phases, 16):  # sixteenths of a second are exact, and never 0.3 s
        if name == "solid" or (name == "flat" and flat_s and time_s - flat_s[-1] > S.cues.flat_s):
            flat_s = []
        if name == "flat":
            flat_s.append(time_s)
        session.update(READY[0][0] + time_s, REST if name != "lost" else None, VIEWS[name])
        long_enough = name == "flat" and flat_s[-1] - flat_s[0] >= S.cues.flat_s
        called = session.result is not None and session.result.result is Result.FLAT_PICTURE
        assert called == long_enough
        if session.result is not None:
            return


# The same at every rate of pictures.

# How long a phase may last here: never within a tenth of a second of a line in the settings (a picture at
# 10 a second), nor, with those beside it, of a time limit: there pictures decide.
DURATIONS_S = {
    REST: (0.25, 0.75, 1.0, 1.5),
    SHUT: (0.25, 0.6, 1.2, 2.0),
    WIDE: (0.25, 0.5, 0.95, 1.5),
    None: (0.6, 1.0),
    face(mar=0.3): (0.25, 0.6, 1.0),
    face(yaw_deg=15): (0.25, 0.6, 1.0),
    face(ear=0.1, yaw_deg=18): (0.25, 0.6, 1.0),
    LEFT: (0.5, 0.75, 1.0),
    RIGHT: (0.5, 0.75, 1.0),
}
BLOCKS = st.one_of(
    st.sampled_from([*DONE.values(), head_turns(35), head_turns(-35), head_turns(18)]),
    *(
        st.sampled_from([[(seconds, seen)] for seconds in durations])
        for seen, durations in DURATIONS_S.items()
    ),
)


def _far_from_limits(phases: Timed) -> bool:
    """No stretch without neutral is about as long as the time to get there; no limit within the phases."""
    away_s, lost_s = 0.0, 0.0
    for (seconds, seen), (_, coming) in pairwise([*phases, (9.0, REST)]):
        away_s = 0.0 if seen == REST and seconds >= 0.7 else away_s + seconds
        lost_s = 0.0 if seen is not None else lost_s + seconds
        if away_s > S.neutral_limit_s - 0.5 or lost_s > 1.2 or seen == coming != face(yaw_deg=0.0):
            return False
    return sum(seconds for seconds, _ in phases) < S.blink_limit_s - 1.0


@pytest.mark.long
@settings(max_examples=80)
@given(st.lists(BLOCKS, min_size=1, max_size=6), st.integers(0, 11))
def test_the_result_is_the_same_at_10_to_60_pictures_a_second(blocks: list[Timed], seed: int) -> None:
    phases = [phase for block in blocks for phase in block]
    assume(_far_from_limits(phases))
    outcomes = set()
    for fps in (10, 15, 24, 30, 60):
        session = session_for(seed, attempts=1)
        for time_s, seen in sample([*READY, *phases, (20, REST)], fps):
            session.update(time_s, seen)
        result = session.result
        assert result is not None
        outcomes.add((result.result, result.reason.key, result.steps))
    assert len(outcomes) == 1, outcomes


# Whatever comes, it neither crashes nor passes.

WILD = st.floats(allow_nan=True, allow_infinity=True)
WILD_FACE = st.builds(FaceMeasures, **{field.name: WILD for field in fields(FaceMeasures)})
WILD_POINTS = st.lists(WILD, min_size=66, max_size=66).map(lambda numbers: np.reshape(numbers, (33, 2)))
POINTS = np.random.default_rng(0).normal(0, 50, (33, 2))


@settings(max_examples=80)
@given(
    st.lists(st.tuples(WILD_FACE | st.none() | st.just(REST), WILD_POINTS | st.none()), max_size=60),
    st.integers(0, 99),
    st.sampled_from([REPORTED, tuple(Gesture)]),  # one alone can come by chance: a head that is down, and up
)
def test_wild_measures_never_crash_and_never_pass(
    wild: list[tuple[Seen, np.ndarray | None]], seed: int, gestures: tuple[Gesture, ...]
) -> None:
    session = session_for(seed, *gestures)
    for index, (seen, points) in enumerate([(REST, POINTS)] * 25 + wild):
        session.update(index / 10, seen, points)
        session.go_on()
    assert session.result is None or session.result.result is not Result.PASSED


WILD_TIMES = st.one_of(WILD, st.floats(-20, 20), st.sampled_from([1e300, -1e300]))


@settings(max_examples=80)
@given(st.lists(st.tuples(WILD_TIMES, st.booleans(), TELLING | WILD_FACE), max_size=80), st.integers(0, 99))
def test_a_clock_gone_wild_never_crashes_and_reasons_agree(
    wild: list[tuple[float, bool, Seen]], seed: int
) -> None:
    """Times that jump anywhere, or (if a step is meant) go on from the last one."""
    session = session_for(seed)
    now_s = 0.0
    for now_s, seen in sample(READY, 10):
        session.update(now_s, seen)
    for time_s, is_step, seen in wild:
        now_s = now_s + time_s if is_step else time_s
        for result in results_of([session.update(now_s, seen)]):
            agrees(result)
    session.end("source_ended")
    assert session.result is not None
    agrees(session.result)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from([-50.0, -1.0, 0.0, 4.0, 1e9]), TELLING), max_size=100),
    st.integers(0, 99),
)
def test_a_clock_that_only_jumps_passes_nothing(jumps: Timed, seed: int) -> None:
    for gesture in Gesture:
        session, now_s = session_for(seed, gesture), 0.0
        for now_s, seen in sample(READY, 10):
            session.update(now_s, seen)
        for jump_s, seen in jumps:
            now_s += jump_s
            session.update(now_s, seen)
        assert session.result is None or session.result.result is not Result.PASSED


# Nothing of a picture stays.


def arrays_within(root: object) -> Iterator[np.ndarray]:
    """Every array that can be reached from an object, but not by way of code."""
    code = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.CodeType)
    seen, ahead = {id(root)}, [root]
    while ahead:
        here = ahead.pop()
        if isinstance(here, np.ndarray):
            yield here
        for other in gc.get_referents(here):
            if id(other) not in seen and not isinstance(other, code):
                seen.add(id(other))
                ahead.append(other)


LARGEST = 2 * 33
"""The places of 33 points, for flatness: all that may outlive its picture."""


def test_a_session_and_its_state_hold_no_picture() -> None:
    session = session_for(3, B, M)
    largest, phases = [], set()
    with Landmarker() as landmarker, PuppetSource(PuppetOptions(), 3) as source:
        for index, frame in enumerate(islice(source, 110)):
            landmarks = landmarker.detect(frame)
            assert landmarks is not None
            state = session.update(frame.timestamp_s, measure(landmarks), landmarks.rigid_px())
            source.tell(state.prompt, state.hint)
            phases.add(state.phase)
            if index % 5 == 0:
                largest.append(max((a.size for a in arrays_within([session, state])), default=0))
    assert Phase.ATTEMPT in phases
    assert max(largest) == LARGEST, "the walk found the points, and nothing larger"


def test_the_walk_finds_a_picture_wherever_it_is() -> None:
    session = session_for(1)
    assert not list(arrays_within(session))
    session._ready._still.append({"deep": [(np.zeros((48, 64, 3)),)]})  # type: ignore[arg-type]
    assert [array.shape for array in arrays_within(session)] == [(48, 64, 3)]
