"""Refuses a MediaPipe other than the one that was measured, without importing it.

Later versions carry a client that sends usage data: see docs/PRIVACY.md. The version is what the
installation says of itself; the library's bytes are looked at as well.
"""

import mmap
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from ..errors import MediaPipeError

MEASURED = "0.10.31"
SENDERS = (b"HttpLoggingClient", b"libcurl")
"""Found in the Linux libraries of 0.10.35 and 1.2.2, which send, and not in that of 0.10.31."""
INSTALL = f"install mediapipe=={MEASURED}, or leave --landmarker out"


@cache
def require_measured_mediapipe() -> None:
    """Raises MediaPipeError unless the measured version is installed, without a client that sends.

    Its libraries are searched once: that takes 25 ms.
    """
    try:
        installed = version("mediapipe")
    except PackageNotFoundError as error:
        raise MediaPipeError(f"MediaPipe is missing: {INSTALL}.") from error
    if installed != MEASURED:
        raise MediaPipeError(
            f"MediaPipe {installed} is not the measured {MEASURED}, and versions from 0.10.35 on send "
            f"usage data: {INSTALL}."
        )
    for library in native_libraries():
        sender = find_sender(library)
        if sender:
            raise MediaPipeError(f"{library.name} holds {sender!r}, so it could send usage data: {INSTALL}.")


def native_libraries() -> Iterator[Path]:
    """Yield MediaPipe's native libraries."""
    package = find_spec("mediapipe")
    for folder in (package.submodule_search_locations if package else None) or ():
        yield from Path(folder).glob("tasks/c/libmediapipe.*")


def find_sender(library: Path) -> str | None:
    """Return the first trace of a client that sends in a library's bytes, None if there is none."""
    with library.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return next((trace.decode() for trace in SENDERS if content.find(trace) >= 0), None)
