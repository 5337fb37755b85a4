"""A snapshot of both pools as JSON, without secrets.

`{"schema", "made_at", "read_at", "deployment", "old", "new"}`; `old` and `new` hold AWS's documents
under the names in `_parts`, lists by what tells their items apart. `{"left_out": "secret"}` stands
for a secret, `{"unread": {"operation", "reason"}}` for what was refused.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool
from migration.pools.reading import (
    Deployment,
    Pending,
    PoolReading,
    UICustomization,
    Unread,
)
from migration.secret import Secret

SCHEMA = 1
LEFT_OUT, UNREAD = "left_out", "unread"
SECRET = {LEFT_OUT: "secret"}

Document = dict[str, Any]


def snapshot_of(
    deployment: Deployment, reading: Reading, *, made_at: datetime, read_at: datetime
) -> Document:
    """All that was read of both pools at `read_at`."""
    return {
        "schema": SCHEMA,
        "made_at": made_at.isoformat(),
        "read_at": read_at.isoformat(),
        "deployment": deployment.document,
        "old": _parts(reading.old),
        "new": _parts(reading.new),
    }


def _parts(pool: PoolReading) -> Document:
    return {
        "pool": _json(pool.pool),
        "mfa": _json(pool.mfa),
        "domain": _json(pool.domain),
        "identity_providers": _by(lambda provider: provider.name, pool.providers),
        "app_clients": _by(lambda client: client.id, pool.clients),
        "ui_customization": _json(pool.ui_customization),
        "resource_servers": _by(
            lambda server: str(server.get("Identifier")), pool.resource_servers
        ),
        "groups": _by(lambda group: str(group.get("GroupName")), pool.groups),
        "risk_configuration": _json(pool.risk),
        "log_configurations": _by(lambda log: str(log.get("EventSource")), pool.log_delivery),
        "client_looks": _json(pool.client_looks),
        "client_styles": _json(pool.client_styles),
    }


def _by(key: Callable[[Any], str], items: Iterable[Any] | Unread | Pending) -> Any:
    return (
        _json(items)
        if isinstance(items, Unread | Pending)
        else {key(item): _json(item) for item in items}
    )


def _json(value: Any) -> Any:
    """A value as JSON holds it: moments as ISO text, bytes in base64."""
    if isinstance(value, Pool | AppClient | IdentityProvider | Domain | UICustomization):
        return _json(value.document)
    if isinstance(value, Unread):
        return {UNREAD: {"operation": value.operation, "reason": value.reason}}
    if isinstance(value, Pending):
        return {UNREAD: {"operation": value.waiting_for, "reason": "it was not read yet"}}
    if isinstance(value, Secret):
        return dict(SECRET)
    if isinstance(value, Mapping):
        return {str(name): _json(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_json(item) for item in value]
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
