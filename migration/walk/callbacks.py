"""Callbacks that no old client has, for a new client: what a person enters in step 4."""

from migration.compare.callback_rules import callback_problem
from migration.compare.client_members import CALLBACKS
from migration.compare.client_members import STEP as CLIENTS
from migration.compare.clients import pairs_of
from migration.compare.home_app_clients import CALLBACK as HOME_APP_CALLBACK
from migration.compare.home_app_clients import home_app_callbacks
from migration.compare.pairing import is_main
from migration.compare.setting import setting_id
from migration.errors import BadInput
from migration.journal.entries import EntryKind
from migration.pools.documents import AppClient
from migration.walk.logbook import Logbook
from migration.walk.pages import Pages
from migration.walk.state import known_of
from migration.walk.store import Store


class Callbacks:
    """Takes them, and takes them back; each becomes a setting of step 4 that `a` writes."""

    def __init__(self, store: Store, logbook: Logbook, pages: Pages) -> None:
        self._store = store
        self._logbook = logbook
        self._pages = pages

    def suggested(self, client: str) -> str:
        """The Home app's, for the main client, where there is one whose callback is not there yet.

        Empty elsewhere.
        """
        state = self._store.state
        reading, choices = state.reading, state.choices
        pair = next((pair for pair in pairs_of(reading, choices) if pair.key == client), None)
        new = pair.new if pair is not None and is_main(pair) else None
        if not isinstance(new, AppClient) or not known_of(state).applies("home-app-is-there"):
            return ""
        url = next(iter(home_app_callbacks(reading)), HOME_APP_CALLBACK)
        return "" if url in new.members(CALLBACKS) else url

    def entered(self, client: str) -> tuple[str, ...]:
        """What was entered for the new client of a pair."""
        return self._store.state.record.callbacks.get(client, ())

    def add(self, client: str, url: str) -> str:
        """Have a callback added to the new client of a pair; returns the setting's id.

        Nothing is written yet. Raises `BadInput` and `StateUnusable`.
        """
        url = url.strip()
        if problem := callback_problem(url):
            raise BadInput(problem)
        state = self._store.state
        pairs = {pair.key: pair for pair in pairs_of(state.reading, state.choices)}
        pair = pairs.get(client)
        if pair is None or not isinstance(pair.new, AppClient) or pair.left_out:
            message = f"Which new app client “{client}” became is not known: pair it first (p)."
            raise BadInput(message)
        name = setting_id(CLIENTS, client, CALLBACKS, url)
        if any(known.id == name for known in self._pages.settings()):
            message = f"{url} stands among the callbacks of this client already."
            raise BadInput(message)
        body = {"client": client, "url": url, "wanted": True}
        self._logbook.note(EntryKind.CALLBACK_ENTERED, CLIENTS, body)
        return name

    def withdraw(self, client: str, url: str) -> None:
        """Want it no more; one that was written stays. Raises `BadInput` and `StateUnusable`."""
        if url not in self.entered(client):
            message = f"{url} was not entered here."
            raise BadInput(message)
        body = {"client": client, "url": url, "wanted": False}
        self._logbook.note(EntryKind.CALLBACK_ENTERED, CLIENTS, body)
