"""All that the new copy holds, resource by resource, to be held against what was predicted."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

from migration.aws import reads
from migration.aws.connection import Connection
from migration.aws.pacing import CALLS_PER_WINDOW
from migration.aws.parallel import in_parallel
from migration.changes.change import Document
from migration.changes.resources import Resources
from migration.compare.login_page_look import look_document
from migration.compare.setting import Kind, Target
from migration.errors import AccessRefused, AwsRefused, NotImplementedByServer
from migration.rehearsal.prediction import deviations
from migration.rehearsal.result import UnpredictedResource

Key = tuple[str, str]  # a `Kind`, or what else a pool has; and its name
Whole = Mapping[Key, Document]


def key_of(target: Target) -> Key:
    """The key of what a write goes to."""
    return target.kind.value, "" if target.kind is Kind.POOL else target.name


def whole_copy(
    connection: Connection, pool_id: str, unread: Callable[[str, str], None]
) -> dict[Key, Document]:
    """Each resource of a copy as Describe answers it; *blocking*. Raises a `PoolwalkError`.

    What a server does not know is left out. `unread` is told the kind of what AWS lets nobody read
    that no write goes to, and why: nothing of that kind can be compared.
    """
    resources = Resources(connection, pool_id)
    pool = reads.describe_pool(connection, pool_id)
    found: dict[Key, Document] = {(Kind.POOL.value, ""): pool}
    clients = [str(item["ClientId"]) for item in reads.list_clients(connection, pool_id)]
    providers = [str(item["ProviderName"]) for item in reads.list_providers(connection, pool_id)]
    targets = [
        *(Target(Kind.CLIENT, client) for client in clients),
        *(Target(Kind.PROVIDER, provider) for provider in providers),
        *(Target(Kind.LOOK, client) for client in clients),
        *(Target(Kind.DOMAIN, domain) for domain in _domains(pool)),
    ]
    calls: list[Callable[[], tuple[Key, Document | None]]] = [
        partial(_resource, resources, target) for target in targets
    ]
    calls += [
        partial(_beside, (kind, ""), partial(read, connection, pool_id), unread)
        for kind, read in _OF_POOL.items()
    ]
    calls += [
        partial(_beside, (kind, client), partial(read, connection, pool_id, client), unread)
        for kind, read in _OF_CLIENTS.items()
        for client in clients
    ]
    for key, document in in_parallel(calls, None, CALLS_PER_WINDOW):
        if document is not None:
            found[key] = document
    return found


def _domains(pool: Document) -> list[str]:
    return [str(name) for member in ("Domain", "CustomDomain") if (name := pool.get(member))]


def _resource(resources: Resources, target: Target) -> tuple[Key, Document | None]:
    document = None
    with suppress(NotImplementedByServer):
        document = resources.read(target)
    return key_of(target), document


_OF_POOL: Mapping[str, Callable[[Connection, str], Document]] = {
    "second factor": reads.get_mfa_config,
    "threat protection": reads.describe_risk_configuration,
    "groups": lambda connection, pool_id: {
        str(group["GroupName"]): group for group in reads.list_groups(connection, pool_id)
    },
    "resource servers": lambda connection, pool_id: {
        str(server["Identifier"]): server
        for server in reads.list_resource_servers(connection, pool_id)
    },
    "look of all clients": lambda connection, pool_id: (
        look_document(reads.get_ui_customization(connection, pool_id)) or {}
    ),
    "log delivery": lambda connection, pool_id: {
        str(item["EventSource"]): item for item in reads.get_log_configurations(connection, pool_id)
    },
}
_OF_CLIENTS: Mapping[str, Callable[[Connection, str, str], Document | None]] = {
    "managed login style": reads.describe_branding,
    "threat protection": reads.describe_risk_configuration,
}


def _beside(
    key: Key, read: Callable[[], Document | None], unread: Callable[[str, str], None]
) -> tuple[Key, Document | None]:
    """What no write goes to: where nobody may read it, the rehearsal goes on without."""
    try:
        return key, read()
    except NotImplementedByServer:
        pass
    except (AccessRefused, AwsRefused) as error:
        unread(key[0], str(error))
    return key, None


def unpredicted_resources(
    foreseen: Whole, held: Whole, *, back: bool
) -> tuple[UnpredictedResource, ...]:
    """Each resource that does not stand as predicted; clients by their names."""
    both = {**foreseen, **held}
    names = {
        name: str(document.get("ClientName") or name)
        for (kind, name), document in both.items()
        if kind == Kind.CLIENT
    }
    found = []
    for kind, name in sorted(both):
        known = Kind(kind) if kind in set(Kind) else Kind.POOL
        other = deviations(known, foreseen.get((kind, name)), held.get((kind, name)))
        if other:
            found.append(UnpredictedResource(kind, names.get(name, name), other, back))
    return tuple(found)
