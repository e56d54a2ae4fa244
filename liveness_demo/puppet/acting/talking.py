"""What a lively face does unasked: it talks in phrases, its head goes with the words, now and then it laughs.

The mouth opens 3 to 5.5 times a second, within the 2 to 7 Hz of speech (Chandrasekaran et al., PLoS
Computational Biology 5, 2009). Every other number here is our choice, to look like company in good spirits.
"""

import random

from ..shape.look import Pose
from .moves import FEATURES, Performer, Step

SYLLABLES_A_SECOND, PEALS_A_SECOND = (3.0, 5.5), (4.0, 6.0)
"""How often the jaw opens: in words, in laughter."""
SYLLABLE_JAW, JAW_SPREAD, WIDEST_JAW = 0.17, 0.5, 0.5
"""Log-normal, so that few syllables open the mouth wide: by more than a quarter of its width from 0.33 on."""
PHRASE_S, BREATH_S, LISTENS_S = (1.2, 3.5), (0.3, 1.0), (2.2, 4.0)
LISTENS, LAUGHS = 0.3, 0.25
"""The shares of phrases after which it listens, and after which it laughs."""
TALKING_SMILE = (0.0, 0.2)
BEAT_S, BEAT_PAUSE_S = (0.2, 0.35), (0.3, 1.5)
BEAT_PITCH_DEG, BEAT_ROLL_DEG = (1.5, 6.0), (-4.0, 4.0)
"""On some words the head bows a little and tilts, and comes back."""
LAUGH_S, LAUGH_SMILE, LAUGH_JAW, LAUGH_PITCH_DEG = (1.0, 3.0), (0.6, 1.0), (0.15, 0.4), (-6.0, -2.0)
SMILE_RISES_S, SMILE_FADES_S = 0.3, 1.0
CLOSES_S = 0.15


class Talk(Performer):
    """Writes its own script, one phrase or one laugh at a time. At first it listens."""

    def __init__(self, randomness: random.Random) -> None:
        super().__init__()
        self._randomness = randomness
        self._next_s = self._draw(LISTENS_S)

    def pose(self, now_s: float, by_itself: Pose) -> Pose:
        """Return what the face does by itself, with what it says."""
        if now_s >= self._next_s:
            self._write(now_s)
        return super().pose(now_s, by_itself)

    def stop(self, now_s: float) -> None:
        """Fall silent for good."""
        self._next_s = float("inf")
        self.steps = [Step(now_s, feature, 0.0, CLOSES_S) for feature in FEATURES]

    def _write(self, now_s: float) -> None:
        over_s = now_s + self._draw(PHRASE_S)
        steps = [Step(now_s, "smile", self._draw(TALKING_SMILE), SMILE_FADES_S)]
        steps += self._syllables(now_s, over_s) + self._beats(now_s, over_s)
        if self._randomness.random() < LAUGHS:
            laugh_s, over_s = over_s, over_s + self._draw(LAUGH_S)
            steps += self._laugh(laugh_s, over_s)
        self.steps = sorted(steps)
        listens = self._randomness.random() < LISTENS
        self._next_s = over_s + CLOSES_S + self._draw(LISTENS_S if listens else BREATH_S)

    def _syllables(self, from_s: float, to_s: float) -> list[Step]:
        steps: list[Step] = []
        while from_s < to_s:
            takes_s = 1 / self._draw(SYLLABLES_A_SECOND)
            jaw = min(WIDEST_JAW, SYLLABLE_JAW * self._randomness.lognormvariate(0.0, JAW_SPREAD))
            steps += _open_and_shut(from_s, takes_s, jaw, self._draw((0.0, 0.3)) * jaw)
            from_s += takes_s
        return [*steps, Step(from_s, "jaw", 0.0, CLOSES_S)]

    def _beats(self, from_s: float, to_s: float) -> list[Step]:
        steps: list[Step] = []
        while (from_s := from_s + self._draw(BEAT_PAUSE_S)) < to_s:
            takes_s, roll_deg = self._draw(BEAT_S), self._draw(BEAT_ROLL_DEG)
            bows = Step(from_s, "pitch", self._draw(BEAT_PITCH_DEG), takes_s)
            from_s += takes_s
            steps += [bows, Step(bows.at_s, "roll", roll_deg, 2 * takes_s)]
            steps += [Step(from_s, "pitch", 0.0, 1.5 * takes_s)]
        return [*steps, Step(from_s, "roll", 0.0, 2 * BEAT_S[1])]

    def _laugh(self, from_s: float, to_s: float) -> list[Step]:
        """The peals become smaller; the smile fades after them."""
        smile, tip_deg, jaw = (self._draw(span) for span in (LAUGH_SMILE, LAUGH_PITCH_DEG, LAUGH_JAW))
        steps = [Step(from_s, "smile", smile, SMILE_RISES_S), Step(from_s, "pitch", tip_deg, SMILE_RISES_S)]
        peal_s, takes_s = from_s, 1 / self._draw(PEALS_A_SECOND)
        while peal_s < to_s:
            left = (to_s - peal_s) / (to_s - from_s)
            steps += _open_and_shut(peal_s, takes_s, jaw * (0.5 + 0.5 * left), 0.3 * jaw * left)
            peal_s += takes_s
        steps += [Step(peal_s, "jaw", 0.0, CLOSES_S), Step(peal_s, "pitch", 0.0, 2 * SMILE_RISES_S)]
        return [*steps, Step(peal_s, "smile", 0.0, SMILE_FADES_S)]

    def _draw(self, span: tuple[float, float]) -> float:
        return self._randomness.uniform(*span)


def _open_and_shut(at_s: float, takes_s: float, jaw: float, between: float) -> tuple[Step, Step]:
    half_s = takes_s / 2
    return Step(at_s, "jaw", jaw, half_s), Step(at_s + half_s, "jaw", between, half_s)
