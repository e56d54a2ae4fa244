"""How often ``analyze`` agrees with labels made by people, clip by clip."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import LabelsError
from ..gestures.table import KINDS

TOLERANCE_FRAMES = {kind.event_name: kind.tolerance_frames for kind in KINDS.values()}
"""By the name that labels give a gesture: how far a prediction's border may be from a label's."""
IGNORE_TOLERANCE_FRAMES = 1


@dataclass(frozen=True)
class Span:
    """A gesture in frames, first and last included, 0-based. Only head turns have a direction."""

    gesture: str
    first_frame: int
    last_frame: int
    direction: str | None = None

    def overlaps(self, other: "Span", tolerance: int) -> bool:
        """Return whether two spans of one gesture and side share a frame, give or take ``tolerance``."""
        same = self.gesture == other.gesture and self.direction == other.direction
        return same and (
            self.first_frame <= other.last_frame + tolerance
            and other.first_frame <= self.last_frame + tolerance
        )


@dataclass(frozen=True)
class LabelledClip:
    """One clip: the gestures to be found, those that count neither way, and the kinds that are scored."""

    file: str
    events: tuple[Span, ...]
    ignored: tuple[Span, ...]
    scored: frozenset[str]
    condition: str = ""
    """The condition in the labels' own words: glasses, low light. Empty if they say nothing."""
    source: str = ""
    """Where the labels say that the clip comes from; empty if they do not."""
    people: int | None = None
    """How many people the labels count in it; None if they do not say."""
    person: str = ""
    """Who is in it, by a name of the labels' own; a clip without one is somebody else's than all others."""
    kinds: tuple[str, ...] = ()
    """Kinds of faces or pictures that the labels count it among."""
    asked: tuple[Span, ...] = ()
    """What somebody did on purpose, of the events and of what counts neither way."""


@dataclass(frozen=True)
class Labels:
    """A label file: its clips, and what it says of them all."""

    clips: tuple[LabelledClip, ...]
    recordings: str = ""
    """What kind of recordings these are. Empty if the labels do not say: the program cannot know."""


@dataclass
class Score:
    """Hits, inventions and misses of one gesture. people: in how many people's clips there were any."""

    found: int = 0
    invented: int = 0
    missed: int = 0
    people: int = 0

    @property
    def precision(self) -> float:
        """Share of predictions that a label confirms; 1 if nothing was predicted."""
        return _share(self.found, self.found + self.invented)

    @property
    def recall(self) -> float:
        """Share of labels that were found; 1 if there are none."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _share(2 * self.found, 2 * self.found + self.invented + self.missed)


@dataclass(frozen=True)
class ClipResult:
    """What was right and wrong in one clip."""

    file: str
    scores: Mapping[str, Score]
    missed: tuple[Span, ...]
    invented: tuple[Span, ...]


def compare(clip: LabelledClip, predictions: Sequence[Span]) -> ClipResult:
    """Match predictions with labels one to one, in the order of time."""
    scores: dict[str, Score] = {}
    all_missed: list[Span] = []
    all_invented: list[Span] = []
    for gesture, tolerance in TOLERANCE_FRAMES.items():
        missed = [event for event in clip.events if event.gesture == gesture]
        invented: list[Span] = []
        score = Score()
        for prediction in (span for span in predictions if span.gesture == gesture):
            label = next((event for event in missed if event.overlaps(prediction, tolerance)), None)
            if label is not None:
                missed.remove(label)
                score.found += 1
            elif not _ignored(prediction, clip.ignored):
                invented.append(prediction)
        if gesture in clip.scored or f"{gesture}_recall" in clip.scored:
            score.missed = len(missed)
            score.invented = len(invented) if gesture in clip.scored else 0
            scores[gesture] = score
            all_missed += missed
            all_invented += invented if gesture in clip.scored else []
    return ClipResult(clip.file, scores, tuple(all_missed), tuple(all_invented))


def total(results: Sequence[ClipResult], people: Mapping[str, str] | None = None) -> dict[str, Score]:
    """Add up the scores of all clips, by gesture, of those that any of them scores.

    people: who is in a clip, by its file; a clip without one is somebody else's than all others.
    """
    scored = {gesture for result in results for gesture in result.scores}
    sums = {gesture: Score() for gesture in TOLERANCE_FRAMES if gesture in scored}
    who: dict[str, set[str]] = {gesture: set() for gesture in sums}
    for result in results:
        for gesture, score in result.scores.items():
            sums[gesture].found += score.found
            sums[gesture].invented += score.invented
            sums[gesture].missed += score.missed
            if score.found or score.invented or score.missed:
                who[gesture].add((people or {}).get(result.file) or f"file {result.file}")
    for gesture, names in who.items():
        sums[gesture].people = len(names)
    return sums


def read_labels(path: Path) -> Labels:
    """Read a label file. Raises LabelsError if it is missing or not in the form that docs/LABELS.md gives."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        clips = tuple(_clip(entry) for entry in content["clips"])
        return Labels(clips, _text(content.get("recordings")))
    except (OSError, UnicodeDecodeError) as error:
        raise LabelsError(f"{path} cannot be read ({error}): check the path.") from error
    except json.JSONDecodeError as error:
        raise LabelsError(f"{path} is not JSON ({error}): see docs/LABELS.md for the form.") from error
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise LabelsError(f"{path} lacks or mistakes {error}: see docs/LABELS.md for the form.") from error


def _clip(entry: Mapping[str, Any]) -> LabelledClip:
    small = [event for event in entry["events"] if event.get("size") == "small"]
    clear = [event for event in entry["events"] if event.get("size") != "small"]
    people = entry.get("people")
    return LabelledClip(
        file=str(entry["file"]),
        events=tuple(_span(event) for event in clear),
        ignored=tuple(_span(event) for event in [*entry.get("ignore", []), *small]),
        scored=frozenset(entry["scored"]),
        condition=_condition(entry),
        source=_text(entry.get("source")),
        people=people if isinstance(people, int) and not isinstance(people, bool) and people >= 0 else None,
        person=_text(entry.get("person")),
        kinds=tuple(text for text in map(_text, _list(entry.get("kinds"))) if text),
        asked=tuple(
            _span(event) for event in [*clear, *entry.get("ignore", [])] if event.get("asked") is True
        ),
    )


def _condition(entry: Mapping[str, Any]) -> str:
    """Return the clip's condition; without one, its description and its confounders."""
    if condition := _text(entry.get("condition")):
        return condition
    hints = [entry.get("description"), *_list(entry.get("confounders"))]
    return "; ".join(text for text in map(_text, hints) if text)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    """Notes are for people; anything but text is ignored."""
    return value if isinstance(value, str) else ""


def _span(event: Mapping[str, Any]) -> Span:
    gesture = event["gesture"]
    if gesture not in TOLERANCE_FRAMES:
        raise ValueError(f"gesture {gesture!r}")
    return Span(gesture, int(event["first_frame"]), int(event["last_frame"]), event.get("direction"))


def _ignored(prediction: Span, zones: Sequence[Span]) -> bool:
    """Return whether a zone covers a prediction. Neither a zone nor a turn too small to count has a side."""
    tolerance = IGNORE_TOLERANCE_FRAMES
    return any(
        replace(zone, direction=prediction.direction).overlaps(prediction, tolerance) for zone in zones
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
