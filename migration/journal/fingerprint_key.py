"""The key beside the journals, by which fingerprints tell whether two secrets are the same."""

import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from migration.errors import StateUnusable
from migration.private_file import NotOurs, open_private, prepare_folder

NAME = "fingerprint.key"
_BYTES = 32
_MAKING = ".fingerprint-"  # what a key that is being made is called


def fingerprint_key(folder: Path, *, make: bool) -> bytes:
    """The key, made whole before it stands there.

    Raises `StateUnusable` for one that is not whole, and `OSError`.
    """
    file = folder / NAME
    if make and not os.path.lexists(file):
        _make(file, secrets.token_bytes(_BYTES))
    _take_second_name_away(file)
    return _whole(file)


def key_of(record: Path, *, make: bool) -> bytes:
    """The key of one record: its own, which it has from a team's table, else its folder's.

    Raises `StateUnusable` for one that is not whole, and `OSError`.
    """
    own = _own(record)
    return _whole(own) if os.path.lexists(own) else fingerprint_key(record.parent, make=make)


def keep_key_of(record: Path, key: bytes) -> None:
    """Let a record have this key, whatever its folder's is. Raises `StateUnusable`, `OSError`."""
    prepare_folder(record.parent)
    with suppress(FileNotFoundError):
        _own(record).unlink()
    if fingerprint_key(record.parent, make=True) != key:
        _make(_own(record), key)


def fingerprint_of(secret: str, key: bytes) -> str:
    """HMAC-SHA256: what stands for a secret in every record of one key."""
    return hmac.digest(key, secret.encode("utf-8", "surrogatepass"), "sha256").hex()


def _own(record: Path) -> Path:
    return record.with_suffix(".key")


def _whole(file: Path) -> bytes:
    try:
        opened = open_private(file, os.O_RDONLY)
    except NotOurs as error:
        message = (
            f"The state file {file} cannot be used: {error.strerror}. Put the former one back, or"
            " name another --state-folder."
        )
        raise StateUnusable(message) from None
    with os.fdopen(opened, "rb") as kept:
        key = kept.read(_BYTES + 1)
    if len(key) != _BYTES:
        message = (
            f"The state file {file} cannot be used: it has {len(key)} bytes instead of {_BYTES}."
            " Put the former one back, or name another --state-folder."
        )
        raise StateUnusable(message)
    return key


def _make(file: Path, key: bytes) -> None:
    descriptor, made = mkstemp(dir=file.parent, prefix=_MAKING)  # 0600
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(key)
            opened.flush()
            os.fsync(opened.fileno())
        with suppress(FileExistsError):  # another process was first: its key counts
            os.link(made, file)
    finally:
        with suppress(FileNotFoundError):  # whoever saw both names first took this one away
            os.unlink(made)


def _take_second_name_away(file: Path) -> None:
    """The name under which the key was made, where whoever made it did not live to do so."""
    try:
        status = os.lstat(file)
        beside = list(file.parent.glob(f"{_MAKING}*")) if status.st_nlink > 1 else []
    except FileNotFoundError:
        return
    for other in beside:
        with suppress(FileNotFoundError):
            if os.path.samestat(os.lstat(other), status):
                other.unlink()
