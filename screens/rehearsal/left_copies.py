"""Copies that an earlier rehearsal left, on the page: told, and taken away by a key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from screens.stage import Outcome, Stage


class LeftCopies:
    """`look` says what is left, a sentence for each; `clean` takes it away, in a thread.

    That is told what is being done, and returns a sentence for what stays. `changed` is called on
    the screen's thread whenever there is something to draw.
    """

    def __init__(
        self,
        stage: Stage,
        *,
        look: Callable[[], tuple[str, ...]],
        clean: Callable[[Callable[[str], None]], tuple[str, ...]],
        changed: Callable[[], None],
    ) -> None:
        self._stage = stage
        self._look = look
        self._clean = clean
        self._changed = changed
        self.sentences = look()
        self.busy = False

    def look_again(self) -> None:
        """See what is left now."""
        self.sentences = self._look()

    def take_away(self) -> None:
        """Take it away, unless that is under way or nothing is left."""
        if self.busy or not self.sentences:
            return
        self.busy = True
        self._stage.run("taking copies away", partial(self._clean, self._say), self._ended)
        self._changed()

    def _say(self, sentence: str) -> None:
        self._stage.on_screen(partial(self._stage.say_in_passing, sentence))

    def _ended(self, outcome: Outcome[tuple[str, ...]]) -> None:
        self.busy = False
        self.look_again()
        if outcome.problem:
            self._stage.say(outcome.problem, "error")
        elif outcome.result:
            self._stage.say(" ".join(outcome.result), "warning")
        else:
            self._stage.say("No copy of a rehearsal is left here.", "ok")
        self._changed()
