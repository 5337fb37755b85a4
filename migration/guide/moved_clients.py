"""The app clients of the new pool that customers were moved to, and since when each is as it is.

A fork of RainMaker's apps can have used the new pool for years: what happened at a client before
the last change that it rests on says nothing of what was moved.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from migration.compare.clients import ALEXA_CLIENT, SKILL_CLIENTS, SKILL_STEPS
from migration.compare.pairing import Pair, is_main
from migration.compare.setting import Kind, Target
from migration.deployment.whole_reading import Reading
from migration.guide.named_clients import client_named
from migration.guide.step import StepState
from migration.guide.step_summary import StepSummary
from migration.guide.ticks import Tick
from migration.pools.documents import AppClient, SkillsStack

_VOICE_CLIENTS = {step: client for client, step in SKILL_STEPS.items()}
# A day that a person names ends up to 12 hours later than UTC's, west of Greenwich.
_DAY_IS_OVER = timedelta(days=1, hours=12)


@dataclass(frozen=True)
class MovedClient:
    """A client of the new pool, and since when it stands as it does; None: that is not known."""

    id: str
    name: str
    since: datetime | None


def moved_clients(
    reading: Reading,
    pairs: Sequence[Pair],
    summaries: Iterable[StepSummary],
    written: Mapping[Target, datetime],
    aged: Callable[[datetime], datetime],
) -> tuple[MovedClient, ...]:
    """The clients that have to be seen to work.

    Each that something was written to which it rests on; the main client also where nothing was;
    and that of each voice assistant whose step applies and is live, by its tick. `written` is when
    each resource was last written to, `aged` gives a recorded moment as it counts by now.
    """

    def rests_since(client: AppClient) -> list[datetime]:
        return [at for target, at in written.items() if _rests_on(client, target, reading)]

    return (
        *_of_pairs(pairs, rests_since),
        *_of_voice(reading, summaries, rests_since, aged),
    )


def _of_pairs(
    pairs: Sequence[Pair], rests_since: Callable[[AppClient], list[datetime]]
) -> Iterator[MovedClient]:
    told = [pair for pair in pairs if isinstance(pair.new, AppClient) and not pair.left_out]
    main = any(map(is_main, told))
    for pair in told:
        assert isinstance(pair.new, AppClient)
        if pair.new.name in SKILL_CLIENTS or not (pair.confirmed or is_main(pair)):
            continue
        moments = rests_since(pair.new)
        if moments or is_main(pair) or not main:
            yield MovedClient(
                pair.new.id, pair.new.name, max(moments) if moments else _modified(pair.new)
            )


def _modified(client: AppClient) -> datetime | None:
    """When AWS says that it was changed last, where the record tells of no write."""
    at = client.document.get("LastModifiedDate")
    return at.astimezone(UTC) if isinstance(at, datetime) else None


def _of_voice(
    reading: Reading,
    summaries: Iterable[StepSummary],
    rests_since: Callable[[AppClient], list[datetime]],
    aged: Callable[[datetime], datetime],
) -> Iterator[MovedClient]:
    for summary in summaries:
        name = _VOICE_CLIENTS.get(summary.step.id)
        if name is None or summary.state is StepState.NOT_APPLICABLE or not summary.parts:
            continue
        client, live = client_named(reading.new, name), summary.parts[-1].tick
        if client is not None and live is not None:
            since = max(*rests_since(client), _happened(live, aged), _EVER)
            yield MovedClient(client.id, client.name, since)


_EVER = datetime.min.replace(tzinfo=UTC)


def _happened(tick: Tick, aged: Callable[[datetime], datetime]) -> datetime:
    """When what a person ticked had happened at the latest: at the end of the day they named."""
    said = aged(tick.at)
    with suppress(ValueError, OverflowError):
        return min(said, datetime.fromisoformat(tick.day).replace(tzinfo=UTC) + _DAY_IS_OVER)
    return said


def _rests_on(client: AppClient, target: Target, reading: Reading) -> bool:
    match target.kind:
        case Kind.CLIENT:
            return target.name == client.id
        case Kind.PROVIDER:
            return target.name in client.members("SupportedIdentityProviders")
        case Kind.DOMAIN:
            return True
        case Kind.STACK:
            stack = reading.skills_stack
            own = isinstance(stack, SkillsStack) and client.id in stack.client_ids
            return own or client.name in SKILL_CLIENTS
        case Kind.SKILL:
            return client.name == ALEXA_CLIENT
        case _:
            return False
