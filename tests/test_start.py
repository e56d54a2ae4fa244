"""The files to double-click: they find a Python, install once, start, and start again."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from other_systems import on_windows, unix
from test_docs import README, REFERENCE, ROOT

from liveness_demo import __version__

NEEDED = (
    "liveness_demo", "pyproject.toml", "requirements.lock", "README.md", "LICENSE",
    "start.sh", "start.command",
)  # fmt: skip
PROGRAM = f"""#!/bin/sh
case "$1" in
    --version) echo "liveness-demo {__version__}" ;;
    *) echo "started with:$*"; exit 1 ;;
esac
"""
"""Stands in for an installed program where only the script that starts it is tried."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The project as it is downloaded, in a path with spaces."""
    if sys.platform == "win32":
        pytest.skip("NOT TESTED: start.sh and start.command are for Linux and macOS")
    folder = tmp_path / "as it is downloaded"
    folder.mkdir()
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    return folder


def environment(**changed: str) -> dict[str, str]:
    """Neither a display nor this checkout on Python's path."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "PYTHONPATH")}
    return kept | changed


def offline() -> dict[str, str]:
    """Nothing on the way to a package index: pip finds what is beside it, or nothing."""
    kept = {name: value for name, value in environment().items() if not name.startswith("PIP_")}
    return kept | {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0"}


def start(
    folder: Path, *arguments: str, script: str = "start.sh", environ: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Start it as somebody without a terminal does: from another folder, and nobody to ask."""
    return subprocess.run(
        [folder / script, *arguments],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd="/", timeout=300, check=False,
        env=environment() if environ is None else environ,
    )  # fmt: skip


def pretend_installed(folder: Path) -> None:
    program = folder / ".venv" / "bin" / "liveness-demo"
    program.parent.mkdir(parents=True)
    program.write_text(PROGRAM, encoding="utf-8")
    program.chmod(0o755)


@pytest.mark.parametrize("script", ["start.sh", "start.command"])
def test_options_and_the_exit_code_are_passed_on(folder: Path, script: str) -> None:
    pretend_installed(folder)
    ended = start(folder, "--source", "puppet", "--attempts", "2", script=script)
    assert (ended.returncode, ended.stdout) == (1, "started with:--source puppet --attempts 2\n")


def test_the_window_stays_open_for_the_commands_of_the_lesson(folder: Path) -> None:
    pretend_installed(folder)
    teacher, terminal = unix("pty").openpty()
    os.write(teacher, b"liveness-demo doctor\nexit\n")
    ended = subprocess.run(
        [folder / "start.sh"],
        capture_output=True, text=True, stdin=terminal, timeout=30, check=False,
        env=environment(SHELL="/bin/sh"),
    )  # fmt: skip
    os.close(teacher)
    os.close(terminal)
    first, again = (ended.stdout.index(f"started with:{words}\n") for words in ("", "doctor"))
    assert first < ended.stdout.index("Here you can type") < again


def test_without_a_python_it_says_what_to_install(folder: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "sed", "dirname"):
        (tools / name).symlink_to(str(shutil.which(name)))
    old = tools / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    ended = start(folder, environ=environment(PATH=str(tools)))
    assert ended.returncode == 2
    assert "No Python from 3.10 to 3.14 was found. Install one from https://www.python.org" in ended.stderr
    assert not (folder / ".venv").exists()


@on_windows
def test_windows_without_a_python_says_it_too(tmp_path: Path) -> None:
    """Of the system's own folders alone: neither Python nor its launcher is there."""
    folder = tmp_path / "as it is downloaded"
    folder.mkdir()
    shutil.copy(ROOT / "start.bat", folder)
    system = Path(os.environ["SYSTEMROOT"]) / "System32"
    ended = start(folder, "--version", script="start.bat", environ=environment(PATH=str(system)))
    assert (ended.returncode, ended.stderr) == (2, "")
    assert "No Python from 3.10 to 3.14 was found. Install one from https://www.python.org" in ended.stdout
    assert not (folder / ".venv").exists()


def test_both_scripts_take_the_pythons_that_the_readme_names() -> None:
    [(least, most)] = set(re.findall(r"3\.(\d+)\s+to 3\.(\d+)", README))
    for name in ("start.sh", "start.bat"):
        script = (ROOT / name).read_text(encoding="utf-8")
        assert f"(3, {least}) <= sys.version_info[:2] <= (3, {most})" in script
        assert f"from 3.{least} to 3.{most} was found" in script
        assert {f"3.{minor}" for minor in range(int(least), int(most) + 1)} == set(
            re.findall(r"(?:python|py -)(3\.\d+)", script)
        )


