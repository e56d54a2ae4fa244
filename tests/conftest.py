"""Shared fixtures. The clips of real people are not part of the project: tests that want them skip."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from liveness_demo.privacy.memory import keep_little_memory

keep_little_memory()  # as the program does: hundreds of models come and go here, too

# Drawn, and always the same; nothing is left on disk.
settings.register_profile("always the same", derandomize=True, deadline=None, database=None)
settings.load_profile("always the same")

CLIPS = Path(__file__).parents[2] / "shared" / "clips"


def pytest_configure(config: pytest.Config) -> None:
    """Report the share of covered lines, and hold it to its line, only where the whole suite runs.

    A shell's background jobs begin with Ctrl-C ignored, and so would the programs that are tried here.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    coverage = config.pluginmanager.getplugin("_cov")
    if hasattr(config, "workerinput"):  # one of pytest-xdist's: as the process says that started it
        part = not any(key.startswith("cov_") for key in config.workerinput)
    else:
        named = config.args_source is pytest.Config.ArgsSource.ARGS
        part = bool(named or config.option.keyword or config.option.markexpr)
    if coverage and part:
        coverage.options.no_cov = True


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
