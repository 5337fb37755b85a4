"""What Esc stops, in which order: the one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.stage import Stage

if TYPE_CHECKING:
    from screens.walkthrough.background_reading import BackgroundReading
    from screens.walkthrough.checking import Checking
    from screens.walkthrough.repeated_checks import RepeatedChecks
    from screens.walkthrough.revealing import Revealing
    from screens.walkthrough.searching import Searching
    from screens.walkthrough.tour import Tour
    from screens.walkthrough.writing import Writing
    from screens.walkthrough.zoom import Zoom

WRITING = "writing"


@dataclass(frozen=True)
class Stop:
    """One thing that can be stopped or cleared."""

    what: str
    there: Callable[[], bool]
    stop: Callable[[], None]


def stops(
    stage: Stage,
    *,
    checking: Checking,
    waiting: RepeatedChecks,
    writing: Writing,
    reading: BackgroundReading,
    revealing: Revealing,
    searching: Searching,
    tour: Tour,
    zoom: Zoom,
) -> tuple[Stop, ...]:
    """Everything that Esc stops; the first that is there is stopped, and nothing else."""

    def stop_and_say(sentence: str) -> Callable[[], None]:
        def stop() -> None:
            writing.drop_question()
            reading.cancel_all()
            stage.say(sentence)

        return stop

    finished = "Stopping: what was sent to AWS is finished and recorded first."
    return (
        Stop("checks", checking.under_way, checking.stop),
        Stop(WRITING, writing.under_way, stop_and_say(finished)),
        Stop("reading", reading.under_way, stop_and_say("Stopping.")),
        Stop("waiting for this step", waiting.under_way, waiting.stop),
        Stop("a secret that is shown", revealing.shows, revealing.cover),
        Stop("the tour", tour.speaks, tour.end),
        Stop("the message", lambda: bool(stage.said), lambda: stage.say("")),
        Stop("the zoom", zoom.hides_rows, zoom.give_back),
        Stop("what hides rows", searching.hides, searching.show_everything),
    )


def stop_first(of: Iterable[Stop]) -> bool:
    """Stop the first that is there. False where none is."""
    for one in of:
        if one.there():
            one.stop()
            return True
    return False
