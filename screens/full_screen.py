"""What every full screen needs: it is drawn again whole, and speaks at its bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from threading import Thread
from typing import Any, Protocol, TypeVar, runtime_checkable

from textual.screen import Screen
from textual.timer import Timer

from screens.stage import Outcome, outcome_of
from widgets.panes.message_line import MessageLine
from widgets.text.standing_sentences import always

T = TypeVar("T")


def redraw_whole(screen: Screen[Any]) -> None:
    """Draw everything on a screen again, whatever the terminal still shows of it."""
    screen.refresh(layout=True)
    for widget in screen.query("*"):
        widget.refresh()


@runtime_checkable
class Page(Protocol):
    """A full screen: a dialog lies over one, and one covers another."""

    def draw(self) -> None:
        """Draw what is known now."""
        ...


class ScreenStage:
    """The Stage of a full screen (`screens/stage.py`).

    What is said is said on this screen, and on the page that covers it.
    """

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen

    @property
    def said(self) -> str:
        """The sentence that stands at the bottom of this screen."""
        return "".join(line.sentence for line in self._own_lines())

    def say(self, sentence: str, look: str = "", *, holds: Callable[[], bool] = always) -> None:
        """Say a sentence; of one that is too long the beginning, and the key that unfolds it."""
        for line in self._lines():
            line.standing.say(sentence, look, holds=holds)

    def say_also(
        self, sentence: str, look: str = "", *, holds: Callable[[], bool] = always
    ) -> None:
        """Say a sentence behind the one that stands there, in the graver look of both."""
        for line in self._lines():
            line.standing.say_also(sentence, look, holds)

    def say_first(self, sentence: str) -> None:
        """Say a sentence in front of the one that stands there: the eye is at the beginning.

        Its look stays where it warns; what went well does not vouch for what is in front of it.
        """
        for line in self._lines():
            line.standing.say_first(sentence)

    def remark(self, sentence: str, *, makes_room: bool = False) -> None:
        """Say that a key did nothing: beside what stands in front, until the next key."""
        for line in self._lines()[-1:]:
            line.remark(sentence, makes_room=makes_room)

    @contextmanager
    def during_a_key(self) -> Iterator[None]:
        """A block in which a person's key acts: what was remarked of one before goes with it."""
        with ExitStack() as stack:
            for line in self._lines():
                stack.enter_context(line.during_a_key())
            yield

    def was_seen(self) -> None:
        """Be told that a person acts: what is said is before them, unless a dialog lies over it."""
        for line in self._lines():
            line.was_seen()

    def say_in_passing(self, sentence: str) -> None:
        """Say a sentence that another one will soon replace."""
        for line in self._lines():
            line.standing.say_in_passing(sentence)

    def drop_remark(self, *, results: bool = False) -> None:
        """Drop a sentence that was true of a moment, or of a step; errors stay."""
        for line in self._own_lines():
            if line.sentence and (not line.look or (results and line.look == "ok")):
                line.standing.say("")
            line.remark("")

    def drop_untrue(self) -> None:
        """Drop a sentence that does not hold any more."""
        for line in self._lines():
            line.standing.drop_untrue()

    def take_back(self, sentence: str) -> None:
        """Drop this sentence, wherever it still stands."""
        for line in self._lines():
            line.standing.take_back(sentence)

    def unfold(self) -> None:
        """Show all of what is said in front, where a part of it is hidden."""
        said = [line for line in self._lines() if line.sentence]
        if said and said[-1].hides:
            from screens.dialogs.notice import NoticeDialog

            self.ask(NoticeDialog(said[-1].sentence))
        else:
            self.remark("Nothing that is said is cut here: there is nothing to unfold.")

    def ask(self, dialog: Screen[T], answered: Callable[[T | None], None] = lambda _: None) -> None:
        """Show a dialog or a page."""
        self._screen.app.push_screen(dialog, answered)

    def run(self, doing: str, work: Callable[[], T], done: Callable[[Outcome[T]], None]) -> None:
        """Do work in a thread; a daemon, since one that hangs must not keep a person."""

        def working() -> None:
            outcome = outcome_of(doing, work)
            self.on_screen(partial(done, outcome))

        Thread(target=working, daemon=True, name=f"poolwalk-{doing}").start()

    def on_screen(self, do: Callable[[], None]) -> None:
        """Do something on the screen's thread, soon."""
        with suppress(RuntimeError):  # the app has ended: what a thread brings is nobody's
            self._screen.call_later(do)

    def after(self, seconds: float, do: Callable[[], None]) -> Timer:
        """Do something later, on the screen's thread."""
        return self._screen.set_timer(seconds, do)

    def when_painted(self, do: Callable[[], None]) -> None:
        """Do something after the next paint."""
        self._screen.call_after_refresh(do)

    def bell(self) -> None:
        """Ring."""
        self._screen.app.bell()

    def _lines(self) -> list[MessageLine]:
        """The line of this screen, then the one of the page in front.

        A page that comes or goes just now has none.
        """
        pages = [screen for screen in self._screen.app.screen_stack if isinstance(screen, Page)]
        screens = dict.fromkeys([self._screen, *pages[-1:]])
        return [line for screen in screens for line in screen.query(MessageLine)]

    def _own_lines(self) -> list[MessageLine]:
        return list(self._screen.query(MessageLine))
