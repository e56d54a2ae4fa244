"""Sessions from traces of measures: every result, every hint, every rule."""

import math
import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from faces import face, sample

from liveness_demo.choices import REPORTED, Gesture
from liveness_demo.face.measures import FaceMeasures
from liveness_demo.gestures.judging import Challenge
from liveness_demo.session.attempt import AttemptResult, ChallengeStarted, Result, Step
from liveness_demo.session.orders import all_orders, article_order
from liveness_demo.session.session import Session
from liveness_demo.session.state import Phase, SessionState
from liveness_demo.settings import SessionSettings

Trace = list[tuple[float, FaceMeasures | None]]

REST = face()
SHUT = face(ear=0.02)
SHUT_TIGHT = face(ear=0.02, lower_lid=-0.04)
WIDE = face(mar=0.7)
BOWED_SHUT = face(ear=0.02, pitch_deg=-20)
REFLECTING = face(glare_left=0.15, glare_right=0.15)
REFLECTING_LOW = face(ear=0.21, glare_left=0.15, glare_right=0.15)
LEFT, RIGHT = face(yaw_deg=35), face(yaw_deg=-35)

READY: Trace = [(1.6, REST), (0.5, REST)]
BLINK: Trace = [(0.7, SHUT), (0.5, REST)]
MOUTH: Trace = [(1.0, WIDE), (0.5, REST)]


def slowly(yaw_deg: float, seconds: float = 0.8) -> Trace:
    """A head that turns out, waits and comes back."""
    steps = 16
    out: Trace = [(seconds / steps, face(yaw_deg=yaw_deg * step / steps)) for step in range(steps + 1)]
    return [*out, (0.3, face(yaw_deg=yaw_deg)), *reversed(out)]


def mirrored(trace: Trace) -> Trace:
    return [(seconds, seen and replace(seen, yaw_deg=-seen.yaw_deg)) for seconds, seen in trace]


GLANCE: Trace = [(0.07, face(yaw_deg=15)), (0.07, face(yaw_deg=32)), (0.07, face(yaw_deg=15))]
"""Beyond the line, but too fast."""
TURN_LEFT_FIRST: Trace = [*slowly(35), *slowly(-35), (0.5, REST)]
TURN_RIGHT_FIRST: Trace = [*slowly(-35), *slowly(35), (0.5, REST)]


def play(session: Session, trace: Trace, fps: float = 30, start_s: float = 0.0) -> list[SessionState]:
    return [session.update(start_s + time_s, seen) for time_s, seen in sample(trace, fps)]


def asked(*gestures: Gesture, attempts: int = 1) -> Session:
    """A session that asks for these in the order of the news report."""
    return Session(random.Random(1), gestures, SessionSettings(attempts=attempts), in_article_order=True)


def outcome(gestures: Iterable[Gesture], trace: Trace, fps: float = 30) -> AttemptResult:
    session = asked(*gestures)
    play(session, [*READY, *trace], fps)
    assert session.result is not None, "the attempt is not over"
    return session.result


def hints(gestures: Iterable[Gesture], trace: Trace) -> set[str]:
    states = play(asked(*gestures), [*READY, *trace])
    return {state.hint.key for state in states if state.hint}


B, M, T = Gesture.BLINK, Gesture.MOUTH, Gesture.TURN


@pytest.mark.parametrize("fps", [10, 15, 24, 30, 60])
def test_doing_all_that_is_asked_passes(fps: int) -> None:
    result = outcome((B, M, T), [*BLINK, *MOUTH, *TURN_LEFT_FIRST], fps)
    assert result.result is Result.PASSED
    assert (result.done, result.asked) == (3, 3)


