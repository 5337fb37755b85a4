"""config.toml: where a person's settings stand, and whether they are that person's word."""

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

from migration.errors import BadInput
from migration.ordinary_file import text_of
from tui.settings.one_option import TABLES
from tui.settings.options import BY_NAME
from tui.spelling import did_you_mean, quoted

_LARGEST = 100_000  # bytes


def config_file() -> Path:
    """Where the person's settings stand, when they have any."""
    base = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    if not base.is_absolute():  # the specification: a relative path counts as unset
        try:
            base = Path.home() / ".config"
        except RuntimeError:
            raise BadInput("Your home folder is unknown: set HOME, or XDG_CONFIG_HOME.") from None
    return base / "poolwalk" / "config.toml"


def settings_in(path: Path) -> dict[str, Any]:
    """What stands there by name, the values not looked at; nothing where there is no file.

    Raises `BadInput` where it cannot be read, is no TOML, has a key that nobody knows, or can be
    somebody else's word.
    """
    try:
        if not path.exists():
            return {}
        if why := _whose_else(path):
            raise BadInput(
                f"{path} {why}, who would decide which pools are written, and by which server: have"
                " it as your own, and run chmod go-w on it."
            )
        table = tomllib.loads(text_of(str(path), _LARGEST, "Save it as one, or remove it."))
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path} is not valid TOML: {error}.") from None
    except RecursionError:
        raise BadInput(f"{path} is not valid TOML: it is nested too deep.") from None
    for key, value in table.items():
        if key in TABLES and not isinstance(value, dict):
            raise BadInput(f"{key} in {path} is a table: write [{key}], and its lines below that.")
        if key not in BY_NAME and key not in TABLES:
            raise BadInput(
                f"{path} has the key {quoted(key)}, and Poolwalk knows no such key."
                f" {did_you_mean(key, [*BY_NAME, *TABLES])}"
            )
    return table


def _whose_else(path: Path) -> str:
    """Why a file of settings can be somebody else's word, in words; empty where it cannot."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        return ""  # which is refused as what it is, once it is read
    if status.st_mode & stat.S_IWOTH:
        return "can be changed by others"
    me = os.geteuid() if hasattr(os, "geteuid") else 0
    # root's own choice is whose settings it takes, as with sudo
    return "" if me == 0 or status.st_uid in {0, me} else "belongs to somebody else"
