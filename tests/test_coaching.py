"""What a visitor is told while they do it, second by second; and that telling decides nothing."""

import random
from dataclasses import replace

import pytest
from faces import face, near_neutral, sample
from hypothesis import given, settings
from hypothesis import strategies as st
from test_session import (
    BLINK,
    GLANCE,
    MOUTH,
    READY,
    REST,
    SHUT,
    SHUT_TIGHT,
    TURN_LEFT_FIRST,
    WIDE,
    B,
    M,
    T,
    Trace,
    asked,
    play,
    slowly,
)

from liveness_demo.choices import Gesture, Instrument
from liveness_demo.gestures.judging import Challenge
from liveness_demo.gestures.neutral import RelativeMeasures
from liveness_demo.gestures.table import KINDS
from liveness_demo.loop.counts import GestureCount, Tally, TrickCount, Tricks
from liveness_demo.messages import Message
from liveness_demo.session.attempt import AttemptResult, ChallengeStarted, Result, Step
from liveness_demo.session.coach import Coach
from liveness_demo.session.session import Session
from liveness_demo.session.state import Phase, SessionState
from liveness_demo.settings import SessionSettings

N, S = Gesture.NOD, Gesture.SMILE
HALF_SHUT = face(ear=0.2)
"""Two thirds open."""
A_BIT = face(mar=0.3)
BROAD = face(mouth_width=0.65, corner_height=-0.22)
"""A third wider, the corners up."""


def nodding(pitch_deg: float) -> Trace:
    return [(0.05, face(pitch_deg=pitch_deg * step / 16)) for step in range(17)]


def told(gesture: Gesture, trace: Trace) -> list[SessionState]:
    """The states from the first picture on in which the challenge's clock runs."""
    states = play(asked(gesture), [*READY, *trace])
    started = next(index for index, state in enumerate(states) if state.started)
    return states[started:]


