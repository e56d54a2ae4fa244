"""What only some systems have, or say. A test that needs it is skipped elsewhere, and says why."""

import importlib
import subprocess
import sys
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


def errors_as_on_linux(errors: str) -> str:
    """Leave out what a system says that has no lock: no test but those of the lock asks for it."""
    return errors if sys.platform == "linux" else errors.replace(NEVER_LOCKED, "", 1)


def as_on_linux(ended: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    """Leave out of a program's errors what only a system without a lock says."""
    ended.stderr = errors_as_on_linux(ended.stderr)
    return ended
