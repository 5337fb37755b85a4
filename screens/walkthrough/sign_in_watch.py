"""Can people still sign in? This is asked for some time after a write to an app client."""

from __future__ import annotations

from migration.pools.reading import Unread
from migration.usage.client_usage import Watched
from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Stage
from screens.usage.watch import UsageWatch
from widgets.text.usage_summary import watched_sentence

TRIES = 3  # questions in a row without an answer


class SignInWatch:
    """Watches the new pool's clients after a write, and tells when sign-ins fail there."""

    def __init__(self, stage: Stage, opened: OpenedWalkthrough) -> None:
        self._stage = stage
        self._opened = opened
        self._watch: UsageWatch | None = None
        self._without_answer = 0
        self._newest = ""  # of what was said of sign-ins that failed

    def after_write(self) -> None:
        """Something was written. If it was an app client, ask soon, and then again and again."""
        walkthrough = self._opened.walkthrough
        if walkthrough is None or walkthrough.usage.last_move() is None:
            return
        if self._watch is None:
            self._watch = UsageWatch(self._stage, self._ask, self._told)
        self._watch.ask_soon()

    def go_on(self) -> None:
        """The pools were read. If an earlier run of the program was watching, go on with that."""
        if self._watch is None:
            self.after_write()

    def stop(self) -> None:
        """Ask no more."""
        if self._watch is not None:
            self._watch.stop()

    def _ask(self) -> None:
        """Runs in a thread."""
        if (walkthrough := self._opened.walkthrough) is not None:
            walkthrough.usage.watch()

    def _told(self, problem: str) -> bool:
        walkthrough = self._opened.walkthrough
        watched = walkthrough.state.watched if walkthrough is not None else None
        if problem := problem or (watched.reason if isinstance(watched, Unread) else ""):
            return self._unanswered(problem)
        self._without_answer = 0
        if not isinstance(watched, Watched):
            return False
        if watched.failures:
            self._newest = told = watched_sentence(watched)
            self._stage.say(told, "warning", holds=lambda: self._newest == told)
        elif not self._stage.said:
            self._stage.say_in_passing(watched_sentence(watched))
        return True

    def _unanswered(self, why: str) -> bool:
        """Go on after one missing answer, and stop after `TRIES`: perhaps nobody may ask here."""
        self._without_answer += 1
        if self._without_answer < TRIES:
            return True
        self._without_answer = 0
        self._stage.say_in_passing(f"Sign-ins at the new clients are no longer watched. {why}")
        return False
