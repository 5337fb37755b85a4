"""A source of credentials that fails is told as what it is, and repeats no secret."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from migration.aws.call_description import CallDescription
from migration.aws.connection import connect
from migration.aws.error_sentences import aws_in_words
from migration.aws.identity import caller_identity
from migration.errors import AwsUnreachable, NoCredentials
from tests.practice_aws import PracticeAws

Configure = Callable[[str], None]
TOKEN = "IQoJb3JpZ2luX2VjEH4aCXVzLWVhc3QtMSJHMEUCIQ"


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCY")


@pytest.mark.parametrize(
    ("ending", "said"), [("\n", "a line end"), (" x", "a space"), ("é", "not ASCII")]
)
@pytest.mark.parametrize(
    ("name", "what"),
    [("AWS_SESSION_TOKEN", "session token"), ("AWS_SECRET_ACCESS_KEY", "secret access key")],
)
def test_a_value_that_no_header_can_carry_is_named_and_not_shown(
    keys: None, monkeypatch: pytest.MonkeyPatch, name: str, what: str, ending: str, said: str
) -> None:
    monkeypatch.setenv(name, TOKEN + ending)
    with pytest.raises(NoCredentials) as refused:
        connect(region="us-east-1")
    assert f"The AWS {what} from the environment" in str(refused.value)
    assert said in str(refused.value)
    assert TOKEN[:12] not in str(refused.value)


PROGRAMS = {
    "no JSON": "print('not JSON with {TOKEN}')",
    "a list": "print('[1, 2]')",
    "no text": "import sys; sys.stdout.buffer.write(b'\\xff\\xfe')",
    "an error": "import sys; sys.exit('cannot reach the vault with {TOKEN}')",
    "half of it": 'print(\'{{"Version": 1, "AccessKeyId": "AKIA1234567890123456"}}\')',
    "no moment": (
        'print(\'{{"Version": 1, "AccessKeyId": "AKIA1234567890123456", "SecretAccessKey":'
        ' "{TOKEN}", "SessionToken": "{TOKEN}", "Expiration": "soon"}}\')'
    ),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_that_gives_no_credentials_is_told_as_such(
    configuration: Configure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setenv("VAULT_TOKEN", TOKEN)
    script = tmp_path / "process.py"
    script.write_text(PROGRAMS[program].format(TOKEN=TOKEN))
    configuration(f"[profile acme]\ncredential_process = {sys.executable} {script}\n")
    with pytest.raises(NoCredentials) as refused:
        connect(profile="acme", region="us-east-1")
    assert TOKEN[:12] not in str(refused.value)


@pytest.mark.parametrize(
    ("member", "key"),
    [
        *(("AccessKeyId", key) for key in ("null", "5", "[]")),
        *(("SecretAccessKey", key) for key in ("null", "5", "true")),
        *(("SessionToken", key) for key in ("5", "[]", "false")),
    ],
)
def test_a_program_whose_keys_are_no_text_is_told_as_such(
    configuration: Configure, tmp_path: Path, member: str, key: str
) -> None:
    said = {"AccessKeyId": '"AKIA1"', "SecretAccessKey": f'"{TOKEN}"', member: key}
    script = tmp_path / "said.json"
    script.write_text(
        '{"Version": 1, ' + ", ".join(f'"{one}": {value}' for one, value in said.items()) + "}"
    )
    configuration(f"[profile acme]\ncredential_process = cat {script}\n")
    with pytest.raises(NoCredentials) as refused:
        connect(profile="acme", region="us-east-1")
    assert TOKEN[:12] not in str(refused.value)
    assert "credential_process" in str(refused.value)


def test_what_a_program_complains_of_is_told_without_words_that_could_be_keys(
    configuration: Configure, tmp_path: Path
) -> None:
    script = tmp_path / "process.py"
    script.write_text(
        "import sys; sys.exit('arn:aws:iam::1:role/Admin2: the token Zq7kd92wLvN3xT0pRb5 of"
        " /opt/Vault2/bin/Vault-Helper-1 is over')"
    )
    configuration(f"[profile acme]\ncredential_process = {sys.executable} {script}\n")
    with pytest.raises(NoCredentials) as refused:
        connect(profile="acme", region="us-east-1")
    assert "role/Admin2: the token •••••••• of /opt/Vault2/bin/Vault-Helper-1 is over" in str(
        refused.value
    )


def test_a_web_identity_token_that_is_empty_is_told_as_that(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text("")
    monkeypatch.setenv("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/walk")
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", str(tmp_path / "token"))
    with pytest.raises(NoCredentials, match="holds no token"):
        connect(region="us-east-1")


def test_a_program_that_is_not_there_is_named(configuration: Configure) -> None:
    configuration("[profile acme]\ncredential_process = /nowhere/vault --give\n")
    with pytest.raises(NoCredentials, match="/nowhere/vault"):
        connect(profile="acme", region="us-east-1")


def test_a_web_identity_token_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/walk")
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", str(tmp_path / "gone"))
    with pytest.raises(NoCredentials, match="gone"):
        connect(region="us-east-1")


def test_the_keys_of_other_profiles_are_known_too(
    configuration: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    from migration.known_secrets import without_secrets

    configuration(
        "[profile acme]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n"
        "[profile other]\naws_access_key_id = AKIAOTHER\n"
        f"aws_secret_access_key = {TOKEN[::-1]}\n"
    )
    connect(profile="acme", region="us-east-1")
    assert TOKEN[::-1][:15] not in without_secrets(f"config: {TOKEN[::-1]}")


@pytest.mark.parametrize(
    "error", [ValueError, OSError, UnicodeError, AttributeError, KeyError, RecursionError]
)
def test_what_a_library_fails_with_is_a_sentence_without_secrets(error: type[Exception]) -> None:
    from migration.secret import Secret

    Secret(TOKEN)
    code = compile("raise error(f'Invalid header value {TOKEN}')", "somebody's library", "exec")
    with (
        pytest.raises(AwsUnreachable) as told,
        aws_in_words(CallDescription("DescribeUserPool", "us-east-1_OldPool01")),
    ):
        exec(code, {"__name__": "urllib3.connection", "error": error, "TOKEN": TOKEN})
    assert "DescribeUserPool (us-east-1_OldPool01) failed on this machine" in str(told.value)
    assert error.__name__ in str(told.value)
    assert TOKEN[:12] not in str(told.value)
    assert told.value.__suppress_context__


class _WithoutEnd(BaseHTTPRequestHandler):
    """Answers with zeros until nobody listens any more."""

    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        self._answer(b"a token of the metadata service")

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        with suppress(OSError):
            while True:
                self.wfile.write(b"0" * 10_000)

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing of it on the screen."""


