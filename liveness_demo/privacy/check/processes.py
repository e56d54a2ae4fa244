"""privacy-check: attempts to let another program, process or thread do what this one may not."""

import errno
import fcntl
import os
import signal
import subprocess
import sys
import termios
import threading
from collections.abc import Callable

from . import native
from .files import write_new
from .network import tcp_connect
from .targets import Targets


def run_shell(targets: Targets) -> None:
    _run("/bin/sh", "-c", ":")


def run_python(targets: Targets) -> None:
    _run(sys.executable, "-S", "-c", "0")


def run_by_system(targets: Targets) -> None:
    # the C library tells only that the shell did not start
    if os.waitstatus_to_exitcode(os.system(":")) == 127:
        _run("/bin/sh", "-c", ":")


def spawn(targets: Targets) -> None:
    os.waitpid(os.posix_spawn("/bin/sh", ["/bin/sh", "-c", ":"], {}), 0)


def child_connects(targets: Targets) -> None:
    _in_child(lambda: tcp_connect(targets))


def child_writes(targets: Targets) -> None:
    _in_child(lambda: write_new(targets))


def thread_connects(targets: Targets) -> None:
    _in_thread(lambda: tcp_connect(targets))


def thread_writes(targets: Targets) -> None:
    _in_thread(lambda: write_new(targets))


def read_memory(targets: Targets) -> None:
    """Read the memory of a child, which a process may do even where it may not read its brothers'."""
    child = os.fork()
    if child == 0:
        signal.pause()
        os._exit(0)
    try:
        native.read_own_memory_of(child)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def type_into_terminal(targets: Targets) -> None:
    """Type into a terminal of which the typing process is the owner, as an ordinary user's program is."""

    def type_x() -> None:
        os.setsid()
        fcntl.ioctl(targets.terminal, termios.TIOCSCTTY, 0)
        fcntl.ioctl(targets.terminal, termios.TIOCSTI, b"x")

    _in_child(type_x)


def _run(*command: str) -> None:
    subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def _in_child(attempt: Callable[[], None]) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        number = -1
        try:
            attempt()
            number = 0
        except OSError as error:
            number = error.errno or -1
        finally:
            os.write(writing, str(number).encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = int(answer.read())
    os.waitpid(child, 0)
    if number:
        raise OSError(number if number > 0 else errno.EIO, "in the child")


def _in_thread(attempt: Callable[[], None]) -> None:
    errors: list[OSError] = []

    def make() -> None:
        try:
            attempt()
        except OSError as error:
            errors.append(error)

    thread = threading.Thread(target=make)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]


ATTEMPTS: dict[str, Callable[[Targets], None]] = {
    "run a shell": run_shell,
    "run Python": run_python,
    "os.system": run_by_system,
    "posix_spawn": spawn,
    "forked child: TCP connection": child_connects,
    "forked child: new file": child_writes,
    "new thread: TCP connection": thread_connects,
    "new thread: new file": thread_writes,
    "read another process' memory": read_memory,
    "type into the terminal": type_into_terminal,
}
