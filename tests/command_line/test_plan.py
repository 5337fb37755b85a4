"""`poolwalk plan` against the practice AWS: its answer, alone on standard output, and exit code."""

import json
import re
import sys
from pathlib import Path

import pytest

from migration.walk.reader import Reader
from tests.command_line.conftest import PAIR, Run
from tests.practice_aws import NEW_POOL, OLD_POOL, PracticeAws
from tui.command_line import plan

STEPS = [
    "1a",
    "1b",
    "2",
    "3a",
    "3b",
    "3c",
    "4",
    "5",
    "6",
    "7a",
    "7b",
    "8a",
    "8b",
    "8c",
    "9",
    "also",
    "effects",
]


def test_the_json_is_what_scripts_build_on(aws: PracticeAws, run: Run) -> None:
    answer = run("plan", "--json", *PAIR)

    plan = answer.json
    assert list(plan) == [
        "schema",
        "deployment",
        "steps",
        "to_apply",
        "unread",
        "progress",
        "retirement",
        "next",
        "rehearsal",
        "plan_file",
    ]
    assert plan["schema"] == 1
    assert plan["deployment"] == {
        "account": aws.account,
        "region": aws.region,
        "endpoint": aws.endpoint,
        "old_pool": {"id": OLD_POOL, "name": "rainmaker-user-pool"},
        "new_pool": {"id": NEW_POOL, "name": "rainmaker-user-email-mobile-pool"},
    }
    assert [step["id"] for step in plan["steps"]] == STEPS
    for step in plan["steps"]:
        assert list(step) == ["id", "title", "state", "reason", "settings", "parts"]
        for setting in step["settings"]:
            assert list(setting) == ["id", "state", "old", "wanted", "new", "secret", "reason"]
            assert setting["id"].split("/")[0] == step["id"]
    assert plan["unread"] == []
    assert plan["progress"] == {
        "steps": 15,
        "done": 0,
        "to_apply": len(plan["to_apply"]),
        "waits_for_others": 0,
        "not_applicable": 1,
        "to_do": 23,
        "waiting": 1,
        "blocked": 0,
        "to_accept": 12,
    }
    assert list(plan["retirement"]) == [
        "answer",
        "against",
        "unknown",
        "weigh",
        "rests_on",
        "since",
    ]
    assert plan["retirement"]["answer"] == "no"
    assert {reason["step"]: reason["run"] for reason in plan["retirement"]["against"]}["2"] == (
        "poolwalk apply --step 2 --domain PREFIX"
    )
    assert plan["retirement"]["unknown"] == []


@pytest.mark.parametrize("step", ["7b", "9", "also"])
def test_a_step_alone_is_whole_though_what_it_rests_on_is_read_last(
    aws: PracticeAws, run: Run, step: str
) -> None:
    (found,) = run("plan", "--step", step, "--json").json["steps"]
    assert found["state"] != "waiting"
    assert found["settings"]


def test_of_a_step_alone_what_it_shows_counts_as_unread_too(aws: PracticeAws, run: Run) -> None:
    aws.faults({"kind": "access_denied", "operation": "ListStacks"})
    answer = run("plan", "--step", "1a", "--json")
    assert (answer.code, {part["step"] for part in answer.json["unread"]}) == (1, {"1a"})


def test_a_step_alone_gives_no_verdict_and_the_last_one_does(aws: PracticeAws, run: Run) -> None:
    assert run("plan", "--step", "5", "--json").json["retirement"] is None
    assert run("plan", "--step", "effects", "--json").json["retirement"]["answer"] == "no"
    text = run("plan", "--step", "effects").out
    assert "✗ Can the old pool be retired? No, not yet.\n" in text
    assert "  ✗ 1a: Backend is not done → poolwalk tick 1a/notes\n" in text
    assert (
        "  ✗ 2: the new pool has no login domain of its own: 1 setting to do; better after 1a"
        " → poolwalk apply --step 2 --domain PREFIX\n"
    ) in text
    assert "0 of 15 steps done, 1 does not apply." in text


def test_something_to_apply_exits_2_and_names_it(aws: PracticeAws, run: Run) -> None:
    answer = run("plan", "--json")

    states = {
        setting["id"]: setting["state"]
        for step in answer.json["steps"]
        for setting in step["settings"]
    }
    assert answer.code == 2
    assert "3a/-/Google" in answer.json["to_apply"]
    assert {states[id_] for id_ in answer.json["to_apply"]} <= {"missing", "differs"}


def test_nothing_is_written(aws: PracticeAws, run: Run) -> None:
    before = aws.state()
    aws.forget_calls()

    run("plan", *PAIR)

    assert aws.state() == before
    assert {call["operation"][:3] for call in aws.calls()} <= {"Get", "Des", "Lis"}


def test_a_step_alone_is_a_plan_of_that_step(aws: PracticeAws, run: Run) -> None:
    answer = run("plan", "--step", "5", "--json")

    assert [step["id"] for step in answer.json["steps"]] == ["5"]
    assert answer.json["to_apply"] == [
        "5/-/EmailSubject",
        "5/-/EmailMessage",
        "5/-/ReplyToEmailAddress",
    ]
    assert answer.code == 2


