"""What only a person knows: a prefix, a key, a pair, why a difference is right. Quick.

Kept in the journal.
"""

from migration.apple_key import apple_key
from migration.compare.also import STEP as ALSO
from migration.compare.looks import look_pair, looks_of
from migration.compare.prefix import prefix_problem, suggested_prefix
from migration.compare.providers import APPLE_TYPE
from migration.compare.setting import Setting
from migration.errors import BadInput, PoolwalkError
from migration.guide.api_path import api_path_problem
from migration.journal.entries import EntryKind
from migration.pools.documents import Domain, IdentityProvider
from migration.pools.reading import Pending, Role, Unread
from migration.walk.session import Session


class Entering(Session):
    """Everything that a person types or says."""

    def prefix_problem(self, prefix: str) -> str:
        """What is wrong with a domain prefix as typed ("" nothing).

        AWS's pattern and reserved words.
        """
        return prefix_problem(prefix)

    def suggested_prefix(self) -> str:
        """What was entered before, else a prefix made from the old domain's."""
        domain = self.reading.old.domain
        return self._record.prefix or suggested_prefix(
            domain.name if isinstance(domain, Domain) else ""
        )

    def choose_prefix(self, prefix: str) -> None:
        """Enter step 2's wanted value. Raises `BadInput`."""
        if problem := prefix_problem(prefix):
            raise BadInput(problem)
        self._note(EntryKind.PREFIX_CHOSEN, "2", {"prefix": prefix})

    def supply_apple_key(self, text_or_path: str, key_id: str = "") -> str:
        """Take Apple's `.p8` (a path, or its text), held in memory only.

        Returns the id that goes with it. Raises `BadInput`.
        """
        providers = self.reading.old.providers
        olds = () if isinstance(providers, Unread | Pending) else providers
        old_ids = [
            p.details.get("key_id")
            for p in olds
            if isinstance(p, IdentityProvider) and p.type == APPLE_TYPE
        ]
        key = apple_key(text_or_path, key_id, str(old_ids[0]) if old_ids else "")
        with self._lock:
            self._apple_key = key
        return key.key_id

    def say_skills_pool(self, pool: Role) -> None:
        """Say which pool Google Home's skill used until now (7b). Raises `StateUnusable`."""
        self._note(EntryKind.SKILLS_POOL_SAID, "7b", {"pool": pool.value})

    def enter_api_path(self, uri: str) -> None:
        """Enter RainMaker's API Path URI (7b); empty takes it back.

        Raises `BadInput` and `StateUnusable`.
        """
        uri = uri.strip()
        if uri and (problem := api_path_problem(uri)):
            raise BadInput(problem)
        self._note(EntryKind.API_PATH_ENTERED, "7b", {"uri": uri.rstrip("/")})

    def supply_logo(self, step: str, path: str = "") -> int:
        """Take a login page's logo, from a file or from where the old pool keeps it; *blocking*.

        Returns its size in bytes.

        Held in memory only. Raises a `PoolwalkError`.
        """
        from migration.looks.picture import picture_at, picture_in

        if not path and self.request.credentials is not None:
            message = (
                "The practice AWS has no server for pictures, and nobody else's is asked: name a"
                " file."
            )
            raise BadInput(message)
        picture = picture_in(path) if path else picture_at(self.logo_address(step))
        with self._lock:
            self._logos = {**self._logos, step: picture}
        return len(picture)

    def logo_address(self, step: str) -> str:
        """Where the old pool keeps the logo that this step carries over.

        Empty where there is none.
        """
        pair = look_pair(self.reading, self._choices(), step)
        looks = looks_of(self.reading, pair) if pair else None
        return str((looks[0] or {}).get("ImageUrl", "")) if looks else ""

    def pair(self, old: str, new: str) -> None:
        """Confirm which new client the old one's settings go to ("" leaves the old client out).

        Raises `BadInput`.
        """
        names, _ = self.pair_choices(old)
        if new and new not in names:
            message = f"The new pool has no app client “{new}”."
            raise BadInput(message)
        self._note(EntryKind.PAIRED, "4", {"old": old, "new": new})

    def accept(self, setting: str, reason: str) -> None:
        """Accept a difference of the step "Also differs" as meant; it counts until a value changes.

        Raises `BadInput` without a reason and for what is no such difference, and `StateUnusable`.
        """
        found = next((known for known in self.settings() if known.id == setting), None)
        if found is None or not self.can_accept(found):
            message = (
                "Only a difference of the step “Also differs” can be accepted, and this is none."
            )
            raise BadInput(message)
        if not reason.strip():
            message = "Say why this difference is right: the next person will want to know."
            raise BadInput(message)
        values = {"old": self._sealed(found.old), "new": self._sealed(found.new)}
        self._note(EntryKind.ACCEPTED, ALSO, {"setting": setting, "note": reason.strip(), **values})

    def can_accept(self, setting: Setting) -> bool:
        """Whether this is a difference that a person may accept.

        One that Poolwalk does not write.
        """
        return setting.step == ALSO and setting.to_do

    def accepted(self, setting: str) -> bool:
        """Whether a difference counts as accepted now."""
        known = self._record.accepted.get(setting)
        return known is not None and any(
            found.id == setting and found.reason == known.reason for found in self.settings()
        )

    def withdraw(self, setting: str) -> None:
        """Take an acceptance back. Raises `BadInput` where there is none, and `StateUnusable`."""
        if setting not in self._record.accepted:
            message = "This difference was not accepted."
            raise BadInput(message)
        self._note(EntryKind.NOT_ACCEPTED, ALSO, {"setting": setting})

    def remember_place(self, step: str, row: str) -> None:
        """Where the person is, for the next start."""
        self._journal.remember_place(step, row)

    def prefix_taken(self, prefix: str) -> bool | None:
        """Whether the prefix was seen in use; False proves only "not seen"; None.

        It could not be asked; *blocking*.
        """
        from migration.aws.reads import describe_domain

        try:
            return describe_domain(self._online()[0], prefix) is not None
        except PoolwalkError:
            return None
