"""The connection to AWS, once somebody has logged in."""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from migration.deployment_request import Request
from migration.errors import NotConnected
from migration.pools.reading import Deployment

if TYPE_CHECKING:  # boto3 is loaded with it, in the thread that logs in
    from migration.aws.connection import Connection


class Login:
    """Who talks to AWS. `connection` is None before `log_in`.

    With `shared`, somebody has logged in already: that connection is used, and never closed here.
    """

    def __init__(self, request: Request, shared: "Connection | None" = None) -> None:
        self._request = request
        self._shared = shared
        self.connection: Connection | None = None

    def log_in(self, ask_mfa_code: Callable[[str], str] | None, cancelled: Event) -> Deployment:
        """Log in, and find both pools. *Blocking.* Raises a `PoolwalkError`."""
        from migration.aws.connection import connect
        from migration.aws.identity import caller_identity
        from migration.aws.parallel import in_parallel
        from migration.pools.pool_search import find_pools

        asked = self._request
        connection = self._shared or connect(
            profile=asked.profile,
            region=asked.region,
            endpoint_url=asked.endpoint_url,
            credentials=asked.credentials,
            ask_mfa_code=ask_mfa_code,
            log_file=asked.log_file,
            region_from=asked.region_from,
        )
        # Asked at once: neither answer needs the other.
        calls: tuple[Callable[[], Any], ...] = (
            partial(caller_identity, connection),
            partial(find_pools, connection, asked.old_pool, asked.new_pool, cancelled),
        )
        identity, (old, new) = in_parallel(calls, cancelled)
        self.connection = connection
        return Deployment(
            identity.account, connection.region, connection.endpoint, identity.arn, old, new
        )

    def online(self) -> "Connection":
        """The connection. Raises `NotConnected` where nobody has logged in."""
        if self.connection is None:
            raise NotConnected
        return self.connection

    def close(self) -> None:
        """Let go of the connection."""
        if self.connection and self.connection is not self._shared:
            self.connection.close()
