"""The command ``doctor``: asks before it opens a camera, writes a line a check, keeps no picture."""

import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing

from ..choices import FaceLibrary
from ..errors import ProtectionError, SourceError
from ..face.landmarker import FaceCounter, Landmarker
from ..face.libraries import chosen
from ..privacy.protection import Protection
from ..sources.camera import Camera, camera_number
from ..sources.frame_counter import FrameCounter
from ..sources.orientation import Orientation
from ..systems.streams import is_terminal
from ..upkeep.doctor import (
    DOCTOR,
    Finding,
    check_camera,
    check_display,
    check_face,
    check_light,
    check_lock,
    check_mirror,
    check_speed,
    check_system,
    failed_camera,
    measuring_fps,
    puppet_pictures,
    watch,
    without_camera,
)
from ..view.outlets.window import try_display, windows_built_in
from .printing import Printer

OPEN_S = DOCTOR.settle_s + DOCTOR.count_s + DOCTOR.look_s
QUESTION = (
    f"May the camera be opened for {OPEN_S:.0f} seconds? It measures whoever is before it; no picture is "
    "shown, kept or sent.\nIf yes, sit before it as a visitor would. y or n, then Enter: "
)
MARKS = {True: "ok", False: "WRONG", None: "?"}


def run(arguments: Namespace, protection: Protection) -> int:
    """Check what a session needs; return 0 if nothing is wrong, else 1."""
    orientation = Orientation(arguments.mirrored, arguments.turned)
    number = camera_number(arguments.source)  # what does not fit is said before anything is tried
    pictures, printer = FrameCounter(), Printer(arguments.json)
    checks = []
    for check in _checks(number, orientation, arguments.landmarker, protection, pictures):
        checks.append(check)
        do = f" -> {check.do}" if check.do else ""
        text = f"{MARKS[check.ok]:6} {check.what:8} {check.seen}{do}"
        printer.write({"type": "check"} | vars(check), text)
    _sum_up(checks, pictures, printer)
    return int(any(check.ok is False for check in checks))


def _checks(
    number: int,
    orientation: Orientation,
    library: FaceLibrary,
    protection: Protection,
    pictures: FrameCounter,
) -> Iterator[Finding]:
    yield check_system()
    yield check_display(windows_built_in(), try_display())
    with Landmarker(library) as landmarker:
        fps = measuring_fps(puppet_pictures(), landmarker, time.perf_counter)
        yield check_speed(fps, chosen(library))
    protection.seal(camera=False)
    yield check_lock(protection.state())
    yield from _camera_checks(number, orientation, library, protection, pictures)


def _camera_checks(
    number: int,
    orientation: Orientation,
    library: FaceLibrary,
    protection: Protection,
    pictures: FrameCounter,
) -> list[Finding]:
    """The lock is known by now, so that whoever is asked knows it too."""
    try:
        protection.require(camera=True)
        if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
            return without_camera("Not opened: there is nobody to ask.", "Start doctor in a terminal.")
        if not _agreed():
            return without_camera("Not opened, as you wished.", "")
        with Landmarker(library) as landmarker, closing(FaceCounter(library)) as counter:
            protection.seal(camera=True)
            with Camera(number) as camera:
                watched = watch(pictures.count(camera, orientation.upright), landmarker, counter)
    except (ProtectionError, SourceError) as error:
        return failed_camera(error)
    return [check_camera(watched, number), check_light(watched), check_face(watched), check_mirror()]


def _agreed() -> bool:
    """Ask until the answer is clear. On stderr: stdout may be a program's."""
    while True:
        print(QUESTION, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        answer = line.strip().lower()
        if answer in ("y", "yes"):
            return True
        if not line or answer in ("n", "no"):
            return False


def _sum_up(checks: Sequence[Finding], pictures: FrameCounter, printer: Printer) -> None:
    wrong = [check.what for check in checks if check.ok is False]
    unknown = [check.what for check in checks if check.ok is None]
    words = [f"Wrong: {', '.join(wrong)}." if wrong else "Nothing is wrong."]
    if unknown:
        words.append(f"Not known: {', '.join(unknown)}.")
    words.append(f"Camera pictures: {pictures.seen} seen, {pictures.kept} held.")
    found: dict[str, object] = {"type": "summary", "wrong": wrong, "unknown": unknown}
    printer.write(found | {"frames_seen": pictures.seen, "frames_kept": pictures.kept}, " ".join(words))
