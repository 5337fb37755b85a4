"""How usage is drawn: one scale for both sides, readable in 80 columns and without a chart."""

from datetime import UTC, datetime, timedelta

import pytest

from migration.pools.reading import Pending, Role, Unread
from migration.report.client_use import usage_of
from migration.usage.client_usage import (
    Activity,
    ClientUsage,
    Count,
    SinceApply,
    UsagePair,
    UsageReading,
    Watched,
)
from widgets.text.ascii_filter import ascii_form
from widgets.text.line import Line
from widgets.text.usage_lines import bars, usage_lines
from widgets.text.usage_summary import usage_summary, watched_sentence

NOW = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 26, tzinfo=UTC)


def series(*attempts: int, failed: int = 0) -> tuple[Count, ...]:
    first = MIDNIGHT - timedelta(days=len(attempts) - 1)
    return tuple(
        Count(first + timedelta(days=number), max(0, made - failed), made)
        for number, made in enumerate(attempts)
    )


def client(role: Role, *days: int, name: str = "main", unread: str = "") -> ClientUsage:
    activity = Activity() if unread else Activity(series(*days), series(*days))
    return ClientUsage(role, f"id-of-{name}", name, activity, activity, unread)


def refused(role: Role = Role.NEW, **providers: int) -> ClientUsage:
    """A client at which one login by password came through, and so many by providers did not."""
    federated = {name: series(*[made] * 31, failed=made) for name, made in providers.items()}
    days = Activity(series(*[0] * 30, 1), series(*[0] * 31), federated)
    hours = Activity(series(*[0] * 30, 1), series(*[0] * 31), federated)
    return ClientUsage(role, "id-of-refused", "refused", days, hours)


def shown(*pairs: UsagePair, words: bool = False, quiet_days: int = 30) -> list[Line]:
    clients = tuple(one for pair in pairs for one in (pair.old, pair.new) if one is not None)
    return usage_lines(UsageReading(NOW, 30, clients), pairs, quiet_days, 80, words=words)


def texts(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines)


def test_what_falls_on_one_side_rises_on_the_other_on_one_scale() -> None:
    days = range(31)
    pair = UsagePair(
        client(Role.OLD, *(3000 - 100 * day for day in days)),
        client(Role.NEW, *(100 * day for day in days), name="new"),
    )
    lines = shown(pair)
    chart = next(line.text for line in lines if line.text.startswith("renewed"))
    old, new = (side.strip() for side in chart.split("renewed")[1:])
    heights = "·▁▂▃▄▅▆▇"
    assert [heights.index(bar) for bar in old] == sorted(map(heights.index, old), reverse=True)
    assert [heights.index(bar) for bar in new] == sorted(map(heights.index, new))
    assert (old[0], new[-1]) == ("▇", "▇")
    assert max(len(line.text) for line in lines) <= 80


def test_something_is_never_drawn_as_nothing() -> None:
    assert bars(series(1, 0, 0, 0), 2, 100_000) == "▁·"
    assert bars(series(0, 0), 2, 0) == "··"


def test_heights_stay_apart_without_utf8() -> None:
    drawn = ascii_form(bars(series(*range(8)), 8, 7))
    assert len(set(drawn)) == len(drawn)


def test_a_quiet_client_and_one_in_use_say_so_in_words() -> None:
    told = texts(
        shown(
            UsagePair(client(Role.OLD, *[0] * 31), client(Role.NEW, *[5] * 31)),
            UsagePair(client(Role.OLD, *[0] * 20, 1, *[0] * 10)),
        )
    )
    assert "✓ quiet: nobody for 30 days" in told
    assert "● in use, last 2026-11-16" in told
    assert "New pool · –" in told


def test_a_client_that_is_not_known_is_not_called_quiet() -> None:
    told = texts(shown(UsagePair(client(Role.OLD, unread="CloudWatch says Forbidden."))))
    assert "? not known: CloudWatch says Forbidden." in told
    assert "quiet" not in told


def test_a_client_that_was_not_asked_about_for_long_enough_is_neither_quiet_nor_in_use() -> None:
    told = texts(shown(UsagePair(client(Role.OLD, *[0] * 31)), quiet_days=60))
    assert "? nobody in 30 days: quiet takes 60" in told
    assert "in use" not in told


def test_without_charts_it_is_numbers_and_words() -> None:
    pair = UsagePair(client(Role.OLD, *range(31)), client(Role.NEW, *[0] * 31))
    told = " ".join(texts(shown(pair, words=True)).split())
    assert "Old pool · main" in told
    assert "by week, the oldest first (of 3 days): 3, 42, 91, 140, 189; in all 465" in told
    assert "Nobody in 30 days." in told
    assert not set("▁▂▃▄▅▆▇█●✓") & set(told)