def by_second(states: list[SessionState], fps: int = 30) -> list[str | None]:
    """What is told in the middle of each second."""
    middles = states[fps // 2 :: fps]
    return [state.coach.key if state.coach else None for state in middles if state.phase is Phase.ATTEMPT]


@pytest.mark.parametrize(
    ("gesture", "trace", "seconds"),
    [
        # Keeps the eyes shut: until the time is up, on the face of it a look at the table.
        (B, [(0.9, REST), (9, SHUT_TIGHT)], [None, "coach_hold", *["coach_open"] * 6]),
        # Half shuts them, opens them, shuts them.
        (B, [(0.8, REST), (2, HALF_SHUT), (1, REST), (0.9, SHUT), (1, REST)],
         [None, None, "coach_tighter", "blink_little", "coach_hold"]),
        # Opens the mouth too little, then wide; and closes it at last.
        (M, [(0.8, REST), (2, A_BIT), (1, REST), (2, WIDE), (1, REST)],
         [None, "coach_wider", "coach_wider", "mouth_little", "coach_hold", "coach_close"]),
        # Turns the wrong way, not as far as the line, and then the right way.
        (T, [(0.8, REST), (1.6, face(yaw_deg=-15)), (0.8, REST), *slowly(35), (1, REST)],
         [None, "coach_other_side", "coach_other_side", None, "coach_middle", None]),
        # Turns too little.
        (T, [(0.8, REST), (1.6, face(yaw_deg=15)), (2, REST)],
         [None, "coach_farther", "coach_farther", "turn_little"]),
        # Walks out of the picture.
        (B, [(0.8, REST), (9, None)], [None, "no_face", "no_face"]),
        (T, [(0.8, REST), (0.3, face(center_x=0.8)), (9, None)], [None, "coach_stay", "no_face", "no_face"]),
        # Turns so far that the face is lost.
        (T, [(0.4, REST), *slowly(50)[:17], (1.8, None)], [None, "coach_middle", "turn_far"]),
        # The head up, then too little down, then so low that it is lost.
        (N, [(0.8, REST), (1, face(pitch_deg=-15)), (1, face(pitch_deg=14)), *nodding(30)[7:], (9, None)],
         [None, "coach_down", "coach_lower", "coach_up", "nod_far", "nod_far"]),
        (S, [(0.8, REST), (1, face(mouth_width=0.55, corner_height=-0.27)), (0.9, BROAD), (1, REST)],
         [None, "coach_broader", "coach_hold"]),
    ],
    ids=["eyes kept shut", "eyes half shut", "mouth too little", "the wrong way", "turned too little",
         "walks out", "walks out of a turn", "turned out of sight", "nod", "smile"],
)  # fmt: skip
def test_what_is_told_second_by_second(gesture: Gesture, trace: Trace, seconds: list[str | None]) -> None:
    assert by_second(told(gesture, trace))[: len(seconds)] == seconds


def test_the_other_side_is_named_before_a_wrong_turn_ends_the_try() -> None:
    states = told(T, [(0.8, REST), *slowly(-35)])
    assert states[-1].result is not None and states[-1].result.reason.key == "wrong_side"
    warned = [state for state in states if state.coach and state.coach.key == "coach_other_side"]
    assert len(warned) > 5
    assert warned[0].coach == Message(
        "coach_other_side", side=Challenge(T).first_side or warned[0].prompt.side
    )


@pytest.mark.parametrize(
    ("gesture", "holds", "then"), [(B, SHUT, "coach_open"), (M, WIDE, "coach_close")], ids=["eyes", "mouth"]
)
def test_a_ring_fills_while_it_is_held_and_then_it_is_told_to_stop(
    gesture: Gesture, holds: object, then: str
) -> None:
    states = told(gesture, [(1, REST), (1.4, holds)])  # type: ignore[list-item]
    shares = [state.hold_share for state in states]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert {state.hold_s for state in states} == {states[0].prompt.asked}
    assert len(set(shares)) > 10
    keys = list(dict.fromkeys(state.coach.key for state in states if state.coach))
    assert keys == ["coach_hold", then]


def test_an_old_hint_goes_when_a_new_movement_starts() -> None:
    """Two quick blinks, then eyes kept shut."""
    states = told(B, [(0.5, REST), *[(0.2, SHUT), (1, REST)] * 2, (0.7, SHUT)])
    assert "blink_short" in {state.hint.key for state in states if state.hint}
    shut = states[-15:]
    assert {state.hint for state in shut} == {None}
    assert shut[-1].coach == Message("coach_open")


def test_a_look_aside_while_a_blink_is_asked_is_told_to_face_the_camera() -> None:
    assert by_second(told(B, [(2, face(yaw_deg=17))]))[1] == "face_camera"


def test_a_turn_that_comes_back_too_fast_is_told_to_be_slower() -> None:
    keys = {state.coach.key for state in told(T, [(1, REST), *GLANCE, (1, REST)]) if state.coach}
    assert keys & {"coach_slower", "turn_short"}
    judge = KINDS[T].judge(Challenge(T), SessionSettings())
    for time_s, yaw_deg in ((0.0, 0), (0.05, 15), (0.1, 32), (0.15, 15)):
        judge.update(time_s, near_neutral(yaw_deg=yaw_deg))
    assert judge.coach(near_neutral(yaw_deg=15)).message == Message(
        "coach_slower", side=Challenge(T).first_side or judge.prompt().side
    )


def test_a_laugh_is_told_to_keep_the_mouth_still() -> None:
    laugh: Trace = [(0.1, replace(BROAD, mar=0.02 + 0.2 * (step % 2))) for step in range(20)]
    assert "coach_still" in by_second(told(S, [(0.5, REST), *laugh]))


def test_a_natural_blink_is_no_fault() -> None:
    """Neither before a try, nor between two challenges: "open your eyes" is for eyes that stay shut."""
    for shut_s, said in ((0.3, False), (0.9, True)):
        states = play(asked(B, M), [(0.5, REST), (shut_s, SHUT), (3, REST)])
        assert ("show_eyes" in {state.prompt.key for state in states}) is said
        states = play(asked(B, M), [*READY, *BLINK[:1], (0.1, REST), (shut_s, SHUT), (1, REST)])
        assert ("neutral_eyes" in {state.prompt.key for state in states}) is said


def test_one_subject_at_a_time() -> None:
    """Until its clock runs, a challenge is not spoken of: what there is to do is to look straight ahead."""
    states = play(asked(B, M), [*READY, *BLINK[:1], (2, face(yaw_deg=12)), (1, REST)])
    waiting = [state for state in states if state.phase is Phase.ATTEMPT and not state.started]
    assert {state.prompt.key for state in waiting} == {"back_to_neutral", "neutral_head"}
    assert waiting[30].coach is not None and waiting[30].coach.key == "neutral_head"
    assert waiting[-1].coach is None, "it is neutral, and only to be held"


def test_seconds_in_which_nothing_moves_are_counted() -> None:
    states = told(M, [(3, REST), (0.5, A_BIT), (2, REST)])
    waited = [state.waiting_s for state in states]
    assert max(waited[:75]) == pytest.approx(2.5, abs=0.1)
    assert waited[105] == 0
    assert waited[-1] == pytest.approx(2, abs=0.1)


moves = st.lists(
    st.tuples(
        st.floats(0.02, 1.5),
        st.one_of(
            st.none(),
            st.builds(
                face, st.floats(0.01, 0.35), mar=st.floats(0, 0.8), yaw_deg=st.floats(-45, 45),
                pitch_deg=st.floats(-25, 25), center_x=st.floats(0.2, 0.8), mouth_width=st.floats(0.45, 0.7),
                corner_height=st.floats(-0.32, -0.2), lower_lid=st.floats(-0.1, 0.0),
            ),
        ),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=20)
@given(st.permutations(list(Gesture)), moves, st.sampled_from([10, 30]))
def test_the_coach_changes_at_most_twice_a_second(gestures: list[Gesture], trace: Trace, fps: int) -> None:
    session = Session(random.Random(0), gestures, SessionSettings(attempts=1))
    changes_s, before = [float("-inf")] * 2, None
    steps: tuple[Step, ...] = ()
    for time_s, seen in sample([*READY, *trace], fps):
        state = session.update(time_s, seen)
        assert 0 <= state.hold_share <= 1 and state.waiting_s >= 0
        if state.steps != steps and state.coach is None:
            before = None  # it went with its challenge
        steps = state.steps
        if state.phase is Phase.ATTEMPT and state.coach != before:
            assert time_s - changes_s[-2] >= 1.0
            changes_s, before = [*changes_s, time_s], state.coach


@settings(max_examples=30)
@given(st.sampled_from(list(Gesture)), moves)
def test_coaching_decides_nothing(gesture: Gesture, trace: Trace) -> None:
    """A judge that is asked what to say judges as one that is not."""
    coached, other = (KINDS[gesture].judge(Challenge(gesture), SessionSettings()) for _ in range(2))
    for time_s, seen in sample(trace, 15):
        relative = seen and RelativeMeasures(
            seen.ear_left / 0.3, seen.ear_right / 0.3, seen.mar, seen.yaw_deg, seen.pitch_deg,
            mouth_wider=2 * seen.mouth_width - 1, corners_up=seen.corner_height + 0.3,
        )  # fmt: skip
        assert coached.update(time_s, relative) == other.update(time_s, relative)
        coached.coach(relative)
        assert coached.unmet() == other.unmet()


def test_a_line_keeps_its_number_while_it_stays() -> None:
    coach = Coach(0.5)
    asked = Message("do_turn")
    assert coach.update(0.0, asked, Message("neutral_head", 12), None) == Message("neutral_head", 12)
    assert coach.update(1.0, asked, Message("neutral_head", 13), None) == Message("neutral_head", 12)
    assert coach.update(1.1, asked, None, None) is None


def test_a_line_does_not_stay_beside_a_prompt_that_it_contradicts() -> None:
    coach, lower, up = Coach(0.5), Message("coach_lower"), Message("coach_up")
    assert coach.update(0.0, Message("do_nod"), lower, None) == lower
    assert coach.update(0.2, Message("do_nod"), up, None) == lower
    assert coach.update(0.3, Message("do_nod_back"), up, None) == up
    assert coach.update(0.9, Message("do_nod_back"), lower, None) == up, "at most twice a second"
    assert coach.update(1.0, Message("do_nod_back"), lower, None) == lower


def test_a_line_goes_with_its_challenge() -> None:
    states = play(asked(B, M), [*READY, (1, REST), (0.7, SHUT), (2, REST)])
    done = next(index for index, state in enumerate(states) if Step.DONE in state.steps)
    assert states[done - 1].coach == Message("coach_open")
    assert "coach_open" not in {state.coach.key for state in states[done:] if state.coach}


def held(session: Session, from_s: float, seconds: float) -> list[SessionState]:
    session.hold()
    states = play(session, [(seconds, None)], start_s=from_s)
    session.release()
    return states


def test_a_card_costs_neither_progress_nor_time() -> None:
    session = asked(B, M)
    before = play(session, [*READY, *BLINK, (3, REST)])[-1]
    states = held(session, 7.0, 60)
    assert {state.phase for state in states} == {Phase.HELD}
    assert states[0].steps == (Step.DONE, Step.NOW), "a card of what is asked can be opened"
    after = play(session, [(0.1, None), (0.5, REST)], start_s=67.0)
    assert after[0].phase is Phase.ATTEMPT and not after[0].started
    assert before.time_left_s is not None and after[-1].time_left_s is not None
    assert after[-1].time_left_s == pytest.approx(before.time_left_s - 0.2, abs=0.1)
    news = [each for state in after for each in state.news]
    assert not any(isinstance(each, ChallengeStarted) for each in news), "it has started once"
    play(session, MOUTH, start_s=67.7)
    assert session.result is not None and session.result.result is Result.PASSED


def test_held_again_and_again_the_time_still_runs_out() -> None:
    session, now_s = asked(M), 2.2
    play(session, READY)
    for _ in range(9):
        play(session, [(1.2, REST)], start_s=now_s)
        held(session, now_s + 1.3, 5)
        now_s += 6.4
    play(session, [(1.5, REST)], start_s=now_s)
    assert session.result is not None
    assert (session.result.result, session.result.reason.key) == (Result.TIMED_OUT, "mouth_unmet")


def test_a_half_done_movement_before_a_card_does_not_count_after_it() -> None:
    session = asked(M)
    play(session, [*READY, (1.0, WIDE)])
    held(session, 3.1, 5)
    play(session, [(1, REST)], start_s=8.2)
    assert session.result is None


def test_while_the_keys_are_shown_nothing_is_judged_and_no_time_passes() -> None:
    session = asked(B, M)
    before = play(session, [*READY, *BLINK, (3, REST)])[-1]
    for time_s, seen in sample([(20, WIDE)], 10):
        session.stand_still()
        state = session.update(7.0 + time_s, seen)
        assert (state.phase, state.started, state.steps) == (Phase.ATTEMPT, False, (Step.DONE, Step.NOW))
    after = play(session, [(0.5, REST)], start_s=27.0)[-1]
    assert before.time_left_s is not None
    assert after.time_left_s == pytest.approx(before.time_left_s - 0.2, abs=0.1)


def test_no_attempt_begins_while_something_else_is_looked_at() -> None:
    session = asked(B)
    for time_s, seen in sample([(10, REST)], 10):
        session.stand_still()
        assert session.update(time_s, seen).phase is Phase.READY
    assert play(session, READY, start_s=10.1)[-1].phase is Phase.ATTEMPT


def test_a_challenge_that_stands_still_in_its_first_picture_has_started_once() -> None:
    session, news = asked(B), []
    for time_s, seen in sample([*READY, (2, REST)], 30):
        state = session.update(time_s, seen)
        if state.started and not news:
            session.stand_still()
        news += [each for each in state.news if isinstance(each, ChallengeStarted)]
    assert state.started and len(news) == 1


def test_a_closed_camera_drops_the_try() -> None:
    session = asked(B)
    play(session, READY)
    session.hold(drop=True)
    session.release()
    assert session.phase is Phase.READY


def between(settings: SessionSettings) -> Session:
    session = Session(random.Random(1), (B,), settings)
    play(session, [*READY, *MOUTH])
    assert session.phase is Phase.BETWEEN
    return session


def test_a_failed_try_stays_as_long_as_somebody_looks() -> None:
    session = between(SessionSettings())
    session.stay()
    states = play(session, [(60, REST)], fps=2, start_s=10)
    assert {(state.phase, state.time_left_s, state.limit_s) for state in states} == {
        (Phase.BETWEEN, None, None)
    }
    session.go_on()
    assert session.phase is Phase.READY
    assert play(between(SessionSettings()), [(60, None)], fps=2, start_s=10)[-1].phase is Phase.READY


def test_a_room_may_choose_to_wait_always() -> None:
    session = between(SessionSettings(wait_after_try=True))
    assert play(session, [(60, REST)], fps=2, start_s=10)[-1].phase is Phase.BETWEEN


def test_a_card_between_two_tries_leaves_the_failed_one_there() -> None:
    session = between(SessionSettings())
    held(session, 10, 20)
    assert play(session, [(20, REST)], fps=2, start_s=30)[-1].phase is Phase.BETWEEN


def ended(result: Result, *steps: Step) -> AttemptResult:
    order = tuple(Challenge(gesture) for gesture in (B, M, T))
    return AttemptResult(1, result, Message("passed"), 3, 0, order, False, steps)


def test_the_room_counts_what_was_asked_and_done() -> None:
    first = ended(Result.TIMED_OUT, Step.DONE, Step.NOW, Step.TO_COME)
    second = ended(Result.PASSED, Step.DONE, Step.SKIPPED, Step.DONE)
    left = ended(Result.ENDED, Step.NOW, Step.TO_COME, Step.TO_COME)
    tally = Tally().after([first, second]).after([left]).after([first, left])
    assert (tally.visitors, tally.tries, tally.passed) == (2, 3, 1)
    assert tally.gestures[:3] == (GestureCount(B, 3, 3), GestureCount(M, 2, 0), GestureCount(T, 1, 1))


def test_tricks_are_counted_apart() -> None:
    photo, film = Instrument.PHOTO, Instrument.REPLAY_MATCHING
    passed, failed, left = (ended(each) for each in (Result.PASSED, Result.TIMED_OUT, Result.ENDED))
    tricks = Tricks().after(film, failed).after(film, passed).after(photo, failed).after(photo, left)
    assert tricks.counts == (TrickCount(photo, 1, 0, failed), TrickCount(film, 2, 1, passed))


def test_what_is_asked_is_done_as_before() -> None:
    """Nothing that the coach says stands in the way of somebody who does all of it."""
    session = asked(B, M, T)
    states = play(session, [*READY, *BLINK, *MOUTH, *TURN_LEFT_FIRST])
    assert session.result is not None and session.result.result is Result.PASSED
    assert "coach_other_side" not in {state.coach.key for state in states if state.coach}
