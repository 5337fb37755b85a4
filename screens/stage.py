"""What a handler can do to a person's screen, and nothing more: the Stage that it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from migration.errors import PoolwalkError
from widgets.text.standing_sentences import always

if TYPE_CHECKING:  # handlers need no Textual
    from textual.screen import Screen

T = TypeVar("T")


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What work in the background brought: its result, or why there is none, in a sentence."""

    result: T | None = None
    problem: str = ""


class Timer(Protocol):
    """Something that will be done later."""

    def stop(self) -> None:
        """Leave it undone."""
        ...


class Stage(Protocol):
    """The screen as a handler sees it. Only `on_screen` may be called from another thread."""

    @property
    def said(self) -> str:
        """The sentence that stands at the bottom; empty where there is none."""
        ...

    def say(self, sentence: str, look: str = "", *, holds: Callable[[], bool] = always) -> None:
        """Say a sentence on the page in front. `look`: "ok", "warning", "error".

        "" clears what was there to be read; what came below a dialog stays until a person acts.

        It goes by itself once it does not hold any more.
        """
        ...

    def say_also(
        self, sentence: str, look: str = "", *, holds: Callable[[], bool] = always
    ) -> None:
        """Say what came by itself, behind what stands there: a key's answer is never replaced."""
        ...

    def say_first(self, sentence: str) -> None:
        """Say what a key did in front of what stands there, which stays as true as it was."""
        ...

    def remark(self, sentence: str, *, makes_room: bool = False) -> None:
        """Say what became of a key that did nothing; a result or an error stays before it.

        It takes a line more than that for nothing but what `makes_room`.
        """
        ...

    def say_in_passing(self, sentence: str) -> None:
        """Say a sentence that another one will soon replace."""
        ...

    def drop_remark(self, *, results: bool = False) -> None:
        """Drop a sentence that was true of a moment, or of a step (`results`); errors stay."""
        ...

    def drop_untrue(self) -> None:
        """Drop a sentence that does not hold any more."""
        ...

    def unfold(self) -> None:
        """Show all of a sentence that is longer than its lines."""
        ...

    def ask(self, dialog: Screen[T], answered: Callable[[T | None], None] = lambda _: None) -> None:
        """Show a dialog or a page; `answered` gets its answer, None where it was left."""
        ...

    def run(self, doing: str, work: Callable[[], T], done: Callable[[Outcome[T]], None]) -> None:
        """Do work in a thread that nobody waits for in the end; `done` runs on the screen's thread.

        `doing` is what a sentence about a mistake calls it: "reading".
        """
        ...

    def on_screen(self, do: Callable[[], None]) -> None:
        """Do something on the screen's thread, soon; from any thread."""
        ...

    def after(self, seconds: float, do: Callable[[], None]) -> Timer:
        """Do something later, on the screen's thread."""
        ...

    def when_painted(self, do: Callable[[], None]) -> None:
        """Do something once what changed until now stands on the person's screen."""
        ...

    def bell(self) -> None:
        """Ring, as for something that a person waited for."""
        ...


def outcome_of(doing: str, work: Callable[[], T]) -> Outcome[T]:
    """What work brings; whatever goes wrong is a sentence.

    A traceback of a thread would tear the screen, and would show variables, secrets among them.
    """
    try:
        return Outcome(work())
    except PoolwalkError as error:
        return Outcome(problem=str(error))
    except Exception as error:  # noqa: BLE001 - see above
        return Outcome(
            problem=f"A mistake in Poolwalk itself while {doing} ({type(error).__name__}): what was"
            " applied is recorded; read again what both pools hold (r)."
        )
