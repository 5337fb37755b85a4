"""`poolwalk apply` against the practice AWS: what is written, what is told, and the exit code."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest

from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from migration.walk.applier import Applier
from tests.command_line.conftest import PAIR, Answer, Run
from tests.practice_aws import NEW_POOL, PracticeAws

LISTS = ["applied", "failed", "stale", "skipped"]
INSTALLER = "4/acme-installer-app"
CALLBACK = f"{INSTALLER}/CallbackURLs/http%3A%2F%2Flocalhost%3A8080%2Fcallback"
SUBJECT = "5/-/EmailSubject"


@pytest.fixture
def apple_key(tmp_path: Path) -> Path:
    """A private key as Apple gives it, of nobody's."""
    path = tmp_path / "AuthKey_TEST123456.p8"
    path.write_text(made_up_apple_key(), encoding="ascii")
    return path


def ids(answer: Answer, name: str) -> list[str]:
    return [result["id"] for result in answer.json[name]]


def reasons(answer: Answer, name: str) -> dict[str, str]:
    return {result["id"]: result["reason"] for result in answer.json[name]}


def writes(aws: PracticeAws) -> list[str]:
    return [
        call["operation"]
        for call in aws.calls()
        if not call["operation"].startswith(("Get", "Describe", "List"))
    ]


def client(aws: PracticeAws, name: str) -> dict[str, Any]:
    cognito = aws.client("cognito-idp")
    clients = cognito.list_user_pool_clients(UserPoolId=NEW_POOL, MaxResults=60)["UserPoolClients"]
    found = next(entry["ClientId"] for entry in clients if entry["ClientName"] == name)
    described: dict[str, Any] = cognito.describe_user_pool_client(
        UserPoolId=NEW_POOL, ClientId=found
    )["UserPoolClient"]
    return described


def test_everything_that_can_be_applied_is_and_then_nothing_is_left(
    aws: PracticeAws, run: Run, apple_key: Path
) -> None:
    everything = ("--domain", "acme-login-2", "--apple-key", str(apple_key), *PAIR)
    first = run("apply", "--yes", "--json", *everything)

    assert first.code == 0
    assert (ids(first, "failed"), ids(first, "stale")) == ([], [])
    assert {
        "2/-/Domain",
        "3a/-/Google",
        "3b/-/SignInWithApple",
        "3c/-/GitHub",
        CALLBACK,
        SUBJECT,
    } <= set(ids(first, "applied"))

    plan = run("plan", "--json")
    assert (plan.code, plan.json["to_apply"]) == (0, [])

    aws.forget_calls()
    second = run("apply", "--yes", "--json", *everything)
    assert (second.code, ids(second, "applied")) == (0, [])
    assert writes(aws) == []


def test_each_setting_of_the_guides_steps_stands_in_exactly_one_list(
    aws: PracticeAws, run: Run
) -> None:
    plan = run("plan", "--json", *PAIR).json
    # what Poolwalk never writes was not asked of it
    steps = [step for step in plan["steps"] if step["id"] not in {"9", "also"}]
    to_do = {
        s["id"] for step in steps for s in step["settings"] if s["state"] in {"missing", "differs"}
    }

    answer = run("apply", "--yes", "--json", *PAIR)

    told = [id_ for name in LISTS for id_ in ids(answer, name)]
    assert list(answer.json) == ["schema", *LISTS]
    assert len(told) == len(set(told))
    assert set(told) == to_do
    assert ids(answer, "applied") == plan["to_apply"]


def test_no_other_attribute_of_a_client_is_lost(aws: PracticeAws, run: Run) -> None:
    before = client(aws, "acme-installer-app")

    run("apply", "--step", "4", "--yes")

    after = client(aws, "acme-installer-app")
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == {"CallbackURLs", "LogoutURLs", "DefaultRedirectURI", "LastModifiedDate"}
    assert set(before["CallbackURLs"]) < set(after["CallbackURLs"])


def test_blocked_settings_are_skipped_with_the_option_that_helps(
    aws: PracticeAws, run: Run
) -> None:
    answer = run("apply", "--yes", "--json")

    why = reasons(answer, "skipped")
    assert answer.code == 0
    assert why["2/-/Domain"].endswith("(--domain PREFIX)")
    assert why["3b/-/SignInWithApple"].endswith("(--apple-key FILE)")
    assert why["4/rainmaker-user-pool-client/SupportedIdentityProviders/Google"].endswith(
        "(--pair OLD:NEW)"
    )


