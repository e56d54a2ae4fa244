"""Boot Linux as an ordinary program with a test camera, and run scenarios.py in it: see README.md.

Started by hand it boots the guest; as the guest's first program it mounts what Linux needs.
"""

import argparse
import ctypes
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

HERE = Path(__file__).resolve()
REPOSITORY = HERE.parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
LINUX = Path(os.environ.get("LIVENESS_DEMO_GUEST") or CACHE / "liveness-demo-guest" / "linux")
NOT_TESTED = 77
"""The exit code where there is no kernel to boot."""
LIMIT_S = 1200.0
MEMORY_MB = 3072
ALL_IS_WELL = "guest: all is well"
OUT = "GUEST_OUT"
"""By this name the guest finds, in its environment, the one folder that it can write to."""
CAMERAS = (
    # 0 is fed through 1, and 2 is one by itself, with a test pattern.
    "n_devs=2 node_types=0x101,0x1 num_inputs=1,1 input_types=3,0 num_outputs=1 output_types=1 "
    "vid_cap_nr=0,2 vid_out_nr=1"
)
NEW = "/mnt/new"
MOUNTS = (  # kind, where, options; the host's files lie unchanged below what the guest writes
    ("proc", "/proc", ""),
    ("tmpfs", "/mnt", "mode=755"),
    ("overlay", NEW, "lowerdir=/,upperdir=/mnt/up,workdir=/mnt/work"),
    ("proc", f"{NEW}/proc", ""),
    ("sysfs", f"{NEW}/sys", ""),
    ("securityfs", f"{NEW}/sys/kernel/security", ""),
    ("devtmpfs", f"{NEW}/dev", ""),
    ("devpts", f"{NEW}/dev/pts", "ptmxmode=666"),
    ("tmpfs", f"{NEW}/dev/shm", "mode=1777"),
    ("tmpfs", f"{NEW}/run", "mode=755"),
)
POWER_OFF = 0x4321FEDC
"""Of linux/reboot.h."""


def boot(scenarios: list[str], out: Path | None) -> int:
    """Run scenarios in a guest; return 0 if all went as documented, else 1."""
    command = [str(LINUX), f"mem={MEMORY_MB}M", "root=none", "rootfstype=hostfs", "ro", "quiet"]
    command += ["console=tty0", "con=null", "con0=null,fd:1", *(f"vivid.{each}" for each in CAMERAS.split())]
    command += [f"PYTHONPATH={REPOSITORY}", f"init={sys.executable}", *([f"{OUT}={out}"] if out else [])]
    command += ["--", str(HERE), *scenarios]
    linux = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=os.environ | {"TMPDIR": "/dev/shm"}, start_new_session=True, errors="replace",
    )  # fmt: skip
    limit = threading.Timer(LIMIT_S, os.killpg, (linux.pid, signal.SIGKILL))
    limit.start()
    well = False
    for line in linux.stdout or ():
        well = well or line.rstrip() == ALL_IS_WELL
        print(line, end="", flush=True)
    limit.cancel()
    linux.wait()
    return int(not well)


def be_first_program(scenarios: list[str]) -> None:
    """Mount what Linux needs, run scenarios, and turn the guest off."""
    os.environ |= {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8"}
    for kind, where, options in MOUNTS:
        if where.startswith(NEW):
            for folder in (where, "/mnt/up", "/mnt/work"):
                Path(folder).mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-t", kind, *(["-o", options] if options else []), kind, where], check=True)
    if out := os.environ.get(OUT):
        subprocess.run(["mount", "-t", "hostfs", "-o", out, OUT, f"{NEW}{out}"], check=True)
    os.chroot(NEW)
    command = [sys.executable, str(HERE.with_name("scenarios.py")), *scenarios]
    ended = subprocess.run(command, cwd=REPOSITORY, check=False)
    print("guest: NOT as documented" if ended.returncode else ALL_IS_WELL, flush=True)
    ctypes.CDLL(None).reboot(POWER_OFF)


def main() -> int:
    """Boot, or be the guest's first program."""
    if os.getpid() == 1:
        be_first_program(sys.argv[1:])
    parser = argparse.ArgumentParser(description="Run the program in a guest that has a camera.")
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="see README.md; default: all")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="where a picture of the window is put")
    arguments = parser.parse_args()
    if not LINUX.exists():
        print(f"NOT TESTED with a camera: tools/camera_guest/build_kernel.sh {LINUX} makes a guest with one.")
        return NOT_TESTED
    return boot(arguments.scenarios, arguments.out and arguments.out.resolve())


if __name__ == "__main__":
    sys.exit(main())
