"""The command ``evaluate``: ``analyze`` against labels, and whom a fixed line rejects; text or JSON Lines."""

from argparse import Namespace
from pathlib import Path

from ..gestures.kind import Event
from ..gestures.table import KINDS
from ..lab.analysis import Film, find_events
from ..lab.film import measure_file
from ..lab.scores import ClipResult, Score, Span, compare, read_labels, total
from ..lab.two_lines import LineResult, TwoLines, two_lines
from ..lab.two_lines_table import table
from ..privacy.protection import Protection
from .printing import Printer
from .progress import PICTURES, progress


def run(arguments: Namespace, protection: Protection) -> int:
    """Compare ``analyze`` with labels, clip by clip and in all; then the fixed line with the own baseline."""
    path, printer = Path(arguments.labels), Printer(arguments.json)
    labels = read_labels(path)
    results: list[ClipResult] = []
    rows: list[TwoLines] = []
    for clip in labels.clips:
        film = measure_file(path.parent / clip.file, shown=progress(clip.file, PICTURES)).film
        result = compare(clip, [_span(event, film) for event in find_events(film)])
        row = two_lines(clip, film, result)
        results.append(result)
        rows.append(row)
        _write_clip(result, printer)
        printer.write(_as_json(row))
    for gesture, score in total(results).items():
        _write_score(gesture, score, printer)
    printer.say("\n" + "\n".join(table(labels, rows)))
    return 0


def _span(event: Event, film: Film) -> Span:
    first, last = film.frames_of(event)
    return Span(KINDS[event.gesture].event_name, first, last, event.direction)


def _write_clip(result: ClipResult, printer: Printer) -> None:
    wrong = [("missed", span) for span in result.missed] + [("invented", span) for span in result.invented]
    scores = {
        gesture: {"found": score.found, "invented": score.invented, "missed": score.missed}
        for gesture, score in result.scores.items()
    }
    errors = [{"error": error} | vars(span) for error, span in wrong]
    found = sum(score.found for score in result.scores.values())
    lines = [f"{result.file}: {found} found, {len(result.missed)} missed, {len(result.invented)} invented"]
    for error, span in wrong:
        side = f" {span.direction}" if span.direction else ""
        lines.append(f"    {error}: {span.gesture}{side}, frames {span.first_frame} to {span.last_frame}")
    row = {"type": "clip", "file": result.file, "scores": scores, "errors": errors}
    printer.write(row, "\n".join(lines))


def _write_score(gesture: str, score: Score, printer: Printer) -> None:
    row = {
        "type": "score",
        "gesture": gesture,
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "found": score.found,
        "invented": score.invented,
        "missed": score.missed,
    }
    text = (
        f"{gesture:14} F1 {score.f1:.3f}  precision {score.precision:.3f}  recall {score.recall:.3f}  "
        f"({score.found} found, {score.invented} invented, {score.missed} missed)"
    )
    printer.write(row, text)


def _as_json(row: TwoLines) -> dict[str, object]:
    return {
        "type": "lines",
        "file": row.file,
        "condition": row.condition,
        "open_ear": _rounded(row.open_ear),
        "open_pictures": row.open_pictures,
        "labelled": row.labelled,
        "fixed": _line_as_json(row.fixed),
        "personal": _line_as_json(row.personal),
    }


def _line_as_json(line: LineResult) -> dict[str, object]:
    return vars(line) | {"called_shut": _rounded(line.called_shut)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
