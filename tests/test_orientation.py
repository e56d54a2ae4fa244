"""Cameras that mirror their own picture, or hang upside down or on their side."""

from dataclasses import replace

import numpy as np
import pytest
from test_app import ALLOWED, BLINK_ONLY, Watcher

from liveness_demo.choices import TURNS_DEG as OFFERED
from liveness_demo.choices import FaceLibrary, Gesture
from liveness_demo.face.landmarker import FaceCounter, Landmarker
from liveness_demo.loop.app import run
from liveness_demo.loop.chosen import ChosenCamera, ChosenPuppet, VisitorChooses
from liveness_demo.loop.options import RunOptions
from liveness_demo.loop.wishes import Command
from liveness_demo.messages import Message
from liveness_demo.puppet.paint.renderer import Puppet
from liveness_demo.puppet.shape.look import Look, Pose
from liveness_demo.puppet.source import PuppetOptions
from liveness_demo.session.attempt import Result
from liveness_demo.session.gates import turn_to_upright
from liveness_demo.session.state import Phase
from liveness_demo.settings import ReadySettings, SessionSettings
from liveness_demo.sources.frame import Frame
from liveness_demo.sources.orientation import TURNS, Orientation, turned
from liveness_demo.upkeep.doctor import check_face, watch
from liveness_demo.view.words.texts import texts_for

PICTURE = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
ALL = [Orientation(mirrored, turn) for mirrored in (False, True) for turn in (0, *TURNS)]
LONG = pytest.mark.long
TURN_ONLY = replace(BLINK_ONLY, gestures=(Gesture.TURN,), settings=SessionSettings(attempts=1))


@pytest.mark.parametrize("orientation", ALL, ids=str)
def test_what_a_camera_does_to_a_picture_is_undone(orientation: Orientation) -> None:
    delivered = Frame(orientation.undone(PICTURE), 1.5)
    upright = orientation.upright(delivered)
    assert np.array_equal(upright.image, PICTURE)
    assert upright.timestamp_s == 1.5
    assert (orientation == Orientation()) == np.array_equal(delivered.image, PICTURE)


def test_degrees_are_clockwise_and_a_key_goes_through_all() -> None:
    assert np.array_equal(turned(PICTURE, 90)[0], PICTURE[::-1, 0]), "the left edge is at the top"
    turn = Orientation()
    seen = []
    for _ in range(4):
        turn = turn.turned_on()
        seen.append(turn.turned_deg)
    assert seen == [90, 180, 270, 0]
    assert tuple(TURNS) == OFFERED
    assert Orientation().mirrored_too().mirrored_too() == Orientation()


def puppet(**wrong: object) -> ChosenPuppet:
    return ChosenPuppet(PuppetOptions(seed=3, **wrong))  # type: ignore[arg-type]


def test_a_mirrored_camera_fails_with_a_reason_that_names_it() -> None:
    watcher = Watcher()
    assert run(replace(TURN_ONLY, source=puppet(mirrored=True)), watcher, ALLOWED) is Result.WRONG_GESTURE
    said = texts_for("en").say(watcher.endings[0].result.reason)
    assert "the camera mirrors its picture: press i, or start with --mirrored" in said


@LONG
def test_a_mirrored_camera_passes_with_the_option() -> None:
    mended = replace(TURN_ONLY, source=puppet(mirrored=True), orientation=Orientation(mirrored=True))
    assert run(mended, Watcher(), ALLOWED) is Result.PASSED


@pytest.mark.parametrize("turn_deg", [pytest.param(90, marks=LONG), 180, pytest.param(270, marks=LONG)])
def test_a_turned_camera_is_named_by_its_degrees_before_any_try(turn_deg: int) -> None:
    watcher = Prompted((50, Command.QUIT))
    run(replace(BLINK_ONLY, source=puppet(turned=turn_deg)), watcher, ALLOWED)
    assert set(watcher.phases) == {Phase.READY}
    assert watcher.prompts[-1] == Message("picture_turned", asked=turn_deg)


def test_the_keys_set_the_picture_right_and_the_next_visitor_has_it_so() -> None:
    wrong = replace(BLINK_ONLY, source=puppet(turned=270, mirrored=True), ask_first=True)
    keys = [(5, Command.TURN), (6, Command.TURN), (7, Command.MIRROR), (8, Command.TURN)]
    watcher = Prompted(*keys, (40, Command.NEXT), (60, Command.QUIT))
    run(wrong, watcher, ALLOWED)
    assert [options.orientation for options in watcher.begun] == [Orientation(), Orientation(True, 270)]
    assert watcher.prompts[-1].key in ("hold_still", "show_eyes")


def test_a_picture_that_is_set_right_begins_anew() -> None:
    watcher = Watcher((70, Command.MIRROR), (75, Command.QUIT))
    run(BLINK_ONLY, watcher, ALLOWED)
    assert watcher.phases[69] is Phase.ATTEMPT
    assert watcher.phases[70] is Phase.READY
    assert watcher.results == [Result.ENDED]


def test_a_puppet_in_the_cameras_place_is_no_camera() -> None:
    options = RunOptions(VisitorChooses(), orientation=Orientation(mirrored=True))
    assert options.with_puppet().orientation == Orientation()
    assert options.with_camera().orientation == Orientation(mirrored=True)
    asked = replace(options, source=ChosenPuppet())
    assert asked.with_puppet() == asked
    assert RunOptions(ChosenCamera(), orientation=Orientation(True)).with_camera().orientation.mirrored


@pytest.mark.parametrize(
    ("likeness", "turn_deg"),
    [
        ({0: 0.9, 90: 0.8, 180: 0.7, 270: 0.8}, 0),
        ({0: 0.7, 90: 0.8, 180: 0.9, 270: 0.8}, 180),
        ({0: 0.0, 90: 0.7, 180: 0.0, 270: 0.0}, 90),
        ({0: 0.0, 90: 0.6, 180: 0.0, 270: 0.0}, 0),
        ({0: 0.80, 90: 0.6, 180: 0.84, 270: 0.6}, 0),
        ({0: 0.0, 90: 0.0, 180: 0.0, 270: 0.0}, 0),
    ],
)
def test_a_turn_is_named_only_where_it_is_clearly_likelier(likeness: dict[int, float], turn_deg: int) -> None:
    looks, settings = [likeness] * 3, ReadySettings()
    assert turn_to_upright(looks, settings) == turn_deg
    assert turn_to_upright(looks[1:], settings) == 0, "after fewer pictures nothing is known"


@pytest.mark.parametrize("turn_deg", (0, *TURNS))
def test_doctor_says_how_a_camera_stands(turn_deg: int, library: FaceLibrary) -> None:
    picture = Orientation(turned_deg=turn_deg).undone(Puppet(Look()).render(Pose()))
    noise = np.random.default_rng(1)
    frames = (
        Frame(np.minimum(picture, 250) + noise.integers(0, 3, picture.shape, np.uint8), index / 15)
        for index in range(90)
    )
    with Landmarker(library) as landmarker:
        counter = FaceCounter(library)
        check = check_face(watch(frames, landmarker, counter))
        counter.close()
    assert check.ok is (turn_deg == 0)
    assert (f"--turned {turn_deg}" in check.do) is (turn_deg != 0)


class Prompted(Watcher):
    """Notes what is asked, too."""

    def __init__(self, *wishes: tuple[int, Command]) -> None:
        super().__init__(*wishes)
        self.prompts: list[Message] = []

    def show(self, screen, wait_s: float):  # type: ignore[no-untyped-def]
        if hasattr(screen, "state"):
            self.prompts.append(screen.state.prompt)
        return super().show(screen, wait_s)