def test_the_file_for_windows_has_the_line_ends_of_windows() -> None:
    lines = (ROOT / "start.bat").read_bytes().splitlines(keepends=True)
    assert all(line.endswith(b"\r\n") for line in lines)


def test_every_label_that_the_file_for_windows_goes_to_is_there() -> None:
    script = (ROOT / "start.bat").read_text(encoding="utf-8")
    assert set(re.findall(r"(?:goto|call :)\s*(\w+)", script)) == set(
        re.findall(r"^:(\w+)", script, re.MULTILINE)
    )


def command(begin: str, page: str = README) -> str:
    """Return the page's command that begins so."""
    return next(line for line in map(str.strip, page.splitlines()) if line.startswith(begin))


def says(folder: Path, program: str, word: str) -> str:
    """Return what a program of the folder's Python says to this word."""
    command = [folder / ".venv" / "bin" / program, word]
    return subprocess.run(command, env=environment(), text=True, check=True, capture_output=True).stdout


def type_in(folder: Path, line: str) -> None:
    subprocess.run(["bash", "-c", line], cwd=folder, env=environment(), check=True, capture_output=True)


def test_the_lines_for_windows_are_those_of_the_readme() -> None:
    to_start, to_test = (line for line in README.splitlines() if line.startswith("python3 -m venv .venv"))
    for line in (to_start, to_test):
        there = line.replace("python3", "py").replace(".venv/bin/", ".venv\\Scripts\\").replace("'", '"')
        assert there in REFERENCE.splitlines()


@pytest.mark.long
def test_exactly_the_libraries_that_were_measured_can_be_installed(folder: Path) -> None:
    lock = (folder / "requirements.lock").read_text(encoding="utf-8")
    assert "docs/REFERENCE.md has the two lines that use it" in lock
    try:
        type_in(folder, command("python3 -m venv .venv && .venv/bin/pip install --require-hashes", REFERENCE))
        type_in(folder, command(".venv/bin/pip install --no-deps .", REFERENCE))
    except subprocess.CalledProcessError as error:
        if b"No matching distribution" not in error.stderr:
            raise
        pytest.skip("the libraries cannot be fetched here")
    assert says(folder, "liveness-demo", "--version") == f"liveness-demo {__version__}\n"
    libraries = {line for line in says(folder, "pip", "freeze").split("\n") if "==" in line}
    assert libraries <= set(re.findall(r"^[\w.-]+==[\w.]+", lock, re.MULTILINE))
    assert any(line.startswith("opencv") for line in libraries)


@pytest.mark.long
def test_from_a_usb_folder_without_a_network(folder: Path) -> None:
    try:
        type_in(folder, command("python3 -m venv .venv && .venv/bin/pip install . &&") + " --version")
        type_in(folder, command(".venv/bin/python -m pip wheel"))
    except subprocess.CalledProcessError as error:
        if b"No matching distribution" not in error.stderr:
            raise
        pytest.skip("the libraries cannot be fetched here, so there is no USB folder to try")
    shutil.rmtree(folder / ".venv")
    type_in(folder, command("python3 -m venv .venv && .venv/bin/pip install --no-index", REFERENCE))
    assert says(folder, "liveness-demo", "--version") == f"liveness-demo {__version__}\n"
    shutil.rmtree(folder / ".venv")
    for name in ("build", "liveness_demo.egg-info"):
        shutil.rmtree(folder / name, ignore_errors=True)
    session = ("--source", "puppet", "--no-window", "--yes", "--once", "--challenges", "mouth", "--seed", "1")
    first = start(folder, *session, environ=offline())
    assert (first.returncode, "Passed, 1 of 1 asked." in first.stdout) == (0, True), first.stderr
    again = start(folder, "--version", environ=offline())
    assert (again.stdout, again.stderr) == (f"liveness-demo {__version__}\n", "")
    (folder / ".venv/bin/python3").unlink()  # what the other names of Python lead to: an update of the system
    (folder / ".venv/bin/python3").symlink_to("gone")
    mended = start(folder, "--version", environ=offline())
    assert mended.stdout == f"liveness-demo {__version__}\n", mended.stderr
