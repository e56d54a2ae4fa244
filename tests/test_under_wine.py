"""The program on Windows' Python under Wine, which is not Windows: tools/windows_under_wine makes it.

WINE_PYTHONS names the folder in which it was made; without one all is skipped. The whole of the README's test
command takes minutes there: WINE_WHOLE, set to anything, asks for it.
"""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from other_systems import NEVER_LOCKED
from privacy_processes import PACKAGE_FOLDER, program
from test_docs import README
from test_window import Visitor, needs_display

from liveness_demo import __version__

FOLDER = Path(os.environ.get("WINE_PYTHONS", "/nonexistent"))
RUN = str(PACKAGE_FOLDER / "tools/windows_under_wine/run.sh")
SAMPLE = "samples/good.webm"
LONGEST_DIFFERENCE_S = 0.002
"""The two builds of the model's library round differently; how much depends on the processor."""
PATIENCE_S = 400
WHOLE_PATIENCE_S = 3600
QUICK = (
    "architecture asked by_opencv coaching consent cost cues curves demonstration docs excursion exercises",
    "faults gestures hostile_files installation kit materials measures nod privacy_guards repeats session",
    "smile soak source start texts trials verdict",
)
"""Tests that take seconds there. Those that draw or measure many pictures take minutes."""

pytestmark = [
    pytest.mark.long,
    needs_display,
    pytest.mark.skipif(
        not FOLDER.is_dir(), reason="NOT TESTED: WINE_PYTHONS names no folder of tools/windows_under_wine"
    ),
]


class Windows:
    """One Windows Python, with a virtual screen."""

    def __init__(self, minor: str, display: str) -> None:
        self.display = display
        self.environment = {"WINEPREFIX": str(FOLDER), "DISPLAY": display}
        self.environment["PYTHONDONTWRITEBYTECODE"] = ""  # its own copies of the code must not be refused
        self.environment["PYTEST_ADDOPTS"] = ""  # those of this run are not for the tests there
        self.python = (RUN, minor)
        self.program = (*self.python, "-m", "liveness_demo")

    def run(self, *command: str, patience_s: float = PATIENCE_S) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=PACKAGE_FOLDER, env=os.environ | self.environment,
            capture_output=True, encoding="utf-8", timeout=patience_s, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module", params=["11", "12", "13"])
def windows(request: pytest.FixtureRequest, display: str) -> Windows:
    if not (FOLDER / "drive_c" / f"py3{request.param}").is_dir():
        pytest.skip(f"NOT TESTED: no Windows Python 3.{request.param} was made")
    return Windows(request.param, display)


def test_it_starts(windows: Windows) -> None:
    ended = windows.run(*windows.program, "--version")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"liveness-demo {__version__}\n", "")


def events(output: str) -> list[dict[str, Any]]:
    return [event for event in map(json.loads, output.splitlines()) if event["type"] == "gesture"]


def test_a_film_shows_the_same_as_here(windows: Windows) -> None:
    ended = windows.run(*windows.program, "analyze", SAMPLE, "--json")
    assert (ended.returncode, ended.stderr) == (0, NEVER_LOCKED)
    there, here = events(ended.stdout), events(program("analyze", SAMPLE, "--json").stdout)
    what = [(event["gesture"], event.get("direction")) for event in here]
    assert len(what) > 4
    assert [(event["gesture"], event.get("direction")) for event in there] == what
    for moment in ("start_s", "end_s"):
        expected = pytest.approx([event[moment] for event in here], rel=0, abs=LONGEST_DIFFERENCE_S)
        assert [event[moment] for event in there] == expected


def test_the_puppet_passes_and_nothing_of_the_programs_own_is_refused(windows: Windows) -> None:
    session = ("run", "--source", "puppet", "--seed", "3", "--no-window", "--yes", "--once")
    ended = windows.run(*windows.program, *session)
    assert (ended.returncode, ended.stderr) == (0, NEVER_LOCKED)
    assert "Try 1 of 4: Passed, 3 of 3 asked." in ended.stdout
    assert "\nrefused by the guard (Python code only): 0\n" in ended.stdout


def test_a_window_hears_keys_and_its_close_button(windows: Windows) -> None:
    """The start screen is told to speak the next language, and then to begin."""
    visitor = Visitor(
        windows.display, "--source", "puppet", "--lang", "en",
        environment=windows.environment, command=windows.program,
    )  # fmt: skip
    window = visitor.wait_for_window(PATIENCE_S)
    for key in ("l", "d", "Return"):
        visitor.press(key)
    assert visitor.program.stdout is not None
    assert "Kamera" in visitor.program.stdout.readline()
    visitor.close_window(window)
    assert visitor.ends(PATIENCE_S) == (1, NEVER_LOCKED)


def test_doctor_finds_no_more_wrong_than_a_slow_computer(windows: Windows) -> None:
    ended = windows.run(*windows.program, "doctor", "--json")
    *checks, summary = map(json.loads, ended.stdout.splitlines())
    assert ended.stderr == NEVER_LOCKED
    assert set(summary["wrong"]) <= {"speed"}
    system = r"Windows [\d.]+, Python [\d.]+ \(win-amd64\); cameras by MSMF, then DSHOW\."
    assert re.fullmatch(system, checks[0]["seen"])
    assert {check["what"]: check["ok"] for check in checks}["lock"] is None


def require_passed(ended: subprocess.CompletedProcess[str], at_least: int) -> None:
    print(ended.stdout[-5000:])
    assert ended.returncode == 0
    assert int(re.findall(r"^(\d+) passed", ended.stdout, re.MULTILINE)[0]) >= at_least


def test_the_quick_tests_pass(windows: Windows) -> None:
    files = [f"tests/test_{name}.py" for name in " ".join(QUICK).split()]
    ended = windows.run(*windows.python, "-m", "pytest", "-p", "no:cacheprovider", *files)
    require_passed(ended, at_least=900)


@pytest.mark.skipif(
    "WINE_WHOLE" not in os.environ, reason="NOT TESTED: WINE_WHOLE does not ask for all tests"
)
def test_the_readmes_test_command_passes(windows: Windows) -> None:
    [options] = re.findall(r"&& \.venv/bin/pytest (.+)$", README, re.MULTILINE)
    command = (*windows.python, "-m", "pytest", "-p", "no:cacheprovider", *options.split())
    require_passed(windows.run(*command, patience_s=WHOLE_PATIENCE_S), at_least=1800)
