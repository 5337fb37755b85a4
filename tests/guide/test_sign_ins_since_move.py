"""What was moved has to be seen to work since it was moved, each client by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from migration.compare.choices import Choices
from migration.compare.clients import ALEXA_CLIENT, GOOGLE_ACTION_CLIENT, pairs_of
from migration.compare.setting import Kind, Target
from migration.guide.moved_clients import MovedClient, moved_clients
from migration.guide.progress import summarize
from migration.guide.settled_by_reason import ClientUnused
from migration.guide.step import StepState
from migration.guide.ticks import Tick
from migration.guide.verdict import Answer
from migration.guide.verdict_making import retirement_verdict
from migration.pools.reading import Role
from migration.usage.client_usage import Activity, ClientUsage, Count, Series, UsageReading
from migration.usage.time_passed import TimePassed, aged
from tests.guide.test_verdict import STEPS, grounds, walked
from tests.readings import client, domain, google, pool, pool_reading

NOW = datetime(2026, 11, 22, 14, 20, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MAIN, OLD_MAIN = "rainmaker-new-client", "rainmaker-user-pool-client"


def periods(step: timedelta, count: int, used: Mapping[int, tuple[int, int]]) -> Series:
    """The newest is number 0; `used` has successes and attempts by number."""
    floor = NOW.replace(minute=0) if step == HOUR else NOW.replace(hour=0, minute=0)
    return tuple(
        Count(floor - number * step, *used.get(number, (0, 0)))
        for number in range(count - 1, -1, -1)
    )


def counted(
    days: Mapping[int, tuple[int, int]] | None = None,
    hours: Mapping[int, tuple[int, int]] | None = None,
    *,
    provider: bool = False,
) -> ClientUsage:
    daily, hourly = periods(DAY, 31, days or {}), periods(HOUR, 49, hours or {})
    if provider:  # by password one came in today
        password = periods(DAY, 31, {0: (1, 1)}), periods(HOUR, 49, {0: (1, 1)})
        by_day = Activity(sign_ins=password[0], federated={"Google": daily})
        by_hour = Activity(sign_ins=password[1], federated={"Google": hourly})
    else:
        by_day, by_hour = Activity(sign_ins=daily), Activity(sign_ins=hourly)
    return ClientUsage(Role.NEW, f"id-of-{MAIN}", MAIN, by_day, by_hour)


def told(found: ClientUsage, since: datetime | None, **more: Any) -> Any:
    silent = Activity(periods(DAY, 31, {}))
    old = ClientUsage(Role.OLD, "old", OLD_MAIN, silent, silent)
    usage = UsageReading(NOW, 30, (old, found))
    moved = (MovedClient(found.id, found.name, since),)
    return retirement_verdict(grounds(walked(), usage=usage, moved=moved, **more))


def test_sign_ins_from_before_the_move_do_not_show_that_it_works() -> None:
    since_years = dict.fromkeys(range(1, 31), (90, 92))
    found = told(counted({**since_years, 0: (40, 41)}, {9: (40, 41)}), NOW - 3 * HOUR)
    assert found.answer is Answer.NO
    (reason,) = found.against
    assert reason.text == (
        f"nobody has signed in to {MAIN} of the new pool since 2026-11-22 12:00 UTC; it was"
        " changed at 2026-11-22 11:20 UTC: what was moved was not seen to work; if nobody is meant"
        " to use it, give a reason"
    )
    assert (reason.step, reason.command) == ("effects", "show-usage")


@pytest.mark.parametrize(
    ("since", "days", "hours", "answer"),
    [
        (NOW - 3 * HOUR, {}, {2: (1, 1)}, Answer.YES),
        (NOW - 3 * HOUR, {}, {3: (1, 1)}, Answer.NO),  # it began before the move
        (NOW - 30 * HOUR, {}, {29: (1, 1)}, Answer.YES),  # yesterday, by the hour
        (NOW - 30 * HOUR, {1: (1, 1)}, {31: (1, 1)}, Answer.NO),
        (NOW - 30 * HOUR, {0: (1, 1)}, {}, Answer.YES),
        (NOW - 5 * DAY, {4: (1, 1)}, {}, Answer.YES),
        (NOW - 5 * DAY, {5: (1, 1)}, {}, Answer.NO),  # the day of the move itself
        (NOW - 90 * DAY, {30: (1, 1)}, {}, Answer.YES),
    ],
)
def test_a_period_counts_that_began_after_the_move(
    since: datetime, days: Any, hours: Any, answer: Answer
) -> None:
    assert told(counted(days, hours), since).answer is answer


def test_a_yes_says_how_many_signed_in_and_failed_since_when() -> None:
    found = told(counted({4: (30, 31), 2: (1, 3)}), NOW - 5 * DAY)
    assert found.answer is Answer.YES
    assert (
        f"Seen to work: {MAIN} of the new pool: 31 sign-ins, 3 failed, since its last change"
        " (2026-11-18 00:00 UTC)."
    ) in found.rests_on


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(minutes=15), timedelta(minutes=25)])
def test_what_was_moved_within_the_hour_cannot_be_said_yet(ago: timedelta) -> None:
    found = told(counted({0: (9, 9)}, {1: (9, 9)}), NOW - ago)
    assert (found.answer, found.against) == (Answer.UNKNOWN, ())
    (reason,) = found.unknown
    assert "cannot be said yet" in reason.text
    assert "CloudWatch is some minutes behind" in reason.text


def test_what_is_not_known_is_never_a_yes() -> None:
    unread = ClientUsage(Role.NEW, f"id-of-{MAIN}", MAIN, unread="it says Forbidden.")
    for found in (told(unread, NOW - 5 * DAY), told(counted({1: (9, 9)}), None)):
        assert (found.answer, found.against) == (Answer.UNKNOWN, ())


def test_attempts_that_all_failed_are_told_and_no_reason_settles_them() -> None:
    unused = {f"id-of-{MAIN}": ClientUnused(f"id-of-{MAIN}", MAIN, "nobody", "x/admin", NOW)}
    for settled in ({}, unused):
        found = told(counted({1: (0, 7)}), NOW - 5 * DAY, unused=settled)
        assert found.answer is Answer.NO
        assert "all 7 attempts to sign in" in found.against[0].text


def test_a_provider_by_which_nobody_came_in_was_not_seen_to_work() -> None:
    found = told(counted({1: (0, 7)}, provider=True), NOW - 5 * DAY)
    assert found.answer is Answer.NO
    assert "all 7 attempts to sign in" in found.against[0].text
    assert told(counted({1: (6, 7)}, provider=True), NOW - 5 * DAY).answer is Answer.YES


def test_a_client_that_nobody_uses_is_settled_by_a_dated_reason() -> None:
    reason = ClientUnused(f"id-of-{MAIN}", MAIN, "the kiosk is closed", "arn:aws:x/admin", NOW)
    found = told(counted(), NOW - 5 * DAY, unused={reason.client: reason})
    assert found.answer is Answer.YES
    line = f"Not used: {MAIN} of the new pool: the kiosk is closed (admin, 2026-11-22)."
    assert line in found.rests_on
    other = {"another": reason}
    assert told(counted(), NOW - 5 * DAY, unused=other).answer is Answer.NO
    unread = ClientUsage(Role.NEW, reason.client, MAIN, unread="it says Forbidden.")
    assert told(unread, NOW - DAY, unused={reason.client: reason}).answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("all_", "google", "answer"),
    [
        ((10, 25), (10, 10), Answer.NO),  # whoever came in did so by Google
        ((11, 25), (10, 10), Answer.YES),
        ((10, 10), (10, 10), Answer.YES),  # nobody tried by password
        ((10, 25), (12, 12), Answer.YES),  # which counts are whose cannot be said
    ],
)
def test_where_nobody_comes_in_by_password_it_was_not_seen_to_work(
    all_: tuple[int, int], google: tuple[int, int], answer: Answer
) -> None:
    days = Activity(
        periods(DAY, 31, {1: all_}), federated={"Google": periods(DAY, 31, {1: google})}
    )
    hours = Activity(periods(HOUR, 49, {}), federated={"Google": periods(HOUR, 49, {})})
    found = told(ClientUsage(Role.NEW, f"id-of-{MAIN}", MAIN, days, hours), NOW - 5 * DAY)
    assert found.answer is answer
    if answer is Answer.NO:
        (reason,) = found.against
        assert f"all 15 attempts to sign in to {MAIN} of the new pool by password" in reason.text


# --- which clients were moved, and since when --------------------------------------------------

OLD = (client(OLD_MAIN), client(ALEXA_CLIENT), client(GOOGLE_ACTION_CLIENT), client("kiosk"))
NEW = (
    client(MAIN, SupportedIdentityProviders=["COGNITO", "Google"]),
    client(ALEXA_CLIENT, "new-alexa"),
    client(GOOGLE_ACTION_CLIENT, "new-google"),
    client("kiosk", "new-kiosk"),
)
AGO = {number: NOW - timedelta(days=number) for number in range(1, 40)}


def moved(
    written: Mapping[Target, datetime], ticks: Mapping[str, Tick] | None = None, **more: Any
) -> dict[str, datetime | None]:
    parts: dict[str, Any] = {"providers": (google(),), "pool": pool()}
    read = walked(
        pool_reading(domain=domain(), clients=OLD, **parts), **{"clients": NEW, **parts, **more}
    )
    pairs = pairs_of(read, Choices(pairs={OLD_MAIN: MAIN}))
    summaries = summarize(STEPS, (), dict(ticks or {}), read)
    found = moved_clients(read, pairs, summaries, written, lambda moment: moment)
    return {one.name: one.since for one in found}


def live(step: str, at: datetime, day: str = "") -> dict[str, Tick]:
    return {
        f"{step}/live": Tick(
            step, StepState.DONE, "admin", at, part="live", day=day or f"{at:%Y-%m-%d}"
        )
    }


def test_a_client_counts_since_the_last_write_to_what_it_rests_on() -> None:
    first = {Target(Kind.CLIENT, f"id-of-{MAIN}"): AGO[9]}
    assert moved(first) == {MAIN: AGO[9]}
    assert moved({**first, Target(Kind.PROVIDER, "Google"): AGO[7]}) == {MAIN: AGO[7]}
    assert moved({**first, Target(Kind.PROVIDER, "GitHub"): AGO[7]}) == {MAIN: AGO[9]}
    assert moved({**first, Target(Kind.POOL): AGO[7]}) == {MAIN: AGO[9]}
    assert moved({Target(Kind.CLIENT, "new-kiosk"): AGO[3]}) == {MAIN: None, "kiosk": AGO[3]}
    assert moved({Target(Kind.DOMAIN, "acme-new"): AGO[8]}) == {MAIN: AGO[8], "kiosk": AGO[8]}


def test_a_main_client_that_the_record_does_not_tell_of_counts_since_aws_says() -> None:
    modified = client(MAIN, LastModifiedDate=AGO[20])
    assert moved({}, clients=(modified, *NEW[1:])) == {MAIN: AGO[20]}


def test_a_voice_client_counts_once_it_is_live_and_since_then() -> None:
    stack = {Target(Kind.STACK, "arn:stack"): AGO[9]}
    assert ALEXA_CLIENT not in moved(stack)
    said = moved(stack, {**live("7a", AGO[5]), **live("7b", AGO[4])})
    assert (said[ALEXA_CLIENT], said[GOOGLE_ACTION_CLIENT]) == (AGO[5], AGO[4])
    # A day that was said later counts when it was over everywhere; a later write overrules it.
    late = live("7b", AGO[1], "2026-11-17")
    assert moved(stack, late)[GOOGLE_ACTION_CLIENT] == datetime(2026, 11, 18, 12, tzinfo=UTC)
    later = {Target(Kind.CLIENT, "new-google"): AGO[2]}
    assert moved(later, live("7b", AGO[4]))[GOOGLE_ACTION_CLIENT] == AGO[2]
    skill = {Target(Kind.SKILL, "amzn1.ask.skill.1"): AGO[2]}
    both = moved(skill, {**live("7a", AGO[4]), **live("7b", AGO[4])})
    assert (both[ALEXA_CLIENT], both[GOOGLE_ACTION_CLIENT]) == (AGO[2], AGO[4])


def test_a_voice_client_whose_step_is_left_out_does_not_count() -> None:
    out = {"7b": Tick("7b", StepState.NOT_APPLICABLE, "admin", AGO[1], "no skill")}
    said = moved({}, {**live("7a", AGO[5]), **live("7b", AGO[4]), **out})
    assert set(said) == {MAIN, ALEXA_CLIENT}


def test_in_the_demo_a_month_ages_what_was_recorded_before_it() -> None:
    passed = (TimePassed(NOW, timedelta(days=30)), TimePassed(NOW + HOUR, timedelta(days=30)))
    assert aged(NOW - HOUR, passed) == NOW - HOUR - timedelta(days=60)
    assert aged(NOW + HOUR, passed) == NOW + HOUR - timedelta(days=30)
    assert aged(NOW + 2 * HOUR, passed) == NOW + 2 * HOUR
