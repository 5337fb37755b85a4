"""Every text that is the deployment's own: of what is sent to others none of them may be left."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from typing import Any

from migration.aws.vocabulary import GONE, Vocabulary
from migration.secret import Secret
from migration.walk.state import State

# Cognito's own: standard attributes and scopes are everybody's (OpenID Connect's).
_EVERYBODYS = frozenset(
    {
        *("openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"),
        *("name", "given_name", "family_name", "middle_name", "nickname", "preferred_username"),
        *("picture", "website", "gender", "birthdate", "zoneinfo", "locale", "address", "sub"),
        *("phone_number", "email_verified", "phone_number_verified", "updated_at", "identities"),
        *("true", "false", "username"),
    }
)
_FEW_DIGITS = re.compile(r"\d{1,4}")


class OwnTexts:
    """What tells this deployment from another one, to be taken out of sentences."""

    def __init__(self, texts: Set[str]) -> None:
        longest_first = sorted(texts, key=len, reverse=True)
        parts = [rf"(?<!\w){re.escape(text)}(?!\w)" for text in longest_first]
        self._known = re.compile("|".join(parts), re.IGNORECASE) if parts else None

    def out_of(self, sentence: str) -> str:
        """The sentence with a gap for each of them."""
        return sentence if self._known is None else self._known.sub(GONE, sentence)


def own_texts(state: State, words: Vocabulary) -> OwnTexts:
    """Names, ids, addresses and tags: of all that was read, and of who asks.

    Also one that is an ordinary word: a client may be called “mobile”.
    """
    found = set(_texts((state.reading, state.deployment, state.who)))
    if state.deployment is not None:
        account = state.deployment.account
        parts = [account[at : at + 4] for at in range(0, len(account), 4)]
        found |= {"-".join(parts), " ".join(parts)}
        found |= set(state.deployment.who.split("/"))
    found |= {state.request.name, state.request.profile, state.request.dashboard_url}
    return OwnTexts(
        {
            text
            for text in found
            if text and text not in _EVERYBODYS and not _FEW_DIGITS.fullmatch(text)
            if not words.is_awss(text)
        }
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, list | tuple | Set):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value) and not isinstance(value, Secret):
        for member in fields(value):
            yield from _texts(getattr(value, member.name))
