"""A camera that does all that cameras do; what becomes of its pictures, its thread and its device."""

import gc
import os
import random
import signal
import struct
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from itertools import chain, cycle, islice, repeat
from pathlib import Path

import cv2
import numpy as np
import pytest
from cameras import BLACK, FakeCapture, camera, noise, one_by_one, wait_until
from other_systems import on_unix
from privacy_processes import needs_lock, ordinary_user, python, script

from liveness_demo.errors import SourceError
from liveness_demo.face.landmarker import Landmarker
from liveness_demo.loop.shown import Moment
from liveness_demo.privacy.state import Enforcement, Ledger, State
from liveness_demo.session.session import Session
from liveness_demo.sources.camera import STILL_LIMIT_S, Camera, PictureWatch, SteadyClock
from liveness_demo.sources.frame_counter import FrameCounter
from liveness_demo.sources.latest import Slot
from liveness_demo.systems.cameras import why_not
from liveness_demo.view.screens.stage import Stage


def camera_threads() -> int:
    return sum(thread.name == "camera" for thread in threading.enumerate())


# The newest picture, and the others counted.


def test_a_slow_taker_gets_the_newest_picture_and_the_skipped_ones_are_counted() -> None:
    pictures = [np.full((4, 4, 3), number, np.uint8) for number in range(1, 200)]
    capture = FakeCapture(iter(pictures), fps=100)
    taken = []
    with pytest.raises(SourceError), camera(capture) as source:
        for frame in source:
            taken.append(int(frame.image[0, 0, 0]))
            time.sleep(0.1)
            assert capture.reads - taken[-1] <= 30, "reading went on meanwhile, but this is not the newest"
    assert taken == sorted(set(taken))
    assert source.skipped == len(pictures) - len(taken) > 100
    assert np.mean(np.diff(taken)) > 5


def test_a_fast_taker_misses_nothing() -> None:
    capture = FakeCapture(noise(), fps=60)
    with camera(capture) as source:
        assert len(list(islice(source, 30))) == 30
        assert source.skipped <= 1  # the machine may have paused us


@pytest.mark.parametrize("fps", [5, 60])
def test_slow_and_fast_cameras_are_timed_by_the_clock(fps: int) -> None:
    with one_by_one(noise(), fps) as source:
        times_s = [frame.timestamp_s for frame in islice(source, 10)]
    assert np.diff(times_s) == pytest.approx(1 / fps)


def test_the_waiting_picture_is_counted_as_held_and_gone_at_the_end() -> None:
    capture = FakeCapture(noise())
    counter = FrameCounter()
    with camera(capture) as source:
        frames = counter.count(source)
        frame = next(frames)
        assert wait_until(lambda: source.waiting == 1)
        assert counter.kept == 2
        assert wait_until(lambda: counter.skipped > 3)
    del frame
    frames.close()
    gc.collect()
    assert (counter.seen, counter.kept) == (1, 0)


def test_no_picture_outlives_the_camera() -> None:
    alive: list[weakref.ref[object]] = []

    def watched() -> Iterator[object]:
        for picture in noise():
            alive.append(weakref.ref(picture))
            yield picture
            del picture

    with camera(FakeCapture(watched())) as source:
        for _ in islice(source, 5):
            time.sleep(0.02)
        gc.collect()
        assert sum(ref() is not None for ref in alive) <= 4  # measured, waiting, being read, its generator's
    del _, source
    gc.collect()
    assert wait_until(lambda: sum(ref() is not None for ref in alive) <= 1)


def test_a_slot_that_is_shut_holds_nothing() -> None:
    slot: Slot[int] = Slot()
    slot.put(1)
    slot.put(2)
    assert (slot.waiting, slot.skipped) == (1, 1)
    slot.shut()
    slot.put(3)
    assert (slot.waiting, slot.take(0.01)) == (0, None)


# Its thread and its device.


def test_all_calls_come_from_one_thread_one_at_a_time_and_it_is_released() -> None:
    capture = FakeCapture(noise())
    with camera(capture) as source:
        list(islice(source, 20))
    assert capture.released
    assert not capture.overlapped
    assert len(capture.threads) == 1
    assert threading.get_ident() not in capture.threads
    assert camera_threads() == 0


