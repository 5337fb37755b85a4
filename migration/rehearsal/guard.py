"""What a rehearsal may change and delete: its own copies, and nothing else.

A pool is a copy only where its tag names a rehearsal that this machine registered, its name is that
rehearsal's, it is not a configured pool, and nobody is in it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from migration.aws import reads
from migration.aws.connection import Connection
from migration.aws.pool_making import has_users
from migration.changes.change import Document
from migration.errors import AccessRefused, AwsRefused, NotImplementedByServer, OutOfBounds
from migration.journal import boot_clock
from migration.pools.reading import Deployment, Role
from migration.rehearsal.copy_names import TAG, copy_name
from migration.rehearsal.register import Register, Registered

# How long what was seen of a pool holds for the writes to it, in seconds.
FRESH = 2.0


class Bounds:
    """What the connection of a rehearsal may write: `allow` adds a pool.

    It forbids everything else, whoever asks for it (`Connection.within`). Of a pool that was added
    `look`, once it is set, says before a write why it must be left alone; empty where it may be
    written to. It is asked again when what it said is older than `FRESH`.
    """

    def __init__(self, production: frozenset[str]) -> None:
        self._production = production
        self._names: frozenset[str] = frozenset()
        self._pools: frozenset[str] = frozenset()
        self._seen: dict[str, float] = {}
        self.look: Callable[[str], str] = lambda _: ""

    def expect(self, names: frozenset[str]) -> None:
        """Let pools of these names be made."""
        self._names |= names

    def allow(self, pool_id: str) -> None:
        """Let a pool be written to."""
        if pool_id not in self._production:
            self._pools |= {pool_id}

    def forbid(self, pool_id: str) -> None:
        """Let it be written to no longer."""
        self._pools -= {pool_id}
        self._seen.pop(pool_id, None)

    def __call__(self, service: str, operation: str, request: Mapping[str, Any]) -> str:
        """Why a write must not be sent; empty where it may. *Blocking*; raises as `look` does."""
        if service == "cognito-idp" and operation == "CreateUserPool":
            if request.get("PoolName") in self._names:
                return ""
        elif service == "cognito-idp" and (pool_id := request.get("UserPoolId")) in self._pools:
            return self._why_not_now(str(pool_id))
        return (
            f"{operation} was not sent: a rehearsal writes to its own copies alone. This is a"
            " mistake of Poolwalk's: report it."
        )

    def _why_not_now(self, pool_id: str) -> str:
        now = boot_clock.uptime()  # a machine that slept looks again
        if now - self._seen.get(pool_id, -FRESH) < FRESH:
            return ""
        if why := self.look(pool_id):
            return written_no_longer(pool_id, why)
        self._seen[pool_id] = now
        return ""


def written_no_longer(pool_id: str, why: str) -> str:
    """Why a copy is written to no longer, for a person."""
    return f"The copy {pool_id} is written to no longer, and left as it is: {why}."


class Guard:
    """Looks at a pool, before it is changed and before it is deleted."""

    def __init__(self, connection: Connection, register: Register, deployment: Deployment) -> None:
        self._connection = connection
        self._register = register
        self._deployment = deployment

    def why_not(self, pool_id: str, *, users: bool = True) -> str:
        """Why a pool must be left alone; empty where it is a copy of a registered rehearsal.

        `users`: ask also whether anybody is in it. *Blocking.* Raises a `PoolwalkError`:
        `ResourceGone` where it is not there.
        """
        pool = reads.describe_pool(self._connection, pool_id)
        named = str(pool.get("Name", ""))
        id_ = str((pool.get("UserPoolTags") or {}).get(TAG) or "")
        known = self._register.find(id_) if id_ else None
        if why := self._not_registered(pool_id, named, id_, known):
            return why
        if pool.get("EstimatedNumberOfUsers"):
            return "there are users in it"
        return self._why_not_empty(pool_id, pool) if users else ""

    def must_be_a_copy(self, pool_id: str) -> None:
        """Raise `OutOfBounds` where a pool must be left alone; *blocking*."""
        if why := self.why_not(pool_id, users=False):
            raise OutOfBounds(written_no_longer(pool_id, why))

    def _not_registered(self, pool_id: str, named: str, id_: str, known: Registered | None) -> str:
        here = self._deployment
        production = {here.old_pool.id, here.new_pool.id}
        if known is not None:
            production |= {known.old_pool, known.new_pool}
        if pool_id in production:
            return "it is one of the deployment's own pools"
        if not id_:
            return f"it lacks the tag {TAG}"
        if known is None:
            return f"its tag {TAG} names no rehearsal that this machine knows"
        if not known.is_of(here):
            return f"its tag {TAG} names a rehearsal of another account, region or endpoint"
        if named not in {copy_name(known.id, role) for role in Role}:
            return "its name is not the rehearsal's"
        return ""

    def _why_not_empty(self, pool_id: str, pool: Document) -> str:
        try:
            return "there are users in it" if has_users(self._connection, pool_id) else ""
        except NotImplementedByServer as error:
            if "EstimatedNumberOfUsers" in pool:
                return ""  # it was none
            return f"it is not known whether there are users in it. {error}".rstrip(".")
        except (AccessRefused, AwsRefused) as error:
            return f"it is not known whether there are users in it. {error}".rstrip(".")
