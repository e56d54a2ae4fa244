"""What goes wrong round the program: signals at any moment, a full disk, odd surroundings.

The real program in a process of its own, the real kernel. What goes wrong with a camera is in test_camera.py,
with a file in test_hostile_files.py, with a window in test_window.py.
"""

import errno
import os
import re
import shutil
import signal
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from other_systems import as_on_linux, on_linux, unix
from privacy_processes import PACKAGE_FOLDER, python, script
from test_cli import PYTHON, start
from test_privacy_lock import film  # noqa: F401  a fixture

from liveness_demo.systems.streams import is_terminal, reader_left
from liveness_demo.view.outlets.in_terminal import cut

NOWHERE = "/nonexistent"


# Signals. Before the first line below, and after the last, a process is Python's own and not ours.

INTERRUPTED_AT = """
import os, sys
number, moment, sys.argv[1:] = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
class Signals:
    def find_spec(name, *_):
        if name == moment:
            os.kill(os.getpid(), number)
sys.meta_path.insert(0, Signals)
from liveness_demo.__main__ import main
sys.exit(main())
"""
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}


@on_linux
@pytest.mark.parametrize("number", CODES)
@pytest.mark.parametrize(
    "moment",
    [
        "liveness_demo.privacy.start",
        "liveness_demo.privacy.lock.lockdown",
        "liveness_demo.cli",
        "liveness_demo.commands.run",
        "liveness_demo.face.landmarker",
        "cv2",
        "mediapipe",
        "liveness_demo.puppet.source",
    ],
)
def test_a_signal_while_it_starts_is_its_code_and_not_a_word(moment: str, number: int) -> None:
    ended = script(INTERRUPTED_AT, str(number), moment, "run", "--source", "puppet", "--json")
    assert (ended.returncode, ended.stdout, ended.stderr) == (CODES[number], "", "")


@on_linux
@pytest.mark.parametrize("number", CODES)
def test_a_signal_while_it_shows_a_session_is_its_code(number: int) -> None:
    running = subprocess.Popen(
        [*PYTHON, "run", "--source", "puppet", "--yes", "--no-window"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    while "hold still" not in running.stdout.readline():
        assert running.poll() is None
    running.send_signal(number)
    _, errors = running.communicate(timeout=30)
    assert running.returncode == CODES[number]
    assert "Traceback" not in errors


@on_linux
def test_a_program_that_shall_not_hear_ctrl_c_goes_on() -> None:
    """As a shell starts it in the background, and nohup."""
    deaf = INTERRUPTED_AT.replace(
        "import os, sys", "import os, signal, sys; signal.signal(2, signal.SIG_IGN)", 1
    )
    ended = script(deaf, str(int(signal.SIGINT)), "liveness_demo.cli", "evaluate", "none.json")
    assert ended.returncode == 2
    assert "none.json" in ended.stderr


# Where it writes.


@on_linux
@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"], ["run", "--help"], ["analyze", "FILM"], ["analyze", "FILM", "--json"],
        ["run", "--yes", "--no-window", "--source", "FILM"], ["run", "--json", "--source", "FILM"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_full_disk_is_one_line_and_code_2(arguments: list[str], film: Path) -> None:  # noqa: F811
    arguments = [str(film) if argument == "FILM" else argument for argument in arguments]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*PYTHON, *arguments], stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE,
            text=True, env=os.environ | {"PYTHONUNBUFFERED": ""}, timeout=60, check=False,
        )  # fmt: skip
    assert ended.returncode == 2
    [line] = ended.stderr.splitlines()
    assert line == "liveness-demo: The output cannot be written, the disk is full: make room and start again."


@on_linux
def test_a_disk_too_full_for_the_error_still_gives_its_code() -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run([*PYTHON, "analyze", "none.mp4"], stdout=full, stderr=full, check=False)
    assert ended.returncode == 2


def test_a_reader_that_has_left_is_no_error_worth_a_word(film: Path) -> None:  # noqa: F811
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as gone:
        ended = subprocess.run(
            [*PYTHON, "analyze", str(film)], stdout=gone, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (as_on_linux(ended).stderr, ended.returncode) == ("", 1)


# Where it runs.


READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


def everything_in(folder: Path) -> list[tuple[Path, int]]:
    return sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*"))


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[tuple[Path, list[str]]]:
    """A copy of the package that cannot be written to, and what starts a program so that this is true."""
    folder = tmp_path / "read only"
    shutil.copytree(
        PACKAGE_FOLDER / "liveness_demo",
        folder / "liveness_demo",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    before = everything_in(folder)
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555)
    start_with: list[str] = []
    if os.geteuid() == 0:  # root may write everywhere, but on a read-only mount
        start_with = ["unshare", "--mount", "sh", "-c", READ_ONLY, str(folder)]
        tried = subprocess.run([*start_with, "touch", folder / "new"], capture_output=True, check=False)
        if b"Read-only" not in tried.stderr:
            pytest.skip("NOT TESTED as root: nothing can be mounted here")
    yield folder, start_with
    for path in paths:
        path.chmod(0o755)
    assert everything_in(folder) == before


@on_linux
@pytest.mark.parametrize(
    ("command", "code"),
    [(["run", "--json", "--source"], 1), (["analyze", "--json"], 0)],
    ids=["run", "analyze"],
)
def test_a_read_only_installation_without_a_home_is_enough(
    installation: tuple[Path, list[str]],
    film: Path,  # noqa: F811
    command: list[str],
    code: int,
) -> None:
    folder, start_with = installation
    at = "import os, sys; os.chdir(sys.argv.pop(1)); sys.path[0] = os.getcwd()\n"
    at += "import liveness_demo.__main__ as way_in; assert way_in.__file__.startswith(os.getcwd())\n"
    environment = {"PYTHONDONTWRITEBYTECODE": ""}
    environment |= dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), NOWHERE)
    ended = python(
        "-c", at + "sys.exit(way_in.main())", str(folder), *command, str(film),
        before=start_with, environment=environment,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (code, "")


@pytest.mark.parametrize(
    "surroundings",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "", "LANG": "nothing.that.is", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        {"HOME": NOWHERE, "TMPDIR": NOWHERE, "TERM": "", "COLUMNS": "20"},
    ],
    ids=["C", "Latin-1", "unknown", "no home, no terminal"],
)
def test_chinese_is_written_whatever_the_locale_says(
    surroundings: dict[str, str],
    film: Path,  # noqa: F811
) -> None:
    arguments = ("run", "--source", film, "--yes", "--no-window", "--lang", "zh")
    ended = start(*arguments, environment=surroundings)  # decodes UTF-8, or fails
    assert (ended.returncode, ended.stderr) == (1, "")
    assert re.search("[\u4e00-\u9fff]{5}", ended.stdout)
    assert "?" not in ended.stdout


