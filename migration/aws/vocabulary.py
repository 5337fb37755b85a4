"""The words that are AWS's own: of a sentence of AWS's nothing else is sent to anybody.

Read from the service model, documentation included. A name, an id, an address or an account of the
deployment is none of them.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from migration.aws.secret_members import HARMLESS_DETAILS

GONE = "…"
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"\d{1,4}")
# Around a word: what does not make it another one.
_AROUND = "\"'“”‘’`()[]{}.,:;!?…"


class Vocabulary:
    """What may be said of the deployment to people who do not know it."""

    def __init__(
        self, words: frozenset[str], members: frozenset[str], values: frozenset[str]
    ) -> None:
        self._words = words
        self._members = members
        self._values = values

    def with_text(self, text: str) -> "Vocabulary":
        """A vocabulary that also has every word of a text of ours."""
        return Vocabulary(self._words | frozenset(_words(text)), self._members, self._values)

    def sentence(self, text: str) -> str:
        """A sentence in which every word that is not AWS's own is gone."""
        said: list[str] = []
        for token in text.split():
            bare = token.strip(_AROUND)
            if not bare or self._is_known(bare):
                said.append(token)
            elif not said or said[-1] != GONE:
                said.append(GONE)
        return " ".join(said)

    def _is_known(self, word: str) -> bool:
        if word in self._members or word in self._values or _NUMBER.fullmatch(word):
            return True
        return bool(_WORD.fullmatch(word)) and word.lower() in self._words

    def member(self, path: str) -> str:
        """A member's path with dots, in which every key that a person chose is a star."""
        return ".".join(part if part in self._members else "*" for part in path.split(".") if part)

    def is_value(self, text: str) -> bool:
        """Whether it is a word that AWS gives for a value."""
        return text in self._values

    def is_awss(self, text: str) -> bool:
        """Whether it is what AWS calls a member or an operation, or one of its values."""
        return text in self._members or text in self._values

    def value(self, value: Any) -> Any:
        """What kind of value it is; itself where it is a number, yes or no, or a word of AWS's."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str) and value in self._values:
            return value
        if isinstance(value, list | tuple):
            return f"a list of {len(value)}"
        return "a structure" if hasattr(value, "keys") else "a text"


@cache
def aws_vocabulary() -> Vocabulary:
    """The words of Cognito's service model, whose descriptions no connection keeps in memory."""
    from botocore.loaders import Loader
    from botocore.model import ServiceModel

    model = ServiceModel(Loader().load_service_model("cognito-idp", "service-2"), "cognito-idp")
    words: set[str] = set()
    members: set[str] = {*HARMLESS_DETAILS, "client_secret", "private_key", "Logo"}
    values: set[str] = set()
    for text, names, enum in _parts(model):
        words |= set(_words(_TAG.sub(" ", text)))
        members |= set(names)
        values |= set(enum)
    return Vocabulary(frozenset(words), frozenset(members), frozenset(values))


def _words(text: str) -> Iterator[str]:
    bare = (token.strip(_AROUND) for token in text.split())
    return (word.lower() for word in bare if _WORD.fullmatch(word))


def _parts(model: Any) -> Iterator[tuple[str, list[str], list[str]]]:
    """Documentation, names and values of everything in the model."""
    for name in model.operation_names:
        yield str(model.operation_model(name).documentation or ""), [name], []
    for name in model.shape_names:
        shape = model.shape_for(name)
        names = list(shape.members) if shape.type_name == "structure" else []
        text = str(shape.documentation or "")
        enum = list(getattr(shape, "enum", None) or [])
        yield text, [*names, *([name] if name.endswith("Exception") else [])], enum
        for member in getattr(shape, "members", {}).values() if names else ():
            yield str(member.documentation or ""), [], []
