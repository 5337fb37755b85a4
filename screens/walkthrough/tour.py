"""A tour of one minute that is done, not read: six things to press on the real screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from migration.guide.step import StepState
from screens.stage import Stage
from widgets.text.marks import STEP_MARKS, MarksTold


@dataclass(frozen=True)
class TourStop:
    """What to press, with the keys by their commands' ids, and which commands do it."""

    words: str
    commands: frozenset[str]


def _stop(words: str, *commands: str) -> TourStop:
    return TourStop(words, frozenset(commands))


STOPS = (
    _stop(
        "press {next-pane} to go on: it goes round steps, settings, what to do.",
        *("next-pane", "previous-pane", "move-left", "move-right"),
    ),
    _stop(
        "press {move-down} to go on: it moves, {move-up} moves back, the page follows.",
        *("move-down", "move-up"),
    ),
    _stop("press {show-whole} to go on: it opens a step, or shows a value whole.", "show-whole"),
    _stop(
        "press {next-thing} to go on: to what Next says; again, to the thing after it.",
        *("next-thing", "previous-thing"),
    ),
    _stop("press {filter} to go on: it finds rows of all steps as you type.", "filter"),
    _stop(
        "press {show-keys} to end: it lists all keys and marks. What Next says, {do-next} does.",
        *("show-keys", "do-next"),
    ),
)
MOST_PASSED = 2  # commands of another kind, then the tour ends by itself
_NAMED = {
    StepState.TODO: "to do",
    StepState.PARTLY: "begun",
    StepState.BLOCKED: "waits for a step",
    StepState.DONE: "done",
    StepState.NOT_APPLICABLE: "does not apply",
}
_MARKS = ", ".join(f"{STEP_MARKS[state][0]} {words}" for state, words in _NAMED.items())
OFFER = (
    f"New here? {{tour}} begins a tour (one minute). {_MARKS}:"
    " {show-keys} tells all marks; {clear} hides this."
)
OFFERS = {
    MarksTold.HERE: OFFER,
    MarksTold.BY_KEY: (
        "New here? {tour} begins a tour, {show-keys} tells the marks. {clear} hides this."
    ),
    MarksTold.NOWHERE: "New here? {tour} begins a tour. {clear} hides this.",
}
ENDED = "The tour is over: {tour} begins it anew."
# In the demo alone: without it nothing can be done there at Google, Apple or Amazon.
CONSOLES = (
    " In this demo {work-in-console} plays other people's consoles, if the bottom line shows it."
)


class Tour:
    """Says one stop after another in the line of messages, and takes no key for itself.

    `keys` gives the keys of the commands by their ids, as they are now; `marks` says where the
    marks of steps are told.
    """

    def __init__(
        self,
        stage: Stage,
        keys: Callable[[], Mapping[str, str]],
        *,
        demo: bool = False,
        marks: Callable[[], MarksTold] = lambda: MarksTold.HERE,
    ) -> None:
        self._stage = stage
        self._keys = keys
        self._beside = CONSOLES if demo else ""
        self._marks = marks
        self._at: int | None = None  # the number of the stop; None where none is under way
        self._passed = 0  # commands that were not the stop's, since it was said
        self._touched = False  # whether a person gave a command: who is at work needs no offer

    def offer(self) -> None:
        """Offer it at the first rest: nothing was said yet, and nobody went anywhere."""
        if not self._stage.said and not self._touched:
            self._stage.say(self._filled(OFFERS[self._marks()] + self._beside))

    def begin(self) -> None:
        """Show the tour from its first stop."""
        self._go_to(0)

    def did(self, command: str) -> None:
        """Be told of each command that a person gave, once it was done."""
        self._touched = True
        if self._at is None or command == "tour":
            return
        if command in STOPS[self._at].commands:
            self._go_to(self._at + 1)
            return
        self._passed += 1
        if self._passed > MOST_PASSED:  # who is at work is led no further
            spoke, self._at = self.speaks(), None
            if spoke:
                self._stage.say("")
        elif not self._stage.said:
            self._say()

    def speaks(self) -> bool:
        """Whether it is under way, and its stop is what is said."""
        return self._at is not None and self._stage.said == self._sentence(self._at)

    def end(self) -> None:
        """Say no more of it."""
        self._at = None
        self._stage.say(self._filled(ENDED + self._beside))

    def _go_to(self, stop: int) -> None:
        free = not self._stage.said or self.speaks() or stop == 0
        if stop == len(STOPS):
            if free:
                self.end()
            self._at = None
            return
        self._at, self._passed = stop, 0
        if free:
            self._say()

    def _say(self) -> None:
        at = self._at
        if at is not None:
            self._stage.say(self._sentence(at), holds=lambda: self._at == at)

    def _sentence(self, at: int) -> str:
        return self._filled(f"{at + 1} of {len(STOPS)}: {STOPS[at].words}")

    def _filled(self, words: str) -> str:
        for command, key in self._keys().items():
            words = words.replace(f"{{{command}}}", key)
        return words
