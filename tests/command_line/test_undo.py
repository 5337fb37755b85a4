"""`poolwalk undo` and the ways on after a run that came half-way."""

from __future__ import annotations

import shlex

import pytest

from tests.command_line.conftest import PAIR, Answer, Run, poolwalk
from tests.practice_aws import NEW_POOL, PracticeAws

INSTALLER = "4/acme-installer-app"
CALLBACK = f"{INSTALLER}/CallbackURLs/http%3A%2F%2Flocalhost%3A8080%2Fcallback"
SUBJECT, REPLY_TO = "5/-/EmailSubject", "5/-/ReplyToEmailAddress"
LISTS = ["applied", "failed", "stale", "skipped"]


def ids(answer: Answer, name: str) -> list[str]:
    return [result["id"] for result in answer.json[name]]


def writes(aws: PracticeAws) -> list[str]:
    return [
        call["operation"]
        for call in aws.calls()
        if not call["operation"].startswith(("Get", "Describe", "List"))
    ]


def apply(run: Run, *settings: str) -> None:
    for setting in settings:
        assert run("apply", "--setting", setting, "--yes").code == 0


def to_apply(run: Run, *pair: str) -> set[str]:
    return set(run("plan", "--json", *pair).json["to_apply"])


@pytest.mark.parametrize("how", [(), ("--last",)], ids=["nothing said", "--last"])
def test_the_last_change_alone_is_taken_back(
    aws: PracticeAws, run: Run, how: tuple[str, ...]
) -> None:
    apply(run, SUBJECT, CALLBACK)

    answer = run("undo", *how, "--yes", "--json")

    assert (answer.code, list(answer.json)) == (0, ["schema", *LISTS])
    assert [ids(answer, name) for name in LISTS] == [[CALLBACK], [], [], []]
    assert CALLBACK in to_apply(run)
    assert SUBJECT not in to_apply(run)


def test_a_step_is_put_back_newest_first(aws: PracticeAws, run: Run) -> None:
    apply(run, SUBJECT, CALLBACK, REPLY_TO)

    answer = run("undo", "--step", "5", "--yes", "--json")

    assert (answer.code, ids(answer, "applied")) == (0, [REPLY_TO, SUBJECT])


def test_everything_since_a_moment_is_put_back(aws: PracticeAws, run: Run) -> None:
    apply(run, SUBJECT, CALLBACK, REPLY_TO)
    since = run("record", "--json").json["changes"][1]["at"]

    answer = run("undo", "--since", since, "--yes", "--json")

    assert ids(answer, "applied") == [REPLY_TO, CALLBACK]
    assert run("undo", "--since", since, "--yes").out == "Nothing was to undo.\n"


def test_the_list_is_told_before_anything_is_sent(aws: PracticeAws, run: Run) -> None:
    assert run("apply", "--step", "3a", "--yes").code == 0
    apply(run, SUBJECT)

    answer = run("undo", "--since", "2020-01-01", "--yes")

    assert answer.err.index("EmailSubject") < answer.err.index("! 20")
    assert (
        answer.err.splitlines()[-1]
        == "2 changes, 2 settings; ! removes what was made, which cannot be taken back without"
        " harm."
    )
    assert answer.out.splitlines()[-1] == "2 undone, 0 failed, 0 stale, 0 skipped."


def test_without_yes_and_without_a_terminal_it_refuses_before_asking_aws(
    aws: PracticeAws, run: Run
) -> None:
    aws.forget_calls()

    answer = run("undo")

    assert (answer.code, answer.out, aws.calls()) == (1, "", [])
    assert (
        answer.sentence
        == "Nobody is there to ask, and undo writes to the new pool: look at “poolwalk record”,"
        " then add --yes."
    )


def test_read_only_refuses_in_one_sentence(aws: PracticeAws, run: Run) -> None:
    apply(run, SUBJECT)
    aws.forget_calls()

    answer = run("undo", "--yes", "--read-only")

    assert (answer.code, answer.out, writes(aws)) == (1, "", [])
    assert answer.sentence == "Read-only was asked for: start without --read-only to write."


@pytest.mark.parametrize("words", [("--last", "--step", "5"), ("--last", "--since", "2026-11-22")])
def test_the_last_change_and_several_contradict_each_other(
    aws: PracticeAws, run: Run, words: tuple[str, ...]
) -> None:
    assert run("undo", *words, "--yes").sentence.startswith("--last is the last change of all")


