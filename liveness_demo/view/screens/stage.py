"""What the audience sees: the screens, and what it has chosen to see of them. Nothing is decided here."""

from dataclasses import dataclass, replace

from ...choices import LANGUAGES, Gesture, Instrument
from ...loop.options import RunOptions
from ...loop.shown import Ending, Moment, Paused, Screen, Start
from ...loop.wishes import Command, Wish
from ...session.session import Phase
from ...settings import SessionSettings
from ..canvas.canvas import SIZE, Box, Canvas, Image
from ..canvas.theme import DARK, Theme
from ..figures import hold_for
from ..words.texts import Texts, all_texts, texts_for
from .cards import CARD_OF, TRICK
from .deck import Deck
from .explain import draw_explain
from .face_view import FaceMode, Near, followed, near_of
from .over import draw_over
from .overlays import draw_keys, draw_note, draw_tally
from .parts import Style
from .paused import draw_paused
from .session import draw_session
from .start import draw_start
from .traces import Traces
from .verdict import draw_verdict


@dataclass(frozen=True)
class Choices:
    """What the audience has chosen to see. Kept from visitor to visitor."""

    texts: Texts
    theme: Theme = DARK
    mode: FaceMode = FaceMode.FACE
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
    """Picks the screen for a value, and draws it at ``size``; keeps the measured values that strips show."""

    def __init__(self, choices: Choices | None = None) -> None:
        self.choices = choices or Choices(texts_for("en"))
        self.size = SIZE
        self.now_s = 0.0
        """Seconds, for what moves on a screen that has no time of its own."""
        self.deck = Deck()
        self.misfits: set[str] = set()
        """Texts too long for their box on the last screen."""
        self._targets: list[tuple[Box, Wish]] = []
        self.layout_note = False
        """A key of another script was pressed a moment ago."""
        self._settings = SessionSettings()
        self._note = ""
        self._puppet, self._figures_hold = False, True
        self._gestures: tuple[Gesture, ...] = ()
        self._attack: Instrument | None = None
        self._traces = Traces()
        self._phase = Phase.READY
        self._near: Near | None = None
        self._near_share = 0.0

    def begin(self, options: RunOptions, note: str = "") -> None:
        """A visitor comes: forget the last one's values."""
        self._settings, self._puppet = options.settings, options.puppet
        self._gestures = tuple(options.gestures)
        self._figures_hold = hold_for(options)
        self._note = note or ("puppet_note" if options.puppet else "")
        self._traces, self._near, self._attack = Traces(), None, None

    def draw(self, screen: Screen, fps: float = 0.0) -> Image:
        """Return a new picture, (height, width, 3) uint8, BGR. fps: pictures a second, for the details."""
        canvas = Canvas(self.size, self.choices.theme)
        self.deck.place = None
        if isinstance(screen, Moment):
            self._follow(screen)
        style = self._style(fps)
        if isinstance(screen, Moment):
            self._draw_moment(canvas, screen, style)
        elif isinstance(screen, Start):
            draw_start(canvas, screen, style, self.now_s)
        elif isinstance(screen, Paused):
            draw_paused(canvas, screen, style)
        else:
            draw_verdict(canvas, screen, style)
        if self.layout_note:
            draw_note(canvas, style.texts.get("layout_title"), style.texts.get("layout"))
        elif self.choices.help:
            canvas.targets[:] = [(canvas.box, Command.HELP)]
            draw_keys(canvas, style)
        elif self.choices.tally and isinstance(screen, Start | Ending):
            canvas.targets[:] = [(canvas.box, Command.TALLY)]
            draw_tally(canvas, screen.tally, style.texts)
        self.misfits, self._targets = canvas.misfits, canvas.targets
        return canvas.image

    def wish_at(self, x: float, y: float) -> Wish | None:
        """Return what a click here, in pixels of the last picture, wishes; None where nothing is to click."""
        return next((wish for box, wish in reversed(self._targets) if box.holds(x, y)), None)

    def _draw_moment(self, canvas: Canvas, moment: Moment, style: Style) -> None:
        state = moment.state
        if state.phase is Phase.HELD:
            self.deck.place = draw_explain(canvas, moment, self.deck.card, style)
        elif state.phase in (Phase.BETWEEN, Phase.DONE) and state.result is not None:
            draw_over(canvas, moment, state.result, self._traces, style)
        else:
            draw_session(canvas, moment, self._traces, style)

    def _follow(self, moment: Moment) -> None:
        """Take what outlives the picture: its values, the trick, and where the face is."""
        self._traces.update(moment.frame.timestamp_s, moment.state)
        phase, gesture = moment.state.phase, self._traces.gesture
        if phase is Phase.HELD and self._phase is Phase.ATTEMPT and gesture is not None:
            self.deck.turn_to(CARD_OF[gesture])
        self._phase = phase
        if moment.attack is not None and moment.attack is not self._attack:
            self.deck.turn_to(TRICK)
        self._attack = moment.attack
        if moment.landmarks is None:
            return
        now = near_of(moment.landmarks)
        if moment.state.phase is Phase.READY:  # how near and where the face is matters until it is still
            self._near, self._near_share = now, moment.state.still_share
        else:
            self._near, self._near_share = followed(self._near or now, now), 1.0

    def _style(self, fps: float) -> Style:
        choices = self.choices
        note, mode = self._note, choices.shown_mode
        if self._attack is not None:  # paper and hand are to be seen, and the room is nobody's
            note = f"attack_{self._attack.name.lower()}"
            mode = mode if mode is FaceMode.ONLY_MESH else FaceMode.WHOLE
        style = Style(
            choices.texts, self._settings, mode, choices.details, note, fps, self._near, self._near_share
        )
        return replace(style, gestures=self._gestures, puppet=self._puppet, figures_hold=self._figures_hold)
