"""A provider's address can carry a token in its query: no answer shows it, the new pool has it."""

import json
from pathlib import Path

from tests.command_line.conftest import Run
from tests.practice_aws import NEW_POOL, PracticeAws

KEY = "k3y-in-the-query"
AT = "https://gh9x1y2z3a.execute-api.us-east-1.amazonaws.com/oauth2/token"
STEP = ("--step", "3c")


def with_a_key(aws: PracticeAws, pool: str, key: str = KEY) -> None:
    details = {"ProviderDetails.token_url": f"{AT}?key={key}"}
    aws.change(pool=pool, provider="GitHub", set=details)


def held_by_the_new(aws: PracticeAws) -> str:
    provider = aws.state()["pools"][NEW_POOL]["providers"]["GitHub"]
    return str(provider["ProviderDetails"]["token_url"])


def test_it_is_written_whole_and_shown_without_by_every_answer(
    aws: PracticeAws, run: Run, tmp_path: Path
) -> None:
    with_a_key(aws, "old")
    plan_file = str(tmp_path / "plan.json")
    before = [run("plan", *STEP), run("plan", *STEP, "--json", "--out", plan_file)]
    before += [run("approve", plan_file, "--json")]
    applied = run("apply", *STEP, "--yes", "--json")
    assert "3c/-/GitHub" in [one["id"] for one in applied.json["applied"]]
    assert held_by_the_new(aws) == f"{AT}?key={KEY}"
    after = [run("plan", *STEP), run("plan", *STEP, "--json"), run("record"), run("report")]
    after += [run("record", "--json"), run("report", "--json")]
    said = [answer.out + answer.err for answer in (*before, applied, *after)]
    assert not [text for text in said if KEY in text]
    (row,) = (one for one in settings_of(after[1].json) if one["id"].endswith("/token_url"))
    assert (row["old"], row["new"], row["state"]) == (f"{AT}?…", f"{AT}?…", "same")
    assert f"token_url {AT}?…" in json.dumps(after[4].json, ensure_ascii=False)


def test_two_that_differ_behind_the_question_mark_alone_differ_and_say_where(
    aws: PracticeAws, run: Run
) -> None:
    run("apply", *STEP, "--yes")
    for pool in ("old", "new"):
        with_a_key(aws, pool, f"{KEY}-{pool}")
    plan = run("plan", *STEP, "--json")
    (row,) = (one for one in settings_of(plan.json) if one["id"].endswith("/token_url"))
    assert (row["old"], row["new"], row["state"]) == (f"{AT}?…", f"{AT}?…", "differs")
    assert row["reason"].startswith("what differs stands where … is shown")
    assert KEY not in plan.out


def test_a_callback_that_has_a_query_stays_whole(aws: PracticeAws, run: Run) -> None:
    back = "https://dashboard.acme-home.example/back?app=1"
    aws.change(pool="old", client="rainmaker-user-pool-client", set={"CallbackURLs": [back]})
    assert back in [one["old"] for one in settings_of(run("plan", "--step", "4", "--json").json)]


def settings_of(plan: dict[str, list[dict[str, list[dict[str, str]]]]]) -> list[dict[str, str]]:
    return plan["steps"][0]["settings"]
