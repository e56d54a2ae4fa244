"""The maths on made-up points, and on the real model with real faces where clips are at hand."""

import doctest
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import liveness_demo.face.flatness
import liveness_demo.face.measures
import liveness_demo.face.pose
import liveness_demo.lab.analysis
import liveness_demo.session.orders
from liveness_demo.choices import FaceLibrary
from liveness_demo.face.by_mediapipe import FASTER, MEDIAPIPE
from liveness_demo.face.landmarker import FaceCounter, Landmarker
from liveness_demo.face.landmarks import LEFT_EYE, RIGHT_EYE, RIGID, Landmarks
from liveness_demo.face.light import brightness, eye_glare, skin_level
from liveness_demo.face.measures import (
    FaceMeasures,
    eye_aspect_ratio,
    lower_lid,
    measure,
    mouth_aspect_ratio,
)
from liveness_demo.face.mesh import bundled_mesh
from liveness_demo.face.pose import head_angles
from liveness_demo.puppet.shape.geometry import rotation
from liveness_demo.puppet.source import PuppetOptions, PuppetSource
from liveness_demo.sources.frame import Frame
from liveness_demo.sources.video_file import VideoFile


@pytest.mark.parametrize(
    "module",
    [
        liveness_demo.face.measures,
        liveness_demo.face.pose,
        liveness_demo.lab.analysis,
        liveness_demo.session.orders,
        liveness_demo.face.flatness,
    ],
    ids=lambda m: m.__name__,
)
def test_the_examples_in_the_docstrings(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]
    assert results.attempted > 0
    assert results.failed == 0


def drawn_face() -> np.ndarray:
    """Points where the measures look: eyes 40 px wide and 12 high, a mouth 50 wide and 10 open."""
    points = np.zeros((478, 3))
    for eye, x in ((RIGHT_EYE, 150.0), (LEFT_EYE, 250.0)):
        outward = -1 if eye is RIGHT_EYE else 1
        across = [outward * 20, outward * 8, -outward * 8, -outward * 20, -outward * 8, outward * 8]
        down = [0, -6, -6, 0, 6, 6]
        points[list(eye), :2] = [(x + dx, 200 + dy) for dx, dy in zip(across, down, strict=True)]
    points[[78, 308], :2] = (175, 300), (225, 300)
    points[[81, 13, 311], :2] = (185, 295), (200, 295), (215, 295)
    points[[178, 14, 402], :2] = (185, 305), (200, 305), (215, 305)
    points[[234, 454], :2] = (100, 220), (300, 220)
    points[[10, 152, 1], :2] = (200, 100), (200, 350), (230, 250)
    return points


def shape_measures(points: np.ndarray) -> tuple[float, ...]:
    return (
        eye_aspect_ratio(points, LEFT_EYE),
        eye_aspect_ratio(points, RIGHT_EYE),
        mouth_aspect_ratio(points),
        lower_lid(points, LEFT_EYE),
        lower_lid(points, RIGHT_EYE),
    )


def test_measures_of_a_drawn_face() -> None:
    assert shape_measures(drawn_face()) == pytest.approx((0.3, 0.3, 0.2, -0.15, -0.15), abs=0.01)


@given(
    scale=st.floats(0.1, 20),
    roll_deg=st.floats(-80, 80),
    shift=st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)),
)
def test_shift_scale_and_roll_change_nothing(
    scale: float, roll_deg: float, shift: tuple[float, float]
) -> None:
    points = drawn_face()
    moved = points.copy()
    angle = np.radians(roll_deg)
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    moved[:, :2] = points[:, :2] @ rotation.T * scale + shift
    assert shape_measures(moved) == pytest.approx(shape_measures(points), abs=1e-6)


def head(
    yaw_deg: float = 0.0, pitch_deg: float = 0.0, roll_deg: float = 0.0, scale: float = 20.0
) -> np.ndarray:
    """The canonical face, turned and seen from far away, as landmarks: x right, y down, z away."""
    turned = bundled_mesh().vertices_cm @ rotation(yaw_deg, pitch_deg, roll_deg).T * scale
    points = np.zeros((478, 3))
    points[:468] = turned * (1, -1, -1) + (300, 200, 0)
    return points


ANGLES = st.floats(-80, 80)


@given(yaw_deg=ANGLES, pitch_deg=ANGLES, roll_deg=ANGLES, scale=st.floats(0.5, 50))
def test_the_rotation_of_a_head_is_read_back(
    yaw_deg: float, pitch_deg: float, roll_deg: float, scale: float
) -> None:
    seen = head_angles(head(yaw_deg, pitch_deg, roll_deg, scale))
    assert (seen.yaw_deg, seen.pitch_deg, seen.roll_deg) == pytest.approx(
        (yaw_deg, pitch_deg, roll_deg), abs=1e-3
    )


def test_a_slip_of_a_few_points_turns_no_head() -> None:
    """One nose alone would read a third of a half face's width as a turn of 14 degrees."""
    points = head()
    points[[4, 6]] += (20.0, 0.0, 0.0)
    assert abs(head_angles(points).yaw_deg) < 2


@pytest.mark.parametrize("place", [np.inf, np.nan, -1e300])
def test_a_place_in_no_picture_gives_no_angles(place: float) -> None:
    points = head()
    points[RIGID[0], 0] = place
    assert np.isnan(head_angles(points).yaw_deg)


def test_each_lid_belongs_to_its_eye() -> None:
    points = drawn_face()
    points[list(LEFT_EYE), 1] = 200.0  # the visitor's left eye shut
    assert eye_aspect_ratio(points, LEFT_EYE) == 0
    assert eye_aspect_ratio(points, RIGHT_EYE) == pytest.approx(0.3)


