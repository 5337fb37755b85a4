"""The page on which the app opens where config.toml has several deployments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path, PurePath
from typing import ClassVar

from textual.binding import BindingType

from migration.errors import BadInput
from migration.journal.deployment_overview import Overview
from screens.deployments.choice import Choice
from screens.page_frame import PageFrame
from screens.stage import Outcome
from widgets.commands.deployments_page import (
    DEPLOYMENTS,
    DeploymentsSituation,
    deployments_bindings,
)
from widgets.panes.deployments_pane import DeploymentsPane
from widgets.panes.header import HeaderFacts
from widgets.panes.line_pane import LinePane


class DeploymentsScreen(PageFrame[DeploymentsSituation]):
    """Covers the main screen until one is chosen; then `chosen` is called.

    It asks no network: what it tells stands in files of this machine. `on_every_page` are handlers
    by the ids of their commands.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*deployments_bindings()]
    OFFERS = DEPLOYMENTS
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(str(files("assets") / "styles" / "deployments.tcss"))
    ]

    def __init__(
        self,
        *,
        choice: Choice,
        chosen: Callable[[], None],
        on_every_page: Mapping[str, Callable[[], None]],
    ) -> None:
        self.pane = DeploymentsPane(id="deployments")
        super().__init__(
            header=lambda: HeaderFacts(choosing=True),
            pane=self.pane,
            at_first=DeploymentsSituation(),
        )
        self._choice = choice
        self._chosen = chosen
        self._overviews: Sequence[Overview] = [Overview(name) for name in choice.names]
        self._read = False
        self.of_command = {
            **on_every_page,
            "move-up": lambda: self.pane.move_by(-1),
            "move-down": lambda: self.pane.move_by(1),
            "page-up": lambda: self.pane.move_page(-1),
            "page-down": lambda: self.pane.move_page(1),
            "go-first": self.pane.move_first,
            "go-last": self.pane.move_last,
            "open-deployment": self._open,
            "leave-deployments": on_every_page["quit"],
        }

    def begin(self) -> None:
        """Read what this machine knows of each."""
        self.stage.run("reading the records", self._choice.overviews, self._told)

    def heading(self) -> tuple[str, str]:
        """What is asked, and where what is told is from."""
        return "Which deployment?", "as this machine knows them; nothing was asked"

    def situation(self) -> DeploymentsSituation:
        """Where the person is, for the table of commands."""
        return DeploymentsSituation()

    def draw_pane(self) -> None:
        """Draw each deployment."""
        self.pane.show(self._overviews, self._choice.protected, read=self._read)

    def on_line_pane_row_clicked(self, message: LinePane.RowClicked) -> None:
        """A click moves the cursor; a second one on the same opens it."""
        if message.row and message.row == self.pane.cursor:
            self._open()
        elif message.row:
            self.pane.move_to(message.row)

    def _told(self, outcome: Outcome[Sequence[Overview]]) -> None:
        if outcome.result is None:
            self.say(outcome.problem, "error")
        else:
            self._overviews, self._read = outcome.result, True
        self.draw()

    def _open(self) -> None:
        try:
            self._choice.choose(self.pane.cursor)
        except BadInput as error:
            self.say(str(error), "error")
            return
        self.go_back()
        self._chosen()
