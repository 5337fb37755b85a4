"""A value in a file that only the person can read, for when nothing else leads to them.

The name of a secret's file says since when it lies there, and which process takes it away.
"""

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from migration.private_file import open_private, prepare_folder

_NAME = "copied.txt"
_SECRETS = "copied-secret*.txt"
_SECRET_NAME = re.compile(r"copied-secret-\d{8}T\d{6}Z-(?P<pid>\d{1,10})-(?P<started>\d*)\.txt")


def write(folder: Path, text: str, *, secret: bool) -> Path:
    """Write it, whole or not at all. Raises `StateUnusable` or `OSError`.

    Of several secrets, only the last one lies there.
    """
    prepare_folder(folder)
    if secret:
        remove_secret(folder)
    path = folder / (_secret_name() if secret else _NAME)
    path.unlink(missing_ok=True)  # what stands there may be a link, or somebody else's to read
    handle = open_private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("utf-8", "surrogatepass"))
    return path


def remove_secret(folder: Path) -> None:
    """Remove the secret of this process. Raises `OSError`."""
    for path in folder.glob(_SECRETS):
        found = _SECRET_NAME.fullmatch(path.name)
        if found and int(found["pid"]) == os.getpid():
            path.unlink(missing_ok=True)


def remove_secrets_of_ended_runs(folder: Path) -> None:
    """Remove every secret whose process did not live to remove it."""
    with suppress(OSError):
        for path in folder.glob(_SECRETS):
            found = _SECRET_NAME.fullmatch(path.name)
            if found is None or _has_ended(found):
                with suppress(OSError):
                    path.unlink()


def _has_ended(found: re.Match[str]) -> bool:
    from migration.journal.writing_process import started, still_runs, this_process

    pid = int(found["pid"])
    if pid == os.getpid():
        return found["started"] != started(pid)
    return not still_runs({**this_process(), "pid": pid, "started": found["started"]})


def _secret_name() -> str:
    from migration.journal.writing_process import started

    pid = os.getpid()
    return f"copied-secret-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{pid}-{started(pid)}.txt"
