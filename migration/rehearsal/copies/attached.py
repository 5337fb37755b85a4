"""What else hangs on a copy: groups and threat protection. Log delivery stays production's own."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from migration.aws import reads
from migration.changes.change import Document
from migration.pools.reading import PoolReading, Role, Unread
from migration.rehearsal.copies.requests import group_request, risk_request
from migration.rehearsal.copies.sender import Sender

# No write of the walk rests on any of it: production needs none of it rehearsed.
_NOT_NEEDED = False


class AttachedCopier:
    """Gives both copies the groups and the threat protection of their originals."""

    def __init__(self, *, sender: Sender) -> None:
        self._sender = sender

    def make(self, role: Role, pool_id: str, reading: PoolReading) -> None:
        """Make them on one copy, and say what stays out; *blocking*. Raises a `PoolwalkError`."""
        for name in ("groups", "risk", "log_delivery"):
            part = getattr(reading, name)
            if isinstance(part, Unread):
                what = f"{name.replace('_', ' ')} of the {role} pool"
                self._sender.leave_out(what, part.reason, needed=_NOT_NEEDED)
        if isinstance(reading.groups, tuple):
            for group in reading.groups:
                self._group(role, pool_id, group)
        if isinstance(reading.risk, Mapping):
            self._risk(role, pool_id, reading.risk)
        if isinstance(reading.log_delivery, tuple):
            for delivery in reading.log_delivery:
                self._sender.leave_out(
                    f"log delivery of the {role} pool ({delivery.get('EventSource', 'logs')})",
                    "the copy's logs would go where production's go",
                    needed=_NOT_NEEDED,
                    operation="SetLogDeliveryConfiguration",
                )

    def _group(self, role: Role, pool_id: str, group: Mapping[str, Any]) -> None:
        name = str(group.get("GroupName", ""))
        label, operation = f"the group {name} of the {role} pool", "CreateGroup"
        if group.get("RoleArn"):
            why = "it is production's: nobody in the copy is to act by it"
            self._sender.leave_out(
                f"the role of {label}", why, needed=_NOT_NEEDED, operation=operation
            )
        self._sender.attempt(
            label,
            operation,
            {**group_request(self._sender.model, group), "UserPoolId": pool_id},
            partial(self._group_there, pool_id, name),
            needed=_NOT_NEEDED,
        )

    def _group_there(self, pool_id: str, name: str) -> Document | None:
        groups = reads.list_groups(self._sender.connection, pool_id)
        return next((group for group in groups if group.get("GroupName") == name), None)

    def _risk(self, role: Role, pool_id: str, risk: Mapping[str, Any]) -> None:
        request = risk_request(self._sender.model, risk)
        if request:
            self._sender.attempt(
                f"threat protection of the {role} pool",
                "SetRiskConfiguration",
                {**request, "UserPoolId": pool_id},
                needed=_NOT_NEEDED,
            )