@pytest.mark.parametrize(
    ("gestures", "trace", "result", "reason"),
    [
        ((B,), [(9, REST)], Result.TIMED_OUT, "blink_none"),
        ((B,), [(1, REST), (0.2, SHUT), (9, REST)], Result.TIMED_OUT, "blink_unmet"),
        ((B,), [(1, REST), (3, SHUT), (9, REST)], Result.TIMED_OUT, "blink_long_unmet"),
        ((B,), [(9, SHUT)], Result.TIMED_OUT, "blink_long_unmet"),
        ((B,), [(9, SHUT_TIGHT)], Result.TIMED_OUT, "blink_not_open"),
        ((M,), [(9, REST)], Result.TIMED_OUT, "mouth_unmet"),
        ((M,), [(1, REST), (0.3, WIDE), (9, REST)], Result.TIMED_OUT, "mouth_short_unmet"),
        ((M,), [(9, WIDE)], Result.TIMED_OUT, "mouth_not_closed"),
        ((M,), [(1, WIDE), (0.6, None), (9, REST)], Result.TIMED_OUT, "mouth_not_closed"),
        ((M,), [(7.4, REST), (1, WIDE)], Result.TIMED_OUT, "mouth_short_unmet"),
        ((M,), [(1, REST), (0.4, WIDE), (0.6, None), (9, REST)], Result.TIMED_OUT, "mouth_short_unmet"),
        ((T,), [(15, REST)], Result.TIMED_OUT, "turn_unmet"),
        ((T,), [(15, face(yaw_deg=18))], Result.TIMED_OUT, "turn_unmet"),
        ((T,), [*GLANCE, (15, REST)], Result.TIMED_OUT, "turn_short_unmet"),
        ((T,), [*GLANCE, *slowly(-35)], Result.WRONG_GESTURE, "wrong_side"),
        ((T,), [(13.7, REST), *GLANCE[:2]], Result.TIMED_OUT, "turn_short_unmet"),
        ((T,), [*slowly(35), (1, REST), *mirrored(GLANCE), (15, REST)], Result.TIMED_OUT, "turn_short_unmet"),
        ((T,), [*GLANCE, (0.5, REST), *GLANCE, (15, REST)], Result.TIMED_OUT, "turn_short_unmet"),
        ((T,), [(15, face(yaw_deg=35, center_x=0.75))], Result.TIMED_OUT, "turn_aside_unmet"),
        ((T,), [(15, face(yaw_deg=5, center_x=0.75))], Result.TIMED_OUT, "turn_unmet"),
        ((T,), [*slowly(35)[:18], (15, face(center_x=0.75))], Result.TIMED_OUT, "turn_not_back"),
        ((T,), [(15, LEFT)], Result.TIMED_OUT, "turn_not_back"),
        ((T,), [*slowly(35), (1, REST), (15, RIGHT)], Result.TIMED_OUT, "turn_not_back"),
        ((B, M), [*BLINK[:1], (0.1, REST), (5, face(mar=0.2))], Result.TIMED_OUT, "neutral_mouth_unmet"),
        ((B, M), [*BLINK[:1], (0.1, REST), (5, face(yaw_deg=12))], Result.TIMED_OUT, "neutral_head_unmet"),
        ((B,), [*MOUTH], Result.WRONG_GESTURE, "wrong_mouth"),
        ((B,), [*slowly(35)], Result.WRONG_GESTURE, "wrong_turn"),
        ((M,), [*slowly(-35)], Result.WRONG_GESTURE, "wrong_turn"),
        ((T,), [*MOUTH], Result.WRONG_GESTURE, "wrong_mouth"),
        ((T,), [*slowly(-35)], Result.WRONG_GESTURE, "wrong_side"),
        ((B,), [(2, None)], Result.FACE_LOST, "face_lost"),
        ((T,), [*slowly(50)[:17], (3.5, None)], Result.FACE_LOST, "face_lost"),
        ((B,), [(9, face(glare_left=0.5, glare_right=0.5))], Result.NOT_READABLE, "not_readable"),
        ((B,), [(9, face(eye_width_px=6))], Result.NOT_READABLE, "not_readable"),
        ((B,), [(1, REFLECTING_LOW), (9, REFLECTING)], Result.NOT_READABLE, "lids_hidden"),
        ((B,), [(1, face(ear=0.21)), (9, REST)], Result.TIMED_OUT, "blink_little_unmet"),
        ((B,), [(1, face(ear=0.16)), (9, REST)], Result.TIMED_OUT, "blink_little_unmet"),
        ((M,), [(1, WIDE), (2, None)], Result.FACE_LOST, "face_lost"),
        ((B,), [(0.2, face(ear=0.21)), (9, REST)], Result.TIMED_OUT, "blink_little_unmet"),
        ((B,), [(0.35, face(ear=0.165)), (9, REST)], Result.TIMED_OUT, "blink_little_unmet"),
        ((B,), [(0.2, REFLECTING_LOW), (9, REFLECTING)], Result.TIMED_OUT, "blink_little_unmet"),
        ((B,), [(0.7, BOWED_SHUT), (9, REST)], Result.TIMED_OUT, "blink_away_unmet"),
        ((B,), [(0.7, face(ear=0.02, yaw_deg=17)), (9, REST)], Result.TIMED_OUT, "blink_away_unmet"),
        ((B,), [(0.7, BOWED_SHUT), (0.2, SHUT), (9, REST)], Result.TIMED_OUT, "blink_away_unmet"),
        ((B,), [(0.3, BOWED_SHUT), (9, REST)], Result.TIMED_OUT, "blink_none"),
    ],
)
def test_why_an_attempt_ends(
    gestures: tuple[Gesture, ...], trace: Trace, result: Result, reason: str
) -> None:
    ended = outcome(gestures, trace)
    assert (ended.result, ended.reason.key) == (result, reason)


