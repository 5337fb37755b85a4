"""What a write read back, put into the reading: the screen then shows what AWS shows, without asking again."""

from dataclasses import replace
from typing import TypeVar

from migration.changes.change import Document
from migration.compare.setting import Kind, Target
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool
from migration.pools.reading import Pending, Reading, Unread

Item = TypeVar("Item", AppClient | Unread, IdentityProvider | Unread)


def with_resource(reading: Reading, target: Target, document: Document | None, region: str) -> Reading:
    """The reading in which one resource of the new pool is as `document` says; None: it is not there."""
    new = reading.new
    match target.kind:
        case Kind.POOL:
            new = replace(new, pool=Pool.from_describe(document)) if document else new
        case Kind.DOMAIN:
            new = replace(new, domain=Domain.from_describe(document, region) if document else None)
        case Kind.CLIENT:
            client = AppClient.from_describe(document) if document else None
            new = replace(new, clients=_with_item(new.clients, client, target.name))
        case Kind.PROVIDER:
            provider = IdentityProvider.from_describe(document) if document else None
            new = replace(new, providers=_with_item(new.providers, provider, target.name))
    return replace(reading, new=new)


def _with_item(part: tuple[Item, ...] | Unread | Pending, item: Item | None, name: str) -> tuple[Item, ...] | Unread | Pending:
    """The list in which the item of this name (a client's id) is this one, in its place, or last, or gone."""
    if isinstance(part, Unread | Pending):
        return part
    names = [other.name if isinstance(other, IdentityProvider) else other.id or other.name for other in part]
    if item is not None and name in names:
        return tuple(item if named == name else other for named, other in zip(names, part, strict=True))
    others = tuple(other for named, other in zip(names, part, strict=True) if named != name)
    return others if item is None else (*others, item)
