"""The languages: the same keys, the same numbers in them; and what no text may say."""

import ast
import json
import re
import string
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from test_session import READY, REST, SHUT, asked, play

import liveness_demo
from liveness_demo.choices import LANGUAGES, LOCALES, CueName, Gesture, Instrument, Side
from liveness_demo.gestures.judging import Challenge
from liveness_demo.messages import Message
from liveness_demo.privacy.state import Enforcement
from liveness_demo.session.attempt import AttemptResult, Result
from liveness_demo.session.cues import Cue
from liveness_demo.session.gates import PICTURES
from liveness_demo.session.state import Phase, SessionState
from liveness_demo.view.canvas.theme import THEMES, Color, Theme
from liveness_demo.view.keys import ROWS, Heard
from liveness_demo.view.screens.cards import CARDS
from liveness_demo.view.screens.strip import show_value
from liveness_demo.view.words.locale import system_language
from liveness_demo.view.words.numbers import off_the_line
from liveness_demo.view.words.spoken import OpenEyes, Spoken
from liveness_demo.view.words.texts import all_texts, read_languages, texts_for

PACKAGE = Path(liveness_demo.__file__).parent
ENGLISH = all_texts()["en"].words
ORDER = (Challenge(Gesture.BLINK),)
RESULT = AttemptResult(2, Result.PASSED, Message("passed"), 3, 3, ORDER, started_anyway=False)


def fields(text: str) -> set[tuple[str | None, str | None]]:
    return {(name, form) for _, name, form, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything_with_the_same_numbers(language: str) -> None:
    words = all_texts()[language].words
    assert set(words) == set(ENGLISH)
    for key, text in words.items():
        assert fields(text) == fields(ENGLISH[key]), key
        assert text.strip() and text.lstrip() == text, key
    assert all_texts()[language].checked.endswith(".")


def test_the_languages_differ() -> None:
    for one, other in combinations(LANGUAGES, 2):
        first, second = all_texts()[one].words, all_texts()[other].words
        same = sum(first[key] == second[key] for key in ENGLISH)
        assert same < 0.1 * len(ENGLISH), (one, other)


def test_chinese_prompts_are_worded_as_such_services_word_them() -> None:
    texts = all_texts()["zh"]
    assert texts.short(Message("do_blink", asked=0.4)).startswith("眨眨眼")
    assert texts.short(Message("do_mouth", asked=0.7)).startswith("张张嘴")
    for key, side, words in (("do_turn", Side.LEFT, "向左缓慢转头"), ("do_turn", Side.RIGHT, "向右缓慢转头")):
        assert words in texts.short(Message(key, asked=25, side=side))


def test_every_message_that_the_package_can_say_has_a_sentence() -> None:
    """Keys are plain strings in the code: each found there is in the table."""
    used = {"source_ended", "visitor_ended", "start_anyway", *PICTURES}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Message" and node.args:
                used |= {each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant)}
    used -= {"_unmet"}  # the end of a key that is put together
    assert len(used) > 50
    assert used <= set(ENGLISH)


def keys_put_together() -> set[str]:
    """Keys whose last words are computed, from all that they are computed of."""
    return {
        *(f"key_{row.name}" for row in ROWS if row.heard in (Heard.ALWAYS, Heard.PUPPET)),
        *(f"choice_{wish}" for wish in ("camera", "puppet", "start")),
        *(f"card_{card}" for card in CARDS),
        *(f"card_trick_{attack.name.lower()}" for attack in Instrument),
        *("was_asked", "was_seen"),
        *(f"asked_{gesture.value}" for gesture in Gesture),
        *(gesture.value for gesture in Gesture),
        *(f"value_{gesture.value}" for gesture in Gesture),
        *(f"cue_{cue.name.lower()}" for cue in CueName),
        *(f"attack_{attack.name.lower()}" for attack in Instrument),
        *(f"lock_{enforcement.name.lower()}" for enforcement in Enforcement),
        *(f"turn_{side}" for side in Side),
        *(f"trick_name_{attack.name.lower()}" for attack in Instrument),
        *(f"verdict_{who}{end}" for who in ("", "puppet_") for end in ("passed", "failed")),
        "verdict_passed_one",
    }


