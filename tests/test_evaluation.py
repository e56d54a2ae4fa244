"""Scoring against labels: what counts, what is forgiven, what a broken label file says."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from faces import face
from test_cli import lines, start

from liveness_demo.choices import Gesture
from liveness_demo.commands.evaluate import _span
from liveness_demo.errors import LabelsError
from liveness_demo.lab.analysis import Film, find_events
from liveness_demo.lab.fixed_line import FIXED_LINE, below_fixed_line
from liveness_demo.lab.scores import LabelledClip, Labels, Score, Span, compare, read_labels, total
from liveness_demo.lab.two_lines import LineResult, TwoLines, open_frames, two_lines
from liveness_demo.lab.two_lines_table import table

ALL = frozenset({"blink", "mouth_opening", "head_turn"})


def clip(*events: Span, ignored: tuple[Span, ...] = (), scored: frozenset[str] = ALL) -> LabelledClip:
    return LabelledClip("clip.mp4", events, ignored, scored)


@pytest.mark.parametrize(
    ("label", "prediction", "found"),
    [
        (Span("blink", 10, 12), Span("blink", 10, 12), 1),
        (Span("blink", 10, 12), Span("blink", 14, 16), 1),  # within 2 frames
        (Span("blink", 10, 12), Span("blink", 15, 16), 0),
        (Span("blink", 10, 12), Span("mouth_opening", 10, 12), 0),
        (Span("head_turn", 10, 12, "left"), Span("head_turn", 15, 20, "left"), 1),  # within 3
        (Span("head_turn", 10, 12, "left"), Span("head_turn", 10, 12, "right"), 0),
    ],
)
def test_what_counts_as_found(label: Span, prediction: Span, found: int) -> None:
    result = compare(clip(label), [prediction])
    assert sum(score.found for score in result.scores.values()) == found
    assert len(result.missed) == len(result.invented) == 1 - found


def test_one_prediction_confirms_one_label() -> None:
    result = compare(clip(Span("blink", 10, 12), Span("blink", 14, 16)), [Span("blink", 10, 16)])
    assert result.scores["blink"] == Score(found=1, invented=0, missed=1)


def test_what_is_ignored_counts_neither_way() -> None:
    zone = Span("head_turn", 10, 20)
    near, far = Span("head_turn", 21, 25, "left"), Span("head_turn", 22, 25, "left")
    assert compare(clip(ignored=(zone,)), [near]).invented == ()
    assert compare(clip(ignored=(zone,)), [far]).invented == (far,)


def test_only_scored_gestures_count() -> None:
    labels = clip(Span("blink", 10, 12), scored=frozenset({"blink_recall", "head_turn"}))
    result = compare(labels, [Span("blink", 50, 52), Span("mouth_opening", 1, 5)])
    assert result.scores == {"blink": Score(missed=1), "head_turn": Score()}


def test_totals() -> None:
    score = Score(found=3, invented=1, missed=2)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.6, pytest.approx(2 / 3))
    assert Score().f1 == 1.0
    results = [compare(clip(Span("blink", 10, 12)), [Span("blink", 10, 12)])] * 2
    assert total(results)["blink"] == Score(found=2, people=1)
    others = [replace(result, file=f"{number}.mp4") for number, result in enumerate(results)]
    assert total(others)["blink"].people == 2
    assert total(others, {"0.mp4": "P1", "1.mp4": "P1"})["blink"].people == 1


def labels_file(folder: Path, content: Any) -> Path:
    path = folder / "labels.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_small_turn_is_ignored(tmp_path: Path) -> None:
    small = {"gesture": "head_turn", "first_frame": 1, "last_frame": 9, "direction": "left", "size": "small"}
    entry = {"file": "a.mp4", "scored": ["head_turn"], "events": [small], "ignore": []}
    [read] = read_labels(labels_file(tmp_path, {"clips": [entry]})).clips
    assert read.events == ()
    assert compare(read, [Span("head_turn", 2, 8, "left")]).invented == ()


@pytest.mark.parametrize(
    "content",
    [
        "", "no json", "[]", "{}", '{"clips": 3}', '{"clips": [{}]}',
        '{"clips": [{"file": "a", "scored": [], "events": [{"gesture": "sneeze"}]}]}',
        '{"clips": [{"file": "a", "scored": [], "events": [{"gesture": "blink", "first_frame": "x"}]}]}',
        '{"clips": [{"file": "a", "scored": [], "events": ["x"]}]}',
        '{"clips": [{"file": "a", "scored": [], "events": [{"gesture": "blink", "first_frame": Infinity}]}]}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_broken_labels_are_one_line(tmp_path: Path, content: str) -> None:
    with pytest.raises(LabelsError) as caught:
        read_labels(labels_file(tmp_path, content))
    assert "\n" not in str(caught.value)


def test_labels_written_on_another_system_are_read(tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_bytes(
        b"\xef\xbb\xbf" + json.dumps({"clips": [ENTRY]}, indent=1).replace("\n", "\r\n").encode()
    )
    assert read_labels(path).clips[0].file == "a.mp4"


def test_missing_labels_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match="check the path"):
        read_labels(tmp_path / "none.json")


ENTRY = {"file": "a.mp4", "scored": ["blink"], "events": []}
HINTS = {"description": "a talk", "confounders": ["glasses", 3, "low light"]}


@pytest.mark.parametrize(
    ("notes", "condition", "people"),
    [
        ({}, "", None),
        ({"condition": "glasses", "people": 2}, "glasses", 2),
        (HINTS, "a talk; glasses; low light", None),
        (HINTS | {"condition": "too dark"}, "too dark", None),
        ({"condition": 3, "confounders": "none", "people": "one"}, "", None),
        ({"condition": None, "description": ["x"], "people": -1, "source": {}}, "", None),
    ],
)
def test_notes_are_optional_and_never_an_error(
    tmp_path: Path, notes: dict[str, Any], condition: str, people: int | None
) -> None:
    [read] = read_labels(labels_file(tmp_path, {"clips": [ENTRY | notes]})).clips
    assert (read.condition, read.people, read.source) == (condition, people, "")


@pytest.mark.parametrize(("said", "kept"), [("films", "films"), (None, ""), (3, "")])
def test_what_the_labels_say_of_all_recordings(tmp_path: Path, said: Any, kept: str) -> None:
    assert read_labels(labels_file(tmp_path, {"recordings": said, "clips": []})).recordings == kept


# The fixed line beside the personal baseline. A letter is three pictures at 30 a second:
# O open, C shut, - half open, . no face.

FPS = 30
EACH = 3


def recording(trace: str, open_ear: float) -> Film:
    ears = {"O": open_ear, "-": 0.8 * open_ear, "C": 0.2 * open_ear}
    faces = [None if letter == "." else face(ears[letter]) for letter in trace for _ in range(EACH)]
    return Film([index / FPS for index in range(len(faces))], faces)


def judged(trace: str, open_ear: float, scored: frozenset[str] = ALL) -> TwoLines:
    """Both lines on a trace in which every C is labelled a blink."""
    film = recording(trace, open_ear)
    labels = clip(
        *(Span("blink", EACH * at, EACH * at + EACH - 1) for at, letter in enumerate(trace) if letter == "C"),
        scored=scored,
    )
    return two_lines(labels, film, compare(labels, [_span(event, film) for event in find_events(film)]))


ALL_WELL = LineResult(found=2, invented=0, called_shut=0.0)


@pytest.mark.parametrize(
    ("trace", "open_ear", "fixed"),
    [
        ("OOOOCOOOOOCOOOO", 0.30, ALL_WELL),
        ("OOOOCOOOOOCOOOO", 0.22, ALL_WELL),
        # open eyes below the line: always shut for 1.5 s, so no blink
        ("OOOOCOOOOOCOOOO" + "O" * 6, 0.20, LineResult(found=0, invented=0, called_shut=1.0)),
        # a lid that hangs a little crosses the line, and blinks are invented
        ("OOOOCOOO-OOOCOOO-OOO", 0.25, LineResult(found=2, invented=2, called_shut=6 / 46)),
    ],
)
def test_the_personal_baseline_sees_what_a_fixed_line_does_not(
    trace: str, open_ear: float, fixed: LineResult
) -> None:
    row = judged(trace, open_ear)
    assert row.labelled == 2
    assert row.open_ear == pytest.approx(open_ear)
    assert row.fixed == fixed
    assert row.personal == ALL_WELL


def test_a_clip_without_a_face_has_no_share() -> None:
    row = judged("....", 0.3)
    assert (row.open_ear, row.open_pictures, row.labelled) == (None, 0, 0)
    assert row.fixed == row.personal == LineResult(found=0, invented=0, called_shut=None)


@pytest.mark.parametrize(
    ("scored", "labelled", "found", "invented"),
    [({"blink"}, 2, 2, 2), ({"blink_recall"}, 2, 2, None), ({"head_turn"}, None, None, None)],
)
def test_what_the_labels_do_not_score_is_not_counted(
    scored: set[str], labelled: int | None, found: int | None, invented: int | None
) -> None:
    row = judged("OOOOCOOO-OOOCOOO-OOO", 0.25, frozenset(scored))
    assert (row.labelled, row.fixed.found, row.fixed.invented) == (labelled, found, invented)
    assert row.fixed.called_shut == pytest.approx(6 / 46)


def test_open_pictures_are_away_from_every_label_and_have_a_face() -> None:
    labels = clip(Span("blink", 5, 6), Span("head_turn", 20, 29), ignored=(Span("blink", 15, 16),))
    film = recording("OOOOOO.OOO", 0.3)  # frames 18 to 20 have no face
    shut, hidden, lost = range(3, 9), range(14, 18), range(18, 21)
    assert open_frames(labels, film) == [i for i in range(30) if i not in (*shut, *hidden, *lost)]


@pytest.mark.parametrize(
    ("trace", "blinks"),
    [
        ("OOCOO", 1),
        ("OOCOOCOO", 2),
        ("OOC", 1),  # the film ends in it, and the own baseline counts that, too
        ("OOC.COO", 1),  # 0.1 s without a face
        ("OOC....COO", 2),
        ("OO" + "C" * 16 + "OO", 0),  # 1.6 s: a look down
        ("C" * 20, 0),
    ],
)
def test_the_fixed_line_is_judged_by_the_rules_of_the_own_baseline(trace: str, blinks: int) -> None:
    film = recording(trace, 0.3)
    assert len(below_fixed_line(film.times_s, film.measures)) == blinks
    assert len(find_events(film)) == blinks or "O" not in trace


def shown(labels: Labels, rows: list[TwoLines]) -> str:
    return " ".join("\n".join(table(labels, rows)).split())


def noted(**notes: Any) -> LabelledClip:
    return LabelledClip("clip.mp4", (), (), ALL, **notes)


def test_the_table_says_how_small_the_sample_is_and_only_what_the_labels_say() -> None:
    row = judged("OOOOCOOOOOCOOOO", 0.30)
    bare = shown(Labels((noted(),)), [row])
    assert "clip.mp4 0.30 2 of 2 0 0% 2 of 2 0 0%" in bare
    assert "clips: 1; people: the labels do not say; labelled blinks: 2." in bare
    assert "flatter the own baseline" in bare
    assert "the line is at fault, never a person's eyes" in bare
    assert f"EAR {FIXED_LINE}" in bare
    assert "research" not in bare and "recordings, in" not in bare and "come from" not in bare
    clips = (noted(people=1, source="films no. 1"), noted(people=2, source="films no. 2"))
    told = shown(Labels(clips, "public research recordings"), [row, row])
    assert "clips: 2; people: at most 3, by the labels' own count; labelled blinks: 4." in told
    assert "in the labels' own words: public research recordings" in told
    assert "Where the clips come from, by the labels: films (2)." in told


def test_labels_give_no_orders_to_the_terminal() -> None:
    clips = (noted(source="\x1b[2J x"),)
    row = TwoLines("a\x1b[2J", "b\x1b[2J", 0, None, None, ALL_WELL, ALL_WELL)
    assert "\x1b" not in shown(Labels(clips, "\x1b[2J"), [row])


SAMPLES = Path(__file__).parents[1] / "samples"


def one_sample(folder: Path, name: str) -> Path:
    """A label file with one of the samples' clips."""
    content = json.loads((SAMPLES / "labels.json").read_text(encoding="utf-8"))
    [entry] = [entry for entry in content["clips"] if entry["file"] == name]
    return labels_file(folder, content | {"clips": [entry | {"file": str(SAMPLES / name)}]})


