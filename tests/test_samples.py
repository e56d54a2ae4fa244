"""The sample clips: what their README says of them is what the program says."""

import re
from pathlib import Path

import pytest
from test_cli import lines, start

SAMPLES = Path(__file__).parents[1] / "samples"
ROWS = re.findall(
    r"^\| `([\w.]+)` \|[^|]+\| (\w+) \|$", (SAMPLES / "README.md").read_text(encoding="utf-8"), re.MULTILINE
)


def test_every_clip_is_in_the_table() -> None:
    assert sorted(name for name, _ in ROWS) == sorted(path.name for path in SAMPLES.glob("*.webm"))
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 5_000_000


QUICK = ("good.webm", "wrong_gesture.webm")


@pytest.mark.parametrize(
    ("name", "result"),
    [pytest.param(*row, marks=[pytest.mark.long] if row[0] not in QUICK else []) for row in ROWS],
)
def test_each_session_ends_as_the_table_says(name: str, result: str) -> None:
    arguments = ("--order", "article", "--attempts", "1", "--no-window", "--json")
    ended = start("run", "--source", SAMPLES / name, *arguments)
    assert lines(ended.stdout)[-1]["result"] == result, ended.stdout
    assert ended.returncode == (0 if result == "PASSED" else 1)


def test_a_nod_and_a_smile_pass_where_they_are_asked_for() -> None:
    arguments = (
        "--challenges",
        "nod,smile",
        "--order",
        "article",
        "--attempts",
        "1",
        "--no-window",
        "--json",
    )
    ended = start("run", "--source", SAMPLES / "nod_smile.webm", *arguments)
    assert lines(ended.stdout)[-1]["result"] == "PASSED", ended.stdout


@pytest.mark.long
def test_every_gesture_is_found() -> None:
    ended = start("evaluate", "--json", SAMPLES / "labels.json")
    scores = {line["gesture"]: line["f1"] for line in lines(ended.stdout) if line["type"] == "score"}
    assert scores == dict.fromkeys(("blink", "mouth_opening", "head_turn", "nod", "smile"), 1.0)
