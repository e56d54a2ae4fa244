"""The lock, in processes of its own: what it refuses, what it counts, what it costs, when it fails closed."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from other_systems import on_linux
from privacy_processes import (
    PACKAGE_FOLDER,
    native_library_that_opens_a_socket,
    needs_lock,
    ordinary_user,
    program,
    script,
)
from test_source import write_video
from test_window import Visitor, needs_display

LOCK = "from liveness_demo.privacy.lock.lockdown import Lockdown; lockdown = Lockdown(inspectable=False)\n"
OPENING = re.compile(r"(?:openat?|creat)\((?:AT_FDCWD, )?\"([^\"]*)\", ([A-Z_|]+)")


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A grey film that any user can read."""
    for folder in (tmp_path, *tmp_path.parents) if sys.platform == "linux" else ():
        if folder.stat().st_uid == os.geteuid() and folder != Path(folder.anchor):
            folder.chmod(folder.stat().st_mode | 0o055)
        if folder.name.startswith("pytest-of-"):
            break
    film = write_video(tmp_path / "grey.mp4")
    film.chmod(0o644)
    return film


@needs_lock
def test_a_native_library_that_opens_a_socket_is_refused_and_counted(tmp_path: Path) -> None:
    library = native_library_that_opens_a_socket(tmp_path)
    ended = script(
        "import ctypes, sys\n" + LOCK + "library = ctypes.CDLL(sys.argv[1])\n"
        "call = getattr(library, 'call_home', None) or (lambda: library.socket(2, 1, 0))\n"
        "print(call(), call(), lockdown.refused().sockets, lockdown.refused().programs)",
        str(library),
    )
    assert ended.stdout == "-1 -1 2 0\n", ended.stderr


@needs_lock
def test_programs_are_refused_and_counted() -> None:
    ended = script(LOCK + "import os; print(os.system('true') != 0, lockdown.refused().programs)")
    assert ended.stdout == "True 1\n", ended.stderr


@needs_lock
def test_the_seal_reaches_every_thread_and_the_check_sees_it() -> None:
    ended = script(
        LOCK + "import threading, socket, time\n"
        "stop = threading.Event(); threads = [threading.Thread(target=stop.wait) for _ in range(3)]\n"
        "for thread in threads: thread.start()\n"
        "socket.socket(socket.AF_UNIX).close()\n"
        "before = lockdown.check(); lockdown.seal(); after = lockdown.check(); stop.set()\n"
        "print(before.threads, before.problems, after.threads, after.problems, lockdown.sealed)\n"
        "try: socket.socket(socket.AF_UNIX)\n"
        "except PermissionError as error: print(error.errno)"
    )
    assert ended.stdout == "4 () 4 () True\n13\n", ended.stderr


@needs_lock
def test_the_check_finds_a_file_that_is_open_for_writing_and_a_missing_filter(tmp_path: Path) -> None:
    found = script(
        "import sys\nfrom liveness_demo.privacy.lock.inspection import inspect\n"
        "file = open(sys.argv[1], 'w')\n"
        "print([problem.split(':')[0] for problem in inspect(1, given=()).problems])",
        str(tmp_path / "open"),
    )
    assert "is not locked" in found.stdout
    assert "is a file open for writing" in found.stdout


@needs_lock
def test_what_was_open_before_is_closed(tmp_path: Path) -> None:
    ended = script(
        "import os, sys\ndescriptor = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)\n" + LOCK +
        "try: os.write(descriptor, b'x')\nexcept OSError as error: print(error.errno)",
        str(tmp_path / "file"),
    )  # fmt: skip
    assert ended.stdout == "9\n", ended.stderr
    assert (tmp_path / "file").read_bytes() == b""


@needs_lock
def test_a_thread_before_the_lock_is_refused() -> None:
    sleeper = "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
    ended = script(sleeper + LOCK)
    assert "2 threads already" in ended.stderr


