"""Sends a write to a copy: one of the migration's own, or one that only copies are made with."""

from collections.abc import Mapping
from typing import Any

from migration.aws import writes
from migration.aws.connection import Connection
from migration.aws.pool_making import send_about_copy
from migration.changes.change import Document


def send(connection: Connection, operation: str, request: Mapping[str, Any]) -> Document:
    """Send it once, and return AWS's answer; for a write of the migration's own, the request.

    *Blocking.* Raises a `PoolwalkError`.
    """
    if writes.is_write(operation):
        writes.send(connection, operation, request)
        return dict(request)
    return send_about_copy(connection, operation, request)
