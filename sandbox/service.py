"""The way of a request, from its bytes to those of the answer.

Who asks, and for what; whether it is well-formed; which faults are set; and then the operation
itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from uuid import uuid4
from zlib import crc32

from botocore.model import OperationNotFoundError

from sandbox import (
    api_gateway,
    cloudformation,
    cloudwatch,
    cognito,
    dynamodb,
    iam,
    models,
    ses,
    sns,
    sts,
    validation,
)
from sandbox.calls import Record
from sandbox.changes import make
from sandbox.cloudformation import updates
from sandbox.duplicate import duplicate
from sandbox.errors import AwsError
from sandbox.faults import Fault, Faults, Target, access_denied, refusal
from sandbox.mangling import HttpAnswer, mangled
from sandbox.protocol import json, query, rest
from sandbox.signature import Credential, Scope, read_scope, refusal_in_query, verify
from sandbox.state import Account, Asked, Document

_OPERATIONS = {
    models.COGNITO: cognito.OPERATIONS,
    models.CLOUDFORMATION: cloudformation.OPERATIONS,
    models.STS: sts.OPERATIONS,
    models.SES: ses.OPERATIONS,
    models.SNS: sns.OPERATIONS,
    models.IAM: iam.OPERATIONS,
    models.CLOUDWATCH: cloudwatch.OPERATIONS,
    models.API_GATEWAY: api_gateway.OPERATIONS,
    models.HTTP_APIS: api_gateway.OF_HTTP_APIS,
    models.DYNAMODB: dynamodb.OPERATIONS,
}
_VALIDATION_ERROR = {
    models.COGNITO: "InvalidParameterException",
    models.DYNAMODB: "ValidationException",
}
# The services that speak JSON, by the word before the operation's name.
_TARGETS = {
    models.COGNITO: "AWSCognitoIdentityProviderService",
    models.CLOUDWATCH: "GraniteServiceVersion20100801",
    models.DYNAMODB: "DynamoDB_20120810",
}
_DYNAMODB_ERRORS = "com.amazonaws.dynamodb.v20120810"


@dataclass(frozen=True)
class HttpRequest:
    """What came over the connection; the headers' names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Cut(Exception):
    """The connection is to be closed without an answer."""


class Aws:
    """One AWS: the account, the record of calls and the faults, behind one lock."""

    def __init__(self, account: Account) -> None:
        self.lock = Lock()
        self.account = account
        self._first = account.copy()
        self.calls = Record(self.lock)
        self.faults = Faults()

    def reset(self) -> None:
        """Everything as it was at the start."""
        self.faults.clear()
        with self.lock:
            self.account.take_from(self._first.copy())
            self.calls.clear()

    def answer(self, request: HttpRequest) -> HttpAnswer:
        """The answer to one request; raises `Cut` when there is to be none."""
        request_id = str(uuid4())
        in_json = "x-amz-target" in request.headers
        service = models.COGNITO
        try:
            scope = read_scope(request.headers.get("authorization", ""))
            service = models.signed_as(scope.service, request.path)
            caller = self._caller(scope, request)
            operation, parameters = _read(service, request, in_json=in_json)
            result, spoiling = self._carry_out(service, scope, caller, operation, parameters)
        except AwsError as error:
            return _refused(error, service, request_id, in_json=in_json)
        return mangled(_written(service, operation, result, request_id, in_json=in_json), spoiling)

    def _caller(self, scope: Scope, request: HttpRequest) -> Credential:
        with self.lock:
            credential = self.account.credential(scope.access_key)
        verify(scope, credential, request.method, request.path, request.headers, request.body)
        assert credential is not None
        return credential

    def _carry_out(
        self, service: str, scope: Scope, caller: Credential, operation: str, parameters: Document
    ) -> tuple[Document, list[Document]]:
        """What the operation gives, and the faults that spoil its answer."""
        pool = str(parameters.get("UserPoolId", ""))
        target = Target(service, operation, scope.region, pool, scope.access_key)
        # Whoever sees the call in the record may end the faults: it was struck before.
        striking = self.faults.striking(target)
        with self.lock:
            call = self.calls.add(service, operation, scope.region, scope.access_key, parameters)
        try:
            return self._under_faults(target, striking, caller, parameters)
        except AwsError as error:
            call.error = error.code
            raise
        except Cut:
            call.error = "Cut"
            raise
        finally:
            with self.lock:
                self.calls.end(call)

    def _under_faults(
        self, target: Target, striking: list[Fault], caller: Credential, parameters: Document
    ) -> tuple[Document, list[Document]]:
        service = target.service
        with self.lock:  # what somebody else does happens, whatever becomes of this call
            self._by_others(striking, "before")
        for fault in striking:
            if fault.kind == "latency":
                self.faults.delay(fault)
            elif fault.kind == "hang":
                self.faults.hang(fault)
                raise Cut
            elif fault.kind == "cut" and not fault.described.get("after"):
                raise Cut
        refused = refusal(striking, target, caller.arn, self.account.id)
        if refused is not None:
            raise refused
        if target.action in self.account.settings.denied_actions:
            raise access_denied(target, caller.arn, self.account.id)
        shape = models.request_shape(service, target.operation)
        validation.check(shape, parameters, _VALIDATION_ERROR.get(service, "ValidationError"))
        asked = Asked(self.account, target.region, parameters, caller, service, target.operation)
        with self.lock:
            updates.advance(self.account, self.account.clock.now())
            result = self._operate(
                asked, [fault for fault in striking if fault.kind == "lost_write"]
            )
            self._by_others(striking, "after")
        if any(fault.kind == "cut" for fault in striking):
            raise Cut
        return result, [fault.described for fault in striking if fault.kind == "answer"]

    def _operate(self, asked: Asked, lost: list[Fault]) -> Document:
        before = self.account.copy() if lost else None
        # A copy, since the answer is written after the lock is let go.
        result = duplicate(_OPERATIONS[asked.service][asked.operation](asked))
        if before is not None:
            members = [member for fault in lost for member in fault.described.get("members", ())]
            if members and "ClientId" in asked.parameters:
                _take_back(asked, before, members)
            else:
                self.account.take_from(before)
        return result

    def _by_others(self, striking: list[Fault], when: str) -> None:
        for fault in striking:
            if fault.kind == "change" and fault.described.get("when", "before") == when:
                make(self.account, fault.described["change"])


