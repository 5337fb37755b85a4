"""Killed at any point of a change: the next start knows what landed, and writes nothing.

By day each third point is tried, other ones for other kinds of change; by night all.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.by_night import every
from tests.changes.change_kinds import KINDS, ChangeKind
from tests.changes.crashes import Origin, Run
from tests.practice_aws import PracticeAws
from tests.walkthroughs import NOW, walk

pytestmark = pytest.mark.xdist_group("crashes")  # one process is copied for all of them

WRITES = {
    "CreateUserPoolDomain",
    "UpdateUserPoolDomain",
    "DeleteUserPoolDomain",
    "CreateIdentityProvider",
    "UpdateIdentityProvider",
    "DeleteIdentityProvider",
    "UpdateUserPoolClient",
    "UpdateUserPool",
    "CreateChangeSet",
    "ExecuteChangeSet",
    "DeleteChangeSet",
}
# A change set alone changes nothing.
LANDING = WRITES - {"CreateChangeSet", "DeleteChangeSet"}


def begin_again(aws: PracticeAws, kind: ChangeKind) -> None:
    aws.reset()
    aws.settings(stack_seconds=0, change_set_seconds=0)
    if kind.faults:
        aws.faults(*kind.faults)
    for change in kind.there:
        aws.change(**change)


@pytest.mark.process
@pytest.mark.parametrize("name", KINDS)
def test_no_crash_loses_a_write_or_writes_twice(
    name: str,
    practice_aws: PracticeAws,
    crashing: Origin,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    kind = KINDS[name]
    begin_again(practice_aws, kind)
    # A stack is read so often that only what is written is tried at every point.
    points = crashing.run(Run(practice_aws, tmp_path / "whole", name))
    # Each before and after: a read, an intent, a write, a read back and an outcome; of a stack an
    # intent, two writes, an outcome.
    assert points >= (8 if kind.of_stack else 10)
    tried = 0
    # each kind at other points
    for fatal in every(3, range(1, points + 1), list(KINDS).index(name)):
        begin_again(practice_aws, kind)
        assert crashing.run(Run(practice_aws, tmp_path / str(fatal), name, fatal)) == -1
        _survived(practice_aws, kind, tmp_path / str(fatal), sent(practice_aws))
        tried += 1
    record_property("crash points", tried)


def sent(aws: PracticeAws) -> list[str]:
    """The writes that AWS was sent, and did not put off."""
    put_off = {"TooManyRequestsException"}
    return [
        call["operation"]
        for call in aws.calls()
        if call["operation"] in WRITES and call["error"] not in put_off
    ]


def _survived(aws: PracticeAws, kind: ChangeKind, folder: Path, before: list[str]) -> None:
    # by now AWS is not at it any more
    walked = walk(aws, folder, attached=False, clock=lambda: NOW + timedelta(minutes=2))
    assert walked.state.record.unfinished == ()
    assert sent(aws) == before, "the next start wrote something"
    landed = len([name for name in before if name in LANDING]) == (2 if kind.undo else 1)
    waiting = set(walked.pages.to_apply()) | {
        setting.id for setting in walked.pages.settings() if setting.asks
    }
    there = landed != kind.undo
    assert all((id_ in waiting) != there for id_ in kind.settings)
    undoable = walked.past_changes.undoable()
    assert (undoable is not None) == there
    if undoable:
        assert set(undoable.ids) == set(kind.settings)
    for found in walked.state.recovered:
        assert set(found.landed) == (set(kind.settings) if landed else set())
        begun = "Nobody saw how" if kind.of_stack else "under way when the program ended"
        assert begun in found.sentence
    walked.close()
