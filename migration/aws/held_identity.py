"""Credentials that are renewed on the way have to stay those of whoever logged in.

An SSO login, a program that credential_process names, a role or a container can give another
account's, role's or person's the next time. Pools of two accounts would be read as one deployment,
and tables and copies be made in the other account.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from migration.aws.same_caller import may_be_one
from migration.errors import LoginChanged

if TYPE_CHECKING:
    from botocore.credentials import ReadOnlyCredentials
    from botocore.session import Session

_SOURCE = "credential_provider"  # botocore's name for what finds credentials


class Identity(NamedTuple):
    """An account (12 digits) and the ARN of the user or role that asks."""

    account: str
    arn: str


class HeldIdentity:
    """Lets the keys of whoever logged in sign, and no others. Safe to share between threads.

    `whose` asks AWS whose keys are; *blocking*.
    """

    def __init__(self, whose: "Callable[[ReadOnlyCredentials], Identity]") -> None:
        self._whose = whose
        self._asking = threading.Lock()
        self._first: ReadOnlyCredentials | None = None
        self._identity: Identity | None = None
        self._known: set[str | None] = set()  # access keys

    def watch(self, session: "Session") -> None:
        """Have the session sign with nothing else from now on."""
        source = session.get_component(_SOURCE)
        session.register_component(_SOURCE, _WatchedSource(source, self))

    def learn(self, identity: Identity) -> None:
        """Know whose the keys are that signed until now."""
        with self._asking:
            self._identity = self._identity or identity

    def held(self, keys: "ReadOnlyCredentials") -> "ReadOnlyCredentials":
        """These keys. Raises `LoginChanged`, and a `PoolwalkError` where AWS cannot say whose."""
        if keys.access_key in self._known:
            return keys
        with self._asking:
            if self._first is None:
                self._first = keys
            elif keys.access_key not in self._known:
                self._must_be_the_same(keys)
            self._known.add(keys.access_key)
        return keys

    def _must_be_the_same(self, keys: "ReadOnlyCredentials") -> None:
        assert self._first is not None
        if self._identity is None:
            self._identity = self._whose(self._first)
        now, first = self._whose(keys), self._identity
        if now.account != first.account or not may_be_one(now.arn, first.arn):
            raise LoginChanged(
                "Nothing more was sent, since the AWS credentials were renewed as somebody else's:"
                f" they are of {now.arn}, and this run began as {first.arn}. Log in as before, or"
                " start Poolwalk again to go on as the other."
            )


class _WatchedSource:
    """What finds a session's credentials, each of which is held."""

    def __init__(self, source: Any, identity: HeldIdentity) -> None:
        self._source = source
        self._identity = identity

    def load_credentials(self) -> Any:
        found = self._source.load_credentials()
        return found and _WatchedCredentials(found, self._identity)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._source, name)


class _WatchedCredentials:
    """Credentials of botocore's, looked at each time before they sign."""

    def __init__(self, credentials: Any, identity: HeldIdentity) -> None:
        self._credentials = credentials
        self._identity = identity

    def get_frozen_credentials(self) -> "ReadOnlyCredentials":
        return self._identity.held(self._credentials.get_frozen_credentials())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._credentials, name)
