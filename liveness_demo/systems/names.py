"""What this computer's system calls itself, without starting a program to ask it."""

import os
import platform
import sys


def system_name() -> str:
    """Return the system and its version; on Linux the kernel's, the distribution's and the C library's."""
    if sys.platform == "win32":
        version = sys.getwindowsversion()
        return f"Windows {version.major}.{version.minor}.{version.build}"
    if sys.platform == "darwin":
        return f"macOS {platform.mac_ver()[0]}"
    try:
        library = os.confstr("CS_GNU_LIBC_VERSION")
    except (ValueError, OSError):  # the name is GNU's own
        library = None
    return f"Linux {os.uname().release} ({_distribution()}, {library or 'another C library'})"


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return "a distribution without a name"
