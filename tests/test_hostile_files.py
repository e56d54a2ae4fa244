"""Files that are broken, strange or made to harm: a right result, or one line and code 2. Never a hang."""

import json
import os
import random
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from other_systems import errors_as_on_linux, on_unix
from privacy_processes import PACKAGE_FOLDER, program, script
from test_source import write_video

import liveness_demo.sources.video_file
from liveness_demo.errors import SourceError
from liveness_demo.loop.pace import LONGEST_WAIT_S, Pace
from liveness_demo.sources.container import is_cut_off
from liveness_demo.sources.video_file import VideoFile

SAMPLE = PACKAGE_FOLDER / "samples" / "wrong_gesture.webm"
MOST_MB = 700
"""Of a process that reads every file here; MediaPipe with a small picture takes 300."""
FPS, FRAMES = 30.0, 12


# The files. A good one comes with the number of its frames, a bad one with a word of the sentence.


def film(path: Path, code: str, size: tuple[int, int], frames: int = FRAMES, color: bool = True) -> Path:
    """Noise in a small corner, so that no two pictures are the same."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*code), FPS, size, color)
    assert writer.isOpened(), code
    noise = np.random.default_rng(0)
    picture = np.full((size[1], size[0], 3) if color else (size[1], size[0]), 90, np.uint8)
    for _ in range(frames):
        picture[:8, :8] = noise.integers(0, 255, picture[:8, :8].shape, dtype=np.uint8)
        writer.write(picture)
    writer.release()
    return path


def few_pixels(folder: Path) -> Path:
    return film(folder / "few.avi", "FFV1", (2, 2))


def four_k(folder: Path) -> Path:
    return film(folder / "4k.mp4", "mp4v", (3840, 2160), frames=4)


def grey(folder: Path) -> Path:
    return film(folder / "grey.avi", "FFV1", (64, 48), color=False)


def strange_name(folder: Path) -> Path:
    """Windows refuses control characters in a name."""
    strange = "a name\nwith two\tlines \x1b[2J %d.mp4" if sys.platform != "win32" else "a name; 脸 [2J %d.mp4"
    return write_video(folder / "grey.mp4", FRAMES).rename(folder / strange)


def rotated(folder: Path) -> Path:
    """A film that says of itself that it lies on its side."""
    return with_matrix(write_video(folder / "rotated.mp4", FRAMES), 0, 1, -1, 0, 0, 0)


def trimmed(folder: Path) -> Path:
    """A film cut without loss: an edit list hides the pictures before the cut, which the file still holds."""
    whole = made_by_ffmpeg("whole.mp4", "-c:v", "mpeg4", "-g", "250")(folder)
    cut = ("-ss", "0.5", "-i", whole, "-c", "copy", folder / "trimmed.mp4")
    subprocess.run(["ffmpeg", "-v", "error", *cut], check=True, stdin=subprocess.DEVNULL)
    return folder / "trimmed.mp4"


def with_matrix(path: Path, *matrix: int) -> Path:
    """Give a film another display matrix: a, b, c, d in units, then where the picture's corner goes."""
    a, b, c, d, x, y = (number * 0x10000 for number in matrix)
    upright = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    content = path.read_bytes()
    track = content.index(b"tkhd")
    other = struct.pack(">9i", a, b, 0, c, d, 0, x, y, 0x40000000)
    path.write_bytes(content[:track] + content[track:].replace(upright, other, 1))
    return path


def mirrored(folder: Path) -> Path:
    return with_matrix(write_video(folder / "mirrored.mp4"), -1, 0, 0, 1, 64, 0)


def upside_down(folder: Path) -> Path:
    """Top and bottom change places, left and right do not."""
    return with_matrix(write_video(folder / "flipped.mp4"), 1, 0, 0, -1, 0, 48)


