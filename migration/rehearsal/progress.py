"""How far a rehearsal is, told as it goes, and the wish to stop it."""

from threading import Event

from migration.errors import Cancelled
from migration.rehearsal.result import Doing, Tell

_ALMOST = 0.99  # the whole is done when the result is there


class Progress:
    """Counts what was begun, of `parts` in all. `stopped` is set once somebody asked to stop."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._begun = 0
        self.parts = 1
        self.stopped = Event()

    def begin(self, sentence: str) -> None:
        """Tell what is begun; raise `Cancelled` where somebody asked to stop."""
        self._raise_if(stopped=self.stopped.is_set())
        self._begun += 1
        self.say(sentence)

    def say(self, sentence: str) -> None:
        """Tell more of what was begun; it comes to its end, whoever asked to stop."""
        self._tell(Doing(sentence, min(self._begun / self.parts, _ALMOST)))

    def say_at_the_end(self, sentence: str) -> None:
        """Tell of what is done last, also after a stop."""
        self._tell(Doing(sentence, _ALMOST))

    def wait(self, seconds: float) -> None:
        """Sleep; raise `Cancelled` as soon as somebody asks to stop."""
        self._raise_if(stopped=self.stopped.wait(seconds))

    def _raise_if(self, *, stopped: bool) -> None:
        if stopped:
            message = "Stopped."
            raise Cancelled(message)
