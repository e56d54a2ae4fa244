"""What the stage remembers of one session until its verdict leaves the screen."""

from ...loop.shown import Moment
from .album import Album
from .history import History
from .traces import Traces


class Record:
    """Values and decisions; and headshots, if they are nobody's. puppet: the visitor is the puppet.

    pictures: a puppet's may be shown.
    """

    def __init__(self, puppet: bool = False, pictures: bool = False) -> None:
        self.puppet = puppet
        self.history = History()
        self.album = Album(of_nobody=puppet and pictures)

    def update(self, moment: Moment, traces: Traces) -> None:
        """Take one picture of the session, and the traces that have followed it."""
        self.history.update(moment.state, traces)
        self.album.update(moment)
