"""What the screens draw of how a number comes about: where it lies, what it is made of."""

from dataclasses import replace
from math import radians, sin

import numpy as np
import pytest
from test_view import ATTEMPT, facing, stage

from liveness_demo.choices import Gesture, Side
from liveness_demo.face.landmarks import (
    FACE_SIDES,
    LEFT_EYE,
    LIP_CORNERS,
    NOSE_BASE,
    RIGHT_EYE,
    RIGID,
    Landmarks,
)
from liveness_demo.face.measures import corner_height, measure
from liveness_demo.face.pose import head_angles, straight
from liveness_demo.gestures.neutral import baseline_of, relative
from liveness_demo.gestures.smile import smile_of, wider_and_up
from liveness_demo.gestures.table import KINDS
from liveness_demo.puppet.paint.renderer import Puppet
from liveness_demo.puppet.shape.look import Look, Pose
from liveness_demo.settings import SessionSettings
from liveness_demo.view.canvas.box import Box
from liveness_demo.view.canvas.canvas import UNITS, Canvas, Image
from liveness_demo.view.canvas.theme import DARK
from liveness_demo.view.screens import measuring, session
from liveness_demo.view.screens.dial import REACH, draw_dial, nose_line
from liveness_demo.view.screens.measuring import MEASURED, WAYS
from liveness_demo.view.screens.meters import Meter, draw_both_bars
from liveness_demo.view.screens.strip import draw_values, scale_of
from liveness_demo.view.words.texts import all_texts

SETTINGS = SessionSettings()
ENGLISH = all_texts()["en"]
BROAD = Pose(smile=1.0)


def face(pose: Pose = Pose()) -> Landmarks:  # noqa: B008
    return Puppet(Look(noise=0)).landmarks(pose)


def meter(gesture: Gesture, value: float | None, side: Side = Side.LEFT) -> Meter:
    return Meter(gesture, value, scale_of(KINDS[gesture].usual, SETTINGS), False, side)


@pytest.mark.parametrize("gesture", list(Gesture))
def test_a_curve_goes_down_where_lids_or_a_head_do(gesture: Gesture) -> None:
    """A nod goes down on its dial; so it does on its curve."""
    evidence, canvas = KINDS[gesture].usual, Canvas(UNITS, DARK)
    scale = scale_of(evidence, SETTINGS)
    values = np.array([(0.0, scale.normal), (900.0, scale.line)])
    draw_values(canvas, [values], evidence, scale)
    first, last = (np.flatnonzero((canvas.image[:, x] == DARK.ink).all(axis=1)).mean() for x in (50, 850))
    assert (last > first) == (gesture in (Gesture.BLINK, Gesture.NOD))


