"""What CloudWatch counted becomes a reading: by client, by day and hour, honest about gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from migration.aws import metrics
from migration.errors import BadInput
from migration.pools.reading import Pending, Role, Unread
from migration.usage import cloudwatch
from migration.usage.client_usage import UsageReading, Watched
from migration.walkthrough import Walkthrough
from tests.practice_aws import NEW_POOL, OLD_POOL, PracticeAws
from tests.walkthroughs import let_a_month_pass, walk

NOW = datetime(2026, 11, 22, tzinfo=UTC)
OLD_MAIN, NEW_MAIN = "1olduserpoolclient2acme3ho", "5newuserpoolclient6acme7ho"


@pytest.fixture
def walked(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Walkthrough]:
    walkthrough = walk(
        practice_aws, tmp_path / "state", attached=False, clock=lambda: datetime.now(UTC)
    )
    yield walkthrough
    walkthrough.close()


def usage_of(walkthrough: Walkthrough, days: int = 0) -> UsageReading:
    walkthrough.usage.read(days)
    found = walkthrough.state.usage
    assert isinstance(found, UsageReading)
    return found


def open_the_new_pool(aws: PracticeAws) -> None:
    aws.client("cognito-idp").create_user_pool_domain(UserPoolId=NEW_POOL, Domain="acme-signin")
    for client in ("5newuserpoolclient6acme7ho", "8newinstallerapp9acme0home"):
        aws.change(pool="new", client=client, set={"CallbackURLs": ["https://acme.example/done"]})


def test_every_client_of_both_pools_is_counted_by_day_and_by_hour(walked: Walkthrough) -> None:
    found = usage_of(walked)
    assert [len(found.of(role)) for role in Role] == [4, 4]
    main = found.client(OLD_MAIN)
    assert main is not None
    assert (main.pool, main.name) == (Role.OLD, "rainmaker-user-pool-client")
    assert (len(main.days.refreshes), len(main.hours.refreshes)) == (31, 49)
    assert main.days.sign_ins[0].attempts > main.days.sign_ins[0].successes > 0
    assert set(main.days.federated) == {"Google", "SignInWithApple", "GitHub"}
    assert main.last_seen is not None
    assert found.at - main.last_seen < timedelta(hours=2)


def test_it_is_asked_by_name_in_two_calls_and_never_by_listing(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    practice_aws.forget_calls()
    usage_of(walked)
    assert [call["operation"] for call in practice_aws.calls()] == ["GetMetricData"] * 2
    for call in practice_aws.calls():
        for query in call["parameters"]["MetricDataQueries"]:
            named = [one["Name"] for one in query["MetricStat"]["Metric"]["Dimensions"]]
            assert named[:2] == ["UserPool", "UserPoolClient"]


def test_no_call_asks_for_more_than_five_hundred_metrics(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    practice_aws.populate(OLD_POOL, 150, "acme-installer-app")
    walked.reader.read(attached=False)
    practice_aws.forget_calls()
    found = usage_of(walked)
    assert len(found.of(Role.OLD)) == 154
    sizes = [len(call["parameters"]["MetricDataQueries"]) for call in practice_aws.calls()]
    assert max(sizes) == 500
    assert not any(client.unread for client in found.clients)


def test_it_is_read_after_all_that_the_guides_steps_rest_on(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    practice_aws.forget_calls()
    walked.reader.read(attached=False)
    rested_on = len(practice_aws.calls())
    practice_aws.forget_calls()
    walked.reader.read()
    operations = [call["operation"] for call in practice_aws.calls()]
    assert "GetMetricData" not in operations[:rested_on]
    assert operations[rested_on:].count("GetMetricData") == 2


def test_a_refusal_leaves_it_unread_with_the_permission_that_it_lacks(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    practice_aws.settings(denied_actions=["cloudwatch:GetMetricData"])
    walked.reader.read()
    found = walked.state.usage
    assert isinstance(found, Unread)
    assert "cloudwatch:GetMetricData" in found.reason
    assert walked.state.read_at is not None


def test_before_it_is_read_it_says_what_it_waits_for(walked: Walkthrough) -> None:
    assert walked.state.usage == Pending("GetMetricData")
    assert walked.usage.pairs() == ()


@pytest.mark.parametrize("days", [-1, 456])
def test_days_that_cloudwatch_does_not_keep_are_refused(walked: Walkthrough, days: int) -> None:
    with pytest.raises(BadInput, match="CloudWatch keeps 455 days"):
        walked.usage.read(days)


def test_the_old_client_stands_beside_the_one_that_its_customers_move_to(
    walked: Walkthrough,
) -> None:
    usage_of(walked)
    pairs = [(pair.old and pair.old.id, pair.new and pair.new.id) for pair in walked.usage.pairs()]
    assert pairs[0] == (OLD_MAIN, NEW_MAIN)
    assert len(pairs) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"Values": [1.0], "Timestamps": []},
        {"Values": [float("inf")], "Timestamps": [NOW]},
        {"Values": [float("nan")], "Timestamps": [NOW]},
    ],
    ids=["a count without a moment", "an infinite count", "no count"],
)
def test_counts_that_are_none_are_unread_and_no_mistake_of_ours(
    walked: Walkthrough, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, Any]
) -> None:
    answer = [{"Id": "sum0", "StatusCode": "Complete", **wrong}]
    monkeypatch.setattr("migration.usage.cloudwatch.get_metric_data", lambda *_: answer)
    walked.usage.read()
    assert isinstance(walked.state.usage, Unread)
    assert "no numbers" in walked.state.usage.reason


def test_a_client_is_quiet_once_nobody_was_seen_for_as_many_days(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    found = usage_of(walked)
    assert {client.quiet(found, 30) for client in found.of(Role.OLD)} == {False}
    open_the_new_pool(practice_aws)
    practice_aws.control("POST", "days", {"days": 60})
    found = usage_of(walked)
    assert {client.quiet(found, 30) for client in found.of(Role.OLD)} == {True}
    assert all(client.last_seen is None for client in found.of(Role.OLD))
    longer = usage_of(walked, 60)
    main = longer.client(OLD_MAIN)
    assert main is not None
    assert (main.quiet(longer, 30), main.quiet(longer, 60)) == (True, False)


def test_what_was_not_asked_far_enough_back_is_not_called_quiet(walked: Walkthrough) -> None:
    found = usage_of(walked, 7)
    assert {client.quiet(found, 30) for client in found.clients} == {None}


def counted(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[dict[str, Any]], dict[str, Any] | None]
) -> None:
    """Let CloudWatch answer otherwise: `change` makes of each result another, or none."""
    asked = metrics.get_metric_data

    def answer(*given: Any) -> list[dict[str, Any]]:
        return [made for result in asked(*given) if (made := change(result)) is not None]

    monkeypatch.setattr(cloudwatch, "get_metric_data", answer)


def test_a_metric_that_cloudwatch_keeps_to_itself_makes_its_client_unread(
    walked: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(
        monkeypatch,
        lambda result: (
            {**result, "StatusCode": "Forbidden"} if result["Id"].startswith("sum0_") else result
        ),
    )
    first, second, *_ = usage_of(walked).clients
    assert (first.unread, second.unread) == ("CloudWatch says Forbidden.", "")
    assert first.quiet(usage_of(walked), 30) is None


def test_a_metric_that_is_left_out_is_not_zero(
    walked: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(
        monkeypatch, lambda result: None if result["Id"].startswith("samplecount1_") else result
    )
    assert usage_of(walked).clients[0].unread == "CloudWatch left it out of its answer."


@pytest.mark.parametrize("status", ["PartialData", "InternalError", "Forbidden", ""])
def test_an_answer_that_ended_half_way_makes_its_client_unread(
    walked: Walkthrough, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    counted(
        monkeypatch,
        lambda result: (
            {**result, "StatusCode": status} if result["Id"].startswith("sum0_") else result
        ),
    )
    first, second, *_ = usage_of(walked).clients
    assert (bool(first.unread), second.unread) == (True, "")


def test_what_the_next_page_completes_is_whole(
    walked: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = metrics.get_metric_data

    def in_two(*given: Any) -> list[dict[str, Any]]:
        return [
            {**result, **half}
            for result in asked(*given)
            for half in (
                {"StatusCode": "PartialData", "Timestamps": [], "Values": []},
                {"StatusCode": "Complete"},
            )
        ]

    whole = usage_of(walked)
    monkeypatch.setattr(cloudwatch, "get_metric_data", in_two)
    halves = usage_of(walked)
    assert not any(client.unread for client in halves.clients)
    assert [len(client.days.sign_ins) for client in halves.clients] == [
        len(client.days.sign_ins) for client in whole.clients
    ]


def test_counts_that_begin_with_no_period_of_ours_are_not_lost(
    walked: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the day of who answers begins at another hour."""
    moved = timedelta(hours=5, minutes=30)
    counted(
        monkeypatch,
        lambda result: {**result, "Timestamps": [at + moved for at in result["Timestamps"]]},
    )
    found = usage_of(walked)
    assert {client.quiet(found, 30) for client in found.of(Role.OLD)} == {False}


