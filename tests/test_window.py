"""A real window on a virtual screen, driven by real keys."""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from privacy_processes import needs_lock, program
from test_source import write_video

from liveness_demo.loop.app import NO_CAMERA
from liveness_demo.view.outlets.window import display_works

needs_display = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="Xvfb and xdotool are not installed"
)
pytestmark = needs_display


class Visitor:
    """Starts the program in a window and presses keys."""

    def __init__(
        self,
        display: str,
        *arguments: str,
        environment: dict[str, str] | None = None,
        command: Sequence[str] = (sys.executable, "-m", "liveness_demo"),
    ) -> None:
        self._environment = os.environ | {"DISPLAY": display} | (environment or {})
        self.program = subprocess.Popen(
            [*command, *arguments], env=self._environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip

    def wait_for_window(self, patience_s: float = 30) -> str:
        deadline_s = time.monotonic() + patience_s
        while time.monotonic() < deadline_s:
            found = self._tool("search", "--onlyvisible", "--name", "liveness-demo").split()
            if found:
                time.sleep(0.5)  # the window that tried the display is gone by then
                return self._tool("search", "--onlyvisible", "--name", "liveness-demo").split()[-1]
            time.sleep(0.2)
        raise AssertionError(f"no window: {self.program.communicate(timeout=5)}")

    def press(self, key: str) -> None:
        self._tool("key", key)
        time.sleep(0.3)

    def handle_window(self, *arguments: str) -> None:
        self._tool(*arguments)
        time.sleep(0.3)
        assert self.program.poll() is None, (arguments, self.program.communicate())

    def close_window(self, window: str) -> None:
        """Ask the window to close, as a window manager does for its close button."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(self._environment["DISPLAY"].encode()))
        protocols, delete = (
            x11.XInternAtom(display, name, False) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
        )
        event = (ctypes.c_long * 24)()
        # XClientMessageEvent: type, serial, send_event, display, window, message_type, format, data
        event[0], event[4], event[5], event[6], event[7] = 33, int(window), protocols, 32, delete
        x11.XSendEvent(display, ctypes.c_ulong(int(window)), False, ctypes.c_long(0), ctypes.byref(event))
        x11.XCloseDisplay(display)

    def ends(self, patience_s: float = 30) -> tuple[int, str]:
        try:
            _, errors = self.program.communicate(timeout=patience_s)
        finally:
            self.program.kill()
        return self.program.returncode, errors

    def _tool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self._environment, capture_output=True, text=True, check=False
        )
        return done.stdout


@pytest.fixture
def film(tmp_path: Path) -> str:
    return str(write_video(tmp_path / "grey.mp4", frames=60))


@pytest.mark.parametrize("key", ["q", "Escape"])
def test_leaving_at_the_start_screen_opens_nothing(display: str, key: str) -> None:
    visitor = Visitor(display, "--source", "camera:63")
    visitor.wait_for_window()
    visitor.press(key)
    assert visitor.ends() == (1, "")


def test_a_camera_that_is_not_there_is_one_line(display: str) -> None:
    visitor = Visitor(display, "--source", "camera:63")
    visitor.wait_for_window()
    visitor.press("Return")
    assert visitor.program.poll() is None, "Enter is not yes: a camera opens by its own key only"
    visitor.press("c")
    code, errors = visitor.ends()
    assert code == 2
    assert errors.startswith("liveness-demo: Camera 63 cannot be opened")
    assert len(errors.splitlines()) == 1


@pytest.mark.long
def test_a_display_that_starts_afresh_without_clients_is_not_lost(display: str) -> None:
    """Xvfb does: between the trial of the display and the real window it must never be without one."""
    for _ in range(4):
        visitor = Visitor(display, "--source", "puppet")
        visitor.wait_for_window()
        visitor.press("q")
        assert visitor.ends() == (1, "")


@pytest.mark.parametrize(("tries", "works"), [([False, True], True), ([False, False], False)])
def test_a_display_that_refuses_is_asked_once_more(
    tries: list[bool], works: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("liveness_demo.view.outlets.window._child_opens_window", lambda: tries.pop(0))
    assert display_works() is works
    assert not tries


def test_closing_the_window_ends_it(display: str, film: str) -> None:
    visitor = Visitor(display, "--source", film)
    visitor.close_window(visitor.wait_for_window())
    code, errors = visitor.ends()
    assert code == 1
    assert "Traceback" not in errors


@pytest.fixture
def long_film(tmp_path: Path) -> str:
    return str(write_video(tmp_path / "long.mp4", frames=1800))


def test_a_window_that_is_resized_and_hidden_while_it_runs_goes_on_until_it_is_closed(
    display: str, long_film: str
) -> None:
    """In a home that does not exist. Without a window manager, to hide is all that minimising is."""
    visitor = Visitor(display, "--source", long_film, environment={"HOME": "/nonexistent"})
    window = visitor.wait_for_window()
    visitor.press("Return")
    for size in (("500", "300"), ("1390", "790"), ("60", "700"), ("1", "1"), ("900", "600")):
        visitor.handle_window("windowsize", window, *size)
    for what in ("windowunmap", "windowmap", "windowminimize", "windowmap"):
        visitor.handle_window(what, window)
    visitor.press("d")
    visitor.close_window(window)
    assert visitor.ends() == (1, "")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("running", [False, True], ids=["start screen", "running"])
def test_a_signal_while_a_window_is_up_is_its_code(
    display: str, long_film: str, number: int, code: int, running: bool
) -> None:
    visitor = Visitor(display, "--source", long_film)
    visitor.wait_for_window()
    if running:
        visitor.press("Return")
    visitor.program.send_signal(number)
    ended, errors = visitor.ends()
    assert ended == code
    assert "Traceback" not in errors


@pytest.mark.long
def test_a_file_plays_at_its_own_pace_to_the_verdict_and_again_for_the_next(display: str, film: str) -> None:
    visitor = Visitor(display, "--source", film)
    visitor.wait_for_window()
    began_s = time.monotonic()
    for key in ("1", "1", "Return"):
        visitor.press(key)
    time.sleep(3)
    visitor.press("n")
    assert visitor.program.poll() is None, "it waits for the next visitor"
    visitor.press("Return")
    time.sleep(3)
    visitor.press("q")
    assert visitor.ends() == (1, "")
    assert time.monotonic() - began_s > 4


def test_without_a_camera_the_puppet_takes_its_place_and_keys_move_it(display: str) -> None:
    visitor = Visitor(display, "--once")
    visitor.wait_for_window()
    visitor.press("c")
    time.sleep(1.5)
    for key in ("Left", "b", "o", "space", "v", "Return"):  # from the first one on it does nothing by itself
        visitor.press(key)
    visitor.press("q")
    time.sleep(0.5)
    visitor.press("q")
    code, errors = visitor.ends()
    assert code == 1
    assert errors == f"{NO_CAMERA}\n"


@needs_lock
def test_the_lock_holds_with_a_window_up_and_everything_is_still_refused(display: str) -> None:
    ended = program("privacy-check", "--json", environment={"DISPLAY": display})
    summary = json.loads(ended.stdout.splitlines()[-1])
    assert (ended.returncode, summary["passed"], summary["lock"]) == (0, True, "enforced")
    assert [what for what in summary["open"] if what.endswith("Unix socket")], "the display's"
