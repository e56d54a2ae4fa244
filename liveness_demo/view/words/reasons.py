"""Which measured value shows why an attempt ended, and against which line; one table."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ...choices import Gesture
from ...settings import SessionSettings


@dataclass(frozen=True)
class Evidence:
    """A value that can be shown against its line. above: what was asked for lies above the line."""

    gesture: Gesture
    line: Callable[[SessionSettings], float]
    above: bool
    wrong: bool = False
    """True if crossing the line is the mistake."""


EYES_SHUT = Evidence(Gesture.BLINK, lambda settings: settings.blink.shut_below, above=False)
MOUTH_WIDE = Evidence(Gesture.MOUTH, lambda settings: settings.mouth.wide_above, above=True)
MOUTH_CLOSED = Evidence(Gesture.MOUTH, lambda settings: settings.mouth.closed_below, above=False)
HEAD_TURNED = Evidence(Gesture.TURN, lambda settings: settings.turn.turned_beyond_deg, above=True)
WRONG_MOUTH, WRONG_TURN = replace(MOUTH_WIDE, wrong=True), replace(HEAD_TURNED, wrong=True)
SHUT_TOO_LONG, TURNED_FAST = replace(EYES_SHUT, wrong=True), replace(HEAD_TURNED, wrong=True)
HEAD_BACK = Evidence(Gesture.TURN, lambda settings: settings.turn.back_within_deg, above=False)
USUAL = {Gesture.BLINK: EYES_SHUT, Gesture.MOUTH: MOUTH_WIDE, Gesture.TURN: HEAD_TURNED}
"""While a gesture is asked for."""
ON_THE_WAY_BACK = {"do_close": MOUTH_CLOSED, "do_turn_back": HEAD_BACK}
"""While its end is asked for, by prompt."""

EVIDENCE: dict[str, Evidence | None] = {
    "passed": None,
    "skipped": None,
    "source_ended": None,
    "visitor_ended": None,
    "face_lost": None,
    "not_readable": None,
    "lids_hidden": None,
    "flat_picture": None,
    "wrong_side": WRONG_TURN,
    "wrong_turn": WRONG_TURN,
    "wrong_mouth": WRONG_MOUTH,
    "blink_none": EYES_SHUT,
    "blink_unmet": EYES_SHUT,
    "blink_long_unmet": SHUT_TOO_LONG,
    "blink_little_unmet": EYES_SHUT,
    "blink_away_unmet": None,
    "mouth_unmet": MOUTH_WIDE,
    "mouth_short_unmet": MOUTH_WIDE,
    "mouth_not_closed": MOUTH_CLOSED,
    "turn_unmet": HEAD_TURNED,
    "turn_short_unmet": HEAD_TURNED,
    "turn_fast_unmet": TURNED_FAST,
    "turn_aside_unmet": None,
    "turn_not_back": HEAD_BACK,
    "no_face_unmet": None,
    "neutral_head_unmet": None,
    "neutral_mouth_unmet": None,
    "neutral_eyes_unmet": None,
}
"""By reason. None: the sentence speaks of nothing that a strip shows, such as a face that is not there."""
