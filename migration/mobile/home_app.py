"""The configuration of Espressif's newer Home app (React Native), in both its forms.

Up to 3.5.0 that is `rainmaker.config.ts`, since then `.env`, `.env.global` and their kin
(espressif/esp-rainmaker-home). Neither names a user pool: the app speaks to the new one alone. A
scanned or hosted configuration wins over what is built in, and no file shows it.
"""

import re
from collections.abc import Mapping
from enum import StrEnum


class HomeForm(StrEnum):
    """How the Home app's configuration is written."""

    CONFIG = "rainmaker.config.ts"
    ENVIRONMENT = ".env"


# What this deployment has to give: the same values as for Android (step 8a), under other names.
FIELDS: Mapping[HomeForm, Mapping[str, str]] = {
    HomeForm.CONFIG: {"authUrl": "authUrl", "clientId": "clientId"},
    HomeForm.ENVIRONMENT: {
        "THIRD_PARTY_AUTH_AUTH_URL": "authUrl",
        "THIRD_PARTY_AUTH_CLIENT_ID": "clientId",
    },
}
_OWN_NAMES = FIELDS[HomeForm.ENVIRONMENT]
REDIRECT: Mapping[HomeForm, str] = {
    HomeForm.CONFIG: "redirectUrl",
    HomeForm.ENVIRONMENT: "THIRD_PARTY_AUTH_REDIRECT_URL",
}
SCANNED = (
    "A configuration that was scanned as a QR code or is hosted wins over this file, and stays on"
    " the phone."
)

# Each in a time that grows as the text does: what one try has read, no other try reads again.
_CONFIG = re.compile(
    r"^[ \t]*+(?:export[ \t]++)?(?:const|let|var)[ \t]++\w++.*=\s*+\{", re.MULTILINE
)
_MEMBER = re.compile(r"""(?<!\w)(\w++)["']?\s*+:\s*+(["'`])(.*?)\2""")
_LINE = re.compile(r"\s*+(?:export\s++)?([A-Z][A-Z0-9_]*+)\s*+=(.*)")
_QUOTED = re.compile(r"""(["'`])(.*?)\1\s*+(?:#.*)?""")
_COMMENT = re.compile(r"/\*|(?:^|(?<=[,{\s]))//.*", re.MULTILINE)
_BEHIND = re.compile(r"\s#")


def home_form(text: str, name: str) -> HomeForm | None:
    """Which form a file has, by its name and by what stands in it; None: it is none of theirs."""
    if _CONFIG.search(text):
        return HomeForm.CONFIG
    names = set(environment(text))
    called_so = name.startswith(".env") and bool(names)
    return HomeForm.ENVIRONMENT if called_so or names >= set(_OWN_NAMES) else None


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
