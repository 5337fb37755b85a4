"""Can the old pool be retired? One verdict, with all that speaks against it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from migration.compare.addresses import named_host, old_in
from migration.compare.clients import addresses_of
from migration.deployment.reading import Reading
from migration.guide.carried import sources_of
from migration.guide.progress import unread_parts
from migration.guide.step import StepState, StepSummary
from migration.guide.verdict import Answer, Reason, Verdict
from migration.pools.documents import AppClient, IdentityProvider, Pool
from migration.pools.reading import Pending, PoolReading, Unread
from migration.web_address import host_of

CLIENTS, OTHER_PROVIDERS = "4", "3c"
_UNKNOWN = frozenset({StepState.UNREAD, StepState.WAITING})


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


def _old_domain_in_clients(reading: Reading) -> Iterator[Reason]:
    """Clients of the new pool that send people back to the old pool's login pages.

    By a domain of the old pool's, or by the id of one of its app clients.
    """
    hosts, clients, olds = reading.old.hosts, reading.new.clients, reading.old.clients
    read = () if isinstance(olds, Unread | Pending) else olds
    ids = frozenset(client.id for client in read)
    if isinstance(clients, Unread | Pending):
        return
    for client in clients:
        for url in addresses_of(client) if isinstance(client, AppClient) else ():
            if found := old_in(url, hosts, ids):
                whither = (
                    f"the old domain: {url}" if host_of(url) in hosts else f"{url}, and {found}"
                )
                name = client.name or client.id
                yield Reason(CLIENTS, f"the new pool's {name} sends people to {whither}")


def _old_domain_in_providers(reading: Reading) -> Iterator[Reason]:
    """Providers of the new pool whose addresses lead to the old domain.

    RainMaker's wrapper for GitHub can be one.
    """
    hosts, providers = reading.old.hosts, reading.new.providers
    if isinstance(providers, Unread | Pending):
        return
    for provider in providers:
        if isinstance(provider, IdentityProvider):
            named = [
                key
                for key, value in provider.details.items()
                if isinstance(value, str) and named_host(value, hosts)
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
