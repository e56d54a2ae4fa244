"""Every result and every reason of an attempt, reached by a puppet: its pixels, the model, the app's loop."""

import ast
import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest
from test_app import ALLOWED, Watcher

import liveness_demo.loop.app
from liveness_demo.choices import Character, Gesture, Instrument
from liveness_demo.loop.app import run
from liveness_demo.loop.chosen import Chosen, ChosenPuppet
from liveness_demo.loop.options import RunOptions
from liveness_demo.loop.wishes import Command, Wish
from liveness_demo.messages import Message
from liveness_demo.puppet.acting.motion import Motion
from liveness_demo.puppet.paint.renderer import Puppet
from liveness_demo.puppet.shape.look import Pose
from liveness_demo.puppet.source import PuppetOptions, PuppetSource, PuppetVisitor
from liveness_demo.session.attempt import AttemptResult, Result
from liveness_demo.settings import ReadySettings, SessionSettings
from liveness_demo.view.words.texts import all_texts

ROOT = Path(liveness_demo.__file__).parents[1]
FPS = 20
SETTINGS = SessionSettings(
    ready=ReadySettings(still_s=0.8), attempts=1,
    neutral_limit_s=2.0, blink_limit_s=3.0, mouth_limit_s=3.0, turn_limit_s=4.0,
    nod_limit_s=3.0, smile_limit_s=3.0,
)  # fmt: skip
"""Less time than a visitor has, so that the tests take less; every line is the visitor's."""

USUAL = PuppetOptions(eyes=0.5, tone=0.35)
REFLECTING = replace(USUAL, glasses=True, glare=0.7)
HALF_REFLECTING = PuppetOptions(eyes=0.6, tone=0.15, glasses=True, glare=0.45, light=0.8)
"""Shut lids read as 0.7 open, and about 0.16 of their surroundings reflects."""

B, M, T = Gesture.BLINK, Gesture.MOUTH, Gesture.TURN
N, G = Gesture.NOD, Gesture.SMILE


@dataclass(frozen=True)
class Move:
    """From at_s on, seconds since a prompt came, parts of the pose go where they should, in takes_s."""

    at_s: float
    takes_s: float
    to: dict[str, float]


def lids(at_s: float, down: float, takes_s: float = 0.15) -> Move:
    return Move(at_s, takes_s, {"lid_left": down, "lid_right": down})


def jaw(at_s: float, wide: float, takes_s: float = 0.25) -> Move:
    return Move(at_s, takes_s, {"jaw": wide})


def head(at_s: float, left_deg: float, takes_s: float = 0.8) -> Move:
    return Move(at_s, takes_s, {"yaw_deg": left_deg})


def grin(at_s: float, wide: float, takes_s: float = 0.25) -> Move:
    return Move(at_s, takes_s, {"smile": wide})


def bow(at_s: float, down_deg: float, takes_s: float = 0.8) -> Move:
    return Move(at_s, takes_s, {"pitch_deg": down_deg})


def looks(at_s: float, down: float) -> Move:
    """A look at the table: lids, eyes and head go down."""
    lids_down = {"lid_left": 0.7 * down, "lid_right": 0.7 * down}
    return Move(at_s, 0.3, lids_down | {"gaze_y": -down, "pitch_deg": 10 * down})


def slides_away(at_s: float) -> Move:
    return Move(at_s, 0.5, {"x_cm": 50.0})


def goes_back(at_s: float) -> Move:
    return Move(at_s, 1.0, {"z_cm": -75.0})


PARTS = ("lid_left", "lid_right", "jaw", "smile", "yaw_deg", "pitch_deg", "gaze_y", "x_cm", "z_cm")
Script = dict[str, list[Move]]
"""What a visitor does once it reads a prompt of that key. Another prompt stops nothing."""

SHUTS = [lids(0.2, 1), lids(0.9, 0)]
GLANCES = [head(0.3, 25, 0.1), head(0.45, 0, 0.1)]
DIPS = [bow(0.3, 25, 0.1), bow(0.45, 0, 0.1)]
LAUGHS = [
    grin(0.1, 1),
    *(jaw(0.2 + step / 6, 0.3 * (step % 2 == 0), 0.16) for step in range(10)),
    grin(1.9, 0),
]
"""The jaw opens and shuts three times a second, and the smile ends with it."""
SHUTS_TWICE = [lids(0.0, 1), lids(1.3, 0), lids(1.6, 1), lids(2.8, 0)]


