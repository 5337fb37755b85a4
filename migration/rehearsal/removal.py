"""Takes copies away: domains first, then the pools, and looks whether they are gone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from migration.aws import reads
from migration.errors import (
    AccessRefused,
    AwsBusy,
    AwsRefused,
    AwsUnreachable,
    ResourceGone,
)
from migration.pools.reading import Role
from migration.rehearsal import copy_writes
from migration.rehearsal.copy_names import STEM, copy_name, id_in
from migration.rehearsal.register import Registered
from migration.rehearsal.workspace import Workspace

# Seconds before each further look or try: AWS takes a domain away within a minute.
PAUSES = (0.3, 0.7, 1.5, 3.0, 5.0, 10.0, 15.0, 25.0)
# How long AWS may still be at a pool that was asked for, and that nobody saw being made.
YOUNG = timedelta(seconds=60)
_DOMAINS = ("Domain", "CustomDomain")


@dataclass(frozen=True)
class Removal:
    """Takes away copies that the guard lets pass, and names all others.

    `wait` sleeps that many seconds, or raises `Cancelled`.
    """

    workspace: Workspace
    clock: Callable[[], datetime]
    wait: Callable[[float], None]
    doing: Callable[[str], None]

    def take_away(self, rehearsal: Registered) -> tuple[str, ...]:
        """Take a rehearsal's copies away; *blocking*. Returns a sentence for each that stays.

        Raises a `PoolwalkError` where AWS cannot be asked: then the copies still stand.
        """
        if not rehearsal.is_of(self.workspace.deployment):
            return (
                f"The rehearsal {rehearsal.id} was made in account {rehearsal.account},"
                f" {rehearsal.region}: clean it from there.",
            )
        pools = self._pools_of(rehearsal)
        left = [said for pool_id, name in pools.items() if (said := self._one(pool_id, name))]
        for role, copy in rehearsal.copies.items():
            name = copy_name(rehearsal.id, role)
            unseen = not copy.pool_id and name not in pools.values()
            if unseen and self.clock() - copy.asked < YOUNG:
                left.append(
                    f"AWS did not say whether it made {name}, and may still: clean again in a"
                    " minute."
                )
        if not left:
            self.workspace.register.gone(rehearsal)
        return tuple(left)

    def strangers(self) -> tuple[str, ...]:
        """Pools that are called like a copy and are left alone, a sentence for each; *blocking*."""
        found: list[str] = []
        known = {rehearsal.id for rehearsal in self.workspace.register.left() if not rehearsal.runs}
        for pool in reads.list_pools(self.workspace.connection):
            name = str(pool.get("Name", ""))
            if not name.startswith(STEM) or id_in(name) in known:
                continue
            rehearsal = self.workspace.register.find(id_in(name))
            why = "its rehearsal is under way in another process"
            if rehearsal is None or not rehearsal.runs:
                why = self._why_not(str(pool["Id"])) or "its rehearsal counts as taken away"
            found.append(_left_alone(str(pool["Id"]), name, why))
        return tuple(found)

    def _pools_of(self, rehearsal: Registered) -> dict[str, str]:
        """Names by ids of the pools made for it, also of one whose id no answer ever brought."""
        names = {copy_name(rehearsal.id, role) for role in Role}
        known = {
            copy.pool_id: copy_name(rehearsal.id, role)
            for role, copy in rehearsal.copies.items()
            if copy.pool_id
        }
        listed = {
            str(pool["Id"]): str(pool["Name"])
            for pool in reads.list_pools(self.workspace.connection)
            if pool.get("Name") in names
        }
        return known | listed

    def _why_not(self, pool_id: str) -> str:
        try:
            return self.workspace.guard.why_not(pool_id)
        except ResourceGone:
            return "it is gone"
        except AccessRefused as error:  # the policy lets nobody look at what lacks the tag
            return str(error)

    def _one(self, pool_id: str, name: str) -> str:
        try:
            if why := self._refused(pool_id) or self.workspace.guard.why_not(pool_id):
                return _left_alone(pool_id, name, why)
            self.workspace.bounds.allow(pool_id)
            self.doing(f"Taking {name} away")
            self._domains(pool_id)
            # Between the first look and here somebody may have come.
            if why := self.workspace.guard.why_not(pool_id):
                return _left_alone(pool_id, name, why)
            return self._pool(pool_id, name)
        except ResourceGone:
            return ""
        except (AccessRefused, AwsRefused) as error:  # the other copy may go all the same
            return _left_alone(pool_id, name, str(error).rstrip("."))
        finally:
            self.workspace.bounds.forbid(pool_id)

    def _refused(self, pool_id: str) -> str:
        """Why a pool cannot even be looked at, where it is still listed; empty where it can."""
        try:
            reads.describe_pool(self.workspace.connection, pool_id)
        except AccessRefused as error:
            if any(pool["Id"] == pool_id for pool in reads.list_pools(self.workspace.connection)):
                return str(error)
            raise ResourceGone(str(error)) from None
        return ""

    def _domains(self, pool_id: str) -> None:
        pool = reads.describe_pool(self.workspace.connection, pool_id)
        for domain in (str(pool.get(member) or "") for member in _DOMAINS):
            if domain:
                request = {"UserPoolId": pool_id, "Domain": domain}
                self._send("DeleteUserPoolDomain", request, lambda _: False)
                self._until(partial(self._lacks_domain, pool_id, domain))

    def _lacks_domain(self, pool_id: str, domain: str) -> bool:
        pool = reads.describe_pool(self.workspace.connection, pool_id)
        return domain not in (pool.get(member) for member in _DOMAINS)

    def _pool(self, pool_id: str, name: str) -> str:
        request = {"UserPoolId": pool_id}
        self._send("DeleteUserPool", request, lambda refusal: "domain" in str(refusal).lower())
        if self._until(partial(self._is_gone, pool_id)):
            return ""
        return _left_alone(pool_id, name, "AWS took its deletion, and it still stands")

    def _is_gone(self, pool_id: str) -> bool:
        """Gone, or no longer there to be allowed: a policy by tags knows no pool without one."""
        try:
            self._refused(pool_id)
        except ResourceGone:
            return True
        return False

    def _send(
        self, operation: str, request: Mapping[str, str], passes: Callable[[AwsRefused], bool]
    ) -> None:
        """Send it, again where AWS asks to wait or gives no answer: deleting twice deletes once.

        `passes` says of a refusal whether it passes by itself. Raises a `PoolwalkError`.
        """
        for pause in (*PAUSES, None):
            try:
                copy_writes.send(self.workspace.connection, operation, request)
            except ResourceGone:
                return
            except (AwsBusy, AwsUnreachable):
                if pause is None:
                    raise
            except AwsRefused as error:
                if pause is None or not passes(error):
                    raise
            else:
                return
            self.wait(pause)

    def _until(self, done: Callable[[], bool]) -> bool:
        for pause in PAUSES:
            if done():
                return True
            self.wait(pause)
        return done()


def _left_alone(pool_id: str, name: str, why: str) -> str:
    return f"{name} ({pool_id}) was left alone: {why}."
