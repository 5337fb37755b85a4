"""AWS's own rules, checked before a request is sent.

They are the service model's patterns, lengths, ranges, enums and list limits. botocore checks
required members, types and minimum lengths alone; the rest stands in the model unchecked
(`shape.metadata`, `shape.enum`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from migration.aws.java_patterns import matches
from migration.aws.secret_members import is_secret

if TYPE_CHECKING:
    from botocore.model import ServiceModel, Shape

Path = tuple[str, ...]


@dataclass(frozen=True)
class BrokenRule:
    """One member that breaks a rule.

    `path` leads to it in the request, with positions in lists as numbers. `rule` is in words.
    """

    path: Path
    rule: str

    def __str__(self) -> str:
        return f"{'.'.join(self.path)} {self.rule}"


@dataclass
class Held:
    """How much was held: for the tests' account of themselves."""

    requests: int = 0
    rules: int = 0


HELD = Held()


def broken_rules(
    service_model: "ServiceModel", operation: str, request: Mapping[str, Any]
) -> tuple[BrokenRule, ...]:
    """Every rule of the model that the request breaks; none for an operation without input."""
    HELD.requests += 1
    shape = service_model.operation_model(operation).input_shape
    return tuple(_broken(shape, request, ())) if shape else ()


def _broken(shape: "Shape", value: Any, path: Path) -> Iterator[BrokenRule]:
    kind: str = shape.type_name
    members: Any = shape
    if kind == "structure" and isinstance(value, Mapping):
        for name in members.required_members:
            HELD.rules += 1
            if name not in value:
                yield BrokenRule((*path, name), "is missing")
        for name, item in value.items():
            if name in members.members:
                yield from _broken(members.members[name], item, (*path, name))
            else:
                yield BrokenRule((*path, name), "is not known to AWS")
    elif kind == "map" and isinstance(value, Mapping):
        yield from _bounds(shape, len(value), path, f"has {len(value):,} entries")
        for key, item in value.items():
            yield from _broken(members.key, key, (*path, key))
            yield from _broken(members.value, item, (*path, key))
    elif kind == "list" and isinstance(value, list | tuple):
        yield from _bounds(shape, len(value), path, f"has {len(value):,} items")
        for position, item in enumerate(value):
            yield from _broken(members.member, item, (*path, str(position)))
    elif kind == "string" and isinstance(value, str):
        yield from _string(shape, value, path)
    elif kind in {"integer", "long", "float", "double"} and isinstance(value, int | float):
        yield from _bounds(shape, value, path, f"is {value:,}")


def _string(shape: "Shape", value: str, path: Path) -> Iterator[BrokenRule]:
    yield from _bounds(shape, len(value), path, f"has {len(value):,} characters")
    shown = "the value" if is_secret(path) else f"“{value[:60]}{'…' if len(value) > 60 else ''}”"
    allowed = getattr(shape, "enum", None)
    if allowed:
        HELD.rules += 1
        if value not in allowed:
            yield BrokenRule(path, f"cannot be {shown}: AWS knows {', '.join(allowed)}")
    pattern = shape.metadata.get("pattern")
    # A custom domain has dots, which the model's pattern for a prefix does not foresee.
    if pattern and not (shape.name == "DomainType" and "." in value):
        HELD.rules += 1
        if not matches(pattern, value):
            spaced = matches(pattern, "".join(value.split()))
            why = (
                "in which AWS takes no space"
                if spaced
                else f"which has not the form that AWS asks for ({pattern})"
            )
            yield BrokenRule(path, f"holds {shown}, {why}")


def _bounds(shape: "Shape", amount: float, path: Path, said: str) -> Iterator[BrokenRule]:
    """The least and the most that the model allows of a number, or of a length.

    `said` puts the number into words.
    """
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    HELD.rules += (least is not None) + (most is not None)
    if most is not None and amount > most:
        yield BrokenRule(path, f"{said}, where AWS takes at most {most:,}")
    if least is not None and amount < least:
        yield BrokenRule(path, f"{said}, where AWS wants at least {least:,}")
