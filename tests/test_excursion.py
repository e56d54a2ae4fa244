"""An excursion: when a value goes beyond a line and comes back."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveness_demo.gestures.excursion import Excursion, ExcursionDetector

LINE, RELEASE, GOAL = 10.0, 8.0, 20.0


def events(trace: list[tuple[float, float | None]]) -> list[Excursion]:
    detector = ExcursionDetector(LINE, RELEASE, max_gap_s=0.5, goal=GOAL)
    found = [detector.update(time_s, value) for time_s, value in trace]
    return [event for event in [*found, detector.finish()] if event]


def at_10_fps(*values: float | None) -> list[tuple[float, float | None]]:
    return [(index / 10, value) for index, value in enumerate(values)]


def test_crossings_lie_between_the_pictures() -> None:
    [event] = events(at_10_fps(0, 0, 20, 20, 0, 0))
    assert event.start_s == pytest.approx(0.15)
    assert event.end_s == pytest.approx(0.35)
    assert event.peak == 20
    assert event.goal_start_s is None
    assert event.goal_s == 0


def test_goal_is_timed_by_its_longest_stay() -> None:
    [event] = events(at_10_fps(0, 40, 40, 12, 12, 40, 40, 40, 0))
    assert event.goal_start_s == pytest.approx(0.05)
    assert event.goal_s == pytest.approx(0.75 - (0.4 + 0.1 * 8 / 28))


def test_a_slip_of_one_picture_ends_no_stay() -> None:
    [event] = events(at_10_fps(0, 40, 40, 12, 40, 40, 40, 0))
    assert event.goal_s == pytest.approx(0.6)
    [ends_with_a_slip] = events(at_10_fps(0, 40, 40, 12, 0))
    assert ends_with_a_slip.goal_s == pytest.approx(0.2 + 0.1 * 20 / 28 - 0.05)


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ((0, 9, 9, 0), 0),
        ((0, 11, 9, 11, 9, 11, 0), 1),  # between release and line: the same excursion
        ((0, 11, 7, 11, 7), 2),
        ((0, 11, None, 11, 0), 1),
        ((0, 11, math.nan, math.inf, 11, 0), 1),
        ((11, 11, 11), 1),  # still going on when the trace ends
        ((None, None), 0),
        ((), 0),
    ],
)
def test_what_counts_as_one(values: tuple[float | None, ...], count: int) -> None:
    assert len(events(at_10_fps(*values))) == count


def test_a_long_gap_ends_it_where_it_was_last_seen() -> None:
    first, second = events([(0.0, 0), (0.1, 20), (0.2, 20), (1.0, 20), (1.1, 0)])
    assert (first.start_s, first.end_s) == pytest.approx((0.05, 0.2))
    assert second.start_s == pytest.approx(1.0)


def test_progress_is_seen_before_the_end() -> None:
    detector = ExcursionDetector(LINE, RELEASE, max_gap_s=0.5, goal=GOAL)
    for time_s, value in at_10_fps(0, 40, 40, 40):
        detector.update(time_s, value)
    assert detector.goal_s == pytest.approx(0.25)
    so_far = detector.finish()
    assert so_far is not None and so_far.start_s == pytest.approx(0.025)
    assert so_far.goal_start_s == pytest.approx(0.05)


def test_the_time_beyond_the_line_is_known_before_the_end() -> None:
    detector = ExcursionDetector(LINE, RELEASE, max_gap_s=0.5)
    lengths = []
    for time_s, value in at_10_fps(0, 20, 20, 9, 0):
        detector.update(time_s, value)
        lengths.append(detector.away_s)
    assert lengths == pytest.approx([0, 0.05, 0.15, 0.15 + 0.1 * 10 / 11, 0])


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True) | st.none(), max_size=60))
def test_any_values_give_ordered_excursions(values: list[float | None]) -> None:
    found = events(at_10_fps(*values))
    for event in found:
        assert 0 <= event.start_s <= event.end_s
        assert event.peak > LINE
        assert 0 <= event.goal_s <= event.end_s - event.start_s + 1e-9
    assert all(early.end_s <= late.start_s for early, late in pairwise(found))
