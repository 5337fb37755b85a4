"""Asks for a login page's logo (guide's steps 7a and 7b).

It is fetched from where the old pool keeps it, or read from a file.
"""

from collections.abc import Iterable

from textual import work
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import get_current_worker

from migration.errors import PoolwalkError
from migration.walkthrough import Walkthrough
from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import plain_input
from widgets.panes.sentence import Sentence
from widgets.text.plain_text import plain


def _made_up(walkthrough: Walkthrough) -> str:
    """Of the demo: who has the address there, in brackets."""
    practice = walkthrough.state.request.practice
    return " (the practice AWS has it: the internet is not asked)" if practice else ""


class LogoDialog(Dialog[str]):
    """One field: a path, or nothing for the old pool's own address.

    The picture stays in memory until `a` sends it.
    """

    def __init__(self, walkthrough: Walkthrough, step: str) -> None:
        super().__init__("The login page's logo", "Esc leaves · Enter takes it")
        self._walkthrough = walkthrough
        self._step = step

    def content(self) -> Iterable[Widget]:
        """Where it is fetched from, and the line for a path."""
        address = self._walkthrough.entered.logo_address(self._step)
        yield Sentence(
            plain(
                f"Left empty, it is fetched from {address}{_made_up(self._walkthrough)}. Or name a"
                " file on the machine where Poolwalk runs: PNG, JPEG or SVG of at most 100 kB."
            ),
            classes="dialog-hint",
        )
        yield plain_input(example="~/authorise-google.png", may_begin_with_point=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it, behind the screen: an address can be slow."""
        self.say("Taking it…")
        self._take(event.value.strip())

    @work(thread=True, exclusive=True, group="logo", exit_on_error=False)
    def _take(self, path: str) -> None:
        taken, said = True, ""
        try:
            size = self._walkthrough.entered.supply_logo(self._step, path)
            said = f"The logo is held in memory ({size:,} bytes): a sends it."
        except PoolwalkError as error:
            taken, said = False, str(error)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._taken, said, taken)

    def _taken(self, said: str, taken: bool) -> None:
        if not self.is_mounted:
            return
        if taken:
            self.dismiss(said)
        else:
            self.say(said, "error")
