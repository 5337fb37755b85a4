"""Who uses which pool, in lines: small charts beside each other, or numbers and words.

The bars are our own: all charts of a page have one scale, so that 12 sign-ins stand lower than
24,000, nothing is no low bar, a client takes six rows, and `poolwalk usage` has the same in a pipe.
Textual's `Sparkline` stretches each chart to its own highest value, and `textual-plotext` needs
nine rows for one.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Literal

from rich.cells import cell_len

from migration.number_words import number_of
from migration.pools.reading import Pending, Role, Unread
from migration.usage.client_usage import (
    Activity,
    ClientUsage,
    Series,
    UsagePair,
    UsageReading,
    attempts_of,
    total_of,
)
from migration.usage.used_or_quiet import (
    DELAY,
    LINKED_BEFORE,
    NOT_SEEN,
    Use,
    not_told,
    used_or_quiet,
)
from widgets.text.line import Line, Span, line, sentence_lines
from widgets.text.plain_text import fit, plain, wrap
from widgets.text.record_words import minute

BARS = "▁▂▃▄▅▆▇"  # the highest leaves a gap to the row above: charts stay apart
NOTHING = "·"
LABEL = 9  # cells before a chart
_BETWEEN = 2
_WEEK = 7
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
    return [*found, *sentence_lines("", _foot(usage, pairs), width, "faint")]


def _foot(usage: UsageReading, pairs: Sequence[UsagePair]) -> str:
    """What all numbers mean; where the old pool has a voice assistant's client, whose these are."""
    from migration.compare.clients import SKILL_STEPS  # not before the first paint

    linked = any(pair.old is not None and pair.old.name in SKILL_STEPS for pair in pairs)
    told = (
        f"All numbers: the last {usage.days} days and today, up to {minute(usage.at)}; days of UTC,"
        f" also those before the move. {DELAY} {NOT_SEEN}"
    )
    return f"{told} {LINKED_BEFORE}" if linked else told


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


def _charts(pair: UsagePair, usage: UsageReading, quiet_days: int, width: int) -> list[Line]:
    column = (width - _BETWEEN) // 2
    clients = (pair.old, pair.new)
    names = [wrap(_name(client, role), column) for role, client in zip(Role, clients, strict=True)]
    rows: list[list[list[Span]]] = [
        [[Span(name, "heading")] for name in beside] for beside in zip_longest(*names, fillvalue="")
    ]
    rows += _kinds([_activity(client, "days") for client in clients], column)
    rows.append([[Span("by hour, the last 48 hours" if one else "", "faint")] for one in clients])
    rows += _kinds([_activity(client, "hours") for client in clients], column)
    sums = zip(*map(_sums, clients), strict=True)
    rows += ([[Span(text, "faint")] for text in beside] for beside in sums)
    rows.append([[_standing(client, usage, quiet_days)] for client in clients])
    return [_beside(left, right, column) for left, right in rows]


def _name(client: ClientUsage | None, role: Role) -> str:
    return f"{WORDS[role]} · {plain(client.name or client.id)}" if client else f"{WORDS[role]} · –"


def _activity(client: ClientUsage | None, periods: Literal["days", "hours"]) -> Activity:
    if client is None or client.unread:
        return Activity()
    return client.days if periods == "days" else client.hours


def _kinds(sides: Sequence[Activity], column: int) -> Iterator[list[list[Span]]]:
    """A chart of each kind for both sides; of logins by a provider, where there is one."""
    kinds = [
        ("renewed", [side.refreshes for side in sides]),
        ("sign-ins", [side.sign_ins for side in sides]),
        ("provider", [side.by_providers for side in sides]),
    ]
    for label, series in kinds:
        if label == "provider" and not any(series):
            continue
        top = _top(series)
        yield [_chart(label, one, column, top) for one in series]


def _top(sides: Iterable[Series]) -> int:
    """One scale for both sides: what falls on one side rises on the other."""
    return max((count.attempts for series in sides for count in series), default=0)


def _chart(label: str, series: Series, column: int, top: int) -> list[Span]:
    if not series:
        return [Span("")]
    return [Span(f"{label:<{LABEL}}", "faint"), Span(bars(series, column - LABEL, top), "chart")]


