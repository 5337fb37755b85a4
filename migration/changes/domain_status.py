"""A domain that was written is there once AWS says ACTIVE: waiting for that, and what to say."""

from collections.abc import Callable
from itertools import chain, repeat

from migration.changes.change import Document
from migration.changes.resources import Resources
from migration.compare.domain import unfinished
from migration.compare.setting import Kind, Target
from migration.errors import Cancelled
from migration.pools.documents import CHANGING, Domain

DOMAIN_SECONDS = 90  # for AWS to make a domain, which takes up to a minute
_PAUSES = (0.6, 0.9, 1.5, 2.0, 3.0, 5.0)  # seconds; the last one goes on
FAILED = "FAILED"


def until_it_stands(
    resources: Resources,
    domain: Target,
    document: Document | None,
    wait: Callable[[float], None],
    progress: Callable[[str], None],
) -> Document | None:
    """The domain once AWS has made or changed it, or as it is after `DOMAIN_SECONDS`; *blocking*.

    A wait that is stopped ends with what was read last. Raises a `PoolwalkError`.
    """
    waited = 0.0
    for pause in chain(_PAUSES, repeat(_PAUSES[-1])):
        status = str((document or {}).get("Status", ""))
        if status not in CHANGING or waited >= DOMAIN_SECONDS:
            break
        progress(
            f"AWS is making {domain.name}: {status} after {waited:.0f} of at most"
            f" {DOMAIN_SECONDS} seconds"
        )
        try:
            wait(pause)
        except Cancelled:
            break
        waited += pause
        document = resources.read(domain)
    return document


def why_it_does_not_stand(target: Target, document: Document | None) -> str:
    """What a domain that was written says of itself, unless people can log in at it."""
    if target.kind is not Kind.DOMAIN or document is None:
        return ""
    why = unfinished(Domain.from_describe(document, ""))
    return f"{target.name}: {why}." if why else ""
