"""What other programs leave: a watched process, shut streams, another keyboard, an OpenCV without windows."""

import ctypes
import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import cv2
import pytest
from cameras import FakeCapture, noise
from other_systems import on_linux, on_unix
from privacy_processes import LOCK_WORKS, PACKAGE_FOLDER, needs_lock, python
from test_app import Pressed
from test_source import write_video
from test_window import Visitor, needs_display

import liveness_demo.sources.camera
from liveness_demo.loop.chosen import ChosenPuppet
from liveness_demo.loop.counts import Tally
from liveness_demo.loop.options import RunOptions
from liveness_demo.loop.shown import Paused, Start
from liveness_demo.loop.wishes import Command
from liveness_demo.privacy.state import Enforcement, State
from liveness_demo.sources.camera import Camera
from liveness_demo.sources.container import is_text
from liveness_demo.systems.cameras import ask_system, open_camera, why_not
from liveness_demo.systems.environment import prepare
from liveness_demo.systems.names import system_name
from liveness_demo.systems.windows import is_closed, picture_room
from liveness_demo.view.outlets.in_window import WindowView
from liveness_demo.view.outlets.window import START_KEYS, display_works, windows_built_in, wish_of
from liveness_demo.view.screens.stage import Stage

START = Start(RunOptions(ChosenPuppet()), State(Enforcement.ENFORCED), Tally())


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A session on a film without a face, which ends with it: code 1."""
    film = write_video(tmp_path_factory.mktemp("films") / "grey.mp4", frames=5)
    return ["run", "--source", str(film), "--no-window", "--json", "--yes"]


UNDER_A_LISTENER = """
import ctypes, os, runpy, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
assert libc.prctl(38, 1, 0, 0, 0) == 0
allow = ctypes.create_string_buffer(struct.pack("=HBBI", 6, 0, 0, 0x7FFF0000), 8)
assert libc.syscall(317, 1, 8, struct.pack("=HxxxxxxQ", 1, ctypes.addressof(allow))) > 0
if os.fork() == 0:
    os.execv(sys.executable, [sys.executable, "-m", "liveness_demo", *sys.argv[1:]])
sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))
"""
"""As in WSL2 and in some containers: a filter with a listener is there before the program. It allows all."""


@needs_lock
def test_under_a_listener_the_lock_holds_and_does_not_count(session: list[str]) -> None:
    ended = python("-c", UNDER_A_LISTENER, *session)
    assert ended.returncode == 1, ended.stderr
    assert '"lock": "enforced", "refused_by_kernel": null' in ended.stdout.splitlines()[-1]


@needs_lock
def test_under_a_listener_all_is_refused_and_the_check_says_what_is_not_counted() -> None:
    ended = python("-c", UNDER_A_LISTENER, "privacy-check")
    assert ended.returncode == 0, ended.stdout
    *_, lock, verdict = ended.stdout.splitlines()
    assert lock.startswith("Lock: enforced by the system (refusals are not counted: another program")
    assert re.fullmatch(r"(\d+) of \1 attempts blocked: passed", verdict)


@on_unix
@pytest.mark.parametrize("shut", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_launcher_that_shuts_streams(shut: str, session: list[str]) -> None:
    words = " ".join([sys.executable, "-m", "liveness_demo", *session])
    ended = subprocess.run(
        ["sh", "-c", f"{words} {shut}"], cwd=PACKAGE_FOLDER, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, "Error" in ended.stderr) == (1, False), ended.stderr
    if LOCK_WORKS and ">&-" not in shut.split():
        assert '"lock": "enforced"' in ended.stdout


def test_a_home_that_is_not_there(tmp_path: Path, session: list[str]) -> None:
    environment = {"PYTHONPATH": os.pathsep.join([str(PACKAGE_FOLDER), *sys.path])}
    if sys.platform == "win32":
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]  # without it no program finds its libraries
    ended = subprocess.run(
        [sys.executable, "-m", "liveness_demo", *session], env=environment, cwd=tmp_path,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1, ended.stderr


@needs_display
@pytest.mark.parametrize("asked_for", ["wayland", pytest.param("offscreen", marks=pytest.mark.long)])
def test_a_desktop_that_asks_for_another_kind_of_window(display: str, asked_for: str) -> None:
    visitor = Visitor(
        display, "--source", "puppet", environment={"QT_QPA_PLATFORM": asked_for, "QT_FATAL_WARNINGS": "1"}
    )
    visitor.wait_for_window()
    visitor.press("q")
    assert visitor.ends() == (1, "")


@pytest.mark.parametrize(
    ("gui", "built_in"), [("QT5", True), ("WIN32UI", True), ("COCOA", True), ("NONE", False)]
)
def test_an_opencv_without_windows_is_known(
    gui: str, built_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As opencv-python-headless says of itself."""
    real = cv2.getBuildInformation()
    assert len(re.findall(r"  GUI: +\S+", real)) == 1
    told = re.sub(r"(  GUI: +)\S+", rf"\g<1>{gui}", real)
    monkeypatch.setattr(cv2, "getBuildInformation", lambda: told)
    assert windows_built_in() is built_in
    if not built_in:
        assert not display_works()


