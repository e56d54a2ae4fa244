"""What a session would say of recordings: of what was asked for, and of what happens by itself."""

from dataclasses import replace

import pytest
from faces import face
from test_session import LEFT, REST, SHUT, SHUT_TIGHT, WIDE, Trace, slowly

from liveness_demo.lab.analysis import Film, find_events
from liveness_demo.lab.asked import answers, by_itself
from liveness_demo.lab.intervals import wilson
from liveness_demo.lab.scores import LabelledClip, Span

FPS = 30


def film(trace: Trace) -> Film:
    faces = [seen for seconds, seen in trace for _ in range(round(seconds * FPS))]
    return Film([index / FPS for index in range(len(faces))], faces)


def clip(*asked: Span) -> LabelledClip:
    return LabelledClip("clip.mp4", (), (), frozenset(), asked=asked)


@pytest.mark.parametrize(
    ("gesture", "direction", "trace", "reason"),
    [
        ("blink", None, [(0.7, SHUT)], None),
        ("blink", None, [(5.5, SHUT_TIGHT)], None),
        ("blink", None, [(0.2, SHUT)], "blink_unmet"),
        ("blink", None, [(2.0, SHUT)], "blink_long_unmet"),
        ("mouth_opening", None, [(1.0, WIDE)], None),
        ("mouth_opening", None, [(0.3, WIDE)], "mouth_short_unmet"),
        ("head_turn", "left", [(0.5, LEFT)], None),
        ("head_turn", "right", slowly(-30), None),
        ("head_turn", "left", slowly(15), "turn_unmet"),
        ("head_turn", "left", [(0.1, LEFT)], "turn_short_unmet"),
    ],
)
def test_what_was_asked_for_counts_or_has_a_reason(
    gesture: str, direction: str | None, trace: Trace, reason: str | None
) -> None:
    seen = film([(8, REST), *trace, (2, REST)])
    span = Span(gesture, 8 * FPS, len(seen.times_s) - 2 * FPS - 1, direction)
    [answer] = answers(clip(span), seen)
    assert answer.span == span
    assert (answer.reason and answer.reason.key) == reason


def test_what_happens_by_itself_is_counted_by_stretches() -> None:
    seen = film([(20, REST), (0.7, SHUT), (19.3, REST)])
    shares = {found.gesture: found for found in by_itself(clip(), seen)}
    assert shares["blink"].stretches == 64
    assert 13 <= shares["blink"].passed <= 16  # 8 s in steps of half a second, less the blink itself
    assert {found.passed for gesture, found in shares.items() if gesture != "blink"} == {0}


def test_stretches_in_which_the_gesture_was_asked_for_are_left_out() -> None:
    seen = film([(20, REST), (0.7, SHUT), (19.3, REST)])
    asked = clip(Span("blink", 20 * FPS, 20 * FPS + 20))
    found = {found.gesture: found for found in by_itself(asked, seen)}
    assert found["blink"].passed == 0
    assert found["blink"].stretches < found["head_turn"].stretches == 64


def test_a_film_without_a_face_has_nothing_to_say() -> None:
    for seen in (film([(3, None)]), film([])):
        [answer] = answers(clip(Span("blink", 300, 900)), seen)
        assert answer.reason is not None
        assert {found.passed for found in by_itself(clip(), seen)} == {0}


def test_a_head_that_never_rests_is_taken_to_face_the_camera_in_between() -> None:
    """Two seconds of a head that shakes: its most usual place is a turned one, and no neutral."""
    yaws_deg = [(0.6, -45), (0.2, -20), (0.1, 0), (0.4, 35), (0.1, 0), (0.3, -25), (0.1, -3)]
    shaking: Trace = [(seconds, face(yaw_deg=yaw_deg)) for seconds, yaw_deg in yaws_deg]
    sides = [event.direction for event in find_events(film(shaking))]
    assert sides == ["right", "left", "right"]


def test_a_head_that_rests_aside_has_its_neutral_there() -> None:
    aside = [(seconds, seen and replace(seen, yaw_deg=seen.yaw_deg + 36)) for seconds, seen in slowly(-25)]
    [turn] = find_events(film([(3, face(yaw_deg=36)), *aside, (3, face(yaw_deg=36))]))
    assert turn.direction == "right"


def test_an_interval_over_people_is_wide_if_they_are_few() -> None:
    assert wilson(1.0, 7) == pytest.approx((0.646, 1.0), abs=0.001)
    assert wilson(1.0, 0) == (0.0, 1.0)
