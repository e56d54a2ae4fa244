"""The cards of the explanations: which one lies open, and where the visitor has moved each one's line."""

from ..canvas.box import Box
from .cards import CARDS, first_sliders
from .explain import Card, slider_value


class Deck:
    """Kept from visitor to visitor. place: where the open card's line lies on the screen, if it has one."""

    def __init__(self) -> None:
        self.place: Box | None = None
        self._name = CARDS[0]
        self._sliders = first_sliders()

    @property
    def card(self) -> Card:
        """The card that lies open."""
        return Card(self._name, self._sliders.get(self._name))

    def turn_to(self, name: str) -> None:
        """Turn to the card of this name."""
        self._name = name

    def turn_to_number(self, number: int) -> None:
        """Turn to the card of this number, from 1; unknown ones are ignored."""
        if 1 <= number <= len(CARDS):
            self._name = CARDS[number - 1]

    def turn(self) -> None:
        """Turn to the next card, after the last to the first."""
        self._name = CARDS[(CARDS.index(self._name) + 1) % len(CARDS)]

    def move_line(self, steps: int) -> None:
        """Move the line of the open card."""
        if self._name in self._sliders:
            self._sliders[self._name] = self._sliders[self._name].moved(steps)

    def drag(self, x: float, y: float) -> None:
        """Move the line to where the mouse is, in pixels of the picture."""
        box = self.place
        if box is None or not box.y - 20 <= y <= box.y + box.height + 20:
            return
        moved = slider_value(self.card, box, x)
        if moved is not None:
            self._sliders[self._name] = moved