def test_a_step_with_nothing_to_apply_exits_0(aws: PracticeAws, run: Run) -> None:
    answer = run("plan", "--step", "3b")

    assert answer.code == 0
    assert "supply the .p8 file first (--apple-key FILE)" in answer.out


def test_no_secret_shows_in_either_answer(aws: PracticeAws, run: Run) -> None:
    secrets = set(
        re.findall(
            r'"(?:client_secret|ClientSecret|private_key)": "([^"]+)"', json.dumps(aws.state())
        )
    )
    assert len(secrets) > 3

    for words in (("plan",), ("plan", "--json"), ("plan", *PAIR, "--json")):
        answer = run(*words)
        assert not [secret for secret in secrets if secret in answer.out + answer.err]


def test_a_secret_of_the_plan_is_dots_and_says_so(aws: PracticeAws, run: Run) -> None:
    run("apply", "--step", "3a", "--yes")

    settings = {
        s["id"]: s for s in run("plan", "--step", "3a", "--json").json["steps"][0]["settings"]
    }

    secret = settings["3a/-/Google/client_secret"]
    assert secret["secret"] is True
    assert (secret["old"], secret["new"], secret["state"]) == ("••••••••", "••••••••", "same")


def test_the_text_reads_without_colour_and_ends_in_counts(aws: PracticeAws, run: Run) -> None:
    answer = run("plan")

    lines = answer.out.splitlines()
    assert "\x1b" not in answer.out
    assert lines[0] == f"account {aws.account} · {aws.region} · {aws.endpoint}"
    assert "      + callback URLs: http://localhost:8080/callback" in lines
    assert re.fullmatch(
        r"Settings: \d+ to do, 1 of them waiting, \d+ to accept, \d+ can be applied now,"
        r" \d+ the same already\.",
        lines[-3],
    )
    for step in STEPS:
        assert any(re.match(rf". {step}\s", line) for line in lines)


def test_the_counts_are_the_jsons(aws: PracticeAws, run: Run) -> None:
    plan = run("plan", "--json").json
    settings = [setting for step in plan["steps"] for setting in step["settings"]]
    differing = [setting for setting in settings if setting["state"] in {"missing", "differs"}]
    same = [setting for setting in settings if setting["state"] == "same"]
    progress = plan["progress"]

    counts = run("plan").out.splitlines()[-3]

    assert counts == (
        f"Settings: {progress['to_do']} to do, {progress['waiting']} of them waiting,"
        f" {progress['to_accept']} to accept, {len(plan['to_apply'])} can be applied now,"
        f" {len(same)} the same already."
    )
    brought_by_6 = [s for s in differing if s["id"].startswith("4/esp") and "Supported" in s["id"]]
    accepted = progress["to_do"] + progress["to_accept"]
    assert accepted == len(differing) - len(brought_by_6)


def test_no_key_of_the_screen_stands_in_an_answer(aws: PracticeAws, run: Run) -> None:
    for words in (
        ("plan",),
        ("plan", "--json"),
        ("apply", "--yes"),
        ("apply", "--setting", "2/-/Domain", "--yes"),
    ):
        answer = run(*words)
        assert "(e)" not in answer.out
        assert "(p)" not in answer.out


def test_ascii_alone_when_asked_for(aws: PracticeAws, run: Run) -> None:
    answer = run("plan", "--ascii", "--step", "4")

    assert "+ callback URLs: http://localhost:8080/callback" in answer.out
    assert answer.out.isascii()


def test_values_from_aws_reach_the_terminal_as_text(aws: PracticeAws, run: Run) -> None:
    template = {
        "DefaultEmailOption": "CONFIRM_WITH_CODE",
        "EmailSubject": "\x1b]0;owned\x07[red]{####}\u202e",
        "EmailMessage": "{####}",
    }
    aws.change(pool="old", set={"VerificationMessageTemplate": template})

    text, as_json = run("plan", "--step", "5"), run("plan", "--step", "5", "--json")

    assert "\x1b" not in text.out + as_json.out
    assert "\u202e" not in text.out + as_json.out
    assert "␛]0;owned␇[red]{####}<U+202E>" in text.out
    subject = next(s for s in as_json.json["steps"][0]["settings"] if s["id"] == "5/-/EmailSubject")
    assert subject["old"] == template["EmailSubject"]


@pytest.mark.parametrize("step", ["5", ""])
def test_what_is_unread_is_listed_and_decides_only_its_own_step(
    step: str, aws: PracticeAws, run: Run
) -> None:
    aws.faults({"kind": "access_denied", "operation": "DescribeUserPool", "pool": NEW_POOL})

    answer = run("plan", "--json", *(["--step", step] if step else []))

    unread = [part for part in answer.json["unread"] if part["step"] == "5"]
    assert [(part["operation"], part["pool"]) for part in unread] == [("DescribeUserPool", "new")]
    assert "cognito-idp:DescribeUserPool" in unread[0]["reason"]
    assert answer.code == (1 if step else 2)


