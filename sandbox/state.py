"""What this AWS holds: one account, its user pools and its stacks, in AWS's own documents.

It is plain data; the rules stand in other files. Moments are seconds since 1970, bytes are base64
text, so that the whole of it can be shown as JSON (`as_document`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from sandbox.clock import Clock
from sandbox.customers import Customers
from sandbox.duplicate import duplicate
from sandbox.errors import not_found
from sandbox.outside.consoles import Consoles
from sandbox.signature import Credential
from sandbox.table import Table

Document = dict[str, Any]
"""A structure of the service model, members by name: what JSON can hold."""

WHOLE_POOL = "ALL"
"""The key under which Cognito keeps a setting that is every app client's, as it names it itself."""


@dataclass
class UserPool:
    """One user pool and all that hangs on it."""

    document: Document
    """The members of DescribeUserPool, without the domains."""
    mfa: Document = field(default_factory=dict)
    clients: dict[str, Document] = field(default_factory=dict)
    """By client id, secrets included."""
    providers: dict[str, Document] = field(default_factory=dict)
    """By name; `ProviderDetails` as they were sent, Apple's key included."""
    resource_servers: dict[str, Document] = field(default_factory=dict)
    groups: list[Document] = field(default_factory=list)
    domain: Document | None = None
    """The DomainDescription of the prefix domain."""
    custom_domain: Document | None = None
    customization: dict[str, Document] = field(default_factory=dict)
    """The classic pages' look, by client id or `WHOLE_POOL`."""
    pictures: dict[str, str] = field(default_factory=dict)
    """The logos that were sent, as base64, by the address that AWS gave each."""
    begun: dict[str, float] = field(default_factory=dict)
    """When AWS began to make, or to change, each domain."""
    branding: dict[str, Document] = field(default_factory=dict)
    """Managed login's styles, by client id."""
    risk: dict[str, Document] = field(default_factory=dict)
    log_delivery: list[Document] = field(default_factory=list)
    users: list[Document] = field(default_factory=list)
    """The people whom ListUsers tells of; `EstimatedNumberOfUsers` is a member of its own."""

    @property
    def id(self) -> str:
        """The pool's id."""
        return str(self.document["Id"])

    @property
    def domains(self) -> Iterator[Document]:
        """The descriptions of the domains that the pool has."""
        yield from (domain for domain in (self.domain, self.custom_domain) if domain is not None)

    def client(self, client_id: str) -> Document:
        """One app client; raises `ResourceNotFoundException` in AWS's words."""
        if client_id not in self.clients:
            raise not_found(f"User pool client {client_id} does not exist.")
        return self.clients[client_id]


@dataclass
class Stack:
    """One CloudFormation stack."""

    region: str
    document: Document
    """The members of DescribeStacks; the values of NoEcho parameters in clear."""
    template: Document = field(default_factory=dict)
    """`Parameters`, `Capabilities`, `Transform`, and each resource's `Properties`."""
    resources: list[Document] = field(default_factory=list)
    events: list[Document] = field(default_factory=list)
    """Oldest first."""
    change_sets: dict[str, Document] = field(default_factory=dict)
    pending: list[Document] = field(default_factory=list)
    """What will have happened by when: `{"at", "do", ...}`, earliest first."""

    @property
    def name(self) -> str:
        """The stack's name: not unique, since deleted stacks are still listed."""
        return str(self.document["StackName"])

    @property
    def id(self) -> str:
        """The stack's ARN."""
        return str(self.document["StackId"])


