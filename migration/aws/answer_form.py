"""What an answer has to look like: by the service's protocol, its model, and whoever reads it."""

import json
from collections.abc import Iterator, Mapping
from math import isinf
from typing import Any

from migration.aws.answer_members import REQUIRED, absent, incomplete
from migration.aws.answer_types import mistyped, named
from migration.aws.safe_text import clean
from migration.aws.timestamps import moment
from migration.bounded_json import DEEPEST, depth_within

QUOTED = 120  # characters of what came instead
_TOO_DEEP = f"it is nested too deep (more than {DEEPEST} levels)"
_IN_JSON = frozenset({"json", "rest-json"})
_IN_XML = frozenset({"query", "rest-xml", "ec2"})
FIRST_REFUSAL = 300  # the first status that is no yes
READ = "read by Poolwalk"


def mistake_in(operation: Any, answer: dict[str, Any]) -> str:
    """Why an answer cannot be the service's, in words; empty where it can.

    `operation` is botocore's model of it, `answer` has `status_code`, `headers` and `body`, and is
    given what botocore reads of it as `READ`: nobody reads it twice. What came is quoted without
    control characters, and of JSON not at all, since that can hold secrets.
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
        document = json.loads(
            body.decode("utf-8"),
            parse_constant=_no_number,
            parse_float=_finite,
            object_pairs_hook=_each_once,
        )
    except ValueError:
        # a page of whoever stands in between is told apart by its status alone
        return "" if refused else f"it is no JSON{_quoted(answer)}"
    if not isinstance(document, dict):
        return f"it is {named(document)} instead of a JSON object"
    if not depth_within(document, DEEPEST):
        return _TOO_DEEP
    if refused:
        texts = ("__type", "code", "message", "Message")
        wrong = [name for name in texts if not isinstance(document.get(name, ""), str | None)]
        return f"its {wrong[0]} is {named(document[wrong[0]])}" if wrong else ""
    if operation.output_shape is None:
        return ""
    return next(mistyped(operation.output_shape, document, ""), "")


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
    operation: Any, protocol: str, answer: dict[str, Any], *, refused: bool
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
        yield from incomplete(operation.output_shape, parsed, "")
    for path in REQUIRED.get(operation.name, ()):
        yield from absent(parsed, path.split("."), "")
    answer[READ] = parsed


def _no_number(name: str) -> None:
    message = f"{name} is no JSON"
    raise ValueError(message)


def _finite(digits: str) -> float:
    number = float(digits)
    if isinf(number):
        _no_number(digits)
    return number


def _each_once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of which no member comes twice: the second could be an empty list."""
    found = dict(members)
    if len(found) != len(members):
        message = "a member comes twice"
        raise ValueError(message)
    return found


def _kind(answer: Mapping[str, Any]) -> str:
    headers = {str(name).lower(): value for name, value in answer["headers"].items()}
    return str(headers.get("content-type") or "").partition(";")[0].strip().lower()


def _quoted(answer: Mapping[str, Any]) -> str:
    """What came instead, where it is a page: nothing of JSON or XML, which can hold secrets."""
    text = answer["body"][: 4 * QUOTED].decode("utf-8", "replace")
    page = text.lstrip("\ufeff \t\r\n").lower().startswith(("<!doctype html", "<html", "<head"))
    return f": “{clean(text)[:QUOTED]}…”" if page else ""
