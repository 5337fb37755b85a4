"""What a write read back, put into the reading.

So the screen shows what AWS shows, without asking again.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from migration.changes.change import Document
from migration.compare.setting import Kind, Target
from migration.deployment.alexa_linking import AlexaLinking
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool, SkillsStack
from migration.pools.reading import Pending, Unread

Item = TypeVar("Item")
CHANGED_AT = "LastModifiedDate"


def is_older(found: Mapping[str, Any] | None, known: Mapping[str, Any] | None) -> bool:
    """Whether a reading shows a resource as it was before another one, by AWS's own date.

    AWS can answer from a copy to which a write has not come yet.
    """
    at, before = changed_at(found), changed_at(known)
    return at is not None and before is not None and at < before


def changed_at(document: Mapping[str, Any] | None) -> datetime | None:
    """When AWS says that a resource was changed last; None where it does not."""
    at = (document or {}).get(CHANGED_AT)
    return at if isinstance(at, datetime) and at.tzinfo is not None else None


def resource_in(reading: Reading, target: Target) -> Mapping[str, Any] | None:
    """A resource as the reading has it, of those that AWS dates; None where it is not there."""
    match target.kind:
        case Kind.POOL:
            pool = reading.new.pool
            return pool.document if isinstance(pool, Pool) else None
        case Kind.CLIENT:
            clients = reading.new.clients
            every = clients if isinstance(clients, tuple) else ()
            own = (one for one in every if isinstance(one, AppClient) and one.id == target.name)
            return next((one.document for one in own), None)
        case Kind.PROVIDER:
            providers = reading.new.providers
            made = providers if isinstance(providers, tuple) else ()
            named = (one for one in made if isinstance(one, IdentityProvider))
            return next((one.document for one in named if one.name == target.name), None)
    return None


def with_resource(
    reading: Reading, target: Target, document: Document | None, region: str
) -> Reading:
    """The reading in which one resource is as `document` says; None: it is not there."""
    new = reading.new
    match target.kind:
        case Kind.POOL:
            new = replace(new, pool=Pool.from_describe(document)) if document else new
        case Kind.DOMAIN:
            new = replace(new, domain=Domain.from_describe(document, region) if document else None)
        case Kind.CLIENT:
            client: AppClient | Unread | None = (
                AppClient.from_describe(document) if document else None
            )
            new = replace(
                new, clients=_with_item(new.clients, client, lambda item: item.id == target.name)
            )
        case Kind.PROVIDER:
            provider: IdentityProvider | Unread | None = (
                IdentityProvider.from_describe(document) if document else None
            )
            new = replace(
                new,
                providers=_with_item(
                    new.providers, provider, lambda item: item.name == target.name
                ),
            )
        case Kind.STACK:
            stack = reading.skills_stack
            if isinstance(stack, SkillsStack) and stack.id == target.name and document:
                held = replace(stack, status=str(document["StackStatus"]), document=document)
                return replace(reading, skills_stack=held)
        case Kind.SKILL:
            known = reading.alexa_linking
            linking = known if isinstance(known, AlexaLinking) else AlexaLinking(target.name)
            return replace(reading, alexa_linking=replace(linking, document=document))
        case Kind.CERTIFICATION:
            pass  # which review it is says the next look at it
        case Kind.LOOK:
            if not isinstance(new.client_looks, Unread | Pending):
                new = replace(new, client_looks={**new.client_looks, target.name: document})
    return replace(reading, new=new)


def _with_item(
    part: tuple[Item, ...] | Unread | Pending, item: Item | None, is_it: Callable[[Item], bool]
) -> tuple[Item, ...] | Unread | Pending:
    """The list in which one item is as given: in its place, or last, or gone."""
    if isinstance(part, Unread | Pending):
        return part
    if item is not None and any(is_it(other) for other in part):
        return tuple(item if is_it(other) else other for other in part)
    others = tuple(other for other in part if not is_it(other))
    return others if item is None else (*others, item)
