"""Who uses which pool, in a few lines: for Effects, and since a write."""

from collections.abc import Iterator, Sequence

from migration.number_words import number_of
from migration.pools.reading import Pending, Role, Unread
from migration.usage.client_usage import (
    ClientUsage,
    Series,
    UsageReading,
    Watched,
    seen_at,
    together,
    total_of,
)
from migration.usage.used_or_quiet import DELAY, not_told
from widgets.text.line import Line, Span, line, sentence_lines
from widgets.text.record_words import minute
from widgets.text.usage_lines import WORDS, bars

_LABEL = 10  # cells before a chart
_CHART = 30  # cells at most


def usage_summary(
    usage: UsageReading | Unread | Pending,
    watched: Watched | Unread | None,
    quiet_days: int,
    width: int,
    *,
    words: bool = False,
) -> list[Line]:
    """Both pools beside each other by day, how many old clients are quiet, and the last write."""
    if not isinstance(usage, UsageReading):
        return sentence_lines("? ", not_told(usage), width, "warning")
    lines = [] if words else list(_charts(usage, width))
    for sentence in _sentences(usage, quiet_days):
        lines += sentence_lines("", sentence, width)
    if isinstance(watched, Watched):
        role = "warning" if watched.failures else ""
        lines += sentence_lines("", watched_sentence(watched), width, role)
    elif isinstance(watched, Unread):
        why = f"What happened since the apply could not be read. {watched.reason}"
        lines += sentence_lines("? ", why, width, "warning")
    return lines


def watched_sentence(watched: Watched) -> str:
    """What happened at the new clients since they were written to."""
    of_step = f"step {watched.step}, " if watched.step else ""
    sign_ins, refreshes = watched.sign_ins, sum(one.refreshes.failures for one in watched.clients)
    outside = watched.federated.failures
    failed = f", {outside:,} by a provider failed" if outside else ""
    failed += f", {number_of(refreshes, 'token', ',')} not renewed" if refreshes else ""
    return (
        f"Since the last write to an app client ({of_step}{minute(watched.since)}):"
        f" {number_of(sign_ins.successes, 'sign-in', ',')},"
        f" {sign_ins.failures:,} failed{failed}. {DELAY}"
    )


def _charts(usage: UsageReading, width: int) -> Iterator[Line]:
    both = {role: _together(usage.of(role)) for role in Role}
    top = max((count.attempts for series in both.values() for count in series), default=0)
    column = (width - 2) // 2  # as wide as a client's below it
    room = max(1, column - _LABEL)
    yield line(
        *(
            span
            for role, series in both.items()
            for span in (
                Span(f"{'  ' if role is Role.NEW else ''}{WORDS[role]:<{_LABEL}}", "faint"),
                Span(f"{bars(series, min(_CHART, room), top):<{room}}", "chart"),
            )
        )
    )


def _together(clients: Sequence[ClientUsage]) -> Series:
    """The renewed tokens of all clients, day by day: an app in use renews about hourly."""
    read = (client.days.refreshes for client in clients if not client.unread)
    return together(read)


def _sentences(usage: UsageReading, quiet_days: int) -> Iterator[str]:
    old, new = usage.of(Role.OLD), usage.of(Role.NEW)
    known = [client.quiet(usage, quiet_days) for client in old]
    unknown = f", of {known.count(None)} it is not known" if None in known else ""
    seen = [client.last_seen for client in old if client.last_seen is not None]
    last = f"; last seen {seen_at(max(seen), usage)}" if seen else ""
    quiet = known.count(True)
    verb = "are" if quiet > 1 else "is"
    yield (
        f"Of the old pool's {number_of(len(old), 'app client')} {quiet or 'none'} {verb} quiet"
        f" (unused for {quiet_days} days){unknown}{last}."
    )
    missing = sum(bool(client.unread) for client in new)
    untold = f"; of {missing} of its {len(new)} app clients it is not known" if missing else ""
    signed_in = sum(total_of(client.days.sign_ins).successes for client in new)
    failed = sum(client.days.refused for client in new)
    yield (
        f"At the new pool {number_of(signed_in, 'sign-in', ',')} in the last {usage.days} days and"
        f" today, {failed:,} failed; those before the move are counted too{untold}."
    )
