"""The program as it is, with two signals for the tests.

One takes a screenshot, the other makes the program fail while it holds secrets.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

import tui.app
from migration.pools.documents import AppClient, IdentityProvider
from tui.app import PoolwalkApp
from tui.main import main


class Driven(PoolwalkApp):
    """SIGUSR1: a screenshot into the file that DRIVER_PICTURE names. SIGUSR2: a mistake."""

    def on_ready(self) -> None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, lambda: self.call_later(self._picture))
        loop.add_signal_handler(signal.SIGUSR2, lambda: self.call_later(self._mistake))

    def _picture(self) -> None:
        picture = Path(os.environ["DRIVER_PICTURE"])
        picture.with_suffix(".part").write_text(self.export_screenshot(), encoding="utf-8")
        picture.with_suffix(".part").rename(picture)

    def _mistake(self) -> None:
        walkthrough = self._main.opened.walkthrough
        assert walkthrough is not None
        # What a traceback that prints variables would show: settings, documents, and secrets that
        # were taken out of their type.
        settings = walkthrough.pages.settings()
        providers, clients = (
            walkthrough.state.reading.old.providers,
            walkthrough.state.reading.old.clients,
        )
        assert isinstance(providers, tuple)
        assert isinstance(clients, tuple)
        bare = [
            str(p.details["client_secret"].reveal())
            for p in providers
            if isinstance(p, IdentityProvider) and p.name == "Google"
        ]
        bare += [
            client.secret.reveal()
            for client in clients
            if isinstance(client, AppClient) and client.secret
        ]
        message = f"a mistake with {bare} and {settings}"
        raise RuntimeError(message)


tui.app.PoolwalkApp = Driven  # type: ignore[misc]

if __name__ == "__main__":
    sys.exit(main())
