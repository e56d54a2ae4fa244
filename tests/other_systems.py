"""What only some systems have, or say. A test that needs it is skipped elsewhere, and says why."""

import ctypes
import importlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: this needs Linux")
on_unix = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED: this needs a Unix")
on_windows = pytest.mark.skipif(sys.platform != "win32", reason="NOT TESTED: this needs Windows")
NEVER_LOCKED = "liveness-demo: not enforced on this system: unplug the network to be sure\n"
"""What the program says first where it cannot lock itself."""


def unix(module: str) -> ModuleType:
    """Return a module that Windows has not; skip the test there."""
    if sys.platform == "win32":
        pytest.skip(f"NOT TESTED: this needs {module}, which is of Unix alone")
    return importlib.import_module(module)


def let_mediapipe_print_nowhere() -> None:
    """Load Windows' MediaPipe, which for good keeps the number of the stderr that it finds.

    Each test has a stderr of its own. That of the test which loads it is soon shut, and its number is given
    to the next file that is opened: what MediaPipe prints would come there.
    """
    spec = find_spec("mediapipe")
    if sys.platform != "win32" or spec is None or spec.origin is None:
        return
    import msvcrt  # noqa: PLC0415  Windows only

    system, stderr = ctypes.WinDLL("kernel32"), ctypes.c_ulong(-12)
    system.GetStdHandle.restype = ctypes.c_void_p
    before = system.GetStdHandle(stderr)
    nowhere = os.open(os.devnull, os.O_WRONLY)  # and is never closed
    system.SetStdHandle(stderr, ctypes.c_void_p(msvcrt.get_osfhandle(nowhere)))
    ctypes.CDLL(str(Path(spec.origin).parent / "tasks" / "c" / "libmediapipe.dll"))
    system.SetStdHandle(stderr, ctypes.c_void_p(before))


def errors_as_on_linux(errors: str) -> str:
    """Leave out what a system says that has no lock: no test but those of the lock asks for it."""
    return errors if sys.platform == "linux" else errors.replace(NEVER_LOCKED, "", 1)


def as_on_linux(ended: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    """Leave out of a program's errors what only a system without a lock says."""
    ended.stderr = errors_as_on_linux(ended.stderr)
    return ended
