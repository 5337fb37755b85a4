"""What the practice AWS's CloudWatch tells of sign-ins, and how its customers move."""

from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox import pool_use
from sandbox.sample import load
from tests.practice_aws import NEW_POOL, OLD_POOL, ROOT, PracticeAws

OLD, NEW = "1olduserpoolclient2acme3ho", "5newuserpoolclient6acme7ho"
DAY = 86_400
SAMPLE = ROOT / "assets" / "sample" / "acme.toml"


def query(
    id_: str = "a",
    metric: str = "TokenRefreshSuccesses",
    client: str = OLD,
    pool: str = OLD_POOL,
    period: int = DAY,
    stat: str = "Sum",
    **dimensions: str,
) -> dict[str, Any]:
    named = {"UserPool": pool, "UserPoolClient": client, **dimensions}
    return {
        "Id": id_,
        "MetricStat": {
            "Metric": {
                "Namespace": "AWS/Cognito",
                "MetricName": metric,
                "Dimensions": [{"Name": name, "Value": value} for name, value in named.items()],
            },
            "Period": period,
            "Stat": stat,
        },
    }


def asked(
    aws: PracticeAws,
    *queries: dict[str, Any],
    days: int = 30,
    now: datetime | None = None,
    **more: Any,
) -> Any:
    """The days before today, and what there is of today: a second after midnight, that is nothing.

    Who asks twice gives the moment, so that both questions are about the same days.
    """
    now = now or datetime.now(UTC)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return aws.client("cloudwatch").get_metric_data(
        MetricDataQueries=list(queries),
        StartTime=midnight - timedelta(days=days),
        EndTime=now,
        ScanBy="TimestampAscending",
        **more,
    )


def values(answer: Any) -> dict[str, list[float]]:
    return {result["Id"]: result["Values"] for result in answer["MetricDataResults"]}


def open_the_new_pool(aws: PracticeAws) -> None:
    cognito = aws.client("cognito-idp")
    cognito.create_user_pool_domain(UserPoolId=NEW_POOL, Domain="acme-signin")
    for client in (NEW, "8newinstallerapp9acme0home"):
        aws.change(pool="new", client=client, set={"CallbackURLs": ["https://acme.example/done"]})


def test_the_old_pool_is_in_use_and_the_new_one_is_not(practice_aws: PracticeAws) -> None:
    answer = asked(practice_aws, query(), query("b", client=NEW, pool=NEW_POOL))
    found = values(answer)
    assert len(found["a"]) in {30, 31}
    assert all(value > 1000 for value in found["a"][:30])
    assert found["b"] == []
    assert {result["StatusCode"] for result in answer["MetricDataResults"]} == {"Complete"}


def test_the_same_question_has_the_same_answer(practice_aws: PracticeAws) -> None:
    now = datetime.now(UTC)
    first, second = (values(asked(practice_aws, query(), now=now))["a"] for _ in range(2))
    assert first == second


def test_hours_of_a_day_add_up_to_the_day(practice_aws: PracticeAws) -> None:
    found = values(asked(practice_aws, query(), query("b", period=3600), days=1))
    assert sum(found["b"][:24]) == found["a"][0]


def test_attempts_are_more_than_successes(practice_aws: PracticeAws) -> None:
    sign_ins = [
        query(stat, "SignInSuccesses", stat=stat_name)
        for stat, stat_name in (("a", "Sum"), ("b", "SampleCount"))
    ]
    found = values(asked(practice_aws, *sign_ins))
    assert found["b"][0] > found["a"][0] > 0


def test_sign_ins_by_a_provider_are_a_part_of_all(practice_aws: PracticeAws) -> None:
    found = values(
        asked(
            practice_aws,
            query("a", "SignInSuccesses"),
            query("b", "FederationSuccesses", IdentityProvider="Google"),
        )
    )
    assert 0 < found["b"][0] < found["a"][0]


