"""Checks a request against the service model, before any rule of the service itself.

AWS does so too, and the words are those of AWS's answers ("1 validation error detected: Value '…'
at 'domain' failed to satisfy constraint: …"). Members that the model does not know are refused
here, where AWS would ignore them (`beliefs.STRICT_MEMBERS`): a name typed wrong must not look like
a write that worked.
"""

from collections.abc import Iterator, Mapping

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

from sandbox.errors import AwsError
from sandbox.patterns import matches

_TYPE_NAMES = {
    "string": "String",
    "integer": "Integer",
    "long": "Long",
    "boolean": "Boolean",
    "list": "List",
    "map": "Map",
}
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "blob": (str,),
    "integer": (int,),
    "long": (int,),
    "double": (int, float),
    "float": (int, float),
    "timestamp": (int, float),
    "boolean": (bool,),
    "list": (list,),
    "map": (dict,),
    "structure": (dict,),
}
_CUSTOM_DOMAIN_MEMBER = "DomainType"


def check(shape: Shape | None, parameters: Mapping[str, object], error: str) -> None:
    """Raise `AwsError` with the code `error` and every violation in one message.

    The code is `SerializationException` for a wrong type.
    """
    if shape is None:
        return
    found = list(_violations(shape, parameters, ""))
    if found:
        plural = "error" if len(found) == 1 else "errors"
        raise AwsError(error, f"{len(found)} validation {plural} detected: {'; '.join(found)}")


def _violations(shape: Shape, value: object, path: str) -> Iterator[str]:
    _check_type(shape, value)
    if isinstance(value, dict) and isinstance(shape, StructureShape):
        yield from _structure(shape, value, path)
    elif isinstance(value, dict) and isinstance(shape, MapShape):
        yield from _map(shape, value, path)
    elif isinstance(value, list) and isinstance(shape, ListShape):
        yield from _list(shape, value, path)
    else:
        yield from (
            _said(shape, value, path, constraint) for constraint in broken_constraints(shape, value)
        )


def _structure(shape: StructureShape, value: Mapping[str, object], path: str) -> Iterator[str]:
    if shape.metadata.get("document"):
        return
    for name in value:
        if name not in shape.members:
            yield (
                f"Value at '{_joined(path, name)}' failed to satisfy constraint:"
                " Member is not known"
            )
    for name in shape.required_members:
        if value.get(name) is None:
            yield (
                f"Value null at '{_joined(path, name)}' failed to satisfy constraint: Member must"
                " not be null"
            )
    for name, member in shape.members.items():
        if value.get(name) is not None:
            yield from _violations(member, value[name], _joined(path, name))


def _list(shape: ListShape, value: list[object], path: str) -> Iterator[str]:
    yield from (_said(shape, value, path, constraint) for constraint in _length(shape, len(value)))
    simple = not isinstance(shape.member, StructureShape | ListShape | MapShape)
    for number, item in enumerate(value, start=1):
        if simple:
            _check_type(shape.member, item)
            if any(broken_constraints(shape.member, item)):
                yield _said(
                    shape.member,
                    value,
                    path,
                    f"Member must satisfy constraint: [{_all_constraints(shape.member)}]",
                )
                return
        else:
            yield from _violations(shape.member, item, f"{path}.{number}.member")


def _map(shape: MapShape, value: Mapping[str, object], path: str) -> Iterator[str]:
    yield from (_said(shape, value, path, constraint) for constraint in _length(shape, len(value)))
    for key, item in value.items():
        if any(broken_constraints(shape.key, key)):
            yield _said(
                shape.key,
                value,
                path,
                f"Map keys must satisfy constraint: [{_all_constraints(shape.key)}]",
            )
        if isinstance(shape.value, StructureShape):
            yield from _violations(shape.value, item, f"{path}.{key}.member")
            continue
        _check_type(shape.value, item)
        if any(broken_constraints(shape.value, item)):
            yield _said(
                shape.value,
                value,
                path,
                f"Map value must satisfy constraint: [{_all_constraints(shape.value)}]",
            )


def broken_constraints(shape: Shape, value: object) -> Iterator[str]:
    """What a single string or number breaks, in AWS's words."""
    if isinstance(value, str):
        yield from _length(shape, len(value))
        pattern = shape.metadata.get("pattern")
        if pattern and not (_may_be_a_custom_domain(shape, value) or matches(pattern, value)):
            yield f"Member must satisfy regular expression pattern: {pattern}"
        if isinstance(shape, StringShape) and shape.enum and value not in shape.enum:
            yield f"Member must satisfy enum value set: [{', '.join(shape.enum)}]"
    elif isinstance(value, int | float) and not isinstance(value, bool):
        low, high = shape.metadata.get("min"), shape.metadata.get("max")
        if low is not None and value < low:
            yield f"Member must have value greater than or equal to {low}"
        if high is not None and value > high:
            yield f"Member must have value less than or equal to {high}"


def _may_be_a_custom_domain(shape: Shape, value: str) -> bool:
    # The model's pattern has no dot, yet the same member takes `auth.example.com`; the prefix's own
    # rule is held later.
    return shape.name == _CUSTOM_DOMAIN_MEMBER and "." in value


def _length(shape: Shape, length: int) -> Iterator[str]:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and length < low:
        yield f"Member must have length greater than or equal to {low}"
    if high is not None and length > high:
        yield f"Member must have length less than or equal to {high}"


def _all_constraints(shape: Shape) -> str:
    said = []
    if "max" in shape.metadata:
        said.append(f"Member must have length less than or equal to {shape.metadata['max']}")
    if "min" in shape.metadata:
        said.append(f"Member must have length greater than or equal to {shape.metadata['min']}")
    if "pattern" in shape.metadata:
        said.append(f"Member must satisfy regular expression pattern: {shape.metadata['pattern']}")
    if isinstance(shape, StringShape) and shape.enum:
        said.append(f"Member must satisfy enum value set: [{', '.join(shape.enum)}]")
    return ", ".join(said)


def _said(shape: Shape, value: object, path: str, constraint: str) -> str:
    if shape.metadata.get("sensitive"):
        return f"Value at '{path}' failed to satisfy constraint: {constraint}"
    if isinstance(value, list):
        shown = "[" + ", ".join(str(item) for item in value) + "]"
    elif isinstance(value, dict):
        shown = "{" + ", ".join(f"{key}={item}" for key, item in value.items()) + "}"
    else:
        shown = str(value)
    return f"Value '{shown}' at '{path}' failed to satisfy constraint: {constraint}"


def _joined(path: str, name: str) -> str:
    camel = name[:1].lower() + name[1:]
    return f"{path}.{camel}" if path else camel


def _check_type(shape: Shape, value: object) -> None:
    expected = _TYPES[shape.type_name]
    if isinstance(value, expected) and not (isinstance(value, bool) and bool not in expected):
        return
    given = {str: "STRING_VALUE", bool: "TRUE_VALUE" if value else "FALSE_VALUE"}.get(
        type(value), "NUMBER_VALUE"
    )
    if isinstance(value, dict | list):
        raise AwsError(
            "SerializationException", "Start of structure or map found where not expected."
        )
    wanted = _TYPE_NAMES.get(shape.type_name, shape.type_name)
    raise AwsError(
        "SerializationException",
        f"{given} can not be converted to a{'n' if wanted[0] in 'AEIO' else ''} {wanted}",
    )
