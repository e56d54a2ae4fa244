"""What other programs leave: a watched process, shut streams, another keyboard, an OpenCV without windows."""

import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
from privacy_processes import LOCK_WORKS, PACKAGE_FOLDER, needs_lock, python
from test_app import Pressed
from test_source import write_video
from test_window import Visitor, needs_display

from liveness_demo.loop.chosen import ChosenPuppet
from liveness_demo.loop.options import RunOptions
from liveness_demo.loop.shown import Paused, Start, Tally
from liveness_demo.loop.wishes import Command
from liveness_demo.privacy.state import Enforcement, State
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


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell shuts streams")
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
        assert view.show(Paused(camera=False), 0.0) is None, "it concerns the screen alone"
        noted.append(stage.layout_note)
    assert noted == [True, True, False]
    stage.choices = replace(stage.choices, help=False)
    stage.layout_note = True
    assert (stage.draw(START) != usual).any()
    assert not stage.misfits