@pytest.mark.parametrize(
    ("gestures", "trace", "seen", "line", "side"),
    [
        ((B,), [(0.7, BOWED_SHUT), (9, REST)], 20, 15, None),
        ((B,), [(9, face(eye_width_px=6))], 1.0, 0.5, None),
        ((B,), [*MOUTH], 0.7, 0.7, None),
        ((M,), [*slowly(-35)], 22, 20, "right"),
        ((T,), [*slowly(-35)], 22, 20, "right"),
        ((M,), [(3, WIDE), (9, face(mar=0.32))], 0.3, 0.1, None),
        ((M,), [(1, WIDE), (0.6, None), (9, REST)], 0.68, 0.1, None),  # as it was last seen
        ((T,), [*slowly(35)[:18], (15, face(yaw_deg=12))], 12, 8, "left"),
        ((T,), [(15, face(yaw_deg=35, center_x=0.75))], 0.25 / 0.3, 0.7, "left"),
        ((T,), [*slowly(35)[:18], (15, face(center_x=0.75))], 35, 8, "left"),
        ((T,), [*GLANCE, (15, REST)], 0.22, 0.25, "left"),
    ],
)
def test_a_reason_has_the_number_that_was_measured_and_its_line(
    gestures: tuple[Gesture, ...], trace: Trace, seen: float, line: float, side: str | None
) -> None:
    reason = outcome(gestures, trace).reason
    assert reason.seen == pytest.approx(seen, rel=0.1)
    assert (reason.asked, reason.side) == (line, side)


def test_a_gesture_whose_end_is_seen_on_the_first_picture_after_the_limit_is_done() -> None:
    session = asked(B)
    [started] = [news for state in play(session, READY, fps=10) for news in state.news]
    assert isinstance(started, ChallengeStarted)
    begins_s = started.timestamp_s + 0.25
    states = play(session, [(7.2, REST), (0.6, SHUT), (0.1, REST)], fps=10, start_s=begins_s)
    assert (states[-2].time_left_s, states[-1].phase) == (pytest.approx(0.05), Phase.DONE)
    assert session.result is not None and session.result.result is Result.PASSED


@pytest.mark.parametrize(
    ("gestures", "trace"),
    [
        ((B,), [(0.6, None), *BLINK]),  # the face lost for a moment
        ((B,), [(0.2, SHUT), (0.5, REST), *BLINK]),  # a natural blink first
        ((B,), [(0.5, face(mar=0.3)), (0.2, WIDE), (0.4, REST), *BLINK]),  # talking and laughing
        ((B,), [(0.4, face(yaw_deg=17)), (0.4, REST), *BLINK]),  # a look aside
        ((B,), [(5.5, SHUT_TIGHT), (0.5, REST)]),  # eyes kept shut until told to open them
        ((B,), [(0.7, BOWED_SHUT), (0.4, REST), *BLINK]),  # a head bowed at first
        ((B,), [(0.5, face(yaw_deg=35, center_x=0.75)), (0.4, REST), *BLINK]),  # moved aside, not turned
        ((M,), [*BLINK, *MOUTH]),  # a blink is never wrong
        ((M,), [(0.5, face(mar=0.35)), (0.5, REST), *MOUTH]),  # too little, then enough
        ((T,), [*BLINK, *TURN_LEFT_FIRST]),
        ((T,), [*slowly(18), *TURN_LEFT_FIRST]),  # not far enough, then far enough
        ((T,), [*slowly(35), *slowly(35), *slowly(-35), (0.5, REST)]),  # twice to the first side
        ((T,), [*slowly(50)[:17], (2.5, None), *slowly(50)[17:], *slowly(-35), (0.5, REST)]),  # a profile
        ((M,), [(0.4, WIDE), (0.2, None), (0.5, WIDE), (0.5, REST)]),  # lost within
    ],
)
def test_what_does_no_harm(gestures: tuple[Gesture, ...], trace: Trace) -> None:
    assert outcome(gestures, trace).result is Result.PASSED


