"""The puppet seen by the real face landmarker: what a pose asks for must arrive."""

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest

from liveness_demo.errors import UsageError
from liveness_demo.face.mesh import bundled_mesh, parse_mesh
from liveness_demo.face.model import model_bytes
from liveness_demo.puppet.paint.renderer import Look, Pose, Puppet, Quality

sys.modules["sounddevice"] = None  # mediapipe would load a microphone library
import mediapipe as mp  # noqa: E402
from mediapipe.tasks.python import BaseOptions, vision  # noqa: E402

RIGHT_EYE = (33, 160, 158, 133, 153, 144)
LEFT_EYE = (362, 385, 387, 263, 373, 380)


@dataclass(frozen=True)
class Seen:
    """What the landmarker measures in one picture."""

    ear_right: float
    ear_left: float
    mar: float
    yaw_deg: float


class Observer:
    """A landmarker in VIDEO mode and its clock."""

    def __init__(self) -> None:
        options = vision.FaceLandmarkerOptions(
            base_options=BaseOptions(model_asset_buffer=model_bytes()),
            running_mode=vision.RunningMode.VIDEO,
            num_faces=1,
            output_facial_transformation_matrixes=True,
        )
        self.landmarker = vision.FaceLandmarker.create_from_options(options)
        self.time_ms = 0

    def look(self, puppet: Puppet, pose: Pose, pictures: int = 4) -> Seen | None:
        """What is seen in the last of some pictures: VIDEO mode smooths over time."""
        seen = None
        for _ in range(pictures):
            seen = self._see(puppet.render(pose))
        return seen

    def _see(self, picture: np.ndarray) -> Seen | None:
        self.time_ms += 33
        image = mp.Image(image_format=mp.ImageFormat.SRGB, data=np.ascontiguousarray(picture[..., ::-1]))
        result = self.landmarker.detect_for_video(image, self.time_ms)
        if not result.face_landmarks:
            return None
        height, width = picture.shape[:2]
        places = np.array([(point.x * width, point.y * height) for point in result.face_landmarks[0]])

        def gap(first: int, second: int) -> float:
            return float(np.linalg.norm(places[first] - places[second]))

        def ear(eye: tuple[int, ...]) -> float:
            return (gap(eye[1], eye[5]) + gap(eye[2], eye[4])) / (2 * gap(eye[0], eye[3]))

        mar = (gap(81, 178) + gap(13, 14) + gap(311, 402)) / (3 * gap(78, 308))
        matrix = result.facial_transformation_matrixes[0]
        yaw_deg = math.degrees(math.asin(np.clip(-matrix[2, 0], -1, 1)))
        return Seen(ear(RIGHT_EYE), ear(LEFT_EYE), mar, yaw_deg)


@pytest.fixture
def observer() -> Iterator[Observer]:
    observer = Observer()
    yield observer
    observer.landmarker.close()


@pytest.fixture(scope="module")
def puppet() -> Puppet:
    return Puppet()


@pytest.mark.parametrize("tone", [0.0, 0.35, 0.7, 1.0])
def test_every_tone_is_found_with_eyes_open_and_shut(observer: Observer, tone: float) -> None:
    puppet = Puppet(Look(tone=tone))
    opened = observer.look(puppet, Pose())
    shut = observer.look(puppet, Pose(lid_left=1, lid_right=1))
    assert opened is not None and shut is not None
    assert min(opened.ear_left, opened.ear_right) > 0.25
    assert max(opened.ear_left, opened.ear_right) < 0.37
    assert max(shut.ear_left, shut.ear_right) < 0.06
    assert opened.mar < 0.03


@pytest.mark.parametrize(
    ("pose", "side"), [(Pose(lid_left=1), 1), (Pose(lid_right=1), -1)], ids=["left", "right"]
)
def test_each_lid_shuts_its_own_eye(observer: Observer, puppet: Puppet, pose: Pose, side: int) -> None:
    seen = observer.look(puppet, pose)
    assert seen is not None
    assert (seen.ear_right - seen.ear_left) * side > 0.10


@pytest.mark.parametrize(
    ("opening", "low", "high"), [(0.1, 0.16, 0.24), (0.5, 0.26, 0.33), (1.0, 0.29, 0.37)]
)
def test_eye_opening_is_what_the_landmarker_reads(
    observer: Observer, opening: float, low: float, high: float
) -> None:
    seen = observer.look(Puppet(Look(eye_opening=opening)), Pose())
    assert seen is not None
    assert low < (seen.ear_left + seen.ear_right) / 2 < high


def test_the_mouth_opens_with_the_jaw_and_not_with_a_smile(observer: Observer, puppet: Puppet) -> None:
    seen = [observer.look(puppet, Pose(jaw=jaw)) for jaw in (0, 0.25, 0.5, 0.75, 1)]
    mars = [one.mar for one in seen if one]
    assert len(mars) == 5
    assert all(later - earlier > 0.05 for earlier, later in pairwise(mars))
    assert mars[0] < 0.03
    assert mars[-1] > 0.55
    smiling = observer.look(puppet, Pose(smile=1), pictures=8)
    assert smiling is not None and smiling.mar < 0.05


