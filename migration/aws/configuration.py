"""What stands in AWS's own configuration file, for a sentence that says where a value came from."""

import os
import stat
from collections.abc import Iterator, Mapping
from typing import Any

from migration.errors import NoCredentials
from migration.ordinary_file import quoted

_PROFILE = "default"
LARGEST = 1_000_000  # bytes of a file of AWS's
_FILES = {
    "AWS_CONFIG_FILE": "~/.aws/config",
    "AWS_SHARED_CREDENTIALS_FILE": "~/.aws/credentials",
    "AWS_WEB_IDENTITY_TOKEN_FILE": "",
}


def member_of_configuration(value: str, profile: str) -> str:
    """Where in the profile, its SSO session or its source profile a value stands; "": nowhere.

    A library's sentence may have another number of blanks in it.
    """
    words = value.split()
    return next((place for place, held in _members(profile) if words == held.split() != []), "")


def value_of_configuration(member: str, profile: str) -> str:
    """What a member of the profile holds; "" where it is not there, or nothing can be read."""
    held = _read().get("profiles", {}).get(profile or chosen_profile(), {}).get(member, "")
    return held if isinstance(held, str) else ""


def look_at_files() -> None:
    """Hold the files that botocore will read to what they have to be: it waits for a pipe.

    Raises `NoCredentials`, naming the variable that leads there.
    """
    for variable, usual in _FILES.items():
        named = os.environ.get(variable) or usual
        path = os.path.expanduser(named)
        if not named or path == os.devnull:
            continue
        try:
            status = os.stat(path)
        except OSError:
            continue  # botocore says what is wrong with it
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            raise NoCredentials(
                f"{quoted(path)} is no ordinary file of at most {LARGEST:,} bytes, and AWS's"
                f" configuration is read from there: look where {variable} points."
            )


def _members(profile: str) -> Iterator[tuple[str, str]]:
    found = _read()
    profiles, sessions = found.get("profiles", {}), found.get("sso_sessions", {})
    for name, members in with_sources(profile, profiles):
        yield from _texts(f"of the profile “{name}”", members)
        session = str(members.get("sso_session", ""))
        yield from _texts(f"of the SSO session “{session}”", sessions.get(session, {}))


def with_sources(
    profile: str, profiles: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """A profile, "" for the chosen one, and those that it takes its credentials from, by name."""
    seen: set[str] = set()
    name = profile or chosen_profile()
    while name and name not in seen:
        seen.add(name)
        members = profiles.get(name, {})
        yield name, members
        name = str(members.get("source_profile", ""))


def _texts(whose: str, members: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((f"{key} {whose}", held) for key, held in members.items() if isinstance(held, str))


def chosen_profile() -> str:
    """The profile that AWS's own rules decide on where none is named."""
    return os.environ.get("AWS_DEFAULT_PROFILE") or os.environ.get("AWS_PROFILE") or _PROFILE


def _read() -> Mapping[str, Any]:
    """AWS's configuration, by botocore's own reader; empty where it cannot be read."""
    from botocore.configloader import load_config
    from botocore.exceptions import BotoCoreError

    try:
        found: Mapping[str, Any] = load_config(os.environ.get("AWS_CONFIG_FILE", "~/.aws/config"))
    except (BotoCoreError, OSError, UnicodeError):
        return {}
    return found