def test_one_step_touches_nothing_else(aws: PracticeAws, run: Run) -> None:
    aws.forget_calls()

    answer = run("apply", "--step", "5", "--yes", "--json")

    assert ids(answer, "applied") == [
        "5/-/EmailSubject",
        "5/-/EmailMessage",
        "5/-/ReplyToEmailAddress",
    ]
    assert set(writes(aws)) == {"UpdateUserPool"}


def test_one_setting_touches_nothing_else(aws: PracticeAws, run: Run) -> None:
    before = client(aws, "acme-installer-app")["CallbackURLs"]

    answer = run("apply", "--setting", CALLBACK, "--yes", "--json")

    assert [ids(answer, name) for name in LISTS] == [[CALLBACK], [], [], []]
    assert client(aws, "acme-installer-app")["CallbackURLs"] == [
        *before,
        "http://localhost:8080/callback",
    ]


def test_several_settings_go_in_the_guides_order(aws: PracticeAws, run: Run) -> None:
    answer = run(
        "apply",
        "--setting",
        SUBJECT,
        "--setting",
        CALLBACK,
        "--setting",
        SUBJECT,
        "--yes",
        "--json",
    )

    assert ids(answer, "applied") == [CALLBACK, SUBJECT]


def test_a_setting_that_is_the_same_already_is_skipped_and_says_so(
    aws: PracticeAws, run: Run
) -> None:
    run("apply", "--setting", SUBJECT, "--yes")

    answer = run("apply", "--setting", SUBJECT, "--yes", "--json")

    assert answer.code == 0
    assert reasons(answer, "skipped") == {SUBJECT: "nothing to do: it is same"}


def test_an_unknown_setting_names_the_nearest_one_and_writes_nothing(
    aws: PracticeAws, run: Run
) -> None:
    aws.forget_calls()

    answer = run("apply", "--setting", CALLBACK, "--setting", "5/-/EmailSubjct", "--yes")

    assert (answer.code, answer.out) == (1, "")
    assert (
        answer.sentence == "There is no setting “5/-/EmailSubjct”. Did you mean 5/-/EmailSubject?"
    )
    assert writes(aws) == []


def test_a_setting_of_another_step_is_refused(aws: PracticeAws, run: Run) -> None:
    answer = run("apply", "--step", "4", "--setting", SUBJECT, "--yes")

    assert answer.code == 1
    assert answer.sentence.startswith(f"Step 4 has no setting “{SUBJECT}”.")


def test_without_yes_and_without_a_terminal_it_refuses_before_asking_aws(
    aws: PracticeAws, run: Run
) -> None:
    aws.forget_calls()

    answer = run("apply")

    assert (answer.code, answer.out) == (1, "")
    assert (
        answer.sentence
        == "Nobody is there to ask, and apply writes to the new pool: look at “poolwalk plan”, then"
        " add --yes."
    )
    assert aws.calls() == []


