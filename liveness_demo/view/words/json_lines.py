"""What happened, as one JSON object a line for programs."""

import json
import sys
from collections.abc import Mapping

from ...gestures.judging import Challenge
from ...gestures.kind import Event
from ...gestures.table import KINDS
from ...privacy.state import Ledger
from ...session.attempt import AttemptResult, ChallengeStarted, News
from .texts import texts_for

Line = Mapping[str, object]


def write_line(line: Line) -> None:
    """Print one JSON object on stdout at once."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def gesture_line(event: Event, in_session: bool = False) -> dict[str, object]:
    """Return a gesture as JSON values. Times in seconds of the source, angles in degrees."""
    line: dict[str, object] = {"type": "gesture", "gesture": KINDS[event.gesture].event_name}
    line |= {"start_s": round(event.start_s, 3), "end_s": round(event.end_s, 3)}
    line["duration_s"] = round(event.length_s, 3)
    return line | event.numbers(in_session)


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
    return gesture_line(news, in_session=True)


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