@pytest.mark.parametrize("columns", ["1", "20"])
def test_help_fits_a_narrow_terminal(columns: str) -> None:
    ended = start("run", "--help", environment={"COLUMNS": columns})
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "--source" in ended.stdout


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("Look at the camera.", 80, "Look at the camera."),
        ("Look at the camera.", 8, "Look at "),
        ("请看镜头", 8, "请看镜头"),
        ("请看镜头", 7, "请看镜"),
        ("a请看镜头", 4, "a请"),
        ("请", 1, ""),
        ("", 5, ""),
    ],
)
def test_a_line_is_cut_where_the_terminal_ends(text: str, columns: int, shown: str) -> None:
    assert cut(text, columns) == shown


def test_nobody_sits_at_a_stream_that_leads_nowhere_or_was_shut() -> None:
    """Windows says of its null device that it is a terminal."""
    with Path(os.devnull).open(encoding="utf-8") as nowhere:
        assert not is_terminal(nowhere)
    assert not is_terminal(None)


@on_linux
def test_of_windows_terminals_only_a_console_is_somebody() -> None:
    _, terminal = unix("pty").openpty()
    with open(terminal, encoding="utf-8") as stream:  # noqa: PTH123
        assert is_terminal(stream, "linux")
        assert not is_terminal(stream, "win32")


def test_to_windows_a_reader_that_has_left_is_an_invalid_argument() -> None:
    left, of_a_file = OSError(errno.EINVAL, "no"), OSError(errno.EINVAL, "no", "film")
    assert reader_left(left, "win32")
    assert not reader_left(left, "linux")
    assert not reader_left(of_a_file, "win32")
    assert reader_left(BrokenPipeError(), "linux")


@on_linux
@pytest.mark.parametrize("language", ["en", "zh"])
def test_in_a_narrow_terminal_what_changes_stays_in_one_line(language: str, film: Path) -> None:  # noqa: F811
    master, terminal = unix("pty").openpty()
    unix("fcntl").ioctl(terminal, unix("termios").TIOCSWINSZ, struct.pack("4H", 5, 20, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    running = subprocess.Popen(
        [*PYTHON, "run", "--source", str(film), "--yes", "--no-window", "--lang", language],
        stdin=terminal, stdout=terminal, stderr=subprocess.PIPE, env=environment,
    )  # fmt: skip
    os.close(terminal)
    written = b""
    try:
        while chunk := os.read(master, 4096):
            written += chunk
    except OSError:  # the program has ended
        pass
    os.close(master)
    _, errors = running.communicate(timeout=30)
    assert (running.returncode, errors) == (1, b"")
    in_place = re.findall(r"\r\x1b\[K([^\r\n]*)(?=\r\x1b)", written.decode())
    assert in_place
    for text in in_place:
        assert text == cut(text, 19)