def cut_off(folder: Path) -> Path:
    """Its index stands before its pictures, as in films for the web, and half of them are gone."""
    whole = made_by_ffmpeg("whole web.mp4", "-c:v", "mpeg4", "-movflags", "+faststart")(folder)
    content = whole.read_bytes()
    path = folder / "cut off.mp4"
    path.write_bytes(content[: len(content) // 2])
    return path


def pictures_of(content: bytes) -> list[tuple[int, int]]:
    """Where each picture of an AVI begins, and its length."""
    at, found = content.index(b"movi") + 4, []
    while content[at : at + 4] == b"00dc":
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        found.append((at, size))
        at += 8 + size + size % 2
    return found


def empty_pictures(folder: Path) -> Path:
    """As a grabber writes where it missed a picture: two of no length, what was theirs is junk."""
    path = made_by_ffmpeg("empty pictures.avi", "-c:v", "mjpeg")(folder)
    content = bytearray(path.read_bytes())
    for at, size in pictures_of(content)[10:12]:
        content[at : at + 16] = b"00dc" + bytes(4) + b"JUNK" + (size - 8).to_bytes(4, "little")
    path.write_bytes(content)
    return path


def broken_pictures(folder: Path) -> Path:
    path = made_by_ffmpeg("broken pictures.avi", "-c:v", "mjpeg")(folder)
    content = bytearray(path.read_bytes())
    for at, size in pictures_of(content)[10:12]:
        content[at + 8 : at + 8 + size] = bytes(size)
    path.write_bytes(content)
    return path


def unknown_codec(folder: Path) -> Path:
    """FFmpeg opens it by its name, and has nothing to decode it with; no second name says what it is."""
    path = write_video(folder / "codec.mp4", FRAMES)
    content = path.read_bytes()
    assert content.count(b"mp4v") == 1
    path.write_bytes(content.replace(b"mp4v", b"vvc1").replace(b"esds", b"free"))
    return path


def no_duration(folder: Path) -> Path:
    """A WebM as a browser records it; the duration becomes a gap, as EBML calls it."""
    path = folder / "no duration.webm"
    content = film(path, "VP80", (64, 48)).read_bytes()
    assert content.count(b"\x44\x89\x88") == 1
    path.write_bytes(content.replace(b"\x44\x89\x88", b"\xec\x89\x00"))
    return path


def made_by_ffmpeg(name: str, *arguments: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        source = ("-f", "lavfi", "-i", f"testsrc=size=64x48:rate={FPS:.0f}:duration=1")
        subprocess.run(
            ["ffmpeg", "-v", "error", *source, *arguments, folder / name],
            check=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return folder / name

    return make


def huge(folder: Path) -> Path:
    """It claims pictures of 768 MB each."""
    path = film(folder / "huge.avi", "MJPG", (64, 48))
    path.write_bytes(_resized(path.read_bytes(), (64, 48), (16000, 16000)))
    return path


def _resized(content: bytes, before: tuple[int, int], after: tuple[int, int]) -> bytes:
    """An AVI that claims another size in all of its headers, and in its pictures' own."""
    content = content.replace(struct.pack("<2I", *before), struct.pack("<2I", *after))
    jpeg_before, jpeg_after = struct.pack(">2H", *before[::-1]), struct.pack(">2H", *after[::-1])
    return content.replace(b"\x08" + jpeg_before, b"\x08" + jpeg_after)


def play_list(folder: Path) -> Path:
    """FFmpeg would read what it names: a pipe, for ever, or a film where there are no such pipes."""
    if sys.platform == "win32":
        shutil.copy(SAMPLE, folder / "inside")
    else:
        os.mkfifo(folder / "inside")
    path = folder / "play list.mp4"
    path.write_text("ffconcat version 1.0\nfile inside\n")
    return path


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def impossible_rate(folder: Path) -> Path:
    """An AVI that takes the 90,000 ticks of a clock for pictures a second."""
    path = film(folder / "rate.avi", "MJPG", (64, 48))
    content = bytearray(path.read_bytes())
    scale = content.index(b"vids") + 20
    content[scale : scale + 8] = struct.pack("<2I", 1, 90_000)
    path.write_bytes(content)
    return path


def sound(folder: Path) -> Path:
    """The sample, its one track renamed to sound."""
    content = SAMPLE.read_bytes()
    assert content.count(b"\x83\x81\x01") == 1
    path = folder / "sound.webm"
    path.write_bytes(content.replace(b"\x83\x81\x01", b"\x83\x81\x02"))
    return path


GOOD: dict[str, tuple[Callable[[Path], Path], int]] = {
    "few pixels": (few_pixels, FRAMES),
    "4K": (four_k, 4),
    "grey": (grey, FRAMES),
    "a strange name": (strange_name, FRAMES),
    "rotated": (rotated, FRAMES),
    "no duration": (no_duration, FRAMES),
}
BY_FFMPEG: dict[str, tuple[Callable[[Path], Path], int]] = {
    "alpha": (
        made_by_ffmpeg("alpha.webm", "-pix_fmt", "yuva420p", "-auto-alt-ref", "0", "-c:v", "libvpx"), 30
    ),
    "alpha without loss": (made_by_ffmpeg("alpha.mkv", "-pix_fmt", "bgra", "-c:v", "ffv1"), 30),
    "one pixel": (made_by_ffmpeg("one.mkv", "-vf", "crop=1:1", "-pix_fmt", "bgr0", "-c:v", "ffv1"), 30),
    "variable rate": (
        made_by_ffmpeg("variable.webm", "-vf", "select='lt(n,10)+not(mod(n,4))'", "-vsync", "vfr"), 15
    ),
    "trimmed": (trimmed, 15),
    "a picture that stands still beside sound": (made_by_ffmpeg(
        "still.mp4", "-f", "lavfi", "-i", "sine=duration=160", "-vf", "select='lt(n,2)',setpts=N*150/TB",
        "-vsync", "vfr", "-c:v", "mpeg4", "-c:a", "aac"
    ), 2),
    "empty pictures in the middle": (empty_pictures, 28),
    "broken pictures in the middle": (broken_pictures, 28),
}  # fmt: skip
BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "huge": (huge, "larger than 8K"),
    "play list": (play_list, "not a video"),
    "sound": (sound, "not a video"),
    "mirrored": (mirrored, "mirrors"),
    "top and bottom": (upside_down, "mirrors"),
    "a codec that nothing decodes": (unknown_codec, "codec vvc1"),
    "impossible rate": (impossible_rate, "90000 pictures a second"),
    "empty device": (lambda folder: Path(os.devnull), "not a file"),
    "folder": (lambda folder: folder, "a folder"),
}
if sys.platform != "win32":
    BAD |= {"pipe": (pipe, "not a file"), "endless device": (lambda folder: Path("/dev/zero"), "not a file")}
COMMANDS = [["analyze", "--json"], ["run", "--no-window", "--json", "--yes", "--source"]]

PEAK = """
import sys
def peak_mb():
    \"\"\"Of this program alone: what getrusage says begins with the memory of whoever started it.

    Only Linux tells it: elsewhere it is taken for nothing.
    \"\"\"
    if sys.platform != "linux":
        return 0.0
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
"""

TRY_ALL = (
    PEAK
    + """
import io, json, time
from contextlib import redirect_stderr, redirect_stdout
from liveness_demo.privacy.start import begin
protection = begin(["run"])
from liveness_demo.cli import main
for arguments in json.loads(sys.argv[1]):
    began_s = time.monotonic()
    with redirect_stdout(io.StringIO()) as said, redirect_stderr(io.StringIO()) as errors:
        code = main(arguments, protection)
    most_mb = peak_mb()
    ended = [code, said.getvalue(), errors.getvalue(), time.monotonic() - began_s, most_mb]
    print(json.dumps(ended), flush=True)
"""
)


def try_all(paths: list[Path]) -> list[tuple[int, str, str]]:
    """Every command on every path, one after the other in one locked process: code, output, errors."""
    calls = [[*command, str(path)] for path in paths for command in COMMANDS]
    ended = script(TRY_ALL, json.dumps(calls))
    assert ended.returncode == 0, ended.stderr
    results = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(results) == len(calls), (calls[len(results)], ended.stderr)
    assert max(most_mb for *_, most_mb in results) < MOST_MB
    return [(code, said, errors_as_on_linux(errors)) for code, said, errors, _, _ in results]


@pytest.mark.parametrize("files", [GOOD, BY_FFMPEG], ids=["by OpenCV", "by FFmpeg"])
def test_a_strange_film_gives_a_right_result(tmp_path: Path, files: dict[str, Any]) -> None:
    if files is BY_FFMPEG and not shutil.which("ffmpeg"):
        pytest.skip("NOT TESTED: films with alpha and of variable rate, ffmpeg is not installed")
    results = iter(try_all([make(tmp_path) for make, _ in files.values()]))
    for name, (_, frames) in files.items():
        code, said, errors = next(results)
        assert (code, errors) == (0, ""), name
        assert json.loads(said)["frames"] == frames, name
        code, said, errors = next(results)
        attempt, session = map(json.loads, said.splitlines())
        assert (code, attempt["result"], errors) == (1, "ENDED", ""), name
        assert (session["frames_seen"], session["frames_kept"]) == (frames, 0), name


def test_a_hostile_file_is_one_line_and_code_2(tmp_path: Path) -> None:
    results = iter(try_all([make(tmp_path) for make, _ in BAD.values()]))
    for name, (_, word) in BAD.items():
        for _ in COMMANDS:
            code, said, errors = next(results)
            assert (code, said) == (2, ""), name
            assert errors.startswith("liveness-demo: ") and errors.count("\n") == 1, (name, errors)
            assert word in errors, name
            assert "unexpected" not in errors, name


@on_unix
def test_the_program_itself_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    """As it is started, with a pipe that nobody writes to as its standard input too."""
    with subprocess.Popen(
        [sys.executable, "-m", "liveness_demo", "analyze", str(pipe(tmp_path))],
        cwd=PACKAGE_FOLDER, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stderr is not None
        assert "is not a file" in running.stderr.readline()
        assert running.wait(timeout=30) == 2


def test_the_list_of_formats_holds_whatever_the_environment_says(tmp_path: Path) -> None:
    """Options that another program wants would take its place, and what the play list names would be read."""
    options = {"OPENCV_FFMPEG_CAPTURE_OPTIONS": "rtsp_transport;udp"}
    ended = program("analyze", str(play_list(tmp_path)), environment=options)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "not a video" in ended.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("OPENCV_VIDEOIO_PRIORITY_FFMPEG", "0"), ("OPENCV_VIDEOIO_PRIORITY_LIST", "V4L2,MSMF")],
)
def test_a_reader_that_was_switched_off_for_a_camera_still_reads_films(name: str, value: str) -> None:
    lines = (
        "import sys, pathlib\nfrom liveness_demo.sources.video_file import VideoFile\n"
        "print(VideoFile(pathlib.Path(sys.argv[1])).fps)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", lines, str(SAMPLE)],
        cwd=PACKAGE_FOLDER, capture_output=True, text=True, check=False, env=os.environ | {name: value},
    )  # fmt: skip
    assert ended.stdout == "30.0\n", ended.stderr


# Broken bytes: each file is only read, which is where native code meets them.

READ_ALL = (
    PEAK
    + """
from pathlib import Path
from liveness_demo.errors import SourceError
from liveness_demo.sources.video_file import VideoFile
for line in sys.stdin:
    path, frames, times_s = Path(line.rstrip("\\n")), 0, [-1.0]
    try:
        with VideoFile(path) as video:
            for frame in video:
                frames += 1
                times_s = [times_s[-1], frame.timestamp_s]
                assert times_s[0] < times_s[1] < 1e6, (path, times_s)
                assert frame.image.ndim == 3 and frame.image.shape[2] == 3
        print("read", frames)
    except SourceError as error:
        assert "\\n" not in str(error)
        print("refused", frames)
print(peak_mb())
"""
)
VARIANTS = 60


def broken(content: bytes, randomness: random.Random) -> bytes:
    """Cut it, overwrite some of it, leave some out, or say some of it twice."""
    middle, end = sorted(randomness.randrange(len(content)) for _ in range(2))
    some = bytearray(content)
    for _ in range(randomness.choice((1, 5, 50))):
        some[randomness.randrange(randomness.choice((400, len(some))))] = randomness.randrange(256)
    return randomness.choice(
        (content[:end], bytes(some), content[:middle] + content[end:], content[:end] + content[middle:])
    )


def test_broken_bytes_are_read_or_refused(tmp_path: Path) -> None:
    randomness = random.Random(5)
    sources = [SAMPLE.read_bytes(), write_video(tmp_path / "whole.mp4").read_bytes()]
    sources.append(film(tmp_path / "whole.avi", "MJPG", (64, 48)).read_bytes())
    paths = [tmp_path / f"broken {number}" for number in range(VARIANTS)]
    for number, path in enumerate(paths):
        path.write_bytes(broken(sources[number % 3], randomness))
    began_s = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", READ_ALL], input="\n".join(map(str, paths)), cwd=PACKAGE_FOLDER,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-2000:]
    *outcomes, most_mb = ended.stdout.splitlines()
    assert len(outcomes) == VARIANTS
    assert {line.split()[0] for line in outcomes} == {"read", "refused"}, "both kinds were tried"
    assert float(most_mb) < MOST_MB
    assert time.monotonic() - began_s < 60


# What a file says of itself.


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="NOT TESTED without ffmpeg: oblong pixels")
@pytest.mark.parametrize(
    ("aspect", "turned", "size"),
    [("4/3", False, (85, 48)), ("3/4", False, (64, 64)), ("4/3", True, (48, 85))],
)
def test_pixels_that_are_not_square_are_made_so(
    tmp_path: Path, aspect: str, turned: bool, size: tuple[int, int]
) -> None:
    path = made_by_ffmpeg("wide.mp4", "-vf", f"setsar={aspect}", "-c:v", "mpeg4")(tmp_path)
    if turned:
        with_matrix(path, 0, 1, -1, 0, 0, 0)
    with VideoFile(path) as video:
        height, width = next(iter(video)).image.shape[:2]
    assert (width, height) == size


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="NOT TESTED without ffmpeg: a film cut off")
def test_a_film_that_was_cut_off_is_damaged(tmp_path: Path) -> None:
    path = cut_off(tmp_path)
    assert is_cut_off(path)
    assert not is_cut_off(tmp_path / "whole web.mp4")
    with pytest.raises(SourceError, match="is damaged"), VideoFile(path) as video:
        list(video)