@pytest.mark.parametrize(
    ("gestures", "trace", "hint"),
    [
        ((B,), [(0.2, SHUT), (1, REST)], "blink_short"),
        ((B,), [(2, SHUT), (1, REST)], "blink_long"),
        ((B,), [(1, face(ear=0.21)), (1, REST)], "blink_little"),
        ((B,), [(1, face(ear=0.16)), (1, REST)], "blink_little"),
        ((B,), [(0.5, face(ear=0.02, yaw_deg=17))], "face_camera"),
        ((M,), [(0.3, WIDE), (1, REST)], "mouth_short"),
        ((M,), [(0.5, face(mar=0.3)), (1, REST)], "mouth_little"),
        ((T,), [*slowly(18), (0.5, REST)], "turn_little"),
        ((T,), [*GLANCE, (0.5, REST)], "turn_short"),
        ((T,), [*slowly(50)[:17], (1, None)], "turn_far"),
        ((T,), [(1, face(yaw_deg=35, center_x=0.75))], "turn_aside"),
    ],
)
def test_hints(gestures: tuple[Gesture, ...], trace: Trace, hint: str) -> None:
    assert hint in hints(gestures, trace)


def test_a_turn_that_is_far_enough_is_never_told_to_go_farther() -> None:
    states = play(asked(T), [*READY, *GLANCE, (0.5, REST)])
    [hint] = {state.hint for state in states if state.hint}
    assert (hint.key, hint.asked, hint.side) == ("turn_short", 0.25, "left")
    assert hint.seen is not None and 0 < hint.seen < 0.25


def test_a_hint_has_the_number_seen_and_the_number_asked() -> None:
    states = play(asked(B), [*READY, (0.2, SHUT), (1, REST)])
    hint = next(state.hint for state in states if state.hint and state.hint.key == "blink_short")
    assert hint.seen == pytest.approx(0.2, abs=1 / 30)
    assert hint.asked == 0.4


def test_a_gesture_that_was_not_seen_to_end_is_not_done() -> None:
    """Eyes shut, then looking away; a mouth open, then no face; turned, then moved aside."""
    for gestures, trace in (
        ((B,), [(0.6, SHUT), (0.5, face(ear=0.02, yaw_deg=17)), (1, REST)]),
        ((M,), [(1.0, WIDE), (0.6, None), (1, REST)]),
    ):
        session = asked(*gestures)
        play(session, [*READY, *trace])
        assert session.result is None, session.result


def test_lids_that_come_down_too_little_are_not_told_to_be_too_quick() -> None:
    assert hints((B,), [(1, face(ear=0.16)), (1, REST)]) == {"blink_little"}


def test_a_hint_goes_when_it_is_no_longer_true() -> None:
    states = play(asked(T), [*READY, *slowly(18), *slowly(35), (0.5, REST)])
    little = [state for state in states if state.hint and state.hint.key == "turn_little"]
    assert little
    assert {state.prompt.key for state in little} == {"do_turn"}
    states = play(asked(B), [*READY, (0.5, face(yaw_deg=17)), (1, REST)])
    assert states[-1].hint is None


