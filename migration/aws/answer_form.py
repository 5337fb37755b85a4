"""What an answer has to look like: by the service's protocol, its model, and whoever reads it."""

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from math import isfinite
from types import MappingProxyType
from typing import Any

from migration.aws.question import clean
from migration.aws.timestamps import moment
from migration.bounded_json import DEEPEST, depth_within

QUOTED = 120  # characters of what came instead
_TOO_DEEP = f"it is nested too deep (more than {DEEPEST} levels)"

# What the readers of `migration.aws` rest on, beyond what the model says is always there: a member
# by its path, lists gone through item by item. A part that ends in ? need not be there.
REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ListUserPools": ("UserPools.Id",),
        "ListUsers": ("Users",),
        "CreateUserPool": ("UserPool.Id",),
        "CreateUserPoolClient": ("UserPoolClient.ClientId",),
        "DescribeUserPool": ("UserPool.Id",),
        "GetUserPoolMfaConfig": ("MfaConfiguration",),
        "DescribeUserPoolDomain": ("DomainDescription",),
        "ListIdentityProviders": ("Providers.ProviderName",),
        "DescribeIdentityProvider": (
            "IdentityProvider.ProviderName",
            "IdentityProvider.ProviderType",
        ),
        "ListUserPoolClients": ("UserPoolClients.ClientId",),
        "DescribeUserPoolClient": ("UserPoolClient.ClientId",),
        "ListResourceServers": ("ResourceServers.Identifier", "ResourceServers.Scopes?.ScopeName"),
        "ListGroups": ("Groups.GroupName",),
        "DescribeRiskConfiguration": ("RiskConfiguration",),
        "GetLogDeliveryConfiguration": ("LogDeliveryConfiguration",),
        "GetUICustomization": ("UICustomization",),
        "DescribeManagedLoginBrandingByClient": ("ManagedLoginBranding",),
        "DescribeStacks": (
            "Stacks.StackId",
            "Stacks.StackName",
            "Stacks.StackStatus",
            "Stacks.Parameters?.ParameterKey",
            "Stacks.Tags?.Key",
            "Stacks.Tags?.Value",
        ),
        "ListStacks": ("StackSummaries.StackName", "StackSummaries.StackStatus"),
        "ListExports": ("Exports.Name", "Exports.Value"),
        "ListStackResources": ("StackResourceSummaries.ResourceType",),
        "DescribeStackEvents": ("StackEvents.EventId",),
        "DescribeChangeSet": ("ChangeSetId", "ChangeSetName", "StackId", "Status"),
        "CreateChangeSet": ("Id",),
        "GetCallerIdentity": ("Account", "Arn"),
        "AssumeRole": (
            "Credentials.AccessKeyId",
            "Credentials.SecretAccessKey",
            "Credentials.SessionToken",
            "Credentials.Expiration",
        ),
        "GetRole": ("Role.Arn",),
        "SimulatePrincipalPolicy": (
            "EvaluationResults.EvalActionName",
            "EvaluationResults.EvalDecision",
        ),
        "GetSMSSandboxAccountStatus": ("IsInSandbox",),
        "GetSMSAttributes": ("attributes",),
        "Query": ("Items",),
        "CreateTable": ("TableDescription.TableStatus",),
        "UpdateContinuousBackups": (
            "ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus",
        ),
        "DescribeTable": (
            "Table.TableStatus",
            "Table.KeySchema.AttributeName",
            "Table.AttributeDefinitions.AttributeName",
        ),
        "GetMetricData": ("MetricDataResults.Id",),
        "GetAccount": ("ProductionAccessEnabled", "SendingEnabled"),
    }
)
# Texts that may be empty though somebody rests on the member.
_MAY_BE_EMPTY = frozenset({"Value"})
_IN_JSON = frozenset({"json", "rest-json"})
_IN_XML = frozenset({"query", "rest-xml", "ec2"})
FIRST_REFUSAL = 300  # the first status that is no yes


