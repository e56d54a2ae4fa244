"""The screen after a try: what was asked beside what was seen, drawn from measures; its buttons."""

from dataclasses import replace

import numpy as np
import pytest

from liveness_demo.choices import LANGUAGES, Gesture, Side
from liveness_demo.gestures.judging import Challenge
from liveness_demo.gestures.table import KINDS
from liveness_demo.loop.chosen import ChosenPuppet
from liveness_demo.loop.options import RunOptions
from liveness_demo.loop.shown import Moment
from liveness_demo.loop.wishes import Command, Wish
from liveness_demo.messages import Message
from liveness_demo.privacy.state import Enforcement, Ledger, State
from liveness_demo.session.attempt import AttemptResult, Result, Step
from liveness_demo.session.state import Phase, SessionState
from liveness_demo.settings import SessionSettings
from liveness_demo.sources.frame import Frame
from liveness_demo.view.canvas.canvas import SIZE, Image
from liveness_demo.view.canvas.theme import DARK
from liveness_demo.view.memory.traces import Sample, Traces
from liveness_demo.view.screens.asked_seen import JUST_BEYOND, asked_pose, has_pictures, seen_pose
from liveness_demo.view.screens.demonstration import SMALL_PX, figurine, measured_pose
from liveness_demo.view.screens.stage import Choices, Stage
from liveness_demo.view.words.reasons import EVIDENCE
from liveness_demo.view.words.texts import all_texts

SETTINGS = SessionSettings()
EVERY = tuple(Challenge(gesture) for gesture in Gesture)
ENGLISH = all_texts()["en"]


def ended(
    reason: Message, asked: Challenge = EVERY[0], result: Result = Result.TIMED_OUT
) -> tuple[AttemptResult, Traces]:
    """A try that ended in its first challenge, and what was followed of it."""
    over = AttemptResult(1, result, reason, 3, 0, (asked, *EVERY[1:]), False, (Step.NOW, *[Step.TO_COME] * 4))
    state = SessionState(Phase.ATTEMPT, 1, 4, Message("do_it", side=asked.first_side), order=over.order)
    traces = Traces()
    traces.update(0.0, replace(state, steps=over.steps))
    traces.update(5.0, replace(state, phase=Phase.BETWEEN, result=over, news=(over,)))
    return over, traces


TURN_LEFT = Challenge(Gesture.TURN, Side.LEFT)


@pytest.mark.parametrize(
    ("reason", "asked", "shown", "seen"),
    [
        (
            Message("turn_unmet", 13, SETTINGS.turn.turned_beyond_deg, Side.LEFT),
            TURN_LEFT,
            {Gesture.TURN: JUST_BEYOND * SETTINGS.turn.turned_beyond_deg},
            {Gesture.TURN: 13},
        ),
        (
            Message("wrong_side", 22, 20, Side.RIGHT),
            TURN_LEFT,
            {Gesture.TURN: JUST_BEYOND * SETTINGS.turn.turned_beyond_deg},
            {Gesture.TURN: -22},
        ),
        (
            Message("mouth_unmet", 0.2, 0.45),
            Challenge(Gesture.MOUTH),
            {Gesture.MOUTH: JUST_BEYOND * SETTINGS.mouth.wide_above},
            {Gesture.MOUTH: 0.2},
        ),
        (
            Message("blink_little_unmet", 0.6, 0.5),
            Challenge(Gesture.BLINK),
            {Gesture.BLINK: 0.0},
            {Gesture.BLINK: 0.6},
        ),
        (
            Message("turn_not_back", 14, SETTINGS.turn.back_within_deg, Side.LEFT),
            TURN_LEFT,
            {},
            {Gesture.TURN: 14},
        ),
    ],
    ids=lambda value: value.key if isinstance(value, Message) else "",
)
def test_a_try_is_shown_as_what_was_asked_beside_what_was_measured(
    reason: Message, asked: Challenge, shown: dict[Gesture, float], seen: dict[Gesture, float]
) -> None:
    over, traces = ended(reason, asked)
    assert has_pictures(over, traces)
    assert asked_pose(over, traces, SETTINGS) == measured_pose(shown)
    assert seen_pose(over, traces, SETTINGS) == measured_pose(seen)


@pytest.mark.parametrize("gesture", list(Gesture))
def test_what_was_asked_is_drawn_just_beyond_its_line(gesture: Gesture) -> None:
    """As it is measured again of the drawing; nobody was asked to turn twice as far."""
    kind = KINDS[gesture]
    reason = next(key for key, evidence in kind.reasons.items() if evidence is kind.usual)
    over, traces = ended(Message(reason, 0.1, 0.2), Challenge(gesture, kind.first_sides[0]))
    value = figurine(SMALL_PX, DARK.panel).value(asked_pose(over, traces, SETTINGS), gesture)
    share = value / kind.usual.line(SETTINGS)
    assert 0.99 < share < 1.5 if kind.usual.above else share < 0.3


