"""How the app begins: on the page of deployments where there is a choice, else by reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from screens.deployments.choice import Choice
from screens.stage import Stage


class Beginning:
    """Asks which deployment is meant, and then has it read."""

    def __init__(
        self,
        stage: Stage,
        choice: Choice | None,
        *,
        read: Callable[[], None],
        on_every_page: Mapping[str, Callable[[], None]],
    ) -> None:
        self._stage = stage
        self._choice = choice
        self._read = read
        self._on_every_page = on_every_page

    def begin(self) -> None:
        """Begin, once the screen is painted for the first time."""
        if self._choice is None:
            self._read()
            return
        from screens.deployments.screen import DeploymentsScreen

        page = DeploymentsScreen(
            choice=self._choice, chosen=self._read, on_every_page=self._on_every_page
        )
        self._stage.ask(page)
