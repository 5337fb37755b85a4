"""Members that AWS answers with and that the installed botocore does not know.

botocore drops them while it parses. An Update resets what a request leaves out, so a resource that
has one is not written; everything else goes on, with the member in its document as it came.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from migration.aws.plain_documents import METADATA

DEEP = frozenset({"structure", "list", "map"})  # types whose values have members of their own

# The resources that a write can reset, and where their description stands.
DESCRIBED: Mapping[str, tuple[str, str]] = {
    "UpdateUserPool": ("DescribeUserPool", "UserPool"),
    "UpdateUserPoolClient": ("DescribeUserPoolClient", "UserPoolClient"),
    "UpdateIdentityProvider": ("DescribeIdentityProvider", "IdentityProvider"),
    "CreateIdentityProvider": ("DescribeIdentityProvider", "IdentityProvider"),
    "UpdateUserPoolDomain": ("DescribeUserPoolDomain", "DomainDescription"),
    "CreateUserPoolDomain": ("DescribeUserPoolDomain", "DomainDescription"),
    "SetUICustomization": ("GetUICustomization", "UICustomization"),
}


def unknown_members(
    service_model: Any, operation: str, document: Mapping[str, Any] | None
) -> tuple[str, ...]:
    """The paths, with dots, of what a description has beyond the model; none for other operations.

    `operation` is the write that would send the resource again.
    """
    describe, member = DESCRIBED.get(operation, ("", ""))
    if not describe or document is None:
        return ()
    shape = service_model.operation_model(describe).output_shape.members[member]
    return tuple(".".join(path) for path in _unknown(shape, document, ()))


def carry_unknown(operation: Any, body: bytes, parsed: dict[str, Any]) -> None:
    """Put what botocore dropped of an answer back into it, as it came.

    Into the description that the answer is about, where it stood beside that.
    """
    shape = operation.output_shape
    if shape is None:
        return
    protocol = str(operation.service_model.resolved_protocol)
    if protocol in {"json", "rest-json"}:
        _carry(shape, json.loads(body or b"{}"), parsed)
    elif protocol == "query":
        from xml.etree import ElementTree

        root = ElementTree.fromstring(body)  # noqa: S314 - looked at before
        wrapper = shape.serialization.get("resultWrapper")
        found = root.find(f"{{*}}{wrapper}") if wrapper else root
        if found is not None:
            _carry_xml(shape, found, parsed)


def _carry(shape: Any, raw: Any, parsed: Any) -> None:
    if raw is None or parsed is None:
        return
    if shape.type_name == "structure":
        names = {
            shape.members[name].serialization.get("name", name): name for name in shape.members
        }
        for key, value in raw.items():
            if key in names:
                _carry(shape.members[names[key]], value, parsed.get(names[key]))
            elif value is not None and key != METADATA:  # botocore's own, and no member of AWS's
                parsed[key] = value
    elif shape.type_name == "list" and shape.member.type_name in DEEP:
        for item, held in zip(raw, parsed, strict=False):
            _carry(shape.member, item, held)
    elif shape.type_name == "map":
        for key, value in raw.items():
            _carry(shape.value, value, parsed.get(key))


def _carry_xml(shape: Any, element: Any, parsed: Any) -> None:
    if parsed is None:
        return
    if shape.type_name == "structure":
        names = {
            shape.members[name].serialization.get("name", name): name for name in shape.members
        }
        for child in element:
            key = _tag(child)
            if key in names:
                _carry_xml(shape.members[names[key]], child, parsed.get(names[key]))
            elif isinstance(parsed, dict) and key != METADATA:
                parsed[key] = _plain(child)
    elif shape.type_name == "list" and isinstance(parsed, list):
        for child, held in zip(element, parsed, strict=False):
            _carry_xml(shape.member, child, held)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _plain(element: Any) -> Any:
    return {_tag(child): _plain(child) for child in element} or (element.text or "")


def _unknown(shape: Any, value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if shape.type_name == "structure" and isinstance(value, Mapping):
        for name, item in value.items():
            if name in shape.members:
                yield from _unknown(shape.members[name], item, (*path, name))
            else:
                yield (*path, name)
    elif shape.type_name == "list" and isinstance(value, list | tuple):
        for item in value:
            yield from _unknown(shape.member, item, path)
    elif shape.type_name == "map" and isinstance(value, Mapping):
        for key, item in value.items():
            yield from _unknown(shape.value, item, (*path, key))