def test_a_face_without_size_is_not_an_error() -> None:
    assert shape_measures(np.zeros((478, 3))) == (0, 0, 0, 0, 0)


def test_no_face_has_no_measures() -> None:
    assert measure(None) is None


def test_place_and_size_are_shares_of_the_picture() -> None:
    landmarks = Landmarks(drawn_face(), 400, 500, 120.0, 0.1, 0.2)
    measures = measure(landmarks)
    assert measures is not None
    assert (measures.face_width, measures.center_x) == pytest.approx((0.5, 0.5))
    assert measures.center_y == pytest.approx((220 + 220 + 100 + 350) / 4 / 500)
    assert (measures.brightness, measures.glare_left, measures.glare_right) == (120.0, 0.1, 0.2)
    assert measures.eye_width_px == pytest.approx(40)


def test_light_is_measured_where_the_points_are() -> None:
    image = np.zeros((100, 200, 3), np.uint8)
    image[20:60, 100:160] = 200
    image[30:40, 110:120] = 255
    box = np.array([[104.0, 24.0], [156.0, 56.0]])
    assert brightness(image, box) == pytest.approx(203, abs=4)
    assert brightness(np.full((100, 200, 3), 150, np.uint8), box * 0 + 500) == 150
    assert skin_level(image, np.array([[140.0, 40.0], [150.0, 50.0], [500.0, 500.0]])) == pytest.approx(200)
    assert eye_glare(image, np.array([[111.0, 31.0], [118.0, 38.0]]), skin=120) > 0.6
    assert eye_glare(image, np.array([[111.0, 31.0], [118.0, 38.0]]), skin=200) == 0
    outside = np.array([[500.0, 500.0], [600.0, 600.0]])
    assert eye_glare(image, outside, skin=100) == skin_level(image, outside) == 0


# The real model, on faces of people where the clips are at hand; the puppet's tests need none.


def measures_of(clip: Path, library: FaceLibrary) -> list[FaceMeasures | None]:
    with VideoFile(clip) as video, Landmarker(library) as landmarker:
        return [measure(landmarker.detect(frame)) for frame in video]


def test_a_shut_eye_in_pixels_reads_as_shut(clips: Path, library: FaceLibrary) -> None:
    """Lids paired crosswise would never fall below the line: no test on made-up points notices that."""
    measures = measures_of(clips / "lp_d0.mp4", library)
    opened, shut = measures[10], measures[66]
    assert opened and shut
    for eye in ("ear_left", "ear_right"):
        assert getattr(opened, eye) > 0.25
        assert getattr(shut, eye) < 0.1


def test_no_face_is_none(clips: Path, library: FaceLibrary) -> None:
    assert set(measures_of(clips / "pf_no_face.mp4", library)) == {None}


def test_a_flipped_picture_turns_the_head_to_the_other_side(clips: Path, library: FaceLibrary) -> None:
    with VideoFile(clips / "lp_d12.mp4") as video:
        turned_left = [frame for frame, _ in zip(video, range(41), strict=False)][-1]
    flipped = Frame(np.ascontiguousarray(turned_left.image[:, ::-1]), turned_left.timestamp_s)
    with Landmarker(library) as landmarker, Landmarker(library) as other:
        straight, mirrored = measure(landmarker.detect(turned_left)), measure(other.detect(flipped))
    assert straight and mirrored
    assert straight.yaw_deg > 15
    assert mirrored.yaw_deg < -15


def test_the_numbers_are_those_of_mediapipes_own_result() -> None:
    with (
        PuppetSource(PuppetOptions(), 3) as source,
        Landmarker(FaceLibrary.MEDIAPIPE) as ours,
        closing(MEDIAPIPE.bare_follower()) as theirs,
    ):
        puppet = [frame for frame, _ in zip(source, range(4), strict=False)]
        nobody = replace(puppet[0], image=np.full_like(puppet[0].image, 128))
        for time_s, image in enumerate(frame.image for frame in (nobody, *puppet)):
            landmarks: Any = ours.detect(Frame(image, time_s + 0.001))
            found: Any = theirs.points(image, FASTER * (time_s + 0.001))
            if image is nobody.image:
                assert landmarks is None
                assert not found.face_landmarks
                continue
            assert landmarks
            points = [(point.x, point.y, point.z) for point in found.face_landmarks[0]]
            height, width = image.shape[:2]
            np.testing.assert_array_equal(landmarks.points_px, np.array(points) * (width, height, width))


def test_a_new_picture_size_begins_afresh(clips: Path, library: FaceLibrary) -> None:
    with VideoFile(clips / "lp_d9.mp4") as video, Landmarker(library) as landmarker:
        frames = [frame for frame, _ in zip(video, range(4), strict=False)]
        assert all(landmarker.detect(frame) for frame in frames[:2])
        smaller = np.ascontiguousarray(frames[2].image[::2, ::2])
        assert landmarker.detect(replace(frames[2], image=smaller))
        assert landmarker.detect(frames[3])


def test_time_that_stands_still_is_no_error(clips: Path, library: FaceLibrary) -> None:
    with VideoFile(clips / "lp_d9.mp4") as video, Landmarker(library) as landmarker:
        frame = next(iter(video))
        assert all(landmarker.detect(replace(frame, timestamp_s=time_s)) for time_s in (1.0, 1.0, 0.5))


def test_faces_are_counted(clips: Path, library: FaceLibrary) -> None:
    with VideoFile(clips / "lp_d9.mp4") as video:
        frame = next(iter(video))
    counter = FaceCounter(library)
    pair = np.concatenate([frame.image, frame.image[:, ::-1]], axis=1)
    assert len(counter.widths(frame)) == 1
    first, second = counter.widths(Frame(np.ascontiguousarray(pair), 0.0))
    assert first >= second > 0.1
    counter.close()
