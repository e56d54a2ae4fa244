"""Smiles from traces of measures: every hint, every reason, what is a smile and what is none."""

import pytest
from faces import face
from test_nod import bows, found
from test_session import BLINK, MOUTH, REST, Trace, hints, outcome, slowly

from liveness_demo.choices import Gesture
from liveness_demo.face.measures import FaceMeasures
from liveness_demo.gestures.neutral import RelativeMeasures
from liveness_demo.gestures.smile import Smile, SmileWatch
from liveness_demo.session.attempt import Result
from liveness_demo.settings import SessionSettings

G, B, N = Gesture.SMILE, Gesture.BLINK, Gesture.NOD


def smiling(wider: float, **changes: float) -> FaceMeasures:
    """The mouth wider by this share, and its corners up as much as a smile's."""
    return face(**({"mouth_width": 0.5 * (1 + wider), "corner_height": -0.3 + wider / 4} | changes))


BROAD, SLIGHT = smiling(0.25), smiling(0.12)
TEETH_BARED = face(mouth_width=0.65)
"""Wider, but no higher."""
LAUGH: Trace = [(0.1, smiling(0.3, mar=0.02 + 0.1 * (step % 2))) for step in range(30)]
"""The mouth opens and shuts five times a second."""
SMILE: Trace = [(1.3, BROAD), (0.5, REST)]


@pytest.mark.parametrize("fps", [10, 15, 24, 30, 60])
def test_a_smile_that_is_held_passes(fps: int) -> None:
    ended = outcome((G,), SMILE, fps)
    assert (ended.result, ended.done) == (Result.PASSED, 1)


@pytest.mark.parametrize(
    ("trace", "result", "reason"),
    [
        ([(9, REST)], Result.TIMED_OUT, "smile_unmet"),
        ([(2, SLIGHT), (9, REST)], Result.TIMED_OUT, "smile_unmet"),
        ([(9, TEETH_BARED)], Result.TIMED_OUT, "smile_unmet"),
        ([(9, face(corner_height=-0.2))], Result.TIMED_OUT, "smile_unmet"),  # up, but no wider: a bowed head
        ([(0.5, BROAD), (9, REST)], Result.TIMED_OUT, "smile_short_unmet"),
        ([(0.6, BROAD), (0.6, None), (0.6, BROAD), (9, REST)], Result.TIMED_OUT, "smile_short_unmet"),
        ([*LAUGH, (9, REST)], Result.TIMED_OUT, "smile_moved_unmet"),
        ([(2, None)], Result.FACE_LOST, "face_lost"),
        ([*slowly(35)], Result.WRONG_GESTURE, "wrong_turn"),
        ([*MOUTH], Result.WRONG_GESTURE, "wrong_mouth"),
    ],
)
def test_why_a_try_ends(trace: Trace, result: Result, reason: str) -> None:
    ended = outcome((G,), trace)
    assert (ended.result, ended.reason.key) == (result, reason)


@pytest.mark.parametrize(
    ("trace", "hint"),
    [
        ([(2, SLIGHT), (0.5, REST)], "smile_little"),
        ([(0.5, BROAD), (0.5, REST)], "smile_short"),
        ([*LAUGH, (0.5, REST)], "smile_moved"),
    ],
)
def test_hints(trace: Trace, hint: str) -> None:
    assert hint in hints((G,), trace)


@pytest.mark.parametrize(
    "trace",
    [
        [(1.6, smiling(0.25, mar=0.2)), (0.5, REST)],  # lips open
        [(5, BROAD)],  # and it need not end
        [(0.5, BROAD), (0.5, REST), *SMILE],
        [*BLINK, *SMILE],
        [(0.6, BROAD), (0.2, None), (0.6, BROAD), (0.5, REST)],
    ],
)
def test_what_does_no_harm(trace: Trace) -> None:
    assert outcome((G,), trace).result is Result.PASSED


def test_laughing_is_never_wrong_and_neither_is_a_smile_that_fades() -> None:
    nod = [*bows(22), (0.5, REST)]
    blink: Trace = [(0.7, face(ear=0.02)), (0.2, REST)]
    assert outcome((B, N), [(0.5, REST), *LAUGH, (0.3, REST), *blink, *nod]).result is Result.PASSED
    assert outcome((B, G), [(0.5, REST), *LAUGH, (0.3, REST), *blink, (0.5, REST), *SMILE]).done == 2
    assert outcome((N, G), [(3, BROAD)]).reason.key == "wrong_smile"
    assert outcome((N,), [(3, BROAD), (0.3, REST), *nod]).result is Result.PASSED, "no smile is asked for"


def test_a_smile_that_began_before_its_challenge_is_not_wrong_in_the_next_one() -> None:
    def watched(*values: float) -> bool:
        watch = SmileWatch(SessionSettings())
        shown = (RelativeMeasures(1, 1, 0, 0, 0, 0, value, value / 4) for value in values)
        found_wrong = [watch.update(index / 10, each) for index, each in enumerate(shown)]
        return any(found_wrong)

    assert not watched(*[0.25] * 30)
    assert watched(0.0, *[0.25] * 15)


def test_in_a_recording_a_smile_is_found_and_a_twitch_is_none() -> None:
    [smile] = found([(5, REST), (1.5, BROAD), (3, REST)])
    assert isinstance(smile, Smile)
    assert smile.peak == pytest.approx(0.25, abs=0.01)
    assert smile.length_s == pytest.approx(1.5, abs=0.1)
    for trace in ([(5, REST), (0.6, BROAD), (3, REST)], [(5, REST), (2, TEETH_BARED), (3, REST)]):
        assert found(trace) == []
