"""What happened, as one JSON object a line for programs."""

import json
import sys
from collections.abc import Mapping

from ...gestures.detectors import Blink, HeadTurn, MouthOpening
from ...gestures.judging import Challenge
from ...privacy.ledger import Ledger
from ...session.attempt import AttemptResult, ChallengeStarted, News
from .texts import texts_for

Line = Mapping[str, object]


def write_line(line: Line) -> None:
    """Print one JSON object on stdout at once."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def gesture_line(event: Blink | MouthOpening | HeadTurn) -> dict[str, object]:
    """Return a gesture as JSON values. Times in seconds of the source, angles in degrees."""
    line: dict[str, object] = {"type": "gesture", "gesture": gesture_name(event)}
    line |= {"start_s": round(event.start_s, 3), "end_s": round(event.end_s, 3)}
    line["duration_s"] = round(event.end_s - event.start_s, 3)
    if isinstance(event, MouthOpening):
        line["peak_mar"] = round(event.peak, 3)
    if isinstance(event, HeadTurn):
        line |= {"direction": event.side, "peak_yaw_deg": round(event.peak_yaw_deg, 1)}
    return line


def news_line(news: News | AttemptResult, attempt: int) -> dict[str, object]:
    """Return one of a session's news as JSON values."""
    if isinstance(news, ChallengeStarted):
        return {
            "type": "challenge",
            "attempt": attempt,
            "number": news.index + 1,
            "challenge": news.challenge.gesture.value,
            "first_side": news.challenge.first_side,
            "start_s": round(news.timestamp_s, 3),
        }
    if isinstance(news, AttemptResult):
        return {
            "type": "attempt",
            "number": news.number,
            "result": news.result.value,
            "reason": texts_for("en").say_result(news).replace("\u00a0", " "),
            "asked": news.asked,
            "done": news.done,
            "order": [_order_name(challenge) for challenge in news.order],
            "started_anyway": news.started_anyway,
        }
    line = gesture_line(news)
    if isinstance(news, MouthOpening):  # a session measures from the own mouth at rest
        line["peak_mar_above_rest"] = line.pop("peak_mar")
    return line


def session_line(result: AttemptResult, ledger: Ledger) -> dict[str, object]:
    """Return a session's end as JSON values. refused_by_kernel: null where no kernel counts."""
    kernel = ledger.state.by_kernel
    return {
        "type": "session",
        "result": result.result.value,
        "attempts": result.number,
        "frames_seen": ledger.frames_seen,
        "frames_kept": ledger.frames_held,
        "lock": ledger.state.enforcement.name.lower(),
        "refused_by_kernel": kernel and {"sockets": kernel.sockets, "programs": kernel.programs},
    }


def _order_name(challenge: Challenge) -> str:
    side = f"_{challenge.first_side}" if challenge.first_side else ""
    return challenge.gesture.value + side


def gesture_name(event: Blink | MouthOpening | HeadTurn) -> str:
    """Return the name by which programs and labels know a gesture."""
    return {Blink: "blink", MouthOpening: "mouth_opening", HeadTurn: "head_turn"}[type(event)]
