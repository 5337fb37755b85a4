"""`--log-file`: a line for each call, and nothing of what was said in it."""

import re
import resource
import signal
from pathlib import Path

import pytest

from migration.aws import reads
from migration.aws.connection import Connection, connect
from migration.errors import AwsUnreachable, BadInput, PoolwalkError
from tests.practice_aws import NEW_POOL, PracticeAws

LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (?P<service>[a-z-]+) us-east-1 (?P<operation>\w+):"
    r" (?P<outcome>.+), "
    r"(?P<time>\d+) ms, request (?P<id>\S+)"
)


def logged(aws: PracticeAws, file: Path) -> Connection:
    return connect(
        region=aws.region,
        endpoint_url=aws.endpoint,
        credentials=(aws.access_key, aws.secret_key),
        log_file=file,
    )


def lines(file: Path) -> list[re.Match[str]]:
    found = [LINE.fullmatch(text) for text in file.read_text(encoding="utf-8").splitlines()]
    assert all(found)
    return [match for match in found if match]


def test_each_call_is_a_line_with_its_operation_outcome_time_and_request_id(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    file = tmp_path / "calls.log"
    practice_aws.faults({"kind": "latency", "operation": "DescribeUserPool", "seconds": 0.2})
    connection = logged(practice_aws, file)
    reads.describe_pool(connection, NEW_POOL)
    connection.close()
    (line,) = lines(file)
    assert (line["service"], line["operation"], line["outcome"]) == (
        "cognito-idp",
        "DescribeUserPool",
        "200, 1 try",
    )
    assert int(line["time"]) >= 200
    assert re.fullmatch(r"[0-9a-f-]{36}", line["id"])


def test_a_refusal_has_its_code_and_not_its_message(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    file = tmp_path / "calls.log"
    connection = logged(practice_aws, file)
    practice_aws.faults(
        {
            "kind": "error",
            "code": "InvalidParameterException",
            "message": "hunter2 is wrong",
            "status": 400,
        }
    )
    with pytest.raises(PoolwalkError):
        reads.describe_pool(connection, NEW_POOL)
    connection.close()
    assert lines(file)[0]["outcome"] == "400 InvalidParameterException, 1 try"
    assert "hunter2" not in file.read_text(encoding="utf-8")


def test_no_answer_is_told_with_the_kind_of_failure(
    practice_aws: PracticeAws, tmp_path: Path, no_pauses: list[float]
) -> None:
    file = tmp_path / "calls.log"
    connection = logged(practice_aws, file)
    practice_aws.faults({"kind": "cut"})
    with pytest.raises(AwsUnreachable):
        reads.describe_pool(connection, NEW_POOL)
    connection.close()
    assert re.fullmatch("no answer: [A-Za-z]+", lines(file)[-1]["outcome"])


def test_it_goes_on_where_it_was_and_is_private(practice_aws: PracticeAws, tmp_path: Path) -> None:
    file = tmp_path / "calls.log"
    for _ in range(2):
        connection = logged(practice_aws, file)
        reads.describe_pool(connection, NEW_POOL)
        connection.close()
    assert len(lines(file)) == 2
    assert file.stat().st_mode & 0o777 == 0o600


def test_no_secret_of_a_request_or_an_answer_is_in_it(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    file = tmp_path / "calls.log"
    connection = logged(practice_aws, file)
    provider = connection.cognito.describe_identity_provider(
        UserPoolId="us-east-1_OldPool01", ProviderName="Google"
    )
    secret = provider["IdentityProvider"]["ProviderDetails"]["client_secret"]
    connection.cognito.create_identity_provider(
        UserPoolId=NEW_POOL,
        ProviderName="Google",
        ProviderType="Google",
        ProviderDetails={"client_secret": secret, "client_id": "x", "authorize_scopes": "openid"},
    )
    connection.close()
    assert [line["operation"] for line in lines(file)] == [
        "DescribeIdentityProvider",
        "CreateIdentityProvider",
    ]
    assert secret not in file.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_refused_in_a_sentence_before_any_call(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=r"cannot be written: it is no ordinary file"):
        logged(practice_aws, tmp_path)
    assert practice_aws.calls() == []


def test_a_full_disk_costs_the_log_and_not_the_work(
    practice_aws: PracticeAws, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    connection = logged(practice_aws, tmp_path / "calls.log")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        assert reads.describe_pool(connection, NEW_POOL)["Id"] == NEW_POOL
        connection.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, former)
    assert (tmp_path / "calls.log").read_text() == ""
    assert capfd.readouterr().err == ""
