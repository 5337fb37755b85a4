"""Where beliefs are asked: the two copies, after the walk, and what it takes to ask there."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from migration.aws import reads
from migration.aws.connection import Connection
from migration.aws.update_requests import update_request
from migration.changes.change import Document
from migration.errors import AwsBusy, AwsRefused, PoolwalkError, ResourceGone
from migration.pools.reading import Role
from migration.rehearsal import copy_writes
from migration.rehearsal.copy_names import STEM, TAG
from migration.rehearsal.result import Belief

Answer = tuple[Belief, str]
PAUSES = (0.5, 1.0, 2.0)
NAME = "poolwalk-probe"
OAUTH: Mapping[str, Any] = {
    "AllowedOAuthFlowsUserPoolClient": True,
    "AllowedOAuthFlows": ["code"],
    "AllowedOAuthScopes": ["openid"],
    "CallbackURLs": ["https://poolwalk.example/callback"],
}


@dataclass(frozen=True)
class ProbedCopies:
    """Both copies by their ids. `wait` sleeps that many seconds, or raises `Cancelled`.

    After the walk the new copy has no domain and no provider but what production's new pool has.
    """

    connection: Connection
    pools: Mapping[Role, str]
    id: str
    wait: Callable[[float], None]

    @property
    def old(self) -> str:
        """The id of the old copy, which has a domain and providers where production's has."""
        return self.pools[Role.OLD]

    @property
    def new(self) -> str:
        """The id of the new copy."""
        return self.pools[Role.NEW]

    @property
    def pool_arn(self) -> str:
        """The new copy's ARN, which tells partition, region and account."""
        return str(self.pool(Role.NEW).get("Arn") or "arn:aws:cognito-idp:::")

    def prefix(self, word: str) -> str:
        """A prefix for a domain, with a word in it that AWS may refuse."""
        return f"{STEM}{self.id}-{word}"

    def send(self, operation: str, request: Mapping[str, Any]) -> Document:
        """Send a write to a copy; raises a `PoolwalkError`."""
        for pause in (*PAUSES, None):
            try:
                return copy_writes.send(self.connection, operation, request)
            except AwsBusy:
                if pause is None:
                    raise
                self.wait(pause)
        raise AssertionError

    def refusal(self, operation: str, request: Mapping[str, Any]) -> str:
        """What AWS says against it; empty where it takes it. Raises a `PoolwalkError` for else."""
        try:
            self.send(operation, request)
        except (AwsRefused, ResourceGone) as error:
            return str(error)
        return ""

    def client(self, **members: Any) -> Document:
        """A new app client of the new copy, as Describe gives it."""
        request = {"UserPoolId": self.new, "ClientName": NAME, **members}
        made = self.send("CreateUserPoolClient", request)["UserPoolClient"]
        return self.described_client(str(made["ClientId"]))

    def described_client(self, client_id: str) -> Document:
        """An app client of the new copy."""
        return reads.describe_client(self.connection, self.new, client_id)

    def refused_client(self, **members: Any) -> str:
        """What AWS says against a new app client with these members; empty where it takes it."""
        request = {"UserPoolId": self.new, "ClientName": NAME, **members}
        return self.refusal("CreateUserPoolClient", request)

    def pool(self, role: Role) -> Document:
        """A copy as Describe gives it."""
        return reads.describe_pool(self.connection, self.pools[role])

    def whole_pool_request(self, role: Role, **changes: Any) -> Document:
        """UpdateUserPool that sends all of a copy back, its tag too, with some members changed."""
        model = self.connection.cognito.meta.service_model
        whole = update_request(model, "UpdateUserPool", self.pool(role))
        tags = {**whole.get("UserPoolTags", {}), TAG: self.id}
        return {**whole, "UserPoolTags": tags, "UserPoolId": self.pools[role], **changes}

    def provider(self) -> Document | None:
        """A provider of the old copy that can be updated without a key that nobody has."""
        for listed in reads.list_providers(self.connection, self.old):
            if listed.get("ProviderType") in {"Google", "OIDC", "Facebook", "LoginWithAmazon"}:
                return reads.describe_provider(
                    self.connection, self.old, str(listed["ProviderName"])
                )
        return None

    def provider_request(self, operation: str, provider: Mapping[str, Any]) -> Document:
        """A provider as it is sent to its own pool, the old copy."""
        model = self.connection.cognito.meta.service_model
        request = update_request(model, operation, provider)
        return {**{name: value for name, value in request.items() if value}, "UserPoolId": self.old}

    def drop_domain(self, prefix: str) -> None:
        """Take a domain of the new copy away again, where it was made."""
        with suppress(PoolwalkError):
            self.send("DeleteUserPoolDomain", {"UserPoolId": self.new, "Domain": prefix})


def decided(holds: bool, answer: str) -> Answer:
    """As believed, or otherwise, with what AWS answered or did."""
    return (Belief.AS_BELIEVED if holds else Belief.OTHERWISE), answer


def refused_with(said: str, *words: str) -> Answer:
    """As believed where AWS refused in words that hold one of these."""
    low = said.lower()
    holds = bool(said) and any(word.lower() in low for word in words or ("",))
    return decided(holds, said or "AWS took it.")


def undecided(why: str) -> Answer:
    """Nothing that was asked here decides it."""
    return Belief.NOT_DECIDED, why
