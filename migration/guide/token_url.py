"""Google Home's Token URL (guide's step 7b).

Which of the two applies depends on the pool that the skill used until now.
"""

from dataclasses import dataclass

from migration.compare.clients import GOOGLE_ACTION_CLIENT
from migration.deployment.whole_reading import Reading
from migration.guide.rainmaker_api_path import api_path
from migration.guide.statement import Found, Statement
from migration.pools.documents import Domain
from migration.pools.reading import Pending, PoolReading, Role, Unread


@dataclass(frozen=True)
class VoiceRecord:
    """What the journal knows of it. `made_domain`: Poolwalk itself gave the new pool its domain."""

    skills_pool: Statement | None = None  # its value is a `Role`'s
    api_path: Statement | None = None
    made_domain: bool = False


def skills_pool(reading: Reading, record: VoiceRecord) -> tuple[Role | None, str]:
    """The pool that the skill used until now, and why; None where nothing that was read tells.

    Account linking runs over a pool's domain and app client, so a pool that lacked either cannot
    have been used.
    """
    if said := record.skills_pool:
        return (
            Role(said.value),
            f"the skill used the {said.value} pool until now, says {said.signed}",
        )
    if reading.new.domain is None:
        return Role.OLD, "the skill used the old pool until now: the new one has no domain yet"
    if record.made_domain:
        return (
            Role.OLD,
            (
                "the skill used the old pool until now: the new one had no domain before Poolwalk"
                " made it"
            ),
        )
    if _has_skill(reading.old) is False and _has_skill(reading.new):
        return (
            Role.NEW,
            f"the skill used the new pool until now: the old one has no {GOOGLE_ACTION_CLIENT}",
        )
    return (
        None,
        (
            "which pool the skill used until now does not show, and the old one is the usual case"
            "; was it the new one, say so (e)"
        ),
    )


def token_urls(reading: Reading, record: VoiceRecord) -> dict[Role, Found]:
    """The Token URL for each answer.

    For a skill on the old pool the guide names RainMaker's API; what its `custom_token` does is
    not public.
    """
    domain, path = reading.new.domain, api_path(reading.exports, record.api_path)
    if isinstance(domain, Domain) and domain.stands:
        new = Found(f"https://{domain.host}/oauth2/token")
    elif isinstance(domain, Unread | Pending):
        unknown = "is still being read" if isinstance(domain, Pending) else "could not be read"
        new = Found(needs=f"the new pool's domain, which {unknown}")
    else:
        new = Found(needs="step 2")
    return {
        Role.OLD: Found(f"{path.value}/custom_token" if path.value else "", path.needs, path.why),
        Role.NEW: new,
    }


def token_url(reading: Reading, record: VoiceRecord) -> Found:
    """The one Token URL that applies, and why.

    Neither is given while the domain is being read, since that may decide.
    """
    if isinstance(reading.new.domain, Pending):
        return token_urls(reading, record)[Role.NEW]
    pool, why = skills_pool(reading, record)
    found = token_urls(reading, record)[pool or Role.OLD]
    return Found(
        found.value,
        found.needs,
        ". ".join(_sentence(part) for part in (why, found.why) if part) + ".",
    )


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]


def _has_skill(pool: PoolReading) -> bool | None:
    """Whether the pool has Google Home's app client; None while that is not read."""
    clients = pool.clients
    return (
        None
        if isinstance(clients, Unread | Pending)
        else any(client.name == GOOGLE_ACTION_CLIENT for client in clients)
    )
