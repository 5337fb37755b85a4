"""Whether a program that stops can be brought back: by a shell that sees it stop (`fg`)."""

import os
from collections.abc import Iterable

from tui.clipboard.ancestors import numbers_above

NOBODY_WOULD = "Nothing here could bring Poolwalk back by fg: it stays."


def is_orphaned(group: int, session: int, above: Iterable[tuple[int, int]]) -> bool:
    """Whether nobody watches a process group (POSIX's orphaned one, 3.269).

    `above` are group and session of each process above, the nearest first. The first of another
    group sees it stop, if it is of the same session.
    """
    for its_group, its_session in above:
        if its_session != session:
            return True
        if its_group != group:
            return False
    return True


def can_be_continued() -> bool:
    """Whether somebody could continue this program, were it stopped."""
    return not is_orphaned(os.getpgid(0), os.getsid(0), _above())


def _above() -> Iterable[tuple[int, int]]:
    # The parent is known everywhere; who stands above it only where /proc tells.
    for pid in numbers_above() or (os.getppid(),):
        try:
            yield os.getpgid(pid), os.getsid(pid)
        except OSError:  # gone, or not to be looked at
            return
