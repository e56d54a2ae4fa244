"""Makes the sample clips and their labels again: the puppet, filmed while it does what a visitor might do.

    python samples/make_samples.py [NAME ...]

It needs the program ffmpeg with VP9 (OpenCV writes VP9 too, but cannot be told to keep it small).
The labels come from what the puppet was told to do, frame by frame, never from what was measured.
"""

import json
import math
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from liveness_demo.choices import REPORTED, Character, Gesture
from liveness_demo.face.landmarker import Landmarker
from liveness_demo.face.measures import measure
from liveness_demo.gestures.table import KINDS
from liveness_demo.puppet.acting.actor import Actor
from liveness_demo.puppet.paint.renderer import Look, Pose, Puppet
from liveness_demo.session.session import Session
from liveness_demo.session.state import Phase
from liveness_demo.settings import SessionSettings
from liveness_demo.sources.frame import Frame

HERE = Path(__file__).parent
FPS = 30
SIZE = (480, 360)
AFTER_S = 1.5
"""So long a clip goes on after its session is over."""
SHUT_LID = 0.6
"""From here the lids count as shut; the renderer's lids move the lid line evenly with this number."""
OPEN_JAW, WIDE_JAW = 0.35, 0.6
"""Below the first, a mouth is not open by a third of its width; above the second it clearly is."""
AWAY_CM = 3.0
"""A head so far from its place is seen from the side, and soon not at all."""
SCORED = tuple(kind.event_name for kind in KINDS.values())
"""But in the dark no lid can be seen, by people neither."""
TURN_STARTS_DEG, CLEAR_TURN_DEG = 6.0, 20.0
NOD_STARTS_DEG, CLEAR_NOD_DEG = 6.0, 18.0
SMILES, CLEAR_SMILE = 0.4, 0.8
"""From the first on a mouth smiles, of 0 to 1; from the second on it clearly does."""
SMALL_EYES, TOO_DARK = 0.1, 0.15
"""Of the puppet's range, 0 to 1, and of its usual light: what a condition is named from."""


@dataclass(frozen=True)
class Clip:
    """One sample. longest_s: where no session ends it earlier."""

    name: str
    shows: str
    look: Look
    character: Character = Character.GOOD
    longest_s: float = 40.0
    talks: bool = False
    leaves_at_s: float = math.inf
    asked: tuple[Gesture, ...] = REPORTED


CLIPS = (
    Clip("good", "a visitor who does what is asked", Look(noise=1.0)),
    Clip(
        "natural", "natural blinks only: nothing that is asked", Look(tone=0.6, noise=1.0), Character.NATURAL
    ),
    Clip("talking", "talking, natural blinks", Look(tone=0.2, noise=1.0), Character.NATURAL, talks=True),
    Clip(
        "wrong_gesture",
        "a wrong gesture: the mouth instead of the eyes",
        Look(tone=0.8, noise=1.0),
        Character.WRONG,
    ),
    Clip("small_eyes", "small eye openings, all that is asked", Look(eye_opening=0.1, tone=0.45, noise=1.0)),
    Clip("glare", "glasses with glare that hides the eyes", Look(glasses=True, glare=1.0, noise=1.0)),
    Clip("dark", "too dark to begin", Look(light=0.12, noise=4.0), Character.NATURAL, longest_s=6.0),
    Clip("leaving", "the face leaves the picture", Look(tone=0.5, noise=1.0), leaves_at_s=6.0),
    Clip(
        "nod_smile",
        "a nod and a smile, as they are asked for",
        Look(tone=0.3, noise=1.0),
        asked=(Gesture.NOD, Gesture.SMILE),
    ),
)


def film(clip: Clip) -> Iterator[tuple[Pose, Frame]]:
    """Yield what the puppet did and the picture of it, until its session in the report's order is over."""
    actor = Actor(random.Random(clip.name), clip.character)
    puppet = Puppet(clip.look, SIZE)
    settings = SessionSettings(attempts=1)
    session = Session(random.Random(1), clip.asked, settings, in_article_order=True)
    ends_s = clip.longest_s
    with Landmarker() as landmarker:
        for index in range(round(clip.longest_s * FPS)):
            now_s = index / FPS
            pose = happening(clip, actor.pose(now_s), now_s)
            frame = Frame(puppet.render(pose), now_s)
            yield pose, frame
            state = session.update(now_s, measure(landmarker.detect(frame)))
            actor.tell(now_s, state.prompt, state.hint)
            if state.phase is Phase.DONE:
                ends_s = min(ends_s, now_s + AFTER_S)
            if now_s >= ends_s:
                return


def happening(clip: Clip, pose: Pose, now_s: float) -> Pose:
    """Add what the clip is about to what the actor does."""
    if clip.talks and now_s > 2.5:
        syllables = math.sin(2 * math.pi * 3.7 * now_s) * math.sin(2 * math.pi * 0.9 * now_s)
        pose = replace(pose, jaw=0.16 + 0.16 * syllables)
    if now_s > clip.leaves_at_s:
        away_cm = 40 * (now_s - clip.leaves_at_s)
        pose = replace(pose, x_cm=min(away_cm, 59.0), present=away_cm < 45)
    return pose


