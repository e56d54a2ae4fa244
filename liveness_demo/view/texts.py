"""What is said to the visitor, in plain sentences: the line is at fault, never a person's eyes."""

from ..attempt import AttemptResult, Result
from ..gestures import Blink, Gesture, HeadTurn, MouthOpening
from ..messages import Message

ENGLISH = {
    # before an attempt
    "no_face": "I see no face. Sit before the camera.",
    "one_face": "I see more than one face. One person at a time, please.",
    "come_closer": "Come closer.",
    "go_back": "Go back a little.",
    "to_the_middle": "Move to the middle of the picture.",
    "camera_height": "Bring the camera to the height of your eyes.",
    "more_light": "Too dark. Turn on a light before you.",
    "look_at_camera": "Look at the camera.",
    "show_eyes": "I do not see your eyes open. Look at the camera.",
    "close_mouth": "Close your mouth for a moment.",
    "hold_still": "Good. Look at the camera and hold still.",
    "start_anyway": "Press Enter to start anyway.",
    # back to neutral
    "back_to_neutral": "Look straight ahead.",
    "neutral_head": "Look straight ahead. Your head is {seen:.0f}° off, I ask for {asked:.0f}° at most.",
    "neutral_mouth": "Close your mouth.",
    "neutral_eyes": "Open your eyes.",
    # what to do
    "do_blink": "Shut your eyes for a moment, longer than a blink ({asked:.1f} s), and open them again.",
    "do_mouth": "Open your mouth wide, hold it ({asked:.1f} s), and close it again.",
    "do_close": "Good. Now close your mouth.",
    "do_turn": "Turn your head slowly to your {side}.",
    "do_turn_other": "Now slowly to your {side}.",
    "do_turn_back": "Good. Now back to the middle.",
    # hints: what was seen, against what was asked
    "face_camera": "Face the camera, so that I can see your eyes.",
    "blink_short": "I saw {seen:.2f} s, I asked for {asked:.1f} s. Shut your eyes longer.",
    "blink_little": "Your lids came down to {seen:.2f}, my line is at {asked:.2f}. Shut your eyes tight.",
    "blink_long": "I saw {seen:.1f} s, I asked for {asked:.1f} s at most. Open your eyes sooner.",
    "mouth_short": "I saw your mouth wide open for {seen:.2f} s, I asked for {asked:.1f} s. Hold it longer.",
    "mouth_little": "I saw an opening of {seen:.2f}, I asked for {asked:.2f}. Open wider.",
    "turn_little": "I saw {seen:.0f}° to your {side}, I asked for {asked:.0f}°. Turn farther.",
    "turn_fast": "I saw the turn in {seen:.2f} s, I asked for {asked:.2f} s or more. Turn more slowly.",
    "turn_far": "Not so far: I no longer see your face.",
    # why an attempt ended
    "passed": "Passed.",
    "skipped": "Everything was left out, so nothing was checked.",
    "source_ended": "The pictures ended before the attempt did.",
    "visitor_ended": "The session was ended by hand.",
    "face_lost": "I lost your face for {seen:.1f} s; the line is at {asked:.1f} s.",
    "not_readable": "I could not read your eyes, because of reflections or too few pixels. "
    "That is the camera's and the light's doing.",
    "lids_hidden": "I saw your lids come down to {seen:.2f}, my line is at {asked:.2f}: reflections or the "
    "light may hide them.",
    "wrong_side": "Your head turned to your {side}; the other side was asked for first.",
    "wrong_mouth": "Your mouth opened wide; something else was asked for.",
    "wrong_turn": "Your head turned far; something else was asked for.",
    "blink_none": "Time was up: I saw no blink, I asked for {asked:.1f} s of shut eyes.",
    "blink_unmet": "Time was up: I saw your eyes shut for {seen:.2f} s, I asked for {asked:.1f} s.",
    "blink_long_unmet": "Time was up: your eyes were shut for {seen:.1f} s, the most is {asked:.1f} s.",
    "blink_little_unmet": "Time was up: your lids came down to {seen:.2f}, my line is at {asked:.2f}.",
    "mouth_unmet": "Time was up: the widest opening I saw was {seen:.2f}, I asked for {asked:.2f}.",
    "mouth_short_unmet": "Time was up: your mouth was wide open for {seen:.2f} s, I asked for {asked:.1f} s.",
    "mouth_not_closed": "Time was up: your mouth opened wide, and I did not see it close.",
    "turn_unmet": "Time was up: I saw {seen:.0f}° to your {side}, I asked for {asked:.0f}°.",
    "turn_not_done": "Time was up: the turn to your {side} was too fast, or did not come back to the middle.",
    "back_to_neutral_unmet": "Time was up before you looked straight ahead.",
    "no_face_unmet": "Time was up before I saw your face again.",
    "neutral_head_unmet": "Time was up: your head was still {seen:.0f}° off, the line is {asked:.0f}°.",
    "neutral_mouth_unmet": "Time was up: your mouth was still open ({seen:.2f}, the line is {asked:.2f}).",
    "neutral_eyes_unmet": "Time was up: I read your eyes as {seen:.0%} open, I asked for {asked:.0%}.",
}

GESTURES = {Gesture.BLINK: "blink", Gesture.MOUTH: "mouth", Gesture.TURN: "turn"}

RESULTS = {
    Result.PASSED: "Passed",
    Result.TIMED_OUT: "Time was up",
    Result.WRONG_GESTURE: "Another gesture",
    Result.FACE_LOST: "Face lost",
    Result.NOT_READABLE: "Eyes not readable",
    Result.SKIPPED: "Left out",
    Result.ENDED: "Ended",
}


def say(message: Message) -> str:
    """Return a message as a sentence. Raises KeyError for a message without one."""
    return ENGLISH[message.key].format(seen=message.seen, asked=message.asked, side=message.side)


def say_result(result: AttemptResult) -> str:
    """Return why an attempt ended, with how much of what was asked was done."""
    if result.result is Result.PASSED:
        words = f"Passed, {result.done} of {result.asked} asked."
    elif result.asked:
        words = f"{say(result.reason)} {result.done} of {result.asked} done."
    else:
        words = say(result.reason)
    return words + (" Started although not all was well placed." if result.started_anyway else "")


def describe(event: Blink | MouthOpening | HeadTurn) -> str:
    """Return what the face did, with its number."""
    duration = f"{event.end_s - event.start_s:.2f} s"
    if isinstance(event, Blink):
        return f"blink, eyes shut for {duration}"
    if isinstance(event, MouthOpening):
        return f"mouth open for {duration}, up to {event.peak:.2f}"
    return f"head to the own {event.side} for {duration}, up to {abs(event.peak_yaw_deg):.0f}°"
