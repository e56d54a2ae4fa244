"""A puppet that another face moves: it does the same, at once, on the same side, and shows nothing of it."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice, product
from pathlib import Path

import numpy as np
import pytest
from cameras import one_by_one

from liveness_demo.choices import Instrument, Side
from liveness_demo.commands.evaluate import _span
from liveness_demo.errors import UsageError
from liveness_demo.face.landmarker import Landmarker
from liveness_demo.face.landmarks import Landmarks
from liveness_demo.face.measures import FaceMeasures, measure
from liveness_demo.gestures.kind import Event
from liveness_demo.lab.analysis import Film, find_events
from liveness_demo.lab.scores import compare, read_labels, total
from liveness_demo.loop.chosen import ChosenCamera, ChosenDriven, ChosenFile, parse_source
from liveness_demo.loop.consent import chosen
from liveness_demo.loop.options import RunOptions
from liveness_demo.loop.wishes import Command
from liveness_demo.messages import Message
from liveness_demo.puppet.driven import ranges
from liveness_demo.puppet.driven.copying import FORGOTTEN_S, HELD_S, PLAY, Copying, steadied
from liveness_demo.puppet.driven.made_face import MadeFace, drawn_px
from liveness_demo.puppet.driven.source import DrivenPuppet
from liveness_demo.puppet.paint.renderer import Puppet
from liveness_demo.puppet.shape.look import Look, Pose
from liveness_demo.puppet.source import PuppetOptions, PuppetSource
from liveness_demo.sources.frame import Frame, OwnTime
from liveness_demo.sources.orientation import Orientation
from liveness_demo.sources.video_file import VideoFile

SAMPLES = Path(__file__).parents[1] / "samples"
SIZE, SMALL = (640, 480), (320, 240)
DRIVER, SHOWN = Look(tone=0.7, eye_opening=0.8), Look(tone=0.2, eye_opening=0.4)
Seen = tuple[Landmarks, FaceMeasures]


class Eye:
    """The real model, for pictures of a puppet one after the other. It must be closed."""

    def __init__(self) -> None:
        self._landmarker, self._now_s = Landmarker(), 0.0

    def close(self) -> None:
        self._landmarker.close()

    def __call__(self, picture: np.ndarray) -> Seen:
        landmarks = None
        for _ in range(2):  # a face is followed, and one that jumps is found again in the next picture
            self._now_s += 1 / 30
            landmarks = self._landmarker.detect(Frame(picture, self._now_s)) or landmarks
        measures = measure(landmarks)
        assert landmarks is not None
        assert measures is not None
        return landmarks, measures


@pytest.fixture(scope="module")
def at_rest() -> Seen:
    """What is seen of a driver who does nothing."""
    with closing(Eye()) as eye:
        return eye(Puppet(DRIVER).render(Pose()))


DONE = {
    "blink": Pose(lid_left=1.0, lid_right=1.0),
    "mouth": Pose(jaw=0.8),
    "smile": Pose(smile=0.9),
    "left": Pose(yaw_deg=30),
    "right": Pose(yaw_deg=-30),
    "nod": Pose(pitch_deg=22),
    "tilted": Pose(roll_deg=20),
    "aside": Pose(x_cm=8, y_cm=-3),
    "near": Pose(z_cm=12),
    "far": Pose(z_cm=-25),
}


def test_the_model_reads_of_the_puppet_what_it_reads_of_its_driver() -> None:
    driver, shown, now_s = Puppet(DRIVER), MadeFace(SHOWN), 0.0
    seen: dict[str, tuple[FaceMeasures, FaceMeasures]] = {}
    with closing(Eye()) as of_driver, closing(Eye()) as of_shown:
        for name, pose in ({"rest": Pose()} | DONE).items():
            landmarks, driven = of_driver(driver.render(pose))
            now_s += 0.5
            seen[name] = driven, of_shown(shown.picture(landmarks, driven, now_s, SIZE))[1]
    rest = seen["rest"]
    for name, (driven, copied) in seen.items():
        assert opened(copied, rest[1]) == pytest.approx(opened(driven, rest[0]), abs=0.25), name
        assert copied.mar == pytest.approx(driven.mar, abs=0.07), name
        assert copied.yaw_deg == pytest.approx(driven.yaw_deg, abs=3), name
        assert copied.pitch_deg == pytest.approx(driven.pitch_deg, abs=5), name
        assert copied.center_x == pytest.approx(driven.center_x, abs=0.02), name
        assert copied.center_y == pytest.approx(driven.center_y, abs=0.03), name
        assert copied.face_width == pytest.approx(driven.face_width, rel=0.1), name
        wider = driven.mouth_width / rest[0].mouth_width, copied.mouth_width / rest[1].mouth_width
        assert wider[1] == pytest.approx(wider[0], abs=0.06), name


def opened(face: FaceMeasures, rest: FaceMeasures) -> float:
    """How open the opener eye is, as blinks are read; wide open is open."""
    return min(max(face.ear_left / rest.ear_left, face.ear_right / rest.ear_right), 1.0)


def test_each_lid_is_its_own() -> None:
    copying, driver = Copying(SHOWN, SIZE), Puppet(DRIVER)
    with closing(Eye()) as eye:
        copying.update(*eye(driver.render(Pose())), 0.0)
        pose = copying.update(*eye(driver.render(Pose(lid_left=1.0))), 0.1)
    assert pose.lid_left > 0.65
    assert pose.lid_right < 0.35


def test_of_a_head_turned_aside_the_eye_that_can_be_read_shuts_both() -> None:
    left_shut, right_shut = (0.1, 0.7), (0.7, 0.1)
    turned = ranges.SIDEWAYS_DEG + 5
    for yaw_deg in (0.0, ranges.SIDEWAYS_DEG - 5, -turned):
        left, right = ranges.lids_for(right_shut, 0.5, yaw_deg)
        assert left < 0.5 < right, yaw_deg
    assert min(ranges.lids_for(right_shut, 0.5, turned)) > 0.5
    assert min(ranges.lids_for(left_shut, 0.5, -turned)) > 0.5


def test_a_blink_of_one_picture_stays_one(at_rest: Seen) -> None:
    landmarks, measures = at_rest
    shut = replace(measures, ear_left=0.03, ear_right=0.03)
    copying = Copying(SHOWN, SIZE)
    lids = [
        copying.update(landmarks, shut if number == 30 else measures, number / 30).lid_left
        for number in range(60)
    ]
    assert [number for number, lid in enumerate(lids) if lid > 0.5] == [30]


def test_eyes_kept_shut_stay_shut(at_rest: Seen) -> None:
    landmarks, measures = at_rest
    shut = replace(measures, ear_left=0.05, ear_right=0.05)
    copying = Copying(SHOWN, SIZE)
    lids = [
        copying.update(landmarks, measures if number < 20 else shut, number / 10).lid_left
        for number in range(200)
    ]
    assert min(lids[20:]) > 0.6
    begun_shut = Copying(SHOWN, SIZE)
    assert begun_shut.update(landmarks, shut, 0.0).lid_left > 0.4


def test_what_trembles_is_held_and_what_moves_is_not() -> None:
    held = Pose(yaw_deg=10.0, lid_left=0.5)
    trembled = steadied(held, Pose(yaw_deg=10.2, lid_left=0.52, pitch_deg=0.1))
    assert (trembled.yaw_deg, trembled.lid_left, trembled.pitch_deg) == (10.0, 0.5, 0.0)
    assert steadied(held, Pose(yaw_deg=12.0)).yaw_deg == 12.0
    assert steadied(held, Pose(yaw_deg=12.0)).lid_left == 0.0
    assert set(PLAY) | {"present"} == set(vars(Pose()))


def test_a_driver_who_is_lost_is_held_and_then_leaves(at_rest: Seen) -> None:
    copying = Copying(SHOWN, SIZE)
    assert not copying.update(None, None, 0.0).present
    there = copying.update(*at_rest, 0.1)
    assert there.present
    assert copying.update(None, None, 0.1 + HELD_S - 0.01) == there
    assert not copying.update(None, None, 0.1 + HELD_S + 0.01).present
    assert copying.update(*at_rest, 3.0).present


def test_who_is_back_soon_has_kept_the_own_neutral(at_rest: Seen) -> None:
    landmarks, measures = at_rest
    blinking = landmarks, replace(measures, ear_left=0.05, ear_right=0.05)
    lids = []
    for away_s in (FORGOTTEN_S - 0.1, FORGOTTEN_S + 0.1):
        copying = Copying(SHOWN, SIZE)
        copying.update(*at_rest, 0.0)
        copying.update(None, None, away_s)
        lids.append(copying.update(*blinking, away_s + 0.1).lid_left)
    assert lids[0] > lids[1] + 0.1  # a new driver may have eyes that are hardly open at rest


def test_a_broken_picture_moves_nothing(at_rest: Seen) -> None:
    landmarks, measures = at_rest
    copying = Copying(SHOWN, SIZE)
    there = copying.update(landmarks, measures, 0.0)
    nowhere = replace(landmarks, points_px=np.full((478, 3), np.nan))
    assert copying.update(nowhere, replace(measures, yaw_deg=float("nan")), 0.05) == there


def test_no_face_is_too_far_or_too_near_to_be_drawn(at_rest: Seen) -> None:
    """Points anywhere give a pose that can be rendered."""
    landmarks, points, made = at_rest[0], at_rest[0].points_px, MadeFace(SHOWN)
    for share, shift in product((0.0, 0.5, 3.0, 1e6), (0.0, 5000.0, -5000.0)):
        spread = replace(landmarks, points_px=(points - points.mean(axis=0)) * share + shift)
        assert made.picture(spread, measure(spread), 0.0, SMALL).shape == (240, 320, 3)


def test_the_picture_has_the_drivers_shape() -> None:
    assert drawn_px((640, 480)) == (480, 360)
    assert drawn_px((320, 240)) == (320, 240)
    assert drawn_px((1080, 1920)) == (202, 360)
    assert drawn_px((20, 4000)) == (64, 360)
    assert drawn_px((8000, 450)) == (1280, 72), "a wider one the puppet would not take"


# As a source.


class Pictures(OwnTime):
    """A film of pictures in memory."""

    def __init__(self, pictures: Iterable[np.ndarray]) -> None:
        self._pictures, self.closed = pictures, False

    def __enter__(self) -> "Pictures":
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True

    def __iter__(self) -> Iterator[Frame]:
        for number, picture in enumerate(self._pictures):
            yield Frame(picture.copy(), number / 30)


def poses(count: int) -> list[np.ndarray]:
    driver = Puppet(DRIVER, SMALL)
    return [driver.render(Pose(yaw_deg=number, x_cm=number / 4)) for number in range(count)]


def test_every_picture_is_made_from_the_landmarks_of_its_own_moment_alone() -> None:
    film = Pictures(poses(4))
    with DrivenPuppet(film, SHOWN) as source:
        assert source.attack is Instrument.PUPPETEER
        assert not source.live
        made = list(source)
    assert film.closed
    assert [frame.timestamp_s for frame in made] == [number / 30 for number in range(4)]
    again = MadeFace(SHOWN)
    with Landmarker() as landmarker:
        for seen, frame in zip(Pictures(poses(4)), made, strict=True):
            landmarks = landmarker.detect(seen)
            expected = again.picture(landmarks, measure(landmarks), seen.timestamp_s, SMALL)
            assert np.array_equal(frame.image, expected)


def test_the_drivers_pictures_are_counted_until_they_are_gone() -> None:
    with DrivenPuppet(Pictures(poses(4)), SHOWN) as source:
        held = [source.waiting for _ in source]
        assert max(held) <= 2  # the driver's, and what is drawn of it
        assert min(held) >= 1
        assert source.waiting == 1, "the last one, drawn"
    assert source.waiting == 0


@pytest.mark.long
def test_a_camera_that_hangs_upside_down_is_set_right_for_the_driver_and_undone_for_the_loop() -> None:
    wrong = Orientation(mirrored=True, turned_deg=180)
    upright = poses(3)
    with DrivenPuppet(Pictures([wrong.undone(each) for each in upright]), SHOWN, lambda: wrong) as source:
        turned = [wrong.upright(frame).image for frame in source]
    with DrivenPuppet(Pictures(upright), SHOWN) as source:
        for expected, got in zip(source, turned, strict=True):
            assert np.array_equal(expected.image, got)


@pytest.mark.long
def test_a_picture_that_was_drawn_before_the_camera_was_turned_is_set_right_after_it() -> None:
    stands = [Orientation()]
    with DrivenPuppet(Pictures(poses(3)), SHOWN, lambda: stands[-1]) as source:
        pictures = iter(source)
        next(pictures)
        stands.append(Orientation(turned_deg=180))
        turned = stands[-1].upright(next(pictures)).image
    with DrivenPuppet(Pictures(poses(2)), SHOWN) as source:
        assert np.array_equal(list(source)[1].image, turned)


@pytest.mark.long
def test_a_camera_drives_one_picture_behind() -> None:
    taken: list[float] = []
    pictures = poses(3)
    with DrivenPuppet(one_by_one(iter(pictures * 2), 30), SHOWN) as source:
        assert source.live
        for frame in islice(source, 4):
            taken.append(frame.timestamp_s)
            assert source._driver._clock._last_s - frame.timestamp_s < 3.5 / 30  # type: ignore[attr-defined]
    assert np.diff(taken) == pytest.approx(1 / 30)


def test_as_a_trick_it_takes_the_drivers_place_and_shows_nothing_of_it() -> None:
    film = poses(12)
    with DrivenPuppet(Pictures(film), SHOWN, as_trick=True) as source:
        shown = iter(source)
        first = [next(shown) for _ in range(3)]
        assert source.attack is None
        assert source.waiting == 0
        assert source.swap(Instrument.PHOTO), "of all tricks it knows one"
        assert source.attack is Instrument.PUPPETEER
        made = [next(shown) for _ in range(3)]
        assert source.swap(None)
        assert source.attack is None
        last = list(shown)
    for number, frame in [*enumerate(first), *enumerate(last, 7)]:
        assert np.array_equal(frame.image, film[number])
        assert frame.driver is None
    points = [frame.driver for frame in made]
    assert [frame.timestamp_s for frame in made] == [number / 30 for number in (3, 4, 5)]
    assert all(each is not None and each.shape == (478, 2) for each in points)
    assert not any(np.array_equal(frame.image, other) for frame in made for other in film)


def test_whoever_chose_to_be_the_puppet_finds_no_key_that_shows_them() -> None:
    with DrivenPuppet(Pictures(poses(2)), SHOWN) as source:
        assert not source.swap(None)
        assert source.attack is Instrument.PUPPETEER


# As a choice.


def test_names() -> None:
    assert parse_source("puppet:driver=camera") == ChosenDriven(PuppetOptions(), ChosenCamera(0))
    assert parse_source("puppet:driver=camera:1") == ChosenDriven(PuppetOptions(), ChosenCamera(1))
    film = ChosenFile(Path("a, b=c.mp4"))
    assert parse_source("puppet:eyes=0.1,driver=a, b=c.mp4") == ChosenDriven(PuppetOptions(eyes=0.1), film)


@pytest.mark.parametrize(
    "name",
    [
        "puppet:driver=", "puppet:driver=puppet", "puppet:driver=auto", "puppet:driver=attack:photo",
        "puppet:driver=puppet:driver=camera", "puppet:driver=camera:x", "puppet:actor=hasty,driver=camera",
        "puppet:yaw=3,driver=camera", "puppet:nose=3,driver=camera",
    ],
)  # fmt: skip
def test_what_cannot_drive(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_source(name)
    assert "\n" not in str(caught.value)


def test_a_camera_that_drives_is_a_camera_to_agree_to() -> None:
    by_camera = RunOptions(parse_source("puppet:driver=camera"))
    assert by_camera.camera
    assert not by_camera.puppet
    assert chosen(by_camera, Command.START) is None
    assert chosen(by_camera, Command.CAMERA) == by_camera
    by_film = RunOptions(parse_source("puppet:driver=film.mp4"))
    assert not by_film.camera
    assert chosen(by_film, Command.START) == by_film


# As an attack.


@pytest.mark.long
def test_a_puppeteer_does_what_is_asked_with_another_face() -> None:
    with (
        PuppetSource(PuppetOptions(eyes=0.5), 3, fps=20, attack=Instrument.PUPPETEER) as source,
        Landmarker() as landmarker,
    ):
        found = []
        for frame in islice(source, 56):
            found.append(measure(landmarker.detect(frame)))
            source.tell(Message("do_turn", side=Side.RIGHT), None)
        assert source.swap(None)  # its model is given back in the drawing thread
    assert min(face.yaw_deg for face in found if face is not None) < -25


# Against the model and films; long.


@pytest.mark.long
def test_the_tables_say_what_the_model_reads() -> None:
    def read(look: Look, *poses: Pose) -> list[FaceMeasures]:
        puppet = Puppet(look)
        with closing(Eye()) as eye:
            return [eye(puppet.render(pose))[1] for pose in poses]

    lids = (2, 5, 8)
    for row, opening in zip(ranges.OPENNESS, ranges.EYE_OPENINGS, strict=True):
        shut = (Pose(lid_left=ranges.LIDS[n], lid_right=ranges.LIDS[n]) for n in lids)
        rest, *seen = (
            face.ear_left + face.ear_right for face in read(Look(eye_opening=opening), Pose(), *shut)
        )
        for number, each in zip(lids, seen, strict=True):
            assert row[number] - 0.2 < each / rest < row[number] + 0.1, (opening, number)
    for number, face in enumerate(read(Look(), *(Pose(jaw=jaw) for jaw in ranges.JAW))):
        assert face.mar == pytest.approx(ranges.GAPS[number], abs=0.02)
    rest_width, *widths = (face.mouth_width for face in read(Look(), *(Pose(smile=n) for n in ranges.SMILE)))
    for number, width in enumerate(widths, 1):
        assert width / rest_width - 1 == pytest.approx(ranges.WIDER[number], abs=0.03)


def driven_film(path: Path, look: Look) -> tuple[Film, Film]:
    """The measures of a film, and of the puppet that it drives."""
    films: tuple[list[FaceMeasures | None], list[FaceMeasures | None]] = ([], [])
    times_s = []
    made = MadeFace(look)
    with Landmarker() as of_driver, Landmarker() as of_puppet, VideoFile(path) as video:
        for frame in video:
            landmarks = of_driver.detect(frame)
            measures = measure(landmarks)
            height, width = frame.image.shape[:2]
            picture = made.picture(landmarks, measures, frame.timestamp_s, (width, height))
            times_s.append(frame.timestamp_s)
            films[0].append(measures)
            films[1].append(measure(of_puppet.detect(Frame(picture, frame.timestamp_s))))
    return Film(times_s, films[0]), Film(times_s, films[1])


SHORTEST_S = 0.05
"""The eyes of a head that turns out of the picture may seem shut for one picture."""


@pytest.mark.long
@pytest.mark.parametrize("name", ["good.webm", "nod_smile.webm", "leaving.webm", "small_eyes.webm"])
def test_gestures_of_a_film_appear_at_once_and_as_long(name: str) -> None:
    driver, puppet = (find_events(film) for film in driven_film(SAMPLES / name, SHOWN))
    puppet = [event for event in puppet if length_s(event) >= SHORTEST_S]
    assert [event.gesture for event in driver] == [event.gesture for event in puppet]
    for one, other in zip(driver, puppet, strict=True):
        assert other.start_s == pytest.approx(one.start_s, abs=0.1), one
        assert length_s(other) == pytest.approx(length_s(one), abs=0.1), one
        assert other.direction == one.direction


def length_s(event: Event) -> float:
    return event.end_s - event.start_s


@pytest.mark.long
def test_the_gestures_of_people_are_those_of_the_puppet_they_drive(clips: Path) -> None:
    """One clip with much in it: all of them take minutes."""
    [clip] = [each for each in read_labels(clips / "labels.json").clips if each.file == "lp_d12.mp4"]
    puppet = driven_film(clips / clip.file, SHOWN)[1]
    results = [compare(clip, [_span(event, puppet) for event in find_events(puppet)])]
    for gesture, score in total(results).items():
        assert score.f1 >= 0.9, (gesture, score)
