"""The teaching materials, held against the program: what they name exists, what they state is so."""

import json
import os
import re
import runpy
import select
import shlex
import signal
import subprocess
from pathlib import Path

import numpy as np
import pytest
from test_cli import PYTHON
from test_docs import README, ROOT, commands, flags_of
from test_kit import MAKE
from test_kit import PAGES as KIT_PAGES

from liveness_demo.choices import LANGUAGES, Instrument
from liveness_demo.commands.parser import parser
from liveness_demo.face.landmarker import Landmarker
from liveness_demo.face.measures import eye_aspect_ratio, measure
from liveness_demo.lab.fixed_line import FIXED_LINE
from liveness_demo.loop.chosen import parse_source
from liveness_demo.settings import SessionSettings
from liveness_demo.sources.video_file import VideoFile
from liveness_demo.view.outlets import window
from liveness_demo.view.screens.cards import BLINK, CARDS, EAR, LINE, SLIDERS, called_shut, squint_counts
from liveness_demo.view.screens.explain import PEOPLE_EAR
from liveness_demo.view.words.texts import texts_for

DOCS = Path(__file__).parents[1] / "docs"
PAGES = {
    name: (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("LESSON", "FACILITATOR", "HANDOUT")
}
CODE = {" ".join(span.split()) for text in PAGES.values() for span in re.findall(r"`([^`]+)`", text)}
TYPED = {
    " ".join(span.split())
    for text in (*PAGES.values(), README)
    for span in re.findall(r"`(liveness-demo [^`]+)`", text)
}
"""Every command line that these pages tell to type."""

KEY_MEANS = {
    "c": "CAMERA", "q": "QUIT", "s": "SKIP", "n": "NEXT", "p": "PAUSE", "e": "EXPLAIN", "d": "DETAILS",
    "m": "FACE", "l": "LANGUAGE", "f": "FULL_SCREEN", "t": "TALLY", "h": "HELP", "+": "MORE", "-": "LESS",
    "b": "LIDS", "i": "MIRROR", "r": "TURN", "x": "TRICK", "v": "QUICK_BLINK", "o": "MOUTH", "g": "SMILE",
}  # fmt: skip
"""What the materials say of each key: the name of the wish that the window makes of it."""
CARD_MEANS = {"2": EAR, "5": BLINK, "6": LINE}
"""And of each number that opens a card."""

ROWS = re.findall(
    r"^\| ([A-D]) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| (\w+) \| ([\d.]+): (\w+) \|$",
    PAGES["LESSON"],
    re.MULTILINE,
)


def built_keys() -> dict[str, str]:
    """Letter: the name of its wish, c and the puppet's keys among them."""
    keys = getattr(window, "START_KEYS", {}) | window.KEYS
    return {chr(code): wish.name for code, wish in keys.items() if code < 128 and hasattr(wish, "name")}


def built_flags() -> set[str]:
    return set().union(*(flags_of(command) for command in commands().values()))


def command_lines() -> list[list[str]]:
    """The arguments of every command line in the materials."""
    return [shlex.split(span)[1:] for span in sorted(CODE) if span.startswith("liveness-demo ")]


def test_the_materials_are_found() -> None:
    assert len(command_lines()) >= 10
    assert len(ROWS) == 4


def test_every_flag_exists() -> None:
    named = {flag for span in CODE for flag in re.findall(r"--[a-z][a-z-]+", span)}
    assert named <= built_flags()


def test_every_key_does_what_the_materials_say() -> None:
    named = {span for span in CODE if len(span) == 1} - set(CARD_MEANS)
    assert named == set(KEY_MEANS)
    built = built_keys()
    for key in named:
        assert built.get(key) == KEY_MEANS[key], key


def test_every_number_is_the_card_that_the_materials_mean() -> None:
    assert {number: CARDS[int(number) - 1] for number in CARD_MEANS} == CARD_MEANS
    assert set(CARD_MEANS) <= CODE


def test_every_command_exists() -> None:
    named = {words[0] for words in command_lines() if not words[0].startswith("-")}
    assert named <= set(commands())


@pytest.mark.parametrize("words", command_lines(), ids=" ".join)
def test_every_command_line_can_be_typed(words: list[str]) -> None:
    options = parser().parse_args(["run", *words] if words[0].startswith("-") else words)
    parse_source(getattr(options, "source", ""))


def test_the_kit_tells_to_type_what_the_lesson_does() -> None:
    spans = {span for page in KIT_PAGES.values() for span in re.findall(r"<code>(.+?)</code>", page)}
    typed = {re.sub("<.+?>", "", span) for span in spans}
    assert {span for span in typed if len(span) == 1} <= {*KEY_MEANS, *CARD_MEANS}
    lines = {MAKE[name] for name in ("LESSON", "PUPPET", "NATURAL")}
    assert {span for span in typed if len(span) > 1} == lines <= CODE


@pytest.mark.long
@pytest.mark.parametrize("line", sorted(TYPED))
def test_every_command_line_runs(line: str) -> None:
    """Each is started as it is typed, says something, and is then ended like with Ctrl-C."""
    no_display = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    running = subprocess.Popen(
        [*PYTHON, *shlex.split(line)[1:]], cwd=ROOT, env=no_display, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    select.select([running.stdout], [], [], 120)
    running.send_signal(signal.SIGINT)
    said, errors = running.communicate(timeout=240)
    assert "Traceback" not in errors
    assert said + errors, "it says something"
    no_camera = running.returncode == 2 and "--source camera:1" in line and "amera" in errors
    assert running.returncode in (0, 1, 130) or no_camera, errors


def test_the_numbers_asked_are_those_of_the_settings() -> None:
    settings = SessionSettings()
    lesson = PAGES["LESSON"].replace("\n", " ")
    assert f"shut the eyes for {settings.blink_shut_s} s or longer" in lesson
    assert f"mouth wide for {settings.mouth_hold_s} s" in lesson
    assert f"slowly by {settings.turn.turned_beyond_deg:.0f}°" in lesson
    assert f"A line drawn at {FIXED_LINE}" in lesson


def test_the_lesson_names_every_trick() -> None:
    [named] = re.findall(r"Name it\n?\s*\((.*?)\)", PAGES["LESSON"], re.DOTALL)
    shown = [texts_for("en").trick_name(instrument).lower() for instrument in Instrument]
    assert re.split(r",\s+", " ".join(named.split())) == shown, "as the screen does"


def test_the_chances_of_a_recording_are_right() -> None:
    for tries, words in ((2, "with two tries {:.0%}"), (4, "with four {:.0%}")):
        stated = words.format(1 - (11 / 12) ** tries).replace("%", " %")
        assert stated in PAGES["LESSON"], stated
    assert round(0.96**4, 2) == 0.85


def test_the_solution_follows_from_its_own_millimetres() -> None:
    own_level: dict[str, float] = {}
    for letter, left, right, width, number, fixed, own_line, own in ROWS:
        ratio = float(number)
        assert ratio == pytest.approx((float(left) + float(right)) / (2 * float(width)), abs=0.002)
        level = own_level.setdefault("D" if letter == "D" else "A", ratio)
        line = SessionSettings().blink.shut_below * level
        assert float(own_line) == pytest.approx(line, abs=0.001)
        assert fixed == ("shut" if ratio < FIXED_LINE else "open")
        assert own == ("shut" if ratio < line else "open")


@pytest.mark.long
def test_the_solution_is_what_the_model_reads_on_the_printed_eyes() -> None:
    pictures = runpy.run_path(str(DOCS / "make_pictures.py"))
    for eye, row in zip(pictures["printed_eyes"](), ROWS, strict=True):
        assert eye.letter == row[0]
        assert eye_aspect_ratio(eye.page_px, tuple(range(6))) == pytest.approx(float(row[4]), abs=0.01)
        width_mm = float(np.hypot(*(eye.page_px[3] - eye.page_px[0]))) * pictures["MM_A_PX"]
        assert width_mm == pytest.approx(float(row[3]), abs=0.5)


def test_the_answers_of_the_kit_are_those_of_the_lesson() -> None:
    for letter, *_, number, _, _, _ in ROWS:
        assert MAKE["EYES"][letter.lower()] == pytest.approx(float(number), abs=0.006)
    answers = " ".join(KIT_PAGES["en/answers.html"].split())
    for tries in (2, 4):
        assert f"{1 - (11 / 12) ** tries:.0%}".replace("%", " %") in answers


def test_the_answer_about_one_line_for_everybody_is_what_its_card_shows() -> None:
    right = MAKE["card_line"]()
    low, high, step, _ = SLIDERS[LINE]
    for line in np.arange(low, high + step / 2, step).round(2):
        good = not called_shut(line) and not squint_counts(line)
        assert good is bool(line <= right), line
    answers = " ".join(KIT_PAGES["en/answers.html"].split())
    assert f"{right:.2f} or less suits" in answers
    assert f"open ones from {PEOPLE_EAR[0]:.2f} on" in answers


@pytest.mark.long
def test_in_the_dark_shut_eyes_read_more_than_some_open_ones_as_the_answers_say() -> None:
    answers = " ".join(KIT_PAGES["en/answers.html"].split())
    [stated] = re.findall(r"in a dark film shut eyes read up to (0\.\d+)", answers)
    shut = range(49, 54)
    """Within the first labelled blink, away from its borders."""
    with VideoFile(ROOT / "samples" / "dark.webm") as film, Landmarker() as landmarker:
        seen = [measure(landmarker.detect(frame)) for frame, _ in zip(film, range(shut.stop), strict=False)]
    numbers = [(each.ear_left + each.ear_right) / 2 for each in seen[shut.start :] if each is not None]
    assert len(numbers) == len(shut)
    assert max(numbers) == pytest.approx(float(stated), abs=0.02)
    assert max(numbers) > PEOPLE_EAR[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answers_of_the_kit_name_every_trick(language: str) -> None:
    rows = json.loads((DOCS / "kit" / "texts" / f"{language}.json").read_text(encoding="utf-8"))["answers"]
    [tricks] = [answer for question, answer in rows["rows"] if "20" in answer and "155" not in answer]
    assert tricks.count("：" if language == "zh" else ":") == len(Instrument), "each with what becomes of it"


def test_every_picture_is_shown_somewhere() -> None:
    pages = [ROOT / "README.md", *DOCS.glob("*.md"), *DOCS.glob("kit/en/*.html")]
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert [path.name for path in (DOCS / "pictures").iterdir() if f"pictures/{path.name}" not in text] == []


def test_the_pictures_are_small_together() -> None:
    assert sum(path.stat().st_size for path in (DOCS / "pictures").iterdir()) < 4_000_000


def test_the_printed_page_is_small() -> None:
    assert (DOCS / "pictures" / "printed_face.png").stat().st_size < 300_000
