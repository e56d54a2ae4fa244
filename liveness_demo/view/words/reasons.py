"""Which measured value shows why an attempt ended, and against which line."""

from ...gestures.kind import Evidence
from ...gestures.table import KINDS

ON_THE_WAY_BACK = {prompt: evidence for kind in KINDS.values() for prompt, evidence in kind.way_back.items()}
"""While a gesture's end is asked for, by prompt."""

EVIDENCE: dict[str, Evidence | None] = {
    **dict.fromkeys(("passed", "skipped", "source_ended", "visitor_ended")),
    **dict.fromkeys(("face_lost", "not_readable", "few_pictures", "flat_picture")),
    **dict.fromkeys(("no_face_unmet", "neutral_head_unmet", "neutral_mouth_unmet", "neutral_eyes_unmet")),
    **{reason: evidence for kind in KINDS.values() for reason, evidence in kind.reasons.items()},
}
"""By reason. None: the sentence speaks of nothing that a strip shows, such as a face that is not there."""