def test_a_success_without_an_attempt_is_somebody_too(
    walked: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(
        monkeypatch,
        lambda result: (
            {**result, "Values": [], "Timestamps": []}
            if result["Id"].startswith("samplecount")
            else result
        ),
    )
    found = usage_of(walked)
    assert {client.quiet(found, 30) for client in found.of(Role.OLD)} == {False}


def test_a_server_that_signs_people_in_counts_like_a_client_of_its_pool(
    walked: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_servers(_: Any, queries: list[Any], start: datetime, end: datetime) -> list[Any]:
        def seen(query: Any) -> bool:
            named = {
                one["Name"]: one["Value"] for one in query["MetricStat"]["Metric"]["Dimensions"]
            }
            return named == {"UserPool": OLD_POOL, "UserPoolClient": "Admin"}

        return [
            {
                "Id": query["Id"],
                "StatusCode": "Complete",
                "Timestamps": [end - timedelta(hours=1)] if seen(query) else [],
                "Values": [3.0] if seen(query) else [],
            }
            for query in queries
        ]

    monkeypatch.setattr("migration.usage.cloudwatch.get_metric_data", only_servers)
    found = usage_of(walked)
    assert [len(found.of(role)) for role in Role] == [5, 4]
    against = walked.pages.retirement_verdict().against
    (told,) = [reason.text for reason in against if "was used within" in reason.text]
    assert told.startswith("Admin (requests of a server) of the old pool was used within 30 days")


def test_pools_without_app_clients_are_asked_nothing(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    bare = walked.state.reading
    for role in Role:
        bare = bare.with_part(role, "clients", ())
    walked.store.change(lambda state: replace(state, reading=bare))
    practice_aws.forget_calls()
    assert usage_of(walked).clients == ()
    assert practice_aws.calls() == []


def test_the_answer_to_another_question_is_not_taken_for_this_one(
    walked: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answers = metrics.get_metric_data, []

    def one_answer_to_all(*given: Any) -> list[dict[str, Any]]:
        answers.append(asked(*given))
        return answers[0]

    monkeypatch.setattr("migration.usage.cloudwatch.get_metric_data", one_answer_to_all)
    clients = usage_of(walked).clients
    assert len(answers) == 2
    assert {client.unread for client in clients} == {"CloudWatch left it out of its answer."}


@pytest.mark.parametrize("given_up", [True, False])
def test_an_answer_that_comes_late_does_not_land_behind_a_newer_one(
    walked: Walkthrough, monkeypatch: pytest.MonkeyPatch, given_up: bool
) -> None:
    asked = cloudwatch.read_usage

    def takes_long(*given: Any) -> UsageReading | Unread:
        monkeypatch.setattr(cloudwatch, "read_usage", asked)
        found = asked(*given)
        if given_up:
            walked.usage.cancel()
        walked.usage.read(40)
        return found

    monkeypatch.setattr(cloudwatch, "read_usage", takes_long)
    walked.usage.read(20)
    assert isinstance(walked.state.usage, UsageReading)
    assert walked.state.usage.days == 40


def test_a_stop_is_of_what_is_asked_then_and_not_of_the_next(walked: Walkthrough) -> None:
    walked.cancel()
    assert len(usage_of(walked).clients) > 0
    walked.cancel()
    assert walked.usage.watch() is None
    walked.cancel()
    walked.reader.read_attached()
    assert walked.state.read_at is not None


def test_a_failed_attempt_is_somebody_too(
    walked: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(
        monkeypatch,
        lambda result: (
            {**result, "Values": [0.0 for _ in result["Values"]]}
            if result["Id"].startswith("sum")
            else result
        ),
    )
    found = usage_of(walked)
    main = found.client(OLD_MAIN)
    assert main is not None
    assert sum(count.successes for count in main.days.all()) == 0
    assert main.quiet(found, 30) is False


def test_nothing_is_watched_before_a_client_was_written_to(walked: Walkthrough) -> None:
    assert walked.usage.watch() is None
    assert walked.usage.last_move() is None


def test_sign_ins_at_the_new_clients_are_watched_since_the_write(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    ahead = timedelta(minutes=-30)  # the write is half an hour old when it is watched
    walked = walk(practice_aws, tmp_path / "state", clock=lambda: datetime.now(UTC) + ahead)
    walked.entered.choose_prefix("acme-signin")
    for step in ("2", "3a"):
        assert walked.applier.apply(walked.pages.to_apply(step), agree=lambda _: True).failed == ()
    walked.reader.read()
    applied = walked.applier.apply(walked.pages.to_apply("4"), agree=lambda _: True)
    assert applied.applied
    practice_aws.control("POST", "days", {"days": 1 / 24})
    ahead = timedelta()
    practice_aws.forget_calls()
    found = walked.usage.watch()
    (call,) = practice_aws.calls("GetMetricData")
    asked = {
        query["MetricStat"]["Metric"]["MetricName"]
        for query in call["parameters"]["MetricDataQueries"]
    }
    assert asked == {cloudwatch.SIGN_INS, cloudwatch.REFRESHES, cloudwatch.FEDERATED}
    assert isinstance(found, Watched)
    assert found.since == walked.usage.last_move()
    assert found.sign_ins.attempts > 0
    assert {one.id for one in found.clients} >= {NEW_MAIN}
    assert walked.state.watched is found
    let_a_month_pass(walked)
    assert walked.usage.last_move() is None
    assert walked.usage.watch() is None
    walked.close()


def test_what_was_written_two_days_ago_is_watched_no_more(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    ahead = timedelta(minutes=-30)
    walked = walk(practice_aws, tmp_path / "state", clock=lambda: datetime.now(UTC) + ahead)
    assert walked.applier.apply(walked.pages.to_apply("4"), agree=lambda _: True).applied
    assert walked.usage.last_move() is not None
    ahead = timedelta(days=2)
    assert walked.usage.watch() is None
    walked.close()


def test_a_watch_that_is_refused_says_so_and_counts_nothing(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walked = walk(practice_aws, tmp_path / "state", clock=lambda: datetime.now(UTC))
    assert walked.applier.apply(walked.pages.to_apply("4"), agree=lambda _: True).applied
    practice_aws.settings(denied_actions=["cloudwatch:GetMetricData"])
    assert isinstance(walked.usage.watch(), Unread)
    walked.close()
