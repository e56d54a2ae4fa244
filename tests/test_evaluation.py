"""Scoring against labels: what counts, what is forgiven, what a broken label file says."""

import json
from pathlib import Path
from typing import Any

import pytest

from liveness_demo.errors import LabelsError
from liveness_demo.evaluation import LabelledClip, Score, Span, compare, read_labels, total

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
    assert total(results)["blink"] == Score(found=2)


def labels_file(folder: Path, content: Any) -> Path:
    path = folder / "labels.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_small_turn_is_ignored(tmp_path: Path) -> None:
    small = {"gesture": "head_turn", "first_frame": 1, "last_frame": 9, "direction": "left", "size": "small"}
    entry = {"file": "a.mp4", "scored": ["head_turn"], "events": [small], "ignore": []}
    [read] = read_labels(labels_file(tmp_path, {"clips": [entry]}))
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


def test_missing_labels_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match="check the path"):
        read_labels(tmp_path / "none.json")
