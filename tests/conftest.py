"""Shared fixtures. The clips of real people are not part of the project: tests that want them skip."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import settings
from other_systems import let_mediapipe_print_nowhere

from liveness_demo.choices import FaceLibrary
from liveness_demo.face import landmarker, libraries
from liveness_demo.face.reading import Reader
from liveness_demo.privacy.memory import keep_little_memory

keep_little_memory()  # as the program does: hundreds of models come and go here, too

# Drawn, and always the same; nothing is left on disk.
settings.register_profile("always the same", derandomize=True, deadline=None, database=None)
settings.load_profile("always the same")

CLIPS = Path(__file__).parents[2] / "shared" / "clips"


LONG_LEFT_OUT = "not long"
"""As pyproject.toml has it: what ``-m`` is unless somebody says otherwise."""


def pytest_configure(config: pytest.Config) -> None:
    """Hear Ctrl-C: a shell's background jobs begin with it ignored, and so would the programs tried here.

    And load MediaPipe while stderr is still nobody's, where that matters.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    let_mediapipe_print_nowhere()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say that long tests were left out."""
    if config.option.markexpr == LONG_LEFT_OUT:
        terminalreporter.write_line("Long tests were left out: pytest -m long runs them, .ci/run runs all.")


@pytest.fixture(params=[FaceLibrary.MEDIAPIPE, FaceLibrary.OPENCV], ids=lambda library: library.value)
def library(request: pytest.FixtureRequest) -> FaceLibrary:
    """Each library that can read the face model, one after the other."""
    return cast(FaceLibrary, request.param)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> set[FaceLibrary]:
    """The libraries that are asked for, to read the face model, while a test runs."""
    asked: set[FaceLibrary] = set()

    def load(library: FaceLibrary) -> Reader:
        asked.add(library)
        return libraries.load(library)

    monkeypatch.setattr(landmarker, "load", load)
    return asked


@pytest.fixture(scope="session")
def clips() -> Path:
    """The folder of labelled clips beside the checkout."""
    if not (CLIPS / "labels.json").is_file():
        pytest.skip("the labelled clips of real people are not beside this checkout")
    return CLIPS


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A virtual screen of its own."""
    if not shutil.which("Xvfb"):
        pytest.skip("Xvfb is not installed")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x800x24"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as numbers:
        number = numbers.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()
