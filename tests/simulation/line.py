"""The line to the practice AWS: within this process, and with its own bad days."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError
from urllib3.response import HTTPResponse

from sandbox.mangling import HttpAnswer
from sandbox.service import Aws, Cut, HttpRequest
from tests.practice_aws import NEW_POOL
from tests.simulation.documents import Leaves, Resource

ENDPOINT = "http://127.0.0.1:1"
UNANSWERED_SECONDS = 20.0  # until Poolwalk does not wait for an answer any more

# Which resource an operation is about, and the member that names it.
_ABOUT: Mapping[str, tuple[str, str]] = {
    "DescribeUserPool": ("pool", ""),
    "UpdateUserPool": ("pool", ""),
    "DescribeUserPoolClient": ("client", "ClientId"),
    "UpdateUserPoolClient": ("client", "ClientId"),
    "DescribeIdentityProvider": ("provider", "ProviderName"),
    "CreateIdentityProvider": ("provider", "ProviderName"),
    "UpdateIdentityProvider": ("provider", "ProviderName"),
    "DeleteIdentityProvider": ("provider", "ProviderName"),
    "DescribeUserPoolDomain": ("domain", "Domain"),
    "CreateUserPoolDomain": ("domain", "Domain"),
    "UpdateUserPoolDomain": ("domain", "Domain"),
    "DeleteUserPoolDomain": ("domain", "Domain"),
    "GetUICustomization": ("look", "ClientId"),
    "SetUICustomization": ("look", "ClientId"),
    "DescribeStacks": ("stack", "StackName"),
    "ExecuteChangeSet": ("stack", "StackName"),
    "CreateChangeSet": ("stack", "StackName"),
    "DeleteChangeSet": ("stack", "StackName"),
}


def is_on_the_line(url: str) -> bool:
    """Whether a request to this address is carried by a line."""
    return url.startswith(f"{ENDPOINT}/")


@dataclass
class Exchange:
    """One request, and what is known of it."""

    access_key: str
    operation: str
    parameters: Mapping[str, Any]
    request: HttpRequest
    intent: int = 0  # the number of the intent that it carries out
    base: Leaves = field(default_factory=dict)  # what the resource held when it was read last

    @property
    def is_write(self) -> bool:
        return not self.operation.startswith(("Describe", "List", "Get", "Simulate", "Query"))

    @property
    def is_of_the_record(self) -> bool:
        """Whether it is about a team's table, and no pool."""
        return self.operation in {"PutItem", "Query", "DescribeTable"}

    @property
    def about(self) -> Resource | None:
        """The resource of the new pool, or the stack, that it is about."""
        kind, member = _ABOUT.get(self.operation, ("", ""))
        name = str(self.parameters.get(member, "")) if member else ""
        if kind == "stack":
            return (name.split(":")[3], kind, name) if name.startswith("arn:") else None
        pool = self.parameters.get("UserPoolId", NEW_POOL if kind == "domain" else "")
        return (NEW_POOL, kind, name) if kind and pool == NEW_POOL else None


def request_of(request: Any) -> HttpRequest:
    """What botocore is about to send, as the practice AWS takes it."""
    # botocore's own, past its `items()`, which looks each up again: nine tenths of the time
    headers = {
        str(name).lower(): value.decode() if isinstance(value, bytes) else str(value)
        for name, value in request.headers._dict.items()
    }
    parts = urlsplit(request.url)
    headers.setdefault("host", parts.netloc)
    body = request.body or b""
    body = body.encode() if isinstance(body, str) else bytes(body)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return HttpRequest(request.method, path, headers, body)


def exchange_of(request: Any) -> Exchange:
    """What botocore is about to send, and what is known of it."""
    sent = request_of(request)
    access_key = sent.headers["authorization"].partition("Credential=")[2].partition("/")[0]
    target = sent.headers.get("x-amz-target", "")
    if target:
        operation, parameters = target.rpartition(".")[2], json.loads(sent.body or b"{}")
    else:
        parameters = dict(parse_qsl(sent.body.decode()))
        operation = parameters.get("Action", "Get")
    return Exchange(access_key, operation, parameters, sent)


class _Whole(BytesIO):
    """A body that came whole and as it is, read as urllib3's answers are.

    Making one of those took longer than the practice AWS took to answer.
    """

    def read1(self, size: int | None = -1, /, *, decode_content: bool = True) -> bytes:
        del decode_content
        return super().read1(size)

    def stream(self) -> Iterator[bytes]:
        """What is left of it."""
        yield self.read()

    def release_conn(self) -> None:
        """There is none."""


def answered(url: str, answer: HttpAnswer) -> AWSResponse:
    """The answer as botocore has it from its own session."""
    promised = len(answer.body) if answer.promised is None else answer.promised
    headers = {
        "Content-Type": answer.content_type,
        "Content-Length": str(promised),
        "x-amzn-RequestId": answer.request_id,
        **answer.headers,
    }
    if answer.promised is None and "Content-Encoding" not in headers:
        return AWSResponse(url, answer.status, headers, _Whole(answer.body))  # type: ignore[arg-type]
    raw = HTTPResponse(
        BytesIO(answer.body),
        headers=headers,
        status=answer.status,
        preload_content=False,
        enforce_content_length=True,
    )
    return AWSResponse(url, answer.status, raw.headers, raw)  # type: ignore[arg-type]


@dataclass
class Line:
    """Carries requests. `leaves` is told before each, `arrived` of what AWS did, `came` after."""

    aws: Aws
    leaves: Callable[[Exchange], None]
    late: Callable[[Exchange], bool]
    arrives: Callable[[Exchange, Callable[[], HttpAnswer]], HttpAnswer]
    came: Callable[[Exchange], None]

    def send(self, request: Any) -> AWSResponse:
        """In the place of `URLLib3Session.send`."""
        exchange = exchange_of(request)
        self.leaves(exchange)
        if self.late(exchange):
            self.came(exchange)
            raise ReadTimeoutError(endpoint_url=request.url)
        try:
            answer = self.arrives(exchange, lambda: self.aws.answer(exchange.request))
        except Cut:
            self.came(exchange)
            raise ConnectionClosedError(endpoint_url=request.url) from None
        self.came(exchange)
        return answered(request.url, answer)
