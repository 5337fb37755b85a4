"""Killed, stopped or cut off at any point: what was left is said, and one command takes it away."""

from __future__ import annotations

import os
import shutil
import traceback
from collections.abc import Mapping
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from migration.aws.connection import Connection
from migration.errors import Cancelled, PoolwalkError
from migration.pools.reading import Role
from migration.rehearsal import register
from migration.rehearsal.copy_names import STEM
from migration.rehearsal.left_copies import clean, left_behind
from migration.rehearsal.progress import Progress
from migration.walkthrough import Walkthrough
from tests.by_night import every
from tests.rehearsal.conftest import NOW, Rehearsing
from tests.rehearsal.in_process import InProcess

LATER = NOW + timedelta(minutes=2)  # by now AWS is not at it any more


def copies(practice: InProcess) -> list[str]:
    return [name for name in practice.names if name.startswith(STEM)]


def begun_again(deployment: Rehearsing, folder: Path) -> Walkthrough:
    """The next start, which finds what the run before left in the state folder."""
    before = deployment.walkthrough
    request = deepcopy(before.state.request)
    object.__setattr__(request, "state_folder", folder)
    walkthrough = Walkthrough(
        request, before.state.steps, lambda: LATER, connection=before.login.connection
    )
    walkthrough.connect()
    return walkthrough


def the_next_start_takes_all_away(
    deployment: Rehearsing, practice: InProcess, production: Mapping[str, object]
) -> None:
    """Once AWS answers again: it says what was left, and only production stands after it."""
    practice.passing = lambda _operation: None
    practice.aws.faults.clear()
    walkthrough = begun_again(deployment, deployment.folder)
    assert left_behind(walkthrough.state.request, walkthrough.state.online(), LATER)
    assert clean(walkthrough, lambda: LATER) == ()
    assert dict(practice.pools) == production


def survives(deployment: Rehearsing, production: dict[str, Any]) -> None:
    """In a process of its own, as if the one before had just been killed."""
    practice = deployment.practice
    practice.passing = lambda _operation: None
    there = copies(practice)
    with TemporaryDirectory(dir=deployment.folder.parent) as place:
        folder = Path(place) / "state"
        shutil.copytree(deployment.folder, folder)
        walkthrough = begun_again(deployment, folder)
        online = walkthrough.state.online()
        said = left_behind(walkthrough.state.request, online, LATER)
        assert not there or len(said) == 1, (there, said)
        assert clean(walkthrough, lambda: LATER) == ()
        assert left_behind(walkthrough.state.request, online, LATER) == ()
    assert copies(practice) == []
    assert dict(practice.pools) == production


@pytest.mark.long
@pytest.mark.process
def test_killed_at_any_point_nothing_is_lost_track_of(
    deployment: Rehearsing, monkeypatch: pytest.MonkeyPatch, record_property: Any
) -> None:
    """At each write the process forks: the child is the next start, after a kill just there.

    Before a write everything is as it was after the write before, but where a pool is made: that is
    noted in between.
    """
    production = deepcopy(dict(deployment.practice.pools))
    failures: list[str] = []
    points: list[str] = []
    # Making its own clients would take the child longer than all else that it does.
    bounded = deployment.walkthrough.login.online().within(lambda *_: "")
    bounded.writing("cognito-idp")
    sent = -1

    def point(operation: str) -> None:
        nonlocal sent
        before, sent = len(deployment.practice.sent) > sent, len(deployment.practice.sent)
        is_write = bool(operation) and not operation.startswith(("Describe", "List", "Get"))
        if not is_write or (before and operation != "CreateUserPool"):
            return
        points.append(operation)
        if why := in_a_child(deployment, production, bounded, monkeypatch):
            failures.append(f"{operation} ({len(points)}): {why}")

    deployment.practice.passing = point
    deployment.run()
    record_property("crash points", len(points))
    assert len(points) == 2 + len(deployment.practice.writes)
    assert failures == []