def test_fifty_visitors_leave_no_thread_behind() -> None:
    for _ in range(50):
        with camera(FakeCapture(noise(), fps=1000)) as source:
            next(iter(source))
    assert camera_threads() == 0


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_it_is_released_after_any_error(error: type[BaseException]) -> None:
    capture = FakeCapture(noise())
    with pytest.raises(error), camera(capture) as source:
        for _ in source:
            raise error
    assert capture.released


def test_a_reading_that_hangs_is_left_and_released_should_it_return() -> None:
    let_go = threading.Event()
    capture = FakeCapture(chain(islice(noise(), 3), repeat(let_go.wait)))
    began_s = time.monotonic()
    with pytest.raises(SourceError, match="delivers no picture"), camera(capture) as source:
        list(source)
    assert time.monotonic() - began_s < 4
    assert not capture.released
    let_go.set()
    assert wait_until(lambda: capture.released and camera_threads() == 0)


def test_an_opening_that_hangs_is_left_and_released_should_it_return() -> None:
    let_go = threading.Event()
    capture = FakeCapture(noise())

    def opens(number: int) -> FakeCapture:
        let_go.wait()
        return capture

    with pytest.raises(SourceError, match="does not answer"):
        Camera(0, opens=opens, opening_s=0.1)
    let_go.set()
    assert wait_until(lambda: capture.released and camera_threads() == 0)
    assert capture.reads == 0


# What goes wrong with pictures.


def faulty() -> dict[str, Callable[[], Iterator[object]]]:
    return {
        "never a picture": lambda: repeat(None),
        "stops": lambda: chain(islice(noise(), 5), repeat(None)),
        "raises": lambda: chain(islice(noise(), 5), repeat(cv2.error("the device is gone"))),
        "raises an OSError": lambda: chain(islice(noise(), 5), repeat(OSError(19, "No such device"))),
        "empty pictures": lambda: repeat(np.zeros((0, 0, 3), np.uint8)),
        "no channels": lambda: repeat(np.zeros((4, 4, 7), np.uint8)),
    }


@pytest.mark.parametrize("fault", faulty())
def test_a_camera_that_stops_delivering_is_one_line_and_released(fault: str) -> None:
    capture = FakeCapture(faulty()[fault]())
    with pytest.raises(SourceError) as caught, camera(capture) as source:
        list(source)
    message = str(caught.value)
    assert message.startswith("Camera 0 delivers no picture: plug it in again and start again")
    assert "\n" not in message
    assert capture.released
    assert camera_threads() == 0


def test_a_short_silence_is_forgiven_again_and_again() -> None:
    stutter = chain.from_iterable(chain(islice(noise(seed=turn), 2), repeat(None, 3)) for turn in range(9))
    with camera(FakeCapture(stutter, fps=50)) as source:
        assert len(list(islice(source, 18))) == 18


def test_a_computer_that_slept_does_not_blame_the_camera() -> None:
    clock = chain([0.0, 0.1, 0.2], (3600.0 + step for step in range(100)))
    with camera(FakeCapture(noise()), clock=lambda: next(clock)) as source:
        times_s = [frame.timestamp_s for frame in islice(source, 6)]
    assert times_s == sorted(times_s)


def test_time_that_goes_back_or_stands_still_goes_on() -> None:
    clock = SteadyClock(iter([5.0, 5.1, 2.0, 2.5, 2.5, 9.0]).__next__)
    times_s = [clock() for _ in range(6)]
    assert times_s == pytest.approx([5.0, 5.1, 5.101, 5.6, 5.601, 12.1])


def test_sizes_and_channels_may_change_and_frames_are_always_color() -> None:
    shapes = [(48, 64, 3), (48, 64), (48, 64, 1), (48, 64, 4), (24, 32, 3), (1, 1, 3)]
    randomness = np.random.default_rng(0)
    pictures = (randomness.integers(0, 255, shape, dtype=np.uint8) for shape in shapes)
    with one_by_one(pictures, fps=20) as source:
        seen = [frame.image.shape for frame in islice(source, 6)]
    assert seen == [(48, 64, 3)] * 4 + [(24, 32, 3), (1, 1, 3)]


def test_black_pictures_at_first_are_told_after_a_second_and_forgotten_then() -> None:
    watch = PictureWatch()
    bright = noise()
    for step in range(10):
        watch.update(step / 10, BLACK)
    assert watch.notice is None, "many cameras begin so"
    watch.update(1.1, BLACK)
    assert watch.notice is not None and watch.notice.key == "camera_black"
    watch.update(100.0, BLACK)
    assert not watch.stuck, "a cover can be opened at any time"
    watch.update(100.1, next(bright))
    watch.update(100.2, next(bright))
    assert watch.notice is None


