"""What the screens draw of how a number comes about: where it lies, what it is made of."""

import numpy as np
import pytest

from liveness_demo.choices import Gesture
from liveness_demo.gestures.table import KINDS
from liveness_demo.settings import SessionSettings
from liveness_demo.view.canvas.canvas import UNITS, Canvas
from liveness_demo.view.canvas.theme import DARK
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
