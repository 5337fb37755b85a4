"""The sentences that stand in a line of messages: the last, and what nobody could read yet.

Each is kept by itself with whether it is still true, and they are joined only where they are drawn:
one that goes takes no other with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

GRAVITY = ("", "ok", "warning", "error")  # the looks of sentences


def always() -> bool:
    """Whether a sentence that stays true still holds."""
    return True


@dataclass(frozen=True)
class Said:
    """A sentence, its look, and whether it `holds`."""

    sentence: str
    look: str = ""
    holds: Callable[[], bool] = always
    unread: bool = False  # it came by itself below a dialog
    passing: bool = False  # another will soon replace it; it stands alone


class StandingSentences:
    """What was said last, before what is unread: that stays until somebody acts who sees it.

    `is_unread` tells of what is said now; `changed` is told of sentences that come and go.
    """

    def __init__(self, is_unread: Callable[[], bool], changed: Callable[[], None]) -> None:
        self._is_unread = is_unread
        self._changed = changed
        self._all: tuple[Said, ...] = ()

    @property
    def sentence(self) -> str:
        """What is seen, as one text."""
        text = ""
        for one in self._seen:
            text += f"{joint(text)}{one.sentence}" if text else one.sentence
        return text

    @property
    def look(self) -> str:
        """The gravest look of what is seen."""
        return max((one.look for one in self._seen), key=GRAVITY.index, default="")

    @property
    def passes(self) -> bool:
        """Whether what is seen is said in passing."""
        return any(one.passing for one in self._seen)

    def say(self, sentence: str, look: str = "", *, holds: Callable[[], bool] = always) -> None:
        """Put a sentence, "" none, in place of everything that was there to be read."""
        unread = [one for one in self._all if one.unread and one.holds()]
        if sentence:
            stay = (one for one in unread if one.sentence not in sentence)
            self._show(Said(sentence, look, holds, self._is_unread()), *stay)
        else:
            self._show(*unread)

    def say_in_passing(self, sentence: str) -> None:
        """Put a sentence that is soon replaced in the same place; what is unread is not seen."""
        unread = (one for one in self._all if one.unread)
        self._show(Said(sentence, passing=True), *unread)

    def say_also(self, sentence: str, look: str, holds: Callable[[], bool]) -> None:
        """Put a sentence behind all others."""
        others = (replace(one, passing=False) for one in self._all)
        self._show(*others, Said(sentence, look, holds, self._is_unread()))

    def say_first(self, sentence: str) -> None:
        """Put a sentence before all others: what went well does not vouch for it."""
        others = (replace(one, look="") if one.look == "ok" else one for one in self._all)
        self._show(Said(sentence, unread=self._is_unread()), *others)

    def drop_untrue(self) -> None:
        """Drop what does not hold."""
        self._keep(lambda one: one.holds())

    def take_back(self, sentence: str) -> None:
        """Drop this sentence, whatever stands beside it."""
        self._keep(lambda one: one.sentence != sentence)

    def were_seen(self) -> None:
        """Be told that somebody acts who has what is seen before them."""
        seen = self._seen
        self._all = (*(replace(one, unread=False) for one in seen), *self._all[len(seen) :])

    @property
    def _seen(self) -> tuple[Said, ...]:
        return self._all[:1] if self._all and self._all[0].passing else self._all

    def _keep(self, stays: Callable[[Said], bool]) -> None:
        kept = [one for one in self._all if stays(one)]
        if len(kept) < len(self._all):
            self._show(*kept)

    def _show(self, *sentences: Said) -> None:
        self._all = sentences
        self._changed()


def joint(sentence: str) -> str:
    """What stands between a sentence and the next: some end with a value, or with no stop."""
    return " " if sentence.endswith((".", "?", "!", ":", "…")) else ". "
