"""The rehearsals of this machine: which copies each made, on disk before the first request."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from migration.errors import StateUnusable
from migration.journal.writing_process import still_runs, this_process
from migration.pools.reading import Deployment, Role
from migration.private_file import open_private, prepare_folder
from migration.rehearsal.copy_names import fresh_id, is_id
from migration.whole_file import replace_whole, sync_folder

FOLDER = "rehearsals"
FILE = "rehearsal.json"
VERSION = 1
_LARGEST = 100_000  # bytes; a real one has some hundred


@dataclass(frozen=True)
class Copy:
    """One copy: when it was asked for, and its id, which is empty until AWS has answered."""

    asked: datetime
    pool_id: str = ""


@dataclass(frozen=True)
class Registered:
    """One rehearsal as it stands on disk.

    `old_pool` and `new_pool` are production's ids, `until` is the day when copies that are kept
    should go. `gone`: both copies were taken away, and it was looked that they are.
    """

    id: str
    account: str
    region: str
    endpoint: str
    old_pool: str
    new_pool: str
    begun: datetime
    process: Mapping[str, Any] = field(default_factory=dict)
    copies: Mapping[Role, Copy] = field(default_factory=dict)
    until: datetime | None = None
    gone: bool = False

    @property
    def runs(self) -> bool:
        """Whether another process of this machine is at it."""
        return not self.gone and still_runs(self.process)

    def is_of(self, deployment: Deployment) -> bool:
        """Whether it was made in the deployment's account and region, at the same endpoint."""
        here = (deployment.account, deployment.region, deployment.endpoint)
        return (self.account, self.region, self.endpoint) == here


class Register:
    """The rehearsals under a state folder: each has a folder of its own, named by its id."""

    def __init__(self, state_folder: Path) -> None:
        self._folder = state_folder / FOLDER

    def folder_of(self, id_: str) -> Path:
        """Where a rehearsal keeps what is its own; the walk's record too."""
        return self._folder / id_

    def begin(self, deployment: Deployment, now: datetime) -> Registered:
        """Register a new rehearsal; it is on disk when this returns. Raises `StateUnusable`."""
        begun = Registered(
            fresh_id(),
            deployment.account,
            deployment.region,
            deployment.endpoint,
            deployment.old_pool.id,
            deployment.new_pool.id,
            now,
            this_process(),
        )
        self._keep(begun)
        return begun

    def ask_for(self, rehearsal: Registered, role: Role, now: datetime) -> Registered:
        """Note that a copy is about to be made. Raises `StateUnusable`."""
        return self._keep(replace(rehearsal, copies={**rehearsal.copies, role: Copy(now)}))

    def refused(self, rehearsal: Registered, role: Role) -> Registered:
        """Note that AWS said no to a copy, so that none can come of it. Raises `StateUnusable`."""
        others = {known: copy for known, copy in rehearsal.copies.items() if known is not role}
        return self._keep(replace(rehearsal, copies=others))

    def made(self, rehearsal: Registered, role: Role, pool_id: str) -> Registered:
        """Note the id of a copy. Raises `StateUnusable`."""
        copy = replace(rehearsal.copies[role], pool_id=pool_id)
        return self._keep(replace(rehearsal, copies={**rehearsal.copies, role: copy}))

    def keep_until(self, rehearsal: Registered, until: datetime) -> Registered:
        """Note that the copies are kept on purpose. Raises `StateUnusable`."""
        return self._keep(replace(rehearsal, until=until, process={}))

    def ended(self, rehearsal: Registered) -> Registered:
        """Note that nobody is at it any more, though copies may stand. Raises `StateUnusable`."""
        return self._keep(replace(rehearsal, process={}))

    def gone(self, rehearsal: Registered) -> Registered:
        """Note that both copies were taken away. Raises `StateUnusable`."""
        return self._keep(replace(rehearsal, gone=True, process={}))

    def all(self) -> tuple[Registered, ...]:
        """Every rehearsal that can be read, oldest first; nobody acts on one that cannot."""
        try:
            ids = [entry.name for entry in self._folder.iterdir() if is_id(entry.name)]
        except OSError:
            return ()
        found = [known for id_ in ids if (known := self.find(id_)) is not None]
        return tuple(sorted(found, key=lambda known: known.begun))

    def left(self) -> tuple[Registered, ...]:
        """Those whose copies may still stand at AWS."""
        return tuple(known for known in self.all() if not known.gone)

    def left_of(self, deployment: Deployment) -> tuple[Registered, ...]:
        """One deployment's copies that may still stand, and that no other process is at."""
        return tuple(known for known in self.left() if known.is_of(deployment) and not known.runs)

    def find(self, id_: str) -> Registered | None:
        """A rehearsal by its id; None where its file is not there, or is none of ours."""
        if not is_id(id_):
            return None
        try:
            descriptor = open_private(self.folder_of(id_) / FILE, os.O_RDONLY)
            with os.fdopen(descriptor, "rb") as file:
                found = _read(json.loads(file.read(_LARGEST).decode()))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None
        return found if found.id == id_ else None

    def _keep(self, rehearsal: Registered) -> Registered:
        folder = self.folder_of(rehearsal.id)
        try:
            prepare_folder(folder)
            _replace(folder, json.dumps(_written(rehearsal), indent=2).encode())
        except OSError as error:
            message = (
                f"The rehearsal cannot be noted in {folder}: {error.strerror}. Nothing is made"
                " that is not noted first: name another --state-folder."
            )
            raise StateUnusable(message) from error
        return rehearsal


def _replace(folder: Path, content: bytes) -> None:
    """Put a file in the place of the one before, whole and on disk."""
    replace_whole(folder / FILE, content)
    for place in (folder, folder.parent):
        sync_folder(place)


def _written(rehearsal: Registered) -> dict[str, Any]:
    return {
        "version": VERSION,
        **{
            name: getattr(rehearsal, name)
            for name in ("id", "account", "region", "endpoint", "old_pool", "new_pool", "gone")
        },
        "begun": rehearsal.begun.isoformat(),
        "process": dict(rehearsal.process),
        "until": rehearsal.until.isoformat() if rehearsal.until else "",
        "copies": {
            role.value: {"asked": copy.asked.isoformat(), "pool_id": copy.pool_id}
            for role, copy in rehearsal.copies.items()
        },
    }


def _read(kept: Mapping[str, Any]) -> Registered:
    text: Callable[[str], str] = lambda name: str(kept[name])  # noqa: E731
    if kept["version"] != VERSION:
        message = f"no such version: {kept['version']}"
        raise ValueError(message)
    return Registered(
        id=text("id"),
        account=text("account"),
        region=text("region"),
        endpoint=text("endpoint"),
        old_pool=text("old_pool"),
        new_pool=text("new_pool"),
        begun=datetime.fromisoformat(text("begun")),
        process=dict(kept["process"]),
        copies={
            Role(role): Copy(datetime.fromisoformat(copy["asked"]), str(copy["pool_id"]))
            for role, copy in kept["copies"].items()
        },
        until=datetime.fromisoformat(text("until")) if kept["until"] else None,
        gone=bool(kept["gone"]),
    )
