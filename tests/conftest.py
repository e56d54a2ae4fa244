"""Shared fixtures. The clips of real people are not part of the project: tests that want them skip."""

from pathlib import Path

import pytest

CLIPS = Path(__file__).parents[2] / "shared" / "clips"


@pytest.fixture(scope="session")
def clips() -> Path:
    """The folder of labelled clips beside the checkout."""
    if not (CLIPS / "labels.json").is_file():
        pytest.skip("the labelled clips of real people are not beside this checkout")
    return CLIPS
