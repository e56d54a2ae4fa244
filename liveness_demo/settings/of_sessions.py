"""What a session asks for: before a try, within one, and of a room."""

from dataclasses import dataclass, field, replace
from typing import Any

from .checked import Checked, ordered
from .of_gestures import BlinkSettings, MouthSettings, NodSettings, SmileSettings, TurnSettings


@dataclass(frozen=True)
class ReadySettings(Checked):
    """When a visitor is placed well enough to begin."""

    still_s: float = 1.5
    """All must be well for this long; the baseline is taken from this time."""
    offer_after_s: float = 10.0
    """After this the visitor may start anyway: nobody should be locked out by a gate."""
    smallest_face: float = 0.14
    """Share of the picture's width. Below 0.09 no face is found, below 0.12 it is soon lost (puppet)."""
    largest_face: float = 0.65
    """Share of the picture's width: a wider face leaves the picture when it turns."""
    off_center: float = 0.2
    """Distance of the face from the picture's middle, in picture widths and heights: a face far off the
    axis reads as turned (puppet: 13 degrees off reads as 11)."""
    darkest: float = 35.0
    """Mean grey level, 0 to 255, of the face or the whole picture, whichever is brighter: dark skin is not
    darkness, and a face lit by the screen alone is not dark. Below this, sensors turn noisy."""
    turned_deg: float = 30.0
    """A neutral farther off the camera leaves no way to turn; some people rest 20 degrees off (clips)."""
    smallest_ear: float = 0.08
    """Eye aspect ratio. Open eyes read 0.13 and more (20 people's clips); shut ones give no level."""
    widest_mouth: float = 0.3
    """Mouth aspect ratio: a wider mouth is not at rest."""
    moves_deg: float = 6.0
    """Range of yaw in ``still_s``: natural sway stays below it."""
    moves_share: float = 0.04
    """Range of the face's place in ``still_s``, in picture widths and heights."""
    mouth_moves: float = 0.12
    """Range of the mouth aspect ratio in ``still_s``: talking exceeds it."""
    turn_looks: int = 3
    """So many pictures are compared with themselves turned by right angles, one each half a second."""
    turn_likelier: float = 0.05
    """By so much a turned picture must look more like a face, 0 to 1, than as it is."""
    turn_like_face: float = 0.65
    """And at least so much like one. With both lines no upright stretch of 421 in 28 clips seems turned, and
    95 % of the same stretches turned are told; 0.6 to 0.7, and 0.03 to 0.05 above, do as well."""
    bystander: float = 0.5
    """A second face counts from this width on, as a share of the visitor's."""


@dataclass(frozen=True)
class CueSettings(Checked):
    """What may tell a face from a picture of one; each can be switched off."""

    flatness: bool = True
    wrong_gesture: bool = True
    blink_length: bool = True
    natural_blink: bool = True

    changed_by: float = 0.1
    """A view is compared once it has changed by this, in face sizes: a head has turned by about 12 degrees,
    a print by 25 to 40. Below this, slips of the landmarks look like anything."""
    flat_below: float = 0.5
    """Share of the change that no flat picture explains. Clips of people, looking aside and talking: 0.62 and
    more; puppet's head 0.63 and more; a print 0.42 and less for most of its way."""
    flat_s: float = 0.3
    """A picture must look flat for this long: the landmarks of one picture may slip."""
    no_blink_s: float = 20.0
    """For information only. People at rest blink every 3.5 s on average (Bentivoglio et al., Movement
    Disorders 12, 1997); those who read or wait blink far less often."""

    def is_on(self, name: str) -> bool:
        """Return whether a cue, by its name on the command line, is switched on."""
        return bool(getattr(self, name.replace("-", "_")))

    def without(self, *names: str) -> "CueSettings":
        """Return the same with some cues, by their names on the command line, switched off."""
        changed: dict[str, Any] = {name.replace("-", "_"): False for name in names}
        return replace(self, **changed)


@dataclass(frozen=True)
class DoctorSettings(Checked):
    """What ``doctor`` looks at, for how long, and from which line on it is good."""

    enough_fps: float = 15.0
    """Pictures a second, from the camera and through the measuring. The 0.4 s of shut eyes that are asked
    for are then six pictures; the gestures are tested from 10 pictures a second on."""
    faces_share: float = 0.5
    """A face counts as found if it is in this share of the pictures (our choice)."""
    settle_s: float = 1.0
    """A camera finds its exposure in this time; nothing is counted (our choice)."""
    count_s: float = 2.0
    """Pictures are counted for this long, not measured: while one is measured, others may be skipped."""
    look_s: float = 2.0
    """Face and light are measured for this long."""
    speed_s: float = 3.0
    """The measuring is timed for this long."""


