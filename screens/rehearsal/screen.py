"""The rehearsal's page: before it what will be made, then each write with its verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from screens.page_frame import PageFrame, scrolling
from screens.rehearsal.left_copies import LeftCopies
from screens.rehearsal.run import STOPPING, RehearsalRun
from widgets.commands.rehearsal_page import REHEARSAL, RehearsalSituation, rehearsal_bindings
from widgets.panes.header import HeaderFacts
from widgets.panes.text_pane import TextPane
from widgets.text.ascii_filter import is_ascii
from widgets.text.line import Line
from widgets.text.plain_mode import is_plain
from widgets.text.rehearsal_lines import (
    OPTIONS,
    announced_lines,
    left_lines,
    place_lines,
    progress_lines,
    told_lines,
)

if TYPE_CHECKING:
    from migration.rehearsal.options import Options
    from migration.rehearsal.rehearsal import Rehearsal
    from migration.rehearsal.result import Tell


_LARGE = 6  # lines of account and region below each other
_ROOMY = 30  # lines of a screen from which they stand apart from the title


class RehearsalScreen(PageFrame[RehearsalSituation]):
    """Covers the main screen. `on_every_page` are handlers by the ids of their commands."""

    BINDINGS: ClassVar[list[BindingType]] = [*rehearsal_bindings()]
    OFFERS = REHEARSAL
    READ_FIRST = frozenset({"command('begin-rehearsal')"})
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(str(files("assets") / "styles" / "rehearsal.tcss"))
    ]

    def __init__(
        self,
        *,
        header: Callable[[], HeaderFacts],
        make: Callable[[Options, Tell], Rehearsal],
        options: Options,
        left_behind: Callable[[], tuple[str, ...]],
        clean: Callable[[Callable[[str], None]], tuple[str, ...]],
        on_every_page: Mapping[str, Callable[[], None]],
    ) -> None:
        self.pane = TextPane(self._lines, id="rehearsal")
        super().__init__(header=header, pane=self.pane, at_first=RehearsalSituation())
        self.left = LeftCopies(self.stage, look=left_behind, clean=clean, changed=self.draw)
        self.under_way = RehearsalRun(self.stage, make, options, self.draw, self.left.look_again)
        leave = on_every_page["quit"]
        self.of_command = {
            **on_every_page,
            **scrolling(self.pane),
            "quit": lambda: self._first_take_away(leave),
            "begin-rehearsal": self._begin,
            "clean-copies": self._clean,
            **{
                command: partial(self.under_way.switch, name)
                for command, (name, _) in OPTIONS.items()
            },
            "close-rehearsal": lambda: self._first_take_away(self.go_back),
        }

    def on_unmount(self) -> None:
        """What the next start finds is told there."""
        self.under_way.stop()

    def heading(self) -> tuple[str, str]:
        """Whether one is under way."""
        run = self.under_way
        state = "stopping …" if run.stopping else "under way …" if run.busy else ""
        state = "taking copies away …" if self.left.busy else state
        return "Rehearsal on throw-away copies", state

    def situation(self) -> RehearsalSituation:
        """Where the person is, for the table of commands."""
        return RehearsalSituation(
            busy=self.under_way.busy or self.left.busy,
            announced=not self.under_way.begun,
            left=bool(self.left.sentences),
        )

    def draw_pane(self) -> None:
        """Draw what will be made, or what was found so far."""
        self.pane.redraw()

    def _begin(self) -> None:
        if not self.left.busy:
            self.under_way.begin()

    def _clean(self) -> None:
        if not self.under_way.busy:  # its copies are no left ones
            self.left.take_away()

    def _first_take_away(self, leave: Callable[[], object]) -> None:
        """Leave, unless a rehearsal is under way: that is stopped, and its copies taken away."""
        if self.under_way.stop():
            self.say(STOPPING, "warning")
        elif self.left.busy:
            self.say("Copies are being taken away: that ends first.", "warning")
        else:
            leave()

    def _lines(self, width: int) -> Sequence[Line]:
        run = self.under_way
        keys = {command.id: command.shown_keys[0] for command in self.OFFERS}
        lines = place_lines(
            run.announced.deployment, width, words=is_plain(self), ascii_only=is_ascii(self)
        )
        if self.size.height >= _ROOMY:
            lines = [Line(), *lines]
        if not run.begun:  # what came of one says itself what stays
            lines += left_lines(self.left.sentences, keys["clean-copies"], width)
        if run.begun:
            lines.append(Line())
            lines += progress_lines(run.told, width, busy=run.busy, words=is_plain(self))
        else:
            rehearsed = self._header().rehearsed
            last = rehearsed.sentence if rehearsed else ""
            if len(lines) < _LARGE:  # else half a line is free, and at 80 × 24 every line counts
                lines.append(Line())
            lines += announced_lines(run.announced, keys, width, last)
        return [*lines, *told_lines(run.told, run.result, run.problem, width)]
