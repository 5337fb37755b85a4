"""REST with JSON answers, as Amazon SES and API Gateway speak it.

Method and path name the operation; its members stand in the path and in the query.
"""

import json
import re
from collections.abc import Container
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from botocore.model import ListShape, OperationModel, ServiceModel, Shape, StructureShape

from sandbox.errors import AwsError

CONTENT_TYPE = "application/json"


def operation_at(
    model: ServiceModel, method: str, path: str, known: Container[str]
) -> tuple[str, dict[str, Any]]:
    """The operation that stands at a path, and its members.

    Raises `NotFoundException` where there is none.
    """
    asked = urlsplit(path)
    for name in model.operation_names:
        if name not in known:
            continue
        operation = model.operation_model(name)
        found = _in_path(operation.http["requestUri"], asked.path)
        if operation.http["method"] == method and found is not None:
            given = {**found, **dict(parse_qsl(asked.query))}
            return str(name), _members(operation, given)
    raise AwsError("NotFoundException", f"No operation stands at {method} {path}.", 404)


def _in_path(template: str, path: str) -> dict[str, str] | None:
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(urlsplit(template).path))
    found = re.fullmatch(pattern, path)
    return {name: unquote(text) for name, text in found.groupdict().items()} if found else None


def _members(operation: OperationModel, given: dict[str, str]) -> dict[str, Any]:
    """The request's members, by the names of the model, numbers as numbers."""
    shape: Any = operation.input_shape
    members = {} if shape is None else shape.members
    return {
        name: int(given[sent]) if member.type_name == "integer" else given[sent]
        for name, member in members.items()
        if (sent := member.serialization.get("name", name)) in given
    }


def write(shape: Shape | None, result: dict[str, Any]) -> bytes:
    """An answer's body, under the names that the service sends."""
    return json.dumps({} if shape is None else _sent(shape, result), separators=(",", ":")).encode()


def _sent(shape: Shape, value: Any) -> Any:
    if isinstance(shape, StructureShape):
        return {
            shape.members[name].serialization.get("name", name): _sent(shape.members[name], member)
            for name, member in value.items()
            if member is not None
        }
    if isinstance(shape, ListShape):
        return [_sent(shape.member, item) for item in value]
    return value
