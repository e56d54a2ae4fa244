"""What the screens draw of how a number comes about: where it lies, what it is made of."""

from dataclasses import replace

import numpy as np
import pytest
from test_view import ATTEMPT, facing, stage

from liveness_demo.choices import Gesture
from liveness_demo.gestures.table import KINDS
from liveness_demo.settings import SessionSettings
from liveness_demo.view.canvas.canvas import UNITS, Canvas
from liveness_demo.view.canvas.theme import DARK
from liveness_demo.view.screens import session
from liveness_demo.view.screens.strip import draw_values, scale_of

SETTINGS = SessionSettings()


@pytest.mark.parametrize("gesture", list(Gesture))
def test_a_curve_goes_down_where_lids_or_a_head_do(gesture: Gesture) -> None:
    """A nod goes down on its dial; so it does on its curve."""
    evidence, canvas = KINDS[gesture].usual, Canvas(UNITS, DARK)
    scale = scale_of(evidence, SETTINGS)
    values = np.array([(0.0, scale.normal), (900.0, scale.line)])
    draw_values(canvas, [values], evidence, scale)
    first, last = (np.flatnonzero((canvas.image[:, x] == DARK.ink).all(axis=1)).mean() for x in (50, 850))
    assert (last > first) == (gesture in (Gesture.BLINK, Gesture.NOD))


@pytest.mark.parametrize(
    ("share", "asked_s", "said"),
    [
        (0.01, 0.7, "0.00 of 0.70\u00a0s"),
        (0.5, 0.7, "0.35 of 0.70\u00a0s"),
        (0.99, 0.7, "0.65 of 0.70\u00a0s"),
        (1.0, 0.42, "0.42 of 0.42\u00a0s"),
        (0.0, 0.7, None),
    ],
)
def test_while_it_is_held_the_time_stands_on_the_ring(
    share: float, asked_s: float, said: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never the whole time before it has passed."""
    words: list[str] = []
    monkeypatch.setattr(session, "draw_ring", lambda *arguments: words.append(arguments[-1]))
    stage().draw(facing(replace(ATTEMPT, hold_share=share, hold_s=asked_s)))
    assert words == ([] if said is None else [said])