def test_what_is_unread_shows_in_the_text(aws: PracticeAws, run: Run) -> None:
    aws.faults({"kind": "access_denied", "operation": "DescribeUserPool", "pool": NEW_POOL})

    answer = run("plan")

    assert "Could not be read, so nothing is offered for it:" in answer.out
    assert re.search(r"\? 5: DescribeUserPool of the new pool: ", answer.out)
    assert answer.out.splitlines()[-3].endswith("could not be read.")


def test_a_pair_may_leave_a_client_out(aws: PracticeAws, run: Run) -> None:
    answer = run("plan", "--step", "4", "--json", "--pair", "acme-installer-app:")

    assert answer.json["to_apply"] == []
    assert answer.code == 0


def test_a_pair_of_a_client_that_is_not_there_lists_those_that_are(
    aws: PracticeAws, run: Run
) -> None:
    answer = run("plan", "--pair", "acme-installer-ap:acme-installer-app")

    assert (answer.code, answer.out) == (1, "")
    assert "The pair acme-installer-ap:acme-installer-app (--pair):" in answer.sentence
    assert "the old pool has no app client “acme-installer-ap”" in answer.sentence
    assert "acme-installer-app" in answer.sentence


@pytest.mark.parametrize("pair", ["gone:acme-installer-app", "acme-installer-app:gone"])
@pytest.mark.parametrize("source", ["POOLWALK_PAIR", "pair in "])
def test_a_pair_that_will_not_do_is_told_with_what_gave_it(
    aws: PracticeAws,
    run: Run,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    pair: str,
    source: str,
) -> None:
    if source == "POOLWALK_PAIR":
        monkeypatch.setenv(source, pair)
    else:
        file = home / ".config" / "poolwalk" / "config.toml"
        file.parent.mkdir(parents=True)
        file.write_text(f'pair = ["{pair}"]\n')
        source += str(file)

    answer = run("plan")

    assert answer.code == 1
    assert f"({source}):" in answer.sentence
    assert "--pair" not in answer.sentence


@pytest.mark.parametrize(
    "pairs",
    [
        ("rainmaker-user-pool-client:gone",),
        ("acme-installer-app:rainmaker-new-pool-client", "gone:acme-installer-app"),
        (
            "acme-installer-app:rainmaker-new-pool-client",
            "rainmaker-user-pool-client:rainmaker-new-pool-client",
        ),
        (
            "rainmaker-user-pool-client:rainmaker-new-pool-client",
            "rainmaker-user-pool-client:acme-installer-app",
        ),
        (
            "rainmaker-user-pool-client:rainmaker-new-pool-client",
            "1olduserpoolclient2acme3ho:",
        ),
    ],
)
def test_a_pair_that_will_not_do_is_refused_and_never_recorded(
    aws: PracticeAws, run: Run, pairs: tuple[str, ...]
) -> None:
    before = run("plan", "--step", "4", "--json").out

    answer = run("plan", *(word for pair in pairs for word in ("--pair", pair)))

    assert (answer.code, answer.out) == (1, "")
    assert "(--pair)" in answer.sentence
    assert run("plan", "--step", "4", "--json").out == before


def test_two_pairs_of_one_client_are_told_both(aws: PracticeAws, run: Run) -> None:
    main = "rainmaker-user-pool-client"
    answer = run("next", "--pair", f"{main}:rainmaker-new-pool-client", "--pair", f"{main}:")

    assert answer.code == 1
    assert answer.sentence == (
        f"The pairs {main}:rainmaker-new-pool-client and {main}: (--pair) are of one app client of"
        " the old pool: leave out the one that is not meant."
    )


def test_the_record_stands_under_the_state_folder(
    aws: PracticeAws, run: Run, tmp_path: Path, home: Path
) -> None:
    run("plan", "--state-folder", str(tmp_path / "state"))
    run("plan")

    assert [file.name.split("-")[0] for file in (tmp_path / "state").glob("*.sqlite3")] == [
        aws.account
    ]
    assert list((home / ".local" / "state" / "poolwalk").glob("*.sqlite3"))


def test_on_a_terminal_what_is_read_is_drawn_before_what_is_attached_is_asked(
    aws: PracticeAws, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run("plan", *PAIR).out
    drawn: list[str] = []
    read = Reader.read_beside

    def read_beside(self: Reader) -> None:
        sys.stdout.seek(0)  # pytest's capture
        drawn.append(sys.stdout.read())
        read(self)

    monkeypatch.setattr(Reader, "read_beside", read_beside)
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "1000")
    assert run("plan", *PAIR).out == whole, "the same text, in two pieces"
    [before] = drawn
    assert "4   App clients" in before
    assert "6   Skills stack" in before
    assert "Next:" not in before
    assert whole.startswith(before)


def test_where_the_rest_changes_what_stands_above_the_plan_is_said_anew() -> None:
    assert plan._rest("a\nb\nc", ["a", "b"]) == "c"
    assert plan._rest("a\nB\nc", ["a", "b"]).splitlines()[-3:] == ["a", "B", "c"]
