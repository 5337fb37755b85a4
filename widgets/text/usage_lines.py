"""Who uses which pool, in lines: small charts beside each other, or numbers and words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise, zip_longest

from migration.pools.reading import Pending, Role, Unread
from migration.usage.client_usage import (
    Activity,
    ClientUsage,
    Count,
    Series,
    UsagePair,
    UsageReading,
)
from migration.usage.standing import DELAY, NOT_SEEN, Use, not_told, standing
from widgets.text.line import Line, Span, line, sentence_lines
from widgets.text.plain_text import fit, plain, wrap

BARS = "▁▂▃▄▅▆▇█"
NOTHING = "·"
LABEL = 9  # cells before a chart
_BETWEEN = 2
WORDS = {Role.OLD: "Old pool", Role.NEW: "New pool"}
# An old client that somebody uses is still to move; a new one that nobody uses is not to be said
# anything good of.
_MARKS = {
    (Role.OLD, Use.USED): ("●", "todo"),
    (Role.OLD, Use.QUIET): ("✓", "ok"),
    (Role.NEW, Use.USED): ("●", "ok"),
    (Role.NEW, Use.QUIET): ("·", "faint"),
}


def usage_lines(
    usage: UsageReading | Unread | Pending,
    pairs: Sequence[UsagePair],
    quiet_days: int,
    width: int,
    *,
    words: bool = False,
) -> list[Line]:
    """Each client of both pools: by day, by hour, and when it was last seen.

    `words` tells it without charts, for whoever reads by ear or by finger.
    """
    if not isinstance(usage, UsageReading):
        return sentence_lines("? ", not_told(usage), width, "warning")
    found: list[Line] = []
    for pair in pairs:
        found += (
            _in_words(pair, usage, quiet_days, width)
            if words
            else _charts(pair, usage, quiet_days, width)
        )
        found.append(Line())
    foot = f"{usage.days + 1} days to {stamp(usage.at)}, days of UTC. {DELAY} {NOT_SEEN}"
    return [*found, *sentence_lines("", foot, width, "faint")]


def stamp(moment: datetime) -> str:
    """A moment to the minute."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def bars(series: Series, width: int, top: int) -> str:
    """Periods as bars of one cell each, joined where there are more periods than cells.

    `top` is what the highest bar means. A period in which nothing happened is a dot.
    """
    joined = _joined([count.attempts for count in series], width)
    return "".join(
        BARS[min(len(BARS) - 1, value * len(BARS) // (top + 1))] if value else NOTHING
        for value in joined
    )


def _joined(values: Sequence[int], width: int) -> list[int]:
    if len(values) <= width:
        return list(values)
    edges = [number * len(values) // width for number in range(width + 1)]
    # The mean of what shares a cell, but something is never drawn as nothing.
    return [
        max(sum(part) // len(part), min(1, sum(part)))
        for part in (values[start:end] for start, end in pairwise(edges))
    ]


_KINDS = (("renewed", "refreshes"), ("sign-ins", "sign_ins"))


def _charts(pair: UsagePair, usage: UsageReading, quiet_days: int, width: int) -> list[Line]:
    column = (width - _BETWEEN) // 2
    clients = (pair.old, pair.new)
    names = [wrap(_name(client, role), column) for role, client in zip(Role, clients, strict=True)]
    rows: list[list[Span]] = [
        [Span(name, "heading") for name in beside] for beside in zip_longest(*names, fillvalue="")
    ]
    for label, name in _KINDS:
        days = [_series(client, name) for client in clients]
        top = _top(days)
        rows.append([_chart(label, series, column, top) for series in days])
    hours = [client.hours.refreshes if client else () for client in clients]
    top = _top(hours)
    rows.append([_chart("48 hours", series, column, top) for series in hours])
    rows.append([Span(_sums(client), "faint") for client in clients])
    rows.append([_standing(client, usage, quiet_days) for client in clients])
    return [_beside(left, right, column) for left, right in rows]


def _name(client: ClientUsage | None, role: Role) -> str:
    return f"{WORDS[role]} · {plain(client.name or client.id)}" if client else f"{WORDS[role]} · –"


def _series(client: ClientUsage | None, name: str) -> Series:
    if client is None or client.unread:
        return ()
    return client.days.refreshes if name == "refreshes" else client.days.sign_ins


def _top(sides: Iterable[Series]) -> int:
    """One scale for both sides: what falls on one side rises on the other."""
    return max((count.attempts for series in sides for count in series), default=0)


def _chart(label: str, series: Series, column: int, top: int) -> Span:
    if not series:
        return Span("")
    return Span(f"{label:<{LABEL}}{bars(series, column - LABEL, top)}", "accent")


def _sums(client: ClientUsage | None) -> str:
    if client is None or client.unread:
        return ""
    sign_ins, refreshes = _total(client.days.sign_ins), _total(client.days.refreshes)
    failed = sign_ins.failures + refreshes.failures
    return (
        f"{_short(refreshes.successes)} renewed, {_short(sign_ins.successes)} in,"
        f" {_short(failed)} failed"
    )


def _short(number: int) -> str:
    """A number that leaves room for its neighbours in half of 80 columns."""
    for unit, size in (("M", 10_000_000), ("k", 100_000)):
        if number >= size:
            return f"{round(number / (1_000_000 if unit == 'M' else 1_000)):,}{unit}"
    return f"{number:,}"


def _total(series: Series) -> Count:
    at = series[0].at if series else datetime(1970, 1, 1, tzinfo=UTC)
    return Count(
        at, sum(count.successes for count in series), sum(count.attempts for count in series)
    )


def _standing(client: ClientUsage | None, usage: UsageReading, quiet_days: int) -> Span:
    if client is None:
        return Span("")
    use, words = standing(client, usage, quiet_days)
    mark, role = _MARKS.get((client.pool, use), ("?", "warning"))
    return Span(f"{mark} {words}", role)


def _beside(left: Span, right: Span, column: int) -> Line:
    return line(
        Span(fit(left.text, column), left.role),
        " " * _BETWEEN,
        Span(fit(right.text, column).rstrip(), right.role),
    )


def _in_words(pair: UsagePair, usage: UsageReading, quiet_days: int, width: int) -> Iterator[Line]:
    for role, client in zip(Role, (pair.old, pair.new), strict=True):
        if client is not None:
            _, words = standing(client, usage, quiet_days)
            yield line(Span(f"{_name(client, role)}", "heading"))
            told = [f"{words[:1].upper()}{words[1:]}."]
            if not client.unread:
                told += list(_numbers(client.days))
            for sentence in told:
                yield from sentence_lines("  ", sentence, width)


def _numbers(days: Activity) -> Iterator[str]:
    for what, series in (("Renewed tokens", days.refreshes), ("Sign-ins", days.sign_ins)):
        total = _total(series)
        failed = f", {total.failures:,} failed" if total.failures else ", none failed"
        weeks = ", ".join(f"{value:,}" for value in _weeks(series))
        yield f"{what} by week, the oldest first: {weeks}; in all {total.successes:,}{failed}."
    by = [
        f"{plain(provider)} {_total(series).successes:,}"
        for provider, series in days.federated.items()
        if any(count.attempts for count in series)
    ]
    if by:
        yield f"Of the sign-ins by {', '.join(by)}."


def _weeks(series: Series) -> Iterator[int]:
    first = len(series) % 7
    for start in range(first - 7 if first else 0, len(series), 7):
        yield sum(count.successes for count in series[max(0, start) : start + 7])
