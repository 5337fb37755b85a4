"""What clients of botocore share in tests changes nothing that a test could see."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.session import Session

from migration.aws.connection import Connection, connect
from tests import in_memory
from tests.in_process_aws import InProcessAws
from tests.practice_aws import OLD_POOL, PracticeAws
from tests.short_signatures import SHORT, signed_in_short


def connected(aws: PracticeAws, key: str = "", secret: str = "") -> Connection:
    return connect(
        region=aws.region,
        endpoint_url=aws.endpoint,
        credentials=(key or aws.access_key, secret or aws.secret_key),
    )


@pytest.mark.parametrize("over_http", [False, True])
def test_another_secret_is_refused_however_it_is_signed(
    practice_aws_server: InProcessAws, practice_aws: PracticeAws, over_http: bool
) -> None:
    practice_aws_server.over_http = over_http
    cognito = connected(practice_aws, secret="another").cognito
    with pytest.raises(ClientError, match="InvalidSignatureException"):
        cognito.describe_user_pool(UserPoolId=OLD_POOL)


def test_an_unknown_key_is_refused_in_short(practice_aws: PracticeAws) -> None:
    cognito = connected(practice_aws, key="AKIANOBODY").cognito
    with pytest.raises(ClientError, match="UnrecognizedClientException"):
        cognito.describe_user_pool(UserPoolId=OLD_POOL)


@pytest.mark.parametrize(("address", "short"), [("http://here/", True), ("http://there/", False)])
def test_only_what_is_answered_here_is_signed_in_short(address: str, *, short: bool) -> None:
    auth: Any = import_module("botocore.auth")
    keys = SimpleNamespace(access_key="AKIA", secret_key="secret", token=None)
    request = import_module("botocore.awsrequest").AWSRequest("POST", address, data=b"{}")
    with signed_in_short(lambda url: url.startswith("http://here/")):
        auth.SigV4Auth(keys, "cognito-idp", "us-east-1").add_auth(request)
    assert (f"Signature={SHORT}" in request.headers["Authorization"]) is short


@pytest.mark.over_http
def test_several_first_requests_at_once_go_over_one_session(practice_aws: PracticeAws) -> None:
    for _ in range(5):
        cognito = connected(practice_aws).cognito
        with ThreadPoolExecutor(8) as threads:
            asked = [
                threads.submit(cognito.describe_user_pool, UserPoolId=OLD_POOL) for _ in range(8)
            ]
            assert {one.result()["UserPool"]["Id"] for one in asked} == {OLD_POOL}


@pytest.fixture
def heard() -> list[str]:
    return []


def listening(heard: list[str], name: str) -> Callable[..., None]:
    return lambda **_: heard.append(name)


def test_who_registers_with_one_client_hears_that_one_alone(heard: list[str]) -> None:
    session = Session()
    of_all = listening(heard, "all")
    session.register("told.of", of_all)
    first, second = (
        session.create_client(
            "cognito-idp", "us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
        ).meta.events
        for _ in range(2)
    )
    first.register("told.of.it", listening(heard, "first"))
    second.register("told", listening(heard, "second"))
    second.unregister("told.of", of_all)
    session.register("told.of.it", listening(heard, "later"))
    first.emit("told.of.it")
    assert heard == ["first", "all"]
    second.emit("told.of.it")
    assert heard == ["first", "all", "second"]


@pytest.mark.parametrize(
    ("free", "flags", "fits"),
    [(3_000_000_000, 0, True), (1_000_000_000, 0, False), (3_000_000_000, os.ST_NOEXEC, False)],
)
def test_folders_stand_in_memory_where_there_is_room_to_run_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, flags: int, *, fits: bool
) -> None:
    there = SimpleNamespace(f_bavail=free // 1000, f_frsize=1000, f_flag=flags)
    monkeypatch.setattr(os, "statvfs", lambda _: there)
    assert in_memory.has_room(tmp_path) is fits
    assert not in_memory.has_room(tmp_path / "nowhere")
