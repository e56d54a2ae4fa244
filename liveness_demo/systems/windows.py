"""What an OpenCV window tells of itself, and what on macOS (opencv/opencv, window_cocoa.mm, PR 22601)."""

import sys

import cv2


def is_closed(title: str, platform: str = sys.platform) -> bool:
    """Return whether the window is gone for good, not only out of sight.

    On macOS a minimised or hidden window counts as invisible, and there is no box to close it with.
    """
    try:
        visible = cv2.getWindowProperty(title, cv2.WND_PROP_VISIBLE)
    except cv2.error:  # OpenCV no longer knows the window
        return True
    return visible < (0 if platform == "darwin" else 1)


def picture_room(title: str, platform: str = sys.platform) -> tuple[int, int] | None:
    """Return the width and height that a window has for a picture, None if it does not tell.

    On macOS it would tell those of the last picture, which it stretches.
    """
    if platform == "darwin":
        return None
    _, _, width, height = cv2.getWindowImageRect(title)
    return (width, height) if width > 0 and height > 0 else None
