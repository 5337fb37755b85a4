"""Whether a file system keeps two programs from writing at once.

Homes on a network often have no working locks: there, one program's entries silently overwrite
another's.
"""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock

from migration.private_file import open_private

_NETWORKS = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "fuse.glusterfs", "fuse.sshfs", "gpfs", "lustre"}
    | {"nfs", "nfs4", "smb3", "smbfs"}
)
# Of NFS: locks that this machine keeps to itself.
_LOCKS_OF_ONE_MACHINE = frozenset({"nolock", "local_lock=all", "local_lock=posix"})
_MOUNTS = Path("/proc/self/mountinfo")
_SECONDS = 10.0
_GOT_IT, _REFUSED = 4, 3
# A process of its own: the system does not keep a process from locking its own file twice.
_TRY = f"""
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit({_REFUSED})
sys.exit({_GOT_IT})
"""

_held: dict[int, str] = {}  # by device, for this process
_asking = Lock()


def why_locks_do_not_hold(folder: Path) -> str:
    """Why, in words; empty where they hold. Takes some ten milliseconds the first time.

    Raises `OSError` where nothing can be written.
    """
    device = folder.stat().st_dev
    with _asking:
        if device not in _held:
            _held[device] = _of_one_machine(folder) or _tried(folder)
        return _held[device]


def is_on_a_network(folder: Path) -> bool:
    """Whether other machines may have the same files open. False where it cannot be known."""
    return _mount(folder)[0] in _NETWORKS


def _of_one_machine(folder: Path) -> str:
    kind, options = _mount(folder)
    if kind in _NETWORKS and _LOCKS_OF_ONE_MACHINE & options:
        return f"it is mounted as {kind} with locks that other machines do not see"
    return ""


def _mount(folder: Path) -> tuple[str, frozenset[str]]:
    """The kind of the file system that a folder is on, and its options; "" where not known."""
    try:
        device = folder.stat().st_dev
        wanted = f"{os.major(device)}:{os.minor(device)}"
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return "", frozenset()
    for line in reversed(lines):
        # After the device come mount points and options; behind the dash kind, source, options.
        fields, _, rest = line.partition(" - ")
        kind, *more = rest.split(" ")
        if fields.split(" ")[2] == wanted:
            return kind, frozenset(",".join(more[1:2]).split(","))
    return "", frozenset()


def _tried(folder: Path) -> str:
    try:
        import fcntl
    except ImportError:  # Windows, whose locks are of another make
        return ""
    probe = folder / f".locks-{os.getpid()}"
    with suppress(OSError):
        probe.unlink(missing_ok=True)
    descriptor = open_private(probe, os.O_CREAT | os.O_EXCL | os.O_RDWR)
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        gets_it = _another_gets_it(probe)
        if gets_it is None and is_on_a_network(folder):
            return (
                "whether two programs get the same lock cannot be tried, and other machines use it"
            )
        return "two programs get the same lock" if gets_it else ""
    except OSError as error:
        return f"it has no locks ({error.strerror})"
    finally:
        os.close(descriptor)
        with suppress(OSError):
            probe.unlink()


def _another_gets_it(probe: Path) -> bool | None:
    """Whether another process gets a lock that this one has; None: it could not be asked."""
    try:
        ended = subprocess.run(  # noqa: S603 this Python, and code of our own
            [sys.executable, "-I", "-S", "-c", _TRY, str(probe)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            env={name: os.environ[name] for name in _NEEDED if name in os.environ},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return ended.returncode == _GOT_IT if ended.returncode in {_GOT_IT, _REFUSED} else None


_NEEDED = ("LD_LIBRARY_PATH", "LD_PRELOAD", "PATH", "SYSTEMROOT")
