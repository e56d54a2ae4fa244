"""What the random order is worth, computed by the rules themselves."""

import random
from dataclasses import replace

import pytest
from test_docs import ROOT

from liveness_demo.lab.chance import Chances, chances_of, usual_loop, usual_replays
from liveness_demo.puppet.acting.recording import Recording, record
from liveness_demo.settings import CueSettings, SessionSettings
from liveness_demo.view.figures import (
    LOOP_A_TRY,
    LOOP_IN_FOUR,
    REPLAY_A_TRY,
    REPLAY_IN_FOUR,
    UNRULED_LOOP_A_TRY,
    UNRULED_LOOP_IN_FOUR,
)


def test_the_figures_on_the_screen_are_those_computed() -> None:
    replays, loop = chances_of(usual_replays()), chances_of(usual_loop())
    assert (replays.a_try, replays.in_all) == pytest.approx((REPLAY_A_TRY, REPLAY_IN_FOUR), abs=0.001)
    assert (loop.a_try, loop.in_all) == pytest.approx((LOOP_A_TRY, LOOP_IN_FOUR), abs=0.001)


def test_the_page_of_limits_has_the_same_figures() -> None:
    page = " ".join((ROOT / "docs" / "LIMITS.md").read_text(encoding="utf-8").split())
    for words, once, four in (
        ("it is {:.1f} % of single tries and {:.1f} % of four", REPLAY_A_TRY, REPLAY_IN_FOUR),
        ("of a loop of all gestures {:.1f} % and {:.1f} %", LOOP_A_TRY, LOOP_IN_FOUR),
        ("it passes {:.1f} % of single tries and {:.1f} % of four", UNRULED_LOOP_A_TRY, UNRULED_LOOP_IN_FOUR),
    ):
        assert words.format(100 * once, 100 * four) in page


def test_a_loop_of_blink_mouth_and_turn_fits_two_of_twelve_orders() -> None:
    """Blink, mouth, turn; and mouth, turn, blink: a blink at the wrong time is never wrong."""
    assert pytest.approx(2 / 12, abs=0.01) == LOOP_A_TRY


def test_several_tries_help_a_recording() -> None:
    one = chances_of(usual_loop(), SessionSettings(attempts=1))
    assert one.in_all == pytest.approx(one.a_try)
    assert chances_of(usual_loop(), SessionSettings(attempts=2)).in_all > 1.5 * one.a_try


def test_without_the_wrong_gesture_rule_a_loop_passes_twice_as_many_orders() -> None:
    """The rest end because the loop comes round too late: a challenge has 8 s."""
    without = chances_of(usual_loop(), SessionSettings(cues=CueSettings().without("wrong-gesture")))
    assert without.a_try == pytest.approx(UNRULED_LOOP_A_TRY, abs=0.001)
    assert without.in_all == pytest.approx(UNRULED_LOOP_IN_FOUR, abs=0.001)
    assert without.a_try > 1.9 * LOOP_A_TRY


def test_a_recording_that_never_rests_never_begins() -> None:
    busy = record(("mouth", "left", "blink"), random.Random(1), looped=True)
    mouth_open = tuple(replace(pose, jaw=0.9) for pose in busy.poses)
    assert chances_of([Recording(busy.order, mouth_open)]) == Chances(0.0, 0.0)


def test_a_still_recording_never_passes() -> None:
    first = usual_loop()[0].poses[0]
    assert chances_of([Recording((), (first,) * 60)]) == Chances(0.0, 0.0)
