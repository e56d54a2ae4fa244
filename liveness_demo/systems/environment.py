"""What numpy, OpenCV and its Qt and FFmpeg read from the environment: set only here, before they are loaded.

Some of it is read when the library loads, and what other programs want there must not take our place.
"""

import ctypes
import os
import sys
from contextlib import suppress

FORMATS = "matroska,webm,mov,mp4,avi,mpegts,mpeg,ogg,flv,asf"
SET = {
    # Play lists are films to FFmpeg: it would follow them to the network, and to pipes that never end.
    "OPENCV_FFMPEG_CAPTURE_OPTIONS": f"protocol_whitelist;file|format_whitelist;{FORMATS}",
    # OpenCV gives up after so many packets of sound between two pictures: minutes of one that stands still.
    "OPENCV_FFMPEG_READ_ATTEMPTS": "1000000",
    # With these, Windows takes from 20 seconds to minutes to open many cameras (opencv/opencv issue 17687).
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",
    # Of OpenCV's two readers of networks the older one: the newer hands over a network's last output only.
    "OPENCV_FORCE_DNN_ENGINE": "1",
}
UNLESS_SET = {
    # On Linux a read of a silent camera returns after this many seconds, not after ten.
    "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "1",
    # numpy's threads would wait for each other longer than its small products take, and burn a core.
    "OPENBLAS_NUM_THREADS": "1",
}
UNSET = (
    "OPENCV_VIDEOIO_PRIORITY_FFMPEG",  # some switch it off for the sake of a camera
    "QT_FATAL_WARNINGS",  # Qt would end the process over a font that is not there
    "OPENCV_DNN_BACKEND_DEFAULT",  # no other one can compute the face model
    # These write files beside the program: a log of all calls, the networks; the last prints what went in.
    *("OPENCV_TRACE", "OPENCV_DNN_NETWORK_DUMP", "OPENCV_DNN_CHECK_NAN_INF_DUMP"),
)
READERS = "OPENCV_VIDEOIO_PRIORITY_LIST"
"""Some name the readers that suit a camera: films need theirs besides."""


def prepare() -> None:
    """Set what they are to find. Call it before the first of them is imported; once more changes nothing."""
    wanted = SET | {name: os.environ.get(name, value) for name, value in UNLESS_SET.items()}
    readers = os.environ.get(READERS, "")
    if readers and "FFMPEG" not in readers:
        wanted[READERS] = f"{readers},FFMPEG"
    if sys.platform.startswith("linux") and os.environ.get("DISPLAY"):
        wanted["QT_QPA_PLATFORM"] = "xcb"  # whatever the desktop asks for: OpenCV's Qt knows X11 alone
    for name in UNSET:
        os.environ.pop(name, None)
    os.environ.update(wanted)
    if sys.platform == "win32":
        _tell_old_library(
            [f"{name}={value}" for name, value in wanted.items()] + [f"{name}=" for name in UNSET]
        )


def _tell_old_library(entries: list[str]) -> None:
    """FFmpeg for Windows reads the environment of msvcrt, which keeps its own since it was loaded."""
    with suppress(OSError, AttributeError):  # no such library here
        library = ctypes.CDLL("msvcrt")
        for entry in entries:
            library._putenv(entry.encode("ascii"))
