"""`poolwalk team`: the table made, joined, looked at and left, as JSON tells it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from migration.errors import BadInput
from tests.command_line.conftest import PAIR, Run
from tests.practice_aws import PracticeAws
from tui.command_line.parser import parse

TABLE = ("--team-table", "acme-team")


def test_a_table_is_made_joined_looked_at_and_left(
    aws: PracticeAws, run: Run, tmp_path: Path
) -> None:
    aws.settings(table_seconds=0)
    assert run("tick", "1a", *PAIR).code == 0
    unread = run("plan", *PAIR, *TABLE)
    assert (unread.code, "“poolwalk team join”" in unread.err) == (1, True)
    made = run("team", "create", "--yes", "--json", *TABLE)
    assert (made.code, made.json["made"]) == (0, True)
    assert "protected against deletion" in made.err
    joined = run("team", "join", "--json", *TABLE)
    assert (joined.code, joined.json["brought"]) == (0, 2)
    assert run("untick", "1a", *PAIR, *TABLE).code == 0
    status = run("team", "status", "--json", *TABLE).json
    assert (status["entries"], status["at_work"], status["own"]) == (3, [], 0)
    assert [one["kind"] for one in status["members"]] == ["unticked"]
    left = run("team", "leave", "--json", *TABLE)
    assert (left.code, left.json["brought"]) == (0, 3)
    assert run("tick", "1a", *PAIR).code == 0  # on this machine again
    assert "1 that the team's lacks" in run("team", "status", *TABLE).out


def test_what_lacks_is_told(aws: PracticeAws, run: Run) -> None:
    assert "--team-table" in run("team", "status").err
    assert "add --yes" in run("team", "create", *TABLE).err
    assert "There is no “poolwalk team jion”. Did you mean join?" in run("team", "jion").err
    answer = run("plan", *PAIR, *TABLE)
    assert (answer.code, "there is no such table in this region" in answer.err) == (1, True)
    refused = run("record", "--set-aside", *TABLE)
    assert (refused.code, "never set aside" in refused.err) == (1, True)
    with pytest.raises(BadInput):
        parse(["team"])


def test_a_script_waits_for_a_table_that_takes_its_time(aws: PracticeAws, run: Run) -> None:
    aws.settings(table_seconds=0)
    assert run("team", "create", "--yes", *TABLE).code == 0
    aws.faults({"kind": "latency", "operation": "PutItem", "seconds": 1.0, "count": 2})
    assert run("tick", "1b", *TABLE).code == 0
    status = run("team", "status", "--json", *TABLE).json
    assert [member["kind"] for member in status["members"]] == ["ticked"]


def test_a_name_that_no_table_can_have_is_refused_by_its_source(
    run: Run, write_config: Callable[[str], Path]
) -> None:
    path = write_config('team_table = "a b"\n')
    assert f"team_table in {path} is “a b”" in run("plan").err


def test_the_tables_own_endpoint_wins_over_the_one_for_all(
    aws: PracticeAws, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:9")
    answer = run("team", "status", "--endpoint-url", aws.endpoint, *TABLE)
    assert (answer.code, "No answer from http://127.0.0.1:9 to DescribeTable" in answer.err) == (
        1,
        True,
    )