@pytest.mark.parametrize("moment", ["yesterday", "2026-13-01", "22:00"])
def test_a_moment_that_is_none_is_refused_before_asking_aws(
    aws: PracticeAws, run: Run, moment: str
) -> None:
    aws.forget_calls()

    answer = run("undo", "--since", moment, "--yes")

    assert (answer.code, aws.calls()) == (1, [])
    assert answer.sentence.startswith(f"--since is “{moment}”: it must be a moment such as")


def test_what_somebody_changed_since_is_stale_and_kept(aws: PracticeAws, run: Run) -> None:
    apply(run, SUBJECT, CALLBACK)
    aws.change(pool="new", set={"VerificationMessageTemplate.EmailSubject": "theirs"})

    answer = run("undo", "--since", "2020-01-01", "--yes", "--json")

    assert (answer.code, ids(answer, "stale"), ids(answer, "applied")) == (1, [SUBJECT], [CALLBACK])
    (stale,) = answer.json["stale"]
    assert list(stale) == ["id", "reason"]
    assert "now “theirs”" in stale["reason"]
    assert "(r)" not in stale["reason"]
    template = aws.client("cognito-idp").describe_user_pool(UserPoolId=NEW_POOL)["UserPool"][
        "VerificationMessageTemplate"
    ]
    assert template["EmailSubject"] == "theirs"


def test_a_former_secret_that_is_not_on_disk_is_told_and_exits_1(
    aws: PracticeAws, run: Run
) -> None:
    assert run("apply", "--step", "3a", "--yes").code == 0
    aws.change(
        pool="new", provider="Google", set={"ProviderDetails.client_secret": "a former secret"}
    )
    apply(run, "3a/-/Google/client_secret")

    answer = run("undo", "--yes", "--json")

    assert (answer.code, ids(answer, "skipped")) == (1, ["3a/-/Google/client_secret"])
    assert "not kept on disk" in answer.json["skipped"][0]["reason"]


def test_a_run_that_came_half_way_tells_both_ways_on_and_they_work(
    aws: PracticeAws, run: Run
) -> None:
    apply(run, REPLY_TO)
    before = to_apply(run, *PAIR)
    aws.faults({"kind": "access_denied", "operation": "UpdateUserPool"})

    answer = run("apply", "--yes", "--json", "--region", aws.region, *PAIR)

    aws.faults()
    assert answer.code == 1
    again, back = answer.err.splitlines()[-2:]
    assert again == "To go on with what is left, run the same command again."
    command = shlex.split(back.partition("applied: ")[2])
    assert command[:3] == ["poolwalk", "undo", "--since"]
    assert command[4:] == ["--region", aws.region, *PAIR]
    undone = run(*command[1:], "--yes", "--json")
    assert undone.code == 0
    assert sorted(ids(undone, "applied")) == sorted(ids(answer, "applied"))
    assert to_apply(run) == before


def test_a_whole_run_and_one_that_applied_nothing_offer_no_way_back(
    aws: PracticeAws, run: Run
) -> None:
    assert "roll back" not in run("apply", "--step", "5", "--yes").err
    aws.faults({"kind": "access_denied", "operation": "UpdateUserPoolClient"})
    answer = run("apply", "--setting", CALLBACK, "--yes")
    assert "run the same command again" in answer.err
    assert "roll back" not in answer.err


def test_the_settling_wait_is_told_where_somebody_watches(
    aws: PracticeAws, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration.changes.reads_around_write.SETTLING", (0,))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    aws.faults({"kind": "lost_write", "operation": "UpdateUserPool"})
    assert (
        "AWS accepted it and does not show it yet: reading again"
        in run("apply", "--setting", SUBJECT, "--yes").err
    )


def test_what_the_last_run_did_not_live_to_account_for_is_told_and_in_the_record(
    aws: PracticeAws, run: Run
) -> None:
    aws.faults({"kind": "latency", "operation": "UpdateUserPool"})
    with poolwalk("apply", "--setting", SUBJECT, "--yes") as process:
        aws.wait_for_call("UpdateUserPool")
        process.kill()
    aws.faults()
    aws.wait_for_call("UpdateUserPool", ended=True)  # it carries out what was sent
    assert SUBJECT not in to_apply(run)

    plan = run("record", "--json")

    assert [change["recovered"] for change in plan.json["changes"]] == [True]
    assert "the pool was asked later" in run("record").out