def mistake_in(operation: Any, answer: Mapping[str, Any]) -> str:
    """Why an answer cannot be the service's, in words; empty where it can.

    `operation` is botocore's model of it, `answer` has `status_code`, `headers` and `body`. What
    came is quoted without control characters, and of JSON not at all, since that can hold secrets.
    """
    protocol = str(operation.service_model.resolved_protocol)
    refused = int(answer["status_code"]) >= FIRST_REFUSAL
    try:
        if protocol in _IN_JSON:
            found = _in_json(operation, answer, refused=refused)
        elif protocol in _IN_XML:
            found = _in_xml(operation, answer, refused=refused)
        else:
            found = ""
        return found or next(_lacking(operation, protocol, answer, refused=refused), "")
    except RecursionError:
        return _TOO_DEEP


def _in_json(operation: Any, answer: Mapping[str, Any], *, refused: bool) -> str:
    kind = _kind(answer)
    if not refused and kind and "json" not in kind:
        return f"it is {clean(kind)[:QUOTED]} instead of JSON{_quoted(answer)}"
    body = answer["body"]
    if not body.strip() and (refused or operation.output_shape is None):
        return ""
    try:
        document = json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except ValueError:
        # a page of whoever stands in between is told apart by its status alone
        return "" if refused else f"it is no JSON{_quoted(answer)}"
    if not isinstance(document, dict):
        return f"it is {_named(document)} instead of a JSON object"
    if not depth_within(document, DEEPEST):
        return _TOO_DEEP
    if refused:
        texts = ("__type", "code", "message", "Message")
        wrong = [name for name in texts if not isinstance(document.get(name, ""), str | None)]
        return f"its {wrong[0]} is {_named(document[wrong[0]])}" if wrong else ""
    if operation.output_shape is None:
        return ""
    return next(_mistyped(operation.output_shape, document, ""), "")


def _in_xml(operation: Any, answer: Mapping[str, Any], *, refused: bool) -> str:
    kind = _kind(answer)
    if not refused and kind and "xml" not in kind:
        return f"it is {clean(kind)[:QUOTED]} instead of XML{_quoted(answer)}"
    if refused:
        return ""
    from xml.etree import ElementTree

    try:
        # expat ends entities that grow; the body has a bound
        root = ElementTree.fromstring(answer["body"])  # noqa: S314
    except (ElementTree.ParseError, ValueError, LookupError):
        return f"it is no XML{_quoted(answer)}"
    level = [root]
    for _ in range(DEEPEST):
        level = [part for element in level for part in element]
    if level:
        return _TOO_DEEP
    tag = root.tag.rpartition("}")[2]
    if tag != f"{operation.name}Response":
        return f"it answers with <{clean(tag)[:QUOTED]}>"
    return ""


def _lacking(
    operation: Any, protocol: str, answer: Mapping[str, Any], *, refused: bool
) -> Iterator[str]:
    """What botocore cannot read, and what is not there for its readers."""
    from botocore.parsers import ResponseParserError, ResponseParserFactory

    parsers = ResponseParserFactory()
    parsers.set_parser_defaults(timestamp_parser=moment)
    try:
        parsed = parsers.create_parser(protocol).parse(dict(answer), operation.output_shape)
    except ResponseParserError:
        yield f"it cannot be read{_quoted(answer)}"
        return
    except RecursionError:
        raise
    except Exception as error:  # noqa: BLE001 - the parser trips over what no service sends
        yield f"it does not hold to its form ({type(error).__name__})"
        return
    if refused:
        said = parsed.get("Error")
        texts = [said.get(name, "") for name in ("Code", "Message")] if said else []
        if not isinstance(said, Mapping) or not all(isinstance(t, str | None) for t in texts):
            yield "its refusal does not say which"
        return
    if operation.output_shape is not None:
        yield from _incomplete(operation.output_shape, parsed, "")
    for path in REQUIRED.get(operation.name, ()):
        yield from _absent(parsed, path.split("."), "")