def test_a_picture_that_stands_still_is_told_and_then_given_up() -> None:
    watch = PictureWatch()
    picture = next(noise())
    watch.update(0.0, picture)
    watch.update(2.5, picture)
    assert watch.notice is not None and (watch.notice.key, watch.notice.seen) == ("camera_still", 2.5)
    watch.update(2.6, np.where(picture > 0, picture + 1, picture))
    assert watch.notice is None, "one grey level is noise enough"
    watch.update(2.6 + STILL_LIMIT_S, np.where(picture > 0, picture + 1, picture))
    assert watch.stuck


def test_a_camera_that_freezes_is_one_line_and_released() -> None:
    picture = next(noise())
    seconds = iter(range(1000))
    capture = FakeCapture(repeat(picture))
    with pytest.raises(SourceError, match="same picture for 2") as caught:  # noqa: SIM117
        with camera(capture, clock=lambda: float(next(seconds))) as source:
            notices = [source.notice for _ in source]
            assert notices[-1] is not None
    assert "start again" in str(caught.value)
    assert capture.released


# Cameras that do not open.


def test_a_capture_that_does_not_open_is_released() -> None:
    capture = FakeCapture(noise(), opens=False)
    with pytest.raises(SourceError, match="Camera 0 cannot be opened"):
        camera(capture)
    assert wait_until(lambda: capture.released)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="NOT TESTED: V4L2 is Linux only")
def test_a_device_that_is_not_there_is_told_so() -> None:
    """The real way, through OpenCV and V4L2."""
    with pytest.raises(SourceError, match="Camera 63 cannot be opened: there is no such camera"):
        Camera(63)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="NOT TESTED: V4L2 is Linux only")
def test_what_may_be_wrong_depends_on_what_the_system_says(tmp_path: Path) -> None:
    (tmp_path / "video0").write_bytes(b"")
    assert "close other programs" in why_not(0, tmp_path)
    assert "start again" in why_not(0, tmp_path), "a new device is shut out by the lock"
    assert "there is no such camera" in why_not(1, tmp_path)


@pytest.mark.parametrize(
    ("device", "node", "words"),
    [
        (0x85A00001, 0x04200001, "close other programs"),
        (0x85A00001, 0x04A00000, "takes no pictures"),  # as a webcam's second node says, for its data
        (0x04201000, 0, "close other programs"),  # an old driver, which speaks of the device alone
        (0x00000002, 0, "takes no pictures"),
        (None, None, "close other programs"),
    ],
)
def test_a_node_that_is_no_camera_is_told_apart(
    device: int | None, node: int | None, words: str, tmp_path: Path
) -> None:
    (tmp_path / "video1").write_bytes(b"")

    def asks(descriptor: int, question: int, answer: bytearray) -> None:
        assert question == 0xC0000000 ^ 0x40000000 | len(answer) << 16 | ord("V") << 8
        if device is None:
            raise OSError(25, "no driver of a camera")
        struct.pack_into("=II", answer, 84, device, node)

    said = why_not(1, tmp_path, "linux", asks)
    assert words in said
    assert said.endswith("name another one with --source camera:0."), "not the one that failed"


@pytest.mark.parametrize(
    ("stated_s", "taken_s"),
    [
        ([4.99, 5.1, 5.2, 5.3], [4.99, 5.1, 5.2, 5.3]),  # three arrive together, and were not taken together
        ([5.01, 5.3, 5.33, 5.36], [5.01, 5.3, 5.33, 5.36]),  # when they were due, not when they were taken
        ([0.0, 0.0, 0.0, 0.0], [5.0, 5.31, 5.311, 5.4]),  # nothing is stated
        ([1e9, 5e6, 4.2, 9.0], [5.0, 5.31, 5.311, 5.4]),  # by another clock, long ago, not yet
        ([4.9, 4.9, 4.9, 4.9], [4.9, 5.31, 5.311, 5.4]),  # it stands still
        ([4.9, 4.8, 5.2, 5.3], [4.9, 5.31, 5.311, 5.312]),  # it went back once
    ],
)
def test_what_a_camera_states_of_its_pictures_is_taken_if_it_can_be_right(
    stated_s: list[float], taken_s: list[float]
) -> None:
    clock = SteadyClock(iter([5.0, 5.31, 5.311, 5.4]).__next__)
    assert [clock(each) for each in stated_s] == pytest.approx(taken_s)


