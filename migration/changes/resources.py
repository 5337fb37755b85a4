"""How each kind of resource of the new pool is read and written: which Describe, and which Create, Update or Delete."""

from collections.abc import Mapping
from dataclasses import dataclass

from migration.aws import reads, writes
from migration.aws.connection import Connection
from migration.aws.shapes import update_request
from migration.changes.change import Document, plain
from migration.compare.providers import CREATION_MEMBERS
from migration.compare.setting import Kind, Target
from migration.secret import Secret


@dataclass(frozen=True)
class Resources:
    """The new pool's resources at AWS. Every method talks to AWS and raises a `PoolwalkError`."""

    connection: Connection
    pool_id: str

    def read(self, target: Target) -> Document | None:
        """The resource as Describe answers it now, or None where it is not there."""
        match target.kind:
            case Kind.POOL:
                return reads.describe_pool(self.connection, self.pool_id)
            case Kind.CLIENT:
                return reads.describe_client(self.connection, self.pool_id, target.name)
            case Kind.PROVIDER:
                return reads.describe_provider(self.connection, self.pool_id, target.name)
            case Kind.DOMAIN:
                return reads.describe_domain(self.connection, target.name)

    def write(self, target: Target, before: Document | None, after: Document | None, hidden: Mapping[str, Secret]) -> None:
        """Send the whole resource as it should be: made where it was not, removed where it should not be, updated else.

        `hidden` are provider details that no Describe returns and every write needs again.
        """
        match target.kind:
            case Kind.POOL:
                writes.update_pool(self.connection, self._update("UpdateUserPool", after))
            case Kind.CLIENT:
                writes.update_client(self.connection, self._update("UpdateUserPoolClient", after))
            case Kind.PROVIDER:
                self._write_provider(target.name, before, after, hidden)
            case Kind.DOMAIN:
                self._write_domain(target.name, before, after)

    def _update(self, operation: str, document: Document | None) -> Document:
        return {
            **update_request(self.connection.cognito.meta.service_model, operation, document or {}),
            "UserPoolId": self.pool_id,
        }

    def _write_provider(self, name: str, before: Document | None, after: Document | None, hidden: Mapping[str, Secret]) -> None:
        if after is None:
            writes.delete_provider(self.connection, self.pool_id, name)
            return
        whole = {**after, "ProviderDetails": {**after.get("ProviderDetails", {}), **plain(hidden)}}
        if before is None:
            request = {member: whole[member] for member in CREATION_MEMBERS if whole.get(member)}
            writes.create_provider(self.connection, {**request, "UserPoolId": self.pool_id})
        else:
            writes.update_provider(self.connection, self._update("UpdateIdentityProvider", whole))

    def _write_domain(self, name: str, before: Document | None, after: Document | None) -> None:
        if after is None:
            writes.delete_domain(self.connection, self.pool_id, name)
            return
        request = {"Domain": name, "UserPoolId": self.pool_id, "ManagedLoginVersion": int(after.get("ManagedLoginVersion") or 1)}
        if before is None:
            writes.create_domain(self.connection, request)
        else:
            kept = {"CustomDomainConfig": after["CustomDomainConfig"]} if after.get("CustomDomainConfig") else {}
            writes.update_domain(self.connection, {**request, **kept})
