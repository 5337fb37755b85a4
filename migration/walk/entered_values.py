"""What a person enters: the prefix, Apple's key, a logo, the API Path URI, pairs of app clients."""

from migration.apple_key import apple_key
from migration.compare.login_page_look import look_pair, looks_of
from migration.compare.prefix import prefix_problem, suggested_prefix
from migration.errors import BadInput, PoolwalkError
from migration.guide.rainmaker_api_path import api_path_problem
from migration.journal.entries import EntryKind
from migration.pools.documents import Domain
from migration.pools.reading import Role
from migration.walk.logbook import Logbook
from migration.walk.login import Login
from migration.walk.pages import Pages
from migration.walk.state import picture_of, with_held
from migration.walk.store import Store


class EnteredValues:
    """Takes what a person enters. Kept in the journal; a key and a logo in memory only."""

    def __init__(self, store: Store, login: Login, logbook: Logbook, pages: Pages) -> None:
        self._store = store
        self._login = login
        self._logbook = logbook
        self._pages = pages

    # --- the new domain's prefix (step 2) ---------------------------------------------------------
    def suggested_prefix(self) -> str:
        """What was entered before, else a prefix made from the old domain's."""
        state = self._store.state
        domain = state.reading.old.domain
        return state.record.prefix or suggested_prefix(
            domain.name if isinstance(domain, Domain) else ""
        )

    def prefix_taken(self, prefix: str) -> bool | None:
        """Whether the prefix was seen in use; *blocking*.

        False proves only that it was not seen; None: it could not be asked.
        """
        from migration.aws.reads import describe_domain

        try:
            return describe_domain(self._login.online(), prefix) is not None
        except PoolwalkError:
            return None

    def choose_prefix(self, prefix: str) -> None:
        """Enter step 2's wanted value. Raises `BadInput` and `StateUnusable`."""
        if problem := prefix_problem(prefix):
            raise BadInput(problem)
        self._logbook.note(EntryKind.PREFIX_CHOSEN, "2", {"prefix": prefix})

    # --- Apple's key (step 3b), and the logo (7a, 7b) ---------------------------------------------
    def supply_apple_key(self, text_or_path: str, key_id: str = "") -> str:
        """Take Apple's `.p8` (a path, or its text); returns the id that goes with it.

        Held in memory only. Raises `BadInput`.
        """
        key = apple_key(text_or_path, key_id)
        self._store.change(lambda state: with_held(state, apple_key=key))
        return key.key_id

    def supply_logo(self, step: str, path: str = "") -> int:
        """Take a login page's logo and return its size in bytes; *blocking*.

        It comes from a file, or from where the old pool keeps it, and is held in memory only.
        Raises a `PoolwalkError`.
        """
        from migration.login_page_logo import picture_in

        picture = (
            picture_in(path)
            if path
            else picture_of(self._store.state.request)(self.logo_address(step))
        )
        self._store.change(lambda state: with_held(state, logos={step: picture}))
        return len(picture)

    def logo_address(self, step: str) -> str:
        """Where the old pool keeps the logo of this step; empty where there is none."""
        state = self._store.state
        pair = look_pair(state.reading, state.choices, step)
        looks = looks_of(state.reading, pair) if pair else None
        return str((looks[0] or {}).get("ImageUrl", "")) if looks else ""

    # --- Google Home's Token URL (step 7b) --------------------------------------------------------
    def say_skills_pool(self, pool: Role) -> None:
        """Say which pool Google Home's skill used until now. Raises `StateUnusable`."""
        self._logbook.note(EntryKind.SKILLS_POOL_SAID, "7b", {"pool": pool.value})

    def enter_api_path(self, uri: str) -> None:
        """Enter RainMaker's API Path URI; empty takes it back.

        Raises `BadInput` and `StateUnusable`.
        """
        uri = uri.strip()
        if uri and (problem := api_path_problem(uri)):
            raise BadInput(problem)
        self._logbook.note(EntryKind.API_PATH_ENTERED, "7b", {"uri": uri.rstrip("/")})

    # --- pairs of app clients (step 4) ------------------------------------------------------------
    def pair(self, old: str, new: str) -> None:
        """Confirm which new client the old one's settings go to ("" leaves the old client out).

        Raises `BadInput` and `StateUnusable`.
        """
        choices = self._pages.pair_choices(old)
        if new and new not in choices.names:
            message = f"The new pool has no app client “{new}”."
            raise BadInput(message)
        if other := choices.taken.get(new):
            message = (
                f"“{new}” is what “{other}” became: choose another one, or say first what else"
                f" became of “{other}”."
            )
            raise BadInput(message)
        self._logbook.note(EntryKind.PAIRED, "4", {"old": old, "new": new})
        self._logbook.drop_pairs(old)
