"""Whose keys a run signs with: those of its login, or those that it was renewed as."""

from functools import cache
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from botocore.credentials import Credentials, ReadOnlyCredentials

from migration.aws import connection as aws_connection
from migration.aws.session import new_session
from sandbox.signature import Credential
from sandbox.state import Account
from tests.simulation.deployment import SECRET

SAME, OTHERS = "AKIASAME", "AKIAOTHERS"  # how keys begin that were renewed
_connect = aws_connection.connect
# What each login's keys are now, by its first; connections outlive a history.
_NOW: dict[str, str] = {}


class Logins:
    """The logins of one account: each machine's person has one for each of their programs."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._firsts: dict[str, str] = {}

    def of(self, machine: str, number: int) -> str:
        """The first access key of a program."""
        first = f"AKIASIMULATION{machine.upper()}{number}"
        for key, user in (
            (first, machine),
            (SAME + first, machine),
            (OTHERS + first, "somebody-else"),
        ):
            arn = f"arn:aws:iam::{self._account.id}:user/{user}"
            self._account.sessions[key] = Credential(key, SECRET, arn, "AIDA")
            self._firsts[key] = first
        _NOW[first] = first
        return first

    def first(self, key: str) -> str:
        """The access key with which a login began."""
        return self._firsts[key]

    def renew(self, first: str, who: str) -> None:
        """Have it sign with keys that begin so from now on; with its first where it is empty."""
        _NOW[first] = who + first

    def connection(self, first: str) -> Any:
        """Logging in takes longer than a whole action, and is not what is played here."""
        return _connection(first)


class _Renewed(Credentials):
    """Asked for each time that something is signed."""

    def get_frozen_credentials(self) -> ReadOnlyCredentials:
        return ReadOnlyCredentials(_NOW[self.access_key], SECRET, None, None)


@cache
def _connection(first: str) -> Any:
    def session(*_: Any) -> Any:
        made = new_session("", (first, SECRET), None)
        made._credentials = None  # type: ignore[attr-defined]
        source = SimpleNamespace(load_credentials=lambda: _Renewed(first, SECRET))
        made.register_component("credential_provider", source)
        return made

    with patch("migration.aws.connection.new_session", session):
        return _connect(region="us-east-1", endpoint_url="http://127.0.0.1:1")