@pytest.mark.parametrize("trace", [[*slowly(35), *slowly(-35)], [*slowly(-35), *slowly(35)]])
def test_left_and_right_both_ways(trace: Trace) -> None:
    first_side = "left" if trace[5][1] and trace[5][1].yaw_deg > 0 else "right"
    for seed in range(20):
        session = Session(random.Random(seed), (T,), SessionSettings(attempts=1))
        states = play(session, [*READY, *trace, (0.5, REST)])
        order = next(state.order for state in states if state.order)
        matches = order == (Challenge(T, first_side),)
        expected = Result.PASSED if matches else Result.WRONG_GESTURE
        assert session.result is not None and session.result.result is expected


@pytest.mark.parametrize(
    ("misplaced", "hint"),
    [
        (None, "no_face"),
        (face(face_width=0.1), "come_closer"),
        (face(face_width=0.8), "go_back"),
        (face(center_x=0.2), "to_the_middle"),
        (face(center_y=0.9), "camera_height"),
        (face(brightness=20), "more_light"),
        (face(yaw_deg=40), "look_at_camera"),
        (face(ear=0.03), "show_eyes"),
        (face(mar=0.5), "close_mouth"),
    ],
)
def test_each_gate_says_what_is_missing(misplaced: FaceMeasures | None, hint: str) -> None:
    states = play(asked(B), [(3, misplaced)])
    assert {state.phase for state in states} == {Phase.READY}
    assert states[-1].prompt.key == hint


def test_a_second_face_as_large_as_the_visitors_waits_and_a_small_one_does_not() -> None:
    for widths, phase in (((0.3, 0.2), Phase.READY), ((0.3, 0.1), Phase.ATTEMPT)):
        session = asked(B)
        session.count_faces(widths)
        assert play(session, READY)[-1].phase is phase


def test_a_moving_head_is_asked_to_hold_still() -> None:
    swaying: Trace = [(0.2, face(yaw_deg=10 * (step % 2))) for step in range(20)]
    assert play(asked(B), swaying)[-1].phase is Phase.READY


def test_after_ten_seconds_it_offers_to_start_anyway_and_notes_it() -> None:
    session = asked(B)
    early = play(session, [(9, face(brightness=20))])
    assert not any(state.may_start_anyway for state in early)
    session.go_on()
    assert play(session, [(2, face(brightness=20))], start_s=9)[-1].may_start_anyway
    session.go_on()
    play(session, [(0.5, face(brightness=20)), *BLINK], start_s=11)
    assert session.result is not None
    assert (session.result.result, session.result.started_anyway) == (Result.PASSED, True)


def test_it_cannot_start_anyway_without_a_face() -> None:
    session = asked(B)
    play(session, [(12, None)])
    session.go_on()
    assert session.phase is Phase.READY


def test_the_gauge_is_never_that_of_another_challenge_than_the_one_asked_now() -> None:
    states = play(asked(B, M), [*READY, *BLINK, (1, REST)])
    lines = {(state.steps, state.gauge.line) for state in states if state.gauge}
    s = SessionSettings()
    first, second = (Step.NOW, Step.TO_COME), (Step.DONE, Step.NOW)
    assert lines == {(first, s.blink.shut_below), (second, s.mouth.wide_above)}


def test_the_clock_starts_only_from_neutral() -> None:
    session = asked(B, M)
    states = play(session, [*READY, (0.7, SHUT), (2, face(mar=0.2)), (1, REST)])
    started = [news for state in states for news in state.news if isinstance(news, ChallengeStarted)]
    assert [news.index for news in started] == [0, 1]
    assert started[1].timestamp_s == pytest.approx(2.1 + 0.7 + 2 + 0.3, abs=0.1)


def test_a_neutral_that_must_last_longer_than_there_is_time_is_refused() -> None:
    with pytest.raises(ValueError, match="neutral_limit_s"):
        SessionSettings(neutral_s=5.0, neutral_limit_s=4.0)


def test_skipping_one_leaves_the_others() -> None:
    session = asked(B, M)
    play(session, READY)
    session.skip()
    states = play(session, [(0.5, REST), *MOUTH], start_s=3)
    assert session.result is not None
    assert (session.result.result, session.result.done, session.result.asked) == (Result.PASSED, 1, 1)
    assert states[0].steps == (Step.SKIPPED, Step.NOW)


def test_skipping_all_is_no_pass() -> None:
    session = asked(B, M)
    play(session, READY)
    session.skip()
    session.skip()
    assert session.result is not None and session.result.result is Result.SKIPPED
    assert session.phase is Phase.DONE