@pytest.fixture
def without_end() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _WithoutEnd) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


BY_ADDRESS = {
    "the instance's metadata": ("AWS_EC2_METADATA_SERVICE_ENDPOINT", ""),
    "a container's address": ("AWS_CONTAINER_CREDENTIALS_FULL_URI", ""),
    "a role that takes them from the instance": ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "Ec2"),
}


@pytest.mark.parametrize("source", BY_ADDRESS)
@pytest.mark.parametrize(
    ("bound", "value", "said"),
    [("LARGEST", 50_000, "more than 50,000 bytes"), ("WHOLE_SECONDS", 0.05, "did not end within")],
)
def test_credentials_that_come_without_an_end_are_told_as_that(
    configuration: Configure,
    without_end: str,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    bound: str,
    value: float,
    said: str,
) -> None:
    variable, credential_source = BY_ADDRESS[source]
    monkeypatch.delenv("AWS_EC2_METADATA_DISABLED")
    monkeypatch.setenv(variable, without_end)
    monkeypatch.setattr("migration.aws.answers.LARGEST", 10**12)
    monkeypatch.setattr(f"migration.aws.answers.{bound}", value)
    if credential_source:
        configuration(
            "[profile acme]\nrole_arn = arn:aws:iam::123456789012:role/walk\n"
            "credential_source = Ec2InstanceMetadata\n"
        )
    with pytest.raises(AwsUnreachable, match=said):
        connect(profile="acme" if credential_source else "", region="us-east-1")


def test_a_mistake_of_ours_stays_one() -> None:
    code = compile("{}['there is no such key']", "ours", "exec")
    with pytest.raises(KeyError), aws_in_words(CallDescription("DescribeUserPool")):
        exec(code, {"__name__": "migration.aws.reads"})


def test_a_token_that_was_renewed_is_known_once_it_is_sent(
    keys: None, practice_aws: PracticeAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    from botocore.credentials import Credentials

    from migration.known_secrets import without_secrets

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", practice_aws.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", practice_aws.secret_key)
    connection = connect(region="us-east-1", endpoint_url=practice_aws.endpoint)
    renewed = "FwoGZXIvYXdzEBYaDHqa0AP" * 2
    assert renewed in without_secrets(renewed)
    connection.sts._request_signer._credentials = Credentials(  # type: ignore[attr-defined]
        practice_aws.access_key, practice_aws.secret_key, renewed
    )
    with suppress(NoCredentials):  # the practice AWS knows no such token
        caller_identity(connection)
    assert renewed[:12] not in without_secrets(f"Invalid header value {renewed}")


@pytest.mark.parametrize("by_a_role", [False, True], ids=["the profile's", "a role's source"])
def test_a_program_that_gives_credentials_reads_nothing_that_is_typed(
    configuration: Configure, tmp_path: Path, *, by_a_role: bool
) -> None:
    script = tmp_path / "process.sh"
    script.write_text('echo "it reads $(readlink /proc/self/fd/0)" >&2; exit 1\n')
    profile = (
        "role_arn = arn:aws:iam::123456789012:role/x\nsource_profile = given"
        if by_a_role
        else f"credential_process = sh {script}"
    )
    configuration(f"[profile acme]\n{profile}\n[profile given]\ncredential_process = sh {script}\n")
    kept = os.dup(0)
    with open("/dev/zero") as typed:
        os.dup2(typed.fileno(), 0)
    try:
        with pytest.raises(NoCredentials, match="it reads /dev/null"):
            connect(profile="acme", region="us-east-1")
    finally:
        os.dup2(kept, 0)
        os.close(kept)