LETTERS = {
    "ru": 0x6CA,
    "gr": 0x7F8,
    "il": 0xCE1,
    "ara": 0x5D6,
    "th": 0xDE6,
    "ge": 0x10010E5,
    "macOS": ord("й"),
}
"""What OpenCV reports for a letter key under layouts of X11, and on macOS."""


@pytest.mark.parametrize("code", LETTERS.values(), ids=LETTERS)
def test_a_letter_of_another_script_is_known_as_one(code: int) -> None:
    assert wish_of(code, START_KEYS) is Command.OTHER_SCRIPT


@pytest.mark.parametrize("code", [0xFFE1, 0xFFC8, 0xFE03, 0x700000, 0xF708, 0xE4, 0x1B3], ids=hex)
def test_keys_that_are_no_letters_and_latin_ones_are_not(code: int) -> None:
    assert wish_of(code, START_KEYS) is None


@needs_display
def test_keys_of_a_russian_keyboard_do_nothing_but_those_without_letters_do(display: str) -> None:
    visitor = Visitor(display, "--source", "puppet")
    visitor.wait_for_window()
    layout = ["setxkbmap", "-display", display]
    subprocess.run([*layout, "ru"], check=True)
    try:
        visitor.press("24")  # the key that is q on a Latin layout
        time.sleep(0.5)
        assert visitor.program.poll() is None
        visitor.press("Escape")
        assert visitor.ends() == (1, "")
    finally:
        subprocess.run([*layout, "us"], check=False)


def test_the_screen_says_which_keys_do_and_goes_back_at_the_next_key() -> None:
    stage = Stage()
    usual = stage.draw(START)
    window = Pressed(Command.OTHER_SCRIPT, None, Command.HELP)
    view = WindowView(window, stage)
    noted = []
    for _ in range(3):
        assert view.show(Paused(camera=False), 0.0) in (None, Command.STAY), "it concerns the screen alone"
        noted.append(stage.layout_note)
    assert noted == [True, True, False]
    stage.choices = replace(stage.choices, help=False)
    stage.layout_note = True
    assert (stage.draw(START) != usual).any()
    assert not stage.misfits


# Windows and macOS, their parts stood in for.


class Opened:
    """A capture that opens, and delivers, or not."""

    def __init__(self, opens: bool = True, delivers: bool = True) -> None:
        self._opens, self._delivers = opens, delivers
        self.released = False

    def isOpened(self) -> bool:  # noqa: N802
        return self._opens

    def read(self) -> tuple[bool, object]:
        return self._delivers, None

    def release(self) -> None:
        self.released = True


@pytest.mark.parametrize(
    ("platform", "delivers", "ways"),
    [
        ("win32", True, [()]),
        ("win32", False, [(), (cv2.CAP_DSHOW,)]),
        ("linux", False, [()]),
        ("darwin", False, [()]),
    ],
)
def test_windows_has_a_second_way_to_a_camera(
    platform: str, delivers: bool, ways: list[tuple[int, ...]]
) -> None:
    tried: list[tuple[int, ...]] = []
    captures: list[Opened] = []

    def opens(number: int, *way: int) -> Opened:
        tried.append(way)
        captures.append(Opened(delivers=delivers))
        return captures[-1]

    assert open_camera(0, opens, platform) is captures[-1]
    assert tried == ways
    assert [capture.released for capture in captures] == [True] * (len(ways) - 1) + [False]


@pytest.mark.parametrize(
    ("platform", "refused", "openings"), [("darwin", 2, 3), ("darwin", 99, 20), ("linux", 2, 0)]
)
def test_macos_asks_until_it_is_answered_and_no_camera_stays_open(
    platform: str, refused: int, openings: int
) -> None:
    captures: list[Opened] = []
    waited_s: list[float] = []

    def opens(number: int) -> Opened:
        captures.append(Opened(opens=len(captures) >= refused))
        return captures[-1]

    ask_system(0, opens, waited_s.append, platform)
    assert len(captures) == openings
    assert all(capture.released for capture in captures)
    assert sum(waited_s) <= 20


