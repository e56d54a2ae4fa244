"""What the audience sees: the screens, and what it has chosen to see of them. Nothing is decided here."""

from dataclasses import dataclass, replace

from ...choices import LANGUAGES, Gesture, Instrument
from ...loop.options import RunOptions
from ...loop.shown import Ending, Moment, Paused, Screen, Start
from ...loop.wishes import Command, Wish
from ...session.state import Phase, SessionState
from ...settings import SessionSettings
from ..canvas.box import Box
from ..canvas.canvas import SIZE, Canvas, Image
from ..canvas.theme import DARK, Theme
from ..figures import hold_for
from ..memory.glow import Glow
from ..memory.record import Record
from ..memory.traces import Traces
from ..words.texts import Texts, all_texts, texts_for
from .as_puppet import AsPuppet
from .cards import CARD_OF, TRICK
from .deck import Deck
from .demonstration import SMALL_PX, figurine
from .explain import draw_explain
from .face_view import HIDDEN, FaceMode, Near, followed, near_of
from .kept import draw_sources
from .over import draw_over
from .overlays import draw_keys, draw_note
from .parts import Style
from .paused import draw_paused
from .session import draw_session
from .start import draw_start
from .tally import OF_TRIES, draw_tally
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
    prediction: int | None = None
    """Of ten tries, how many will pass: what the class thinks."""

    @property
    def shown_mode(self) -> FaceMode:
        """What is shown of the face."""
        return FaceMode.ONLY_MESH if self.hide_face and self.mode not in HIDDEN else self.mode

    def with_next_mode(self) -> "Choices":
        """Return the same with the face shown in the next way."""
        return replace(self, mode=self.shown_mode.next(self.hide_face))

    def with_prediction(self, number: int, typed: bool) -> "Choices":
        """Return the same with this prediction.

        typed: it is one more digit of the one before; one too many begins a new number.
        """
        longer = (self.prediction or 0) * 10 + number
        return replace(self, prediction=longer if typed and longer <= OF_TRIES else number)

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
        self.targets: list[tuple[Box, Wish]] = []
        """Where a click on the last screen is a wish."""
        self.overlay: Command | None = None
        """By which key goes what lay over the last screen; None: nothing did."""
        self.layout_note = False
        """A key of another script was pressed a moment ago."""
        self._settings = SessionSettings()
        self._note = ""
        self._puppet, self._tricks, self._figures_hold = False, True, True
        self._gestures: tuple[Gesture, ...] = ()
        self._attack: Instrument | None = None
        self._traces = Traces()
        self._glow = Glow()
        self._phase = Phase.READY
        self._record, self._next_record = Record(), Record()
        self._screen: Screen | None = None
        self._sources = False
        """The page of sources lies open behind the verdict."""
        self._near: Near | None = None
        self._near_share = 0.0
        self._near_px: tuple[int, ...] = ()
        """Shape of the picture that it is in."""
        self._driver: Near | None = None
        """Where the face stands that moves the one in the picture."""
        self._as_puppet = AsPuppet()

    def begin(self, options: RunOptions, note: str = "") -> None:
        """A visitor comes: forget the last one's values. But an explanation at the verdict is no visitor."""
        self._settings, self._puppet, self._tricks = options.settings, options.puppet, options.tricks
        self._gestures = tuple(options.gestures)
        self._figures_hold = hold_for(options)
        self._note = note or ("puppet_note" if options.puppet else "")
        self._traces, self._near, self._attack, self._glow = Traces(), None, None, Glow()
        self._next_record = Record(options.puppet, pictures=not self.choices.hide_face)
        self._as_puppet.forget()
        figurine(SMALL_PX, self.choices.theme.panel).prepare(self._gestures)

    def turn_details(self) -> None:
        """Show more, or no longer: of what is measured, and at the verdict of what is kept."""
        if isinstance(self._screen, Ending):
            self._sources = not self._sources
        else:
            self.choices = replace(self.choices, details=not self.choices.details)

    def turn_tally(self) -> None:
        """Show the room's count, or no longer, where nothing is open: so it covers no verdict to come."""
        if isinstance(self._screen, Start | Ending):
            self.choices = replace(self.choices, tally=not self.choices.tally)

    def report(self, state: SessionState) -> None:
        """Take the end of a session, which comes without a picture."""
        self._traces.update(self._traces.now_s, state)
        self._record.history.update(state, self._traces)

    def draw(self, screen: Screen, fps: float = 0.0) -> Image:
        """Return a new picture, (height, width, 3) uint8, BGR. fps: pictures a second, for the details."""
        canvas = Canvas(self.size, self.choices.theme)
        self.deck.place = None
        self.overlay = self._overlay_of(screen)
        shown = self._taken(screen)
        style = self._style(screen, fps)
        if self.overlay is None:
            self._draw_screen(canvas, shown, style)
        else:
            self._draw_overlay(canvas, shown, style)
        if self.layout_note:
            draw_note(canvas, style.texts.get("layout_title"), style.texts.get("layout"))
            self.deck.place = None
        self.misfits, self.targets = canvas.misfits, canvas.targets
        return canvas.image

    def wish_at(self, x: float, y: float) -> Wish | None:
        """Return what a click here, in pixels of the last picture, wishes; None where nothing is to click."""
        return next((wish for box, wish in reversed(self.targets) if box.holds(x, y)), None)

    def _taken(self, screen: Screen) -> Screen:
        """Take what outlives a screen; return what is drawn of it."""
        self._screen = None if isinstance(screen, Moment) else screen  # no picture outlives its frame
        self._sources = self._sources and isinstance(screen, Ending)
        if isinstance(screen, Moment):
            self.choices = replace(self.choices, tally=False)
            shown = self._shown(screen)
            self.follow(shown)
            return shown
        self._as_puppet.forget()
        if isinstance(screen, Start):
            self._record = self._next_record = Record()  # what the verdict showed goes with it
        return screen

    def _shown(self, moment: Moment) -> Moment:
        """Return what is drawn of a moment: as the puppet, nothing of the camera's picture."""
        if self.choices.shown_mode is not FaceMode.PUPPET:
            self._as_puppet.forget()
        elif self.overlay is not None or moment.state.phase.over:  # where nobody is seen
            self._as_puppet.follow(moment)
        else:
            return self._as_puppet.of(moment)
        return moment

    def _overlay_of(self, screen: Screen) -> Command | None:
        """Return what lies over a screen: the keys, or where nothing is open the room's count."""
        if self.choices.help:
            return Command.HELP
        return Command.TALLY if self.choices.tally and isinstance(screen, Start | Ending) else None

    def _draw_overlay(self, canvas: Canvas, screen: Screen, style: Style) -> None:
        if self.overlay is Command.HELP:
            draw_keys(canvas, screen, style)
        elif isinstance(screen, Start | Ending):
            draw_tally(canvas, screen.tally, self.choices.prediction, style.texts)

    def _draw_screen(self, canvas: Canvas, screen: Screen, style: Style) -> None:
        if isinstance(screen, Moment):
            self._draw_moment(canvas, screen, style)
            canvas.brighten(self._glow.share)
        elif isinstance(screen, Start):
            draw_start(canvas, screen, style, self.now_s)
        elif isinstance(screen, Paused):
            draw_paused(canvas, screen, style)
        elif self._sources:
            draw_sources(canvas, screen, self._record, style)
        else:
            draw_verdict(canvas, screen, self._record, style)

    def _draw_moment(self, canvas: Canvas, moment: Moment, style: Style) -> None:
        state = moment.state
        if state.phase is Phase.HELD:
            self.deck.place = draw_explain(canvas, moment, self.deck.card, style)
        elif state.phase.over and state.result is not None:
            draw_over(canvas, moment, state.result, self._traces, style)
        else:
            draw_session(canvas, moment, self._traces, style)

    def follow(self, moment: Moment) -> None:
        """Take what outlives the picture: its values, the trick, and where the face is."""
        self._traces.update(moment.frame.timestamp_s, moment.state)
        phase, gesture = moment.state.phase, self._traces.gesture
        if phase is Phase.HELD and self._phase is Phase.ATTEMPT and gesture is not None:
            self.deck.turn_to(CARD_OF[gesture])
        self._phase = phase
        self._glow.update(moment.frame.timestamp_s, moment.state.coach)
        if moment.attack is not None and moment.attack is not self._attack:
            self.deck.turn_to(TRICK)
        self._attack = moment.attack
        driver = None if moment.frame.driver is None else near_of(moment.frame.driver)
        self._driver = driver and followed(self._driver or driver, driver)
        if moment.state.phase is not Phase.HELD:  # an explanation is no session
            self._record = self._next_record
            self._record.update(moment, self._traces)
        if moment.landmarks is None or self.overlay is not None:
            return
        if moment.frame.image.shape != self._near_px:  # the puppet's picture may be smaller
            self._near, self._near_px = None, moment.frame.image.shape
        now = near_of(moment.landmarks.points_px)
        if moment.state.phase is Phase.READY:  # how near and where the face is matters until it is still
            self._near, self._near_share = now, moment.state.still_share
        else:
            self._near, self._near_share = followed(self._near or now, now), 1.0

    def _style(self, screen: Screen, fps: float) -> Style:
        choices = self.choices
        note, mode = self._note, choices.shown_mode
        if self._attack is not None:  # paper and hand are to be seen, and the room is nobody's
            note = f"attack_{self._attack.name.lower()}"
            mode = mode if mode in HIDDEN else FaceMode.WHOLE
        elif mode is FaceMode.PUPPET:
            note = note or "as_puppet_note"
        if mode is FaceMode.PUPPET:  # its face is drawn as a visitor's is
            mode = FaceMode.FACE
        return Style(
            choices.texts,
            self._settings,
            mode,
            choices.details,
            note,
            fps,
            near=self._near,
            near_share=self._near_share,
            driver=self._driver,
            measured=screen.landmarks if isinstance(screen, Moment) else None,
            gestures=self._gestures,
            puppet=self._puppet,
            tricks=self._tricks,
            figures_hold=self._figures_hold,
        )
