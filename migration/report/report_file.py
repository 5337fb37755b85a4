"""A report in a file: a new one, private to its owner, and never through a link."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from migration.errors import BadInput
from migration.ordinary_file import path_of, quoted
from migration.pools.reading import Deployment
from migration.private_file import open_private


def report_file(folder: Path, deployment: Deployment, at: datetime) -> Path:
    """The name that a report gets by itself, beside the record: account, region, time.

    Short: a path that is broken over two lines cannot be copied from a terminal.
    """
    place = f"{deployment.account}-{deployment.region}"
    return folder / f"report-{place}-{at:%Y%m%dT%H%M%SZ}.html"


def write_report(named: str | Path, text: str) -> Path:
    """Write it and return the file's path; it is on disk by then.

    Raises `BadInput` where something bears that name already, which is never overwritten, and where
    nothing can be written; then nothing of it is there.
    """
    shown = quoted(str(named))
    try:
        file = _path(named)
        # Made, or refused: a link that stands there is a name that is taken.
        descriptor = open_private(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except (OSError, ValueError, RuntimeError) as error:
        refuse_a_taken_name(named)
        raise BadInput(_cannot(shown, error)) from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        with suppress(OSError):
            file.unlink()
        raise BadInput(_cannot(shown, error)) from None
    return file


def refuse_a_taken_name(named: str | Path) -> None:
    """Raise `BadInput` where something bears the name already; a link is something."""
    with suppress(OSError, ValueError, RuntimeError):  # told when it is written
        if os.path.lexists(_path(named)):
            shown = quoted(str(named))
            message = f"{shown} is there already, and is not overwritten: name another file."
            raise BadInput(message)


def _path(named: str | Path) -> Path:
    return named if isinstance(named, Path) else path_of(named)


def _cannot(shown: str, error: Exception) -> str:
    why = getattr(error, "strerror", None) or "it is no path here"
    return f"{shown} cannot be written: {why}. Name another file."
