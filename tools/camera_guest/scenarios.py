"""What is tried in the guest. A scenario raises AssertionError where something is not as documented."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
from feeder import PATIENCE_S, Feeder, Terminal
from guest import OUT, REPOSITORY

from liveness_demo.sources.camera import SteadyClock
from liveness_demo.systems.cameras import open_camera
from liveness_demo.view.words.texts import texts_for

WORDS = texts_for("en").words
FED, FEEDING, WEBCAM = (Path(f"/dev/video{number}") for number in range(3))
DRIVER = Path("/sys/bus/platform/drivers/vivid")
TIMINGS = "cvt,width=640,height=480,fps=40"
"""Fewer pictures a second than the usual 60 leave the one processor time to measure them."""
NOBODY, CAMERA_GROUP = 65534, 44
PROGRAM = [sys.executable, "-m", "liveness_demo"]
IN_WINDOW = ("run", "--source", "camera", "--once", "--lang", "en", "--attempts", "3")
IN_TERMINAL = ("run", "--no-window", "--once", "--lang", "en", "--attempts", "3")


def tool(*command: str) -> None:
    """Run something that must work. Raises AssertionError."""
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"{' '.join(command)}: {ended.stdout}{ended.stderr}"


def plug_in() -> None:
    """Plug all cameras in anew. The first one shows what its other side is fed with."""
    if FED.exists():
        pull()
    (DRIVER / "bind").write_text("vivid.0")
    for node in FED, FEEDING:
        tool("v4l2-ctl", "-d", str(node), "--set-dv-bt-timings", TIMINGS)
    tool("v4l2-ctl", "-d", str(FED), "-c", "loop_video=1")
    for node in FED, FEEDING, WEBCAM:
        os.chown(node, 0, CAMERA_GROUP)
        node.chmod(0o660)


def pull() -> None:
    """Pull all cameras."""
    (DRIVER / "unbind").write_text("vivid.0")


def program(*arguments: str, feeder: Feeder | None = None, may_use_cameras: bool = True) -> Terminal:
    """Start the program as an ordinary user."""
    groups = [CAMERA_GROUP] if may_use_cameras else []
    return Terminal(
        [*PROGRAM, *arguments], feeder, user=NOBODY, group=NOBODY, extra_groups=groups,
        cwd=REPOSITORY,
    )  # fmt: skip


def users(node: Path) -> set[int]:
    """Return the processes that have a device open."""
    found = set()
    for descriptor in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if descriptor.readlink() == node:
                found.add(int(descriptor.parts[2]))
        except OSError:
            continue  # it was closed meanwhile
    return found


def session(*arguments: str, **options: object) -> Terminal:
    """Start a session in the terminal, and agree to the camera."""
    started = program(*IN_TERMINAL, *arguments, **options)  # type: ignore[arg-type]
    started.wait_for(WORDS["terminal_choose_camera"])
    started.type("c")
    return started


def require_one_line(ended: Terminal, wanted: str) -> None:
    """Ask for exit code 2, one line that says what happened, no traceback, and a camera that nobody holds."""
    assert ended.end() == 2, ended.lines[-3:]
    begins = [number for number, line in enumerate(ended.lines) if line.startswith("liveness-demo: ")]
    assert begins == [len(ended.lines) - 1], ended.lines
    assert re.fullmatch(f"liveness-demo: {wanted}", ended.lines[-1]), ended.lines[-1]
    assert not any(ended.program.pid in users(node) for node in (FED, WEBCAM))


def require_passed(ended: Terminal) -> None:
    """Ask for a session that passed, and kept no picture."""
    assert ended.end() == 0, ended.lines[-5:]
    assert any(WORDS["passed_title"] in line for line in ended.lines), ended.lines[-5:]
    assert not users(FED)


def doctor() -> None:
    """All that it needs is found, with the puppet before the camera."""
    with Feeder(FEEDING):
        asked = program("doctor")
        asked.wait_for("then Enter: ")
        asked.type("y")
        asked.end()
    for what in ("lock", "camera", "light", "face"):
        assert any(re.match(f"ok +{what} ", line) for line in asked.lines), asked.lines[-9:]
    assert re.search(r"Camera pictures: [1-9]\d* seen, 0 held", asked.lines[-1])
    assert not users(FED)


def passed() -> None:
    """A session passes under the lock; in a pause nobody holds the camera."""
    with Feeder(FEEDING) as feeder:
        asked = session("--source", "camera", feeder=feeder)
        asked.wait_for(WORDS["hold_still"])
        assert users(FED) == {asked.program.pid}
        asked.type("p")
        asked.wait_for(WORDS["terminal_paused"])
        assert not users(FED), "it is open in a pause"
        asked.type("")
        require_passed(asked)
    assert any(WORDS["lock_enforced"] in line for line in asked.lines), asked.lines[-5:]
    assert any(re.search(r"[1-9]\d* seen, 0 held", line) for line in asked.lines), asked.lines[-5:]


def window() -> None:
    """A session in a window passes."""
    with Feeder(FEEDING) as feeder, screen():
        asked = program(*IN_WINDOW, feeder=feeder)
        until_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < until_s and not users(FED):
            subprocess.run(["xdotool", "key", "c"], check=False, stderr=subprocess.DEVNULL)
            time.sleep(1)
        asked.wait_for(WORDS["passed_title"])
        if out := os.environ.get(OUT):
            tool("ffmpeg", "-y", "-f", "x11grab", "-i", ":7", "-frames:v", "1", f"{out}/window.png")
        tool("xdotool", "key", "q")
        require_passed(asked)


@contextmanager
def screen() -> Iterator[None]:
    """A virtual screen."""
    command = ["Xvfb", ":7", "-ac", "-screen", "0", "1280x800x24"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as x_server:
        os.environ["DISPLAY"] = ":7"
        try:
            yield
        finally:
            del os.environ["DISPLAY"]
            x_server.kill()


def pulled() -> None:
    """A camera that is pulled in a session is told, and let go."""
    asked = session("--source", "camera:2")
    asked.wait_for(WORDS["no_face"])
    pull()
    require_one_line(asked, "Camera 2 delivers no picture: plug it in again .* --source camera:0.")


def busy() -> None:
    """So is one that another program uses."""
    command, nowhere = ["v4l2-ctl", "-d", str(FED), "--stream-mmap"], subprocess.DEVNULL
    with subprocess.Popen(command, stdout=nowhere, stderr=nowhere) as other:
        time.sleep(1)
        require_one_line(session("--source", "camera"), "Camera 0 cannot be opened: close other programs .*")
        other.kill()


def refused() -> None:
    """And one that the user may not use."""
    asked = session("--source", "camera", may_use_cameras=False)
    require_one_line(asked, f"Camera 0 cannot be opened: .* Ask for the right to use {FED}, .*")


def no_camera() -> None:
    """And a node that takes no pictures, and one that is not there."""
    other = "or name another one with --source camera:0."
    asked = session("--source", "camera:1")
    require_one_line(asked, f"Camera 1 cannot be opened: {FEEDING} takes no pictures: .* {other}")
    asked = session("--source", "camera:7")
    require_one_line(asked, f"Camera 7 cannot be opened: there is no such camera. .* {other}")


def late() -> None:
    """Pictures that are fetched late, several at once, keep the times at which the camera took them."""
    camera, clock = open_camera(2), SteadyClock(time.perf_counter)
    stated_s, taken_s = [], []
    for index in range(14):
        if index == 10:
            time.sleep(0.5)  # the computer is busy, and the driver fills its buffers
        assert camera.read()[0]
        stated_s.append(camera.get(cv2.CAP_PROP_POS_MSEC) / 1000)
        taken_s.append(clock(stated_s[-1]))
    camera.release()
    assert np.allclose(taken_s, stated_s, atol=1e-6), f"taken at {taken_s}, stated as {stated_s}"


def privacy() -> None:
    """privacy-check says what it needs where it cannot be made, and finds nothing that leaks."""
    checked = program("privacy-check")
    assert checked.end() == 1 and "the loopback interface" in checked.lines[-1], checked.lines[-9:]
    tool("ip", "link", "set", "lo", "up")  # a guest begins without
    checked = program("privacy-check")
    assert checked.end() == 0, [line for line in checked.lines if "BLOCKED" not in line]


SCENARIOS = {
    scenario.__name__: scenario
    for scenario in (doctor, passed, window, pulled, busy, refused, no_camera, late, privacy)
}


def goes_as_documented(name: str) -> bool:
    """Run a scenario with cameras plugged in anew, and write a line about it."""
    began_s = time.monotonic()
    went = "ok"
    try:
        plug_in()
        SCENARIOS[name]()
    except AssertionError as error:
        went = f"WRONG: {error}"
    print(f"{name:10} {time.monotonic() - began_s:5.1f} s  {went}", flush=True)
    return went == "ok"


def main() -> int:
    """Run scenarios by name, all if none is named; return 0 if all went as documented, else 1."""
    python = Path(sys.executable)
    for folder in {*REPOSITORY.parents, *python.parents, *python.resolve().parents}:
        folder.chmod(folder.stat().st_mode | 0o111)  # in the guest alone: an ordinary user must find it
    went = {name: goes_as_documented(name) for name in sys.argv[1:] or SCENARIOS}
    return int(not all(went.values()))


if __name__ == "__main__":
    sys.exit(main())