@pytest.mark.parametrize(
    ("name", "told"),
    [("main", False), ("esp-rainmaker-alexa-skill", True), ("esp-rainmaker-google-action", True)],
)
def test_a_voice_assistants_old_client_tells_of_accounts_that_were_linked_before(
    name: str, told: bool
) -> None:
    page = " ".join(texts(shown(UsagePair(client(Role.OLD, 1, name=name)))).split())
    assert ("renew are accounts that were linked before" in page) is told


def test_a_name_of_awss_cannot_draw() -> None:
    told = texts(shown(UsagePair(client(Role.OLD, 1, name="a\x1b[31mb[bold]"))))
    assert "\x1b" not in told
    assert "[bold]" in told


def test_unread_and_awaited_say_why() -> None:
    assert "not allowed" in texts(usage_lines(Unread("GetMetricData", "not allowed"), (), 30, 80))
    assert "not read yet" in texts(usage_lines(Pending("GetMetricData"), (), 30, 80))


def test_what_happened_since_the_apply_is_one_sentence() -> None:
    since = NOW - timedelta(minutes=12)
    one = SinceApply("a", Count(since, 31, 31), Count(since, 4, 5), Count(since))
    assert watched_sentence(Watched(since, (one,))).startswith(
        "Since the last write to an app client (2026-11-26 06:18 UTC): 31 sign-ins, 0 failed, 1"
    )


def test_the_step_that_wrote_last_is_named() -> None:
    told = watched_sentence(Watched(NOW, step="4"))
    assert told.startswith("Since the last write to an app client (step 4, 2026-11-26 06:30 UTC):")


def test_on_effects_both_pools_stand_beside_each_other_in_a_few_lines() -> None:
    old = client(Role.OLD, *range(31, 0, -1))
    quiet = client(Role.OLD, *[0] * 31, name="kiosk")
    new = client(Role.NEW, *range(31))
    lines = usage_summary(UsageReading(NOW, 30, (old, quiet, new)), None, 30, 80)
    assert max(len(line.text) for line in lines) <= 80
    assert lines[0].text.startswith("Old pool  ▇")
    assert "  New pool  ·" in lines[0].text
    told = " ".join(line.text for line in lines)
    assert "app clients 1 is quiet (unused for 30 days); last seen 2026-11-26 00:00 UTC." in told
    assert "and today, 0 failed; those before the move are counted too." in told


def test_a_client_that_is_not_known_is_counted_as_such() -> None:
    usage = UsageReading(NOW, 30, (client(Role.OLD, unread="Forbidden"),))
    told = " ".join(line.text for line in usage_summary(usage, None, 30, 80))
    assert "app client none is quiet (unused for 30 days), of 1 it is not known." in told


def test_new_clients_that_are_not_told_of_are_not_counted_as_nobody() -> None:
    clients = (client(Role.OLD, 1), client(Role.NEW, 5), client(Role.NEW, unread="Forbidden"))
    told = " ".join(
        line.text for line in usage_summary(UsageReading(NOW, 30, clients), None, 30, 80)
    )
    assert "today, 0 failed; those before the move are counted too; of 1 of" in told


def test_on_effects_words_stand_alone_and_failures_since_a_write_are_told() -> None:
    since = NOW - timedelta(minutes=1)
    one = SinceApply("a", Count(since, 1, 3), Count(since), Count(since))
    usage = UsageReading(NOW, 30, (client(Role.OLD, 1),))
    lines = usage_summary(usage, Watched(since, (one,)), 30, 60, words=True)
    told = " ".join(line.text for line in lines)
    assert not set("▁▂▃▄▅▆▇█·") & set(told)
    assert "(2026-11-26 06:29 UTC): 1 sign-in, 2 failed." in told
    assert any(span.role == "warning" for line in lines for span in line.spans)


def test_a_watch_that_was_refused_is_told() -> None:
    usage = UsageReading(NOW, 30, (client(Role.OLD, 1),))
    lines = usage_summary(usage, Unread("GetMetricData", "not allowed"), 30, 80)
    assert "What happened since the apply could not be read. not allowed" in texts(lines)


def test_large_numbers_leave_room_for_their_neighbours() -> None:
    busy = client(Role.OLD, *[400_000] * 31)
    told = [line.text for line in shown(UsagePair(busy, client(Role.NEW, *[4_000] * 31)))]
    assert any("12,400,000 tokens renewed " in line for line in told)
    assert any("124,000 sign-ins, none failed" in line for line in told)
    assert not any("…" in line for line in told)