def label(clip: Clip, poses: list[Pose]) -> dict[str, object]:
    """Return the clip's entry in the label file."""
    events: list[dict[str, object]] = []
    ignored: list[dict[str, object]] = []
    hidden = clip.look.glare > 0
    for first, last in stretches([pose.lid_left >= SHUT_LID for pose in poses]):
        (ignored if hidden else events).append(span("blink", first, last))
    for first, last in stretches([pose.jaw >= OPEN_JAW for pose in poses]):
        wide = max(pose.jaw for pose in poses[first : last + 1]) >= WIDE_JAW
        (events if wide else ignored).append(span("mouth_opening", first, last))
    for side, sign in (("left", 1), ("right", -1)):
        for first, last in stretches([sign * pose.yaw_deg >= TURN_STARTS_DEG for pose in poses]):
            farthest_deg = max(sign * pose.yaw_deg for pose in poses[first : last + 1])
            clear = farthest_deg >= CLEAR_TURN_DEG
            turn = span("head_turn", first, last) | {"direction": side}
            (events if clear else ignored).append(turn)
    for gesture, feature, starts, clearly in (
        ("nod", "pitch_deg", NOD_STARTS_DEG, CLEAR_NOD_DEG),
        ("smile", "smile", SMILES, CLEAR_SMILE),
    ):
        for first, last in stretches([getattr(pose, feature) >= starts for pose in poses]):
            most = max(getattr(pose, feature) for pose in poses[first : last + 1])
            (events if most >= clearly else ignored).append(span(gesture, first, last))
    away = [index for index, pose in enumerate(poses) if abs(pose.x_cm) > AWAY_CM]
    if away:
        ignored += [span(gesture, away[0], len(poses) - 1) for gesture in SCORED]
        events = [event for event in events if int(str(event["first_frame"])) < away[0]]
    return {
        "file": f"{clip.name}.webm",
        "description": clip.shows,
        **condition(clip.look),
        "frames": len(poses),
        "fps": FPS,
        "scored": [each for each in SCORED if each != "blink" or clip.name != "dark"],
        "events": sorted(events, key=lambda event: str(event["first_frame"]).zfill(5)),
        "ignore": ignored,
    }


def condition(look: Look) -> dict[str, str]:
    """Return what makes the eyes hard to see, by the puppet's look; nothing if nothing does."""
    special = {
        "small eye openings": look.eye_opening <= SMALL_EYES,
        "glasses with glare": look.glasses and look.glare > 0,
        "too dark": look.light <= TOO_DARK,
    }
    named = ", ".join(name for name, holds in special.items() if holds)
    return {"condition": named} if named else {}


def span(gesture: str, first: int, last: int) -> dict[str, object]:
    """Return a label."""
    return {"gesture": gesture, "first_frame": first, "last_frame": last}


def stretches(flags: list[bool]) -> list[tuple[int, int]]:
    """Return the first and last index of each run of True."""
    found: list[tuple[int, int]] = []
    for index, flag in enumerate(flags):
        if flag and found and found[-1][1] == index - 1:
            found[-1] = (found[-1][0], index)
        elif flag:
            found.append((index, index))
    return found


def encode(filmed: Iterator[tuple[Pose, Frame]], path: Path) -> list[Pose]:
    """Write the pictures as VP9; return the poses."""
    size = f"{SIZE[0]}x{SIZE[1]}"
    source = ["-f", "rawvideo", "-pix_fmt", "bgr24", "-s", size, "-r", str(FPS), "-i", "-"]
    codec = ["-c:v", "libvpx-vp9", "-crf", "36", "-b:v", "0", "-pix_fmt", "yuv420p", "-speed", "4"]
    command = ["ffmpeg", "-y", "-loglevel", "error", *source, *codec, str(path)]
    poses = []
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin
        for pose, frame in filmed:
            encoder.stdin.write(frame.image.tobytes())
            poses.append(pose)
    return poses


def main(*names: str) -> None:
    """Write these clips, or all, and their labels."""
    labels = HERE / "labels.json"
    known = {clip["file"]: clip for clip in json.loads(labels.read_text(encoding="utf-8"))["clips"]}
    for clip in CLIPS:
        if names and clip.name not in names:
            continue
        path = HERE / f"{clip.name}.webm"
        poses = encode(film(clip), path)
        known[path.name] = label(clip, poses)
        print(f"{path.name}: {len(poses)} frames, {path.stat().st_size / 1000:.0f} kB")
    about = "Made by make_samples.py; the form is that of docs/LABELS.md. Nobody's face."
    recordings = "the puppet, drawn by the computer; nobody's face"
    text = json.dumps({"about": about, "recordings": recordings, "clips": list(known.values())}, indent=1)
    labels.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
