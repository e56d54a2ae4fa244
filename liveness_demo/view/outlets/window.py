"""The OpenCV window: shows finished pictures and hands back what the visitor pressed."""

import os
import re
import select
import signal
import sys
import time
from collections.abc import Mapping

import cv2

from ...loop.wishes import Command, Wish
from ...systems.windows import is_closed, picture_room
from ..canvas import canvas
from ..canvas.canvas import Image
from ..keys import Heard, by_code

TITLE = "liveness-demo"
DISPLAY_PATIENCE_S = 10.0
AGAIN_S = 0.3
"""A server that has just lost its last client starts afresh, and refuses others meanwhile: try once more."""

WITHOUT_WINDOWS = "This OpenCV has no windows"
MEND_OPENCV = (
    "python -m pip uninstall -y opencv-python-headless, then "
    "python -m pip install --force-reinstall --no-deps 'opencv-python<6'"
)
"""Two OpenCVs share one folder: taking one away takes half of the other with it."""
OTHER_SCRIPTS = range(0x400, 0xF700)
"""Keys of letters of other scripts than Latin, as X11 and Unicode count them."""
UNICODE_KEYS = range(0x1000400, 0x1110000)
"""And as X11 counts letters that it has no number of its own for."""

KEYS = by_code(Heard.ALWAYS, Heard.PUPPET, Heard.CARD)
START_KEYS = KEYS | by_code(Heard.START)
"""Before anything is opened there is nothing to pause."""


def windows_built_in() -> bool:
    """Return whether OpenCV can open windows at all: there is one for servers, which cannot."""
    return re.search(r"GUI: +NONE", cv2.getBuildInformation()) is None


def display_works() -> bool:
    """Return whether a window can be opened.

    Without a usable display Qt ends the whole process; so on Linux a forked child tries it first.
    """
    if not windows_built_in():
        return False
    if sys.platform != "linux":
        return True
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return False
    if _child_opens_window():
        return True
    time.sleep(AGAIN_S)
    return _child_opens_window()


def _child_opens_window() -> bool:
    if sys.platform != "linux":  # nothing can be forked there
        return True
    tells, hears = os.pipe()
    holds, lets_go = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(lets_go)
        cv2.namedWindow(TITLE)
        cv2.destroyAllWindows()
        os.write(hears, b"1")
        os.read(holds, 1)  # stays until the real window is up: a server without clients may start afresh
        os._exit(0)
    os.close(hears)
    os.close(holds)
    ready, _, _ = select.select([tells], [], [], DISPLAY_PATIENCE_S)
    works = bool(ready) and os.read(tells, 1) == b"1"
    os.close(tells)
    if works:
        _trial.append((child, lets_go))
        return True
    os.kill(child, signal.SIGKILL)
    os.close(lets_go)
    os.waitpid(child, 0)
    return False


_trial: list[tuple[int, int]] = []
"""The child that tried the display, until the real window is up: its number, and the pipe that lets it go."""


def _let_trial_go() -> None:
    while _trial:
        child, lets_go = _trial.pop()
        os.close(lets_go)
        os.waitpid(child, 0)


def try_display() -> bool | None:
    """Return whether a window can be opened, where none will follow: the trial ends at once.

    None where it cannot be tried without one.
    """
    if windows_built_in() and sys.platform != "linux":
        return None
    works = display_works()
    _let_trial_go()
    return works


class Window:
    """One resizable window. Use it in a ``with`` block."""

    def __init__(self) -> None:
        self._dragged: tuple[int, int] | None = None
        self._clicked: tuple[int, int] | None = None
        self._was_closed = False

    def __enter__(self) -> "Window":
        # GUI_NORMAL: the expanded window has a button that saves the picture.
        cv2.namedWindow(TITLE, cv2.WINDOW_NORMAL | cv2.WINDOW_GUI_NORMAL | cv2.WINDOW_KEEPRATIO)
        cv2.resizeWindow(TITLE, *canvas.SIZE)
        cv2.setMouseCallback(TITLE, self._mouse)
        _let_trial_go()
        return self

    def __exit__(self, *_: object) -> None:
        cv2.destroyAllWindows()

    def show(self, picture: Image, wait_s: float = 0.0, keys: Mapping[int, Wish] = KEYS) -> Wish | None:
        """Show a picture for at least ``wait_s``; return the key pressed. A closed window means QUIT.

        It stays closed: OpenCV would open another one for the next picture.
        """
        if not self._was_closed:
            cv2.imshow(TITLE, picture)
            key = cv2.waitKeyEx(max(1, round(wait_s * 1000)))
            self._was_closed = is_closed(TITLE)
        return Command.QUIT if self._was_closed else wish_of(key, keys)

    def size(self) -> tuple[int, int]:
        """Return the size for the next picture: the window's, within limits."""
        room = picture_room(TITLE)
        return canvas.shape_of(*room) if room else canvas.SIZE

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        full = cv2.getWindowProperty(TITLE, cv2.WND_PROP_FULLSCREEN) == cv2.WINDOW_FULLSCREEN
        state = cv2.WINDOW_NORMAL if full else cv2.WINDOW_FULLSCREEN
        cv2.setWindowProperty(TITLE, cv2.WND_PROP_FULLSCREEN, state)

    def take_drag(self) -> tuple[int, int] | None:
        """Return where the mouse was last pressed, or drawn to, since the last call, in pixels."""
        dragged, self._dragged = self._dragged, None
        return dragged

    def take_click(self) -> tuple[int, int] | None:
        """Return where the mouse, or a finger, was last pressed down since the last call."""
        clicked, self._clicked = self._clicked, None
        return clicked

    def _mouse(self, event: int, x: int, y: int, flags: int, data: object) -> None:
        if event in (cv2.EVENT_LBUTTONDOWN, cv2.EVENT_LBUTTONDBLCLK):  # the second of two quick ones, too
            self._clicked = (x, y)
        if event == cv2.EVENT_LBUTTONDOWN or (
            event == cv2.EVENT_MOUSEMOVE and flags & cv2.EVENT_FLAG_LBUTTON
        ):
            self._dragged = (x, y)


def wish_of(key: int, keys: Mapping[int, Wish] = KEYS) -> Wish | None:
    """Return what a key code of OpenCV means, None for nothing (-1 is no key). Caps lock does not matter."""
    if key in keys or key < 0:
        return keys.get(key)
    if key in OTHER_SCRIPTS or key in UNICODE_KEYS:
        return Command.OTHER_SCRIPT
    if key & 0xFF00:  # an arrow or function key of another system
        return None
    return keys.get(ord(chr(key & 0xFF).lower()))