def _take_back(asked: Asked, before: Account, members: list[str]) -> None:
    client_id = asked.parameters["ClientId"]
    client = asked.pool.clients[client_id]
    former = before.pool(asked.pool.id, asked.region).clients[client_id]
    for member in members:
        if member in former:
            client[member] = former[member]
        else:
            client.pop(member, None)


def _read(service: str, request: HttpRequest, *, in_json: bool) -> tuple[str, Document]:
    """The operation and its members.

    Raises the error that AWS gives for an operation that it does not know.
    """
    operations = _OPERATIONS.get(service, {})
    if service in models.IN_REST:
        model = models.service_model(service)
        return rest.operation_at(model, request.method, request.path, operations)
    if in_json:
        prefix, _, operation = request.headers["x-amz-target"].partition(".")
        if _TARGETS.get(service) != prefix or operation not in operations:
            raise AwsError("UnknownOperationException", "")
        return operation, json.read(request.body)
    form = query.read_form(request.body)
    operation = form.get("Action", "")
    if service in _TARGETS or operation not in operations:
        raise AwsError(
            "InvalidAction",
            f"Could not find operation {operation} for version {form.get('Version', '')}",
        )
    try:
        shape = models.request_shape(service, operation)
    except OperationNotFoundError:
        raise AwsError("InvalidAction", f"Could not find operation {operation}") from None
    return operation, query.read(shape, form)


def _written(
    service: str, operation: str, result: Document, request_id: str, *, in_json: bool
) -> HttpAnswer:
    shape = models.answer_shape(service, operation)
    if service in models.IN_REST:
        return HttpAnswer(200, rest.CONTENT_TYPE, rest.write(shape, result), request_id)
    if in_json:
        written = json.write(shape, result)
        # botocore holds a body to this sum where an answer has it.
        headers = {"x-amz-crc32": str(crc32(written))} if service == models.DYNAMODB else {}
        return HttpAnswer(200, json.content_type(service), written, request_id, headers)
    body = query.write(models.operation_model(service, operation), result, request_id)
    return HttpAnswer(200, query.CONTENT_TYPE, body, request_id)


def _refused(error: AwsError, service: str, request_id: str, *, in_json: bool) -> HttpAnswer:
    if service in models.IN_REST:
        return HttpAnswer(
            error.status, rest.CONTENT_TYPE, json.write_error(error.code, error.message), request_id
        )
    if in_json:
        headers = {}
        if service == models.CLOUDWATCH:
            # It spoke the query protocol once, and goes on to say that protocol's code as well.
            side = "Sender" if error.status < 500 else "Receiver"
            headers = {"x-amzn-query-error": f"{refusal_in_query(error, service).code};{side}"}
        code = f"{_DYNAMODB_ERRORS}#{error.code}" if service == models.DYNAMODB else error.code
        return HttpAnswer(
            error.status,
            json.content_type(service),
            json.write_error(code, error.message),
            request_id,
            headers,
        )
    error = refusal_in_query(error, service)
    known = service if service in models.IN_QUERY else models.STS
    namespace = models.service_model(known).metadata["xmlNamespace"]
    code = models.error_code(known, error.code)
    body = query.write_error(namespace, code, error.message, error.status, request_id)
    return HttpAnswer(error.status, query.CONTENT_TYPE, body, request_id)
