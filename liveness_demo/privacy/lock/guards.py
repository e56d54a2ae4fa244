"""Stops Python code that wants the network, a file to write, or another program; on every system.

Python announces such calls to an audit hook before it makes them, and an exception stops the call. A
witness, not a wall: native code announces nothing. Where a kernel can be asked, lockdown.py does more.
A hook cannot be removed, so only the program's start installs it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ..state import Refused

NETWORK = frozenset(
    f"socket.{name}"
    for name in (
        "__new__", "connect", "bind", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr",
        "getnameinfo",
    )
) | {"webbrowser.open"}  # fmt: skip
PROGRAMS = frozenset(
    ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile",
     "os.startfile/2", "os.forkpty", "pty.spawn", "_winapi.CreateProcess")
)  # fmt: skip
FILES = frozenset(
    ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
     "os.chown", "os.chflags", "os.setxattr", "os.removexattr", "os.utime", "shutil.copyfile",
     "shutil.move", "shutil.make_archive", "tempfile.mkstemp", "tempfile.mkdtemp", "sqlite3.connect",
     "winreg.SetValue", "winreg.CreateKey", "_winapi.CreateNamedPipe")
)  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class BlockedError(PermissionError):
    """The guard stopped a call. A PermissionError, so that libraries take it as they take a refusal."""


class Guards:
    """The audit hook and what it has stopped."""

    def __init__(self) -> None:
        self._sockets = self._programs = self._files = 0
        self._stopping = True

    @classmethod
    def install(cls) -> "Guards":
        """Stop and count from now on, for as long as the process lives."""
        guards = cls()
        sys.addaudithook(guards.hear)
        return guards

    def refused(self) -> Refused:
        """Return what was stopped."""
        return Refused(self._sockets, self._programs, self._files)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let everything pass within the block, uncounted: it asks what the kernel does by itself."""
        self._stopping = False
        try:
            yield
        finally:
            self._stopping = True

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        """Take an audit event. Raises BlockedError."""
        if event == "open":  # by far the most frequent: first, and quick
            path, _mode, flags = arguments
            writing = isinstance(flags, int) and flags & WRITING
            if not writing or path == os.devnull or isinstance(path, int):  # int: it is open already
                return
        elif event not in NETWORK and event not in PROGRAMS and event not in FILES:
            return
        if self._stopping:
            self._stop(event)

    def _stop(self, event: str) -> None:
        if event in NETWORK:
            self._sockets += 1
        elif event in PROGRAMS:
            self._programs += 1
        else:
            self._files += 1
        raise BlockedError(13, f"this program may not do that ({event})")
