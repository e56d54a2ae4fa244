"""What the audience sees: the screens, and what it has chosen to see of them. Nothing is decided here."""

from dataclasses import dataclass, replace

from ...choices import LANGUAGES, Instrument
from ...loop.options import RunOptions
from ...loop.shown import Ending, Moment, Tally
from ...privacy.state import State
from ...session.session import Phase
from ...settings import SessionSettings
from ..canvas.canvas import SIZE, Box, Canvas, Image
from ..canvas.theme import DARK, Theme
from ..words.texts import Texts, all_texts, texts_for
from .cards import CARDS, TRICK, first_sliders
from .explain import Card, draw_explain, slider_value
from .face_view import FaceMode, near_view
from .overlays import draw_keys, draw_paused
from .parts import Style
from .session import PICTURE_SHAPE, draw_session
from .start import draw_start
from .traces import Traces
from .verdict import draw_tally, draw_verdict


@dataclass(frozen=True)
class Choices:
    """What the audience has chosen to see. Kept from visitor to visitor."""

    texts: Texts
    theme: Theme = DARK
    mode: FaceMode = FaceMode.MESH
    hide_face: bool = False
    """No pixel of the camera's picture is ever drawn."""
    details: bool = False
    help: bool = False
    tally: bool = False

    @property
    def shown_mode(self) -> FaceMode:
        """What is shown of the face."""
        return FaceMode.ONLY_MESH if self.hide_face else self.mode

    def with_next_language(self) -> "Choices":
        """Return the same in the next language."""
        after = LANGUAGES[(LANGUAGES.index(self.texts.language) + 1) % len(LANGUAGES)]
        return replace(self, texts=all_texts()[after])


class Stage:
    """Draws screens of ``size``. Each method returns a new picture, (height, width, 3) uint8, BGR."""

    def __init__(self, choices: Choices | None = None) -> None:
        self.choices = choices or Choices(texts_for("en"))
        self.size = SIZE
        self.misfits: set[str] = set()
        """Texts too long for their box on the last screen."""
        self._settings = SessionSettings()
        self._note = ""
        self._puppet = False
        self._attack: Instrument | None = None
        self._traces = Traces()
        self._near: Box | None = None
        self._sliders = first_sliders()
        self._card = CARDS[0]
        self._slider_box: Box | None = None

    def begin(self, options: RunOptions, note: str = "") -> None:
        """A visitor comes: forget the last one's values."""
        self._settings, self._puppet = options.settings, options.puppet
        self._note = note or ("puppet_note" if options.puppet else "")
        self._traces, self._near, self._attack = Traces(), None, None

    def draw(self, moment: Moment, fps: float = 0.0) -> Image:
        """Draw one moment of a session, or a card while the session is held."""
        self._traces.update(moment.frame.timestamp_s, moment.state)
        self._follow_trick(moment.attack)
        look = replace(self._look(), fps=fps, near=self._near_of(moment))
        canvas = self._canvas()
        self._slider_box = None
        if moment.state.phase is Phase.HELD:
            self._slider_box = draw_explain(canvas, moment, self._shown_card(), look, 12)
        else:
            draw_session(canvas, moment, self._traces, look)
        return self._finished(canvas, look)

    def draw_start(self, options: RunOptions, lock: State | None, tally: Tally) -> Image:
        """Draw the screen before anything is opened."""
        canvas = self._canvas()
        draw_start(canvas, options, lock, self._look())
        return self._finished(canvas, self._look(), tally)

    def draw_verdict(self, ending: Ending, can_go_on: bool) -> Image:
        """Draw the end of a session."""
        canvas = self._canvas()
        draw_verdict(canvas, ending, self._look(), can_go_on)
        return self._finished(canvas, self._look(), ending.tally)

    def draw_paused(self, camera: bool) -> Image:
        """Draw the pause."""
        canvas = self._canvas()
        draw_paused(canvas, self._look(), camera)
        return self._finished(canvas, self._look())

    def show_card(self, number: int) -> None:
        """Turn to the card of this number, from 1; unknown ones are ignored."""
        if 1 <= number <= len(CARDS):
            self._card = CARDS[number - 1]

    def next_card(self) -> None:
        """Turn to the next card, after the last to the first."""
        self._card = CARDS[(CARDS.index(self._card) + 1) % len(CARDS)]

    def move_line(self, steps: int) -> None:
        """Move the line of the card that is shown."""
        if self._card in self._sliders:
            self._sliders[self._card] = self._sliders[self._card].moved(steps)

    def drag(self, x: float, y: float) -> None:
        """Move the line to where the mouse is, in pixels of the picture."""
        box = self._slider_box
        if box is None or not box.y - 20 <= y <= box.y + box.height + 20:
            return
        moved = slider_value(self._shown_card(), box, x)
        if moved is not None:
            self._sliders[self._card] = moved

    def _follow_trick(self, attack: Instrument | None) -> None:
        """A new trick turns to its card, and is named on every screen."""
        if attack is not None and attack is not self._attack:
            self._card = TRICK
        self._attack = attack

    def _near_of(self, moment: Moment) -> Box | None:
        """The part of the picture round the face; it stands still during an attempt, so that heads move."""
        if moment.state.phase is Phase.READY:
            self._near = None  # how near and where the face is matters now
        elif self._near is None and moment.landmarks is not None:
            self._near = near_view(moment.landmarks, PICTURE_SHAPE)
        return self._near

    def _shown_card(self) -> Card:
        return Card(self._card, self._sliders.get(self._card))

    def _canvas(self) -> Canvas:
        return Canvas(self.size, self.choices.theme)

    def _look(self) -> Style:
        choices = self.choices
        note, mode = self._note, choices.shown_mode
        if self._attack is not None:  # paper and hand are to be seen, and the room is nobody's
            note = f"attack_{self._attack.name.lower()}"
            mode = mode if mode is FaceMode.ONLY_MESH else FaceMode.WHOLE
        return Style(choices.texts, self._settings, mode, choices.details, note, puppet=self._puppet)

    def _finished(self, canvas: Canvas, look: Style, tally: Tally | None = None) -> Image:
        if self.choices.help:
            draw_keys(canvas, look, self._puppet)
        elif self.choices.tally and tally is not None:
            draw_tally(canvas, tally, look.texts)
        self.misfits = canvas.misfits
        return canvas.image
