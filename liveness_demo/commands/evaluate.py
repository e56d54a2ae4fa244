"""The command ``evaluate``: ``analyze`` against labels, whom a line rejects, what a session would say."""

from argparse import Namespace
from pathlib import Path

from ..gestures.kind import Event
from ..gestures.table import KINDS
from ..lab.analysis import Film, find_events
from ..lab.asked import Answer, ByItself, answers, by_itself
from ..lab.film import measure_file
from ..lab.intervals import wilson
from ..lab.scores import ClipResult, Labels, Score, Span, compare, read_labels, total
from ..lab.two_lines import LineResult, TwoLines, two_lines
from ..lab.two_lines_table import table
from ..privacy.protection import Protection
from ..sources.video_file import in_one_line
from ..view.words.texts import all_texts
from .printing import Printer
from .progress import PICTURES, progress

INTERVALS = (
    "In brackets the 95 % interval, over people and not over gestures: as if what goes wrong with somebody "
    "went wrong with all that this person does."
)


def run(arguments: Namespace, protection: Protection) -> int:
    """Compare ``analyze`` with labels, clip by clip and in all; then the fixed line with the own baseline.

    With ``--session``, what a session would say of each gesture that was asked for, and how often what people
    do by themselves would pass.
    """
    path, printer = Path(arguments.labels), Printer(arguments.json)
    labels = read_labels(path)
    results: list[ClipResult] = []
    rows: list[TwoLines] = []
    unasked: list[ByItself] = []
    for clip in labels.clips:
        shown = progress(clip.file, PICTURES)
        film = measure_file(path.parent / clip.file, shown=shown, library=arguments.landmarker).film
        result = compare(clip, [_span(event, film) for event in find_events(film)])
        row = two_lines(clip, film, result)
        results.append(result)
        rows.append(row)
        _write_clip(result, printer)
        printer.write(_as_json(row))
        if arguments.session:
            for answer in answers(clip, film):
                _write_answer(clip.file, answer, printer)
            unasked += by_itself(clip, film)
    _write_scores(labels, results, printer)
    for gesture in dict.fromkeys(found.gesture for found in unasked):
        _write_unasked(gesture, [found for found in unasked if found.gesture == gesture], printer)
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


def _write_scores(labels: Labels, results: list[ClipResult], printer: Printer) -> None:
    """All clips together, then each kind of face that the labels name."""
    people = {clip.file: clip.person for clip in labels.clips}
    printer.say(f"\n{INTERVALS}")
    for gesture, score in total(results, people).items():
        _write_score(gesture, score, printer)
    for kind in dict.fromkeys(kind for clip in labels.clips for kind in clip.kinds):
        among = {clip.file for clip in labels.clips if kind in clip.kinds}
        printer.say(f"\n{in_one_line(kind)}")
        for gesture, score in total([one for one in results if one.file in among], people).items():
            if score.people:
                _write_score(gesture, score, printer, kind)


def _write_score(gesture: str, score: Score, printer: Printer, kind: str | None = None) -> None:
    row: dict[str, object] = {"type": "score"}
    if kind is not None:
        row["kind"] = kind
    low, high = wilson(score.f1, score.people)
    row |= {
        "gesture": gesture,
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "found": score.found,
        "invented": score.invented,
        "missed": score.missed,
        "people": score.people,
        "f1_ci95": [round(low, 3), round(high, 3)],
    }
    sure = f"({low:.2f} to {high:.2f}, people: {score.people})"
    text = (
        f"{gesture:14} F1 {score.f1:.3f} {sure:26} precision {score.precision:.3f}  "
        f"recall {score.recall:.3f}  "
        f"({score.found} found, {score.invented} invented, {score.missed} missed)"
    )
    printer.write(row, text)


def _write_answer(file: str, answer: Answer, printer: Printer) -> None:
    """Whether a gesture that somebody made when asked would count, and if not, why not."""
    span, reason = answer.span, answer.reason
    row: dict[str, object] = {"type": "answer", "file": file} | vars(span) | {"counts": reason is None}
    if reason is not None:
        row |= {"reason": reason.key, "seen": _rounded(reason.seen), "asked": _rounded(reason.asked)}
    why = all_texts()["en"].short(reason) if reason else ""
    said = f"does not count: {why}" if reason else "counts"
    side = f" {span.direction}" if span.direction else ""
    where = f"frames {span.first_frame} to {span.last_frame}"
    printer.write(row, f"    asked for: {span.gesture}{side}, {where}: {said}")


def _write_unasked(gesture: str, found: list[ByItself], printer: Printer) -> None:
    stretches, passed = sum(one.stretches for one in found), sum(one.passed for one in found)
    row: dict[str, object] = {"type": "by_itself", "gesture": gesture}
    share = f" ({passed / stretches:.1%})" if stretches else ""
    printer.write(
        row | {"stretches": stretches, "passed": passed},
        f"{gesture:14} not asked for, would pass in {passed} of {stretches} stretches of 8 s{share}",
    )


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
