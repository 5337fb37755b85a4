"""What others of a team did, asked for now and then while somebody is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Outcome, Stage, Timer

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walk.team_arrivals import Arrived, TeamArrivals
    from migration.walkthrough import Walkthrough

EVERY = 20.0  # seconds between two questions
THERE = 300.0  # seconds after a key for which somebody counts as there


class TeamNews:
    """Asks while the app is open and somebody is there; at rest nothing is asked at all."""

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        busy: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
        also: Callable[[Walkthrough], str] = lambda _: "",
    ) -> None:
        """`busy`: a sentence of ours is awaited, and none of others' comes in its place.

        `also` looks for what is not in the record, in a thread, and says what it found.
        """
        self._stage = stage
        self._opened = opened
        self._busy = busy
        self._clock = clock
        self._also = also
        self._last_key = clock()
        self._next: Timer | None = None
        self._asking = False
        self._at_work = ""  # the sentence that says so, while it stands

    def begin(self, welcome: str = "") -> None:
        """The deployment is known: ask from now on, where a team shares its record.

        A `welcome` is said the first time.
        """
        if self._next is None and self._arrivals() is not None:
            self._next = self._stage.after(EVERY, self._ask)
            if welcome and not self._stage.said:
                self._stage.say_in_passing(welcome)

    def somebody_is_there(self) -> None:
        """A key was pressed. Who comes back after a while is told at once."""
        away = self._next is None and not self._asking
        self._last_key = self._clock()
        if away and self._arrivals() is not None:
            self._ask()

    def _arrivals(self) -> TeamArrivals | None:
        walkthrough = self._opened.walkthrough
        return walkthrough.arrivals if walkthrough and walkthrough.arrivals.come else None

    def _ask(self) -> None:
        self._next = None
        walkthrough = self._opened.walkthrough
        if walkthrough is None or self._arrivals() is None:
            return
        if self._clock() - self._last_key > THERE:
            return
        self._asking = True
        look = partial(self._look, walkthrough)
        self._stage.run("asking what the team does", look, self._told)

    def _look(self, walkthrough: Walkthrough) -> Arrived:
        """Runs in a thread."""
        more = self._also(walkthrough)
        arrived = walkthrough.arrivals.look()
        return replace(arrived, deeds=(*arrived.deeds, more)) if more else arrived

    def _told(self, outcome: Outcome[Arrived]) -> None:
        self._asking = False
        self._next = self._stage.after(EVERY, self._ask)
        came = outcome.result
        if came is None or self._busy():  # why there is none stands where writing is told of
            return
        sentences = (*came.deeds, *came.at_work)
        if sentences:
            self._at_work = f"{'. '.join(sentences)}." if came.at_work else ""
            self._stage.say_in_passing(self._at_work or f"{'. '.join(sentences)}.")
        elif self._at_work and self._stage.said == self._at_work:
            self._at_work = ""
            self._stage.say("")  # they have ended
