"""The checks before a lesson: on the puppet through the real model, and the command at a real terminal."""

import gc
import json
import os
import platform
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count, cycle, pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from cameras import FakeCapture, camera
from other_systems import unix
from privacy_processes import LOCK_WORKS, PACKAGE_FOLDER, needs_lock, program, python

from liveness_demo.choices import FaceLibrary
from liveness_demo.errors import ProtectionError, SourceError
from liveness_demo.face.landmarker import FaceCounter, Landmarker
from liveness_demo.privacy.protection import Protection
from liveness_demo.privacy.state import Enforcement, State
from liveness_demo.puppet.paint.renderer import Puppet
from liveness_demo.puppet.shape.look import Look, Pose
from liveness_demo.sources.camera import Camera
from liveness_demo.sources.frame import Frame
from liveness_demo.sources.frame_counter import FrameCounter
from liveness_demo.upkeep.doctor import (
    CameraLook,
    Finding,
    Picture,
    check_camera,
    check_display,
    check_face,
    check_light,
    check_lock,
    check_speed,
    check_system,
    failed_camera,
    measuring_fps,
    puppet_pictures,
    watch,
)

SIZE = (640, 480)


def frames(
    picture: Picture, fps: float = 30.0, limit: int | None = None, noise: bool = True
) -> Iterator[Frame]:
    """What a camera would deliver of something that does not move, from some time of a clock on.

    noise: no two pictures of a sensor are the same.
    """
    randomness = np.random.default_rng(1)
    for index in count() if limit is None else range(limit):
        specks = randomness.integers(0, 3, picture.shape, np.uint8) if noise else 0
        yield Frame(np.asarray(cv2.add(picture, specks), np.uint8), 1234.5 + index / fps)


def picture_of(look: Look, size_px: tuple[int, int] = SIZE) -> Picture:
    return Puppet(look, size_px).render(Pose())


def watched(picture: Picture, fps: float = 30.0) -> CameraLook:
    with Landmarker() as landmarker, closing(FaceCounter()) as face_counter:
        return watch(frames(picture, fps), landmarker, face_counter)


def judged(seen: CameraLook) -> dict[str, Finding]:
    return {check.what: check for check in (check_camera(seen), check_light(seen), check_face(seen))}


def test_a_well_placed_visitor_before_a_good_camera() -> None:
    checks = judged(watched(picture_of(Look())))
    assert [check.ok for check in checks.values()] == [True, True, True]
    assert checks["camera"].seen == "It delivers 30 pictures a second of 640 x 480 pixels."
    assert not any(check.do for check in checks.values())


def close_up() -> Picture:
    """Cut out of a picture, because the puppet comes no nearer."""
    return np.ascontiguousarray(picture_of(Look(distance_cm=25))[80:400, 175:465])


@pytest.mark.parametrize(
    ("picture", "wrong", "do"),
    [
        (lambda: picture_of(Look(light=0.15)), "light", "Turn on a light before you"),
        (lambda: picture_of(Look(tone=1.0, light=0.15)), "light", "Turn on a light before you"),
        (lambda: np.zeros((480, 640, 3), np.uint8), "light", "Open the camera's cover"),
        (lambda: picture_of(Look(distance_cm=85)), "face", "Come closer"),
        (lambda: picture_of(Look(distance_cm=150)), "face", "Sit before the camera"),
        (lambda: picture_of(Look(), (160, 120)), "face", "Come closer"),
        (close_up, "face", "Go back a little"),
        (lambda: Puppet(Look(), SIZE).render(Pose(present=False)), "face", "Sit before the camera"),
    ],
    ids=["dark", "dark skin in the dark", "covered", "far", "too far", "few pixels", "near", "nobody"],
)
def test_the_one_thing_that_is_wrong_is_named_with_what_to_do(
    picture: Callable[[], Picture], wrong: str, do: str
) -> None:
    checks = judged(watched(picture()))
    assert [what for what, check in checks.items() if check.ok is False] == [wrong]
    assert checks[wrong].do.startswith(do)


def test_dark_skin_is_not_darkness() -> None:
    assert judged(watched(picture_of(Look(tone=1.0, light=0.3))))["light"].ok


def test_a_covered_camera_is_not_said_to_show_no_face() -> None:
    assert judged(watched(np.zeros((480, 640, 3), np.uint8)))["face"].ok is None


@pytest.mark.parametrize(
    ("fps", "ok"),
    [pytest.param(60, True, marks=pytest.mark.long), (15, True), (14.98, True), (14, False), (7.5, False)],
)
def test_the_rate_is_the_cameras_own(fps: float, ok: bool) -> None:
    seen = watched(picture_of(Look()), fps)
    assert seen.fps == pytest.approx(fps)
    assert check_camera(seen).ok is ok