@pytest.mark.parametrize("name", ["film.avi", "film.mkv", "film.webm", "film.mp4"])
def test_a_file_that_is_shorter_than_it_says_is_told_from_a_whole_one(tmp_path: Path, name: str) -> None:
    code = {"avi": "MJPG", "mkv": "MJPG", "webm": "VP80", "mp4": "mp4v"}[name.split(".")[1]]
    path = film(tmp_path / name, code, (64, 48))
    assert not is_cut_off(path)
    path.write_bytes(path.read_bytes()[:-40])
    assert is_cut_off(path)


def test_a_film_that_lies_on_its_side_is_put_upright(tmp_path: Path) -> None:
    with VideoFile(rotated(tmp_path)) as video:
        assert {frame.image.shape for frame in video} == {(64, 48, 3)}


def test_a_film_whose_pictures_grow_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with VideoFile(write_video(tmp_path / "grey.mp4")) as video:
        frames = iter(video)
        assert next(frames).image.shape == (48, 64, 3)
        monkeypatch.setattr(
            liveness_demo.sources.video_file, "LARGEST_PX", 64 * 48 - 1
        )  # instead of a larger picture
        with pytest.raises(SourceError, match="larger than 8K"):
            next(frames)


def test_a_time_that_jumps_by_years_is_not_believed(tmp_path: Path) -> None:
    if not shutil.which("ffmpeg"):
        pytest.skip("NOT TESTED: a film whose times jump, ffmpeg is not installed")
    jumps = "setpts=PTS+gt(N\\,15)*1000000000/TB"
    clip = made_by_ffmpeg("jump.mkv", "-vf", jumps, "-vsync", "vfr", "-c:v", "ffv1")(tmp_path)
    times_s = []
    with pytest.raises(SourceError, match="times cannot be right"), VideoFile(clip) as video:
        for frame in video:
            times_s.append(frame.timestamp_s)
    assert times_s == pytest.approx([index / FPS for index in range(16)], abs=0.002)


def test_a_long_gap_is_shortened_for_those_who_watch_and_the_rest_plays_on() -> None:
    now_s = [0.0]
    pace = Pace(lambda: now_s[0])
    waits = []
    for timestamp_s in (0.0, 1.0, 3000.0, 3001.0):
        waits.append(pace.wait_s(timestamp_s))
        now_s[0] += waits[-1]
    assert waits == pytest.approx([0.0, 1.0, LONGEST_WAIT_S, 1.0])