def _incomplete(shape: Any, value: Any, path: str) -> Iterator[str]:
    """Members that the model says are always there, at every depth, and that are not.

    AWS answers a structure that is not set as an empty one (DescribeUserPoolDomain's
    `CustomDomainConfig`); a list of its own would be empty there, and not left out.
    """
    if shape.type_name == "structure" and isinstance(value, Mapping):
        unset = bool(path) and not value
        for name in shape.required_members:
            if unset and shape.members[name].type_name != "list":
                continue
            if value.get(name) is None:
                yield f"it has no {f'{path}.{name}' if path else name}"
        for name, member in shape.members.items():
            if value.get(name) is not None:
                yield from _incomplete(member, value[name], f"{path}.{name}" if path else name)
    elif shape.type_name == "list" and isinstance(value, list):
        if shape.member.type_name in _DEEP:
            for item in value:
                yield from _incomplete(shape.member, item, path)
    elif shape.type_name == "map" and isinstance(value, Mapping):
        for item in value.values():
            yield from _incomplete(shape.value, item, path)


def _absent(value: Any, path: list[str], above: str) -> Iterator[str]:
    if not path:
        return
    if isinstance(value, list):
        for item in value:
            yield from _absent(item, path, above)
        return
    name, optional = path[0].removesuffix("?"), path[0].endswith("?")
    held = value.get(name) if isinstance(value, Mapping) else None
    here = f"{above}.{name}" if above else name
    if held is None or (held == "" and name not in _MAY_BE_EMPTY):
        if not optional:
            yield f"it has no {here}"
        return
    yield from _absent(held, path[1:], here)


# --- raw JSON against the model -------------------------------------------------------------------

_TYPES: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {
        "structure": (dict,),
        "map": (dict,),
        "list": (list,),
        "string": (str,),
        "character": (str,),
        "blob": (str,),
        "boolean": (bool,),
        "integer": (int,),
        "long": (int,),
        "float": (int, float),
        "double": (int, float),
        "timestamp": (int, float, str),
    }
)
_PLAIN = frozenset({"string", "integer", "long", "float", "double", "timestamp"})
_DEEP = frozenset({"structure", "list", "map"})


def _plainly_right(type_name: str, items: list[Any]) -> bool:
    """Whether all are of one type, and of the right one: so are CloudWatch's many thousands."""
    kinds = set(map(type, items))
    if type_name not in _PLAIN or len(kinds) != 1 or not kinds <= {int, float, str}:
        return False
    (kind,) = kinds
    return kind in _TYPES[type_name] and (kind is not float or all(map(isfinite, items)))


def _mistyped(shape: Any, value: Any, path: str) -> Iterator[str]:
    """Members that are not of the type that the model has; a null is a member left out."""
    if value is None or getattr(shape, "is_document_type", False):
        return
    endless = isinstance(value, float) and not isfinite(value)
    wanted = _TYPES.get(shape.type_name, (object,))
    number = isinstance(value, bool) and bool not in wanted and object not in wanted
    whole = isinstance(value, float) and value.is_integer() and int in wanted
    if number or endless or not (isinstance(value, wanted) or whole):
        yield f"its {path or 'whole'} is {_named(value)} instead of a {shape.type_name}"
    elif shape.type_name == "structure":
        for name, member in shape.members.items():
            key = member.serialization.get("name", name)
            if key in value:
                yield from _mistyped(member, value[key], f"{path}.{name}" if path else name)
    elif shape.type_name == "map":
        for item in value.values():
            yield from _mistyped(shape.value, item, f"{path} value")
    elif shape.type_name == "list":
        right = _plainly_right(shape.member.type_name, value)
        for item in () if right else value:
            if item is None:
                yield f"its {path} holds null"
            yield from _mistyped(shape.member, item, f"{path} item")
    elif shape.type_name == "blob":
        try:
            b64decode(value, validate=True)
        except ValueError:
            yield f"its {path} is no base64"


def _no_number(name: str) -> None:
    message = f"{name} is no JSON"
    raise ValueError(message)


def _kind(answer: Mapping[str, Any]) -> str:
    headers = {str(name).lower(): value for name, value in answer["headers"].items()}
    return str(headers.get("content-type") or "").partition(";")[0].strip().lower()


def _named(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")


def _quoted(answer: Mapping[str, Any]) -> str:
    """What came instead, where it is a page: nothing of JSON or XML, which can hold secrets."""
    text = answer["body"][: 4 * QUOTED].decode("utf-8", "replace")
    page = text.lstrip("\ufeff \t\r\n").lower().startswith(("<!doctype html", "<html", "<head"))
    return f": “{clean(text)[:QUOTED]}…”" if page else ""