def in_a_child(
    deployment: Rehearsing,
    production: dict[str, Any],
    bounded: Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """What goes wrong at the next start; empty: nothing."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        said = ""
        try:
            os.close(reader)
            # The process that registered it is this one's parent, which was "killed".
            monkeypatch.setattr(register, "still_runs", lambda _process: False)
            monkeypatch.setattr(Connection, "within", lambda _self, _bounds: bounded)
            survives(deployment, production)
        except BaseException:  # noqa: BLE001 - told to the parent, whatever it is
            said = traceback.format_exc()[-1500:]
        finally:
            os.write(writer, said.encode())
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said


@pytest.mark.parametrize("calls", every(2, [1, 12, 30, 60, 90, 130]))
def test_stopped_on_the_way_everything_is_taken_away(deployment: Rehearsing, calls: int) -> None:
    production = deepcopy(dict(deployment.practice.pools))
    rehearsal = deployment.rehearsal()
    begun = len(deployment.practice.sent)

    def stop(_operation: str) -> None:
        if len(deployment.practice.sent) - begun == calls:
            rehearsal.stop()

    deployment.practice.passing = stop
    result = rehearsal.run()
    assert result.stopped
    assert result.left == ()
    assert dict(deployment.practice.pools) == production
    assert deployment.walkthrough.state.record.rehearsed is None


@pytest.mark.parametrize("calls", every(2, [3, 25, 70, 140], 1))
def test_a_line_that_drops_leaves_copies_that_the_next_start_takes_away(
    deployment: Rehearsing, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    production = deepcopy(dict(deployment.practice.pools))
    nobody_waits(monkeypatch)
    practice, begun = deployment.practice, len(deployment.practice.sent)

    def drop(_operation: str) -> None:
        if len(practice.sent) - begun == calls:
            practice.fault(kind="cut")

    practice.passing = drop
    with pytest.raises(PoolwalkError, match="rehearse --clean"):
        deployment.run()
    the_next_start_takes_all_away(deployment, practice, production)


def test_a_copy_of_which_aws_said_nothing_is_looked_for_until_it_cannot_come_any_more(
    deployment: Rehearsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is on disk when the request leaves, and AWS may still make it once the program is gone."""
    nobody_waits(monkeypatch)
    noted: list[set[Role]] = []

    def look(operation: str) -> None:
        if operation == "CreateUserPool":
            (known,) = register.Register(deployment.folder).left()
            noted.append(set(known.copies))

    deployment.practice.passing = look
    deployment.practice.fault(kind="cut", operation="CreateUserPool")
    with pytest.raises(PoolwalkError):
        deployment.run()
    assert noted
    assert all(noted)
    deployment.practice.aws.faults.clear()
    (said,) = deployment.clean()
    assert "AWS did not say whether it made poolwalk-rehearsal-" in said
    assert register.Register(deployment.folder).left()
    deployment.clock = lambda: LATER
    assert deployment.clean() == ()
    assert register.Register(deployment.folder).left() == ()


@pytest.mark.parametrize(
    ("operation", "number"),
    [("DeleteUserPoolDomain", 2), ("DeleteUserPool", 1), ("DeleteUserPool", 2)],
)
def test_a_line_that_drops_while_the_copies_are_taken_away(
    deployment: Rehearsing, operation: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of domains the walk takes its own back first: the second is the old copy's."""
    production = deepcopy(dict(deployment.practice.pools))
    nobody_waits(monkeypatch)
    practice = deployment.practice

    came = len(practice.sent)

    def drop(sent: str) -> None:
        nonlocal came
        leaves, came = len(practice.sent) == came, len(practice.sent)
        if leaves and sent == operation and practice.sent.count(operation) == number - 1:
            practice.fault(kind="cut")

    practice.passing = drop
    result = deployment.run()
    assert "rehearse --clean" in " ".join(result.left)
    (known,) = register.Register(deployment.folder).left()
    assert not known.process, "nobody is at it any more: another program may take it away"
    the_next_start_takes_all_away(deployment, practice, production)


def test_a_login_that_expires_says_so_and_everything_goes_once_it_is_back(
    deployment: Rehearsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody_waits(monkeypatch)
    production = deepcopy(dict(deployment.practice.pools))
    practice = deployment.practice
    practice.fault(kind="expired_token", operation="CreateIdentityProvider", skip=2, count=1)
    with pytest.raises(PoolwalkError, match="expired") as ended:
        deployment.run()
    assert "Everything that the rehearsal made was taken away" in str(ended.value)
    assert dict(practice.pools) == production


def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migration.rehearsal.rehearsal.time.sleep", lambda _seconds: None)
    # for so long AWS may be at what was not answered
    monkeypatch.setattr("migration.walk.unfinished_writes.YOUNG", 0.1)

    def at_once(progress: Progress, _seconds: float) -> None:
        if progress.stopped.is_set():
            message = "Stopped."
            raise Cancelled(message)

    monkeypatch.setattr(Progress, "wait", at_once)
