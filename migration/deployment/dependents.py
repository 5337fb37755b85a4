"""What else of the account rests on the old pool, as far as AWS tells.

Stacks that import what its stack exports, and authorizers of API Gateway that let its users in. AWS
does not tell what a script, a Lambda function's code or a device holds.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Any

from migration.aws.connection import Connection
from migration.aws.dependent_reads import (
    get_authorizers,
    get_http_apis,
    get_http_authorizers,
    get_rest_apis,
    list_imports,
)
from migration.aws.pacing import CALLS_PER_WINDOW
from migration.aws.parallel import in_parallel
from migration.pools.part_delivery import value_or_unread
from migration.pools.reading import Deployment, Pending, Unread

# What RainMaker's own stack exports of the old pool, where the list of exports was refused.
KNOWN_EXPORTS = ("esp-CognitoUserPool", "esp-CognitoUserPoolClient")
COGNITO_TYPE = "COGNITO_USER_POOLS"


@dataclass(frozen=True)
class ImportingStack:
    """A stack that imports an export, which holds the old pool or one of its clients."""

    name: str
    export: str


@dataclass(frozen=True)
class PoolAuthorizer:
    """An authorizer of an API that lets users of some pools in. `pools` are their ids.

    `by_issuer`: one of an HTTP API, which names a single issuer of tokens.
    """

    api: str
    api_name: str
    id: str
    name: str
    pools: tuple[str, ...]
    by_issuer: bool = False


@dataclass(frozen=True)
class Dependents:
    """What was found, and what could not be asked. The pools are named by their ids."""

    old_pool: str = ""
    new_pool: str = ""
    stacks: tuple[ImportingStack, ...] = ()
    authorizers: tuple[PoolAuthorizer, ...] = ()
    unread: tuple[Unread, ...] = ()


def read_dependents(
    connection: Connection,
    deployment: Deployment,
    clients: Iterable[str],
    exports: Mapping[str, str] | Unread | Pending,
    cancelled: Event,
) -> Dependents:
    """Ask who imports an export of the old pool's, and what the authorizers of each API name.

    Such an export holds the pool's id, its ARN or the id of one of its `clients`. In the
    deployment's region. Blocking. Raises `Cancelled` alone.
    """
    names = _exports_of(frozenset({deployment.old_pool.id, *clients}), exports)
    asked: list[Callable[[], tuple[ImportingStack, ...] | Unread]] = [
        partial(_importing, connection, name) for name in names
    ]
    importing = in_parallel(asked, cancelled)
    authorizers = _authorizers(connection, cancelled)
    unread = [part for part in (*importing, *authorizers) if isinstance(part, Unread)]
    return Dependents(
        deployment.old_pool.id,
        deployment.new_pool.id,
        tuple(stack for part in importing if not isinstance(part, Unread) for stack in part),
        tuple(found for found in authorizers if not isinstance(found, Unread)),
        tuple(unread),
    )


def _exports_of(
    ids: frozenset[str], exports: Mapping[str, str] | Unread | Pending
) -> tuple[str, ...]:
    if isinstance(exports, Unread | Pending):
        return KNOWN_EXPORTS
    # An ARN ends in the pool's id.
    return tuple(name for name, value in exports.items() if value.rpartition("/")[2] in ids)


def _importing(connection: Connection, export: str) -> tuple[ImportingStack, ...] | Unread:
    def stacks() -> tuple[ImportingStack, ...]:
        names = list_imports(connection, connection.region, export)
        return tuple(ImportingStack(name, export) for name in dict.fromkeys(names))

    return value_or_unread("ListImports", stacks, None, export)


def _authorizers(connection: Connection, cancelled: Event) -> tuple[PoolAuthorizer | Unread, ...]:
    """Those of REST APIs, then those of HTTP APIs, which another interface tells of."""
    region = connection.region
    rest = value_or_unread(
        "GetRestApis",
        lambda: [_named(api, "id", "name") for api in get_rest_apis(connection, region)],
        None,
    )
    http = value_or_unread(
        "GetApis",
        lambda: [_named(api, "ApiId", "Name") for api in get_http_apis(connection, region)],
        None,
    )
    unread: list[PoolAuthorizer | Unread] = []
    asked: list[Callable[[], tuple[PoolAuthorizer, ...] | Unread]] = []
    for apis, read in ((rest, _of_rest_api), (http, _of_http_api)):
        if isinstance(apis, Unread):
            unread.append(apis)
        else:
            asked += [partial(_of_api, connection, api, name, read) for api, name in apis]
    found = in_parallel(asked, cancelled, CALLS_PER_WINDOW)
    return (
        *unread,
        *(one for part in found for one in ((part,) if isinstance(part, Unread) else part)),
    )


def _named(item: Mapping[str, Any], id_: str, name: str) -> tuple[str, str]:
    return str(item[id_]), str(item.get(name) or item[id_])


def _of_api(
    connection: Connection,
    api: str,
    name: str,
    read: Callable[[Connection, str, str], tuple[PoolAuthorizer, ...]],
) -> tuple[PoolAuthorizer, ...] | Unread:
    # Several APIs may have one name.
    return value_or_unread("GetAuthorizers", lambda: read(connection, api, name), None, name, api)


def _of_rest_api(connection: Connection, api: str, name: str) -> tuple[PoolAuthorizer, ...]:
    return tuple(
        PoolAuthorizer(
            api,
            name,
            *_named(found, "id", "name"),
            tuple(str(arn).rpartition("/")[2] for arn in found.get("providerARNs") or ()),
        )
        for found in get_authorizers(connection, connection.region, api)
        if found.get("type") == COGNITO_TYPE
    )


def _of_http_api(connection: Connection, api: str, name: str) -> tuple[PoolAuthorizer, ...]:
    """A pool's issuer is `https://cognito-idp.<region>.amazonaws.com/<pool id>`."""
    return tuple(
        PoolAuthorizer(
            api,
            name,
            *_named(found, "AuthorizerId", "Name"),
            (str(issuer).rstrip("/").rpartition("/")[2],),
            by_issuer=True,
        )
        for found in get_http_authorizers(connection, connection.region, api)
        if (issuer := (found.get("JwtConfiguration") or {}).get("Issuer"))
    )
