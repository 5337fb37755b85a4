"""A value that must not be seen.

Its text form is dots, so that no log, journal, report or traceback can hold it.
"""

from typing import Any

from migration.known_secrets import MASK, remember_secret

__all__ = ["MASK", "Secret"]


class Secret:
    """Holds a secret string. Only `reveal` gives it back.

    Printing, formatting, `repr` and JSON encoding by `str` show dots, and from then on no sentence
    repeats it (`migration.known_secrets`).
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value
        remember_secret(value)

    @classmethod
    def holding(cls, text: str) -> "Secret":
        """A text of which secrets that are known already are a part: its other words are none.

        It is masked as well, and sentences go on to have those words.
        """
        whole = cls.__new__(cls)
        whole._value = text
        return whole

    def reveal(self) -> str:
        """The secret itself.

        For the request to AWS, the clipboard, and the screen when a person asked for it.
        """
        return self._value

    def __str__(self) -> str:
        return MASK

    def __repr__(self) -> str:
        return f"Secret({MASK})"

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __bool__(self) -> bool:
        return bool(self._value)

    def __reduce__(self) -> Any:
        message = "a secret is never pickled or copied to disk"
        raise TypeError(message)
