"""Real files, good and bad."""

import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from other_systems import on_unix

from liveness_demo.errors import SourceError, UsageError
from liveness_demo.loop.chosen import ChosenCamera, ChosenFile, VisitorChooses, parse_source
from liveness_demo.sources.video_file import VideoFile


def write_video(path: Path, frames: int = 30, fps: float = 30.0, size: tuple[int, int] = (64, 48)) -> Path:
    """Write a video of moving grey, no face in it."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), fps, size)
    for index in range(frames):
        writer.write(np.full((size[1], size[0], 3), (index * 7) % 256, np.uint8))
    writer.release()
    return path


@pytest.mark.parametrize("fps", [10.0, 24.0, 30.0])
def test_a_file_gives_its_own_time(tmp_path: Path, fps: float) -> None:
    with VideoFile(write_video(tmp_path / "grey.mp4", 20, fps)) as video:
        times_s = [frame.timestamp_s for frame in video]
    assert times_s == pytest.approx([index / fps for index in range(20)], abs=0.002)
    assert not video.live


def test_frames_are_pictures(tmp_path: Path) -> None:
    with VideoFile(write_video(tmp_path / "grey.mp4")) as video:
        frame = next(iter(video))
    assert frame.image.shape == (48, 64, 3)
    assert frame.image.dtype == np.uint8


@pytest.mark.parametrize(
    "name",
    ["with space.mp4", pytest.param("with\nnewline.mp4", marks=on_unix), "ünïcode 脸.mp4", "%03d.mp4"],
)
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    with VideoFile(write_video(tmp_path / "grey.mp4").rename(tmp_path / name)) as video:
        assert sum(1 for _ in video) == 30


def bad_files(folder: Path) -> dict[str, Path]:
    whole = write_video(folder / "whole.mp4", frames=200).read_bytes()
    files = {
        "empty": b"",
        "text": b"this is not a video\n" * 100,
        "header only": whole[:40],
        "cut before its index": whole[: len(whole) // 2],
        "play list": b"#EXTM3U\n#EXTINF:1,\nhttp://192.0.2.1/video.ts\n#EXT-X-ENDLIST\n",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in files} | {
        "missing": folder / "no such file.mp4",
        "folder": folder,
        "device": Path("/dev/null"),
        "no name": Path(),
        "null byte": Path("a\0b"),
    }


@pytest.mark.parametrize(
    "kind",
    [
        "empty", "text", "header only", "cut before its index", "play list",
        "missing", "folder", "device", "no name", "null byte",
    ],
)  # fmt: skip
def test_a_bad_file_is_one_line_that_says_what_to_do(tmp_path: Path, kind: str) -> None:
    with pytest.raises(SourceError) as caught, VideoFile(bad_files(tmp_path)[kind]) as video:
        list(video)
    message = str(caught.value)
    assert "\n" not in message
    assert ":" in message, "it says what to do next"


@on_unix
def test_a_name_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    name = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.mp4"))
    write_video(tmp_path / "grey.mp4").rename(name)
    with pytest.raises(SourceError, match="rename the file"):
        VideoFile(name)


def test_a_truncated_file_with_its_index_in_front_is_found_out(tmp_path: Path) -> None:
    """The index tells of more pictures than the file still holds."""
    clip = tmp_path / "grey.avi"
    writer = cv2.VideoWriter(str(clip), cv2.VideoWriter_fourcc(*"MJPG"), 30, (64, 48))
    noise = np.random.default_rng(0)
    for _ in range(120):
        writer.write(noise.integers(0, 255, (48, 64, 3), dtype=np.uint8))
    writer.release()
    content = clip.read_bytes()
    clip.write_bytes(content[: len(content) // 2])
    with pytest.raises(SourceError, match=r"damaged|no picture|not a video"), VideoFile(clip) as video:
        list(video)


def test_a_file_is_released_after_an_error(tmp_path: Path) -> None:
    video = VideoFile(write_video(tmp_path / "grey.mp4"))
    with pytest.raises(RuntimeError), video:
        raise RuntimeError
    assert list(video._capture.read()) == [False, None]


def test_names_of_cameras() -> None:
    assert parse_source("camera") == ChosenCamera(0)
    assert parse_source("camera:1") == ChosenCamera(1)
    assert parse_source("auto") == VisitorChooses()
    for name in ("camera.mp4", "film.mp4", "auto:1"):
        assert parse_source(name) == ChosenFile(Path(name))
    for name in ("camera:", "camera:x", "camera:-1", "camera:1.5"):
        with pytest.raises(UsageError):
            parse_source(name)
