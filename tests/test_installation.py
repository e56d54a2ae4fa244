"""What README says it installs on: pip finds a wheel of every pinned library there, and installs none."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version
from privacy_processes import PACKAGE_FOLDER

if sys.version_info >= (3, 11):
    import tomllib
else:
    tomllib = pytest.importorskip("tomli", reason="NOT TESTED: Python 3.10 cannot read pyproject.toml")

LOCK = (PACKAGE_FOLDER / "requirements.lock").read_text(encoding="utf-8")
README = (PACKAGE_FOLDER / "README.md").read_text(encoding="utf-8")


def glibc_2_28(machine: str) -> list[str]:
    """Return what a system with it installs, by pip's names, the first before the others."""
    return [f"manylinux_2_{minor}_{machine}" for minor in range(28, 16, -1)] + [f"manylinux2014_{machine}"]


@dataclass(frozen=True)
class System:
    """tags: its wheels, by pip's names. sys_platform, platform_machine: what its Python says of it."""

    tags: list[str]
    sys_platform: str
    platform_machine: str


SYSTEMS = {
    "Linux on x86-64 (glibc 2.28 or newer)": System(glibc_2_28("x86_64"), "linux", "x86_64"),
    "Linux on 64-bit ARM (glibc 2.28 or newer), without MediaPipe": System(
        glibc_2_28("aarch64"), "linux", "aarch64"
    ),
    "macOS 13 or newer on Apple silicon": System(["macosx_13_0_arm64"], "darwin", "arm64"),
    "macOS 14 or newer on Intel, without MediaPipe": System(["macosx_14_0_x86_64"], "darwin", "x86_64"),
    "Windows on 64-bit Intel and AMD": System(["win_amd64"], "win32", "AMD64"),
    "Windows on ARM": System(["win_arm64"], "win32", "ARM64"),
}
"""Those that README may name, or not."""


def promised() -> list[tuple[str, str]]:
    """The systems of README's table, each with each of its Pythons."""
    [table] = re.findall(r"\| installs on \| with Python \|\n\|---\|---\|\n((?:\|.*\|\n)+)", README)
    rows = re.findall(r"\| (.+) \| 3\.(\d+) to 3\.(\d+) \|\n", table)
    assert len(rows) == table.count("\n")
    return [
        (system, f"3.{minor}") for system, first, last in rows for minor in range(int(first), int(last) + 1)
    ]


@dataclass(frozen=True)
class Locked:
    """A row of requirements.lock."""

    requirement: Requirement
    hashes: frozenset[str]


def locked() -> list[Locked]:
    rows = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE).strip())
    return [
        Locked(Requirement(row.partition("\\")[0]), frozenset(re.findall(r"--hash=sha256:(\w+)", row)))
        for row in rows
    ]


def says(system: str, python: str) -> dict[str, str]:
    """Return what Python says of itself there."""
    it = SYSTEMS[system]
    there = {"python_version": python, "python_full_version": f"{python}.0"}
    there |= {"sys_platform": it.sys_platform, "platform_machine": it.platform_machine}
    there["platform_system"] = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[it.sys_platform]
    return there


def is_for(requirement: Requirement, system: str, python: str) -> bool:
    return not requirement.marker or requirement.marker.evaluate(says(system, python))


def wanted(system: str, python: str) -> list[Locked]:
    """Return the rows that are installed there."""
    return [row for row in locked() if is_for(row.requirement, system, python)]


def found_by_pip(rows: list[Locked], *options: str, folder: Path) -> dict[str, str]:
    """Return the SHA-256 of what pip would install, and why it would not where it would not."""
    report = folder / "report.json"
    names = [f"{row.requirement.name}{row.requirement.specifier}" for row in rows]
    dry = ["--dry-run", "--ignore-installed", "--target", str(folder), "--report", str(report)]
    ended = subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", *dry, "--only-binary", ":all:", *options, *names],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ended.returncode:
        return {"not installed": ended.stderr}
    install = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {
        each["metadata"]["name"]: each["download_info"]["archive_info"]["hashes"]["sha256"]
        for each in install
    }


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What pip knows of beyond this computer."""
    one = [row for row in wanted(*promised()[0]) if row.requirement.name == "absl-py"]
    why_not = found_by_pip(one, "--no-deps", folder=tmp_path_factory.mktemp("one")).get("not installed")
    if why_not:
        pytest.skip(f"NOT TESTED: pip reaches no packages here: {why_not.splitlines()[-1]}")


@pytest.mark.long
@pytest.mark.parametrize(("system", "python"), promised())
def test_every_pinned_library_has_a_wheel_that_was_measured(
    system: str, python: str, index: None, tmp_path: Path
) -> None:
    rows = wanted(system, python)
    tags = [word for tag in SYSTEMS[system].tags for word in ("--platform", tag)]
    found = found_by_pip(rows, *tags, "--python-version", python, folder=tmp_path)
    assert "not installed" not in found, found["not installed"]
    names = {row.requirement.name: row.hashes for row in rows}
    assert set(found) == set(names), "what the libraries themselves need is locked too"
    assert [name for name, sha256 in found.items() if sha256 not in names[name]] == []


@pytest.mark.parametrize(("system", "python"), promised())
def test_what_is_locked_is_what_the_project_asks_for(system: str, python: str) -> None:
    project = tomllib.loads((PACKAGE_FOLDER / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert Version(python) in Requirement(f"python{project['requires-python']}").specifier
    versions = {row.requirement.name: str(row.requirement.specifier)[2:] for row in wanted(system, python)}
    asked = [each for each in map(Requirement, project["dependencies"]) if is_for(each, system, python)]
    assert [str(each) for each in asked if versions.get(each.name) not in each.specifier] == []