@dataclass(frozen=True)
class SessionSettings:
    """What a session asks for: more than happens by itself, or a pass would show nothing."""

    ready: ReadySettings = field(default_factory=ReadySettings)
    cues: CueSettings = field(default_factory=CueSettings)
    attempts: int = 4
    """As many as the man in the news report may have needed: he passed at the third or fourth try."""

    blink: BlinkSettings = field(default_factory=lambda: BlinkSettings(shut_below=0.5))
    """Eyes kept shut read lower than in a natural blink: below half of the own level."""
    blink_shut_s: float = 0.4
    """The word in the report was "exaggerated". What eyes do by themselves would have passed in 5 % of all
    stretches of 8 s in 28 clips, and in 11 % with 0.3 s; with any blink in 92 % (one man's 200 s of talk)."""
    blink_lower_lid_up: float = 0.14
    """A closure longer than ``blink.max_s`` counts if the lower lids rise by this share of the own opening.
    Clips: they rise by 0.26 in eyes shut on purpose for seconds, by 0.11 to 0.34 in blinks, and by 0.07 to
    0.10 in gazes at a table (two people)."""
    blink_near_deg: float = 15.0
    """A blink is judged only with the head this close to neutral, both yaw and pitch."""

    mouth: MouthSettings = field(
        default_factory=lambda: MouthSettings(open_above=0.15, closed_below=0.10, wide_above=0.45)
    )
    """Above the own mouth at rest an opening reads 0.57 and more on request, up to 0.43 in talk (clips)."""
    mouth_hold_s: float = 0.7
    """Asked-for openings last 0.9 s and more, those within talk and laughter up to 0.6 s (clips)."""

    turn: TurnSettings = field(
        default_factory=lambda: TurnSettings(
            leaves_beyond_deg=10.0, back_within_deg=8.0, turned_beyond_deg=20.0, min_s=0.25
        )
    )
    """Above what a picture on paper reads: turned flat by up to 60 degrees, 14; bent to a radius of 7.5 to
    12 cm, 19. A head turned by 18 to 20 degrees reads 20 at 40 to 100 cm (puppet). Slowly, as the man in the
    report was told: people who were asked to turn stay beyond half of it for 0.28 to 2.7 s (clips), and we
    ask for a little less."""

    turn_moved_x: float = 0.7
    """A face farther from its place, in its own widths, is seen from the side: no turn is judged. The face
    lies before the neck, so a turn itself moves it: by 0.1 to 0.63 (clips). A head that moves by 0.7 and does
    not turn reads 13 degrees at 42 cm, and 20 only at 28 cm (geometry)."""

    nod: NodSettings = field(default_factory=lambda: NodSettings(min_s=0.25))
    """It lasts as long as a turn."""

    smile: SmileSettings = field(default_factory=SmileSettings)
    smile_hold_s: float = 1.0
    """A moment that others notice (our choice); smiles that nobody asked for last 0.5 to 3.6 s (clips)."""

    neutral_yaw_deg: float = 8.0
    neutral_mouth: float = 0.10
    """Mouth aspect ratio above the own mouth at rest."""
    neutral_open: float = 0.7
    """Share of the own open level."""
    neutral_s: float = 0.3
    """Each challenge starts from neutral, held for this long, or one gesture would run into the next."""
    neutral_limit_s: float = 4.0

    blink_limit_s: float = 8.0
    mouth_limit_s: float = 8.0
    turn_limit_s: float = 14.0
    """Time for two turns and the way back. Baidu's sample code gives an action 5 s
    (cloud.baidu.com/doc/FACE/s/Akqw2fuks)."""
    nod_limit_s: float = 8.0
    smile_limit_s: float = 8.0
    fewest_fps: float = 7.0
    """Fewer pictures a second are too few to say that a gesture was not done."""
    lost_limit_s: float = 1.5
    """A face lost for longer ends the attempt."""
    lost_limit_turn_s: float = 3.0
    """Within a turn a lost face means "not so far"."""
    pause_s: float = 8.0
    """Between two attempts, for a room to read the reason; Enter goes on sooner."""
    wait_after_try: bool = False
    """Between two attempts, and at the end, wait until somebody goes on."""

    coach_every_s: float = 0.5
    """What the coach says stays about this long, so that it can be read (our choice)."""
    coach_lost_s: float = 0.3
    """A face that is lost for less is not spoken of: as long as the gap that is bridged within an opening."""

    glare_share: float = 0.25
    """From this share of reflecting pixels on, an eye cannot be read. Open eyes without a reflection have up
    to 0.18 (the white of the eye; clips and puppet)."""
    some_glare_share: float = 0.1
    """From this share on, a reflection may be why lids came down, but not to the line."""
    unreadable_share: float = 0.5
    """The eyes were not readable if they reflect or are too small in a larger share of a blink's pictures."""
    smallest_eye_px: float = 12.0
    """Narrower eyes have no readable lids: their opening is 3 or 4 pixels."""

    def __post_init__(self) -> None:
        ordered(neutral_s=self.neutral_s, neutral_limit_s=self.neutral_limit_s)
