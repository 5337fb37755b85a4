"""JSON 1.1, as Cognito speaks it, and 1.0, as CloudWatch does.

The operation in a header, a JSON object each way.
"""

import json
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from sandbox import models
from sandbox.errors import AwsError


def content_type(service: str) -> str:
    """What an answer's body is."""
    return f"application/x-amz-json-{models.service_model(service).metadata['jsonVersion']}"


def read(body: bytes) -> dict[str, Any]:
    """The request's members; raises `SerializationException` when the body is no JSON object.

    A null is a member left out.
    """
    try:
        parameters = json.loads(body or b"{}")
    except ValueError:
        raise AwsError("SerializationException", "Unexpected token in the request body.") from None
    if not isinstance(parameters, dict):
        raise AwsError("SerializationException", "Start of structure or map expected.")
    return {name: value for name, value in parameters.items() if value is not None}


def write(shape: Shape | None, result: dict[str, Any]) -> bytes:
    """An answer's body.

    Raises `KeyError` when the answer has a member that the model does not know: AWS has none
    either.
    """
    document = {} if shape is None else _held_to(shape, result)
    return json.dumps(document, separators=(",", ":")).encode()


def write_error(code: str, message: str) -> bytes:
    """A refusal's body."""
    return json.dumps({"__type": code, "message": message}).encode()


def _held_to(shape: Shape, value: Any) -> Any:
    if isinstance(shape, StructureShape) and not shape.metadata.get("document"):
        return {
            name: _held_to(shape.members[name], member)
            for name, member in value.items()
            if member is not None
        }
    if isinstance(shape, ListShape):
        return [_held_to(shape.member, item) for item in value]
    if isinstance(shape, MapShape):
        return {key: _held_to(shape.value, item) for key, item in value.items()}
    return value
