"""What a person agrees to: nothing that could not be read yet, and nothing by the same word."""

from typing import Any

from textual import events
from textual.screen import Screen

from screens.dialogs.dialog import Dialog
from widgets.panes.line_pane import LinePane

READ_SECONDS = 0.4  # from when a question stands whole on the screen: nobody reads it faster
# What follows an answer that quickly is the rest of it, as of "yes" and Enter; up to a bound, since
# a key that is held down never rests.
RUNS_ON_SECONDS, RUNS_ON_AT_MOST = 0.3, 1.5
# Who types slowly spells the word: its next letter is that for so long, and every other key none.
SPELLS_SECONDS = 2.0
_ANSWERS = ("yes", "no")
_LEAVES = "leave"

TOO_EARLY = "A key came before this could be read, and was not taken. Press it once you have."


class QuestionKeys:
    """Judges the keys of questions (`READ_FIRST`) by when they could be read. Times are seconds."""

    def __init__(self) -> None:
        self._read_since: dict[Screen[Any], float] = {}
        self._answered = self._last = -RUNS_ON_AT_MOST
        self._rests: frozenset[str] = frozenset()  # of the words that an answer may have begun
        self._spelled = False  # whether a letter of one came behind it

    def painted(self, screen: Screen[Any], stack: list[Screen[Any]], now: float) -> None:
        """Be told that a screen, the one in front of these, was painted."""
        self._read_since = {known: at for known, at in self._read_since.items() if known in stack}
        if asks(screen) and screen not in self._read_since and _is_whole(screen):
            self._read_since[screen] = now

    def too_early(self, event: events.Event, at: float, screen: Screen[Any]) -> bool:
        """Whether a key agrees to what nobody can have read at that moment."""
        if _action(event, screen) not in asks(screen):
            return False
        since = self._read_since.get(screen)
        return since is None or at - since < READ_SECONDS

    def answer(self, event: events.Event, screen: Screen[Any]) -> frozenset[str] | None:
        """The words that a key begins where it answers the question in front; else None.

        They are yes, no, and what the question calls its ways, without their first letter.
        """
        action = _action(event, screen)
        if not isinstance(event, events.Key) or not asks(screen):
            return None
        if action not in asks(screen) and not (event.is_printable and action == _LEAVES):
            return None
        called = screen.active_bindings[event.key].binding.description.lower().split()
        return frozenset(word[1:] for word in (*_ANSWERS, *called) if word[:1] == event.character)

    def answered(
        self, words: frozenset[str], screen: Screen[Any], stack: list[Screen[Any]], now: float
    ) -> None:
        """Be told that such a key has had its effect; a dialog that stays was not answered."""
        if not (isinstance(screen, Dialog) and screen in stack):
            self._answered = self._last = now
            self._rests, self._spelled = words, False

    def runs_on(self, event: events.Event, at: float, *, types: bool) -> bool:
        """Whether a key, or a paste, is the rest of what answered a question.

        `types` says whether it goes into a field: there a letter runs no command.
        """
        spells = self._spells(event, at) and not types
        if isinstance(event, events.Key) and not (event.is_printable or event.key == "enter"):
            return False  # no word has it
        soon = at - self._last < RUNS_ON_SECONDS and at - self._answered < RUNS_ON_AT_MOST
        if soon or spells:
            self._last = max(at, self._last)
        return soon or spells

    def _spells(self, event: events.Event, at: float) -> bool:
        """Whether a key goes on with the word that an answer began, or is the Enter behind it."""
        in_time = at - self._last < SPELLS_SECONDS
        if not in_time or not isinstance(event, events.Key):
            self._rests = frozenset()
            return False
        ends = self._spelled and event.key == "enter"
        letter = event.character or " "
        self._rests = frozenset(rest[1:] for rest in self._rests if rest[:1] == letter)
        self._spelled = bool(self._rests)
        return self._spelled or ends


def asks(screen: Screen[Any]) -> frozenset[str]:
    """The actions by which a person agrees to what a screen asks."""
    return getattr(screen, "READ_FIRST", frozenset())


def _action(event: events.Event, screen: Screen[Any]) -> str:
    found = screen.active_bindings.get(event.key) if isinstance(event, events.Key) else None
    return found.binding.action if found else ""


def _is_whole(screen: Screen[Any]) -> bool:
    """Whether all that it is made of is there, and its text."""
    return bool(screen.query("*")) and all(pane.is_drawn for pane in screen.query(LinePane))
