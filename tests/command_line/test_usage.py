"""`poolwalk usage`: exit codes, both forms of the answer, and nothing written."""

from __future__ import annotations

import pytest

from migration.errors import BadInput
from tests.command_line.conftest import PAIR, Run
from tests.practice_aws import PracticeAws
from tui.command_line.parser import parse
from tui.command_line.usage import _days


def test_usage_in_json_tells_each_client_by_pool_name_and_id(aws: PracticeAws, run: Run) -> None:
    answer = run("usage", "--json", "--days", "7", *PAIR)
    assert (answer.code, answer.err) == (0, "")
    found = answer.json
    assert list(found) == [
        "schema",
        "deployment",
        "asked_at",
        "days",
        "quiet_days",
        "clients",
        "unread",
    ]
    assert (found["schema"], found["days"], found["quiet_days"]) == (1, 7, 30)
    main = found["clients"][0]
    assert (main["pool"], main["id"], main["name"]) == (
        "old",
        "1olduserpoolclient2acme3ho",
        "rainmaker-user-pool-client",
    )
    assert (len(main["days"]["refreshes"]), len(main["hours"]["sign_ins"])) == (8, 49)
    assert set(main["days"]["federated"]) == {"Google", "SignInWithApple", "GitHub"}
    first = main["days"]["refreshes"][0]
    assert first["succeeded"] > first["failed"] > 0
    assert first["at"].endswith("T00:00:00Z")
    assert main["quiet"] is None
    assert not any(
        call["operation"].startswith(("Create", "Update", "Set")) for call in aws.calls()
    )


def test_usage_for_a_person_fits_into_eighty_columns(aws: PracticeAws, run: Run) -> None:
    answer = run("usage", *PAIR)
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "Old pool · rainmaker-user-pool-client    New pool · rainmaker-new-pool-client" in lines
    assert "CloudWatch is some minutes behind" in answer.out


def test_usage_in_plain_mode_is_numbers_and_words(aws: PracticeAws, run: Run) -> None:
    answer = run("usage", "--plain", *PAIR)
    assert "Renewed tokens by week, the oldest first (of 3 days):" in answer.out
    assert not set("▁▂▃▄▅▆▇█●") & set(answer.out)


def test_usage_that_cloudwatch_refuses_says_why_and_exits_1(aws: PracticeAws, run: Run) -> None:
    aws.settings(denied_actions=["cloudwatch:GetMetricData"])
    answer = run("usage", *PAIR)
    assert answer.code == 1
    assert "cloudwatch:GetMetricData" in answer.out
    told = run("usage", "--json", *PAIR)
    assert told.code == 1
    assert told.json["clients"] == []
    assert [part["operation"] for part in told.json["unread"]] == ["GetMetricData"]


@pytest.mark.parametrize("days", ["0", "456", "-3", "many", "1e3", "٣"])
def test_days_that_are_none_are_refused(days: str) -> None:
    with pytest.raises(BadInput, match="--days takes a number from 1 to 455"):
        _days(parse(["usage", f"--days={days}"]).days)


def test_days_belong_to_usage_alone() -> None:
    with pytest.raises(BadInput, match="belongs to “poolwalk usage”"):
        parse(["plan", "--days", "3"])
