"""What a write is predicted to make of its resource, and what came out otherwise."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from migration.aws.provider_details import derived_provider_keys
from migration.changes.change import UNSET, Beside, Change, Document, beside, merged
from migration.compare.login_page_look import LOGO
from migration.compare.other_differences.rules import DOMAIN_FACTS
from migration.compare.setting import Kind

# Members by which AWS says whose and how old a thing is: of a new one nobody knows them before.
_FACTS = frozenset({"UserPoolId", "CreationDate", "LastModifiedDate"})
# What a provider's mapping has of the user's name where nobody said it (recorded answers of AWS).
_NAME_FROM: Mapping[str, Mapping[str, str]] = {"Facebook": {"username": "id"}, "SAML": {}}


def predicted(change: Change, before: Document | None) -> Document | None:
    """The resource after the change, of what it is before; None: it is not there then."""
    whole = any(not edit.path for edit in change.edits)
    if whole:
        after = merged(before, change.edits)
        return None if after is None else as_made(change.target.kind, after)
    start = {} if before is None and change.target.kind is Kind.LOOK else before
    after = merged(start, change.edits)
    return None if after is None else with_defaults(change.target.kind, after)


def as_made(kind: Kind, sent: Document) -> Document:
    """A new resource, with what AWS is known to put beside what was sent."""
    made = deepcopy(sent)
    if kind is Kind.PROVIDER:
        own = _NAME_FROM.get(str(made.get("ProviderType")), {"username": "sub"})
        made["AttributeMapping"] = {**own, **made.get("AttributeMapping", {})}
    return made


def with_defaults(kind: Kind, document: Document) -> Document:
    """A document in which what nobody set stands as AWS says it."""
    filled = deepcopy(document)
    for path, value in UNSET.items():
        *owners, last = path
        place: Any = filled
        for name in owners:
            place = place.get(name) if isinstance(place, dict) else None
        if isinstance(place, dict) and place and (owners or kind is Kind.DOMAIN):
            place.setdefault(last, value)
    return filled


def deviations(
    kind: Kind, foreseen: Document | None, held: Document | None, *, new: bool = False
) -> tuple[Beside, ...]:
    """What AWS made otherwise: `was` is what was predicted, `now` what is there; secrets masked.

    `new`: the resource was made by this write, and has facts that nobody knows before.
    """
    if kind is Kind.LOOK:
        foreseen, held = foreseen or {}, held or {}
    if foreseen is None or held is None:
        if (foreseen is None) is (held is None):
            return ()
        words = "it is there", "it is not there"
        return (Beside("", words[foreseen is None], words[held is None]),)
    shown = _without_facts(kind, foreseen, held) if new else held
    return beside(with_defaults(kind, foreseen), with_defaults(kind, shown), ())


def _without_facts(kind: Kind, foreseen: Document, held: Document) -> Document:
    """A new resource without what nobody can foresee, and what AWS is known to derive."""
    facts = _FACTS | (DOMAIN_FACTS if kind is Kind.DOMAIN else frozenset())
    shown = {name: value for name, value in held.items() if name not in facts or name in foreseen}
    if kind is Kind.PROVIDER:
        derived = derived_provider_keys(str(held.get("ProviderType", "")))
        shown["ProviderDetails"] = {
            name: value
            for name, value in (held.get("ProviderDetails") or {}).items()
            if name not in derived or name in (foreseen.get("ProviderDetails") or {})
        }
    return shown


def without_lasting(document: Document | None) -> Document | None:
    """A look without its logo, which AWS has no call to take away."""
    if document is None:
        return None
    return {
        name: value for name, value in document.items() if name not in {LOGO, "ImageUrl"}
    } or None
