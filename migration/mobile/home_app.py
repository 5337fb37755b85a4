"""The configuration of Espressif's newer Home app (React Native), in its three forms.

Up to 3.5.0 that is `rainmaker.config.ts`, since then `.env`, `.env.global` and their kin, and
beside both the JSON that a QR code holds or a server hosts (espressif/esp-rainmaker-home). None
names a user pool: the app speaks to the new one alone. What is scanned or hosted wins over what is
built in. Which form a file has is seen by its content, never by its name.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from migration.bounded_json import bounded_json


class HomeForm(StrEnum):
    """How the Home app's configuration is written."""

    CONFIG = "rainmaker.config.ts"
    ENVIRONMENT = ".env"
    SCANNED = "scanned JSON"


# The fields of the step's own values (step 8c) under the names that the other forms give them;
# what a form has no name for is not compared.
REDIRECT = "THIRD_PARTY_AUTH_REDIRECT_URL"
PROVIDERS = "THIRD_PARTY_AUTH_ENABLED_PROVIDERS"
_CONFIG_NAMES = {
    "THIRD_PARTY_AUTH_AUTH_URL": "authUrl",
    "THIRD_PARTY_AUTH_CLIENT_ID": "clientId",
    REDIRECT: "redirectUrl",
}
NAMES: Mapping[HomeForm, Mapping[str, str]] = {
    HomeForm.CONFIG: _CONFIG_NAMES,
    HomeForm.SCANNED: {**_CONFIG_NAMES, PROVIDERS: "authProviders"},
}
SCANNED = (
    "A configuration that was scanned as a QR code or is hosted wins over this file, and stays on"
    " the phone."
)
WINS = (
    "This one wins over what is built into the app, and stays on the phone: print new QR codes, and"
    " replace the hosted file, when its values are new."
)
CHINA = (
    "This is the file of the app for China, where there is no user pool: nothing in it belongs to"
    " this migration."
)

_OWN = frozenset(_CONFIG_NAMES.values())
_HELD = _OWN | {"baseUrl", "claimUrl", "authProviders", "dashboardUrl"}

# Each in a time that grows as the text does: what one try has read, no other try reads again.
_CONFIG = re.compile(
    r"^[ \t]*+(?:(?:export[ \t]++)?(?:const|let|var)[ \t]++\w++.*=|export[ \t]++default|"
    r"module\.exports[ \t]*+=)\s*+\{",
    re.MULTILINE,
)
_MEMBER = re.compile(r"""(?<!\w)(\w++)["']?\s*+:\s*+(["'`])(.*?)\2""")
_LINE = re.compile(r"\s*+(?:export\s++)?([A-Z][A-Z0-9_]*+)\s*+=(.*)")
_QUOTED = re.compile(r"""(["'`])(.*?)\1\s*+(?:#.*)?""")
_COMMENT = re.compile(r"/\*|(?:^|(?<=[,{\s]))//.*", re.MULTILINE)
_BEHIND = re.compile(r"\s#")


def home_form(text: str) -> HomeForm | None:
    """Which form a file has, by what stands in it; None: it is none of theirs."""
    if scanned(text) is not None:
        return HomeForm.SCANNED
    if _CONFIG.search(text) and set(_CONFIG_NAMES.values()) & set(config(text)):
        return HomeForm.CONFIG
    names = set(environment(text))
    own = any("THIRD_PARTY_AUTH" in name for name in names) or names >= {"BASE_URL", "API_VERSION"}
    return HomeForm.ENVIRONMENT if own else None


def is_for_china(held: Mapping[str, Any]) -> bool:
    """Whether a `.env` is that of the app for China."""
    return str(held.get("APP_REGION", "")).lower() == "cn"


def scanned(text: str) -> Mapping[str, Any] | None:
    """The values of a scanned or hosted JSON; None where it is none.

    Its form is `{"version": 1, "sdk": …, "config": {…}}` (the app's own schema of it).
    """
    if not text.lstrip().startswith("{"):
        return None
    try:
        document = bounded_json(text)
    except (ValueError, RecursionError):
        return None
    held = document.get("config") if isinstance(document, dict) else None
    if not isinstance(held, dict) or not (
        _HELD & set(held) and ("sdk" in document or _OWN & set(held))
    ):
        return None
    return {
        name: ",".join(map(str, value)) if isinstance(value, list) else value
        for name, value in held.items()
    }


def config(text: str) -> dict[str, str]:
    """The members of a TypeScript file's objects that are plain texts, outside of comments."""
    return {name: value for name, _, value in _MEMBER.findall(_without_comments(text))}


def _without_comments(text: str) -> str:
    """The text without what stands between `/*` and `*/`, or behind `//`."""
    parts: list[str] = []
    at, ends = 0, text.rfind("*/")
    while found := _COMMENT.search(text, at):
        opened = found[0] == "/*"
        if opened and found.end() > ends:  # it does not end: then it is none
            parts.append(text[at : found.end()])
            at = found.end()
            continue
        parts.append(text[at : found.start()])
        at = text.index("*/", found.end()) + 2 if opened else found.end()
    return "".join([*parts, text[at:]])


def environment(text: str) -> dict[str, str]:
    """The variables of a `.env` file, as dotenv reads them: quotes go, a later line wins."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if match := _LINE.fullmatch(line):
            name, value = match[1], match[2].strip()
            quoted, comment = _QUOTED.fullmatch(value), _BEHIND.search(value)
            bare = value[: comment.start()].rstrip() if comment else value
            found[name] = quoted[2] if quoted else bare
    return found
