"""Google Home's Token URL, by what is known and what a person said (guide's step 7b)."""

from collections.abc import Mapping

from migration.guide.rainmaker_api_path import api_path
from migration.guide.statement import Found
from migration.guide.token_url import skills_pool, token_urls
from migration.pools.reading import Role
from migration.walk.store import Store


class TokenUrls:
    """What the question about it shows; the answer is entered by `entered_values.py`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def pool_until_now(self) -> tuple[Role | None, str]:
        """The pool that Google Home's skill used until now, and what says so.

        None where nothing tells.
        """
        state = self._store.state
        return skills_pool(state.reading, state.record.voice)

    def of_each_answer(self) -> Mapping[Role, Found]:
        """Google Home's Token URL for each answer to that question."""
        state = self._store.state
        return token_urls(state.reading, state.record.voice)

    def api_path(self) -> Found:
        """RainMaker's API Path URI, entered or exported."""
        state = self._store.state
        return api_path(state.reading.exports, state.record.voice.api_path)
