"""How a dialog or a page closes: once, and never in place of another one that lies over it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

T = TypeVar("T")


class Dismissal(Generic[T]):
    """Closes one screen with an answer; the first one counts, a second has nobody to go to.

    `close` is Textual's own dismissal, which takes away whatever is in front. A thread or a timer
    may bring the answer while something else lies over this screen: it waits until that is gone.
    """

    def __init__(self, screen: Screen[T], close: Callable[[T | None], AwaitComplete]) -> None:
        self._screen = screen
        self._close = close
        self._answer: T | None = None
        self._begun = False
        self._waits = False

    @property
    def begun(self) -> bool:
        """Whether an answer was given: nothing more is taken or shown."""
        return self._begun

    def with_answer(self, answer: T | None) -> AwaitComplete:
        """Close it now, or as soon as it is in front."""
        if self._begun:
            return AwaitComplete()
        self._begun = True
        if self._screen.app.screen is self._screen:
            return self._close(answer)
        self._answer, self._waits = answer, True
        return AwaitComplete()

    def in_front(self) -> None:
        """Be told that nothing lies over the screen any more."""
        if self._waits:
            self._waits = False
            self._close(self._answer)
