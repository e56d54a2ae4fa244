"""The puppet as a figurine: what it shows, at what pace, and that what it shows is measured so."""

from collections.abc import Iterator

import numpy as np
import pytest

from liveness_demo.choices import Gesture, Side
from liveness_demo.face.landmarker import Landmarker
from liveness_demo.face.landmarks import Landmarks
from liveness_demo.face.measures import FaceMeasures, measure
from liveness_demo.gestures.neutral import baseline_of, relative
from liveness_demo.gestures.table import KINDS
from liveness_demo.puppet.paint.renderer import Puppet
from liveness_demo.puppet.shape.look import Pose
from liveness_demo.sources.frame import Frame
from liveness_demo.view.canvas.box import Box
from liveness_demo.view.canvas.canvas import Canvas, Image, _kept
from liveness_demo.view.canvas.theme import DARK
from liveness_demo.view.screens.demonstration import (
    LOOK,
    SMALL_PX,
    Figurine,
    demonstration_pose,
    draw_demonstration,
    figurine,
    length_s,
    measured_pose,
)

TIMES_S = np.arange(0, 5, 0.02)


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("gesture", list(Gesture))
def test_a_gesture_is_shown_once_from_rest_to_rest(gesture: Gesture, side: Side) -> None:
    poses = [demonstration_pose(gesture, side, float(time_s)) for time_s in TIMES_S]
    assert poses[0] == Pose()
    rests = [pose for pose, time_s in zip(poses, TIMES_S, strict=True) if time_s > length_s(gesture)]
    assert rests and all(pose == Pose() for pose in rests)
    moved = [pose != Pose() for pose in poses]
    assert np.count_nonzero(np.diff(moved)) == 2


def test_it_goes_at_the_pace_that_is_asked_for() -> None:
    shut = [demonstration_pose(Gesture.BLINK, Side.LEFT, float(time_s)).lid_left > 0.5 for time_s in TIMES_S]
    assert 0.7 < sum(shut) * 0.02 < 1.0
    assert 2.0 < length_s(Gesture.TURN) < 3.0


@pytest.mark.parametrize("side", list(Side))
def test_a_turn_goes_to_the_own_side(side: Side) -> None:
    farthest = max(TIMES_S, key=lambda time_s: abs(demonstration_pose(Gesture.TURN, side, time_s).yaw_deg))
    assert demonstration_pose(Gesture.TURN, side, farthest).yaw_deg * side.sign > 25


def drawn(pose: Pose, shown: Figurine) -> Image:
    canvas = Canvas((1280, 720), DARK)
    shown.draw(canvas, Box(0, 0, 300, 200), pose)
    return canvas.image[:200, :300]


def test_it_is_cut_out_and_mirrored() -> None:
    shown = Figurine(SMALL_PX, DARK.panel)
    straight, left = drawn(Pose(), shown), drawn(Pose(yaw_deg=30), shown)
    assert (straight[:5] == DARK.panel).all() and (straight[:, :50] == DARK.panel).all()
    changed = np.flatnonzero((straight != left).any(axis=(0, 2)))
    skin = np.abs(left.astype(int) - DARK.panel).sum(axis=2) > 40
    head = skin[20:90]
    assert changed.size and np.nonzero(head)[1].mean() < 150, (
        "a turn to the own left goes to the screen's left"
    )


def test_a_pose_that_was_shown_costs_no_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Figurine(SMALL_PX, DARK.panel)
    first = drawn(Pose(jaw=0.5), shown)
    monkeypatch.setattr(Puppet, "render", None)
    assert np.array_equal(first, drawn(Pose(jaw=0.52), shown))


class Observer:
    """The real model before a figurine."""

    def __init__(self, landmarker: Landmarker) -> None:
        self.puppet = Puppet(LOOK, (480, 480), ground=DARK.panel)
        self._landmarker, self._time_s = landmarker, 0.0

    def find(self, pose: Pose) -> Landmarks:
        self._time_s += 1.0
        found = self._landmarker.detect(Frame(self.puppet.render(pose), self._time_s))
        assert found is not None
        return found

    def look(self, pose: Pose) -> FaceMeasures:
        measures = measure(self.find(pose))
        assert measures is not None
        return measures


@pytest.fixture(scope="module")
def observer() -> Iterator[Observer]:
    with Landmarker() as landmarker:
        yield Observer(landmarker)


@pytest.mark.parametrize(
    ("gesture", "value", "within"),
    [
        (Gesture.BLINK, 0.5, 0.2),
        (Gesture.BLINK, 0.0, 0.2),
        (Gesture.MOUTH, 0.2, 0.08),
        (Gesture.MOUTH, 0.5, 0.08),
        (Gesture.TURN, 13, 4),
        (Gesture.TURN, -30, 4),
        (Gesture.NOD, 15, 4),
        (Gesture.SMILE, 0.15, 0.06),
    ],
)
def test_what_was_measured_is_measured_again_of_the_figurine(
    observer: Observer, gesture: Gesture, value: float, within: float
) -> None:
    rest = baseline_of([observer.look(Pose())])
    again = KINDS[gesture].value(relative(observer.look(measured_pose({gesture: value})), rest))
    assert again == pytest.approx(value, abs=within)


def test_the_lines_lie_where_the_model_finds_the_points(observer: Observer) -> None:
    pose = Pose(yaw_deg=15, jaw=0.4)
    apart_px = np.linalg.norm(
        observer.find(pose).points_px[:468, :2] - observer.puppet.points_px(pose)[:, :2], axis=1
    )
    assert np.median(apart_px) < 480 / 80


def test_what_was_measured_of_a_visitor_leaves_no_picture_and_a_demonstration_does() -> None:
    canvas, box, shown = Canvas((200, 200), DARK), Box(0, 0, 150, 150), _kept.cache_info
    before = shown().misses
    figurine(SMALL_PX, DARK.panel).draw(canvas, box, measured_pose({Gesture.MOUTH: 0.31}))
    assert shown().misses == before
    for _ in range(2):
        draw_demonstration(canvas, box, Gesture.MOUTH, Side.LEFT, 0.9)
    assert shown().misses == before + 1
