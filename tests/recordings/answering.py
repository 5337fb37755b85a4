"""A connection whose every question has one answer: a recorded one, as botocore gives it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from botocore.session import Session

from migration.aws.connection import Connection


class Answering:
    """The connection; use `answering`."""

    region = "us-east-1"

    def __init__(self, answer: dict[str, Any]) -> None:
        self._answer = answer

    def client(self, service: str, *_: str) -> Any:
        """A client of a service."""
        return Client(self._answer, service)

    @property
    def cognito(self) -> Any:
        """Cognito's."""
        return self.client("cognito-idp")

    def cloudformation(self, _: str) -> Any:
        """CloudFormation's."""
        return self.client("cloudformation")

    def asking(self, *_: object) -> AbstractContextManager[None]:
        """Nothing is refused."""
        return nullcontext()


class Client:
    """Answers every operation, and every paginator's one page."""

    def __init__(self, answer: dict[str, Any], service: str) -> None:
        self._answer = answer
        self.meta = SimpleNamespace(service_model=_model(service))

    def get_paginator(self, _: str) -> Any:
        """One page."""
        return SimpleNamespace(paginate=lambda **_: [self._answer])

    def __getattr__(self, operation: str) -> Callable[..., dict[str, Any]]:
        return lambda **_: self._answer


def answering(answer: dict[str, Any]) -> Connection:
    """Whatever is asked, this is the answer."""
    return cast("Connection", Answering(answer))


@cache
def _model(service: str) -> Any:
    return Session().get_service_model(service)
