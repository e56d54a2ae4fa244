"""The face model read by OpenCV alone: it finds what MediaPipe finds, and nothing of MediaPipe is needed."""

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from math import atan2, pi
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from privacy_processes import LOCK_WORKS, PACKAGE_FOLDER, python, script
from test_cli import lines, start
from test_evaluation import one_sample
from test_source import write_video

from liveness_demo import __version__
from liveness_demo.choices import FaceLibrary
from liveness_demo.errors import ModelError
from liveness_demo.face import libraries
from liveness_demo.face.by_opencv.detector import Detector, _merged
from liveness_demo.face.by_opencv.network import Network
from liveness_demo.face.by_opencv.region import Region, tilt_rad
from liveness_demo.face.landmarker import FaceCounter, Landmarker
from liveness_demo.face.landmarks import Landmarks
from liveness_demo.face.model import DETECTOR, MESH
from liveness_demo.privacy.memory import give_memory_back
from liveness_demo.puppet.paint.renderer import Puppet
from liveness_demo.puppet.shape.look import Look, Pose
from liveness_demo.sources.frame import Frame
from liveness_demo.sources.orientation import turned
from liveness_demo.sources.video_file import VideoFile

BOTH = (FaceLibrary.MEDIAPIPE, FaceLibrary.OPENCV)
SAMPLES = PACKAGE_FOLDER / "samples"


# What it holds.


INVERTED = bytes(range(255, -1, -1))
"""For ``translate``: what is looked for is known by the opposite of its bits, or it would be found itself."""


def in_memory(inverted: bytes) -> list[int]:
    """Where in this process' memory that stands of which all bits are inverted here."""
    piece = bytearray(1 << 20)
    own = ctypes.addressof(ctypes.c_char.from_buffer(piece))
    found = []
    with Path("/proc/self/mem").open("rb", buffering=0) as memory:
        for line in Path("/proc/self/maps").read_text().splitlines():
            span, rights = line.split()[:2]
            low, high = (int(place, 16) for place in span.split("-"))
            for start in range(low, high if rights.startswith("rw") else low, len(piece) - len(inverted)):
                memory.seek(start)
                read = memory.readinto(memoryview(piece)[: high - start])
                place = start + piece[:read].translate(INVERTED).find(inverted)
                if place >= start and not own <= place < own + len(piece):
                    found.append(place)
    return found


