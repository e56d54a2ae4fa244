"""Screens drawn from plain values: the right size, nothing handed in changed, every message a sentence."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import liveness_demo
from liveness_demo.attempt import AttemptResult, Result, Step
from liveness_demo.challenge import Challenge, Gauge
from liveness_demo.gestures import Gesture
from liveness_demo.landmarks import Landmarks
from liveness_demo.messages import Message
from liveness_demo.options import RunOptions
from liveness_demo.privacy.ledger import Ledger
from liveness_demo.privacy.state import Enforcement, Refused, State
from liveness_demo.puppet.driving import Key
from liveness_demo.session import Phase, SessionState
from liveness_demo.source import Frame
from liveness_demo.view import canvas, stage
from liveness_demo.view.command import Command, Wish
from liveness_demo.view.texts import ENGLISH, RESULTS, say, say_result
from liveness_demo.view.window import wish_of

ORDER = (Challenge(Gesture.TURN, "right"), Challenge(Gesture.BLINK), Challenge(Gesture.MOUTH))
ATTEMPT = SessionState(
    phase=Phase.ATTEMPT,
    attempt=2,
    attempts=4,
    prompt=Message("do_turn", asked=25, side="right"),
    order=ORDER,
    steps=(Step.NOW, Step.TO_COME, Step.TO_COME),
    time_left_s=7.0,
    limit_s=14.0,
    gauge=Gauge(12.0, 25.0, above=True),
)
LEDGER = Ledger(12, 1, State(Enforcement.ENFORCED, sealed=True, by_kernel=Refused()))
RESULT = AttemptResult(2, Result.PASSED, Message("passed"), 3, 3, ORDER, started_anyway=False)


def frame(width: int = 640, height: int = 480) -> Frame:
    image = np.zeros((height, width, 3), np.uint8)
    image[:, : width // 2] = 255  # the left half of the unmirrored picture is white
    return Frame(image, 0.0)


def landmarks(width: int, height: int) -> Landmarks:
    points = np.random.default_rng(1).uniform(0, 1, (478, 3)) * (width, height, width)
    return Landmarks(points, np.eye(4), width, height, 100.0, 0.0, 0.0)


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (720, 1280), (1, 1), (3840, 2160)])
@pytest.mark.parametrize("found", [True, False])
def test_any_picture_fits_and_is_not_changed(size: tuple[int, int], found: bool) -> None:
    shown = frame(*size)
    before = shown.image.copy()
    screen = stage.draw(shown, landmarks(*size) if found else None, ATTEMPT)
    assert screen.shape == (720, 1280, 3)
    assert screen.dtype == np.uint8
    assert np.array_equal(shown.image, before)


def test_the_picture_is_mirrored_here() -> None:
    screen = stage.draw(frame(), None, ATTEMPT)
    row = screen[stage.PICTURE_HEIGHT // 2, : stage.PICTURE_WIDTH].astype(int)
    white = np.flatnonzero((row == 255).all(axis=1))
    assert white.min() > stage.PICTURE_WIDTH // 2 - 5


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_arrow_points_to_the_visitors_own_side_as_in_a_mirror(side: str) -> None:
    screen = stage.draw(frame(), None, replace(ATTEMPT, prompt=Message("do_turn", asked=25, side=side)))
    band = screen[-canvas.SIZE[1] + stage.PICTURE_HEIGHT + 20 : -60, : stage.PICTURE_WIDTH]
    arrow_x = np.flatnonzero((band == canvas.ACCENT).all(axis=2).any(axis=0))
    assert (arrow_x.mean() < stage.PICTURE_WIDTH / 2) == (side == "left")


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_every_message_can_be_shown_in_every_phase(phase: Phase, key: str) -> None:
    said = Message(key, seen=12.345, asked=25.0, side="left")
    state = SessionState(phase, 1, 4, said, hint=said, still_share=0.5, may_start_anyway=True, result=RESULT)
    assert stage.draw(frame(), None, state).shape == (720, 1280, 3)
    assert not re.search(r"[{}]|None", say(said))


def test_every_message_that_the_package_can_say_has_a_sentence() -> None:
    """Keys are plain strings in the code: each found there is in the table, and none is left over."""
    package = Path(liveness_demo.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    used = set(re.findall(r'Message\(\s*"(\w+)"', code)) | set(re.findall(r'"(\w+)" if ', code))
    used |= set(re.findall(r'else "(\w+)"', code)) | set(re.findall(r'\), "(\w+)"\)', code))
    used |= set(re.findall(r', "(\w+)"\),', code)) | {"source_ended", "visitor_ended", "start_anyway"}
    neutral = {key for key in used if key.startswith("neutral_") or key in ("no_face", "back_to_neutral")}
    used |= {f"{key}_unmet" for key in neutral}
    assert set(ENGLISH) - used == set()
    assert {key for key in used if key in code and "_" in key} - set(ENGLISH) <= NOT_MESSAGES


NOT_MESSAGES = {"head_turn", "mouth_opening"}


@pytest.mark.parametrize("result", list(Result))
def test_the_verdict_has_a_title_for_every_result(result: Result) -> None:
    ended = replace(RESULT, result=result, reason=Message("face_lost", 1.6, 1.5), started_anyway=True)
    assert RESULTS[result]
    assert stage.draw_verdict(ended, 4, LEDGER, can_go_on=True).shape == (720, 1280, 3)


def test_a_result_says_what_was_asked() -> None:
    assert say_result(replace(RESULT, asked=2, done=2)) == "Passed, 2 of 2 asked."
    failed = replace(RESULT, result=Result.TIMED_OUT, reason=Message("blink_none", 0, 0.4), done=1)
    assert say_result(failed).endswith("1 of 3 done.")
    assert "anyway" not in say_result(RESULT)
    assert "not all was well placed" in say_result(replace(RESULT, started_anyway=True))


def test_no_text_calls_a_visitor_real_verified_or_live() -> None:
    words = " ".join(ENGLISH.values()) + " ".join(RESULTS.values())
    assert not re.search(r"\b(real|verified|verify|identity|genuine|human)\b", words, re.IGNORECASE)


@pytest.mark.parametrize("source", ["auto", "camera", "puppet", "film.mp4"])
def test_the_start_screen(source: str) -> None:
    chosen = stage.draw_start(RunOptions(source))
    fewer = stage.draw_start(RunOptions(source, gestures=(Gesture.BLINK,)))
    assert chosen.shape == (720, 1280, 3)
    assert not np.array_equal(chosen, fewer)


def test_the_consent_screen_has_at_most_40_words_and_two_equal_choices() -> None:
    assert len(" ".join(stage.start_lines(RunOptions("auto"))).split()) <= 40
    screen = stage.draw_start(RunOptions("auto"))
    assert abs((screen[365] == canvas.PANEL).all(axis=1)[:640].sum() - 550) <= 10
    assert abs((screen[365] == canvas.PANEL).all(axis=1)[640:].sum() - 550) <= 10


def test_lines_fit_their_width() -> None:
    for text in (*ENGLISH.values(), "word " * 40):
        for line in canvas.wrap(text, 38, 700):
            assert canvas.text_width(line, 38) <= 700


@pytest.mark.parametrize(
    ("key", "wish"),
    [
        (-1, None), (ord("q"), Command.QUIT), (ord("Q"), Command.QUIT), (27, Command.QUIT),
        (13, Command.START),
        (0x100000 | ord("q"), Command.QUIT), (65361, Key.LEFT), (65363, Key.RIGHT), (65470, None),
        (ord("z"), None), (0x250000, Key.LEFT), (63235, Key.RIGHT),
    ],
)  # fmt: skip
def test_keys(key: int, wish: Wish | None) -> None:
    assert wish_of(key) is wish