def _sums(client: ClientUsage | None) -> tuple[str, str]:
    """What came of all that was tried, in two lines."""
    if client is None or client.unread:
        return "", ""
    return _came_of(client.days)


def _came_of(activity: Activity) -> tuple[str, str]:
    """What came of tokens, and of sign-ins: what failed of either is never counted together."""
    renewed, signed_in = total_of(activity.refreshes), total_of(activity.sign_ins).successes
    not_renewed = f", {renewed.failures:,} not" if renewed.failures else ""
    return (
        f"{number_of(renewed.successes, 'token', ',')} renewed{not_renewed}",
        f"{number_of(signed_in, 'sign-in', ',')}, {_failed(activity.refused)}",
    )


def _standing(client: ClientUsage | None, usage: UsageReading, quiet_days: int) -> Span:
    if client is None:
        return Span("")
    use, words = used_or_quiet(client, usage, quiet_days)
    mark, role = _MARKS.get((client.pool, use), ("?", "warning"))
    return Span(f"{mark} {words}", role)


def _beside(left: Sequence[Span], right: Sequence[Span], column: int) -> Line:
    *lead, last = _in_column(right, column)
    return line(
        *_in_column(left, column),
        " " * _BETWEEN,
        *lead,
        Span(last.text.rstrip(), last.role),
    )


def _in_column(spans: Sequence[Span], column: int) -> list[Span]:
    """The spans of one side, of which the last takes what is left of its column."""
    *lead, last = spans
    left = column - sum(cell_len(span.text) for span in lead)
    return [*lead, Span(fit(last.text, left), last.role)]


def _in_words(pair: UsagePair, usage: UsageReading, quiet_days: int, width: int) -> Iterator[Line]:
    for role, client in zip(Role, (pair.old, pair.new), strict=True):
        if client is not None:
            _, words = used_or_quiet(client, usage, quiet_days)
            yield line(Span(f"{_name(client, role)}", "heading"))
            told = [f"{words[:1].upper()}{words[1:]}."]
            if not client.unread:
                told += [*_numbers(client.days), *_hours(client.hours)]
            for sentence in told:
                yield from sentence_lines("  ", sentence, width)


def _numbers(days: Activity) -> Iterator[str]:
    renewed = total_of(days.refreshes).failures
    for what, series, failures in (
        ("Renewed tokens", days.refreshes, renewed),
        ("Sign-ins", days.sign_ins, days.refused),
    ):
        weeks = ", ".join(f"{value:,}" for value in _weeks(series))
        short = len(series) % _WEEK
        of_days = f" (of {number_of(short, 'day')})" if short else ""
        yield (
            f"{what} by week, the oldest first{of_days}: {weeks}; in all"
            f" {total_of(series).successes:,}, {_failed(failures)}."
        )
        last = series[-_WEEK:]
        if last:
            each = ", ".join(f"{count.successes:,}" for count in last)
            yield f"{what} by day, the last {len(last)} to {last[-1].at:%Y-%m-%d}: {each}."
    for provider, series in days.federated.items():
        if any(count.attempts for count in series):
            total = total_of(series)
            yield f"By {plain(provider)} {total.successes:,} of these, {_failed(total.failures)}."


def _failed(number: int) -> str:
    return f"{number:,} failed" if number else "none failed"


def _hours(hours: Activity) -> Iterator[str]:
    """The last two days in a sentence: forty-eight numbers are not to be heard."""
    if not hours.refreshes:
        return
    said = f"In the last 48 hours {', '.join(_came_of(hours))}"
    tried = {hour: attempts for hour, attempts in attempts_of(hours) if attempts}
    if tried:
        most = max(tried, key=lambda hour: (tried[hour], hour))
        of_these = f"{len(tried)} of the hours" if len(tried) > 1 else "one of the hours"
        said += f"; in {of_these} somebody tried, most of all at {minute(most)} ({tried[most]:,})"
    yield f"{said}."


def _weeks(series: Series) -> Iterator[int]:
    first = len(series) % _WEEK
    for start in range(first - _WEEK if first else 0, len(series), _WEEK):
        yield sum(count.successes for count in series[max(0, start) : start + _WEEK])