def test_every_text_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    put_together = keys_put_together()
    for key in ENGLISH:
        stem = re.sub(r"_(how|name|text|next|title|brief)$", "", key)
        known = {key, stem, stem.removesuffix("_unmet")}
        assert known & put_together or any(re.search(rf"[\"']{each}[\"']", code) for each in known), key


@pytest.mark.parametrize("enforcement", list(Enforcement))
def test_every_state_of_the_lock_has_words(enforcement: Enforcement) -> None:
    assert all(f"lock_{enforcement.name.lower()}" in texts.words for texts in all_texts().values())


def test_a_result_says_what_was_asked() -> None:
    say = texts_for("en").say_result
    assert say(replace(RESULT, asked=2, done=2)) == "Passed, 2 of 2 asked."
    failed = replace(RESULT, result=Result.TIMED_OUT, reason=Message("blink_none", 0, 0.4), done=1)
    assert say(failed).endswith("1 of 3 done.")
    assert "anyway" not in say(RESULT)
    assert "not everything was ready" in say(replace(RESULT, started_anyway=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_try_that_failed_ends_with_what_to_do_next(language: str) -> None:
    texts = all_texts()[language]
    failed = replace(RESULT, result=Result.TIMED_OUT, reason=Message("turn_unmet", 12, 25, Side.LEFT))
    for again, label in ((True, "next_time"), (False, "what_helps")):
        advice = texts.advice(failed, again)
        assert advice.startswith(texts.get(label))
        assert "25°" in advice
    assert texts.advice(RESULT, again=False) == ""


def test_numbers_have_the_languages_decimal_sign() -> None:
    message = Message("blink_short", 0.25, 0.4)
    assert "0.25\u00a0s" in texts_for("en").say(message)
    assert "0,25\u00a0s" in texts_for("de").say(message)


@pytest.mark.parametrize(
    ("language", "percent"),
    [("en", "45%"), ("zh", "45%"), ("es", "45\u00a0%"), ("fr", "45\u202f%"), ("de", "45\u00a0%")],
)
def test_a_percentage_is_written_as_the_language_does_and_the_same_everywhere(
    language: str, percent: str
) -> None:
    texts = all_texts()[language]
    assert percent in texts.say(Message("mouth_unmet", 0.3, 0.45))
    assert show_value(0.45, Gesture.MOUTH, texts) == percent
    assert all(" %" not in text for text in texts.words.values())


def test_french_signs_stay_with_their_word() -> None:
    for text in all_texts()["fr"].words.values():
        assert not re.search("[ \u00a0][;:!?»]|« ", text), text


def test_chinese_sentences_follow_each_other_without_a_space() -> None:
    texts = all_texts()["zh"]
    failed = replace(RESULT, result=Result.TIMED_OUT, reason=Message("turn_unmet", 12, 25, Side.LEFT))
    for words in (texts.say_result(failed), texts.advice(failed, again=True)):
        assert not re.search("[，。：；？！] ", words)
        assert words.endswith("。")


@pytest.mark.parametrize(
    ("seen", "line", "form", "read"),
    [
        (24.8, 25.0, ".0f", 24), (8.3, 8.0, ".0f", 9), (12.0, 25.0, ".0f", 12), (0.396, 0.4, ".2f", 0.39),
        (1.51, 1.5, ".1f", 1.6), (0.447, 0.45, ".0%", 0.44), (0.3, 0.45, ".0%", 0.3), (25.0, 25.0, ".0f", 25),
    ],
)  # fmt: skip
def test_a_number_that_missed_its_line_does_not_read_as_the_line(
    seen: float, line: float, form: str, read: float
) -> None:
    assert off_the_line(seen, line, form) == pytest.approx(read)


def test_another_gesture_than_asked_is_said_with_both() -> None:
    say = texts_for("en").say
    mouth = say(Message("wrong_mouth", 0.72, 0.7, gesture=Gesture.BLINK))
    assert mouth.startswith("I asked you to shut your eyes, but I saw your mouth wide open for 0.72")
    side = say(Message("wrong_side", 31, 25, side=Side.LEFT))
    assert "your right side first" in side and "turn 31° to your left" in side


VERDICT_WORDS = re.compile(
    r"\b(real|verified|verify|identity|genuine|human|live|echt|verifiziert|identität|lebend\w*|vérifié\w*|"
    r"identité|réel\w*|vivant\w*|verificad\w*|identidad|auténtic\w*)\b|真人|活体|身份|核验",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_calls_a_visitor_real_verified_or_live(language: str) -> None:
    for key, text in all_texts()[language].words.items():
        assert not VERDICT_WORDS.search(text), (key, text)


def test_the_consent_is_short() -> None:
    assert len(ENGLISH["start_camera"].split()) <= 42


@pytest.mark.parametrize(
    ("environment", "located", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, None, "zh"), ({"LANG": "de_AT.UTF-8"}, None, "de"), ({}, "fr_CA", "fr"),
        ({"LANG": "C"}, None, "en"), ({}, None, "en"), ({"LANG": "pt_BR"}, None, "en"),
        ({"LC_ALL": "es_MX", "LANG": "de_DE"}, None, "es"), ({}, "German_Germany", "de"),
        ({}, "Chinese (Simplified)_China", "zh"),
    ],
)  # fmt: skip
def test_the_systems_language(environment: dict[str, str], located: str | None, language: str) -> None:
    assert system_language(environment, located, all_texts().values()) == language


def test_a_language_is_added_by_its_file_alone(tmp_path: Path) -> None:
    english = (LOCALES / "en.json").read_text(encoding="utf-8")
    made_up = json.loads(english) | {"name": "Quenya", "systems": ["qya", "elvish"], "decimal": "·"}
    made_up["lines"] = made_up["lines"] | {"narrow_before": "!", "break_at": [["a", "e"]]}
    made_up["texts"]["key_q"] = "namárië !"
    (tmp_path / "en.json").write_text(english, encoding="utf-8")
    (tmp_path / "qya.json").write_text(json.dumps(made_up), encoding="utf-8")
    languages = read_languages(tmp_path)
    assert list(languages) == ["en", "qya"]
    assert system_language({"LANG": "qya_ME.UTF-8"}, None, languages.values()) == "qya"
    assert system_language({}, "Elvish_Middle-earth", languages.values()) == "qya"
    assert languages["qya"].get("key_q") == "namárië\u202f!"
    assert "0·25\u00a0s" in languages["qya"].say(Message("blink_short", 0.25, 0.4))
    assert languages["qya"].lines.break_at == (("a", "e"),)


def test_no_code_knows_a_language_but_english() -> None:
    for path in PACKAGE.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        said = {node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)}
        assert not said & (set(LANGUAGES) - {"en"}), path
        assert not re.search("[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]", code), path


def luminance(color: Color) -> float:
    """WCAG 2.1, relative luminance."""
    blue, green, red = (
        (value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4)
        for value in color
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_text_has_a_contrast_of_seven_to_one(theme: Theme) -> None:
    for name in ("ink", "quiet", "good", "warn", "accent"):
        for under in ("ground", "panel"):
            light, dark = sorted(
                (luminance(getattr(theme, name)), luminance(getattr(theme, under))), reverse=True
            )
            assert (light + 0.05) / (dark + 0.05) >= 7, (name, under)


# Machado, Oliveira and Fernandes 2009, severity 1; rows of linear red, green, blue
BLINDNESS = {
    "protanopia": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.052]],
    "deuteranopia": [[0.3673, 0.8606, -0.228], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritanopia": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}  # fmt: skip


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_met_and_not_met_differ_for_colour_blind_people(theme: Theme, blindness: str) -> None:
    matrix = np.array(BLINDNESS[blindness])

    def seen(color: Color) -> np.ndarray:
        linear = (np.array(color[::-1]) / 255) ** 2.2
        return np.clip(matrix @ linear, 0, 1) ** (1 / 2.2) * 255

    assert np.linalg.norm(seen(theme.good) - seen(theme.warn)) > 60


class Terminal:
    """A stream that notes what is written."""

    def __init__(self, somebody: bool) -> None:
        self.written, self._somebody = "", somebody

    def isatty(self) -> bool:
        return self._somebody

    def write(self, text: str) -> None:
        self.written += text

    def flush(self) -> None:
        pass


def test_every_prompt_hint_and_reason_is_a_line_for_a_screen_reader() -> None:
    terminal = Terminal(somebody=True)
    spoken = Spoken(terminal)  # type: ignore[arg-type]
    asked = SessionState(Phase.ATTEMPT, 1, 4, Message("do_mouth", asked=0.7))
    hint = Message("mouth_little", 0.3, 0.45)
    reason = Message("mouth_unmet", 0.3, 0.45)
    failed = replace(RESULT, result=Result.TIMED_OUT, reason=reason)
    over = replace(asked, phase=Phase.BETWEEN, prompt=reason, news=(failed,))
    between = replace(over, news=())
    for state in (asked, asked, replace(asked, hint=hint), replace(asked, hint=hint), over, between):
        spoken.update(state, texts_for("en"))
    lines = terminal.written.splitlines()
    assert [line.startswith("\a") for line in lines] == [True] * 3
    assert "Open your mouth wide" in lines[0]
    assert "30%" in lines[1]
    assert lines[2].startswith("\aTry 2 of 4: The widest opening I saw was 30%")
    assert "Next time: open your mouth wider" in lines[2]


def test_shut_eyes_hear_once_that_they_may_open() -> None:
    terminal = Terminal(somebody=True)
    spoken = Spoken(terminal)  # type: ignore[arg-type]
    asked = SessionState(Phase.ATTEMPT, 1, 4, Message("do_blink", asked=0.4), started=True)
    opens = replace(asked, coach=Message("coach_open"))
    for state in (asked, opens, opens, asked, opens, replace(asked, started=False), opens):
        spoken.update(state, texts_for("en"))
    assert terminal.written.count("\aNow open your eyes.\n") == 2, "once a challenge"


@pytest.mark.parametrize("shut_s", [0.7, 1.0, 1.4])
def test_after_a_blink_the_bell_is_silent(shut_s: float) -> None:
    """Not even for the moment for which what was said last would stay."""
    terminal = Terminal(somebody=True)
    spoken, open_eyes, rung = Spoken(terminal), OpenEyes(), 0  # type: ignore[arg-type]
    for state in play(asked(Gesture.BLINK, Gesture.MOUTH), [*READY, (1, REST), (shut_s, SHUT), (2, REST)]):
        spoken.update(state, texts_for("en"))
        rung += open_eyes.now(state)
    assert (rung, terminal.written.count("\aNow open your eyes.\n")) == (1, 1)


def test_a_cue_that_missed_its_line_does_not_read_as_the_line() -> None:
    cue = Cue(CueName.BLINK_LENGTH, 0.398, 0.4, beyond=True, ends=False)
    assert texts_for("en").cue(cue) == "Last blink: 0.39\u00a0s (line 0.40\u00a0s)"
    assert "–" in texts_for("en").cue(replace(cue, value=None))


def test_who_stops_has_failed_nothing() -> None:
    stopped = replace(RESULT, result=Result.ENDED, reason=Message("visitor_ended"), done=0)
    texts = texts_for("en")
    assert texts.try_line(stopped, 4, again=False) == "Try 2 of 4: Stopped. That is fine."
    assert texts.done(replace(stopped, done=1)) == "1 of 3 done."


def test_there_is_no_bell_in_a_file() -> None:
    stream = Terminal(somebody=False)
    Spoken(stream).update(SessionState(Phase.READY, 1, 4, Message("no_face")), texts_for("en"))  # type: ignore[arg-type]
    assert stream.written == "I can't see a face. Please sit in front of the camera.\n"
