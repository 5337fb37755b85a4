"""Examinations of the practice AWS, and of machines without any login."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from migration.deployment_request import Request
from migration.doctor.check import Check
from migration.doctor.examination import examine
from tests.practice_aws import PracticeAws

Examine = Callable[..., dict[str, Check]]


@pytest.fixture(autouse=True)
def _no_aws_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))


@pytest.fixture
def request_of_aws(practice_aws: PracticeAws, tmp_path: Path) -> Callable[..., Request]:
    """A request for the practice AWS; named arguments overrule it."""

    def make(**asked: Any) -> Request:
        given: dict[str, Any] = {
            "region": practice_aws.region,
            "endpoint_url": practice_aws.endpoint,
            "credentials": (practice_aws.access_key, practice_aws.secret_key),
            "state_folder": tmp_path / "state",
        }
        return Request(**{**given, **asked})

    return make


@pytest.fixture
def on_aws(request_of_aws: Callable[..., Request]) -> Examine:
    """Examines the practice AWS: the checks by their names."""

    def examined(
        skip: Collection[str] = (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        **asked: Any,
    ) -> dict[str, Check]:
        return {check.name: check for check in examine(request_of_aws(**asked), skip=skip, now=now)}

    return examined
