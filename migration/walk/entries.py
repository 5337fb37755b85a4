"""What only a person knows: a prefix, a key, a pair, a logo, why a difference is right."""

from migration.apple_key import apple_key
from migration.changes.sealed import sealed
from migration.checks.verdict import Verdict
from migration.compare.also_settings import STEP as ALSO
from migration.compare.dependents import STEP as ELSEWHERE
from migration.compare.looks import look_pair, looks_of
from migration.compare.prefix import prefix_problem, prefix_warning, suggested_prefix
from migration.compare.setting import Setting
from migration.errors import BadInput, PoolwalkError
from migration.guide.api_path import api_path_problem
from migration.guide.left_in_old_pool import known_users
from migration.journal.entries import EntryKind
from migration.pools.documents import Domain
from migration.pools.reading import Role
from migration.walk.logbook import Logbook
from migration.walk.login import Login
from migration.walk.pages import Pages
from migration.walk.state import choices_of, picture_of, with_held
from migration.walk.store import Store


class Entries:
    """Takes what a person enters. Kept in the journal; a key and a logo in memory only."""

    def __init__(self, store: Store, login: Login, logbook: Logbook, pages: Pages) -> None:
        self._store = store
        self._login = login
        self._logbook = logbook
        self._pages = pages

    # --- the new domain's prefix (step 2) ---------------------------------------------------------
    def prefix_problem(self, prefix: str) -> str:
        """What is wrong with a domain prefix as typed; "" where nothing is.

        It is held to AWS's pattern and its reserved words.
        """
        return prefix_problem(prefix)

    def prefix_warning(self, prefix: str) -> str:
        """What AWS may still refuse of a prefix whose form is right ("" nothing is known)."""
        return prefix_warning(prefix)

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
        from migration.looks.picture import picture_in

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
        pair = look_pair(state.reading, choices_of(state), step)
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

    # --- why a difference is right ("Also differs") -----------------------------------------------
    def accept(self, setting: str, reason: str) -> None:
        """Accept a difference as meant; it counts until one of its values changes.

        Raises `BadInput` without a reason and for what is no such difference, and `StateUnusable`.
        """
        found = next((known for known in self._pages.settings() if known.id == setting), None)
        if found is None or not self.can_accept(found):
            message = (
                "Only a difference that Poolwalk does not write can be accepted (“Also differs” and"
                " step 9), and this is none."
            )
            raise BadInput(message)
        if not reason.strip():
            message = "Say why this difference is right: the next person will want to know."
            raise BadInput(message)
        seal = self._store.state.fingerprint
        body = {
            "setting": setting,
            "note": reason.strip(),
            "old": sealed(found.old, seal),
            "new": sealed(found.new, seal),
        }
        self._logbook.note(EntryKind.ACCEPTED, found.step, body)

    # --- what settles the verdict on the old pool -----------------------------------------------
    def settle_users(self, reason: str) -> int:
        """Say why the old pool may go though it still knows users; returns how many these are.

        It counts as long as they do not become more. Raises `BadInput` without a reason and where
        there is nobody to settle, and `StateUnusable`.
        """
        users = known_users(self._store.state.reading.old.pool)
        if not users:
            message = "There is nothing to settle: the old pool is not known to hold any users."
            raise BadInput(message)
        if not reason.strip():
            message = "Say why these users may stay behind: the next person will want to know."
            raise BadInput(message)
        self._logbook.note(
            EntryKind.USERS_SETTLED, "effects", {"users": users, "note": reason.strip()}
        )
        return users

    def unsettle_users(self) -> None:
        """Take that back. Raises `BadInput` where there is nothing, and `StateUnusable`."""
        if self._store.state.record.settled.users is None:
            message = "Nothing was said of the users that the old pool still knows."
            raise BadInput(message)
        self._logbook.note(EntryKind.USERS_SETTLED, "effects", {"users": 0, "note": ""})

    def settle_client(self, client: str, reason: str) -> str:
        """Say why nobody will be seen at a new client that was moved to; returns its name.

        By its name or id. It counts until somebody tries to sign in there. Raises `BadInput`
        without a reason and for a client that nobody was moved to, and `StateUnusable`.
        """
        found = next((one for one in self._pages.moved() if client in {one.id, one.name}), None)
        if found is None:
            message = f"Nobody was moved to an app client “{client}” of the new pool."
            raise BadInput(message)
        if not reason.strip():
            message = "Say why nobody uses this client: the next person will want to know."
            raise BadInput(message)
        body = {"client": found.id, "name": found.name, "note": reason.strip()}
        self._logbook.note(EntryKind.CLIENT_UNUSED, "effects", body)
        return found.name or found.id

    def unsettle_client(self, client: str) -> str:
        """Take that back; returns its name.

        Raises `BadInput` where there is no reason, and `StateUnusable`.
        """
        unused = self._store.state.record.settled.unused.values()
        found = next((one for one in unused if client in {one.client, one.name}), None)
        if found is None:
            message = f"No reason was given for an app client “{client}”."
            raise BadInput(message)
        withdrawn = {"client": found.client, "name": found.name, "note": ""}
        self._logbook.note(EntryKind.CLIENT_UNUSED, "effects", withdrawn)
        return found.name or found.client

    def explain_check(self, check: str, reason: str) -> None:
        """Say why what a check found is not in the way; it counts as long as it finds the same.

        Raises `BadInput` without a reason and for what passed or was never asked, and
        `StateUnusable`.
        """
        finding = self._store.state.findings.get(check)
        if finding is None:
            message = (
                f"No check “{check}” was made: name users, client/NAME, or the id of a check as"
                " “poolwalk verify --json” gives it."
            )
            raise BadInput(message)
        if finding.verdict is Verdict.PASSED:
            message = "Only a check that was refused, or left something unclear, wants a reason."
            raise BadInput(message)
        if not reason.strip():
            message = "Say why this is not in the way: the next person will want to know."
            raise BadInput(message)
        body = {
            "check": check,
            "verdict": finding.verdict.value,
            "sentence": finding.sentence,
            "note": reason.strip(),
        }
        self._logbook.note(EntryKind.CHECK_EXPLAINED, finding.step, body)

    def withdraw_explanation(self, check: str) -> None:
        """Take that back. Raises `BadInput` where there is none, and `StateUnusable`."""
        known = self._store.state.record.settled.explained.get(check)
        if known is None:
            message = "No reason was given for this check."
            raise BadInput(message)
        body = {
            "check": check,
            "verdict": known.verdict.value,
            "sentence": known.sentence,
            "note": "",
        }
        self._logbook.note(EntryKind.CHECK_EXPLAINED, "", body)

    def can_accept(self, setting: Setting) -> bool:
        """Whether a person may accept this difference: Poolwalk does not write it."""
        return setting.step in {ALSO, ELSEWHERE} and setting.to_do

    def accepted(self, setting: str) -> bool:
        """Whether a difference counts as accepted now."""
        known = self._store.state.record.accepted.get(setting)
        return known is not None and any(
            found.id == setting and found.reason == known.reason for found in self._pages.settings()
        )

    def withdraw(self, setting: str) -> None:
        """Take an acceptance back. Raises `BadInput` where there is none, and `StateUnusable`."""
        if setting not in self._store.state.record.accepted:
            message = "This difference was not accepted."
            raise BadInput(message)
        step = setting.partition("/")[0]
        self._logbook.note(EntryKind.NOT_ACCEPTED, step, {"setting": setting})
