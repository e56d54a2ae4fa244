"""Gestures from traces: what counts, what does not, at any frame rate."""

import pytest
from faces import face, near_neutral, sample

from liveness_demo.choices import Gesture
from liveness_demo.gestures.blink import Blink, BlinkDetector
from liveness_demo.gestures.mouth import MouthOpeningDetector
from liveness_demo.gestures.neutral import RelativeMeasures, baseline_of, relative
from liveness_demo.gestures.table import KINDS
from liveness_demo.gestures.turn import HeadTurn, HeadTurnDetector
from liveness_demo.settings import RecordingSettings, TurnSettings

RATES = (10, 15, 24, 30, 60)
LETTERS: dict[str, RelativeMeasures | None] = {
    "O": near_neutral(),
    "C": near_neutral(openness=0.05),
    "h": near_neutral(openness=0.75),  # half open: laughing, squinting
    "l": near_neutral(left_open=0.1, right_open=0.75),  # a wink drags the other lid along
    "r": near_neutral(left_open=0.75, right_open=0.1),
    "1": near_neutral(left_open=0.1),  # the right lid is not seen to move at all
    "2": near_neutral(right_open=0.1),
    ".": None,
}


def blinks(trace: str, seconds_a_letter: float = 0.1, fps: float = 30) -> list[Blink]:
    detector = BlinkDetector()
    phases = [(seconds_a_letter, LETTERS[letter]) for letter in trace]
    found = [detector.update(time_s, value) for time_s, value in sample(phases, fps)]
    return [blink for blink in [*found, detector.finish()] if blink]


@pytest.mark.parametrize(
    ("trace", "count", "why"),
    [
        ("OOOOOO", 0, "eyes open"),
        ("OOCCOO", 1, "a blink"),
        ("OOCCOOCCOO", 2, "two blinks"),
        ("CCOO", 1, "the recording begins with shut eyes"),
        ("OOCC", 1, "and ends with them"),
        ("OOhhhhOO", 0, "laughing"),
        ("OOllllOO", 0, "a wink"),
        ("OOrrrrOO", 0, "a wink of the other eye"),
        ("OO11OO", 1, "one lid never moves: the other eye decides"),
        ("OO22OO", 1, "one lid never moves: the other eye decides"),
        ("OOCCOO11OO", 1, "a lid that was seen to move counts: later this is a wink"),
        ("OO...OO", 0, "no face is not a blink"),
        ("OOC.COO", 1, "a face lost for a moment within a blink"),
        ("OOC...COO", 2, "lost for long: what happened meanwhile is not known"),
        ("......", 0, "no face at all"),
    ],
)
def test_blinks(trace: str, count: int, why: str) -> None:
    assert len(blinks(trace)) == count, why


@pytest.mark.parametrize("fps", RATES)
def test_blink_is_timed_alike_at_any_frame_rate(fps: int) -> None:
    [blink] = blinks("OOCCOO", seconds_a_letter=0.25, fps=fps)
    assert blink.shut_s == pytest.approx(0.5, abs=1 / fps)
    assert blink.lowest_open == pytest.approx(0.05)


@pytest.mark.parametrize("level", [0.13, 0.2, 0.3, 0.47])
def test_openness_is_a_share_of_the_own_level_so_small_eyes_blink_too(level: float) -> None:
    baseline = baseline_of([face(ear=level)] * 10)
    detector = BlinkDetector()
    trace = [(0.3, face(ear=level)), (0.3, face(ear=0.02)), (0.3, face(ear=level))]
    found = [detector.update(time_s, relative(seen, baseline)) for time_s, seen in sample(trace, 30)]
    assert sum(blink is not None for blink in found) == 1


@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize(
    ("gaps", "count"),
    [
        ((0.0, 0.6, 0.0), 1),
        ((0.0, 0.3, 0.0), 0),  # talking, smiling
        ((0.0, 0.6, 0.32, 0.6, 0.0), 1),  # hardly closed in between
        ((0.0, 0.6, 0.1, 0.6, 0.0), 2),
        ((0.6, 0.0), 1),
    ],
)
def test_mouth_openings(gaps: tuple[float, ...], count: int, fps: int) -> None:
    detector = MouthOpeningDetector()
    phases = [(0.3, near_neutral(mouth_gap=gap)) for gap in gaps]
    found = [detector.update(time_s, value) for time_s, value in sample(phases, fps)]
    assert sum(opening is not None for opening in found) == count


def turns(*phases: tuple[float, float | None], fps: float = 30) -> list[HeadTurn]:
    detector = HeadTurnDetector(TurnSettings())
    values = [(s, None if yaw is None else near_neutral(yaw_deg=yaw)) for s, yaw in phases]
    found = [detector.update(time_s, value) for time_s, value in sample(values, fps)]
    return [turn for turn in [*found, detector.finish()] if turn]


@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize(("yaw_deg", "side"), [(30, "left"), (-30, "right")])
def test_positive_yaw_is_the_visitors_own_left(yaw_deg: float, side: str, fps: int) -> None:
    [turn] = turns((0.3, 0), (0.5, yaw_deg), (0.3, 0), fps=fps)
    assert turn.side == side
    assert turn.peak_yaw_deg == yaw_deg
    assert turn.length_s == pytest.approx(0.5, abs=2 / fps)


def test_a_small_turn_is_told_with_its_angle_but_is_not_far_enough() -> None:
    [turn] = turns((0.3, 0), (0.5, 15), (0.3, 0))
    assert turn.peak_yaw_deg == 15
    assert not KINDS[Gesture.TURN].counts(turn, RecordingSettings())


def test_a_face_lost_at_a_profile_is_still_the_same_turn() -> None:
    [turn] = turns((0.3, 0), (0.5, 50), (1.5, None), (0.5, 50), (0.3, 0))
    assert turn.end_s - turn.start_s == pytest.approx(2.5, abs=0.1)


def test_left_then_right_are_two_turns() -> None:
    assert [turn.side for turn in turns((0.3, 0), (0.5, 30), (0.5, -30), (0.3, 0))] == ["left", "right"]


@pytest.mark.parametrize("yaws_deg", [(11, 19, 12), (19, 17)])
def test_a_turn_that_is_at_its_line_in_one_picture_and_beyond_half_of_it_counts(
    yaws_deg: tuple[float, ...],
) -> None:
    """At 12 pictures a second an ordinary turn has hardly more."""
    [turn] = turns((0.5, 0), *((1 / 12, yaw_deg) for yaw_deg in yaws_deg), (0.5, 0), fps=12)
    assert KINDS[Gesture.TURN].counts(turn, RecordingSettings())


def test_a_slip_of_one_picture_is_no_turn() -> None:
    [turn] = turns((0.5, 0), (1 / 30, 30), (0.5, 0), fps=30)
    assert not KINDS[Gesture.TURN].counts(turn, RecordingSettings())
