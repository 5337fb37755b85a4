"""`poolwalk plan --out`, `approve FILE` and `apply FILE`: one plan, from one hand to the next."""

from __future__ import annotations

import io
import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from migration.errors import BadInput
from tests.command_line.conftest import PAIR, Run
from tests.practice_aws import ROOT, PracticeAws
from tui.command_line.parser import parse

SUBJECT = "5/-/EmailSubject"
ROLE = "arn:aws:iam::123456789012:role/acme-administrator"


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "plan.json")


@pytest.fixture
def somebody_else(aws: PracticeAws, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Logs in with the role, under a session's name."""

    def log_in(session: str) -> None:
        keys = aws.client("sts").assume_role(
            RoleArn=ROLE,
            RoleSessionName=session,
            SerialNumber=_serial(),
            TokenCode="123456",
        )["Credentials"]
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", keys["AccessKeyId"])
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", keys["SecretAccessKey"])
        monkeypatch.setenv("AWS_SESSION_TOKEN", keys["SessionToken"])

    return log_in


def test_a_plan_goes_from_its_maker_to_its_reviewer_and_is_applied(
    aws: PracticeAws, run: Run, file: str, somebody_else: Callable[[str], None]
) -> None:
    where = ("--endpoint-url", aws.endpoint, *PAIR)
    made = run("plan", "--step", "5", "--out", file, "--json", *where)
    assert made.code == 2
    assert made.json["plan_file"]["file"] == file
    own = run("approve", file, "--yes", *where)
    assert own.code == 1
    assert "You made this plan yourself" in own.err
    refused = run("apply", file, "--yes", "--protected", *where)
    assert refused.code == 1
    assert "The plan is not approved" in refused.err

    somebody_else("bob@acme.example")
    approved = run("approve", file, "--yes", "--json", *where)
    assert approved.code == 0
    assert approved.json["sha256"] == made.json["plan_file"]["sha256"]
    assert [one["who"].rpartition("/")[2] for one in approved.json["approved"]] == [
        "bob@acme.example"
    ]
    assert {one["standing"] for one in approved.json["settings"]} == {"as-planned"}

    applied = run("apply", file, "--yes", "--protected", "--json", *where)
    assert applied.code == 0
    assert [one["id"] for one in applied.json["applied"]] == made.json["to_apply"]
    [change, *_] = run("record", "--json", *where).json["changes"]
    assert change["plan"]["approved_by"] == [approved.json["approved"][0]["who"]]
    assert "approved by acme-administrator/bob@acme.example" in run("record", *where).out


def test_what_changed_since_is_told_and_exits_1(aws: PracticeAws, run: Run, file: str) -> None:
    where = ("--endpoint-url", aws.endpoint, *PAIR)
    run("plan", "--step", "5", "--out", file, *where)
    template = {"EmailSubject": "Hello"}
    aws.change(
        pool="new",
        set={"EmailVerificationSubject": "Hello", "VerificationMessageTemplate": template},
    )

    answer = run("apply", file, "--yes", "--json", *where)

    assert answer.code == 1
    assert [one["id"] for one in answer.json["stale"]] == [SUBJECT]
    assert "now “Hello”" in answer.json["stale"][0]["reason"]


def test_a_new_domain_is_planned_and_then_made_as_planned(
    aws: PracticeAws, run: Run, file: str
) -> None:
    where = ("--endpoint-url", aws.endpoint, *PAIR)
    made = run("plan", "--step", "2", "--out", file, "--domain", "acme-signin", "--json", *where)
    assert made.json["to_apply"] == ["2/-/Domain"]

    applied = run("apply", file, "--yes", "--json", *where)

    assert [one["id"] for one in applied.json["applied"]] == ["2/-/Domain"]
    [call] = aws.calls("CreateUserPoolDomain")
    assert call["parameters"]["Domain"] == "acme-signin"


def test_another_prefix_than_the_planned_one_is_not_made(
    aws: PracticeAws, run: Run, file: str
) -> None:
    where = ("--endpoint-url", aws.endpoint, *PAIR)
    run("plan", "--step", "2", "--out", file, "--domain", "acme-signin", *where)

    answer = run("apply", file, "--yes", "--domain", "acme-other", "--json", *where)

    assert answer.code == 1
    assert (
        "planned for domain acme-signin, and would go to domain acme-other"
        in (answer.json["stale"][0]["reason"])
    )
    assert not aws.calls("CreateUserPoolDomain")


def test_nothing_to_apply_keeps_no_file(aws: PracticeAws, run: Run, file: str) -> None:
    answer = run("plan", "--step", "8a", "--out", file, "--endpoint-url", aws.endpoint, *PAIR)

    assert answer.code == 0
    assert "no plan was kept" in answer.err
    assert not Path(file).exists()


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [("123456789012\n", 0, ""), ("production\n", 1, "That is not its name"), ("", 1, "not its")],
)
def test_a_protected_deployment_asks_for_its_name(
    aws: PracticeAws, run: Run, monkeypatch: pytest.MonkeyPatch, typed: str, code: int, said: str
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(typed))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    answer = run(
        "apply", "--step", "5", "--yes", "--protected", "--endpoint-url", aws.endpoint, *PAIR
    )

    assert answer.code == code
    assert "is protected. Type its name" in answer.err
    assert said in answer.err


