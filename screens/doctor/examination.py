"""The doctor's checks as they come in, made in the background; and the self-test after them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event

from migration.doctor.check import Check, Group
from screens.stage import Outcome, Stage

TOGETHER = 0.05  # seconds: checks that come in within this time are drawn at once
_ORDER = {group: number for number, group in enumerate(Group)}

Tell = Callable[[Check], None]


class Examination:
    """Makes every check. `look_at_terminal` and `examine` run in a thread; `draw` is called soon.

    `examine` raises `PoolwalkError`.
    """

    def __init__(
        self,
        stage: Stage,
        look_at_terminal: Callable[[Tell], None],
        examine: Callable[[Tell, Event], None],
        test_clipboard: Callable[[Callable[[bool | None], None]], None],
        draw: Callable[[], None],
    ) -> None:
        self._stage = stage
        self._look_at_terminal = look_at_terminal
        self._examine = examine
        self._test_clipboard = test_clipboard
        self._draw = draw
        self._found: dict[str, Check] = {}
        self._stop = Event()
        self._drawing_due = False
        self._broken_off = False  # a problem kept some checks from being made
        self.busy = False

    @property
    def checks(self) -> tuple[Check, ...]:
        """What came in so far, group by group."""
        return tuple(sorted(self._found.values(), key=lambda check: _ORDER[check.group]))

    def counted(self) -> str:
        """How many checks there are, and how they ended, in words."""
        if self.busy:
            return "checking …"
        failed = sum(check.fails for check in self._found.values())
        told = f"{failed} failed" if failed else "" if self._broken_off else "nothing failed"
        rest = "the rest could not be made" if self._broken_off else ""
        return ", ".join(filter(None, (f"{len(self._found)} checks", told, rest)))

    def check_again(self) -> None:
        """Make every check."""
        if not self.busy:
            self._found.clear()
            self._broken_off = False
            self._stage.say("")
            self._begin()

    def stop(self) -> None:
        """What is still being checked is nobody's any more."""
        self._stop.set()

    def test_clipboard(self) -> None:
        """Have a word pasted back."""
        if self.busy:
            self._stage.say("Still checking: the self-test has time as soon as that has ended.")
        else:
            self._test_clipboard(self._tested)

    def _tested(self, arrived: bool | None) -> None:
        if arrived is None:
            self._stage.say("The self-test was left without an answer.")
            return
        if arrived:
            self._stage.say(
                "The word arrived: this terminal's values go this way from now on.", "ok"
            )
        else:
            self._stage.say(
                "No way to your clipboard is left: on the main screen a value is shown"
                " whole (Enter), to select with the mouse.",
                "warning",
            )
        self._begin(terminal_only=True)

    def _begin(self, *, terminal_only: bool = False) -> None:
        self.busy = True
        self._stop = stop = Event()
        work = partial(self._look, stop, terminal_only=terminal_only)
        self._stage.run("checking", work, partial(self._ended, stop))
        self._draw()

    def _look(self, stop: Event, *, terminal_only: bool) -> None:
        """Runs in a thread."""

        def told(check: Check) -> None:
            self._stage.on_screen(partial(self._arrived, stop, check))

        self._look_at_terminal(told)
        if not terminal_only:
            self._examine(told, stop)

    def _arrived(self, stop: Event, check: Check) -> None:
        """Draw soon; what arrives until then is drawn with it."""
        if stop.is_set():
            return
        self._found[check.name] = check
        if not self._drawing_due:
            self._drawing_due = True
            self._stage.after(TOGETHER, self._draw_arrived)

    def _draw_arrived(self) -> None:
        self._drawing_due = False
        self._draw()

    def _ended(self, stop: Event, outcome: Outcome[None]) -> None:
        if stop.is_set():
            return
        self.busy = False
        self._broken_off = self._broken_off or bool(outcome.problem)
        self._draw()
        if outcome.problem:
            self._stage.say(outcome.problem, "error")
