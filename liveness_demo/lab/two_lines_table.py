"""``two_lines`` as a table for people, with the words that say how far its figures carry."""

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import shorten, wrap

from ..sources.video_file import in_one_line
from .fixed_line import FIXED_LINE
from .scores import Labels
from .two_lines import LineResult, TwoLines

WIDTH = 100
"""Width of the words, in characters."""
ROW = "{:20}{:>6}   {:>9}{:>10}{:>7}   {:>9}{:>10}{:>7}   {}"
NONE = "-"


def table(labels: Labels, rows: Sequence[TwoLines]) -> Iterator[str]:
    """Yield the lines: a heading, a row for each clip, and what the rows do not say."""
    yield "Whom does it reject? Blinks, by a line that is the same for everybody and by the own baseline"
    yield ""
    fixed, own = f"fixed line, EAR {FIXED_LINE}", "own baseline"
    yield f"{'':29}{fixed:^26}   {own:^26}".rstrip()
    yield ROW.format("clip", "EAR", *("found", "invented", "shut") * 2, "what the labels say of it")
    for row in rows:
        yield _row(row).rstrip()
    for sentence in (_what_is_what(), _sample(labels, rows), *_origin(labels), _whose_fault()):
        yield ""
        yield from wrap(sentence, WIDTH)


def _row(row: TwoLines) -> str:
    ear = NONE if row.open_ear is None else f"{row.open_ear:.2f}"
    lines = (*_cells(row.fixed, row.labelled), *_cells(row.personal, row.labelled))
    said = shorten(in_one_line(row.condition), 60, placeholder=" ...")
    return ROW.format(in_one_line(row.file)[:20], ear, *lines, said)


def _cells(line: LineResult, labelled: int | None) -> tuple[str, str, str]:
    return (
        NONE if line.found is None else f"{line.found} of {labelled}",
        NONE if line.invented is None else str(line.invented),
        NONE if line.called_shut is None else f"{line.called_shut:.0%}",
    )


def _what_is_what() -> str:
    return (
        "EAR: eye aspect ratio of the open eyes, the middle one of all pictures with a face that are neither "
        "in nor beside a labelled or ignored blink. found: of the labelled blinks. shut: share of those "
        "pictures, with open eyes, that the line calls shut: near 100 %, it can see no blink. "
        f"{NONE}: no such picture, or blinks are not scored."
    )


def _sample(labels: Labels, rows: Sequence[TwoLines]) -> str:
    blinks = sum(row.labelled or 0 for row in rows)
    counted = [clip.people for clip in labels.clips if clip.people is not None]
    people = (
        f"people: at most {sum(counted)}, by the labels' own count"
        if len(counted) == len(labels.clips)
        else "people: the labels do not say"
    )
    return (
        f"The sample is no larger than this: clips: {len(rows)}; {people}; labelled blinks: {blinks}. "
        "A row is one clip, not a group of people; how often people are rejected cannot be read from it. The "
        "figures flatter the own baseline: its thresholds were chosen with labelled clips and the puppet in "
        "sight, perhaps these (docs/ACCURACY.md), and in a recording it may look ahead. The fixed line had "
        "no such help."
    )


def _origin(labels: Labels) -> Iterator[str]:
    """Yield what the labels say of the recordings, and nothing where they say nothing: it is not known."""
    if labels.recordings:
        yield f"The recordings, in the labels' own words: {in_one_line(labels.recordings)}"
    collections = Counter(clip.source.split()[0] for clip in labels.clips if clip.source.split())
    if collections:
        named = ", ".join(f"{in_one_line(name)} ({count})" for name, count in collections.most_common())
        yield f"Where the clips come from, by the labels: {named}."


def _whose_fault() -> str:
    return "Where a line fails, the line is at fault, never a person's eyes."