@needs_lock
def test_the_counter_outlives_ctrl_c_and_ends_with_the_program() -> None:
    held = subprocess.Popen(
        [sys.executable, "-c", LOCK + "print(lockdown._counter._process, flush=True); input()"],
        cwd=PACKAGE_FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert held.stdin and held.stdout
    counter = int(held.stdout.readline())
    for signal_name in ("-INT", "-TERM"):
        subprocess.run(["kill", signal_name, str(counter)], check=True)
    time.sleep(0.2)
    assert _runs(counter)
    held.communicate("\n", timeout=10)
    deadline_s = time.monotonic() + 5
    while _runs(counter) and time.monotonic() < deadline_s:
        time.sleep(0.02)
    assert not _runs(counter)


def _runs(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


@needs_lock
def test_a_dead_counter_is_no_hole_and_the_check_says_so() -> None:
    ended = script(
        LOCK + "import os, signal, ctypes\nos.kill(lockdown._counter._process, signal.SIGKILL)\n"
        "import time; time.sleep(0.3)\n"
        "library = ctypes.CDLL(None, use_errno=True)\n"
        "print(library.socket(2, 1, 0), ctypes.get_errno(), lockdown.check().problems)"
    )
    assert ended.stdout.startswith("-1 38 ("), ended.stderr
    assert "the counter is gone" in ended.stdout


@needs_lock
@pytest.mark.parametrize("flags", [[], ["--inspect"]])
def test_only_inspect_leaves_the_process_readable(flags: list[str]) -> None:
    ended = script(
        "import sys, os\nfrom liveness_demo.privacy.start import begin\n"
        "protection = begin(['run', *sys.argv[1:]])\n"
        "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), protection.state().inspectable)",
        *flags,
    )
    assert ended.stdout == ("1 True\n" if flags else "0 False\n"), ended.stderr


ALONE = ("--yes", "--inspect", "--no-window", "--json")
PUPPET = ("run", *ALONE, "--source", "puppet", "--seed", "4")
FILM = ("--source", "puppet:driver=samples/natural.webm", "--order", "article", "--attempts", "1")
BEGINS = {"run": "landlock_restrict_self", "attack": "execve"}
"""What comes last before a command may attempt nothing: of ``attack``, which nothing locks, its own start."""


@pytest.mark.long
@needs_lock
@pytest.mark.parametrize(
    ("arguments", "told", "ordinary"),
    [
        (PUPPET, '"result": "PASSED"', False),
        (PUPPET, '"result": "PASSED"', True),
        ((*PUPPET, "--landmarker", "opencv", "--challenges", "blink"), '"result": "PASSED"', False),
        (("run", *ALONE, *FILM), '"result": "TIMED_OUT"', False),
        (("attack", "puppeteer", "--tries", "1", "--json"), '"tries": 1, "passed": 1', False),
    ],
    ids=["this user", "ordinary user", "OpenCV's reader", "a film drives", "a puppeteer attacks"],
)
def test_what_runs_under_strace_makes_no_forbidden_attempt(
    tmp_path: Path, arguments: tuple[str, ...], told: str, ordinary: bool
) -> None:
    options = ordinary_user() if ordinary else {}
    trace = tmp_path / "trace"
    options["before"] = [*strace(trace), *options.get("before", [])]  # type: ignore[misc]
    ended = program(*arguments, **options)
    assert told in ended.stdout, ended.stderr
    if arguments[0] == "run":
        assert '"lock": "enforced"' in ended.stdout
        assert '{"sockets": 0, "programs": 0}' in ended.stdout
    _, after = since(BEGINS[arguments[0]], trace)
    assert not attempts(after, network=True)


@pytest.mark.long
@needs_lock
@needs_display
def test_a_window_under_strace_reaches_its_display_alone_and_nothing_once_it_is_sealed(
    tmp_path: Path, display: str
) -> None:
    trace = tmp_path / "trace"
    shown = ("--source", "puppet", "--as-puppet", "--yes", "--once", "--inspect", "--seed", "4")
    visitor = Visitor(display, *shown, command=(*strace(trace), sys.executable, "-m", "liveness_demo"))
    visitor.wait_for_window()
    time.sleep(6)
    while visitor.program.poll() is None:
        visitor.press("q")
    assert visitor.ends() == (1, "")
    _, after = since("landlock_restrict_self", trace)
    assert not attempts(after, network=False)
    opening, sealed = since("seccomp", trace)
    assert not attempts(sealed, network=True)
    assert {line.split("sun_path=")[1].split("X11-unix")[0] for line in opening if " connect(" in line} == {
        '@"/tmp/.'
    }


def strace(trace: Path) -> list[str]:
    """What goes before a command, so that its calls are written down there."""
    if not shutil.which("strace"):
        pytest.skip("NOT TESTED: strace is not installed")
    calls = "trace=%network,%process,%file,landlock_restrict_self,ftruncate,seccomp"
    return ["strace", "-f", "-qq", "-o", str(trace), "-e", calls]


def since(call: str, trace: Path) -> tuple[list[str], list[str]]:
    """The lines before and after the last of these calls."""
    lines = trace.read_text().splitlines()
    *others, last = (index for index, line in enumerate(lines) if f" {call}(" in line)
    assert call == "seccomp" or not others
    assert len(lines) > last + 100
    return lines[:last], lines[last + 1 :]


def attempts(lines: list[str], network: bool) -> list[str]:
    """What no process of ours may attempt. network: whether that is forbidden, too."""
    calls = "execve|execveat|creat|mkdir|mkdirat|mknod|mknodat|rename|renameat|renameat2|unlink|unlinkat|link"
    calls += "|linkat|symlink|symlinkat|ftruncate|chmod|fchmodat" + "|socket|connect|bind" * network
    forbidden = re.compile(rf"\b({calls})\(|= -1 E(ACCES|PERM|NOSYS)")
    openings = [found for line in lines if (found := OPENING.search(line))]
    assert openings
    written = {path for path, flags in (found.groups() for found in openings) if _writes(flags)}
    return [line for line in lines if forbidden.search(line)] + sorted(written - {"/dev/null"})


def _writes(flags: str) -> bool:
    return bool({"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"} & set(flags.split("|")))


def test_a_refused_lock_keeps_the_camera_shut_but_not_a_film(tmp_path: Path) -> None:
    two_threads = (
        "import threading, time, sys\n"
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "sys.argv[1:1] = ['run', '--once', '--no-window']\n"
        "from liveness_demo.__main__ import main\nsys.exit(main())"
    )
    camera = script(two_threads, "--source", "camera")
    assert (camera.returncode, camera.stdout) == (2, "")
    if sys.platform != "linux":
        return
    assert camera.stderr.startswith("liveness-demo: The camera stays shut, because the lock failed")
    assert "--unprotected" in camera.stderr
    film = script(two_threads, "--source", str(write_video(tmp_path / "grey.mp4")))
    assert film.returncode == 1
    assert film.stderr.startswith("liveness-demo: not protected: the lock failed (there were 2 threads")
    assert "Not protected" in film.stdout


@needs_lock
def test_a_kernel_without_landlock_counts_as_a_failed_lock() -> None:
    without_landlock = (
        "import errno, sys\nfrom liveness_demo.privacy.lock.bpf import Rule, fail_with\n"
        "from liveness_demo.privacy.lock.seccomp import install\n"
        "install([Rule(444, fail_with(errno.EOPNOTSUPP))])\n"
        "sys.argv[1:] = ['run', '--source', 'camera', '--no-window']\n"
        "from liveness_demo.__main__ import main\nsys.exit(main())"
    )
    ended = script(without_landlock)
    assert ended.returncode == 2
    assert "The camera stays shut, because the lock failed ([Errno 95]" in ended.stderr


@needs_lock
def test_a_failed_seal_keeps_the_camera_shut_but_not_a_film() -> None:
    no_more_filters = (
        "import errno\nfrom liveness_demo.privacy.start import begin\nprotection = begin(['run'])\n"
        "from liveness_demo.privacy.lock.bpf import Rule, fail_with\n"
        "from liveness_demo.privacy.lock.seccomp import SECCOMP, install\n"
        "print(protection.state().protected)\n"
        "install([Rule(SECCOMP, fail_with(errno.EPERM))])\n"
        "try: protection.seal(camera=True)\nexcept Exception as error: print(type(error).__name__)\n"
        "protection.seal(camera=False); print(protection.state().protected)"
    )
    ended = script(no_more_filters)
    assert ended.stdout == "True\nProtectionError\nFalse\n", ended.stderr
    assert ended.stderr.startswith("liveness-demo: not protected: the lock failed ([Errno 1]")


def test_unprotected_says_so_all_the_time_and_may_open_the_camera(tmp_path: Path) -> None:
    camera = program("run", "--source", "camera", "--no-window", "--unprotected")
    assert "stays shut" not in camera.stderr
    film = str(write_video(tmp_path / "grey.mp4"))
    ended = program("run", "--source", film, "--yes", "--no-window", "--unprotected")
    assert ended.stderr == "liveness-demo: not protected: --unprotected: unplug the network to be sure\n"
    assert "Not protected (--unprotected)" in ended.stdout


@on_linux
def test_a_command_line_called_from_a_program_is_not_locked_and_opens_no_camera() -> None:
    ended = script(
        "from liveness_demo.cli import main\nprint(main(['run', '--source', 'camera', '--no-window']))\n"
        "import os; print([line for line in open('/proc/self/status') if line.startswith('Seccomp:')])"
    )
    assert ended.stdout.splitlines()[0] == "2"
    assert "stays shut" in ended.stderr
    assert "\\t0" in ended.stdout


@needs_lock
def test_the_lock_costs_under_50_ms_at_the_start() -> None:
    begun = (
        "import time, dataclasses, ctypes, contextlib, enum; began = time.process_time()\n" + LOCK
        + "print(time.process_time() - began)"
    )  # fmt: skip
    assert min(float(script(begun).stdout) for _ in range(10)) < 0.05


@needs_lock
def test_the_lock_costs_under_a_hundredth_of_a_frame() -> None:
    """A frame makes about 30 system calls in 15 ms or more: each may cost 5 microseconds more."""
    measure = (
        "import os, time\n{lock}samples = []\n"
        "for _ in range(50):\n"
        "    began = time.perf_counter()\n"
        "    for _ in range(200): os.close(os.open('/proc/self/status', os.O_RDONLY))\n"
        "    samples.append((time.perf_counter() - began) / 400)\n"
        "print(min(samples))"
    )
    free = min(float(script(measure.format(lock="")).stdout) for _ in range(3))
    locked = min(float(script(measure.format(lock=LOCK + "lockdown.seal()\n")).stdout) for _ in range(3))
    assert 30 * (locked - free) < 0.01 * 0.015


@needs_lock
def test_analyze_is_locked_too(film: Path) -> None:
    ended = program("analyze", str(film), "--json")
    assert ended.returncode == 0
    assert ended.stderr == ""
    assert json.loads(ended.stdout)["frames"] == 30
