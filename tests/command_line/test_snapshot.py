"""`poolwalk snapshot` and `poolwalk diff`.

Their exit codes, their streams, and what they say of a file that cannot be used.
"""

import json
from pathlib import Path

import pytest

from migration.errors import BadInput
from tests.command_line.conftest import Run
from tests.practice_aws import PracticeAws
from tui.command_line.parser import parse


@pytest.fixture
def file(aws: PracticeAws, run: Run) -> Path:
    return Path(run("snapshot").out.strip())


def test_snapshot_prints_its_files_path_alone(file: Path, aws: PracticeAws) -> None:
    assert json.loads(file.read_text())["deployment"]["account"] == aws.account


def test_snapshot_in_json_names_the_file_and_what_could_not_be_read(
    aws: PracticeAws, run: Run
) -> None:
    aws.faults({"kind": "access_denied", "operation": "ListGroups"})
    answer = run("snapshot", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert list(answer.json) == ["schema", "file", "unread"]
    assert Path(answer.json["file"]).is_file()
    assert [(part["operation"], part["pool"]) for part in answer.json["unread"]] == [
        ("ListGroups", "old"),
        ("ListGroups", "new"),
    ]
    plain = run("snapshot")
    assert plain.err.count("ListGroups could not be read, and the snapshot says so") == 2
    assert len(plain.out.splitlines()) == 1


def test_diff_exits_0_when_nothing_differs(file: Path, run: Run) -> None:
    answer = run("diff", str(file))
    assert answer.code == 0
    assert "Nothing differs since the snapshot of " in answer.out
    assert "client_secret and 7 more: a secret, which snapshots leave out" in answer.out


def test_diff_exits_2_and_names_each_member_when_something_does(
    file: Path, run: Run, aws: PracticeAws
) -> None:
    aws.change(
        pool="new",
        set={"Policies.PasswordPolicy.MinimumLength": 12, "UserPoolTags.team": "home"},
        unset=["SmsConfiguration"],
    )
    answer = run("diff", str(file))
    assert answer.code == 2
    assert "~ new/pool/Policies/PasswordPolicy/MinimumLength: 8 → 12\n" in answer.out
    assert "+ new/pool/UserPoolTags/team: home\n" in answer.out
    assert "- new/pool/SmsConfiguration/SnsRegion: us-east-1\n" in answer.out
    assert "1 added, 3 removed, 1 changed, 8 not compared since the snapshot of " in answer.out


def test_diff_in_json_is_alone_on_standard_output(file: Path, run: Run, aws: PracticeAws) -> None:
    aws.change(pool="old", set={"UserPoolTags.team": "home"})
    answer = run("diff", "--json", str(file))
    assert (answer.code, answer.err) == (2, "")
    assert list(answer.json) == ["schema", "made_at", "changes", "not_compared"]
    assert answer.json["changes"] == [
        {"path": "old/pool/UserPoolTags/team", "change": "added", "was": None, "now": "home"}
    ]


@pytest.mark.parametrize("form", ["file://{}", "'{}'"])
def test_diff_takes_a_path_as_it_is_pasted(file: Path, run: Run, form: str) -> None:
    assert run("diff", form.format(file)).code == 0


def test_neither_writes_to_a_pool(file: Path, run: Run, aws: PracticeAws) -> None:
    run("diff", str(file))
    assert not [
        call
        for call in aws.calls()
        if not call["operation"].startswith(("Describe", "List", "Get"))
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is no snapshot of Poolwalk's, or it is damaged"),
        ('{"schema": 9}', "was made by a newer Poolwalk"),
    ],
)
def test_a_file_that_will_not_do_is_one_sentence_and_exits_1(
    aws: PracticeAws, run: Run, tmp_path: Path, text: str, sentence: str
) -> None:
    (tmp_path / "odd.json").write_text(text)
    answer = run("diff", str(tmp_path / "odd.json"))
    assert (answer.code, answer.out) == (1, "")
    assert sentence in answer.sentence


def test_diff_needs_a_file_and_takes_one_alone() -> None:
    with pytest.raises(BadInput, match="needs the file of a snapshot"):
        parse(["diff"])
    with pytest.raises(BadInput, match="one word too many"):
        parse(["diff", "a.json", "b.json"])
    assert parse(["diff", "--json", "a.json"]).snapshot == "a.json"
    assert parse(["--region", "eu-west-1", "diff", "a.json"]).snapshot == "a.json"
    assert parse(["diff", "--help"]).help


def test_step_also_can_be_planned_by_itself(aws: PracticeAws, run: Run) -> None:
    answer = run("plan", "--step", "also", "--json")
    assert answer.code == 0  # nothing to apply: Poolwalk writes none of it
    (step,) = answer.json["steps"]
    assert (step["id"], answer.json["to_apply"], answer.json["unread"]) == ("also", [], [])
    states = {setting["id"]: setting["state"] for setting in step["settings"]}
    assert states["also/-/Policies.PasswordPolicy.MinimumLength"] == "same"
    assert states["also/-/AliasAttributes/email"] == "locked"


def test_what_is_attached_is_not_read_for_another_step(aws: PracticeAws, run: Run) -> None:
    aws.forget_calls()
    run("plan", "--step", "4")
    assert aws.calls("ListGroups") == []
