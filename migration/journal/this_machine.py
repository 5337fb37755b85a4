"""Which machine this is: host names are shared by laptops, bastions and containers.

Where the system has a name of its own for the machine (`/etc/machine-id`, systemd's), a hash of it
is taken, since it is not to be shown; else an id is made once, and kept in the state folder.
"""

import os
import secrets
from functools import cache
from hashlib import sha256
from pathlib import Path

from migration.errors import StateUnusable
from migration.private_file import open_private, prepare_folder

SYSTEM = Path("/etc/machine-id")
KEPT = "machine.id"
_DIGITS = 32  # hexadecimal ones of an id, the system's and ours
_SAID = 16  # of its hash: enough to tell the machines of a team


@cache
def machine_id() -> str:
    """The hash of an id; where none can be had or kept, one of this process alone."""
    try:
        id_ = _whole(SYSTEM.read_text(encoding="ascii"))
    except (OSError, ValueError):
        id_ = _kept() or secrets.token_hex(_DIGITS // 2)
    return sha256(f"poolwalk {id_}".encode()).hexdigest()[:_SAID]


def _whole(text: str) -> str:
    """An id without the line's end. Raises `ValueError`: an image can come without one."""
    id_ = text.strip()
    if len(id_) != _DIGITS or not int(id_, 16):
        message = "no id"
        raise ValueError(message)
    return id_


def _kept() -> str:
    """The id in the state folder, made where there is none; empty where that cannot be."""
    from migration.journal.state_folder import state_folder

    file = state_folder() / KEPT
    try:
        prepare_folder(file.parent)
        made = open_private(file, os.O_CREAT | os.O_RDWR)
        with os.fdopen(made, "r+", encoding="ascii") as opened:
            if not (text := opened.read()):
                text = secrets.token_hex(_DIGITS // 2)
                opened.write(text)
        return _whole(text)
    except (OSError, ValueError, StateUnusable):
        return ""
