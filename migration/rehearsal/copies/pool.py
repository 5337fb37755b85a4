"""A copy's pool itself: registered before it is asked for, made without what AWS refuses."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from migration.aws import reads
from migration.changes.change import Document
from migration.errors import (
    AwsRefused,
    AwsUnreachable,
    Cancelled,
    NotImplementedByServer,
    PoolwalkError,
    QuotaUsedUp,
)
from migration.pools.documents import Pool
from migration.pools.reading import PoolReading, Role, Unread
from migration.rehearsal.copies.requests import Blueprint, pool_blueprint
from migration.rehearsal.copies.sender import Sender
from migration.rehearsal.copy_names import copy_name
from migration.rehearsal.guard import Bounds
from migration.rehearsal.register import Register, Registered


class PoolCopier:
    """Makes both pools. `register` is told of each before it is asked for.

    `rehearsal` is what the register holds of this rehearsal by now.
    """

    def __init__(
        self,
        *,
        sender: Sender,
        register: Register,
        rehearsal: Registered,
        bounds: Bounds,
        clock: Callable[[], datetime],
        with_sms: bool,
    ) -> None:
        self._sender = sender
        self._register = register
        self.rehearsal = rehearsal
        self._bounds = bounds
        self._clock = clock
        self._with_sms = with_sms

    def make(self, role: Role, reading: PoolReading) -> None:
        """Make one pool, and let it be written to; *blocking*. Raises a `PoolwalkError`."""
        if not isinstance(reading.pool, Pool):
            why = reading.pool.reason if isinstance(reading.pool, Unread) else "it is not read yet"
            message = f"The {role} pool could not be read, so no copy of it can be made: {why}"
            raise PoolwalkError(message)
        name = copy_name(self.rehearsal.id, role)
        self._sender.doing(f"Making {name}")
        blueprint: Blueprint | None = pool_blueprint(
            self._sender.model,
            reading.pool,
            role,
            name,
            self.rehearsal.id,
            with_sms=self._with_sms,
        )
        while blueprint is not None:
            try:
                pool_id = self._made(role, name, blueprint.request)
            except (QuotaUsedUp, NotImplementedByServer):
                raise
            except AwsRefused as error:
                smaller = blueprint.without(str(error))
                if smaller is None:
                    raise
                blueprint = smaller
                continue
            self.rehearsal = self._register.made(self.rehearsal, role, pool_id)
            self._bounds.allow(pool_id)
            self._sender.findings.take_all(blueprint.left_out)
            return

    def _made(self, role: Role, name: str, request: Mapping[str, Any]) -> str:
        """The id of a pool, also of one that was made without an answer."""
        self.rehearsal = self._register.ask_for(self.rehearsal, role, self._clock())
        unanswered = False

        def there() -> Document | None:
            nonlocal unanswered
            unanswered = True
            listed = reads.list_pools(self._sender.connection)
            found = [pool for pool in listed if pool.get("Name") == name]
            return {"UserPool": found[0]} if found else None

        try:
            return str(self._sender.sent("CreateUserPool", request, there)["UserPool"]["Id"])
        except PoolwalkError as error:
            # What stayed without an answer may still be made; what AWS refused is not.
            if not unanswered and not isinstance(error, AwsUnreachable | Cancelled):
                self.rehearsal = self._register.refused(self.rehearsal, role)
            raise