def test_macos_asks_in_the_main_thread_before_another_one_opens_the_camera(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened_in: list[bool] = []

    def opens(number: int) -> FakeCapture:
        opened_in.append(threading.current_thread() is threading.main_thread())
        return FakeCapture(noise())

    monkeypatch.setattr(liveness_demo.sources.camera, "ask_system", partial(ask_system, platform="darwin"))
    with Camera(0, opens=opens) as camera:
        next(iter(camera))
    assert opened_in == [True, False]


def test_windows_has_a_minute_to_open_a_camera() -> None:
    lines = "import cv2, sys; sys.platform = sys.argv[1]; from liveness_demo.systems.cameras import OPENING_S"
    asked = [float(python("-c", f"{lines}; print(OPENING_S)", name).stdout) for name in ("win32", "linux")]
    assert asked == [60.0, 20.0]


@pytest.mark.parametrize(
    ("platform", "words"), [("win32", "Settings, Privacy, Camera"), ("darwin", "System Settings")]
)
def test_a_camera_that_does_not_open_names_the_systems_own_switch(platform: str, words: str) -> None:
    assert words in why_not(0, platform=platform)


@pytest.mark.parametrize(
    ("platform", "name"), [("win32", "Windows 10.0.19045"), ("darwin", "macOS 14.1"), ("linux", "Linux ")]
)
def test_a_system_is_called_by_its_name_and_no_program_is_started(
    platform: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = SimpleNamespace(major=10, minor=0, build=19045)
    monkeypatch.setattr(sys, "getwindowsversion", lambda: version, raising=False)
    monkeypatch.setattr("platform.mac_ver", lambda: ("14.1", ("", "", ""), "arm64"))
    monkeypatch.setattr(subprocess, "Popen", None)
    if platform != "linux" or sys.platform == "linux":
        monkeypatch.setattr(sys, "platform", platform)
        assert system_name().startswith(name)


@pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: only Linux is named with its C library")
@pytest.mark.parametrize("error", [ValueError, OSError])
def test_a_linux_without_gnus_c_library_has_a_name(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(name: str) -> str:
        raise error

    monkeypatch.setattr(os, "confstr", unknown)
    assert system_name().endswith(", another C library)")


@pytest.mark.parametrize(
    ("platform", "visible", "closed"),
    [("darwin", 0, False), ("darwin", -1, True), ("win32", 0, True), ("linux", 0, True), ("linux", 1, False)],
)
def test_a_window_that_macos_minimised_is_not_closed(
    platform: str, visible: float, closed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cv2, "getWindowProperty", lambda title, what: visible)
    assert is_closed("it", platform) is closed


@pytest.mark.parametrize(
    ("platform", "told", "room"),
    [
        ("darwin", (0, 0, 900, 600), None),
        ("linux", (0, 0, 900, 600), (900, 600)),
        ("win32", (0, 0, 0, 0), None),
    ],
)
def test_macos_tells_a_pictures_size_for_the_windows(
    platform: str, told: tuple[int, ...], room: tuple[int, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cv2, "getWindowImageRect", lambda title: told)
    assert picture_room("it", platform) == room


def test_what_opencv_finds_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"OPENCV_FFMPEG_CAPTURE_OPTIONS": "rtsp_transport;udp", "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "3"}
    found |= {"OPENCV_VIDEOIO_PRIORITY_FFMPEG": "0", "OPENCV_VIDEOIO_PRIORITY_LIST": "V4L2", "DISPLAY": ":0"}
    found |= {"OPENCV_DNN_CHECK_NAN_INF_DUMP": "2"}
    monkeypatch.setattr(os, "environ", found)
    for _ in range(2):
        prepare()
    assert not {"OPENCV_VIDEOIO_PRIORITY_FFMPEG", "OPENCV_DNN_CHECK_NAN_INF_DUMP"} & set(found)
    assert found["OPENCV_FFMPEG_CAPTURE_OPTIONS"].startswith("protocol_whitelist;file|format_whitelist;")
    assert found["OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT"] == "3"
    assert found["OPENCV_VIDEOIO_PRIORITY_LIST"] == "V4L2,FFMPEG"
    assert found["OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS"] == "0"
    assert found["OPENBLAS_NUM_THREADS"] == "1"


def test_windows_old_library_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[bytes] = []
    library = SimpleNamespace(_putenv=told.append)
    monkeypatch.setattr(os, "environ", {})
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: library)
    prepare()
    assert b"OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS=0" in told
    assert any(entry.startswith(b"OPENCV_FFMPEG_CAPTURE_OPTIONS=protocol_whitelist;file|") for entry in told)
    assert b"OPENCV_VIDEOIO_PRIORITY_FFMPEG=" in told


def test_the_environment_is_set_before_opencv_is_loaded() -> None:
    lines = (
        "import os, sys, liveness_demo\n"
        "print('cv2' in sys.modules, os.environ['OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS'])"
    )
    assert python("-c", lines).stdout == "False 0\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [("OPENCV_TRACE", "1"), ("OPENCV_DNN_NETWORK_DUMP", "10"), ("OPENCV_DNN_BACKEND_DEFAULT", "2")],
)
def test_what_is_wished_for_in_the_environment_makes_opencv_write_no_file_and_compute_nowhere_else(
    name: str, value: str, tmp_path: Path
) -> None:
    lines = (
        "import os, sys; os.chdir(sys.argv[1])\n"
        "from liveness_demo.face.by_opencv.detector import Detector\n"
        "import numpy; print(Detector().faces(numpy.zeros((48, 64, 3), 'uint8')))"
    )
    ended = python("-c", lines, str(tmp_path), environment={name: value, "PYTHONPATH": str(PACKAGE_FOLDER)})
    assert (ended.stdout, list(tmp_path.iterdir())) == ("[]\n", []), ended.stderr


@pytest.mark.parametrize(
    ("start", "text"),
    [
        (b"#EXTM3U\n#EXTINF:10,\nfilm.mp4\n", True),
        (b"ffconcat version 1.0\nfile film.mp4\n", True),
        (b"\xef\xbb\xbf<?xml version='1.0'?><MPD/>", True),
        (b"\0\0\0\x20ftypisom", False),
        (b"RIFF\xf6\x01\0\0AVI LIST", False),
        (b"\x1a\x45\xdf\xa3\x9f", False),
        (b"OggS\0\x02", False),
        (b"FLV\x01\x05\0\0\0\x09", False),
        (b"G@\x11\x10\0", False),
    ],
)
def test_words_are_no_film(start: bytes, text: bool, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(start)
    assert is_text(path) is text


@pytest.mark.parametrize("library", ["cv2", "mediapipe"])
def test_a_library_that_does_not_load_is_one_line(library: str) -> None:
    lines = (
        f"import sys; sys.modules[{library!r}] = None; from liveness_demo.cli import main; sys.exit(main())"
    )
    ended = python("-c", lines, "analyze", "film.mp4")
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert ended.stderr.startswith(f"liveness-demo: {library} cannot be loaded")


WITHOUT_UNIX = """
import sys
from liveness_demo import cli
import asyncio, ctypes.util, locale, logging, multiprocessing, os, platform, random, select, shutil, signal
import subprocess, tempfile, threading, uuid, cv2, mediapipe, numpy  # these look at the system they are on
for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None
UNIX = "fork forkpty geteuid getuid mkfifo pipe2 set_blocking uname waitstatus_to_exitcode"
for name in UNIX.split():
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGHUP", "SIGKILL", "SIGPIPE"):
    delattr(signal, name)
del select.poll
sys.platform = "win32"
from liveness_demo.privacy import start
protection = start.begin(sys.argv[1:])
import importlib, pkgutil, liveness_demo
LINUX = ("liveness_demo.privacy.lock.", "liveness_demo.privacy.check.", "liveness_demo.__main__")
for module in pkgutil.walk_packages(liveness_demo.__path__, "liveness_demo."):
    if not module.name.startswith(LINUX):
        importlib.import_module(module.name)
code = cli.main(sys.argv[1:], protection)
print(protection.state().by_guard.total, file=sys.stderr)
sys.exit(code)
"""


@on_linux
@pytest.mark.parametrize(
    "arguments", [["--version"], ["analyze", "samples/natural.webm"]], ids=lambda each: each[0]
)
def test_every_module_and_the_program_do_without_what_only_unix_has(
    arguments: list[str], tmp_path: Path
) -> None:
    """And Python's own copies of the code are no refusals."""
    ended = python("-c", WITHOUT_UNIX, *arguments, environment={"PYTHONPYCACHEPREFIX": str(tmp_path)})
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.splitlines()[-1] == "0"