def left_of_a_picture(part: str, size_px: int) -> tuple[bool, int]:
    """Whether a network's picture was found in memory before it was run, and in how many places after it."""
    network = Network(part, OUTPUTS[part], size_px, low=0.0)
    picture = np.random.default_rng(1).integers(0, 256, (size_px, size_px, 3), np.uint8)
    blob = cv2.dnn.blobFromImage(picture, 1 / 255, swapRB=True)
    inverted = bytes(~blob[0, 1, size_px // 2, :32].view(np.uint8))
    before = bool(in_memory(inverted))
    del blob
    network.run(picture)
    give_memory_back()  # what was freed holds nothing any more
    return before, len(in_memory(inverted))


OUTPUTS = {DETECTOR: ("regressors", "classificators"), MESH: ("Identity", "Identity_1")}


@pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: only Linux lets a process read itself so")
@pytest.mark.parametrize(("part", "size_px"), [(DETECTOR, 128), (MESH, 256)])
def test_a_network_holds_no_picture(part: str, size_px: int) -> None:
    """It would hold the last one, of a visitor who has long left. In a process of its own: what other tests
    freed stays where it lay."""
    asked = f"from test_by_opencv import left_of_a_picture; print(left_of_a_picture({part!r}, {size_px}))"
    ended = script(f"import sys; sys.path.insert(0, 'tests'); {asked}")
    assert ended.stdout == "(True, 0)\n", ended.stderr


# What it finds, beside MediaPipe.


def moving() -> Iterator[Frame]:
    """The puppet turns, tilts, comes nearer, leaves, comes back, and does it all on a high picture."""
    puppet = Puppet(Look())
    poses = [Pose(yaw_deg=yaw) for yaw in (0.0, 10.0, 25.0, -30.0)]
    poses += [Pose(roll_deg=roll, jaw=0.5) for roll in (0.0, 15.0, 30.0, -25.0)]
    poses += [Pose(present=False)] * 2 + [Pose(pitch_deg=12.0, lid_left=1.0)] * 3
    pictures = [puppet.render(pose) for pose in poses]
    pictures += [np.ascontiguousarray(picture[:, 160:480]) for picture in pictures[:6]]
    return (Frame(picture, index / 30) for index, picture in enumerate(pictures))


def found_by(library: FaceLibrary, frames: Iterator[Frame]) -> list[Landmarks | None]:
    with Landmarker(library) as landmarker:
        return [landmarker.detect(frame) for frame in frames]


def distances(ours: list[Landmarks | None], theirs: list[Landmarks | None]) -> tuple[np.ndarray, int]:
    """How far the points of each face are apart, in the mean, as shares of its width; faces of one alone."""
    apart, alone = [], 0
    for one, other in zip(ours, theirs, strict=True):
        alone += (one is None) != (other is None)
        if one and other:
            width = np.ptp(other.points_px[:, 0])
            apart.append(np.abs(one.points_px - other.points_px).mean(axis=0) / width)
    return np.array(apart), alone


def test_its_points_are_mediapipes_wherever_the_head_turns() -> None:
    by_mediapipe, by_opencv = (found_by(library, moving()) for library in BOTH)
    lost = [index for index, face in enumerate(by_mediapipe) if face is None]
    assert lost == [7, 8, 9], "a jump of 55 degrees, then nobody"
    apart, alone = distances(by_opencv, by_mediapipe)
    assert alone == 0
    assert apart.max() < 0.002, "x, y and z: a third of a pixel of 150"


@pytest.mark.long
def test_its_points_are_mediapipes_on_people(clips: Path) -> None:
    """The one follows the other's ways, so a few faces may differ while one is lost and found."""
    with VideoFile(clips / "lp_s18.mp4") as film:
        frames = [frame for frame, _ in zip(film, range(60), strict=False)]
    by_mediapipe, by_opencv = (found_by(library, iter(frames)) for library in BOTH)
    apart, alone = distances(by_opencv, by_mediapipe)
    assert alone == 0
    assert apart.mean() < 0.001
    assert np.percentile(apart, 99) < 0.005


@pytest.mark.parametrize("turn_deg", [0, 90])
def test_it_counts_faces_and_knows_how_they_stand_as_mediapipe_does(turn_deg: int) -> None:
    one = Puppet(Look()).render(Pose())
    pair = np.concatenate([one, cv2.resize(one, None, fx=0.8, fy=1)], axis=1)
    frame = Frame(np.ascontiguousarray(turned(pair, turn_deg) if turn_deg else pair), 0.0)
    widths, likeness = [], []
    for library in BOTH:
        with closing(FaceCounter(library)) as counter:
            widths.append(counter.widths(frame))
            likeness.append(counter.likeness_by_turn(frame))
    assert len(widths[0]) == len(widths[1])
    assert widths[1] == pytest.approx(widths[0], abs=0.005)
    assert likeness[1] == pytest.approx(likeness[0], abs=0.02)


# Its parts.


@given(st.floats(-50, 700), st.floats(-50, 500), st.floats(20, 400), st.floats(20, 400), st.floats(-pi, pi))
def test_a_regions_places_are_those_of_its_picture(
    x: float, y: float, width: float, height: float, turn_rad: float
) -> None:
    region = Region(x, y, width, height, turn_rad)
    corners = region.to_picture(np.array([[0.0, 0], [1, 0], [0, 1], [0.5, 0.5]]))
    across, down = corners[1] - corners[0], corners[2] - corners[0]
    assert np.hypot(*across) == pytest.approx(width)
    assert np.hypot(*down) == pytest.approx(height)
    assert np.cross([*across, 0], [*down, 0])[2] > 0, "not mirrored"
    assert corners[3] == pytest.approx((x, y))
    assert abs(np.sin(atan2(across[1], across[0]) - turn_rad)) < 1e-6


def test_what_is_cut_out_stands_upright() -> None:
    image = np.zeros((200, 300, 3), np.uint8)
    image[95:105, 130:140] = 255  # left of the middle of what is looked at
    upright = Region(150, 100, 100, 100).cut(image, 50, cv2.BORDER_CONSTANT)
    assert upright[25, 17].min() > 200
    assert upright[25, 33].max() < 50
    head_tilted = Region(150, 100, 100, 100, turn_rad=pi / 2).cut(image, 50, cv2.BORDER_CONSTANT)
    assert head_tilted[32, 25].min() > 200, "below: the region's own left is up in the picture"
    assert tilt_rad(np.array([10.0, 20.0]), np.array([10.0, 40.0])) == pytest.approx(pi / 2)


def test_boxes_over_one_face_become_one_and_two_faces_stay_two() -> None:
    here, there = np.full(16, 0.2), np.full(16, 0.2)
    there[:2] = 0.8
    places = np.array([here, there, here + 0.01])
    (first, likeness), (second, _) = _merged(places, np.array([0.6, 0.7, 0.8]))
    assert likeness == 0.8
    assert first[0] == pytest.approx((0.2 * 0.6 + 0.21 * 0.8) / 1.4)
    assert second[0] == pytest.approx(0.8)
    assert _merged(places[:0], np.zeros(0)) == []


def test_a_picture_without_anything_has_no_face_and_no_warning() -> None:
    detector = Detector()
    for size in ((1, 1), (480, 640), (2000, 3)):
        assert detector.faces(np.zeros((*size, 3), np.uint8)) == []


def test_a_network_that_reads_differently_is_an_error_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(ModelError, match=r"its outputs are .*: install"):
        Network(MESH, ("Identity", "no such output"), 256, low=0.0)
    monkeypatch.setattr("liveness_demo.face.by_opencv.network.part_bytes", lambda _: b"no network" * 9)
    with pytest.raises(ModelError, match=rf"OpenCV {cv2.__version__} cannot read"):
        Network(MESH, ("Identity",), 256, low=0.0)


# Which library is taken.


@pytest.mark.parametrize("installed", [True, False])
def test_mediapipe_is_taken_where_it_is_installed(installed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "_mediapipe_is_here", lambda: installed)
    usual = FaceLibrary.MEDIAPIPE if installed else FaceLibrary.OPENCV
    assert [libraries.chosen(library) for library in FaceLibrary] == [usual, *BOTH]


WHAT_WAS_LOADED = """
import sys
from liveness_demo.__main__ import main
code = main()
native = open("/proc/self/maps").read().count("libmediapipe") if sys.platform == "linux" else 0
loaded = [name for name in sys.modules if name.startswith("mediapipe.") or name == "mediapipe"]
print(len(loaded) + native, file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("library", "some"), [("opencv", False), pytest.param("mediapipe", True, marks=pytest.mark.long)]
)
def test_nothing_of_mediapipe_is_loaded_unless_it_is_taken(library: str, some: bool, tmp_path: Path) -> None:
    film = write_video(tmp_path / "grey.mp4")
    ended = python("-c", WHAT_WAS_LOADED, "run", "--source", str(film), "--json", "--landmarker", library)
    assert (int(ended.stderr.splitlines()[-1]) > 0) is some, ended.stderr
    session = lines(ended.stdout)[-1]
    assert not LOCK_WORKS or session["lock"] == "enforced"
    assert session["refused_by_kernel"] in (None, {"sockets": 0, "programs": 0})


@pytest.mark.long
@pytest.mark.parametrize("sample", ["good.webm", "nod_smile.webm"])
def test_it_finds_every_gesture_of_a_sample(sample: str, tmp_path: Path) -> None:
    ended = start("evaluate", "--json", "--landmarker", "opencv", one_sample(tmp_path, sample))
    scores = [line for line in lines(ended.stdout) if line["type"] == "score"]
    assert {line["f1"] for line in scores if line["found"]} == {1.0}
    assert sum(line["found"] for line in scores) >= 4


# An installation without MediaPipe.


def installation_without_mediapipe(folder: Path) -> dict[str, str]:
    """Lead to the libraries of this installation, without MediaPipe and all that only it needs."""
    for name in ("cv2", "numpy"):
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        package = Path(spec.origin).parent
        for path in package.parent.glob(f"{'opencv_python' if name == 'cv2' else name}*"):
            (folder / path.name).symlink_to(path)
        if not (folder / name).exists():
            (folder / name).symlink_to(package)
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    return environment | {"PYTHONPATH": os.pathsep.join([str(folder), str(PACKAGE_FOLDER)])}


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED: this needs symbolic links")
def test_an_installation_without_mediapipe_does_all_of_it(tmp_path: Path) -> None:
    environment = installation_without_mediapipe(tmp_path)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-S", *arguments],  # -S: no other folder of libraries
            cwd=PACKAGE_FOLDER, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=300, check=False,
        )  # fmt: skip

    missing = run("-c", "import cv2, numpy; import mediapipe")
    assert missing.stderr.endswith("ModuleNotFoundError: No module named 'mediapipe'\n")
    program = ("-m", "liveness_demo")
    assert run(*program, "--version").stdout == f"liveness-demo {__version__}\n"
    checks = {
        row.get("what"): row for row in map(json.loads, run(*program, "doctor", "--json").stdout.splitlines())
    }
    assert "by opencv" in checks["speed"]["seen"]
    arguments = ("--json", str(SAMPLES / "wrong_gesture.webm"))
    alone, here = run(*program, "analyze", *arguments), start("analyze", "--landmarker", "opencv", *arguments)
    assert (alone.returncode, alone.stdout, alone.stderr) == (0, here.stdout, "")
    session = run(
        *program, "run", "--source", "puppet", "--json", "--yes", "--order", "article", "--seed", "1"
    )
    assert json.loads(session.stdout.splitlines()[-1])["result"] == "PASSED", session.stderr
    asked_for = run(*program, "analyze", *arguments, "--landmarker", "mediapipe")
    assert asked_for.returncode == 2
    assert asked_for.stderr.startswith("liveness-demo: MediaPipe is missing: ")
