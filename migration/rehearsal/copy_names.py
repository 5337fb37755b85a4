"""What a rehearsal's copies are called, and the tag that they bear."""

import re
import secrets

from migration.pools.reading import Role

TAG = "poolwalk:rehearsal"  # its value is the rehearsal's id
STEM = "poolwalk-rehearsal-"
_ID = re.compile(r"[0-9a-f]{10}")
_NAME = re.compile(rf"{STEM}({_ID.pattern})-(old|new)")


def fresh_id() -> str:
    """The id of a new rehearsal; of hexadecimal digits, it spells none of AWS's reserved words."""
    return secrets.token_hex(5)


def is_id(text: str) -> bool:
    """Whether a text has the form of a rehearsal's id."""
    return _ID.fullmatch(text) is not None


def copy_name(id_: str, role: Role) -> str:
    """The name of one copy, which is the prefix of its domain too."""
    return f"{STEM}{id_}-{role.value}"


def id_in(name: str) -> str:
    """The rehearsal's id in a copy's name; empty where it is no copy's name."""
    found = _NAME.fullmatch(name)
    return found[1] if found else ""
