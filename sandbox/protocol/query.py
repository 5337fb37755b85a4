"""The query protocol, as CloudFormation, STS, SNS and IAM speak it.

A form with dotted names comes in, XML goes out.
"""

from typing import Any
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

from sandbox.clock import iso8601
from sandbox.errors import AwsError, validation_error

CONTENT_TYPE = "text/xml"


def read_form(body: bytes) -> dict[str, str]:
    """The form's fields, empty ones too: an empty field is how a client sends an empty list."""
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def read(shape: Shape | None, form: dict[str, str]) -> dict[str, Any]:
    """The request's members with their types.

    Raises `AwsError` for fields that no member takes and for malformed numbers.
    """
    left = {name: value for name, value in form.items() if name not in {"Action", "Version"}}
    members = _take(shape, "", left) if isinstance(shape, StructureShape) else {}
    if left:
        raise validation_error(f"Unknown parameter: {', '.join(sorted(left))}")
    return members if isinstance(members, dict) else {}


def write(model: OperationModel, result: dict[str, Any], request_id: str) -> bytes:
    """An answer's body.

    Raises `KeyError` when the answer has a member that the model does not know.
    """
    namespace = model.service_model.metadata["xmlNamespace"]
    inner = ""
    if model.output_shape is not None:
        wrapper = model.output_shape.serialization.get("resultWrapper", f"{model.name}Result")
        inner = f"<{wrapper}>{_xml(model.output_shape, result)}</{wrapper}>"
    metadata = f"<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata>"
    tag = f"{model.name}Response"
    return f'<{tag} xmlns="{namespace}">{inner}{metadata}</{tag}>'.encode()


def write_error(namespace: str, code: str, message: str, status: int, request_id: str) -> bytes:
    """A refusal's body."""
    fault = "Sender" if status < 500 else "Receiver"
    said = (
        f"<Error><Type>{fault}</Type><Code>{escape(code)}</Code>"
        f"<Message>{escape(message)}</Message></Error>"
    )
    return (
        "<ErrorResponse"
        f' xmlns="{namespace}">{said}<RequestId>{request_id}</RequestId></ErrorResponse>'.encode()
    )


def _take(shape: Shape, prefix: str, left: dict[str, str]) -> object:
    if isinstance(shape, StructureShape):
        found = {}
        for name, member in shape.members.items():
            value = _take(
                member, _joined(prefix, str(member.serialization.get("name", name))), left
            )
            if value is not None:
                found[name] = value
        return found or None if prefix else found
    if isinstance(shape, ListShape):
        return _take_list(shape, prefix, left)
    if isinstance(shape, MapShape):
        return _take_map(shape, prefix, left)
    return _typed(shape, left.pop(prefix)) if prefix in left else None


def _take_list(shape: ListShape, prefix: str, left: dict[str, str]) -> object:
    if left.get(prefix) == "":
        del left[prefix]
        return []
    base = (
        prefix
        if shape.serialization.get("flattened")
        else f"{prefix}.{shape.member.serialization.get('name', 'member')}"
    )
    items: list[object] = []
    while (item := _take(shape.member, f"{base}.{len(items) + 1}", left)) is not None:
        items.append(item)
    return items or None


def _take_map(shape: MapShape, prefix: str, left: dict[str, str]) -> object:
    entries = {}
    number = 1
    while (key := left.pop(f"{prefix}.entry.{number}.key", None)) is not None:
        entries[key] = _take(shape.value, f"{prefix}.entry.{number}.value", left)
        number += 1
    return entries or None


def _typed(shape: Shape, text: str) -> object:
    if shape.type_name == "boolean":
        if text not in {"true", "false"}:
            raise AwsError(
                "MalformedInput", f"boolean must follow xsd1.1 definition, found {text!r}"
            )
        return text == "true"
    if shape.type_name in {"integer", "long"}:
        try:
            return int(text)
        except ValueError:
            raise AwsError("MalformedInput", f"{text!r} is not an integer") from None
    return text


def _joined(prefix: str, name: str) -> str:
    return f"{prefix}.{name}" if prefix else name


def _xml(shape: Shape, value: Any) -> str:
    if isinstance(shape, StructureShape):
        return "".join(
            f"<{name}>{_xml(shape.members[name], member)}</{name}>"
            for name, member in value.items()
            if member is not None
        )
    if isinstance(shape, ListShape):
        tag = shape.member.serialization.get("name", "member")
        return "".join(f"<{tag}>{_xml(shape.member, item)}</{tag}>" for item in value)
    if isinstance(shape, MapShape):
        entries = (
            f"<key>{escape(key)}</key><value>{_xml(shape.value, item)}</value>"
            for key, item in value.items()
        )
        return "".join(f"<entry>{entry}</entry>" for entry in entries)
    if shape.type_name == "timestamp":
        return iso8601(value)
    if shape.type_name == "boolean":
        return "true" if value else "false"
    return escape(str(value))