def test_a_camera_of_a_picture_in_three_seconds_is_judged_too() -> None:
    assert check_camera(watched(picture_of(Look()), 1 / 3)).ok is False


@pytest.mark.parametrize("limit", [0, 1, 40])
def test_a_camera_that_ends_is_an_error_that_says_what_to_do(limit: int) -> None:
    with (
        Landmarker() as landmarker,
        closing(FaceCounter()) as face_counter,
        pytest.raises(SourceError, match="plug it in again"),
    ):
        watch(frames(picture_of(Look()), limit=limit), landmarker, face_counter)


def test_a_picture_that_stands_still_is_the_cameras_fault() -> None:
    with Landmarker() as landmarker, closing(FaceCounter()) as face_counter:
        check = check_camera(watch(frames(picture_of(Look()), noise=False), landmarker, face_counter))
    assert check.ok is False
    assert check.seen == "It has shown the same picture for 5 s."
    assert check.do.startswith("Plug it in again")


def test_a_very_dark_room_is_not_a_covered_camera() -> None:
    light = judged(watched(picture_of(Look(light=0.05))))["light"]
    assert light.ok is False
    assert light.do == "Turn on a light before you, not behind you."


def test_a_real_camera_object_is_counted_right_while_measuring_is_slow_and_no_picture_is_kept() -> None:
    capture = FakeCapture((picture.copy() for picture in cycle(puppet_pictures())), fps=60)
    counter = FrameCounter()
    with (
        Landmarker() as landmarker,
        closing(FaceCounter()) as face_counter,
        camera(capture, patience_s=5.0) as source,
    ):
        seen = watch(counter.count(source), landmarker, face_counter)
        read_a_second = capture.reads / 5
    assert seen.fps == pytest.approx(read_a_second, rel=0.3)
    assert capture.released
    gc.collect()
    assert (counter.kept, counter.seen > 100) == (0, True)


def test_the_speed_is_that_of_the_clock() -> None:
    ticks = (index * 0.125 for index in count())
    with Landmarker() as landmarker:
        fps = measuring_fps(puppet_pictures(), landmarker, lambda: next(ticks))
    assert fps == pytest.approx(8)
    assert check_speed(fps, FaceLibrary.OPENCV).ok is False
    assert check_speed(15, FaceLibrary.OPENCV).ok


def test_the_speed_of_this_computer_is_measured_for_three_seconds() -> None:
    began_s = time.perf_counter()
    with Landmarker() as landmarker:
        fps = measuring_fps(puppet_pictures(), landmarker, time.monotonic)
    assert 3 < time.perf_counter() - began_s < 15
    assert 1 < fps < 2000


def test_the_puppet_is_found_in_every_picture_that_is_timed_and_moves() -> None:
    with Landmarker() as landmarker:
        found = [
            landmarker.detect(Frame(picture, index / 30)) for index, picture in enumerate(puppet_pictures())
        ]
    assert all(found)
    assert all((one.points_px != other.points_px).any() for one, other in pairwise(filter(None, found)))


@pytest.mark.parametrize(
    ("state", "ok", "seen"),
    [
        (State(Enforcement.ENFORCED, sealed=True), True, "Enforced by the system."),
        (State(Enforcement.ENFORCED, inspectable=True), True, "open to inspection"),
        (State(Enforcement.NOT_HERE), None, "Not enforced on this system: sockets, "),
        (State(Enforcement.UNPROTECTED), False, "Not protected: --unprotected."),
        (State(Enforcement.FAILED, "[Errno 95]"), False, "Not protected: the lock failed ([Errno 95])."),
    ],
)
def test_the_lock_is_told_with_its_reason(state: State, ok: bool | None, seen: str) -> None:
    check = check_lock(state)
    assert check.ok is ok
    assert seen in check.seen
    assert bool(check.do) is not bool(ok)


def test_a_display_is_not_claimed_where_it_was_not_tried() -> None:
    assert [check_display(True, works).ok for works in (True, False, None)] == [True, False, None]


def test_an_opencv_without_windows_is_told_apart_from_a_computer_without_a_display() -> None:
    check = check_display(built_in=False, works=False)
    assert (check.ok, check.seen) == (False, "This OpenCV has no windows.")
    assert "opencv-python" in check.do


def test_the_system_the_python_and_the_way_to_a_camera_are_named() -> None:
    seen = check_system().seen
    assert {"linux": "Linux ", "win32": "Windows ", "darwin": "macOS "}[sys.platform] in seen
    assert f"Python {platform.python_version()} (" in seen
    way = {"linux": "V4L2", "win32": "MSMF, then DSHOW", "darwin": "AVFOUNDATION"}[sys.platform]
    assert seen.endswith(f"cameras by {way}.")


