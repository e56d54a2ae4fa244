"""A session in a window."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from ...choices import Instrument
from ...loop.options import RunOptions
from ...loop.shown import Moment, Screen, Start
from ...loop.wishes import Command, Number, Wish
from ...session.state import Phase, SessionState
from ..canvas.canvas import Image
from ..screens.stage import Stage
from ..words.spoken import Spoken
from .window import KEYS, START_KEYS, Window

LAYOUT_NOTE_S = 5.0
"""How long it is said that letter keys are Latin ones."""
TWICE_S = 1.0
"""The key that chooses the puppet is the one that pauses: pressed twice, it chooses."""
VOTE_S = 6.0
"""A room votes so long before a trick is tried, or until Enter."""
SIZE_EVERY_S = 0.25
"""How often the window is asked for its size."""


class WindowView:
    """Shows a session in a window, and says it in the terminal. clock: seconds, from any moment on."""

    def __init__(self, window: Window, stage: Stage, clock: Callable[[], float] = time.perf_counter) -> None:
        self._window, self._stage, self._clock = window, stage, clock
        self._spoken = Spoken()
        self._sized_s = self._shown_s = 0.0
        self._layout_noted_s = float("-inf")
        self._fps = 0.0
        self._began_s = self._vote_until_s = float("-inf")
        self._attack: Instrument | None = None

    def begin(self, options: RunOptions, note: str = "") -> bool:
        """People watch: at the source's own pace."""
        self._stage.begin(options, note)
        self._began_s, self._attack = self._clock(), None
        return True

    def show(self, screen: Screen, wait_s: float) -> Wish | None:
        """Draw one screen and show it."""
        self._stage.now_s = self._clock()
        if isinstance(screen, Moment):
            return self._show_moment(screen, wait_s)
        picture = self._stage.draw(screen)
        asked = isinstance(screen, Start) and self._stage.overlay is None  # else the question is not seen
        return self._look(picture, START_KEYS if asked else KEYS, wait_s)

    def report(self, state: SessionState, attack: Instrument | None) -> None:
        """Say how an attempt ended; the window shows the state itself."""
        if state.phase is Phase.DONE:
            self._spoken.update(state, self._stage.choices.texts, attack)
            self._stage.report(state)

    def _show_moment(self, moment: Moment, wait_s: float) -> Wish | None:
        held = moment.state.phase is Phase.HELD
        if not held:
            self._spoken.update(moment.state, self._stage.choices.texts, moment.attack)
        now_s = self._clock()
        self._fps += 0.1 * (1 / max(now_s - self._shown_s, 1e-3) - self._fps)
        self._shown_s = now_s
        wish = self._look(self._stage.draw(moment, self._fps), KEYS, wait_s)
        twice = wish is Command.PAUSE and now_s - self._began_s < TWICE_S
        if twice or (held and self._card_only(wish)):
            return None
        stands = self._stage.choices.help or self._voting(moment, wish, now_s)
        return Command.STAND_STILL if stands and wish in (None, Command.STAY) else wish

    def _voting(self, moment: Moment, wish: Wish | None, now_s: float) -> bool:
        """Return whether the room still votes on a trick."""
        if moment.attack is not self._attack:
            self._attack, self._vote_until_s = moment.attack, now_s + VOTE_S
        if wish is Command.START:
            self._vote_until_s = now_s
        waits = moment.attack is not None and moment.state.phase is Phase.READY
        return waits and now_s < self._vote_until_s

    def _look(self, picture: Image, keys: Mapping[int, Wish], wait_s: float) -> Wish | None:
        """Show a picture; return the key pressed, or STAY if it only concerns what is shown."""
        wish = self._window.show(picture, wait_s, keys)
        now_s = self._clock()
        if now_s - self._sized_s > SIZE_EVERY_S and wish is not Command.QUIT:
            self._sized_s, self._stage.size = now_s, self._window.size()
        if wish is not None:
            self._layout_noted_s = now_s if wish is Command.OTHER_SCRIPT else float("-inf")
        self._stage.layout_note = now_s - self._layout_noted_s < LAYOUT_NOTE_S
        clicked = self._window.take_click()
        typed = wish is not None
        if wish is None and clicked is not None:
            wish = self._stage.wish_at(*clicked)
        dragged = self._window.take_drag()
        if dragged is not None:
            self._stage.deck.drag(*dragged)
        return Command.STAY if self._shown_only(wish, typed) else wish

    def _shown_only(self, wish: Wish | None, typed: bool) -> bool:
        """Do what concerns the screen alone; return whether that was all. typed: and not clicked."""
        stage = self._stage
        before = stage.choices
        if wish is Command.FULL_SCREEN:
            self._window.toggle_full_screen()
        elif wish is Command.LANGUAGE:
            stage.choices = before.with_next_language()
        elif wish is Command.DETAILS:
            stage.turn_details()
        elif wish is Command.FACE:
            stage.choices = before.with_next_mode()
        elif wish is Command.HELP:
            stage.choices = replace(before, help=not before.help)
        elif wish is Command.TALLY:
            stage.turn_tally()
        elif isinstance(wish, Number) and stage.overlay is not None:
            if stage.overlay is Command.TALLY:
                stage.choices = before.with_prediction(wish.number, typed)
        else:
            return wish is Command.OTHER_SCRIPT
        return True

    def _card_only(self, wish: Wish | None) -> bool:
        """Do what turns the cards of an explanation; return whether that was all."""
        deck = self._stage.deck
        if wish is Command.START:
            deck.turn()
        elif isinstance(wish, Number):
            deck.turn_to_number(wish.number)
        elif wish in (Command.MORE, Command.LESS):
            deck.move_line(1 if wish is Command.MORE else -1)
        else:
            return False
        return True
