"""A program stops only where somebody can bring it back."""

import pytest

from tui.terminal.job_control import is_orphaned

# Group and session of each process above, the nearest first.
SHELL, SSHD = (10, 10), (5, 5)


@pytest.mark.parametrize(
    ("group", "above", "orphaned"),
    [
        (20, [SHELL, SSHD], False),
        (20, [(20, 10), (20, 10), SHELL, SSHD], False),  # under make, or a script
        (10, [SSHD], True),  # ssh -t host poolwalk, tmux new poolwalk: it leads its session
        (10, [SHELL, SSHD], True),  # a shell without job control
        (20, [(1, 1)], True),  # the shell has ended
        (20, [], True),
    ],
)
def test_who_is_watched_by_a_shell(
    group: int, above: list[tuple[int, int]], orphaned: bool
) -> None:
    assert is_orphaned(group, 10, above) is orphaned
