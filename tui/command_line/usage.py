"""`poolwalk usage`: who still signs in at which pool, by client, as CloudWatch counted it."""

from typing import Any

from migration.errors import BadInput
from migration.pools.reading import Unread
from migration.usage.client_usage import LONGEST, ClientUsage, Count, Series, UsageReading
from migration.utc import in_utc
from migration.walkthrough import Walkthrough
from tui.command_line.answer_json import document_text
from tui.command_line.answer_text import head
from tui.command_line.invocation import Invocation
from tui.command_line.opening import opened, progress, warn_of_the_record
from tui.command_line.output import Output
from tui.settings.sources import Sources, first_look
from tui.spelling import quoted
from widgets.text.plain_text import plain
from widgets.text.usage_lines import usage_lines

WIDTH = 80
TOLD, NOT_TOLD = 0, 1


def usage(invocation: Invocation, sources: Sources) -> int:
    """Show it and give the exit code. Raises `PoolwalkError`."""
    days = _days(invocation.days)
    look = first_look(sources)
    output = Output(ascii_only=look.ascii_only)
    with opened(sources, output, demo=invocation.demo, attached=False) as session:
        walkthrough = session.walkthrough
        unread = warn_of_the_record(output, walkthrough.state)
        progress(output, "Asking CloudWatch …")
        session.run(lambda: walkthrough.usage.read(days))
        output.answer(
            _json(walkthrough) if invocation.json else _text(walkthrough, words=look.plain)
        )
        return NOT_TOLD if unread or isinstance(walkthrough.state.usage, Unread) else TOLD


def _days(given: str) -> int:
    """How many days are asked for; 0 leaves it to the engine."""
    if not given:
        return 0
    days = int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 0
    if not 1 <= days <= LONGEST:
        raise BadInput(
            f"--days takes a number from 1 to {LONGEST}, the farthest that CloudWatch remembers,"
            f" and not {quoted(given)}."
        )
    return days


def _text(walkthrough: Walkthrough, *, words: bool) -> str:
    state = walkthrough.state
    assert state.deployment is not None, "only a connected walkthrough knows of usage"
    lines = usage_lines(
        state.usage, walkthrough.usage.pairs(), state.request.quiet_days, WIDTH, words=words
    )
    return "\n".join([*head(state.deployment), "", *(plain(one.text) for one in lines)])


def _json(walkthrough: Walkthrough) -> str:
    state = walkthrough.state
    assert state.deployment is not None, "only a connected walkthrough knows of usage"
    found = state.usage if isinstance(state.usage, UsageReading) else None
    unread = [state.usage] if isinstance(state.usage, Unread) else []
    quiet_days = state.request.quiet_days
    document = {
        "deployment": state.deployment.document,
        "asked_at": in_utc(found.at) if found else None,
        "days": found.days if found else None,
        "quiet_days": quiet_days,
        "clients": [_client(client, found, quiet_days) for client in found.clients]
        if found
        else [],
        "unread": [
            {"operation": part.operation, "pool": part.pool, "reason": part.reason}
            for part in unread
        ],
    }
    return document_text(document)


def _client(client: ClientUsage, found: UsageReading, quiet_days: int) -> dict[str, Any]:
    return {
        "pool": client.pool,
        "id": client.id,
        "name": client.name,
        "quiet": client.quiet(found, quiet_days),
        "last_seen": in_utc(client.last_seen) if client.last_seen else None,
        "unread": client.unread,
        **{
            name: {
                "sign_ins": _series(activity.sign_ins),
                "refreshes": _series(activity.refreshes),
                "federated": {
                    provider: _series(series) for provider, series in activity.federated.items()
                },
            }
            for name, activity in (("days", client.days), ("hours", client.hours))
        },
    }


def _series(series: Series) -> list[dict[str, Any]]:
    return [_count(count) for count in series]


def _count(count: Count) -> dict[str, Any]:
    return {"at": in_utc(count.at), "succeeded": count.successes, "failed": count.failures}
