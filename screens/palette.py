"""The command palette's entries, from the table of commands."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Protocol, runtime_checkable

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets import Input

from screens.dismissal import Dismissal
from widgets.commands.command import Command


@runtime_checkable
class Offering(Protocol):
    """A screen whose commands the palette offers."""

    def offered(self) -> Iterable[Command[Any]]:
        """The commands that apply now."""
        ...


class CommandTable(Provider):
    """Offers the commands that apply now, and runs them as their keys do."""

    def _offered(self) -> list[tuple[str, str, str]]:
        return [
            (f"{command.title} ({command.shown_keys[0]})", command.action, command.tooltip)
            for command in (self.screen.offered() if isinstance(self.screen, Offering) else ())
        ]

    async def discover(self) -> Hits:
        """Everything, before something was typed."""
        for title, action, help_text in self._offered():
            yield DiscoveryHit(title, partial(self.screen.run_action, action), help=help_text)

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        for title, action, help_text in self._offered():
            if (score := matcher.match(title)) > 0:
                yield Hit(
                    score,
                    matcher.highlight(title),
                    partial(self.screen.run_action, action),
                    help=help_text,
                )


class QuietPalette(CommandPalette):
    """Textual's palette, but its cursor does not blink: at rest nothing is written."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._dismissal = Dismissal[None](self, super().dismiss)

    def on_mount(self) -> None:
        """Stop the blinking."""
        self.query_one(Input).cursor_blink = False

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close it, once nothing lies over it."""
        return self._dismissal.with_answer(result)

    def on_screen_resume(self) -> None:
        """What lay over it is gone."""
        self._dismissal.in_front()