@pytest.mark.long
def test_on_small_eye_openings_the_fixed_line_fails_and_the_own_baseline_does_not(tmp_path: Path) -> None:
    path = one_sample(tmp_path, "small_eyes.webm")
    first, row, *scores = lines(start("evaluate", "--json", path).stdout)
    assert first["type"] == "clip"
    assert [line["type"] for line in scores] == ["score"] * len(Gesture)  # last, as programs expect
    assert (row["type"], row["condition"], row["labelled"]) == ("lines", "small eye openings", 4)
    assert row["open_ear"] == pytest.approx(0.22, abs=0.02)
    assert row["fixed"]["invented"] >= 2
    assert row["fixed"]["called_shut"] > 0.1
    assert row["personal"] == {"found": 4, "invented": 0, "called_shut": 0.0}
    text = start("evaluate", path).stdout
    assert "small eye openings" in text
    assert "the puppet, drawn by the computer; nobody's face" in text


def test_kinds_of_faces_are_added_up_apart_and_what_was_asked_is_kept(tmp_path: Path) -> None:
    asked = {"gesture": "blink", "first_frame": 1, "last_frame": 9, "asked": True}
    entry = ENTRY | {"person": "P1", "kinds": ["glasses", 3, "child"], "events": [asked], "ignore": [asked]}
    [read] = read_labels(labels_file(tmp_path, {"clips": [entry]})).clips
    assert (read.person, read.kinds) == ("P1", ("glasses", "child"))
    assert read.asked == (Span("blink", 1, 9),) * 2


def test_evaluate_says_what_a_session_would_say(tmp_path: Path) -> None:
    events = [{"gesture": "mouth_opening", "first_frame": 82, "last_frame": 132, "asked": True}]
    entry = {"file": "film.webm", "scored": ["mouth_opening"], "kinds": ["puppet"], "events": events}
    (tmp_path / "film.webm").write_bytes((SAMPLES / "wrong_gesture.webm").read_bytes())
    labels = labels_file(tmp_path, {"clips": [entry]})
    found = lines(start("evaluate", labels, "--session", "--json").stdout)
    [answer] = [line for line in found if line["type"] == "answer"]
    assert (answer["gesture"], answer["counts"]) == ("mouth_opening", True)
    scores = [line for line in found if line["type"] == "score"]
    assert [score.get("kind") for score in scores] == [None, "puppet"]
    assert scores[0]["people"] == 1
    assert scores[0]["f1_ci95"] == [0.207, 1.0]
    assert {line["gesture"] for line in found if line["type"] == "by_itself"} >= {"blink", "nod"}
    text = start("evaluate", labels, "--session").stdout
    assert "asked for: mouth_opening, frames 82 to 132: counts" in text
    assert "blink          not asked for, would pass in 0 of 1 stretches of 8 s" in text