@pytest.mark.parametrize("reason", ["source_ended", "visitor_ended"])
@pytest.mark.parametrize("trace", [[], READY, [(1, None)]])
def test_ended_from_outside(trace: Trace, reason: str) -> None:
    session = asked(B)
    play(session, trace)
    state = session.end(reason)
    assert session.result is not None
    assert (session.result.result, session.result.reason.key) == (Result.ENDED, reason)
    assert state.news == (session.result,)


def test_an_end_between_attempts_leaves_the_last_result() -> None:
    session = asked(B, attempts=2)
    play(session, [*READY, *MOUTH])
    session.end("source_ended")
    assert session.result is not None and session.result.result is Result.WRONG_GESTURE


def test_attempts_are_numbered_and_limited_and_the_order_is_drawn_afresh() -> None:
    session = Session(random.Random(4))
    trace: Trace = [(1.6, REST), (0.4, REST), (20, REST), (4.1, REST)]
    states = play(session, [*trace, *trace, *trace, *trace], fps=10)
    results = [news for state in states for news in state.news if isinstance(news, AttemptResult)]
    assert [result.number for result in results] == [1, 2, 3, 4]
    assert states[-1].phase is Phase.DONE
    assert len({result.order for result in results}) > 1


def test_there_are_twelve_orders_without_repetition() -> None:
    orders = all_orders(REPORTED)
    assert len(set(orders)) == 12
    assert all({challenge.gesture for challenge in order} == set(REPORTED) for order in orders)
    assert article_order(REPORTED) in orders


def test_all_orders_are_drawn_about_equally_often() -> None:
    drawn = []
    for seed in range(1200):
        session = Session(random.Random(seed))
        drawn.append(play(session, READY, fps=5)[-1].order)
    counts = [drawn.count(order) for order in all_orders(REPORTED)]
    assert sum(counts) == 1200
    assert min(counts) > 60  # 100 expected, standard deviation 10


def test_a_looped_recording_of_all_gestures_does_not_pass_in_any_order() -> None:
    """A blink is never wrong, so the loop blink, mouth, turn also matches mouth, turn, blink: 2 of 12."""
    loop = [*BLINK, *MOUTH, *TURN_LEFT_FIRST]
    told = article_order(REPORTED)
    matching = {told, (*told[1:], told[0])}
    passed = set()
    for seed in range(60):
        session = Session(random.Random(seed), settings=SessionSettings(attempts=1))
        states = play(session, [*READY, *loop, *loop, *loop, *loop])
        order = next(state.order for state in states if state.order)
        assert session.result is not None
        if session.result.result is Result.PASSED:
            passed.add(order)
        else:
            assert session.result.result is Result.WRONG_GESTURE
    assert passed == matching


def test_between_visitors_nothing_is_left() -> None:
    first, second = asked(B), asked(B)
    play(first, [*READY, *BLINK])
    assert second.result is None and second.phase is Phase.READY
    assert play(second, [(0.1, None)])[0].result is None


def test_baseline_is_the_visitors_own() -> None:
    """A head that rests off-axis, small eyes and a mouth that does not quite close are nobody's fault."""

    def own(**changes: float) -> FaceMeasures:
        base = {"ear": 0.15, "yaw_deg": -15.0, "mar": 0.12, "pitch_deg": 12.0}
        return face(**(base | changes))

    trace: Trace = [
        (2.1, own()), (0.6, own(ear=0.02)), (0.5, own()), (1.0, own(mar=0.8)), (0.5, own()),
        *[(0.05, own(yaw_deg=-15.0 + 2 * step)) for step in range(18)],
        *[(0.05, own(yaw_deg=19.0 - 2 * step)) for step in range(36)],
        *[(0.05, own(yaw_deg=-51.0 + 2 * step)) for step in range(19)], (0.5, own()),
    ]  # fmt: skip
    session = asked(B, M, T)
    play(session, trace)
    assert session.result is not None
    assert session.result.result is Result.PASSED, session.result.reason


def test_measures_are_numbers() -> None:
    assert face().is_finite()
    assert not face(mar=math.nan).is_finite()
