"""What hangs on a copy's pool: second factor, resource servers, domain and sign-in providers."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from migration.aws import reads
from migration.aws.update_requests import update_request
from migration.changes.change import Document
from migration.changes.resources import Resources
from migration.compare import domain as domain_step
from migration.compare.provider_steps import step_of
from migration.compare.setting import Kind, Target
from migration.pools.documents import Domain, IdentityProvider
from migration.pools.reading import Pending, PoolReading, Role, Unread
from migration.rehearsal.copies.made_up_secrets import MadeUp
from migration.rehearsal.copies.requests import (
    APPLES_KEY,
    mfa_blueprint,
    provider_request,
    server_request,
)
from migration.rehearsal.copies.sender import Sender
from migration.rehearsal.prediction import as_made, deviations
from migration.rehearsal.result import UnpredictedResource


class PartCopier:
    """Makes these parts of both copies. `apple_key` is a made-up key, in PEM."""

    def __init__(self, *, sender: Sender, apple_key: str, with_sms: bool) -> None:
        self._sender = sender
        self._apple_key = apple_key
        self._with_sms = with_sms
        self._made_up = MadeUp()

    def make(self, role: Role, pool_id: str, prefix: str, reading: PoolReading) -> frozenset[str]:
        """Make all of them on one copy; returns the names of the providers that it lacks.

        `prefix` is that of the copy's domain. *Blocking.* Raises a `PoolwalkError`.
        """
        if isinstance(reading.mfa, Mapping):
            self._mfa(role, pool_id, reading.mfa)
        if not isinstance(reading.resource_servers, Unread | Pending):
            for server in reading.resource_servers:
                label = f"resource server {server['Identifier']} of the {role} pool"
                request = {**server_request(self._sender.model, server), "UserPoolId": pool_id}
                self._sender.attempt(label, "CreateResourceServer", request)
        if isinstance(reading.domain, Domain):
            self._domain(role, pool_id, prefix, reading.domain)
        if isinstance(reading.providers, Unread | Pending):
            return frozenset()
        return frozenset(
            provider.name
            for provider in reading.providers
            if not self._provider(role, pool_id, provider)
        )

    def _mfa(self, role: Role, pool_id: str, mfa: Mapping[str, Any]) -> None:
        blueprint = mfa_blueprint(self._sender.model, mfa, role, with_sms=self._with_sms)
        if blueprint is None:
            return
        self._sender.findings.take_all(blueprint.left_out)
        if blueprint.request.keys() - {"MfaConfiguration"}:
            self._sender.attempt(
                f"the second factor (MFA) of the {role} pool",
                "SetUserPoolMfaConfig",
                {**blueprint.request, "UserPoolId": pool_id},
            )

    def _domain(self, role: Role, pool_id: str, prefix: str, domain: Domain) -> None:
        label, step = f"the domain of the {role} pool", domain_step.STEP
        if domain.custom:
            why = f"it is a domain of its own, {domain.name}; the copy has a prefix instead"
            self._sender.leave_out(label, why, step=step, needed=False)
        given = {"Domain": prefix, "ManagedLoginVersion": domain.managed_login_version}
        request = {
            **update_request(self._sender.model, "CreateUserPoolDomain", given),
            "UserPoolId": pool_id,
        }
        target = Target(Kind.DOMAIN, prefix)
        read = partial(Resources(self._sender.connection, pool_id).read, target)
        made = self._sender.attempt(label, "CreateUserPoolDomain", request, read, step=step)
        if made is not None:
            self._hold(target, label, given, read())

    def _provider(self, role: Role, pool_id: str, provider: IdentityProvider | Unread) -> bool:
        """Whether the copy has it now."""
        label, step = f"the provider {provider.name} of the {role} pool", step_of(provider.name)
        if isinstance(provider, Unread):
            self._sender.leave_out(label, provider.reason, step=step)
            return False
        request = provider_request(self._sender.model, provider, self._made_up, self._apple_key)
        whole = {**request, "UserPoolId": pool_id}
        read = partial(reads.describe_provider, self._sender.connection, pool_id, provider.name)
        made = self._sender.attempt(label, "CreateIdentityProvider", whole, read, step=step)
        if made is None:
            return False
        shown = {
            name: value for name, value in request["ProviderDetails"].items() if name != APPLES_KEY
        }
        foreseen = {**request, "ProviderDetails": shown}
        self._hold(Target(Kind.PROVIDER, provider.name), label, foreseen, read())
        return True

    def _hold(
        self, target: Target, label: str, sent: Mapping[str, Any], held: Document | None
    ) -> None:
        """Hold what was made against what was sent: the walk takes the copy's word for it."""
        foreseen = as_made(target.kind, dict(sent))
        if others := deviations(target.kind, foreseen, held, new=True):
            told = UnpredictedResource(target.kind.value, f"the copy of {label}", others)
            self._sender.findings.take(told)