def test_read_only_refuses_in_one_sentence(
    aws: PracticeAws, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    aws.forget_calls()

    answer = run("apply", "--yes", "--read-only")

    assert (answer.code, answer.out, writes(aws)) == (1, "", [])
    assert answer.sentence == "Read-only was asked for: start without --read-only to write."
    monkeypatch.setenv("POOLWALK_READ_ONLY", "true")
    answer = run("apply", "--yes")
    assert answer.code == 1
    assert answer.sentence == (
        "Read-only was asked for by POOLWALK_READ_ONLY: take that away to write, or start with"
        " --no-read-only."
    )
    assert run("apply", "--yes", "--no-read-only").code == 0


def test_what_aws_refuses_is_failed_and_the_rest_is_still_applied(
    aws: PracticeAws, run: Run
) -> None:
    aws.faults({"kind": "access_denied", "operation": "UpdateUserPool"})

    answer = run("apply", "--yes", "--json")

    assert answer.code == 1
    assert set(ids(answer, "failed")) == {
        "5/-/EmailSubject",
        "5/-/EmailMessage",
        "5/-/ReplyToEmailAddress",
    }
    assert all("cognito-idp:UpdateUserPool" in why for why in reasons(answer, "failed").values())
    assert CALLBACK in ids(answer, "applied")
    aws.faults()
    assert (again := run("apply", "--yes", "--json")).code == 0
    assert ids(again, "applied") == [
        "5/-/EmailSubject",
        "5/-/EmailMessage",
        "5/-/ReplyToEmailAddress",
    ]


def test_what_somebody_else_changed_meanwhile_is_stale_and_kept(aws: PracticeAws, run: Run) -> None:
    theirs = {"pool": NEW_POOL, "set": {"VerificationMessageTemplate": {"EmailSubject": "theirs"}}}
    aws.faults(
        {
            "kind": "change",
            "operation": "DescribeUserPool",
            "pool": NEW_POOL,
            "when": "before",
            "skip": 1,
            "change": theirs,
        }
    )

    answer = run("apply", "--setting", SUBJECT, "--yes", "--json")

    assert (answer.code, ids(answer, "stale"), ids(answer, "applied")) == (1, [SUBJECT], [])
    template = aws.client("cognito-idp").describe_user_pool(UserPoolId=NEW_POOL)["UserPool"][
        "VerificationMessageTemplate"
    ]
    assert template["EmailSubject"] == "theirs"


def test_a_write_that_did_not_stick_is_failed(aws: PracticeAws, run: Run) -> None:
    aws.faults({"kind": "lost_write", "operation": "UpdateUserPool"})

    answer = run("apply", "--setting", SUBJECT, "--yes", "--json")

    assert (answer.code, ids(answer, "failed")) == (1, [SUBJECT])


def test_a_provider_that_fails_leaves_what_needs_it_untried(aws: PracticeAws, run: Run) -> None:
    aws.faults({"kind": "access_denied", "operation": "CreateIdentityProvider"})

    answer = run("apply", "--yes", "--json")

    assert set(ids(answer, "failed")) == {"3a/-/Google", "3c/-/GitHub"}
    assert (
        reasons(answer, "skipped")[f"{INSTALLER}/SupportedIdentityProviders/Google"]
        == "needs Google (step 3a) first"
    )


def test_a_step_with_something_unread_exits_1_and_applies_the_rest(
    aws: PracticeAws, run: Run
) -> None:
    aws.faults(
        {
            "kind": "access_denied",
            "operation": "DescribeUserPoolClient",
            "pool": NEW_POOL,
            "count": 1,
        }
    )

    answer = run("apply", "--step", "4", "--yes", "--json", *PAIR)

    assert answer.code == 1
    assert len(ids(answer, "failed")) == 0
    assert len(ids(answer, "applied")) > 0


def test_the_domain_is_made_with_the_prefix(aws: PracticeAws, run: Run) -> None:
    answer = run("apply", "--step", "2", "--domain", "acme-login-2", "--yes", "--json")

    assert (answer.code, ids(answer, "applied")) == (0, ["2/-/Domain"])
    assert (
        aws.client("cognito-idp").describe_user_pool(UserPoolId=NEW_POOL)["UserPool"]["Domain"]
        == "acme-login-2"
    )


@pytest.mark.parametrize(
    ("prefix", "says"),
    [
        ("Acme", "--domain is “Acme”: "),
        ("my-cognito", "--domain is “my-cognito”: "),
        ("acme-login", "somebody uses that prefix"),
    ],
)
def test_a_prefix_that_cannot_be_is_refused_before_anything_is_written(
    prefix: str, says: str, aws: PracticeAws, run: Run
) -> None:
    aws.forget_calls()

    answer = run("apply", "--yes", "--domain", prefix)

    assert (answer.code, answer.out, writes(aws)) == (1, "", [])
    assert says in answer.sentence


def test_another_prefix_than_the_pools_own_is_refused(aws: PracticeAws, run: Run) -> None:
    run("apply", "--step", "2", "--domain", "acme-login-2", "--yes")

    answer = run("apply", "--step", "2", "--domain", "acme-login-3", "--yes")

    assert answer.code == 1
    assert (
        answer.sentence
        == "--domain is “acme-login-3”, and the new pool has the domain “acme-login-2” already:"
        " leave --domain out."
    )


def test_apples_key_makes_the_provider_and_shows_nowhere(
    aws: PracticeAws, run: Run, apple_key: Path, home: Path
) -> None:
    body = "".join(apple_key.read_text().splitlines()[1:-1])

    answer = run("apply", "--step", "3b", "--apple-key", str(apple_key), "--yes")

    provider = aws.client("cognito-idp").describe_identity_provider(
        UserPoolId=NEW_POOL, ProviderName="SignInWithApple"
    )
    assert answer.code == 0
    assert provider["IdentityProvider"]["ProviderDetails"]["key_id"] == "TEST123456"
    for file in (home / ".local" / "state" / "poolwalk").iterdir():
        assert body[:40].encode() not in file.read_bytes()
    assert body[:40] not in answer.out + answer.err


@pytest.mark.parametrize("command", ["apply", "undo", "verify"])
def test_the_key_itself_is_no_argument(run: Run, apple_key: Path, command: str) -> None:
    text = apple_key.read_text()
    body = "".join(text.splitlines()[1:-1])
    for given in (text, body):
        answer = run(command, f"--apple-key={given}", "--apple-key-id", "OTHER12345")
        assert answer.code == 1
        assert "every user of this machine can read" in answer.err
        assert body[:20] not in answer.out + answer.err


def test_the_key_may_come_on_standard_input(
    aws: PracticeAws, run: Run, apple_key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ("--apple-key", "-", "--apple-key-id", "OTHER12345")
    monkeypatch.setattr("sys.stdin", io.StringIO("no key"))
    assert "what came there is none" in run("apply", "--step", "3b", "--yes", *key).err
    monkeypatch.setattr("sys.stdin", io.StringIO(apple_key.read_text()))
    run("apply", "--step", "3b", "--yes", *key)
    assert aws.calls("CreateIdentityProvider")


def test_what_others_set_after_the_plan_was_shown_is_stale_though_the_pools_are_read_again(
    aws: PracticeAws, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a stack's update, which has the clients read again."""
    apply = Applier.apply
    changed: list[bool] = []

    def after_another_and_a_reading(self: Applier, *given: Any, **named: Any) -> Any:
        if not changed:
            changed.append(True)
            aws.change(pool="new", set={"VerificationMessageTemplate.EmailSubject": "Theirs"})
            self._reader.read()
        return apply(self, *given, **named)

    monkeypatch.setattr(Applier, "apply", after_another_and_a_reading)
    answer = run("apply", "--setting", "5/-/EmailSubject", "--yes", "--json")
    assert ids(answer, "stale") == ["5/-/EmailSubject"]
    assert not aws.calls("UpdateUserPool")


def test_apples_key_id_may_be_given(aws: PracticeAws, run: Run, apple_key: Path) -> None:
    run(
        "apply",
        "--step",
        "3b",
        "--apple-key",
        str(apple_key),
        "--apple-key-id",
        "OTHER12345",
        "--yes",
    )

    provider = aws.client("cognito-idp").describe_identity_provider(
        UserPoolId=NEW_POOL, ProviderName="SignInWithApple"
    )
    assert provider["IdentityProvider"]["ProviderDetails"]["key_id"] == "OTHER12345"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read: No such file or directory"),
        ("hello", "private key as Apple gives it"),
    ],
)
def test_a_key_that_is_none_is_refused_before_anything_is_written(
    content: str | None, says: str, aws: PracticeAws, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "AuthKey_TEST123456.p8"
    if content is not None:
        path.write_text(content)
    aws.forget_calls()

    answer = run("apply", "--yes", "--apple-key", str(path))

    assert (answer.code, answer.out, writes(aws)) == (1, "", [])
    assert says in answer.sentence


def test_the_text_tells_each_setting_and_ends_in_counts(aws: PracticeAws, run: Run) -> None:
    answer = run("apply", "--yes")

    lines = answer.out.splitlines()
    assert "  ✓ 4  acme-installer-app  callback URLs: http://localhost:8080/callback" in lines
    assert re.fullmatch(r"\d+ applied, 0 failed, 0 stale, \d+ skipped\.", lines[-1])
    assert sum(line.startswith("  ✓") for line in lines) == int(lines[-1].split()[0])
    assert run("apply", "--yes", "--step", "5").out == "Nothing was to apply.\n"


def test_what_it_is_doing_is_told_beside_the_answer(aws: PracticeAws, run: Run) -> None:
    answer = run("apply", "--step", "5", "--yes", "--json")

    assert answer.json["schema"] == 1
    assert answer.err == "Step 5: subject, 3 of 3 …\n"