@pytest.mark.parametrize("yaw_deg", [-35, -20, 0, 20, 35])
def test_yaw_arrives_with_its_sign(observer: Observer, puppet: Puppet, yaw_deg: float) -> None:
    seen = observer.look(puppet, Pose(yaw_deg=yaw_deg))
    assert seen is not None
    assert abs(seen.yaw_deg - yaw_deg) < 3


@pytest.mark.parametrize(
    "look", [Look(light=0.15), Look(distance_cm=25), Look(distance_cm=60), Look(glasses=True)]
)
def test_found_in_poor_light_near_far_and_with_glasses(observer: Observer, look: Look) -> None:
    assert observer.look(Puppet(look), Pose()) is not None


def test_glare_hides_a_blink(observer: Observer) -> None:
    puppet = Puppet(Look(glasses=True, glare=1))
    seen = observer.look(puppet, Pose(lid_left=1, lid_right=1))
    assert seen is None or seen.ear_left > 0.10


def test_nobody_is_seen_in_the_empty_room(observer: Observer, puppet: Puppet) -> None:
    assert observer.look(puppet, Pose(present=False)) is None


def test_same_seed_and_poses_give_the_same_pictures() -> None:
    poses = [Pose(), Pose(yaw_deg=10, jaw=0.5), Pose(present=False), Pose(x_cm=2), Pose()]
    first, second = Puppet(Look(seed=4)), Puppet(Look(seed=4))
    for pose in poses:
        assert np.array_equal(first.render(pose), second.render(pose))
    assert not np.array_equal(first.render(Pose()), Puppet(Look(seed=5)).render(Pose()))


def test_without_noise_a_picture_depends_on_its_pose_alone() -> None:
    puppet = Puppet(Look(noise=0))
    before = puppet.render(Pose())
    puppet.render(Pose(yaw_deg=30, jaw=1, x_cm=5, lid_left=1, gaze_x=1))
    assert np.array_equal(before, puppet.render(Pose()))


@pytest.mark.parametrize("pose", [Pose(), Pose(present=False)], ids=["visitor", "room"])
@pytest.mark.parametrize("quality", list(Quality))
def test_pictures_share_no_memory(pose: Pose, quality: Quality) -> None:
    puppet = Puppet(Look(noise=0), (320, 240), quality)
    first = puppet.render(pose)
    kept = first.copy()
    second = puppet.render(pose)
    second[:] = 0
    assert first.shape == (240, 320, 3) and first.dtype == np.uint8
    assert not np.shares_memory(first, second)
    assert np.array_equal(first, kept)
    assert np.array_equal(puppet.render(pose), kept)


@pytest.mark.parametrize(("yaw_deg", "side"), [(0, 0), (25, 0), (0, 1)])
def test_glare_is_brighter_than_clear_lenses(yaw_deg: float, side: float) -> None:
    pose = Pose(yaw_deg=yaw_deg)
    clear = Puppet(Look(glasses=True, noise=0, light_side=side)).render(pose)
    bright = Puppet(Look(glasses=True, glare=0.8, noise=0, light_side=side)).render(pose)
    gain = bright.astype(int) - clear
    assert gain.min() >= 0
    assert (gain.max(axis=2) > 60).sum() > 150


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        (Look, {"tone": 1.5}, "tone must be between 0 and 1"),
        (Look, {"noise": float("nan")}, "noise must be between 0 and 40"),
        (Look, {"distance_cm": 5}, "distance_cm must be between 20 and 150"),
        (Look, {"glare": 0.5}, "glare above 0 needs glasses=True"),
        (Look, {"seed": -1}, "seed must be between 0"),
        (Pose, {"lid_left": -0.1}, "lid_left must be between 0 and 1"),
        (Pose, {"jaw": 1.01}, "jaw must be between 0 and 1"),
        (Pose, {"yaw_deg": 200}, "yaw_deg must be between -90 and 90"),
        (Puppet, {"size_px": (10, 10)}, "size_px must be between 64x64 and 3840x2160"),
    ],
)
def test_values_out_of_range_are_named(kind: type, values: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        kind(**values)


def test_a_face_too_close_is_refused(puppet: Puppet) -> None:
    with pytest.raises(UsageError, match="z_cm must leave 18 cm"):
        puppet.render(Pose(z_cm=30))


@pytest.mark.parametrize(
    "pose", [Pose(x_cm=60), Pose(y_cm=-60), Pose(z_cm=24), Pose(yaw_deg=90, pitch_deg=45)]
)
def test_extreme_places_still_give_a_picture(puppet: Puppet, pose: Pose) -> None:
    assert puppet.render(pose).shape == (480, 640, 3)


def test_the_mesh_is_the_canonical_one() -> None:
    mesh = bundled_mesh()
    assert mesh.vertices_cm.shape == (468, 3)
    assert mesh.texture_uv.shape == (468, 2)
    assert mesh.triangles.shape == (898, 3)
    assert mesh.rigid_points.shape == (33,)
    assert parse_mesh(model_bytes()).triangles.max() == 467
