"""What each gesture is read by: lines and times, for a session and for a recording."""

from dataclasses import dataclass, field

from .checked import Checked, ordered

NATURAL_BLINK_S = 0.5
"""Eyes shut for no longer are nobody's fault: the 29 natural blinks labelled in the clips are shut for
0.16 s (median) to 0.43 s."""


@dataclass(frozen=True)
class BlinkSettings(Checked):
    """A blink: both lids below a share of the person's own open level (0 shut, 1 as open as at rest)."""

    closing_below: float = 0.62
    """The middle of the lines that do as well on 28 clips, 0.52 to 0.72: some lids stop high."""
    open_above: float = 0.68
    """From here the eyes are open again."""
    shut_below: float = 0.62
    """While it stays below this, a blink lasts."""
    still_above: float = 0.85
    """A lid that never goes below this is not seen (glare, eye patch); then the other eye decides.
    In a wink the landmarks drag the open eye along, to 0.68 to 0.77 (clips and puppet)."""
    max_s: float = 1.5
    """A longer closure is a look down or a doze: a gaze at a table read as shut for 2 s (clips)."""
    max_gap_s: float = 0.2
    """Longest gap without a face within one blink."""

    def __post_init__(self) -> None:
        super().__post_init__()
        ordered(shut_below=self.shut_below, closing_below=self.closing_below, open_above=self.open_above)


@dataclass(frozen=True)
class MouthSettings(Checked):
    """A mouth opening: the gap between the lips over the mouth's width (mouth aspect ratio)."""

    open_above: float = 0.35
    """The labels count a gap of about a third of the width and more. 0.33 to 0.35 do as well on 28 clips."""
    closed_below: float = 0.28
    """Below this an opening is over: four fifths of ``open_above``."""
    wide_above: float = 0.35
    """While it stays above this, the mouth counts as open."""
    min_s: float = 0.05
    """Shortest time until it is closed again: less is a slip of the landmarks. Clips: 0.12 and more."""
    max_gap_s: float = 0.3
    """Longest gap without a face within one opening."""

    def __post_init__(self) -> None:
        super().__post_init__()
        ordered(closed_below=self.closed_below, open_above=self.open_above, wide_above=self.wide_above)


@dataclass(frozen=True)
class TurnSettings(Checked):
    """A head turn: yaw away from the person's own neutral."""

    leaves_beyond_deg: float = 9.0
    """A turn begins here, half way to the line that counts."""
    back_within_deg: float = 7.0
    """A turn is over within this."""
    turned_beyond_deg: float = 18.0
    """The middle of the lines that do as well on 28 clips, 16.5 to 19: clear turns reach 19.0 or more, the
    largest other movement 16.4."""
    min_s: float = 0.1
    """Shortest time beyond half of that line: a shorter one is a slip of the landmarks."""
    max_gap_s: float = 3.0
    """Longest gap without a face within one turn: it is lost beyond 40 to 59 degrees, and comes back."""

    def __post_init__(self) -> None:
        super().__post_init__()
        ordered(
            back_within_deg=self.back_within_deg,
            leaves_beyond_deg=self.leaves_beyond_deg,
            turned_beyond_deg=self.turned_beyond_deg,
        )


@dataclass(frozen=True)
class NodSettings(Checked):
    """A nod: pitch below the person's own neutral."""

    leaves_beyond_deg: float = 9.0
    """A nod begins here, half way to the line that counts."""
    back_within_deg: float = 7.0
    """And it is over here."""
    bowed_beyond_deg: float = 18.0
    """Farther than people's heads go down by themselves. Clips of people who talk, laugh, sing and look down:
    13.2 in twelve of them, 15.7 in sixteen others. The puppet's own 18 degrees read as 18 to 20."""
    min_s: float = 0.1
    """Time beyond half of that line; less is a slip of the landmarks."""
    max_s: float = 3.0
    """Longer is a look at the table, and no nod (our choice)."""
    max_gap_s: float = 1.0
    """The face may be lost this long within a nod: a bowed head hides it from a camera that stands high."""

    def __post_init__(self) -> None:
        super().__post_init__()
        ordered(
            back_within_deg=self.back_within_deg,
            leaves_beyond_deg=self.leaves_beyond_deg,
            bowed_beyond_deg=self.bowed_beyond_deg,
        )


@dataclass(frozen=True)
class SmileSettings(Checked):
    """A smile: the share by which the mouth is wider than at rest, as far as its corners rise with it."""

    width_per_rise: float = 4.0
    """How much a rise of the corners counts as width. A pull at 45 degrees moves each corner as far up as
    outwards: of a mouth 0.5 to 0.6 of the eyes' distance wide, that is 3.3 to 4 times as much width."""
    begins_above: float = 0.08
    """A smile begins here, half way to the line that counts."""
    over_below: float = 0.06
    """And it is over here."""
    wide_above: float = 0.15
    """Clips: smiles reach 0.21 to 0.47; talk, grimaces and bared teeth stay below, or go beyond it (0.33 at
    most) for less than 0.7 s. Puppet: a full smile reads 0.24, with the mouth a little open 0.17; talk, a
    bowed and a turned head read less than 0."""
    still_within: float = 0.05
    """Held: the mouth aspect ratio stays within this range for ``still_s``. A held smile's moves by 0.01 as
    long (clips); in laughter the mouth opens and shuts 4 to 6 times a second (puppet), by more."""
    still_s: float = 0.4
    """Two such times."""
    min_s: float = 0.8
    """Time beyond that line with a still mouth; less is a vowel, or the rest of a laugh: 0.6 s (puppet)."""
    max_gap_s: float = 0.3
    """The face may be lost this long within a smile."""

    def __post_init__(self) -> None:
        super().__post_init__()
        ordered(over_below=self.over_below, begins_above=self.begins_above, wide_above=self.wide_above)


@dataclass(frozen=True)
class RecordingSettings:
    """What counts in a recording (``analyze``): everything that happened, asked for or not."""

    blink: BlinkSettings = field(default_factory=BlinkSettings)
    mouth: MouthSettings = field(default_factory=MouthSettings)
    turn: TurnSettings = field(default_factory=TurnSettings)
    nod: NodSettings = field(default_factory=NodSettings)
    smile: SmileSettings = field(default_factory=SmileSettings)
    level_window_s: float = 1.0
    """The open level of the eyes is the lower one of two: of this time before each frame, and of this time
    after it. The level rises with a turn of the head (0.3 to 0.5 in a clip) and falls with a smile; what
    is so on one side of a frame only is no reason to call the lids shut."""
    level_percentile: float = 75.0
    """Upper quartile: it holds while the eyes are shut for less than three quarters of the stretch."""
    level_floor: float = 0.7
    """The level never falls below this share of the whole recording's: a long look down is not "open"."""
