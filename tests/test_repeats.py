"""The same picture again: no evidence of anything, from a camera that stalls or a film that stands still."""

import random

import numpy as np
import pytest
from faces import face
from test_session import READY, REST, SHUT, B, M, asked, play

from liveness_demo.choices import Gesture
from liveness_demo.loop.watching import Watch
from liveness_demo.puppet.paint.renderer import Puppet
from liveness_demo.puppet.shape.look import Look, Pose
from liveness_demo.session.attempt import Result
from liveness_demo.session.session import Session
from liveness_demo.settings import SessionSettings
from liveness_demo.sources.frame import Frame
from liveness_demo.sources.repeats import RepeatWatch, fingerprint
from liveness_demo.upkeep.doctor import CameraLook, check_camera

FPS = 30


def test_a_picture_is_told_from_the_one_before() -> None:
    watch = RepeatWatch()
    one = np.random.default_rng(1).integers(0, 255, (480, 640, 3), np.uint8)
    other = one.copy()
    other[200:205, 300] += 1
    assert [watch.update(picture) for picture in (one, one.copy(), other, one)] == [False, True, False, False]
    assert fingerprint(np.zeros((4, 6), np.uint8)) != fingerprint(np.zeros((6, 4), np.uint8))
    assert fingerprint(np.zeros((1, 1, 3), np.uint8)) == fingerprint(np.zeros((1, 1, 3), np.uint8))


def stalled(session: Session, seconds: float, seen: object, from_s: float) -> float:
    """A picture, and the same one again for some time; return when the next one comes."""
    for index in range(round(seconds * FPS)):
        session.update(from_s + index / FPS, seen, again=index > 0)  # type: ignore[arg-type]
    return from_s + seconds


@pytest.mark.parametrize("again", [True, False])
def test_a_blink_during_a_stall_is_not_eyes_kept_shut(again: bool) -> None:
    session = asked(B)
    play(session, READY, FPS)
    now_s = sum(seconds for seconds, _ in READY)
    for index in range(round(0.7 * FPS)):
        session.update(now_s + index / FPS, SHUT, again=again and index > 0)
    play(session, [(0.5, REST)], FPS, start_s=now_s + 0.7)
    assert (session.result is not None) is not again


def test_time_goes_on_while_a_picture_stands_still() -> None:
    """And a challenge in which next to nothing was seen was not read, rather than not done."""
    session = asked(M)
    play(session, READY, FPS)
    stalled(session, 9.0, REST, sum(seconds for seconds, _ in READY))
    assert session.result is not None
    assert (session.result.result, session.result.reason.key) == (Result.NOT_READABLE, "few_pictures")


def test_a_face_does_not_get_lost_in_a_stall() -> None:
    session = asked(M)
    play(session, READY, FPS)
    now_s = stalled(session, 2.5, REST, sum(seconds for seconds, _ in READY))
    play(session, [(1.0, face(mar=0.7)), (0.5, REST)], FPS, start_s=now_s)
    assert session.result is not None
    assert session.result.result is Result.PASSED


SHUT_S = 0.7


def shown_to(session: Session, stalls: bool) -> None:
    """Show a puppet that shuts its eyes when asked; a stalling camera delivers the first picture of it."""
    puppet, noise = Puppet(Look(noise=0)), np.random.default_rng(1)
    drawn = {shut: np.minimum(puppet.render(Pose(lid_left=shut, lid_right=shut)), 250) for shut in (0.0, 1.0)}
    shut_from_s: float | None = None
    with Watch(session) as watch:
        frame = Frame(drawn[0.0], 0.0)
        while session.result is None:
            state = watch.update(frame).state
            now_s = frame.timestamp_s + 1 / FPS
            if shut_from_s is None and state.prompt.key == "do_blink":
                shut_from_s = now_s
            shut = shut_from_s is not None and now_s < shut_from_s + SHUT_S
            if stalls and shut and now_s != shut_from_s:
                frame = Frame(frame.image, now_s)
                continue
            specks = noise.integers(0, 3, frame.image.shape, np.uint8)
            frame = Frame(np.asarray(drawn[float(shut)] + specks, np.uint8), now_s)


@pytest.mark.parametrize("stalls", [True, False])
def test_the_puppets_eyes_before_a_camera_that_stalls(stalls: bool) -> None:
    session = Session(random.Random(1), (Gesture.BLINK,), SessionSettings(attempts=1, blink_limit_s=3.0))
    shown_to(session, stalls)
    assert session.result is not None
    assert session.result.result is (Result.TIMED_OUT if stalls else Result.PASSED)


@pytest.mark.parametrize(("stalled_s", "ok"), [(0.0, True), (0.15, True), (0.5, False)])
def test_doctor_names_a_camera_that_stalls(stalled_s: float, ok: bool) -> None:
    check = check_camera(CameraLook((640, 480), 25.0, (), 100.0, stalled_s=stalled_s))
    assert check.ok is ok
    assert ("repeated one for 0.5 s; the line is at 0.2 s" in check.seen) is not ok