def test_a_camera_that_fails_says_what_to_do_and_the_rest_is_unknown() -> None:
    with pytest.raises(SourceError) as missing:
        Camera(63)
    failed, *others = failed_camera(missing.value)
    assert (failed.ok, failed.seen) == (False, "Camera 63 cannot be opened.")
    assert "plug it in" in failed.do.lower()
    assert failed.do[0].isupper()
    assert {other.what: other.ok for other in others} == {"light": None, "face": None, "mirror": None}


def test_a_reason_with_a_colon_stays_whole() -> None:
    with pytest.raises(ProtectionError) as failed:
        Protection(State(Enforcement.FAILED, "thread 7 is not locked: Seccomp 0")).require(camera=True)
    check = failed_camera(failed.value)[0]
    assert check.seen.endswith("(thread 7 is not locked: Seccomp 0).")
    assert check.do.startswith("Start a recording")


# The command, without anybody to ask and at a real terminal.


def lines(output: str) -> dict[str, dict[str, object]]:
    """JSON Lines by what they are about."""
    found = [json.loads(line) for line in output.splitlines()]
    return {str(line.get("what", line["type"])): line for line in found}


def require_consistent(output: str, code: int) -> dict[str, dict[str, object]]:
    found = lines(output)
    assert " ".join(found) == "system display speed lock camera light face mirror summary"
    checks = [line for line in found.values() if line["type"] == "check"]
    assert all(set(check) == {"type", "what", "ok", "seen", "do"} for check in checks)
    wrong = [check["what"] for check in checks if check["ok"] is False]
    assert found["summary"]["wrong"] == wrong
    assert found["summary"]["frames_kept"] == 0
    assert code == (1 if wrong else 0)
    return found


def test_without_anybody_to_ask_the_camera_stays_shut_and_that_is_nothing_wrong() -> None:
    began_s = time.monotonic()
    ended = program("doctor", "--json", "--source", "camera:63")
    assert time.monotonic() - began_s < 30
    found = require_consistent(ended.stdout, ended.returncode)
    assert found["camera"]["ok"] is found["light"]["ok"] is found["face"]["ok"] is None
    assert found["camera"]["seen"] == "Not opened: there is nobody to ask."
    not_tried = ["display", "lock"] if sys.platform != "linux" else []
    assert found["summary"]["unknown"] == [*not_tried, "camera", "light", "face", "mirror"]
    assert found["display"]["ok"] is (None if sys.platform != "linux" else False)
    if LOCK_WORKS:
        assert (found["lock"]["ok"], found["lock"]["seen"]) == (True, "Enforced by the system.")
        assert ended.stderr == ""
    assert "May the camera" not in ended.stderr


@pytest.mark.long
def test_with_a_display_it_is_found_and_an_unprotected_start_is_wrong(display: str) -> None:
    ended = program("doctor", "--json", "--unprotected", environment={"DISPLAY": display})
    found = require_consistent(ended.stdout, ended.returncode)
    assert found["display"]["ok"] is True
    assert found["lock"]["ok"] is False
    assert ended.returncode == 1


def test_nothing_is_left_of_the_trial_of_the_display(display: str) -> None:
    trial = (
        "import os\nfrom liveness_demo.view.outlets.window import try_display\nprint(try_display())\n"
        "try: os.waitpid(-1, os.WNOHANG)\nexcept ChildProcessError: print('no child')"
    )
    assert python("-c", trial, environment={"DISPLAY": display}).stdout == "True\nno child\n"


@pytest.mark.parametrize(
    "arguments", [["--source", "film.mp4"], ["--source", "puppet"], ["--source", "camera:x"], ["--yes"]]
)
def test_what_is_no_camera_and_a_consent_beforehand_are_usage_errors(arguments: list[str]) -> None:
    ended = program("doctor", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.splitlines()) == 1


class Teacher:
    """Runs the command with a terminal at stdin and stderr, as ``liveness-demo doctor | tee`` has."""

    def __init__(self, *command: str) -> None:
        self._keys, terminal = unix("pty").openpty()
        self._program = subprocess.Popen(
            command, cwd=PACKAGE_FOLDER, stdin=terminal, stderr=terminal, stdout=subprocess.PIPE, text=True,
            env={name: value for name, value in os.environ.items() if "DISPLAY" not in name},
        )  # fmt: skip
        os.close(terminal)
        self.seen = ""

    def type(self, text: str) -> None:
        """Wait for a question, then type."""
        self._read_until("Enter: ")
        self.seen += "<answer>"
        os.write(self._keys, text.encode())

    def ends(self) -> tuple[int, str]:
        self._read_until(None)
        output, _ = self._program.communicate(timeout=30)
        os.close(self._keys)
        return self._program.returncode, output

    def _read_until(self, end: str | None) -> None:
        deadline_s = time.monotonic() + 60
        while end is None or not self.seen.endswith(end):
            ready, _, _ = select.select([self._keys], [], [], max(0.0, deadline_s - time.monotonic()))
            assert ready, f"it waits for something else: {self.seen!r}"
            try:
                self.seen += os.read(self._keys, 4096).decode()
            except OSError:  # the other end is gone
                assert end is None, self.seen
                return


