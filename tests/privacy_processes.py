"""Starts locked processes, for the tests of the lock: nothing here may ever lock pytest itself."""

import ctypes.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from other_systems import as_on_linux

PACKAGE_FOLDER = Path(__file__).parents[1]
NOBODY = 65534


def lock_works() -> bool:
    """Try the lock in another process."""
    tried = subprocess.run(
        [sys.executable, "-c", "from liveness_demo.privacy.lock.lockdown import Lockdown; Lockdown(False)"],
        cwd=PACKAGE_FOLDER, capture_output=True, check=False,
    )  # fmt: skip
    return tried.returncode == 0


LOCK_WORKS = lock_works()
needs_lock = pytest.mark.skipif(
    not LOCK_WORKS, reason="NOT TESTED: this system refuses Landlock or seccomp, so nothing is locked here"
)


def program(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run liveness-demo without a display or a terminal."""
    return python("-m", "liveness_demo", *arguments, **options)


def script(text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines of Python in a process of their own."""
    return python("-c", text, *arguments)


def python(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    environment |= options.pop("environment", {})  # type: ignore[arg-type]
    before = options.pop("before", [])
    ended = subprocess.run(
        [*before, options.pop("python", sys.executable), *arguments],  # type: ignore[misc]
        cwd=PACKAGE_FOLDER, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
        encoding="utf-8",  # as the program writes, whatever the system's own is
        timeout=120, check=False,
    )  # fmt: skip
    return as_on_linux(ended)


def ordinary_user() -> dict[str, object]:
    """Options that start the program as a user without privileges; skips where that cannot be done.

    Root's Python may lie where nobody else can read it: then the system's own, of the same version, with
    the same libraries.
    """
    if os.geteuid() != 0:
        return {}
    if not shutil.which("setpriv"):
        pytest.skip("NOT TESTED as an ordinary user: setpriv is not installed")
    before = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    folders = [str(PACKAGE_FOLDER), *(path for path in sys.path if path.endswith("-packages"))]
    environment = {"PYTHONPATH": os.pathsep.join(folders), "HOME": "/nonexistent"}
    for candidate in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        options: dict[str, object] = {"before": before, "environment": environment, "python": candidate}
        try:
            if python("-c", "import cv2, mediapipe, liveness_demo", **dict(options)).returncode == 0:
                return options
        except OSError:
            continue
    pytest.skip("NOT TESTED as an ordinary user: no Python with the libraries is readable to one")


def native_library_that_opens_a_socket(folder: Path) -> Path:
    """Compile a stand-in for a library that phones home; its one function returns what socket() did."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if not compiler:
        return Path(ctypes.util.find_library("c") or "libc.so.6")
    source = folder / "caller.c"
    source.write_text(
        "#include <sys/socket.h>\nint call_home(void) { return socket(AF_INET, SOCK_STREAM, 0); }\n"
    )
    library = folder / "libcaller.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source], check=True)
    return library
