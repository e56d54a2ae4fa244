"""A video file: pictures with the time that it states."""

import os
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from types import TracebackType
from typing import NoReturn

import cv2
import numpy as np

from ..errors import SourceError
from .container import is_cut_off, is_text, mirrors_its_picture
from .frame import Frame, OwnTime

TRUNCATED_S = 0.5
"""A file is damaged if it is shorter than it says, and its pictures end so much before their stated end."""
MOST_FPS = 1000.0
"""No camera of a school or a phone takes more pictures a second: a clock was taken for a rate."""
ASSUMED_FPS = 30.0
"""For a file that does not state its frame rate."""

LARGEST_PX = 7680 * 4320
"""8K. A few kilobytes can claim a picture that fills the memory."""
WIDEST_PIXEL = 4.0
"""Pixels wider or narrower than this are a broken header; those of video standards go from 0.9 to 1.5."""
UNREADABLE_PICTURES = 60
"""A picture may be empty or broken; after so many in a row the film is over."""
LONGEST_STEP_S = 3600.0
"""A picture has a wrong time if it comes by more than this after the last one."""


class VideoFile(OwnTime):
    """A video file, timed by itself, so that the result does not depend on the machine's speed.

    Raises SourceError: on opening, for a file that is missing, empty, not a video, larger than 8K, or of an
    impossible rate; while it is read, for one that grows larger, holds no frame or ends before its stated
    end.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._name = path, in_one_line(str(path))
        _require_file(path, self._name)
        not_a_video = f"{self._name} is not a video this program can read: try an MP4 or WebM file."
        if is_text(path):  # a play list: see systems/environment.py for what else stops it
            raise SourceError(not_a_video)
        self._capture = cv2.VideoCapture(_utf8_name(path, self._name), cv2.CAP_FFMPEG)
        if not self._capture.isOpened():
            self._capture.release()
            raise SourceError(not_a_video)
        if mirrors_its_picture(path):
            self._capture.release()
            raise SourceError(
                f"{self._name} has a display matrix that mirrors or slants its picture: "
                "convert it, so that its pictures are stored as they are shown."
            )
        sides = (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT)
        self._require_size(*(int(self._capture.get(side)) for side in sides))
        rate = self._capture.get(cv2.CAP_PROP_FPS)
        if isfinite(rate) and rate > MOST_FPS:
            self._refuse_times(f"states {rate:.0f} pictures a second")
        self.fps = rate if isfinite(rate) and rate > 1 / LONGEST_STEP_S else ASSUMED_FPS
        self._aspect = self._pixel_aspect()
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
        timestamp_s, begins_s = -interval_s, 0.0
        while (image := self._next_picture()) is not None:
            self._require_size(*image.shape[:2])
            image = self._with_square_pixels(image)
            stated_s = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000 - begins_s
            if timestamp_s < 0 and stated_s >= LONGEST_STEP_S:  # of a piece of a broadcast
                begins_s, stated_s = stated_s, 0.0
            if stated_s >= timestamp_s + LONGEST_STEP_S:
                self._refuse_times(f"says that hours pass after {timestamp_s:.1f} seconds")
            timestamp_s = stated_s if stated_s > timestamp_s else timestamp_s + interval_s
            yield Frame(np.asarray(image, np.uint8), timestamp_s)
        self._require_whole(end_s=timestamp_s + interval_s)

    def _next_picture(self) -> cv2.typing.MatLike | None:
        """Return the next picture that can be read, None after the last."""
        for _ in range(UNREADABLE_PICTURES):
            taken, image = self._capture.read()
            if taken:
                return image
        return None

    def _refuse_times(self, why: str) -> NoReturn:
        self._capture.release()
        raise SourceError(f"{self._name} {why}, so its times cannot be right: convert it to a usual rate.")

    def _pixel_aspect(self) -> float:
        """Return how much wider than high a pixel is, as pictures come: upright. 1 where none is stated."""
        wide, high = (self._capture.get(side) for side in (cv2.CAP_PROP_SAR_NUM, cv2.CAP_PROP_SAR_DEN))
        aspect = wide / high if high else 0.0
        if not 1 / WIDEST_PIXEL <= aspect <= WIDEST_PIXEL:
            return 1.0
        on_its_side = self._capture.get(cv2.CAP_PROP_ORIENTATION_META) % 180 == 90
        return 1 / aspect if on_its_side else aspect

    def _with_square_pixels(self, image: cv2.typing.MatLike) -> cv2.typing.MatLike:
        """Return a picture as it is shown: ratios and angles are measured in pixels, which must be square."""
        if self._aspect == 1:
            return image
        height, width = image.shape[:2]
        wider, higher = max(1.0, self._aspect), max(1.0, 1 / self._aspect)
        return cv2.resize(image, (round(width * wider), round(height * higher)))

    def _require_size(self, width_px: int, height_px: int) -> None:
        if width_px * height_px > LARGEST_PX:
            self._capture.release()
            raise SourceError(f"{self._name} is larger than 8K: make it smaller.")

    def _codec(self) -> str:
        """Return what its pictures are, if that is known, and they cannot be decoded."""
        code = int(self._capture.get(cv2.CAP_PROP_FOURCC)).to_bytes(4, "little", signed=True)
        name = code.decode("ascii", "replace")
        return f" that can be decoded (codec {name.strip()})" if name.isprintable() and name.strip() else ""

    def _require_whole(self, end_s: float) -> None:
        if end_s <= 0:
            raise SourceError(
                f"{self._name} holds no picture{self._codec()}: convert it to H.264 in an MP4 file."
            )
        stated_end_s = self.stated_frames / self.fps
        early = end_s < stated_end_s - max(TRUNCATED_S, 0.05 * stated_end_s)
        if early and is_cut_off(self._path):  # the number of frames alone says nothing: a film may hide some
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
