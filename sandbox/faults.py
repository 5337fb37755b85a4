"""Faults on demand: what goes wrong, for which calls, and how often.

A fault is a JSON object. `kind` says what happens, and any of these narrow it down: `service`,
`operation` (a name or a list of names), `pool` (an id), `access_key`; `skip` calls pass first,
`count` calls are hit, all when it is left out.

    throttling      `rate` calls a second for each operation and pool, more are refused; without
                    `rate` every call is
    error           the call is refused with `code`, `message` and `status`
    server_error    500, as AWS's own failures look
    access_denied   IAM says no
    expired_token   the session's token has expired
    latency         the answer takes `seconds` longer (default: until the faults are cleared)
    hang            nothing is answered for `seconds` (default: until the faults are cleared), then
                    the connection closes
    cut             the connection closes without an answer; with `"after": true` the call has been
                    carried out by then
    lost_write      the call is answered as if it had worked, but nothing changes; with `members`
                    only those do not
    change          somebody else's `change` (see `changes`) happens `"when": "before"` the call,
                    whatever becomes of that, or `"after"` it
    answer          the call is carried out, and its answer spoiled (see `mangling`)
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Event, Lock

from sandbox.errors import AwsError
from sandbox.mangling import MEMBERS
from sandbox.models import API_GATEWAY, HTTP_APIS
from sandbox.state import Document

KINDS = frozenset(
    {
        "throttling",
        "error",
        "server_error",
        "access_denied",
        "expired_token",
        "latency",
        "hang",
        "cut",
        "lost_write",
        "change",
        "answer",
    }
)
_THROTTLED = {"cognito-idp": "TooManyRequestsException", "dynamodb": "ThrottlingException"}
_FAILED = {"cognito-idp": "InternalErrorException", "dynamodb": "InternalServerError"}
_MEMBERS = frozenset(
    [
        "kind",
        "service",
        "operation",
        "pool",
        "access_key",
        "skip",
        "count",
        "rate",
        "code",
        "message",
        "status",
        "seconds",
        "after",
        "members",
        "change",
        "when",
        *MEMBERS,
    ]
)
_FOREVER = 86_400.0
# How a policy names a service, where its model has another name.
_PREFIXES = {"sesv2": "ses"}


@dataclass(frozen=True)
class Target:
    """What a fault is held against."""

    service: str
    operation: str
    region: str
    pool: str
    access_key: str

    @property
    def action(self) -> str:
        """The operation as a policy names it: of API Gateway, its method."""
        if self.service in {API_GATEWAY, HTTP_APIS}:
            return f"{API_GATEWAY}:GET"
        return f"{_PREFIXES.get(self.service, self.service)}:{self.operation}"


@dataclass
class Fault:
    """One fault and how often it may still strike."""

    kind: str
    described: Document
    skip: int = 0
    count: int | None = None
    buckets: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    """For throttling by rate: tokens left and when they were counted, by operation and pool."""
    cleared: Event = field(default_factory=Event)
    """Set once it is ended, also between its strike and its wait."""

    def meant_for(self, target: Target) -> bool:
        """Whether the fault's own conditions take the call in."""
        operations = self.described.get("operation")
        if isinstance(operations, str):
            operations = [operations]
        return (
            self.described.get("service", target.service) == target.service
            and (operations is None or target.operation in operations)
            and self.described.get("pool", target.pool) == target.pool
            and self.described.get("access_key", target.access_key) == target.access_key
        )


class Faults:
    """The faults in force; safe to ask from every connection's thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._faults: list[Fault] = []
        self._cleared = Event()

    def add(self, described: Document) -> None:
        """One more fault; raises `ValueError` for one that this module's text does not describe."""
        unknown = set(described) - _MEMBERS
        if described.get("kind") not in KINDS or unknown:
            raise ValueError(f"no such fault: {described}")
        with self._lock:
            self._faults.append(
                Fault(
                    described["kind"],
                    described,
                    described.get("skip", 0),
                    described.get("count"),
                    cleared=self._cleared,
                )
            )

    def clear(self) -> None:
        """Ends all faults; calls that hang are let go."""
        with self._lock:
            self._faults.clear()
            self._cleared.set()
            self._cleared = Event()

    def as_documents(self) -> list[Document]:
        """The faults in force, with how many calls each may still hit."""
        with self._lock:
            return [
                {**fault.described, "skip": fault.skip, "count": fault.count}
                for fault in self._faults
            ]

    def striking(self, target: Target) -> list[Fault]:
        """The faults that hit this call; each hit counts."""
        with self._lock:
            hit = [
                fault
                for fault in self._faults
                if fault.meant_for(target) and self._strikes(fault, target)
            ]
            self._faults = [
                fault for fault in self._faults if fault.count is None or fault.count > 0
            ]
            return hit

    def _strikes(self, fault: Fault, target: Target) -> bool:
        if fault.skip > 0:
            fault.skip -= 1
            return False
        if fault.kind == "throttling" and "rate" in fault.described and _has_token(fault, target):
            return False
        if fault.count is not None:
            fault.count -= 1
            return fault.count >= 0
        return True

    def delay(self, fault: Fault) -> None:
        """Waits for the fault's seconds; where it has none, until the faults are cleared."""
        if "seconds" in fault.described:
            time.sleep(fault.described["seconds"])
        else:
            fault.cleared.wait(_FOREVER)

    def hang(self, fault: Fault) -> None:
        """Waits until the fault's time is over or the faults are cleared."""
        fault.cleared.wait(fault.described.get("seconds", _FOREVER))


def _has_token(fault: Fault, target: Target) -> bool:
    rate = float(fault.described["rate"])
    key = (target.operation, target.pool or target.region)
    now = time.monotonic()
    tokens, counted = fault.buckets.get(key, (rate, now))
    tokens = min(rate, tokens + (now - counted) * rate)
    fault.buckets[key] = (tokens - 1 if tokens >= 1 else tokens, now)
    return tokens >= 1


def refusal(faults: Iterable[Fault], target: Target, arn: str, account: str) -> AwsError | None:
    """What the first of these faults that refuses makes AWS say.

    It is in Cognito's spelling, or as the fault words it.
    """
    for fault in faults:
        if fault.kind == "throttling":
            return AwsError(_THROTTLED.get(target.service, "Throttling"), "Rate exceeded")
        if fault.kind == "server_error":
            code = _FAILED.get(target.service, "InternalFailure")
            return AwsError(code, "An internal error has occurred.", 500)
        if fault.kind == "access_denied":
            return access_denied(target, arn, account)
        if fault.kind == "expired_token":
            return AwsError(
                "ExpiredTokenException", "The security token included in the request is expired"
            )
        if fault.kind == "error":
            given = fault.described
            return AwsError(
                given.get("code", "InternalErrorException"),
                given.get("message", ""),
                given.get("status", 400),
            )
    return None


def access_denied(target: Target, arn: str, account: str) -> AwsError:
    """What IAM says where no policy allows the call."""
    resource = f"arn:aws:{target.service}:{target.region}:{account}:"
    resource += f"userpool/{target.pool}" if target.pool else "*"
    action = target.action
    return AwsError(
        "AccessDeniedException",
        f"User: {arn} is not authorized to perform: {action} on resource: {resource} "
        f"because no identity-based policy allows the {action} action",
    )
