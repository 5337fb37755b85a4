"""Makes both copies at AWS, part by part; each part that AWS refuses is left out, and said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from migration.aws import reads, writes
from migration.aws.connection import Connection
from migration.aws.pool_making import send_about_copy
from migration.aws.shapes import update_request
from migration.changes.domain_status import until_it_stands
from migration.changes.resources import Resources
from migration.compare.setting import Kind, Target
from migration.errors import (
    AwsBusy,
    AwsRefused,
    AwsUnreachable,
    Cancelled,
    NotImplementedByServer,
    PoolwalkError,
    QuotaUsedUp,
)
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool, prefix_host
from migration.pools.reading import Pending, PoolReading, Role, Unread
from migration.rehearsal.copy_requests import (
    Blueprint,
    branding_request,
    client_request,
    mfa_blueprint,
    pool_blueprint,
    provider_request,
    server_request,
)
from migration.rehearsal.counterparts import ADDRESSES, Counterparts
from migration.rehearsal.guard import Bounds
from migration.rehearsal.made_up import MadeUp
from migration.rehearsal.names import copy_name
from migration.rehearsal.prediction import as_made, deviations
from migration.rehearsal.register import Register, Registered
from migration.rehearsal.result import Findings, NotRehearsed, Standing

Document = dict[str, Any]

# Seconds before each further try of what AWS answered with "later" or not at all.
PAUSES = (0.5, 1.0, 2.0, 4.0)
_STEPS = {"Google": "3a", "SignInWithApple": "3b"}
APPLES_KEY = "private_key"  # which AWS never gives back
WHOLE_POOL = "ALL"  # whose look is every client's, as Cognito names it


@dataclass(frozen=True)
class Original:
    """One of production's pools: what was read of it, and the styles of its managed login."""

    reading: PoolReading
    styles: Mapping[str, Mapping[str, Any]]  # by client id


