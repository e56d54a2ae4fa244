"""How a camera is opened on each system, and what to do where it does not open."""

import errno
import os
import struct
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import cv2

OPENING_S = 60.0 if sys.platform == "win32" else 20.0
"""Time a camera may take to open. Windows takes up to a minute for some (opencv/opencv issue 17687)."""
ASKING_S, ASK_AGAIN_S = 20.0, 1.0
"""How long an answer to the question of macOS is waited for, which may also be that there is no camera."""

QUERY_CAPABILITIES, CAPABILITY_BYTES, CAPABILITIES_AT = 0x80685600, 104, 84
TAKES_PICTURES, HAS_NODE_CAPABILITIES = 0x1 | 0x1000, 0x80000000
"""Pictures in one plane or in several."""

WAYS = ("V4L2", "MSMF", "DSHOW", "AVFOUNDATION")
"""To the cameras of a system, as OpenCV calls them: what else it knows are films and special cameras."""

Opener = Callable[[int], Any]
Asks = Callable[[int, int, bytearray], Any]


def open_camera(
    number: int, opens: Callable[..., Any] = cv2.VideoCapture, platform: str = sys.platform
) -> Any:
    """Return a capture of a camera, in the thread that will read it.

    Windows has two ways to one, and OpenCV takes the newer even where it delivers no picture.
    """
    capture = opens(number)
    if platform == "win32" and not (capture.isOpened() and capture.read()[0]):
        capture.release()
        capture = opens(number, cv2.CAP_DSHOW)
    return capture


def ask_system(
    number: int, opens: Opener, sleep: Callable[[float], None], platform: str = sys.platform
) -> None:
    """Let macOS ask whether this program may use the camera, and wait for the answer. Elsewhere do nothing.

    Call it in the main thread: OpenCV can ask in no other, and its first opening fails while the question is
    on the screen (opencv/opencv issues 15307 and 16427).
    """
    if platform != "darwin":
        return
    for _ in range(round(ASKING_S / ASK_AGAIN_S)):
        capture = opens(number)
        opened = capture.isOpened()
        capture.release()
        if opened:
            return
        sleep(ASK_AGAIN_S)


def ways_to_cameras() -> list[str]:
    """Return the names of the ways that this OpenCV takes to a camera here, the first one first."""
    known = cv2.videoio_registry
    names = [known.getBackendName(way) for way in known.getCameraBackends() if known.hasBackend(way)]
    return [name for name in names if name in WAYS]


def another(number: int) -> str:
    """Return how to name another camera than this one."""
    return f"or name another one with --source camera:{0 if number else 1}"


def why_not(
    number: int, devices: Path = Path("/dev"), platform: str = sys.platform, asks: Asks | None = None
) -> str:
    """Return what may be wrong with a camera that does not open, and what to do, in one sentence.

    asks: hands a device node's question to its driver, as ``fcntl.ioctl`` does, which Linux has.
    """
    other = another(number)
    if platform == "win32":
        return (
            "plug it in, close other programs that use it, allow desktop apps to use it "
            f"(Settings, Privacy, Camera), {other}."
        )
    if platform == "darwin":
        return (
            "plug it in, close other programs that use it, allow the terminal to use it "
            f"(System Settings, Privacy & Security, Camera) and start it again, {other}."
        )
    node = devices / f"video{number}"
    if not node.exists():
        return f"there is no such camera. Plug it in and start again, {other}."
    try:
        takes_pictures = _takes_pictures(node, asks)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM):
            return f"the system does not allow it. Ask for the right to use {node}, {other}."
        takes_pictures = True
    if not takes_pictures:
        return f"{node} takes no pictures: many cameras have a second node, for data. Start again, {other}."
    return f"close other programs that use it. If it was plugged in just now, start again, {other}."


def _takes_pictures(node: Path, asks: Asks | None) -> bool:
    """Return whether a device node takes pictures; True where its driver does not say.

    Source: struct v4l2_capability and VIDIOC_QUERYCAP of linux/videodev2.h.
    """
    ask: Asks = asks or import_module("fcntl").ioctl  # of Unix alone
    answer = bytearray(CAPABILITY_BYTES)
    descriptor = os.open(node, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        ask(descriptor, QUERY_CAPABILITIES, answer)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    of_device, of_node = struct.unpack_from("=II", answer, CAPABILITIES_AT)
    can = of_node if of_device & HAS_NODE_CAPABILITIES else of_device
    return bool(can & TAKES_PICTURES)
