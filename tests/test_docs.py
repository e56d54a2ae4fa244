"""README and docs, held against the program."""

import argparse
import re
from pathlib import Path

import pytest

from liveness_demo.choices import Instrument
from liveness_demo.commands.parser import parser
from liveness_demo.loop.wishes import Number
from liveness_demo.privacy.start import LOCKED_COMMANDS
from liveness_demo.settings import SessionSettings
from liveness_demo.view.keys import ROWS, Heard, shown
from liveness_demo.view.words.texts import texts_for

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "REFERENCE.md").read_text(encoding="utf-8")
PRIVACY = (ROOT / "docs" / "PRIVACY.md").read_text(encoding="utf-8")
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md"), ROOT / "samples" / "README.md"])


def commands() -> dict[str, argparse.ArgumentParser]:
    [choices] = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(choices.choices)


def flags_of(command: argparse.ArgumentParser) -> set[str]:
    return {flag for action in command._actions for flag in action.option_strings if flag.startswith("--")}


def test_every_command_and_flag_is_in_the_reference_and_no_other() -> None:
    program = {f"liveness-demo {name}" for name in commands()}
    assert program == set(re.findall(r"liveness-demo [\w-]+(?= |`)", REFERENCE)) & program
    flags = set().union(*(flags_of(command) for command in commands().values()), flags_of(parser()))
    others = {"--no-index", "--find-links", "--require-hashes", "--no-deps", "--dist"}  # of pip, pytest
    assert set(re.findall(r"--[a-z][a-z-]+", REFERENCE)) - others == flags


def key_rows(page: str) -> list[tuple[str, str]]:
    """Each key in a table of keys, and what the table says of it; a row can hold several, between slashes."""
    rows = re.findall(r"^\| (`\S`(?: / `\S`)*) \| (.+) \|$", page, re.MULTILINE)
    pairs = [(keys.split(" / "), does.split(" / ")) for keys, does in rows]
    return [(key.strip("`"), said) for keys, does in pairs for key, said in zip(keys, does, strict=True)]