class Copier:
    """Makes the copies of two pools. `register` is told of each pool before it is asked for.

    `wait` sleeps that many seconds, or raises `Cancelled`; `doing` is told what is being made.
    """

    def __init__(
        self,
        *,
        connection: Connection,
        register: Register,
        rehearsal: Registered,
        bounds: Bounds,
        findings: Findings,
        clock: Callable[[], datetime],
        wait: Callable[[float], None],
        doing: Callable[[str], None],
        picture_at: Callable[[str], bytes],
        apple_key: str,
        with_sms: bool,
    ) -> None:
        self._connection = connection
        self._register = register
        self.rehearsal = rehearsal
        self._bounds = bounds
        self._findings = findings
        self._clock = clock
        self._wait = wait
        self._doing = doing
        self._picture_at = picture_at
        self._apple_key = apple_key
        self._with_sms = with_sms
        self._made_up = MadeUp()
        self.counterparts = Counterparts({})

    @property
    def _model(self) -> Any:
        return self._connection.cognito.meta.service_model

    def make(self, originals: Mapping[Role, Original]) -> None:
        """Make all of both copies; *blocking*.

        Raises a `PoolwalkError` where there is no going on: a quota, a permission, the login.
        """
        self.counterparts = Counterparts(
            {
                host: prefix_host(copy_name(self.rehearsal.id, role), self._connection.region)
                for role, original in originals.items()
                for host in original.reading.hosts
            }
        )
        self._bounds.expect(frozenset(copy_name(self.rehearsal.id, role) for role in originals))
        for role, original in originals.items():
            self._pool(role, original.reading)
        for role, original in originals.items():
            self._parts(role, original.reading)
        for role, original in originals.items():
            self._addresses(role, original.reading)
            self._styles(role, original)
            self._looks(role, original.reading)

    def pool_of(self, role: Role) -> str:
        """The id of a copy that was made."""
        return self.rehearsal.copies[role].pool_id

    # --- the pool itself --------------------------------------------------------------------------
    def _pool(self, role: Role, reading: PoolReading) -> None:
        if not isinstance(reading.pool, Pool):
            why = reading.pool.reason if isinstance(reading.pool, Unread) else "it is not read yet"
            message = f"The {role} pool could not be read, so no copy of it can be made: {why}"
            raise PoolwalkError(message)
        name = copy_name(self.rehearsal.id, role)
        self._doing(f"Making {name}")
        blueprint: Blueprint | None = pool_blueprint(
            self._model, reading.pool, role, name, self.rehearsal.id, with_sms=self._with_sms
        )
        while blueprint is not None:
            try:
                pool_id = self._made_pool(role, name, blueprint.request)
            except (QuotaUsedUp, NotImplementedByServer):
                raise
            except AwsRefused as error:
                smaller = blueprint.without(str(error))
                if smaller is None:
                    raise
                blueprint = smaller
                continue
            self.rehearsal = self._register.made(self.rehearsal, role, pool_id)
            self._bounds.allow(pool_id)
            self._findings.take_all(blueprint.left_out)
            return

    def _made_pool(self, role: Role, name: str, request: Mapping[str, Any]) -> str:
        self.rehearsal = self._register.ask_for(self.rehearsal, role, self._clock())
        unanswered = False

        def there() -> Document | None:
            nonlocal unanswered
            unanswered = True
            found = [
                pool for pool in reads.list_pools(self._connection) if pool.get("Name") == name
            ]
            return {"UserPool": found[0]} if found else None

        send = partial(send_about_copy, self._connection, "CreateUserPool", request)
        try:
            return str(self._sent(send, there)["UserPool"]["Id"])
        except PoolwalkError as error:
            # What stayed without an answer may still be made; what AWS refused is not.
            if not unanswered and not isinstance(error, AwsUnreachable | Cancelled):
                self.rehearsal = self._register.refused(self.rehearsal, role)
            raise

    # --- what hangs on it -------------------------------------------------------------------------
    def _parts(self, role: Role, reading: PoolReading) -> None:
        pool_id = self.pool_of(role)
        for name in ("mfa", "resource_servers", "domain", "providers", "clients"):
            part = getattr(reading, name)
            if isinstance(part, Unread | Pending):
                why = part.reason if isinstance(part, Unread) else "it was not read"
                self._leave_out(f"{name.replace('_', ' ')} of the {role} pool", why)
        if isinstance(reading.mfa, Mapping):
            self._mfa(role, pool_id, reading.mfa)
        if not isinstance(reading.resource_servers, Unread | Pending):
            for server in reading.resource_servers:
                label = f"resource server {server['Identifier']} of the {role} pool"
                request = {**server_request(self._model, server), "UserPoolId": pool_id}
                self._try(label, "CreateResourceServer", request)
        if isinstance(reading.domain, Domain):
            self._domain(role, pool_id, reading.domain)
        lacking: set[str] = set()
        if not isinstance(reading.providers, Unread | Pending):
            for provider in reading.providers:
                if not self._provider(role, pool_id, provider):
                    lacking.add(provider.name)
        if not isinstance(reading.clients, Unread | Pending):
            for client in reading.clients:
                self._client(role, pool_id, client, frozenset(lacking))

    def _mfa(self, role: Role, pool_id: str, mfa: Mapping[str, Any]) -> None:
        blueprint = mfa_blueprint(self._model, mfa, role, with_sms=self._with_sms)
        if blueprint is None:
            return
        self._findings.take_all(blueprint.left_out)
        if blueprint.request.keys() - {"MfaConfiguration"}:
            self._try(
                f"the second factor (MFA) of the {role} pool",
                "SetUserPoolMfaConfig",
                {**blueprint.request, "UserPoolId": pool_id},
            )

    def _domain(self, role: Role, pool_id: str, domain: Domain) -> None:
        prefix = copy_name(self.rehearsal.id, role)
        if domain.custom:
            why = f"it is a domain of its own, {domain.name}; the copy has a prefix instead"
            self._leave_out(f"the domain of the {role} pool", why, step="2", needed=False)
        given = {"Domain": prefix, "ManagedLoginVersion": domain.managed_login_version}
        request = {
            **update_request(self._model, "CreateUserPoolDomain", given),
            "UserPoolId": pool_id,
        }
        target = Target(Kind.DOMAIN, prefix)
        label = f"the domain of the {role} pool"
        read = partial(Resources(self._connection, pool_id).read, target)
        if self._try(label, "CreateUserPoolDomain", request, read, step="2") is not None:
            self._hold(target, f"the copy of {label}", given, read())

    def _provider(self, role: Role, pool_id: str, provider: IdentityProvider | Unread) -> bool:
        label = f"the provider {provider.name} of the {role} pool"
        step = _STEPS.get(provider.name, "3c")
        if isinstance(provider, Unread):
            self._leave_out(label, provider.reason, step=step)
            return False
        request = provider_request(self._model, provider, self._made_up, self._apple_key)
        whole = {**request, "UserPoolId": pool_id}
        read = partial(reads.describe_provider, self._connection, pool_id, provider.name)
        if self._try(label, "CreateIdentityProvider", whole, read, step=step) is None:
            return False
        shown = {
            name: value for name, value in request["ProviderDetails"].items() if name != APPLES_KEY
        }
        foreseen = {**request, "ProviderDetails": shown}
        self._hold(Target(Kind.PROVIDER, provider.name), f"the copy of {label}", foreseen, read())
        return True

    def _hold(
        self, target: Target, label: str, sent: Mapping[str, Any], held: Document | None
    ) -> None:
        """Hold what was made against what was sent: the walk takes the copy's word for it."""
        foreseen = as_made(target.kind, dict(sent))
        if others := deviations(target.kind, foreseen, held, new=True):
            self._findings.take(Standing(target.kind.value, label, others))

    def _client(
        self, role: Role, pool_id: str, client: AppClient | Unread, lacking: frozenset[str]
    ) -> None:
        label = f"the app client {client.name or client.id} of the {role} pool"
        if isinstance(client, Unread):
            self._leave_out(label, client.reason, step="4")
            return
        request = client_request(self._model, client, self.counterparts, lacking)
        known = set(self.counterparts.clients.values())

        def there() -> Document | None:
            for listed in reads.list_clients(self._connection, pool_id):
                if listed.get("ClientName") == client.name and listed["ClientId"] not in known:
                    return {"UserPoolClient": listed}
            return None

        made = self._try(
            label,
            "CreateUserPoolClient",
            {**request, "UserPoolId": pool_id},
            there,
            step="4",
        )
        if made is not None:
            self.counterparts.clients[client.id] = str(made["UserPoolClient"]["ClientId"])

    def _addresses(self, role: Role, reading: PoolReading) -> None:
        """Let addresses that name an app client name its copy: known only once all are made."""
        if isinstance(reading.clients, Unread | Pending):
            return
        pool_id = self.pool_of(role)
        for client in reading.clients:
            copy = self.counterparts.clients.get(client.id)
            if copy is None or not isinstance(client, AppClient):
                continue
            wanted = self.counterparts.client(client.document)
            hosts_alone = Counterparts(self.counterparts.hosts).client(client.document)
            if all(wanted.get(member) == hosts_alone.get(member) for member in ADDRESSES):
                continue
            held = reads.describe_client(self._connection, pool_id, copy)
            held |= {member: wanted[member] for member in ADDRESSES if wanted.get(member)}
            request = update_request(self._model, "UpdateUserPoolClient", held)
            self._try(
                f"addresses of the app client {client.name} of the {role} pool",
                "UpdateUserPoolClient",
                {**request, "UserPoolId": pool_id},
                step="4",
            )

    # --- looks ------------------------------------------------------------------------------------
    def _styles(self, role: Role, original: Original) -> None:
        for client, style in original.styles.items():
            if copy := self.counterparts.clients.get(client):
                request = {**branding_request(self._model, style), "ClientId": copy}
                self._try(
                    f"a managed login style of the {role} pool",
                    "CreateManagedLoginBranding",
                    {**request, "UserPoolId": self.pool_of(role)},
                    needed=False,
                )

    def _looks(self, role: Role, reading: PoolReading) -> None:
        looks: dict[str, Mapping[str, Any]] = {}
        if not isinstance(reading.ui_customization, Unread | Pending):
            looks[WHOLE_POOL] = reading.ui_customization.document
        if not isinstance(reading.client_looks, Unread | Pending):
            looks |= {
                self.counterparts.clients[client]: look
                for client, look in reading.client_looks.items()
                if isinstance(look, Mapping) and client in self.counterparts.clients
            }
        looks = {
            key: look for key, look in looks.items() if look.get("CSS") or look.get("ImageUrl")
        }
        if not looks or not isinstance(reading.domain, Domain):
            return
        pool_id = self.pool_of(role)
        prefix = Target(Kind.DOMAIN, copy_name(self.rehearsal.id, role))
        resources = Resources(self._connection, pool_id)
        until_it_stands(resources, prefix, resources.read(prefix), self._wait, self._doing)
        for client, look in looks.items():
            request: Document = {"UserPoolId": pool_id, "ClientId": client}
            if look.get("CSS"):
                request["CSS"] = str(look["CSS"])
            label = f"a login page's look of the {role} pool"
            if look.get("ImageUrl"):
                try:
                    request["ImageFile"] = self._picture_at(str(look["ImageUrl"]))
                except PoolwalkError as error:
                    self._leave_out(f"the logo of {label}", str(error), step="7b")
                    if "CSS" not in request:
                        continue
            self._try(label, "SetUICustomization", request, step="7b")

    # --- sending ----------------------------------------------------------------------------------
    def _try(
        self,
        label: str,
        operation: str,
        request: Mapping[str, Any],
        there: Callable[[], Document | None] | None = None,
        *,
        step: str = "",
        needed: bool = True,
    ) -> Document | None:
        """Send it; None where AWS refused, which is noted."""
        self._doing(f"Copying {label}")
        try:
            return self._sent(partial(self._send, operation, request), there)
        except QuotaUsedUp:
            raise
        except (AwsRefused, NotImplementedByServer) as error:
            self._leave_out(label, str(error), step=step, needed=needed, operation=operation)
            return None

    def _send(self, operation: str, request: Mapping[str, Any]) -> Document:
        if writes.is_write(operation):
            writes.send(self._connection, operation, request)
            return dict(request)
        return send_about_copy(self._connection, operation, request)

    def _sent(
        self, send: Callable[[], Document], there: Callable[[], Document | None] | None
    ) -> Document:
        """What AWS answered, or what stands there after a send that stayed without an answer.

        Without `there` the same is sent again: setting a thing twice sets it once.
        """
        for pause in (*PAUSES, None):
            try:
                return send()
            except (AwsBusy, AwsUnreachable) as error:
                if pause is None:
                    raise
                self._doing("AWS asked to wait" if isinstance(error, AwsBusy) else "Looking again")
                self._wait(pause)
                if isinstance(error, AwsUnreachable) and there is not None:
                    found = there()
                    if found is not None:
                        return found
        raise AssertionError

    def _leave_out(
        self, what: str, why: str, *, step: str = "", needed: bool = True, operation: str = ""
    ) -> None:
        self._findings.take(NotRehearsed(what, why, step, needed, operation))