@dataclass
class Settings:
    """How this AWS behaves; changed over the control route."""

    domain_seconds: float = 0.5
    """How long a domain stays CREATING or UPDATING: with AWS about a minute."""
    domain_ends: str = "ACTIVE"
    """What becomes of the next domains: ACTIVE or FAILED."""
    stack_seconds: float = 1.0
    """How long a stack stays IN_PROGRESS."""
    change_set_seconds: float = 0.3
    """How long a change set takes to be made."""
    stack_page: int = 100
    """How many entries CloudFormation gives on one page: its requests cannot say."""
    stack_failure: str = ""
    """Why the next updates of stacks fail; empty: they do not."""
    rollback_ends: str = "UPDATE_ROLLBACK_COMPLETE"
    """How a failed update ends: UPDATE_ROLLBACK_COMPLETE or UPDATE_ROLLBACK_FAILED."""
    table_seconds: float = 0.5
    """How long a table of DynamoDB's stays CREATING: with AWS some ten seconds."""
    table_page_bytes: int = 1_000_000
    """How much of a table one answer holds at most."""
    pool_quota: int = 1000
    """User pools that the account may have in the region."""
    client_quota: int = 1000
    """App clients that a pool may have."""
    denied_actions: list[str] = field(default_factory=list)
    """What the caller may not do, as `cognito-idp:UpdateUserPool`; simulations say so too."""
    missing_context: list[str] = field(default_factory=list)
    """Keys of conditions on which those denials rest, and which a simulation is not told."""
    mail_sandbox: bool = False
    """Whether Amazon SES still sends to addresses alone that were verified."""
    mail_enabled: bool = True
    sms_sandbox: bool = False
    """Whether Amazon SNS still sends to numbers alone that were verified."""
    sms_spend_limit: str = "50"
    """US dollars a month; an account that never set it has 1."""
    no_changes: str = (
        "The submitted information didn't contain changes. Submit different information to create a"
        " change set."
    )
    """Why a change set that changes nothing failed: one of the two sentences that AWS says."""


@dataclass
class Account:
    """One AWS account as this server plays it."""

    id: str
    region: str
    """Where the user pools are; stacks carry their own."""
    caller: Credential
    pools: dict[str, UserPool] = field(default_factory=dict)
    stacks: list[Stack] = field(default_factory=list)
    taken_prefixes: frozenset[str] = frozenset()
    """Domain prefixes that belong to other accounts."""
    roles: dict[str, Document] = field(default_factory=dict)
    sessions: dict[str, Credential] = field(default_factory=dict)
    """What AssumeRole gave, by access key."""
    consoles: Consoles = field(default_factory=Consoles)
    """What Google, Apple and Amazon were told of this deployment."""
    work: dict[str, Document] = field(default_factory=dict)
    """What a person did last in each of these consoles, by its name."""
    tables: dict[tuple[str, str], Table] = field(default_factory=dict)
    """DynamoDB's, by region and name."""
    rest_apis: list[Document] = field(default_factory=list)
    """API Gateway's, each with its `authorizers`."""
    http_apis: list[Document] = field(default_factory=list)
    """API Gateway's of the other kind, each with its `authorizers`, as its second interface names
    their members."""
    customers: Customers = field(default_factory=Customers)
    settings: Settings = field(default_factory=Settings)
    clock: Clock = field(default_factory=Clock)

    def credential(self, access_key: str) -> Credential | None:
        """Whose key this is."""
        return (
            self.caller if access_key == self.caller.access_key else self.sessions.get(access_key)
        )

    def pool(self, pool_id: str, region: str) -> UserPool:
        """One pool, seen from a region; raises `ResourceNotFoundException` in AWS's words."""
        if pool_id not in self.pools or region != self.region:
            raise not_found(f"User pool {pool_id} does not exist.")
        return self.pools[pool_id]

    def pool_called(self, wanted: str) -> UserPool:
        """The pool of this id or name; raises `LookupError` where there is none."""
        for pool in self.pools.values():
            if wanted in {pool.id, pool.document["Name"]}:
                return pool
        raise LookupError(f"no pool {wanted}")

    def take_from(self, other: "Account") -> None:
        """Becomes what the other is: how a write is undone, or everything begins anew."""
        for member in fields(self):
            setattr(self, member.name, getattr(other, member.name))

    def copy(self) -> "Account":
        """A copy that shares nothing with this one but the clock, which must not go back."""
        clock, self.clock = self.clock, Clock()
        try:
            twin = duplicate(self)
        finally:
            self.clock = clock
        twin.clock = clock
        return twin


@dataclass(frozen=True)
class Asked:
    """One request as an operation sees it: checked against the model already."""

    account: Account
    region: str
    parameters: Document
    caller: Credential
    service: str = ""
    operation: str = ""

    @property
    def pool(self) -> UserPool:
        """The pool that the request names."""
        return self.account.pool(str(self.parameters["UserPoolId"]), self.region)

    def now(self) -> float:
        """The moment of the write."""
        return self.account.clock.now()
