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

_CONFIG = re.compile(r"^\s*(?:export\s+)?(?:const|let|var)\s+\w+.*=\s*\{", re.MULTILINE)
_MEMBER = re.compile(r"""(\w+)["']?\s*:\s*(["'`])(.*?)\2""")
_LINE = re.compile(r"\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=(.*)")


def home_form(text: str, name: str) -> HomeForm | None:
    """Which form a file has, by its name and by what stands in it; None: it is none of theirs."""
    if _CONFIG.search(text):
        return HomeForm.CONFIG
    names = set(environment(text))
    called_so = name.startswith(".env") and bool(names)
    return HomeForm.ENVIRONMENT if called_so or names >= set(_OWN_NAMES) else None


def config(text: str) -> dict[str, str]:
    """The members of a TypeScript file's objects that are plain texts, outside of comments."""
    bare = re.sub(
        r"/\*.*?\*/|^\s*//.*?$|(?<=[,{\s])//.*?$", "", text, flags=re.DOTALL | re.MULTILINE
    )
    return {name: value for name, _, value in _MEMBER.findall(bare)}


def environment(text: str) -> dict[str, str]:
    """The variables of a `.env` file, as dotenv reads them: quotes go, a later line wins."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if match := _LINE.fullmatch(line):
            name, value = match[1], match[2].strip()
            quoted = re.fullmatch(r"""(["'`])(.*?)\1\s*(?:#.*)?""", value)
            found[name] = quoted[2] if quoted else re.sub(r"\s+#.*", "", value)
    return found
