"""A video file: pictures with the time that it states."""

import os
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from types import TracebackType

import cv2
import numpy as np

from ..errors import SourceError
from .frame import Frame, OwnTime

TRUNCATED_S = 0.5
"""A file is damaged if its pictures end by this or more before its own stated end."""
MOST_FPS = 1000.0
"""No camera of a school or a phone takes more pictures a second: a clock was taken for a rate."""
ASSUMED_FPS = 30.0
"""For a file that does not state its frame rate."""

LARGEST_PX = 7680 * 4320
"""8K. A few kilobytes can claim a picture that fills the memory."""
LONGEST_STEP_S = 3600.0
"""A picture has a wrong time if it comes by more than this after the last one."""

# Play lists are films to FFmpeg: it would follow them to the network, and to pipes that never end.
# Set whatever the environment says: another program's options would take the list's place.
FORMATS = "matroska,webm,mov,mp4,avi,mpegts,mpeg,ogg,flv,asf"
os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = f"protocol_whitelist;file|format_whitelist;{FORMATS}"
# OpenCV gives up after so many packets of sound between two pictures: minutes of a picture that stands still.
os.environ["OPENCV_FFMPEG_READ_ATTEMPTS"] = "1000000"


class VideoFile(OwnTime):
    """A video file, timed by itself, so that the result does not depend on the machine's speed.

    Raises SourceError: on opening, for a file that is missing, empty, not a video, larger than 8K, or of an
    impossible rate; while it is read, for one that grows larger, holds no frame or ends before its stated
    end.
    """

    def __init__(self, path: Path) -> None:
        self._name = in_one_line(str(path))
        _require_file(path, self._name)
        self._capture = cv2.VideoCapture(_utf8_name(path, self._name), cv2.CAP_FFMPEG)
        if not self._capture.isOpened():
            self._capture.release()
            raise SourceError(f"{self._name} is not a video this program can read: try an MP4 or WebM file.")
        sides = (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT)
        self._require_size(*(int(self._capture.get(side)) for side in sides))
        rate = self._capture.get(cv2.CAP_PROP_FPS)
        if isfinite(rate) and rate > MOST_FPS:
            self._capture.release()
            raise SourceError(
                f"{self._name} states {rate:.0f} pictures a second, so its times cannot be right: "
                "convert it to a usual rate."
            )
        self.fps = rate if isfinite(rate) and rate > 1 / LONGEST_STEP_S else ASSUMED_FPS
        self.stated_frames = max(0, int(self._capture.get(cv2.CAP_PROP_FRAME_COUNT)))
        """What the file says it holds; 0 if it does not say."""

    def __enter__(self) -> "VideoFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._capture.release()

    def __iter__(self) -> Iterator[Frame]:
        interval_s = 1 / self.fps
        timestamp_s = -interval_s
        while True:
            taken, image = self._capture.read()
            if not taken:
                break
            self._require_size(*image.shape[:2])
            stated_s = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
            timed = timestamp_s < stated_s < timestamp_s + LONGEST_STEP_S
            timestamp_s = stated_s if timed else timestamp_s + interval_s
            yield Frame(np.asarray(image, np.uint8), timestamp_s)
        self._require_whole(end_s=timestamp_s + interval_s)

    def _require_size(self, width_px: int, height_px: int) -> None:
        if width_px * height_px > LARGEST_PX:
            self._capture.release()
            raise SourceError(f"{self._name} is larger than 8K: make it smaller.")

    def _require_whole(self, end_s: float) -> None:
        if end_s <= 0:
            raise SourceError(f"{self._name} holds no picture: try another file.")
        stated_end_s = self.stated_frames / self.fps
        if end_s < stated_end_s - max(TRUNCATED_S, 0.05 * stated_end_s):
            raise SourceError(
                f"{self._name} is damaged: it ends after {end_s:.1f} of {stated_end_s:.1f} seconds. "
                "Copy it again."
            )


def in_one_line(name: str) -> str:
    """Return a file's name as it can be printed: a name may hold line breaks, and orders to a terminal."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)


def _utf8_name(path: Path, name: str) -> str:
    """The name as OpenCV takes it: UTF-8, whatever the locale. Another encoding would crash it."""
    try:
        return os.fsencode(path.absolute()).decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"The name {name} is not UTF-8: rename the file.") from error


def _require_file(path: Path, name: str) -> None:
    try:
        if path.is_dir():
            raise SourceError(f"{name} is a folder: name a video file in it.")
        if not path.exists():
            raise SourceError(f"There is no file {name}: check the path.")
        if not path.is_file():
            raise SourceError(f"{name} is not a file: name a video file.")
        if path.stat().st_size == 0:
            raise SourceError(f"{name} is empty: copy it again.")
        with path.open("rb"):
            pass
    except (OSError, ValueError) as error:
        raise SourceError(f"{name} cannot be read ({error}): check the path and the permissions.") from error
