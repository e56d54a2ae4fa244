"""The cues: each with its number and line, each off when asked, and which of them ends an attempt."""

import random
from dataclasses import replace

import numpy as np
import pytest
from faces import face

from liveness_demo.choices import CueName, Gesture
from liveness_demo.face.flatness import Places, compare_views
from liveness_demo.face.landmarks import RIGID
from liveness_demo.face.mesh import bundled_mesh
from liveness_demo.session.attempt import AttemptResult, Result
from liveness_demo.session.cues import BlinkWatch, Cue, CueWatch
from liveness_demo.session.session import Session
from liveness_demo.session.state import SessionState
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


def cue_of(state: SessionState, name: CueName) -> Cue:
    return next(cue for cue in state.cues if cue.name is name)


def test_the_state_has_every_cue_within_an_attempt_only() -> None:
    _, states = attempt(SOLID, SessionSettings(attempts=1))
    assert states[0].cues == ()
    assert {cue.name for cue in states[60].cues} == set(CueName)
    assert {cue.name for cue in states[60].cues if cue.ends} == {CueName.FLATNESS, CueName.WRONG_GESTURE}


def shown(
    seconds: float, blinks_at_s: tuple[float, ...] = (), gaps: tuple[int, ...] = ()
) -> list[SessionState]:
    """A visitor who does nothing that is asked. gaps: pictures in which there is no face."""
    session = Session(random.Random(1), (Gesture.TURN,), SessionSettings())
    states = []
    for index in range(round(seconds * 30)):
        shut = any(0 <= index / 30 - start_s < 0.2 for start_s in blinks_at_s)
        seen = None if index in gaps else face(ear=0.01 if shut else 0.3)
        states.append(session.update(index / 30, seen))
    return states


def test_a_face_that_never_blinks_is_said_over_all_tries_and_ends_nothing() -> None:
    states = shown(36)
    began_s = next(index for index, state in enumerate(states) if state.cues) / 30
    cue = cue_of(states[-1], CueName.NATURAL_BLINK)
    assert states[-1].attempt == 2
    assert cue.beyond and not cue.ends
    assert cue.value == pytest.approx(36 - began_s, abs=0.2)


def test_a_blink_is_noted_with_its_length() -> None:
    state = shown(10, blinks_at_s=(5.0,))[-1]
    assert cue_of(state, CueName.NATURAL_BLINK).value == pytest.approx(4.7, abs=0.2)
    length = cue_of(state, CueName.BLINK_LENGTH)
    assert length.beyond and length.value == pytest.approx(0.2, abs=0.05)


def test_time_without_a_face_is_no_time_without_a_blink() -> None:
    [there, gone] = [shown(9, gaps=gaps)[-1] for gaps in ((), tuple(range(150, 195)))]
    values = [cue_of(state, CueName.NATURAL_BLINK).value or 0.0 for state in (there, gone)]
    assert values[0] - values[1] == pytest.approx(1.5, abs=0.1)


@pytest.mark.parametrize("name", list(CueName))
def test_each_cue_can_be_switched_off(name: CueName) -> None:
    settings = replace(SessionSettings(), cues=CueSettings().without(name.value))
    assert not settings.cues.is_on(name.value)
    assert {cue.name for cue in CueWatch(settings, BlinkWatch(settings)).cues(0.0)} == set(CueName) - {name}
