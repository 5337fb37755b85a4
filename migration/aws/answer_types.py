"""Raw JSON of an answer, against the types that the service's model has."""

from base64 import b64decode
from collections.abc import Iterator, Mapping
from math import isfinite
from types import MappingProxyType
from typing import Any

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


def _plainly_right(type_name: str, items: list[Any]) -> bool:
    """Whether all are of one type, and of the right one: so are CloudWatch's many thousands."""
    kinds = set(map(type, items))
    if type_name not in _PLAIN or len(kinds) != 1 or not kinds <= {int, float, str}:
        return False
    (kind,) = kinds
    return kind in _TYPES[type_name] and (kind is not float or all(map(isfinite, items)))


def mistyped(shape: Any, value: Any, path: str) -> Iterator[str]:
    """Members that are not of the type that the model has; a null is a member left out."""
    if value is None or getattr(shape, "is_document_type", False):
        return
    endless = isinstance(value, float) and not isfinite(value)
    wanted = _TYPES.get(shape.type_name, (object,))
    number = isinstance(value, bool) and bool not in wanted and object not in wanted
    whole = isinstance(value, float) and value.is_integer() and int in wanted
    if number or endless or not (isinstance(value, wanted) or whole):
        yield f"its {path or 'whole'} is {named(value)} instead of a {shape.type_name}"
    elif shape.type_name == "structure":
        for name, member in shape.members.items():
            key = member.serialization.get("name", name)
            if key in value:
                yield from mistyped(member, value[key], f"{path}.{name}" if path else name)
    elif shape.type_name == "map":
        for item in value.values():
            yield from mistyped(shape.value, item, f"{path} value")
    elif shape.type_name == "list":
        right = _plainly_right(shape.member.type_name, value)
        for item in () if right else value:
            if item is None:
                yield f"its {path} holds null"
            yield from mistyped(shape.member, item, f"{path} item")
    elif shape.type_name == "blob":
        try:
            b64decode(value, validate=True)
        except ValueError:
            yield f"its {path} is no base64"


def named(value: Any) -> str:
    """A JSON value by its kind, in words: never by what it holds."""
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")
