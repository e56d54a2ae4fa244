"""The exercises: their solutions run, and what is said of them is what they print."""

import re
import subprocess
import sys

import pytest
from test_docs import ROOT

PAGE = (ROOT / "docs" / "EXERCISES.md").read_text(encoding="utf-8")
PROGRAMS = dict(re.findall(r"```python\n# (\w+)\.py\n(.*?)```", PAGE, re.DOTALL))
BORDERS = 3
"""Pictures by which two computers may differ where a blink begins or ends."""


RUN_ALL = """
import functools, runpy, eyes
eyes.eyes = functools.cache(eyes.eyes)  # a film is measured once, whoever asks
for name in ("first", "second", "brows"):
    print("=", name)
    runpy.run_path(f"{eyes.__file__[:-7]}{name}.py", run_name="__main__")
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each solution prints, by its name."""
    folder = tmp_path_factory.mktemp("exercises")
    for name, program in {**PROGRAMS, "all": RUN_ALL}.items():
        (folder / f"{name}.py").write_text(program, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, folder / "all.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return dict(re.findall(r"^= (\w+)\n((?:[^=].*\n)*)", ended.stdout, re.MULTILINE))


def said(heading: str) -> str:
    """Return the solution's own words, without line ends."""
    return " ".join(PAGE.partition(heading)[2].partition("</details>")[0].split())


def test_each_program_is_short() -> None:
    assert set(PROGRAMS) == {"eyes", "first", "second", "brows"}
    for program in PROGRAMS.values():
        compile(program, "exercise", "exec")
        assert len([line for line in program.splitlines() if line.strip()]) < 40


@pytest.mark.long
def test_what_a_line_calls_shut(printed: dict[str, str]) -> None:
    rows = re.findall(r"(\w+)\.webm: the line calls (\d+) pictures shut, the label (\d+)", printed["first"])
    counted = {name: (int(line), int(label)) for name, line, label in rows}
    words = said("## 1.")
    for name, pattern in (
        ("good", r"`good.webm` the line calls (\d+) pictures shut, the label (\d+)"),
        ("small_eyes", r"`small_eyes.webm` (\d+) against (\d+)"),
    ):
        [(line, label)] = re.findall(pattern, words)
        assert counted[name] == (pytest.approx(int(line), abs=BORDERS), int(label))


@pytest.mark.long
def test_no_line_is_right_for_all_and_half_of_the_own_is_as_good(printed: dict[str, str]) -> None:
    *fixed, own = [row.split() for row in printed["second"].splitlines()]
    table = {line: [int(number) for number in numbers] for line, *numbers in fixed}
    [best] = re.findall(r"</summary>.*1\. ([\d., and]+): at most 3 mistakes", said("## 2."))
    stated = re.findall(r"\d\.\d\d", best)
    assert [line for line, numbers in table.items() if max(numbers[:2]) <= BORDERS] == stated
    assert all(max(numbers) > BORDERS for numbers in table.values())  # one of them in the dark
    assert max(map(int, own[1:3])) <= BORDERS


@pytest.mark.long
def test_raised_brows_are_found_and_what_looks_like_them_is_said(printed: dict[str, str]) -> None:
    rows = re.findall(r"(\w+) \w+: at rest ([\d.]+), then ([\d.]+); raised (\d) times", printed["brows"])
    assert [(name, times) for name, _, _, times in rows] == [
        ("raised", "1"), ("shut", "0"), ("bowed", "0"), ("turned", "1"),
    ]  # fmt: skip
    words = said("## 3.")
    for name, pattern in (
        ("raised", r"raised brows ([\d.]+),"), ("shut", r"leave it at ([\d.]+) \("),
        ("bowed", r"goes down to ([\d.]+)\."), ("turned", r"30° reads ([\d.]+)\*"),
    ):  # fmt: skip
        [stated] = re.findall(pattern, words)
        [read] = [float(then) for each, _, then, _ in rows if each == name]
        assert read == pytest.approx(float(stated), abs=0.015)