def test_pictures_that_arrive_within_a_millisecond_do_not_put_time_ahead() -> None:
    clock = SteadyClock(iter([5.0, 5.0001, 5.0002, 6.0]).__next__)
    assert [clock() for _ in range(4)] == pytest.approx([5.0, 5.001, 5.002, 6.0])


def test_a_camera_whose_word_holds_now_and_then_only_does_not_hurry_time() -> None:
    """Half of the pictures are timed when they come, 0.3 s after they were taken."""
    clock = SteadyClock(iter([10 + index / 30 for index in range(300)]).__next__)
    times_s = [clock(0.0 if index % 2 else 9.7 + index / 30) for index in range(300)]
    assert times_s[-1] - times_s[0] == pytest.approx(10, abs=0.4)
    assert min(np.diff(times_s)) > 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="NOT TESTED: V4L2 is Linux only")
def test_a_camera_that_the_system_denies_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "video0").write_bytes(b"")
    (tmp_path / "video0").chmod(0)
    for folder in (tmp_path, *list(tmp_path.parents)[:-2]):
        if os.access(folder, os.W_OK) and folder.stat().st_uid == os.getuid():
            folder.chmod(folder.stat().st_mode | 0o111)
    ask = "import sys; from liveness_demo.systems.cameras import *; print(why_not(0, Path(sys.argv[1])))"
    ended = python("-c", ask, str(tmp_path), **ordinary_user())
    assert "the system does not allow it" in ended.stdout, ended.stderr


# In a locked process, and at the end of one.

LOCKED = """
import sys, threading
from liveness_demo.privacy.start import begin
protection = begin(["run"])
from itertools import islice
sys.path.insert(0, "tests")
from cameras import FakeCapture, camera, noise
for visitor in range(2):
    protection.seal(camera=True)
    with camera(FakeCapture(noise())) as source:
        list(islice(source, 3))
        assert "camera" in {thread.name for thread in threading.enumerate()}
        found = protection.lockdown.check()
        print(found.threads > 1, found.problems)
"""


@needs_lock
def test_the_reading_thread_is_as_locked_as_the_process() -> None:
    ended = script(LOCKED)
    assert ended.stdout.splitlines() == ["True ()"] * 2, ended.stderr


HANGING = """
import sys, threading
sys.path.insert(0, "tests")
from itertools import chain, islice, repeat
from cameras import FakeCapture, camera, noise
import liveness_demo.loop.app, liveness_demo.cli
says = [lambda: print("hangs", flush=True)]
capture = FakeCapture(chain(islice(noise(), 3), says, repeat(threading.Event().wait)))
liveness_demo.loop.app.open_source = lambda *_: camera(capture, patience_s=PATIENCE)
sys.exit(liveness_demo.cli.main(["run", "--json", "--source", "in its place"]))
"""


def test_a_camera_that_hangs_ends_the_program_with_one_line() -> None:
    ended = script(HANGING.replace("PATIENCE", "0.5"))
    errors = [line for line in ended.stderr.splitlines() if line.startswith("liveness-demo:")]
    assert ended.returncode == 2
    assert [line for line in errors if "Camera 0 delivers no picture" in line], ended.stderr
    assert "Traceback" not in ended.stderr


@on_unix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_program_while_the_camera_hangs(number: int, code: int) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", HANGING.replace("PATIENCE", "60")],
        cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline() == "hangs\n"
    running.send_signal(number)
    _, errors = running.communicate(timeout=20)
    assert running.returncode == code
    assert "Traceback" not in errors


def test_a_session_goes_on_when_the_camera_changes_its_size() -> None:
    """The real landmarker and the real screen, on pictures of sizes that alternate."""
    sizes = cycle([noise(64, 48), noise(1280, 720), noise(1, 1), noise(33, 777)])
    pictures = (next(size) for size in sizes)
    session, stage = Session(random.Random(1)), Stage()
    with Landmarker() as landmarker, one_by_one(pictures, fps=5) as source:
        for frame in islice(source, 8):
            assert landmarker.detect(frame) is None
            state = session.update(frame.timestamp_s, None)
            moment = Moment(
                frame, None, None, state, Ledger(1, 1, State(Enforcement.ENFORCED), source.skipped)
            )
            assert stage.draw(moment).shape == (720, 1280, 3)
