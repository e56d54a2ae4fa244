"""The cues: each with its number and line, each off when asked, and which of them ends an attempt."""

import random
from dataclasses import replace

import numpy as np
import pytest
from faces import face, near_neutral

from liveness_demo.attempt import AttemptResult, Result
from liveness_demo.cues import Cue, CueName, CueWatch
from liveness_demo.flatness import Places, compare_views
from liveness_demo.gestures import Gesture
from liveness_demo.landmarks import RIGID
from liveness_demo.puppet.mesh import bundled_mesh
from liveness_demo.session import Session, SessionState
from liveness_demo.settings import CueSettings, SessionSettings

SOLID = bundled_mesh().vertices_cm[list(RIGID)].astype(float)
FLAT = SOLID * (1, 1, 0)


def view(points: Places, yaw_deg: float, pitch_deg: float = 0.0, distance_cm: float = 42.0) -> Places:
    """Where a camera sees points (n, 3) that are turned, in pixels."""
    yaw, pitch = np.radians([yaw_deg, pitch_deg])
    turn = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    nod = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    turned = points @ (turn @ nod).T
    return turned[:, :2] * 400 / (distance_cm - turned[:, 2:])


def test_the_rigid_points_are_those_of_the_model() -> None:
    assert tuple(bundled_mesh().rigid_points) == RIGID


@pytest.mark.parametrize(("yaw_deg", "pitch_deg"), [(20, 0), (-35, 0), (0, 20), (25, 10)])
def test_a_head_needs_depth_and_a_print_does_not(yaw_deg: float, pitch_deg: float) -> None:
    solid = compare_views(view(SOLID, 0), view(SOLID, yaw_deg, pitch_deg))
    flat = compare_views(view(FLAT, 0), view(FLAT, yaw_deg, pitch_deg))
    assert solid.depth > 0.6
    assert flat.relief < 1e-5


@pytest.mark.parametrize(
    "change", [lambda p: p + np.array([50, -20]), lambda p: p * 1.7, lambda p: p @ [[0.8, 0.6], [-0.6, 0.8]]]
)
def test_moving_scaling_and_rolling_change_nothing(change: object) -> None:
    frontal = view(SOLID, 0)
    assert compare_views(frontal, change(frontal)).changed < 1e-6  # type: ignore[operator]


@pytest.mark.parametrize("now", [np.zeros((33, 2)), np.full((33, 2), np.nan)])
def test_what_cannot_be_compared_counts_as_unchanged(now: Places) -> None:
    assert compare_views(view(SOLID, 0), now).changed == 0


def attempt(points: Places, settings: SessionSettings) -> tuple[AttemptResult | None, list[SessionState]]:
    """A session that asks for a turn; points that turn as asked, and read as a turn of half as much."""
    session = Session(random.Random(1), (Gesture.TURN,), settings)
    states = []
    for index in range(400):
        angle_deg = min(40.0, max(0.0, index - 90))
        seen = face(yaw_deg=0.4 * angle_deg)
        states.append(session.update(index / 30, seen, view(points, angle_deg)))
    return session.result, states


def test_a_flat_picture_that_turns_ends_the_attempt_and_a_head_does_not() -> None:
    settings = SessionSettings(attempts=1)
    ended, _ = attempt(FLAT, settings)
    assert ended is not None
    assert ended.result is Result.FLAT_PICTURE
    assert ended.reason.key == "flat_picture"
    assert ended.reason.seen is not None and ended.reason.seen < settings.cues.flat_below
    solid, _ = attempt(SOLID, settings)
    assert solid is None or solid.result is not Result.FLAT_PICTURE


def test_switched_off_it_ends_nothing_and_is_not_shown() -> None:
    without = replace(SessionSettings(attempts=1), cues=CueSettings().without("flatness"))
    ended, states = attempt(FLAT, without)
    assert ended is None or ended.result is not Result.FLAT_PICTURE
    assert all(cue.name is not CueName.FLATNESS for state in states for cue in state.cues)


def cue_of(watch: CueWatch, name: CueName) -> Cue:
    return next(cue for cue in watch.cues(0.0) if cue.name is name)


def test_the_state_has_every_cue_within_an_attempt_only() -> None:
    _, states = attempt(SOLID, SessionSettings(attempts=1))
    assert states[0].cues == ()
    assert {cue.name for cue in states[60].cues} == set(CueName)
    assert {cue.name for cue in states[60].cues if cue.ends} == {CueName.FLATNESS, CueName.WRONG_GESTURE}


def test_a_face_that_never_blinks_is_said_and_ends_nothing() -> None:
    watch = CueWatch(SessionSettings())
    for index in range(700):
        assert watch.update(index / 30, near_neutral(), None) is None
    cue = cue_of(watch, CueName.NATURAL_BLINK)
    assert cue.beyond and not cue.ends
    assert cue.value == pytest.approx(699 / 30)
    for index in range(700, 720):
        watch.update(index / 30, near_neutral(openness=0.0 if index < 706 else 1.0), None)
    assert not cue_of(watch, CueName.NATURAL_BLINK).beyond
    length = cue_of(watch, CueName.BLINK_LENGTH)
    assert length.beyond and length.value == pytest.approx(0.2, abs=0.05)


@pytest.mark.parametrize("name", list(CueName))
def test_each_cue_can_be_switched_off(name: CueName) -> None:
    settings = replace(SessionSettings(), cues=CueSettings().without(name.value))
    assert not settings.cues.is_on(name.value)
    assert {cue.name for cue in CueWatch(settings).cues(0.0)} == set(CueName) - {name}