def test_logins_that_a_provider_refused_are_counted_as_failed_wherever_failures_are() -> None:
    one = refused(Google=50)
    pair = UsagePair(None, one)
    assert "1 sign-in, 1,550 failed" in texts(shown(pair))
    told = " ".join(texts(shown(pair, words=True)).split())
    assert "in all 1, 1,550 failed" in told
    assert "By Google 0 of these, 1,550 failed." in told
    usage = UsageReading(NOW, 30, (client(Role.OLD, 1), one))
    effects = " ".join(line.text for line in usage_summary(usage, None, 30, 80))
    assert "1 sign-in in the last 30 days and today, 1,550 failed" in effects
    (told_of,) = usage_of(usage, (pair,), 30).clients
    assert told_of.failed == 1_550
    assert told_of.by_day[:2] == (50, 50)


def test_what_was_not_renewed_is_no_failed_sign_in() -> None:
    days = Activity(series(*[6] * 31, failed=1), series(*[400_800] * 31, failed=800))
    lines = usage_lines(
        UsageReading(NOW, 30, ()),
        (UsagePair(ClientUsage(Role.OLD, "a", "main", days, days), None),),
        30,
        76,
    )
    told = [line.text.rstrip() for line in lines]
    assert "12,400,000 tokens renewed, 24,800 not" in told
    assert "155 sign-ins, 31 failed" in told


def test_a_login_by_a_provider_that_came_through_counts_once() -> None:
    one = Activity(series(3), series(0), {"Google": series(2)})
    assert (one.failures, one.refused) == (0, 0)


def test_logins_by_a_provider_are_drawn_by_day_and_by_hour() -> None:
    lines = [line.text for line in shown(UsagePair(client(Role.OLD, 1), refused(Google=50)))]
    by_hour = next(number for number, text in enumerate(lines) if "the last 48 hours" in text)
    for part in (lines[:by_hour], lines[by_hour:]):
        for label in ("renewed", "sign-ins", "provider"):
            (row,) = [text[41:] for text in part if text[41:].startswith(label)]
            assert bool(set(row) & set("▁▂▃▄▅▆▇█")) == (label != "renewed")
    assert max(map(len, lines)) <= 80


def test_where_no_client_has_a_provider_no_row_is_drawn_for_them() -> None:
    assert "provider" not in texts(shown(UsagePair(client(Role.OLD, 1), client(Role.NEW, 1))))


def test_a_chart_says_the_same_without_colours_and_without_utf8() -> None:
    drawn = shown(
        UsagePair(client(Role.OLD, *range(31, 0, -1)), refused(Google=50)),
        UsagePair(client(Role.OLD, *[0] * 31), client(Role.NEW, unread="Forbidden")),
    )
    told = ascii_form(texts(drawn))
    assert told.isascii()
    marks = {line.spans[0].text[0] for line in drawn if line.text[:1] in {"●", "✓", "?"}}
    assert len(set(map(ascii_form, marks))) == len(marks) == 2
    for words in ("renewed", "sign-ins", "provider", "in use, last", "quiet: nobody", "not known"):
        assert words in told
    charts = [line.text for line in drawn if set(line.text) & set("▁▂▃▄▅▆▇█")]
    labels = {"renewed", "sign-ins", "provider"}
    assert all(labels.intersection(chart.split()) for chart in charts)
    assert labels <= {word for chart in charts for word in chart.split()}


def test_in_words_the_last_days_and_hours_are_told() -> None:
    told = " ".join(texts(shown(UsagePair(client(Role.OLD, *range(31))), words=True)).split())
    assert "Renewed tokens by day, the last 7 to 2026-11-26: 24, 25, 26, 27, 28, 29, 30." in told
    assert "Sign-ins by day, the last 7 to 2026-11-26: 24, 25, 26, 27, 28, 29, 30." in told


def test_in_words_the_last_two_days_are_a_sentence() -> None:
    first = NOW.replace(minute=0) - timedelta(hours=48)
    hours = Activity(
        tuple(Count(first + timedelta(hours=hour), *[int(hour > 45)] * 2) for hour in range(49)),
        tuple(Count(first + timedelta(hours=hour), 2, 4 if hour == 7 else 2) for hour in range(49)),
    )
    one = ClientUsage(Role.OLD, "a", "main", Activity(series(9), series(9)), hours)
    told = " ".join(texts(shown(UsagePair(one), words=True)).split())
    assert (
        "In the last 48 hours 98 tokens renewed, 2 not, 3 sign-ins, none failed; in 49 of the hours"
        " somebody tried, most of all at 2026-11-24 13:00 UTC (4)." in told
    )
