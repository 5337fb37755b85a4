"""The app clients of a copy, and the addresses of theirs that name one another."""

from types import MappingProxyType

from migration.aws import reads
from migration.aws.update_requests import update_request
from migration.changes.change import Document
from migration.compare.client_members import STEP
from migration.pools.documents import AppClient
from migration.pools.reading import Pending, PoolReading, Role, Unread
from migration.rehearsal.copies.counterparts import ADDRESSES, Counterparts
from migration.rehearsal.copies.requests import client_request
from migration.rehearsal.copies.sender import Sender

# It names an application and a role of production's, which not everybody may pass on.
_SPARE = MappingProxyType({"AnalyticsConfiguration": ("analytics", "pinpoint", "passrole")})


class ClientCopier:
    """Makes the app clients of both copies, and tells `counterparts` the id of each."""

    def __init__(self, *, sender: Sender, counterparts: Counterparts) -> None:
        self._sender = sender
        self._counterparts = counterparts

    def make(self, role: Role, pool_id: str, reading: PoolReading, lacking: frozenset[str]) -> None:
        """Make all clients of one copy; `lacking` are providers that the copy has not.

        *Blocking.* Raises a `PoolwalkError`.
        """
        if not isinstance(reading.clients, Unread | Pending):
            for client in reading.clients:
                self._client(role, pool_id, client, lacking)

    def address(self, role: Role, pool_id: str, reading: PoolReading) -> None:
        """Let addresses that name an app client name its copy: known only once all are made.

        *Blocking.* Raises a `PoolwalkError`.
        """
        if isinstance(reading.clients, Unread | Pending):
            return
        hosts_alone = Counterparts(self._counterparts.hosts)
        for client in reading.clients:
            copy = self._counterparts.clients.get(client.id)
            if copy is None or not isinstance(client, AppClient):
                continue
            wanted = self._counterparts.client(client.document)
            as_it_is = hosts_alone.client(client.document)
            if all(wanted.get(member) == as_it_is.get(member) for member in ADDRESSES):
                continue
            held = reads.describe_client(self._sender.connection, pool_id, copy)
            held |= {member: wanted[member] for member in ADDRESSES if wanted.get(member)}
            request = update_request(self._sender.model, "UpdateUserPoolClient", held)
            self._sender.attempt(
                f"addresses of the app client {client.name} of the {role} pool",
                "UpdateUserPoolClient",
                {**request, "UserPoolId": pool_id},
                step=STEP,
            )

    def _client(
        self, role: Role, pool_id: str, client: AppClient | Unread, lacking: frozenset[str]
    ) -> None:
        label = f"the app client {client.name or client.id} of the {role} pool"
        if isinstance(client, Unread):
            self._sender.leave_out(label, client.reason, step=STEP)
            return
        request = client_request(self._sender.model, client, self._counterparts, lacking)
        known = set(self._counterparts.clients.values())

        def there() -> Document | None:
            for listed in reads.list_clients(self._sender.connection, pool_id):
                if listed.get("ClientName") == client.name and listed["ClientId"] not in known:
                    return {"UserPoolClient": listed}
            return None

        made = self._sender.attempt(
            label,
            "CreateUserPoolClient",
            {**request, "UserPoolId": pool_id},
            there,
            step=STEP,
            spare=_SPARE,
        )
        if made is not None:
            self._counterparts.clients[client.id] = str(made["UserPoolClient"]["ClientId"])