def test_yes_alone_does_not_write_a_protected_deployment(
    aws: PracticeAws, run: Run, write_config: Callable[[str], Path]
) -> None:
    write_config("protected = true\n")

    answer = run("apply", "--step", "5", "--yes", "--endpoint-url", aws.endpoint, *PAIR)

    assert answer.code == 1
    assert "123456789012 is protected" in answer.err
    assert not aws.calls("UpdateUserPool")


@pytest.mark.parametrize("by", ["--no-protected", "POOLWALK_PROTECTED"])
def test_no_other_source_opens_what_the_file_protects(
    run: Run, write_config: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    write_config("protected = true\n")
    if by == "POOLWALK_PROTECTED":
        monkeypatch.setenv(by, "false")

    answer = run("plan", *([by] if by.startswith("--") else []))

    assert answer.code == 1
    assert "protects this deployment, and nothing else opens it" in answer.sentence


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["approve"], "“poolwalk approve” needs the file of a plan"),
        (["approve", " "], "“poolwalk approve” needs the file of a plan, and got an empty word."),
        (["apply", "", "--yes"], "“poolwalk apply” needs the file of a plan, and got an empty"),
        (["apply", "plan.json", "more"], "“more” is one word too many after “poolwalk apply”"),
        (["apply", "plan.json", "--step", "5"], "A plan's file says itself what is applied"),
        (["apply", "plan.json", "--setting", "5/-/x"], "leave out --setting."),
        (["plan", "--domain", "acme"], "--domain is for a plan that is kept: add --out FILE."),
        (["plan", "--apple-key", "k.p8"], "--apple-key is for a plan that is kept: add --out"),
        (["apply", "--out", "plan.json"], "--out belongs to “poolwalk plan”"),
        (["plan", "--out", ""], "--out needs a value."),
    ],
)
def test_what_the_command_line_refuses(words: list[str], sentence: str) -> None:
    with pytest.raises(BadInput) as found:
        parse(words)
    assert sentence in str(found.value)


def test_nobody_approves_without_being_asked(run: Run, file: str) -> None:
    Path(file).write_text(json.dumps({}))

    assert "add --yes to approve it" in run("approve", file).sentence


def _serial() -> str:
    import tomllib

    from tests.practice_aws import ROOT

    sample = tomllib.loads((ROOT / "assets" / "sample" / "acme.toml").read_text("utf-8"))
    return str(sample["roles"][0]["MfaSerial"])


def test_the_script_of_the_documentation_waits_for_a_persons_yes(
    aws: PracticeAws,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    somebody_else: Callable[[str], None],
) -> None:
    page = (ROOT / "docs" / "review.md").read_text("utf-8")
    script = [line.split("  # ")[0] for line in page.splitlines() if "--team-table poolw" in line]
    plan, approve, apply = (shlex.split(line)[1:] for line in script)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POOLWALK_ENDPOINT_URL", aws.endpoint)
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", aws.endpoint)
    assert run("team", "create", "--team-table", "poolwalk", "--yes").code == 0
    assert run(*plan, "--step", "5").code == 2
    assert run(*apply).code == 1
    somebody_else("bob@acme.example")
    assert run(*approve, "--yes").code == 0, "where a person types y"
    somebody_else("ci-deploy")
    assert run(*apply).code == 0
    assert run(*plan[:-1], "again.json", "--step", "5").code == 0, "nothing is to apply"
    assert not (tmp_path / "again.json").exists()
