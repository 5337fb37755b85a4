"""A question that a thread puts to the person, and waits for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Generic, TypeVar

from screens.stage import Stage

if TYPE_CHECKING:
    from textual.screen import Screen

T = TypeVar("T")


class BackgroundQuestion(Generic[T]):
    """One question at a time. Once it was dropped, a late answer does nothing."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._answer: Future[T | None] | None = None

    def put(self, dialog: Callable[[], Screen[T]]) -> T | None:
        """Show the dialog and wait for its answer; *blocks the thread*, which is not the screen's.

        None: the person left it, or it was dropped.
        """
        answer: Future[T | None] = Future()
        self._answer = answer

        def answered(given: T | None) -> None:
            if not answer.done():
                answer.set_result(given)

        self._stage.on_screen(lambda: self._stage.ask(dialog(), answered))
        return answer.result()

    def drop(self) -> None:
        """Let the thread go on without an answer."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(None)
