"""Makes both copies, part by part, in the order in which one part needs another."""

from collections.abc import Callable, Mapping
from datetime import datetime

from migration.pools.documents import prefix_host
from migration.pools.reading import Pending, PoolReading, Role, Unread
from migration.rehearsal.copies.attached import AttachedCopier
from migration.rehearsal.copies.clients import ClientCopier
from migration.rehearsal.copies.counterparts import Counterparts
from migration.rehearsal.copies.login_pages import LoginPageCopier
from migration.rehearsal.copies.originals import Original
from migration.rehearsal.copies.parts import PartCopier
from migration.rehearsal.copies.pool import PoolCopier
from migration.rehearsal.copies.sender import Sender
from migration.rehearsal.copy_names import copy_name
from migration.rehearsal.guard import Bounds
from migration.rehearsal.register import Register, Registered

_PARTS = ("mfa", "resource_servers", "domain", "providers", "clients")  # of a `PoolReading`


class Copier:
    """Makes the copies of two pools; each part that AWS refuses is left out, and said.

    `counterparts` tells what stands in them for what stands in production.
    """

    def __init__(
        self,
        *,
        sender: Sender,
        register: Register,
        rehearsal: Registered,
        bounds: Bounds,
        clock: Callable[[], datetime],
        picture_at: Callable[[str], bytes],
        apple_key: str,
        with_sms: bool,
    ) -> None:
        self._sender = sender
        self._bounds = bounds
        self.counterparts = Counterparts({})
        self._pools = PoolCopier(
            sender=sender,
            register=register,
            rehearsal=rehearsal,
            bounds=bounds,
            clock=clock,
            with_sms=with_sms,
        )
        self._parts = PartCopier(sender=sender, apple_key=apple_key, with_sms=with_sms)
        self._clients = ClientCopier(sender=sender, counterparts=self.counterparts)
        self._attached = AttachedCopier(sender=sender)
        self._login_pages = LoginPageCopier(
            sender=sender, counterparts=self.counterparts, picture_at=picture_at
        )

    @property
    def rehearsal(self) -> Registered:
        """What the register holds of this rehearsal by now."""
        return self._pools.rehearsal

    def pool_of(self, role: Role) -> str:
        """The id of a copy that was made."""
        return self.rehearsal.copies[role].pool_id

    def name_of(self, role: Role) -> str:
        """The name of a copy, which is the prefix of its domain too."""
        return copy_name(self.rehearsal.id, role)

    def make(self, originals: Mapping[Role, Original]) -> None:
        """Make all of both copies; *blocking*.

        Raises a `PoolwalkError` where there is no going on: a quota, a permission, the login.
        """
        region = self._sender.connection.region
        for role, original in originals.items():
            copy = prefix_host(self.name_of(role), region)
            self.counterparts.know_hosts(dict.fromkeys(original.reading.hosts, copy))
        self._bounds.expect(frozenset(self.name_of(role) for role in originals))
        for role, original in originals.items():
            self._pools.make(role, original.reading)
        for role, original in originals.items():
            pool_id, prefix, reading = self.pool_of(role), self.name_of(role), original.reading
            self._leave_out_unread(role, reading)
            lacking = self._parts.make(role, pool_id, prefix, reading)
            self._clients.make(role, pool_id, reading, lacking)
        for role, original in originals.items():
            pool_id = self.pool_of(role)
            self._clients.address(role, pool_id, original.reading)
            self._login_pages.make(role, pool_id, self.name_of(role), original)
            self._attached.make(role, pool_id, original.reading)

    def _leave_out_unread(self, role: Role, reading: PoolReading) -> None:
        for name in _PARTS:
            part = getattr(reading, name)
            if isinstance(part, Unread | Pending):
                why = part.reason if isinstance(part, Unread) else "it was not read"
                self._sender.leave_out(f"{name.replace('_', ' ')} of the {role} pool", why)
