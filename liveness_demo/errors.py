"""The errors a user can meet. Each message says what happened and what to do next, in one line."""


class LivenessDemoError(Exception):
    """Base of all errors that end the program with exit code 2 and one line on stderr."""


class UsageError(LivenessDemoError):
    """The command line asks for something that cannot be done."""


class SourceError(LivenessDemoError):
    """A camera or a file does not deliver pictures."""


class ModelError(LivenessDemoError):
    """The face landmark model is missing, altered, or cannot be loaded."""


class LabelsError(LivenessDemoError):
    """A label file for ``evaluate`` cannot be read."""


class ProtectionError(LivenessDemoError):
    """A camera would be opened without the lock that was expected."""


class MediaPipeError(LivenessDemoError):
    """The MediaPipe that is installed is not the one that was measured."""
