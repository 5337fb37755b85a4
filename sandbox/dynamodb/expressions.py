"""Expressions: conditions on one item, and on a key."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sandbox.table import number, validation_exception

_WORD = re.compile(r"\s*(<>|<=|>=|[=<>(),]|[#:]?[A-Za-z_][A-Za-z0-9_.-]*|$)")
_COMPARED = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}
# Of some hundred words that AWS keeps to itself, those that a record of events is tempted by.
_RESERVED = frozenset(
    {"ACTION", "AT", "COUNT", "DATE", "DAY", "HASH", "HOST", "KEY", "LAST", "LOG", "NAME", "NEXT"}
    | {"OWNER", "POSITION", "PRIOR", "ROW", "SOURCE", "START", "STATE", "STATUS", "TABLE", "TIME"}
    | {"TIMESTAMP", "TTL", "TYPE", "USER", "VALUE", "VALUES", "ZONE"}
)
Attributes = Mapping[str, Mapping[str, Any]]


@dataclass
class Expression:
    """One expression with its placeholders. `used` are those that it named so far."""

    text: str
    names: Mapping[str, str]
    values: Attributes
    kind: str = "ConditionExpression"
    used: set[str] = field(default_factory=set)
    _words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        words, rest = _words_of(self.text)
        if rest:
            raise self._broken(rest[:1])
        self._words = list(words)

    def holds(self, item: Attributes | None) -> bool:
        """Whether the item fulfils it; None: there is no item."""
        result = self._either(item or {})
        if self._words:
            raise self._broken(self._words[0])
        return result

    def _either(self, item: Attributes) -> bool:
        result = self._both(item)
        while self._next_is("OR"):
            result = self._both(item) or result
        return result

    def _both(self, item: Attributes) -> bool:
        result = self._one(item)
        while self._next_is("AND"):
            result = self._one(item) and result
        return result

    def _one(self, item: Attributes) -> bool:
        if self._next_is("NOT"):
            return not self._one(item)
        if self._next_is("("):
            result = self._either(item)
            self._must_be(")")
            return result
        word = self._take()
        if word in {"attribute_exists", "attribute_not_exists", "begins_with"}:
            return self._function(word, item)
        left = self._operand(word, item)
        operator = self._take()
        if operator == "BETWEEN":
            low = self._operand(self._take(), item)
            self._must_be("AND")
            high = self._operand(self._take(), item)
            return left is not None and low <= left <= high
        if operator not in _COMPARED:
            raise self._broken(operator)
        right = self._operand(self._take(), item)
        alike = left is not None and right is not None and left[0] == right[0]
        return bool(alike and _COMPARED[operator](left, right))

    def _function(self, name: str, item: Attributes) -> bool:
        self._must_be("(")
        attribute = self._name(self._take())
        if name == "begins_with":
            self._must_be(",")
            start = self._operand(self._take(), item)
            self._must_be(")")
            held = item.get(attribute, {}).get("S")
            return held is not None and held.startswith(start[1])
        self._must_be(")")
        return (attribute in item) == (name == "attribute_exists")

    def _operand(self, word: str, item: Attributes) -> Any:
        """A type and a value that compares; None: the item has no such attribute."""
        if word.startswith(":"):
            if word not in self.values:
                raise validation_exception(
                    f"Invalid {self.kind}: An expression attribute value used in expression is not"
                    f" defined; attribute value: {word}"
                )
            self.used.add(word)
            return comparable(self.values[word])
        held = item.get(self._name(word))
        return None if held is None else comparable(held)

    def _name(self, word: str) -> str:
        if word.startswith("#"):
            if word not in self.names:
                raise validation_exception(
                    f"Invalid {self.kind}: An expression attribute name used in the document path"
                    f" is not defined; attribute name: {word}"
                )
            self.used.add(word)
            return self.names[word]
        if word.upper() in _RESERVED:
            raise validation_exception(
                f"Invalid {self.kind}: Attribute name is a reserved keyword; reserved keyword:"
                f" {word}"
            )
        return word

    def _take(self) -> str:
        if not self._words:
            raise self._broken("<EOF>")
        return self._words.pop(0)

    def _next_is(self, word: str) -> bool:
        if self._words and self._words[0].upper() == word:
            self._words.pop(0)
            return True
        return False

    def _must_be(self, word: str) -> None:
        if not self._next_is(word):
            raise self._broken(self._words[0] if self._words else "<EOF>")

    def _broken(self, token: str) -> Exception:
        return validation_exception(f'Invalid {self.kind}: Syntax error; token: "{token}"')


@lru_cache(maxsize=64)
def _words_of(text: str) -> tuple[tuple[str, ...], str]:
    """The words of an expression, and what is none behind them."""
    words: list[str] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        found = _WORD.match(text, place)
        if found is None or not found[1]:
            return tuple(words), text[place:].strip()
        words.append(found[1])
        place = found.end()
    return tuple(words), ""


def comparable(value: Mapping[str, Any]) -> tuple[str, str | Decimal | Any]:
    """A value that compares as DynamoDB compares it: numbers by size, texts by their letters."""
    ((kind, held),) = value.items()
    return kind, number(held) if kind == "N" else held


def hold_used(expressions: list[Expression], names: Attributes, values: Attributes) -> None:
    """Raise `ValidationException` for a placeholder that nothing names."""
    used = {word for expression in expressions for word in expression.used}
    for kind, given in (("Names", names), ("Values", values)):
        if unused := sorted(set(given) - used):
            raise validation_exception(
                f"Value provided in ExpressionAttribute{kind} unused in expressions: keys:"
                f" {{{', '.join(unused)}}}"
            )