DOCTOR = (sys.executable, "-m", "liveness_demo", "doctor", "--source", "camera:63")


@pytest.mark.long
@pytest.mark.parametrize("answers", [["\n", "perhaps\n", "No\n"], ["\x04"]])
def test_it_asks_until_the_answer_is_clear_and_the_end_of_input_is_a_no(answers: list[str]) -> None:
    teacher = Teacher(*DOCTOR, "--json")
    for answer in answers:
        teacher.type(answer)
    code, output = teacher.ends()
    found = require_consistent(output, code)
    assert found["camera"]["ok"] is None
    assert found["camera"]["seen"] == "Not opened, as you wished."
    assert teacher.seen.count("May the camera be opened") == len(answers)


@pytest.mark.long
def test_yes_opens_the_camera_that_was_named_and_says_what_is_wrong() -> None:
    teacher = Teacher(*DOCTOR)
    teacher.type("y\n")
    code, output = teacher.ends()
    assert code == 1
    assert "WRONG  camera   Camera 63 cannot be opened. -> " in output
    ending = r"^Wrong: .*camera.*\. Not known: light, face, mirror\. Camera pictures: 0 seen, 0 held\.$"
    assert re.search(ending, output.splitlines()[-1])


@pytest.mark.long
@needs_lock
def test_after_a_yes_the_pictures_are_judged_under_the_lock_and_none_is_held() -> None:
    """There is no device to rely on: a capture that shows the puppet stands in its place."""
    puppet_for_a_camera = (
        "import sys\nfrom liveness_demo.privacy.start import begin\nprotection = begin(['doctor'])\n"
        "sys.path.append('tests')\nfrom itertools import cycle\nfrom cameras import FakeCapture, camera\n"
        "from liveness_demo.commands import doctor as doctor_command\n"
        "from liveness_demo.upkeep.doctor import puppet_pictures\n"
        "shown = (picture.copy() for picture in cycle(puppet_pictures()))\n"
        "doctor_command.Camera = lambda number: camera(FakeCapture(shown, fps=40), patience_s=5.0)\n"
        "from liveness_demo.cli import main\nsys.exit(main(['doctor', '--json'], protection))"
    )
    teacher = Teacher(sys.executable, "-c", puppet_for_a_camera)
    teacher.type("y\n")
    code, output = teacher.ends()
    found = require_consistent(output, code)
    assert [found[what]["ok"] for what in ("camera", "light", "face")] == [True, True, True]
    assert found["summary"]["frames_seen"] > 60  # type: ignore[operator]


def test_where_the_lock_failed_nobody_is_asked() -> None:
    if sys.platform != "linux":
        pytest.skip("NOT TESTED: no lock is expected on this system")
    two_threads = (
        "import threading, time, sys\n"
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "sys.argv[1:] = ['doctor', '--json']\n"
        "from liveness_demo.__main__ import main\nsys.exit(main())"
    )
    teacher = Teacher(sys.executable, "-c", two_threads)
    code, output = teacher.ends()
    found = require_consistent(output, code)
    assert (found["lock"]["ok"], found["camera"]["ok"]) == (False, False)
    assert "2 threads already" in str(found["lock"]["seen"])
    assert "stays shut" in str(found["camera"]["seen"])
    assert "May the camera" not in teacher.seen


@pytest.mark.long
@pytest.mark.parametrize(("answer", "opened"), [("n\n", False), ("y\n", True)])
def test_strace_sees_the_camera_opened_after_a_yes_only(tmp_path: Path, answer: str, opened: bool) -> None:
    if not shutil.which("strace"):
        pytest.skip("NOT TESTED: strace is not installed")
    trace = tmp_path / "trace"
    calls = "trace=open,openat,openat2,stat,newfstatat,access"
    teacher = Teacher("strace", "-f", "-qq", "-o", str(trace), "-e", calls, *DOCTOR, "--inspect")
    teacher.type(answer)
    teacher.ends()
    assert ("/dev/video63" in trace.read_text()) is opened
