"""A tour of one minute that is done, not read: six things to press on the real screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from migration.guide.step import StepState
from screens.stage import Stage
from widgets.text.marks import STEP_BRIEFLY, STEP_MARKS, MarksTold


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
        *("next-thing", "previous-thing", "do-next"),
    ),
    _stop("press {filter} to go on: it finds rows of all steps as you type.", "filter"),
    _stop(
        "press {show-keys} to end: it lists all keys and marks. What Next says, {do-next} does.",
        *("show-keys", "do-next"),
    ),
)
MOST_PASSED = 2  # commands of another kind, then the tour ends by itself
_NAMED = (
    StepState.TODO,
    StepState.PARTLY,
    StepState.BLOCKED,
    StepState.DONE,
    StepState.NOT_APPLICABLE,
)
_MARKS = ", ".join(f"{STEP_MARKS[state][0]} {STEP_BRIEFLY[state]}" for state in _NAMED)
OFFERS = {
    MarksTold.HERE: (
        f"New here? {{tour}} begins a tour (one minute). {_MARKS}:"
        " {show-keys} tells all marks; {clear} hides this."
    ),
    MarksTold.IN_THE_LIST: (
        "New here? {tour} begins a tour, {show-keys} tells all marks. {clear} hides this."
    ),
    MarksTold.NOWHERE: "New here? {tour} begins a tour. {clear} hides this.",
}
ENDED = "The tour is over: {tour} begins it anew."


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
        marks: Callable[[], MarksTold] = lambda: MarksTold.HERE,
    ) -> None:
        self._stage = stage
        self._keys = keys
        self._marks = marks
        self._at: int | None = None  # the number of the stop; None where none is under way
        self._passed = 0  # commands that were not the stop's, since it was said
        self._touched = False  # whether a person gave a command: who is at work needs no offer

    def offer(self) -> None:
        """Offer it at the first rest: nothing was said yet, and nobody went anywhere."""
        if not self._stage.said and not self._touched:
            self._stage.say(self._filled(OFFERS[self._marks()]))

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
            self.end()
        else:
            self._tell(self._sentence(self._at))

    def speaks(self) -> bool:
        """Whether it is under way, and its stop is what is said."""
        return self._at is not None and self._stage.said == self._sentence(self._at)

    def end(self) -> None:
        """Say no more of it."""
        self._go_to(len(STOPS))

    def _go_to(self, stop: int) -> None:
        spoke = self.speaks() or stop == 0
        if spoke:
            self._stage.say("")
        self._at, self._passed = (stop, 0) if stop < len(STOPS) else (None, 0)
        self._tell(self._sentence(stop) if stop < len(STOPS) else self._filled(ENDED))

    def _tell(self, sentence: str) -> None:
        """Say it; beside what a key was answered, which stays."""
        at = self._at
        if not self._stage.said:
            self._stage.say(sentence, holds=lambda: self._at == at)
        elif self._stage.said != sentence:
            self._stage.remark(sentence, makes_room=True)

    def _sentence(self, at: int) -> str:
        return self._filled(f"{at + 1} of {len(STOPS)}: {STOPS[at].words}")

    def _filled(self, words: str) -> str:
        for command, key in self._keys().items():
            words = words.replace(f"{{{command}}}", key)
        return words