@pytest.mark.parametrize("name", ["docs/REFERENCE.md", "docs/FACILITATOR.md"])
def test_a_page_names_every_key_and_no_other(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    signs = {row.name.replace("–", "-") for row in ROWS if len(row.name) == 1}
    digits = {row.name for row in ROWS if isinstance(row.wish, Number)}
    only_for_visitors = {"c"} if name == "docs/REFERENCE.md" else set()
    assert set(re.findall(r"`([^\s`])`", page)) == signs - digits - only_for_visitors
    always = {row.name for row in shown(Heard.ALWAYS) if len(row.name) == 1}
    assert {key for key, _ in key_rows(page)} >= always


@pytest.mark.parametrize("name", ["docs/REFERENCE.md", "docs/FACILITATOR.md"])
def test_a_table_of_keys_says_what_the_window_says(name: str) -> None:
    does = {row.name: row.does(texts_for("en")) for row in shown(Heard.ALWAYS)}
    does["c"] = texts_for("en").get("choice_camera")
    for key, said in key_rows((ROOT / name).read_text(encoding="utf-8")):
        words = does[key].partition(", closes")[0]
        assert words.lower() in said.lower(), key


@pytest.mark.parametrize("name", ["docs/REFERENCE.md", "docs/FACILITATOR.md", "docs/PUPPET.md"])
def test_a_page_names_every_key_of_the_puppet(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    for row in shown(Heard.PUPPET):
        assert (f"`{row.name}`" if len(row.name) == 1 else row.named(texts_for("en"))) in page, row.name


def test_the_privacy_page_names_every_command_that_is_locked_and_no_other() -> None:
    [named] = re.findall(r"^(`run`.*) do this", PRIVACY, re.MULTILINE)
    assert tuple(re.findall(r"`([\w-]+)`", named)) == LOCKED_COMMANDS
    [unlocked] = re.findall(r"do this\. (.*?): they are not locked", PRIVACY, re.DOTALL)
    assert set(re.findall(r"`([\w-]+)`", unlocked)) == set(commands()) - set(LOCKED_COMMANDS)


def test_the_table_of_attacks_has_a_row_for_each() -> None:
    limits = (ROOT / "docs" / "LIMITS.md").read_text(encoding="utf-8")
    [table] = re.findall(r"puppet attacks accepted.*?```", limits, re.DOTALL)
    rows = re.findall(r"^([a-z-]+) +\d", table, re.MULTILINE)
    assert rows == [instrument.value for instrument in Instrument]


def test_every_help_text_says_something() -> None:
    for name, command in commands().items():
        for action in command._actions:
            assert action.help, (name, action.dest)


def test_the_long_lesson_needs_one_command_and_says_what_another_one_costs() -> None:
    lesson = (ROOT / "docs" / "LESSON.md").read_text(encoding="utf-8")
    [long] = re.findall(r"^## 45 minutes$(.*?)^## 15 minutes$", lesson, re.MULTILINE | re.DOTALL)
    for part in long.split("\n\n"):
        others = set(re.findall(r"`(liveness-demo[^`]*)`", part)) - {"liveness-demo --attempts 2"}
        assert not others or "empties the count" in part, others


def test_the_first_screen_holds_the_two_commands() -> None:
    first_screen = "\n".join(README.splitlines()[:30])
    assert re.search(r"python3 -m venv .*pip install \. && \.venv/bin/liveness-demo", first_screen)
    assert re.search(r"python3 -m venv .*pip install -e '\.\[test\]' && \.venv/bin/pytest", first_screen)


def test_the_numbers_asked_are_those_of_the_settings() -> None:
    settings = SessionSettings()
    assert f"eyes shut for {settings.blink_shut_s} s" in README
    assert f"wide open for {settings.mouth_hold_s} s" in README
    assert f"by {settings.turn.turned_beyond_deg:.0f}°" in README
    assert f"slowly down by {settings.nod.bowed_beyond_deg:.0f}°" in README
    assert f"held for {settings.smile_hold_s} s" in README
    assert settings.attempts == 4
    assert "There are four tries" in README


def test_the_pin_and_its_reason_are_the_same_everywhere() -> None:
    [pinned] = re.findall(r"mediapipe==([\d.]+)", PROJECT)
    assert f"pinned to {pinned}" in README
    assert f"| **{pinned}** |" in (ROOT / "docs" / "ACCURACY.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)]+)\)", page.read_text(encoding="utf-8")):
        path, _, heading = target.partition("#")
        linked = page.parent / path if path else page
        assert linked.exists(), target
        if heading:
            titles = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
            assert heading in slugs


def test_files_named_in_backticks_exist() -> None:
    for page in PAGES:
        for name in re.findall(
            r"`((?:liveness_demo|tests|docs|view)/[\w/.]+)`", page.read_text(encoding="utf-8")
        ):
            assert (ROOT / name).exists() or (ROOT / "liveness_demo" / name).exists(), (page.name, name)


def test_what_runs_only_in_a_locked_process_is_listed_with_tests_that_exist() -> None:
    page = (ROOT / "docs" / "TESTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`liveness_demo/.*) \| (`tests/.*) \|$", page, re.MULTILINE)
    assert len(rows) > 5
    for modules, tests in rows:
        names = re.findall(r"`([\w/.]+)`", modules + tests)
        assert all((ROOT / name).is_file() for name in names), names
    [least] = re.findall(r"^fail_under = (\d+)", PROJECT, re.MULTILINE)
    assert f"fails under {least} %" in page


def test_what_is_left_out_of_the_share_of_lines_is_listed_with_its_tests() -> None:
    page = (ROOT / "docs" / "TESTING.md").read_text(encoding="utf-8")
    listed = {
        name for row in re.findall(r"^\| (`liveness.*?) \|", page, re.MULTILINE) for name in row.split(", ")
    }
    [left_out] = re.findall(r"^omit = \[(.*?)^\]", PROJECT, re.MULTILINE | re.DOTALL)
    assert {name.strip("`") for name in listed} == set(re.findall(r'"(.+?)"', left_out))