def test_another_gesture_is_shown_beside_the_one_that_was_asked_for() -> None:
    reason = Message("wrong_mouth", 0.6, 0.5, gesture=Gesture.BLINK)
    over, traces = ended(reason, Challenge(Gesture.BLINK), Result.WRONG_GESTURE)
    traces.samples.append(Sample(4.5, {Gesture.MOUTH: 0.5, Gesture.BLINK: 1.0}))
    assert asked_pose(over, traces, SETTINGS) == measured_pose({Gesture.BLINK: 0.0})
    assert seen_pose(over, traces, SETTINGS) == measured_pose({Gesture.MOUTH: 0.5}), "0.6 is a length of time"


def test_a_blink_too_short_shows_how_far_the_lids_went() -> None:
    over, traces = ended(Message("blink_unmet", 0.22, 0.4), Challenge(Gesture.BLINK))
    assert seen_pose(over, traces, SETTINGS) is None, "nothing was measured yet"
    traces.samples += [Sample(4.0 + value / 10, {Gesture.BLINK: value}) for value in (1.0, 0.1, 0.9)]
    assert seen_pose(over, traces, SETTINGS) == measured_pose({Gesture.BLINK: 0.1})


def test_a_lost_face_is_an_empty_frame_and_what_is_no_face_is_only_said() -> None:
    lost, traces = ended(Message("face_lost", 1.2, 1.0), result=Result.FACE_LOST)
    assert has_pictures(lost, traces)
    assert seen_pose(lost, traces, SETTINGS) is None
    assert not has_pictures(*ended(Message("few_pictures", 4, 10), result=Result.NOT_READABLE))


@pytest.mark.parametrize(
    ("message", "seen", "asked"),
    [
        (Message("turn_unmet", 13.2, 25, Side.LEFT), "13°", "25°"),
        (Message("blink_unmet", 0.22, 0.4), "0.22\u00a0s", "0.40\u00a0s"),
        (Message("blink_none", None, 0.4), "", "0.40\u00a0s"),
        (Message("mouth_unmet", 0.449, 0.45), "44%", "45%"),
    ],
)
def test_a_number_stands_over_a_picture_as_in_the_sentence(message: Message, seen: str, asked: str) -> None:
    assert ENGLISH.amount(message, "seen") == seen
    assert ENGLISH.amount(message, "asked") == asked
    assert seen in ENGLISH.say(message)


def drawn(
    reason: Message, left_s: float | None, language: str = "en", size: tuple[int, int] = SIZE
) -> tuple[Stage, Image]:
    stage = Stage(Choices(all_texts()[language]))
    stage.size = size
    stage.begin(RunOptions(ChosenPuppet()))
    over, _ = ended(reason, result=Result.FACE_LOST if reason.key == "face_lost" else Result.TIMED_OUT)
    state = SessionState(
        Phase.ATTEMPT, 1, 4, Message("do_blink", asked=0.4), order=over.order, steps=over.steps
    )
    frame, ledger = Frame(np.zeros((48, 64, 3), np.uint8), 0.0), Ledger(1, 1, State(Enforcement.ENFORCED))
    stage.draw(Moment(frame, None, None, state, ledger))
    between = replace(
        state, phase=Phase.BETWEEN, prompt=reason, result=over, news=(over,), time_left_s=left_s, limit_s=8.0
    )
    stage.draw(Moment(frame, None, None, between, ledger))
    return stage


def test_it_can_be_stopped_and_then_goes_on_by_enter_only() -> None:
    def wishes(left_s: float | None) -> set[Wish]:
        return {wish for _, wish in drawn(Message("mouth_unmet", 0.2, 0.45), left_s).targets}

    assert wishes(5.0) == {Command.START, Command.PAUSE, Command.EXPLAIN}
    assert wishes(None) == {Command.START, Command.EXPLAIN}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1024, 768), (720, 1280)], ids=str)
def test_every_reason_fits_on_a_narrow_screen(language: str, size: tuple[int, int]) -> None:
    for index, key in enumerate(sorted(EVIDENCE)):
        share = "%}" in ENGLISH.words[key]
        numbers = (0.987, 0.55) if share else (12.345, 25.0)
        reason = Message(key, *numbers, Side.RIGHT, Gesture.MOUTH)
        stage = drawn(reason, 8.0 if index % 2 else None, language, size)
        assert stage.misfits == set(), key
