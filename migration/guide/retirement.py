"""Can the old pool be retired? One verdict, with all that speaks against it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from migration.deployment.reading import Reading
from migration.guide.carried import sources_of
from migration.guide.progress import unread_parts
from migration.guide.step import StepState, StepSummary
from migration.guide.verdict import Answer, Reason, Verdict
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool
from migration.pools.reading import Pending, PoolReading, Unread
from migration.web_address import host_of

CLIENTS, OTHER_PROVIDERS = "4", "3c"
_UNKNOWN = frozenset({StepState.UNREAD, StepState.WAITING})
_URLS = ("CallbackURLs", "LogoutURLs")


def retirement(summaries: Sequence[StepSummary], reading: Reading) -> Verdict:
    """The verdict on the old pool.

    It follows from the steps that keep it alive, and from what in the new pool still names the old
    domain.
    """
    against = (
        *_unfinished(summaries),
        *_old_domain_in_clients(reading),
        *_old_domain_in_providers(reading),
    )
    unknown = tuple(_not_known(summaries, reading))
    answer = Answer.NO if against else Answer.UNKNOWN if unknown else Answer.YES
    return Verdict(answer, against, unknown, tuple(_to_weigh(reading)))


def _unfinished(summaries: Iterable[StepSummary]) -> Iterator[Reason]:
    settled = {StepState.DONE, StepState.NOT_APPLICABLE, *_UNKNOWN}
    for summary in summaries:
        if summary.step.keeps and (summary.contradicted or summary.state not in settled):
            submitted = next(
                (part.tick.day for part in reversed(summary.parts) if part.tick and part.tick.day),
                "",
            )
            since = f" since {submitted}" if submitted and summary.state is StepState.OTHERS else ""
            why = f" ({summary.reason}{since})" if summary.reason else ""
            yield Reason(summary.step.id, f"{summary.step.keeps}{why}")


def _old_host(reading: Reading) -> str:
    return reading.old.domain.host.lower() if isinstance(reading.old.domain, Domain) else ""


def _old_domain_in_clients(reading: Reading) -> Iterator[Reason]:
    """Clients of the new pool that send people back to the old pool's login domain."""
    host, clients = _old_host(reading), reading.new.clients
    if not host or isinstance(clients, Unread | Pending):
        return
    for client in clients:
        if isinstance(client, AppClient):
            urls = [url for member in _URLS for url in client.members(member)]
            urls.append(str(client.document.get("DefaultRedirectURI") or ""))
            for url in dict.fromkeys(url for url in urls if host_of(url) == host):
                yield Reason(
                    CLIENTS,
                    f"the new pool's {client.name or client.id} sends people to the old domain:"
                    f" {url}",
                )


def _old_domain_in_providers(reading: Reading) -> Iterator[Reason]:
    """Providers of the new pool whose addresses lead to the old domain.

    RainMaker's wrapper for GitHub can be one.
    """
    host, providers = _old_host(reading), reading.new.providers
    if not host or isinstance(providers, Unread | Pending):
        return
    for provider in providers:
        if isinstance(provider, IdentityProvider):
            named = [
                key
                for key, value in provider.details.items()
                if isinstance(value, str) and host in value.lower()
            ]
            if named:
                where = ", ".join(named)
                yield Reason(
                    OTHER_PROVIDERS,
                    f"the new pool's provider {provider.name} names the old domain in {where}",
                )


def _not_known(summaries: Sequence[StepSummary], reading: Reading) -> Iterator[Reason]:
    told: set[str] = set()
    steps = [summary.step for summary in summaries]
    for step, part in unread_parts(steps, reading):
        told.add(step)
        yield Reason(step, f"{_what(part)} could not be read: {part.reason}")
    for carrier in steps:
        names = sources_of(carrier.carries).own
        parts = [
            (pool, getattr(pool, name)) for pool in (reading.old, reading.new) for name in names
        ]
        awaited = [
            f"{_role(reading, pool)} ({part.waiting_for})"
            for pool, part in parts
            if isinstance(part, Pending)
        ]
        if awaited:
            told.add(carrier.id)
            yield Reason(carrier.id, f"not read yet: {', '.join(awaited)}")
    for summary in summaries:
        if summary.step.keeps and summary.state in _UNKNOWN and summary.step.id not in told:
            why = "could not be read" if summary.state is StepState.UNREAD else "is not read yet"
            yield Reason(summary.step.id, f"{summary.step.title} {why}: {summary.reason}")


def _what(part: Unread) -> str:
    name = f" “{part.name}”" if part.name else ""
    return f"{part.operation}{name}{f' of the {part.pool} pool' if part.pool else ''}"


def _role(reading: Reading, pool: PoolReading) -> str:
    return "the old pool" if pool is reading.old else "the new pool"


def _to_weigh(reading: Reading) -> Iterator[str]:
    counts = [_users(pool.pool) for pool in (reading.old, reading.new)]
    numbers = (
        f"the old pool has about {counts[0]}, the new one about {counts[1]}. "
        if None not in counts
        else ""
    )
    yield (
        f"Users: {numbers}Each moves at the first login on the new pool; who has not logged in"
        " since is in the old one alone."
    )
    yield (
        "Apps: a version from before the migration logs in at the old pool, and no store tells here"
        " how many still run."
    )
    yield (
        "Voice: accounts that were linked before may still hold tokens of the old pool; nothing"
        " that can be read here shows it."
    )


def _users(pool: Pool | Unread | Pending) -> int | None:
    document: Mapping[str, object] = pool.document if isinstance(pool, Pool) else {}
    count = document.get("EstimatedNumberOfUsers")
    return count if isinstance(count, int) else None
