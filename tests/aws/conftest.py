"""Connections to the practice AWS that never wait, neither between retries nor for the pace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event
from types import SimpleNamespace

import pytest

from migration.aws.connection import Connection, connect
from migration.aws.pacing import Pacer
from tests.practice_aws import PracticeAws


class FakeClock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float, _cancelled: Event | None = None) -> None:
        self.now += seconds


@pytest.fixture(autouse=True)
def _no_aws_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """No test reads the AWS configuration of whoever runs it."""
    import os

    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", f"{tmp_path}/config")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", f"{tmp_path}/credentials")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """botocore tries again at once; what it would have waited is in the list."""
    pauses: list[float] = []
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=pauses.append))
    return pauses


@pytest.fixture
def connection(practice_aws: PracticeAws, no_pauses: list[float]) -> Iterator[Connection]:
    """The practice AWS, as the walkthrough reaches it."""
    del no_pauses
    clock = FakeClock()
    made = connect(
        region=practice_aws.region,
        endpoint_url=practice_aws.endpoint,
        credentials=(practice_aws.access_key, practice_aws.secret_key),
        pacer=Pacer(clock, clock.wait),
    )
    yield made
    made.close()


@pytest.fixture
def configuration(tmp_path: object) -> Callable[[str], None]:
    """Writes AWS's configuration file."""

    def write(text: str) -> None:
        with open(f"{tmp_path}/config", "w") as file:
            file.write(text)

    return write


@pytest.fixture
def mfa_role(
    practice_aws: PracticeAws, configuration: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A profile that takes the sample's role, which wants a code."""
    configuration(
        f"[profile admin]\nregion = {practice_aws.region}\nendpoint_url = {practice_aws.endpoint}\n"
        "role_arn = arn:aws:iam::123456789012:role/acme-administrator\n"
        "mfa_serial = arn:aws:iam::123456789012:mfa/admin\ncredential_source = Environment\n"
    )
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", practice_aws.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", practice_aws.secret_key)
    monkeypatch.setenv("AWS_ENDPOINT_URL", practice_aws.endpoint)