class Scripted:
    """An actor that does what its script says, and nothing by itself."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._read = ""
        self._told_s = 0.0
        self._to_do: list[Move] = []
        self._parts = {part: Motion() for part in PARTS}

    def tell(self, now_s: float, prompt: Message, hint: Message | None) -> None:
        if prompt.key != self._read and prompt.key in self._script:
            self._told_s, self._to_do = now_s, list(self._script[prompt.key])
        self._read = prompt.key

    def pose(self, now_s: float) -> Pose:
        while self._to_do and now_s - self._told_s >= self._to_do[0].at_s:
            move = self._to_do.pop(0)
            for part, place in move.to.items():
                self._parts[part].move(now_s, place, move.takes_s)
        return Pose(**{part: motion.at(now_s) for part, motion in self._parts.items()})


@dataclass(frozen=True)
class Case:
    """asked: in this order, a turn to the left first. seen: lowest and highest plausible number."""

    reason: str
    result: Result
    asked: tuple[Gesture, ...]
    does: Character | Script
    seen: tuple[float, float] | None = None
    line: float | None = None
    side: str | None = None
    look: PuppetOptions = USUAL
    presses: dict[int, Wish] = field(default_factory=dict)
    """By the number of the picture."""
    leaves_s: float = 60.0
    attack: Instrument | None = None
    fps: int = FPS


TIMED_OUT, WRONG, NOT_READABLE = Result.TIMED_OUT, Result.WRONG_GESTURE, Result.NOT_READABLE
CASES = [
    Case("passed", Result.PASSED, (B,), Character.GOOD),
    Case("skipped", Result.SKIPPED, (B, M), {}, presses={25: Command.SKIP, 30: Command.SKIP}),
    Case("source_ended", Result.ENDED, (B,), {}, leaves_s=1.5),
    Case("visitor_ended", Result.ENDED, (B,), {}, presses={25: Command.QUIT}),
    Case("face_lost", Result.FACE_LOST, (B,), {"do_blink": [slides_away(0.2)]},
         seen=(1.5, 1.6), line=SETTINGS.lost_limit_s),
    Case("not_readable", NOT_READABLE, (B,), {"do_blink": SHUTS},
         seen=(0.51, 1.0), line=SETTINGS.unreadable_share, look=REFLECTING),
    Case("not_readable", NOT_READABLE, (B,), {"do_blink": [goes_back(0.2)]},
         seen=(0.51, 1.0), line=SETTINGS.unreadable_share),
    Case("lids_hidden", NOT_READABLE, (B,), {"do_blink": SHUTS_TWICE}, look=HALF_REFLECTING,
         seen=(0.5, 0.85), line=SETTINGS.blink.shut_below),
    Case("few_pictures", NOT_READABLE, (B,), {"do_blink": SHUTS},
         seen=(3.9, 4.7), line=SETTINGS.fewest_fps, fps=4),
    Case("wrong_side", WRONG, (T,), Character.WRONG,
         seen=(20, 45), line=SETTINGS.turn.turned_beyond_deg, side="right"),
    Case("wrong_mouth", WRONG, (B,), Character.WRONG, seen=(0.7, 0.8), line=SETTINGS.mouth_hold_s),
    Case("wrong_turn", WRONG, (M,), Character.WRONG,
         seen=(20, 45), line=SETTINGS.turn.turned_beyond_deg, side="left"),
    Case("blink_none", TIMED_OUT, (B,), {}, line=SETTINGS.blink_shut_s),
    Case("blink_unmet", TIMED_OUT, (B,), {"do_blink": [lids(0.3, 1, 0.1), lids(0.5, 0, 0.1)]},
         seen=(0.1, 0.35), line=SETTINGS.blink_shut_s),
    Case("blink_long_unmet", TIMED_OUT, (B,), {"do_blink": [looks(0.2, 1), looks(2.4, 0)]},
         seen=(1.8, 2.4), line=SETTINGS.blink.max_s),
    Case("blink_not_open", TIMED_OUT, (B,), {"do_blink": [lids(0.2, 1)]},
         seen=(2.4, 3.0), line=SETTINGS.blink_shut_s),
    Case("passed", Result.PASSED, (B,), {"do_blink": [lids(0.2, 1), lids(2.4, 0)]}),
    Case("blink_little_unmet", TIMED_OUT, (B,), {"do_blink": [lids(0.3, 0.4), lids(1.3, 0)]},
         seen=(0.55, 0.8), line=SETTINGS.blink.shut_below),
    Case("blink_away_unmet", TIMED_OUT, (B,),
         {"do_blink": [head(0.1, 15, 0.4), lids(0.6, 1), lids(1.4, 0), head(1.7, 0)]},
         seen=(16, 24), line=SETTINGS.blink_near_deg),
    Case("mouth_unmet", TIMED_OUT, (M,), {"do_mouth": [jaw(0.3, 0.5), jaw(1.3, 0)]},
         seen=(0.25, 0.42), line=SETTINGS.mouth.wide_above),
    Case("mouth_short_unmet", TIMED_OUT, (M,), {"do_mouth": [jaw(0.3, 1), jaw(0.7, 0)]},
         seen=(0.2, 0.6), line=SETTINGS.mouth_hold_s),
    Case("mouth_not_closed", TIMED_OUT, (M,), {"do_mouth": [jaw(0.3, 1)]},
         seen=(0.45, 1.0), line=SETTINGS.mouth.closed_below),
    Case("turn_unmet", TIMED_OUT, (T,), {"do_turn": [head(0.3, 15), head(1.5, 0)]},
         seen=(13, 19.9), line=SETTINGS.turn.turned_beyond_deg, side="left"),
    Case("turn_short_unmet", TIMED_OUT, (T,), {"do_turn": GLANCES},
         seen=(0.05, 0.249), line=SETTINGS.turn.min_s, side="left"),
    Case("turn_not_back", TIMED_OUT, (T,), {"do_turn": [head(0.3, 30)]},
         seen=(26, 40), line=SETTINGS.turn.back_within_deg, side="left"),
    Case("turn_aside_unmet", TIMED_OUT, (T,), {"do_turn": [Move(0.0, 0.6, {"x_cm": 11.0}), head(1.5, 30)]},
         seen=(0.7, 1.2), line=SETTINGS.turn_moved_x, side="left"),
    Case("nod_unmet", TIMED_OUT, (N,), {"do_nod": [bow(0.3, 9), bow(1.3, 0)]},
         seen=(7, 17.9), line=SETTINGS.nod.bowed_beyond_deg),
    Case("nod_short_unmet", TIMED_OUT, (N,), {"do_nod": DIPS}, seen=(0.05, 0.249), line=SETTINGS.nod.min_s),
    Case("nod_not_back", TIMED_OUT, (N,), {"do_nod": [bow(0.3, 24)]},
         seen=(15, 32), line=SETTINGS.nod.back_within_deg),
    Case("wrong_nod", WRONG, (B, N), {"do_blink": [bow(0.3, 24)]},
         seen=(18, 32), line=SETTINGS.nod.bowed_beyond_deg),
    Case("neutral_nod_unmet", TIMED_OUT, (B, N), {"do_blink": [bow(0.0, 9, 0.3), *SHUTS]},
         seen=(6, 14), line=SETTINGS.nod.back_within_deg),
    Case("smile_unmet", TIMED_OUT, (G,), {"do_smile": [grin(0.3, 0.4), grin(1.8, 0)]},
         seen=(0.05, 0.149), line=SETTINGS.smile.wide_above),
    Case("smile_short_unmet", TIMED_OUT, (G,), {"do_smile": [grin(0.3, 1), grin(0.8, 0)]},
         seen=(0.2, 0.9), line=SETTINGS.smile_hold_s),
    Case("smile_moved_unmet", TIMED_OUT, (G,), {"do_smile": LAUGHS},
         seen=(0.06, 0.4), line=SETTINGS.smile.still_within),
    Case("wrong_smile", WRONG, (B, G), {"do_blink": [grin(0.3, 1)]},
         seen=(1.0, 1.1), line=SETTINGS.smile_hold_s),
    Case("flat_picture", Result.FLAT_PICTURE, (T,), {}, seen=(0.0, 0.5),
         line=SETTINGS.cues.flat_below, attack=Instrument.TILTED_PHOTO),
    Case("no_face_unmet", TIMED_OUT, (B, M),
         {"do_blink": [jaw(0.0, 0.3), *SHUTS], "neutral_mouth": [slides_away(1.2)]}),
    Case("neutral_head_unmet", TIMED_OUT, (B, M), {"do_blink": [head(0.0, 9, 0.3), *SHUTS]},
         seen=(8, 14), line=SETTINGS.neutral_yaw_deg),
    Case("neutral_mouth_unmet", TIMED_OUT, (B, M), {"do_blink": [jaw(0.0, 0.3), *SHUTS]},
         seen=(0.15, 0.3), line=SETTINGS.neutral_mouth),
    Case("neutral_eyes_unmet", TIMED_OUT, (M, T),
         {"do_mouth": [lids(0.0, 0.45), jaw(0.3, 1), jaw(1.6, 0)]},
         seen=(0.3, 0.7), line=SETTINGS.neutral_open),
]  # fmt: skip


drawn_once = cache(Puppet)
"""To paint a look takes half a second; one of each is enough."""


def visit(case: Case, monkeypatch: pytest.MonkeyPatch) -> AttemptResult:
    """One visitor, through the loop of the app."""

    def open_source(chosen: Chosen, seed: int, watched: bool, *_: object) -> PuppetSource:
        look = replace(case.look, actor=case.does) if isinstance(case.does, Character) else case.look
        source = PuppetSource(look, seed, attack=case.attack, fps=case.fps)
        source._leaves_s = case.leaves_s
        if isinstance(source._visitor, PuppetVisitor) and not isinstance(case.does, Character):
            source._visitor._actor = Scripted(case.does)  # type: ignore[assignment]
        return source

    monkeypatch.setattr(liveness_demo.loop.app, "open_source", open_source)
    monkeypatch.setattr(liveness_demo.puppet.source, "Puppet", drawn_once)
    watcher = Watcher(*case.presses.items())
    options = RunOptions(
        ChosenPuppet(), case.asked, article_order=True, settings=SETTINGS, seed=3, ask_first=False
    )
    run(options, watcher, ALLOWED)
    [ending] = watcher.endings
    return ending.result


QUICK = {"passed", "skipped", "source_ended", "face_lost", "wrong_side", "flat_picture", "neutral_head_unmet"}
"""Of each result but one a case that takes little time, and of the new gestures; all others are long."""
QUICK |= {"nod_unmet", "smile_unmet"}


def in_time(case: Case) -> object:
    quick = case.reason in QUICK or case.does == {"do_blink": [goes_back(0.2)]}  # NOT_READABLE, the quicker
    return pytest.param(case, marks=[] if quick else [pytest.mark.long], id=case.reason)


def test_every_result_is_reached_in_the_quick_part() -> None:
    quick = {case.result for case in CASES if not in_time(case).marks}  # type: ignore[attr-defined]
    assert quick == set(Result)


@pytest.mark.parametrize("case", [in_time(case) for case in CASES])
def test_the_puppet_reaches(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = visit(case, monkeypatch)
    reason = ended.reason
    assert (ended.result, reason.key) == (case.result, case.reason), ended
    assert (reason.asked, reason.side) == (case.line, case.side)
    if case.seen is None:
        assert reason.seen is None
    else:
        assert reason.seen is not None and case.seen[0] <= reason.seen <= case.seen[1], reason
    assert all(texts.say_result(ended) for texts in all_texts().values())


class Reasons(ast.NodeVisitor):
    """The keys in a module that end an attempt: all that are said there, but for prompts and hints."""

    def __init__(self, module: Path) -> None:
        self.keys: set[str] = set()
        self.computed: set[str] = set()
        self._form = "{}"
        self.visit(ast.parse(module.read_text(encoding="utf-8")))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        told = ("prompt", "_misplaced", "holding")  # what to do now, and what a gate waits for
        if node.name in told or "coach" in node.name:
            return
        self._form = "{}_unmet" if node.name in ("_off", "not_neutral") else "{}"  # why a face is not neutral
        self.generic_visit(node)
        self._form = "{}"

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg != "hint":
            self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if not re.search(r"\bhint\b", " ".join(map(ast.unparse, node.targets))):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = ast.unparse(node.func)
        if called == "Message":
            self._note(node.args[0])
        elif called == "session.end":
            self.keys |= {key.value for key in ast.walk(node.args[0]) if isinstance(key, ast.Constant)}
        self.generic_visit(node)

    def _note(self, key: ast.expr) -> None:
        if isinstance(key, ast.Constant):
            self.keys.add(self._form.format(key.value))
        else:
            self.computed.add(ast.unparse(key))


def reasons_in_code() -> set[str]:
    rooms = [ROOT / "liveness_demo" / room for room in ("gestures", "session")]
    modules = [*(path for room in rooms for path in room.glob("*.py")), ROOT / "liveness_demo/loop/app.py"]
    found = [Reasons(module) for module in modules]
    computed = set[str]().union(*(each.computed for each in found))
    assert computed == {"f'{off.key}_unmet'", "reason"}, "a reason put together: which keys can it be?"
    return set[str]().union(*(each.keys for each in found))


def test_every_reason_and_every_result_has_a_puppet() -> None:
    assert {case.reason for case in CASES} == reasons_in_code()
    assert {case.result for case in CASES} == set(Result)


def test_every_reason_has_a_title_of_its_own() -> None:
    for texts in all_texts().values():
        titles = {key.removesuffix("_title"): text for key, text in texts.words.items() if "_title" in key}
        for other in ("kept", "layout", "tally"):
            del titles[other]
        assert titles.keys() == reasons_in_code()
        assert len(set(titles.values())) == len(titles)


def test_every_reason_but_passing_comes_with_what_to_do_next() -> None:
    for texts in all_texts().values():
        advised = {key.removesuffix("_next") for key in texts.words if key.endswith("_next")} - {"what"}
        assert advised == reasons_in_code() - {"passed", "visitor_ended"}, "who stops needs no advice"


def test_no_reason_has_words_that_are_never_said() -> None:
    unmet = {key for key in all_texts()["en"].words if key.endswith("_unmet")}
    assert unmet <= reasons_in_code()
