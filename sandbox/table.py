"""A table of DynamoDB: its description, its items, and what a key is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.errors import AwsError

Document = dict[str, Any]
Key = tuple[str | Decimal, ...]


def validation_exception(message: str) -> AwsError:
    """DynamoDB's answer to a request that breaks one of its rules."""
    return AwsError("ValidationException", message)


@dataclass
class Table:
    """`made` is when it was asked for; `items` are by partition, then by sort key."""

    document: Document
    made: float
    items: dict[str, dict[Key, Document]] = field(default_factory=dict)
    recovers: bool = False
    """Whether its continuous backups recover it to any point in time."""

    @property
    def name(self) -> str:
        """The table's name."""
        return str(self.document["TableName"])

    @property
    def key_names(self) -> list[str]:
        """The attributes of its key: the partition's, then perhaps the sort key's."""
        order = {"HASH": 0, "RANGE": 1}
        schema = sorted(self.document["KeySchema"], key=lambda part: order[part["KeyType"]])
        return [str(part["AttributeName"]) for part in schema]

    @property
    def types(self) -> Mapping[str, str]:
        """The type of each attribute of the key: S, N or B."""
        defined = self.document["AttributeDefinitions"]
        return {one["AttributeName"]: one["AttributeType"] for one in defined}

    def key_of(self, item: Mapping[str, Any]) -> tuple[str, Key]:
        """Partition and sort key of an item; raises `ValidationException`."""
        found: list[str | Decimal] = []
        for name in self.key_names:
            if name not in item:
                raise validation_exception(
                    f"One or more parameter values were invalid: Missing the key {name} in the item"
                )
            found.append(self._key_value(name, item[name]))
        return repr(found[0]), tuple(found[1:])

    def _key_value(self, name: str, value: Mapping[str, Any]) -> str | Decimal:
        wanted, (given,) = self.types[name], value
        if given != wanted:
            raise validation_exception(
                "One or more parameter values were invalid: Type mismatch for key"
                f" {name} expected: {wanted} actual: {given}"
            )
        if wanted != "N" and not value[given]:
            raise validation_exception(
                "One or more parameter values are not valid. The AttributeValue for a key"
                f" attribute cannot contain an empty string value. Key: {name}"
            )
        return number(value["N"]) if wanted == "N" else str(value[given])


def number(text: str) -> Decimal:
    """A number as DynamoDB takes it, of 38 digits at most."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise validation_exception(
            f"The parameter cannot be converted to a numeric value: {text}"
        ) from None
    if not found.is_finite() or len(found.normalize().as_tuple().digits) > 38:
        raise validation_exception(
            "Attempting to store more than 38 significant digits in a Number"
        )
    return found


def hold_value(value: Mapping[str, Any]) -> None:
    """Raise `ValidationException` for an attribute's value that is none."""
    if len(value) != 1:
        many = "has more than one datatypes set" if value else "is empty"
        raise validation_exception(
            f"Supplied AttributeValue {many}, must contain exactly one of the supported datatypes"
        )
    ((kind, held),) = value.items()
    if kind == "N":
        number(held)
    for inner in held.values() if kind == "M" else held if kind == "L" else ():
        hold_value(inner)
    if kind in {"SS", "NS", "BS"} and (not held or len(set(held)) != len(held)):
        raise validation_exception("One or more parameter values were invalid: An empty set")
