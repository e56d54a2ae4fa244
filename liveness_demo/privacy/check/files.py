"""privacy-check: attempts to write a file or its metadata. The only module that tries to save a picture."""

import ctypes
import mmap
import os
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from . import native
from .targets import Targets

OPENAT2, AT_CURRENT_FOLDER = 437, -100
SHARED_MEMORY = "liveness-demo-check"
BLANK = np.zeros((64, 64, 3), np.uint8)


def write_new(targets: Targets) -> None:
    _write(targets.new("new"))


def write_at_home(targets: Targets) -> None:
    home = Path.home() if Path.home().is_dir() else Path("/var/tmp")
    path = home / f"liveness-demo-check-{os.getpid()}"
    _write(str(path))
    path.unlink()


def append(targets: Targets) -> None:
    _write(targets.existing, "a")


def truncate(targets: Targets) -> None:
    os.truncate(targets.existing, 1)


def rename(targets: Targets) -> None:
    os.rename(targets.existing, targets.new("renamed"))
    os.rename(targets.new("renamed"), targets.existing)


def make_folder(targets: Targets) -> None:
    os.mkdir(targets.new("folder"))
    os.rmdir(targets.new("folder"))


def make_link(targets: Targets) -> None:
    os.symlink("nowhere", targets.new("link"))
    os.unlink(targets.new("link"))


def make_pipe(targets: Targets) -> None:
    os.mkfifo(targets.new("pipe"))
    os.unlink(targets.new("pipe"))


def change_mode(targets: Targets) -> None:
    os.chmod(targets.existing, 0o600)


def change_times(targets: Targets) -> None:
    os.utime(targets.existing, (1, 1))


def set_attribute(targets: Targets) -> None:
    os.setxattr(targets.existing, "user.check", b"1")


def mapped_memory(targets: Targets) -> None:
    with open(targets.existing, "r+b") as file, mmap.mmap(file.fileno(), 1) as memory:
        memory[0:1] = b"x"


def shared_memory(targets: Targets) -> None:
    name = f"/{SHARED_MEMORY}-{os.getpid()}".encode()
    os.close(native.call("shm_open", name, os.O_RDWR | os.O_CREAT, 0o600))
    native.call("shm_unlink", name)


def native_open(targets: Targets) -> None:
    _native_open(targets.new("native"))


def native_stream(targets: Targets) -> None:
    stream = native.call("fopen", targets.new("stream-file").encode(), b"w")
    native.call("fclose", ctypes.c_void_p(stream))


def native_openat2(targets: Targets) -> None:
    how = (ctypes.c_uint64 * 3)(os.O_WRONLY | os.O_CREAT, 0o600, 0)
    path = targets.new("openat2").encode()
    os.close(native.system_call(OPENAT2, AT_CURRENT_FOLDER, path, how, 24))


def numpy_save(targets: Targets) -> None:
    np.save(targets.new("array.npy"), np.zeros(3))


def save_picture(targets: Targets) -> None:
    path = targets.new("picture.png")
    _require_written(cv2.imwrite(path, BLANK), path)


def save_video(targets: Targets) -> None:
    path = targets.new("video.avi")
    writer = cv2.VideoWriter(path, cv2.VideoWriter.fourcc(*"MJPG"), 10, (64, 64))
    opened = writer.isOpened()
    writer.release()
    _require_written(opened, path)


def _write(path: str, mode: str = "w") -> None:
    with open(path, mode, encoding="utf-8") as file:
        file.write("x")


def _native_open(path: str) -> None:
    os.close(native.call("open", path.encode(), os.O_WRONLY | os.O_CREAT, 0o600))


def _require_written(said_yes: bool, path: str) -> None:
    """OpenCV tells only that it failed; the same file opened by hand tells why."""
    if not (said_yes and os.path.exists(path)):
        _native_open(path)
        raise RuntimeError("OpenCV failed where a file can be written")


ATTEMPTS: dict[str, Callable[[Targets], None]] = {
    "new file in the folder for such": write_new,
    "new file in the home folder": write_at_home,
    "append to a file": append,
    "truncate a file": truncate,
    "write through mapped memory": mapped_memory,
    "rename a file": rename,
    "make a folder": make_folder,
    "make a symbolic link": make_link,
    "make a named pipe": make_pipe,
    "change a file's mode": change_mode,
    "change a file's times": change_times,
    "set an extended attribute": set_attribute,
    "shared memory file": shared_memory,
    "native open": native_open,
    "native fopen": native_stream,
    "openat2 (a newer open)": native_openat2,
    "numpy.save": numpy_save,
    "cv2.imwrite": save_picture,
    "cv2.VideoWriter": save_video,
}
