"""privacy-check: everything is refused when locked, possible when not, and it cleans up after itself."""

import json
import sys
import tempfile
from pathlib import Path

import pytest
from privacy_processes import PACKAGE_FOLDER, needs_lock, ordinary_user, program, script

if sys.platform != "linux":
    pytest.skip("NOT TESTED: the lock is of Linux alone", allow_module_level=True)

from liveness_demo.privacy.check.attempts import LeakAttempt, all_attempts
from liveness_demo.privacy.check.check import LeakResult, Status


def attempts(output: str) -> list[dict[str, str]]:
    return [line for line in map(json.loads, output.splitlines()) if line["type"] == "attempt"]


def left_behind() -> set[Path]:
    places = (Path(tempfile.gettempdir()), Path.home(), Path("/dev/shm"))
    return {found for place in places if place.is_dir() for found in place.glob("liveness-demo-check-*")}


@needs_lock
def test_locked_everything_is_blocked_and_the_control_shows_that_it_is_possible() -> None:
    before = left_behind()
    ended = program("privacy-check", "--json")
    assert ended.returncode == 0, ended.stdout
    found = attempts(ended.stdout)
    assert [line["attempt"] for line in found] == [attempt.name for attempt in all_attempts()]
    assert {line["status"] for line in found} == {"BLOCKED"}
    assert sum(line["control"] == "ALLOWED" for line in found) >= 35
    first, *_, summary = map(json.loads, ended.stdout.splitlines())
    assert "security software may report it" in first["text"]
    assert (summary["passed"], summary["problems"], summary["lock"]) == (True, [], "enforced")
    assert summary["threads"] > 1
    assert left_behind() <= before


def test_the_page_states_how_many_attempts_there_are() -> None:
    page = (PACKAGE_FOLDER / "docs" / "PRIVACY.md").read_text(encoding="utf-8")
    assert f"tries to leak in {len(all_attempts())} ways" in page
    assert f"{len(all_attempts())} of {len(all_attempts())} refused" in page


@needs_lock
def test_it_passes_as_an_ordinary_user() -> None:
    ended = program("privacy-check", **ordinary_user())
    assert ended.returncode == 0, ended.stdout
    assert f"{len(all_attempts())} of {len(all_attempts())} attempts blocked: passed" in ended.stdout


def test_unprotected_it_fails_because_nearly_everything_is_possible() -> None:
    before = left_behind()
    ended = program("privacy-check", "--json", "--unprotected")
    assert ended.returncode == 1
    found = attempts(ended.stdout)
    assert sum(line["status"] == "ALLOWED" for line in found) >= 35
    assert "BLOCKED" not in {line["status"] for line in found if line["control"] == "ALLOWED"}
    assert left_behind() <= before


def test_where_it_cannot_be_made_it_is_not_passed() -> None:
    called = script("from liveness_demo.cli import main; print(main(['privacy-check']))")
    assert called.stdout == "1\n"
    assert "privacy-check was not made" in called.stderr


@pytest.mark.parametrize(
    ("control", "here", "status"),
    [
        ("ALLOWED", "EACCES", Status.BLOCKED),
        ("EPERM", "EACCES", Status.BLOCKED),
        ("EAFNOSUPPORT", "EACCES", Status.BLOCKED),
        ("ALLOWED", "ALLOWED", Status.ALLOWED),
        ("ALLOWED", "ECONNREFUSED", Status.UNCLEAR),
        ("ALLOWED", "ENOENT", Status.UNCLEAR),
        ("ENOENT", "EACCES", Status.UNCLEAR),
        ("TypeError", "EACCES", Status.UNCLEAR),
        ("ALLOWED", "TypeError", Status.UNCLEAR),
    ],
)
def test_only_a_refusal_against_a_working_control_counts(control: str, here: str, status: Status) -> None:
    attempt = LeakAttempt("network", "any", lambda targets: None)
    assert LeakResult(attempt, control, here).status is status
