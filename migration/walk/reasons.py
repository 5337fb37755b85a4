"""Why something is right as it is: reasons that a person gives, and takes back."""

from migration.changes.journal_form import sealed
from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding
from migration.compare.accepted_differences import can_be_accepted
from migration.compare.setting import Setting
from migration.errors import BadInput
from migration.guide.left_in_old_pool import known_users
from migration.journal.entries import EntryKind
from migration.walk.logbook import Logbook
from migration.walk.pages import Pages
from migration.walk.store import Store


class Reasons:
    """Takes reasons, and keeps them in the journal.

    For a difference, for users who are left, for a client that nobody uses, for a check that did
    not pass.
    """

    def __init__(self, store: Store, logbook: Logbook, pages: Pages) -> None:
        self._store = store
        self._logbook = logbook
        self._pages = pages

    # --- a difference that Poolwalk does not write ("Also differs", step 9, second apps in 3c) ----
    def accept(self, setting: str, reason: str) -> None:
        """Accept a difference as meant; it counts until one of its values changes.

        Raises `BadInput` without a reason and for what is no such difference, and `StateUnusable`.
        """
        found = next((known for known in self._pages.settings() if known.id == setting), None)
        if found is None or not self.can_accept(found):
            message = (
                "Only a difference that Poolwalk does not write can be accepted (“Also differs”,"
                " step 9, a second app in 3c), and this is none."
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

    def can_accept(self, setting: Setting) -> bool:
        """Whether a person may accept this difference: Poolwalk does not write it."""
        return can_be_accepted(setting)

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

    def explain_check(self, check: str, reason: str) -> Finding:
        """Say why what a check found is not in the way; it counts as long as it finds the same.

        Returns what is explained: of an unclear answer over a refusal, the refusal. Raises
        `BadInput` without a reason and for what passed or was never asked, and `StateUnusable`.
        """
        finding = self._pages.now().to_explain(check)
        if finding is None:
            message = (
                f"No check “{check}” was made: name users, client/NAME, or the id of a check as"
                " “poolwalk verify --json” gives it."
            )
            raise BadInput(message)
        if finding.verdict is CheckVerdict.PASSED:
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
            "about": list(finding.about),
        }
        self._logbook.note(EntryKind.CHECK_EXPLAINED, finding.step, body)
        return finding

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
