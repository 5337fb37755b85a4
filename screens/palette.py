"""The command palette's entries, from the table of commands."""

from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets import Input

from screens.walkthrough.view import WalkthroughView
from widgets.commands.table import COMMANDS


class CommandTable(Provider):
    """Offers the commands that apply now."""

    def _offered(self) -> list[tuple[str, str, str]]:
        if not isinstance(self.screen, WalkthroughView):
            return []
        situation = self.screen.situation()
        return [
            (f"{command.title} ({command.shown_keys[0]})", command.action, command.tooltip)
            for command in COMMANDS
            if command.applies(situation)
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
    """The palette with a cursor that does not blink: at rest nothing is written."""

    def on_mount(self) -> None:
        """Stop the blinking."""
        self.query_one(Input).cursor_blink = False
