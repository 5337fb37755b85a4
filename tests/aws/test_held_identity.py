"""Credentials that are renewed on the way stay those of whoever logged in, or nothing is asked."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from botocore.credentials import ReadOnlyCredentials

from migration.aws import writes
from migration.aws.connection import Connection, connect
from migration.aws.held_identity import HeldIdentity, Identity
from migration.aws.identity import caller_identity
from migration.errors import AwsNotReached, AwsUnreachable, LoginChanged, ResourceGone
from sandbox.signature import Credential
from tests.in_process_aws import InProcessAws
from tests.practice_aws import NEW_POOL

ACCOUNT = "123456789012"
ALICE = f"arn:aws:sts::{ACCOUNT}:assumed-role/Admins/alice"
OTHERS = {
    "another account": ALICE.replace(ACCOUNT, "210987654321"),
    "another role": ALICE.replace("Admins", "Viewers"),
    "another person": ALICE.replace("alice", "bob"),
    "a user": f"arn:aws:iam::{ACCOUNT}:user/alice",
    "another partition": ALICE.replace("arn:aws:", "arn:aws-us-gov:"),
    "the account's root": f"arn:aws:iam::{ACCOUNT}:root",
}
SAME = {
    "the same": ALICE,
    "a session that a tool named": ALICE.replace("alice", "botocore-session-1764212345"),
}


@dataclass
class Source:
    """What gives credentials: a program that answers with what stands in a file."""

    aws: InProcessAws
    file: Path
    given: int = 0

    def becomes(self, arn: str) -> str:
        """Give keys of this one from now on; the access key."""
        self.given += 1
        key = Credential(f"ASIA{self.given:016}", "s" * 40, arn, f"AROA:{self.given}", "t" * 90)
        with self.aws.aws.lock:
            self.aws.aws.account.sessions[key.access_key] = key
        answer = {
            "Version": 1,
            "AccessKeyId": key.access_key,
            "SecretAccessKey": key.secret_key,
            "SessionToken": key.token,
            # so near that botocore asks the program before each request
            "Expiration": (datetime.now(UTC) + timedelta(minutes=5)).isoformat(),
        }
        self.file.write_text(json.dumps(answer))
        return key.access_key


@pytest.fixture
def source(
    practice_aws: InProcessAws, configuration: Callable[[str], None], tmp_path: Path
) -> Source:
    made = Source(practice_aws, tmp_path / "keys.json")
    configuration(f"[profile acme]\ncredential_process = cat {made.file}\n")
    made.becomes(ALICE)
    return made


def _connected(source: Source) -> Connection:
    return connect(profile="acme", region="us-east-1", endpoint_url=source.aws.endpoint)


def test_nothing_is_asked_or_written_as_somebody_else(source: Source) -> None:
    connection = _connected(source)
    assert caller_identity(connection).arn == ALICE
    renewed, other = source.becomes(OTHERS["another account"]), OTHERS["another account"]
    for ask in (
        lambda: connection.cognito.list_user_pools(MaxResults=1),
        lambda: connection.writing("cognito-idp").delete_user_pool(UserPoolId="us-east-1_none"),
    ):
        with pytest.raises(LoginChanged, match="Nothing more was sent") as refused:
            ask()
        assert f"are of {other}, and this run began as {ALICE}." in str(refused.value)
    asked = source.aws.calls()
    assert {c["operation"] for c in asked if c["access_key"] == renewed} == {"GetCallerIdentity"}
    source.becomes(ALICE)
    connection.cognito.list_user_pools(MaxResults=1)


@pytest.mark.parametrize("fault", [{"kind": "server_error"}, {"kind": "cut"}])
def test_a_write_whose_renewed_login_sts_says_nothing_of_did_not_leave(
    source: Source, fault: dict[str, str]
) -> None:
    connection = _connected(source)
    assert caller_identity(connection).arn == ALICE
    renewed = source.becomes(ALICE)
    source.aws.faults({**fault, "operation": "GetCallerIdentity"})
    request = {"UserPoolId": NEW_POOL, "ProviderName": "none"}
    with pytest.raises(AwsNotReached, match="GetCallerIdentity"):
        writes.send(connection, "DeleteIdentityProvider", request)
    source.aws.faults()
    with pytest.raises(ResourceGone):
        writes.send(connection, "DeleteIdentityProvider", request)
    asked = [c["operation"] for c in source.aws.calls() if c["access_key"] == renewed]
    assert asked.count("DeleteIdentityProvider") == 1
    source.aws.faults({"kind": "cut", "operation": "DeleteIdentityProvider"})
    with pytest.raises(AwsUnreachable) as cut:
        writes.send(connection, "DeleteIdentityProvider", request)
    assert not isinstance(cut.value, AwsNotReached)


def test_what_becomes_another_before_anybody_knew_who_it_was_is_noticed_too(source: Source) -> None:
    connection = _connected(source)
    source.becomes(OTHERS["another account"])
    with pytest.raises(LoginChanged):
        connection.within(lambda *_: "").sts.get_caller_identity()


def _keys(name: str) -> ReadOnlyCredentials:
    return ReadOnlyCredentials(name, "s", "t", None)


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_whoever_is_not_the_first_signs_nothing(other: str) -> None:
    held = HeldIdentity(lambda keys: _identity(ALICE if keys == _keys("first") else other))
    held.held(_keys("first"))
    for _ in range(2):
        with pytest.raises(LoginChanged):
            held.held(_keys("second"))
    assert held.held(_keys("first")) == _keys("first")


@pytest.mark.parametrize("same", SAME.values(), ids=SAME)
def test_who_logged_in_goes_on_and_is_asked_once_for_each_key(same: str) -> None:
    asked: list[ReadOnlyCredentials] = []

    def whose(keys: ReadOnlyCredentials) -> Identity:
        asked.append(keys)
        return _identity(same)

    held = HeldIdentity(whose)
    held.held(_keys("first"))
    held.learn(_identity(ALICE))
    held.learn(_identity(OTHERS["a user"]))  # what is known is known
    for _ in range(3):
        held.held(_keys("second"))
        held.held(_keys("first"))
    assert asked == [_keys("second")]


def _identity(arn: str) -> Identity:
    return Identity(arn.split(":")[4], arn)
