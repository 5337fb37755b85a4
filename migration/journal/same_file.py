"""Whether a file is still the one that was opened: by its device, its number on it, its length."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from migration.private_file import what_is_wrong


@dataclass(frozen=True)
class SameFile:
    """A database's files as they were: the file itself, and the log that belongs to it.

    SQLite makes neither of them shorter while somebody has them open: whoever did cut them off.
    """

    seen: dict[Path, tuple[int, int]]
    lengths: dict[Path, int] = field(default_factory=dict)  # the longest that each was

    @classmethod
    def of(cls, file: Path) -> "SameFile":
        """The file and its log, as they are now."""
        seen = {}
        for path in (file, Path(f"{file}-wal")):
            try:
                status = os.lstat(path)
            except OSError:
                continue
            seen[path] = (status.st_dev, status.st_ino)
        return cls(seen)

    def trouble(self) -> str:
        """What became of them, in words; empty where they are the same."""
        for path, (device, number) in self.seen.items():
            try:
                status = os.lstat(path)
            except (FileNotFoundError, NotADirectoryError):
                return f"{path.name} was moved or removed"
            except OSError as error:
                return f"{path.name} cannot be looked at ({error.strerror})"
            if (status.st_dev, status.st_ino) != (device, number):
                return f"another file stands in the place of {path.name}"
            if why := what_is_wrong(path):
                return f"of {path.name}: {why}"
            if status.st_size < self.lengths.get(path, 0):
                return f"{path.name} was cut off"
            self.lengths[path] = status.st_size
        return "" if self.seen else "it is not there"