def test_customers_move_within_the_weeks_that_go_by(practice_aws: PracticeAws) -> None:
    assert practice_aws.control("POST", "days", {"days": 30})["moved"] == 0
    open_the_new_pool(practice_aws)
    practice_aws.control("POST", "days", {"days": 30})
    month = values(asked(practice_aws, query(), query("b", client=NEW, pool=NEW_POOL)))
    assert month["a"][1] > month["a"][15] > month["a"][-1]
    assert month["b"][-2] > month["b"][15]
    practice_aws.control("POST", "days", {"days": 30})
    after = values(asked(practice_aws, query(), query("b", client=NEW, pool=NEW_POOL), days=29))
    assert after["a"] == []
    assert len(after["b"]) in {29, 30}
    moved = practice_aws.client("cognito-idp").describe_user_pool(UserPoolId=NEW_POOL)["UserPool"]
    assert moved["EstimatedNumberOfUsers"] > 10_000


def test_a_client_that_can_be_signed_in_to_is_signed_in_to_within_minutes(
    practice_aws: PracticeAws,
) -> None:
    open_the_new_pool(practice_aws)
    answer = asked(practice_aws, query("a", "SignInSuccesses", NEW, NEW_POOL))
    practice_aws.control("POST", "days", {"days": 0.5 / 24})  # half an hour
    later = asked(practice_aws, query("a", "SignInSuccesses", NEW, NEW_POOL))
    assert sum(values(answer)["a"]) < 5
    assert 30 < sum(values(later)["a"]) < 100


def test_whoever_signs_in_to_a_client_that_was_broken_fails() -> None:
    account = load(SAMPLE, "key", "secret")
    client = account.pools[NEW_POOL].clients[NEW]
    account.pools[NEW_POOL].domain = {"Domain": "acme-signin"}
    client |= {"CallbackURLs": ["https://acme.example/done"], "LastModifiedDate": 1000.0}
    account.customers.looked = 1000.0
    pool_use.notice(account)
    hour, day = 3600.0, 85_400.0
    ((_, whole),) = pool_use.counted(account, NEW, "SignInSuccesses", "", 1000.0, 4600.0, hour)
    client |= {"CallbackURLs": [], "LastModifiedDate": 4600.0}
    ((_, broken),) = pool_use.counted(account, NEW, "SignInSuccesses", "", 4600.0, 90_000.0, day)
    assert whole.attempts >= whole.successes > 30
    assert (broken.successes, broken.attempts > 30) == (0, True)
    ((_, again),) = pool_use.counted(account, NEW, "SignInSuccesses", "", 1000.0, 4600.0, hour)
    assert again == whole


def test_many_values_come_in_pages(practice_aws: PracticeAws) -> None:
    queries = [query("a"), query("b", stat="SampleCount"), query("c", client="nobody")]
    now = datetime.now(UTC)
    whole = values(asked(practice_aws, *queries, now=now))
    found: dict[str, list[float]] = {"a": [], "b": [], "c": []}
    token: dict[str, Any] = {}
    pages = 0
    while True:
        answer = asked(practice_aws, *queries, now=now, MaxDatapoints=20, **token)
        pages += 1
        for name, part in values(answer).items():
            found[name] += part
        if "NextToken" not in answer:
            break
        token = {"NextToken": answer["NextToken"]}
    assert pages == ceil(sum(map(len, whole.values())) / 20)
    assert found == whole


def test_more_than_five_hundred_metrics_are_refused(practice_aws: PracticeAws) -> None:
    with pytest.raises(ClientError, match="ValidationError"):
        asked(practice_aws, *(query(f"q{number}") for number in range(501)))


def test_who_may_not_read_metrics_is_told_as_cloudwatch_does(practice_aws: PracticeAws) -> None:
    practice_aws.settings(denied_actions=["cloudwatch:GetMetricData"])
    with pytest.raises(ClientError) as refused:
        asked(practice_aws, query())
    error = refused.value.response["Error"]
    assert error["Code"] == "AccessDenied"
    assert "cloudwatch:GetMetricData" in error["Message"]