@pytest.mark.parametrize(
    ("share", "asked_s", "said"),
    [
        (0.01, 0.7, "0.00 of 0.70\u00a0s"),
        (0.5, 0.7, "0.35 of 0.70\u00a0s"),
        (0.99, 0.7, "0.65 of 0.70\u00a0s"),
        (1.0, 0.42, "0.42 of 0.42\u00a0s"),
        (0.0, 0.7, None),
    ],
)
def test_while_it_is_held_the_time_stands_on_the_ring(
    share: float, asked_s: float, said: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never the whole time before it has passed."""
    words: list[str] = []
    monkeypatch.setattr(session, "draw_ring", lambda *arguments: words.append(arguments[-1]))
    stage().draw(facing(replace(ATTEMPT, hold_share=share, hold_s=asked_s)))
    assert words == ([] if said is None else [said])


@pytest.mark.parametrize("pose", [Pose(yaw_deg=30), Pose(yaw_deg=-20, pitch_deg=10), Pose(pitch_deg=25)])
def test_however_a_head_is_turned_its_points_are_the_same_with_that_undone(pose: Pose) -> None:
    at_rest, turned = (straight(face(each).points_px)[list(RIGID)] for each in (Pose(), pose))
    size = np.linalg.norm(at_rest, axis=1).mean()
    assert np.abs(turned - at_rest).max() < 0.15 * size, "perspective alone makes a difference"


@pytest.mark.parametrize("pose", [Pose(), Pose(yaw_deg=25), Pose(yaw_deg=-25), Pose(pitch_deg=20)])
def test_the_line_from_the_nose_is_as_long_as_the_measured_angle_makes_it(pose: Pose) -> None:
    """Seen from in front; so it is no longer than what the number says."""
    points = face(pose).points_px
    width = np.linalg.norm(points[FACE_SIDES[0]] - points[FACE_SIDES[1]])
    start, end = nose_line(points)
    right, down = (end - start) / (REACH * width)
    angles = head_angles(points)
    assert right == pytest.approx(sin(radians(angles.yaw_deg)), abs=0.01)
    assert down == pytest.approx(sin(radians(angles.pitch_deg)), abs=0.03)


@pytest.mark.parametrize("side", list(Side))
def test_a_dial_turns_as_a_mirror_does_and_its_angle_is_the_number(side: Side) -> None:
    """The line along which the head points ends where so many degrees are; a nod goes down."""

    def ink(gesture: Gesture, value: float) -> tuple[float, float]:
        canvas, box = Canvas(UNITS, DARK), Box(0, 0, 600, 400)
        canvas.panel(canvas.box)
        draw_dial(canvas, box, meter(gesture, value, side), face(), ENGLISH)
        y, x = np.nonzero((canvas.image[:400, 160:600] == DARK.ink).all(axis=2))
        return float(x.mean()), float(y.mean())

    across = ink(Gesture.TURN, 15.0)[0] - ink(Gesture.TURN, 0.0)[0]
    assert across * side.sign < -20
    assert ink(Gesture.NOD, 15.0)[1] > ink(Gesture.NOD, 0.0)[1] + 20


def test_without_a_value_a_dial_shows_no_head() -> None:
    canvas = Canvas(UNITS, DARK)
    draw_dial(canvas, Box(0, 0, 600, 400), meter(Gesture.TURN, None), face(), ENGLISH)
    assert not (canvas.image == measuring.HEIGHT).all(axis=2).any()


def test_of_a_smile_the_rise_is_drawn_as_long_as_it_is_measured() -> None:
    points, rise = face(BROAD).points_px, MEASURED[Gesture.SMILE].rise
    assert rise is not None
    eyes = np.linalg.norm(points[LEFT_EYE[0], :2] - points[RIGHT_EYE[0], :2])
    start, end = rise(points)
    assert np.linalg.norm(end - start) == pytest.approx(-corner_height(points) * eyes)
    assert end[1] == pytest.approx(points[list(LIP_CORNERS), 1].mean(), abs=1)


def test_beside_a_smile_the_mouth_at_rest_lies_where_it_was() -> None:
    """Below the nose, from which it is measured: that rises a little with a smile."""
    rest, smile = face(), face(BROAD)
    usual, now = measure(rest), measure(smile)
    assert usual is not None and now is not None
    seen = relative(now, baseline_of([usual]))
    assert smile_of(seen) == min(wider_and_up(seen)) > SETTINGS.smile.wide_above
    again = measuring._usual_mouth(smile.points_px, seen) - smile.points_px[NOSE_BASE, :2]
    at_rest = rest.points_px[list(LIP_CORNERS), :2] - rest.points_px[NOSE_BASE, :2]
    assert np.abs(again - at_rest).max() < 0.1


def test_of_a_smile_each_part_has_its_bar_and_its_own_color() -> None:
    """Lips that only stretch fill one bar: it is seen which of the two is missing."""

    def bars(wider: float, up: float) -> Image:
        canvas = Canvas(UNITS, DARK)
        both = [meter(Gesture.SMILE, value) for value in (wider, up)]
        draw_both_bars(canvas, Box(0, 0, 250, 400), both, WAYS, ENGLISH)
        return canvas.image[:400, :66]

    stretched = (bars(0.3, 0.05) == DARK.good).all(axis=2)
    assert stretched[:, :29].sum() > 2000 and not stretched[:, 37:].any()
    assert (bars(0.3, 0.3) == DARK.good).all(axis=2)[:, 37:].sum() > 2000


def test_a_line_in_several_colors_is_written_in_signs_that_the_font_has() -> None:
    """French has a space before a colon that the font lacks: it was drawn as a question mark."""
    pictures = []
    for space in ("\u202f", "\u2009"):
        canvas = Canvas(UNITS, DARK)
        canvas.colored(canvas.box, [(f"ligne{space}:", DARK.accent)], 28)
        pictures.append(canvas.image)
    assert (pictures[0] == pictures[1]).all()


@pytest.mark.parametrize("gesture", list(Gesture))
def test_a_number_beside_its_line_reads_as_on_the_side_where_it_is(gesture: Gesture) -> None:
    at_line = meter(gesture, None)
    line, unit = at_line.scale.line, 1.0 if KINDS[gesture].shown.degrees else 0.01
    read = {
        near: float(meter(gesture, line + near * unit).words(ENGLISH).rstrip("%°")) - line / unit
        for near in (-0.4, -0.1, 0.1, 0.4)
    }
    assert read == pytest.approx({-0.4: -1, -0.1: -1, 0.1: 0, 0.4: 0})
