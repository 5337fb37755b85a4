"""A record that was emptied is told by the snapshot beside it, and is no first start."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from migration.journal.state_folder import journal_file
from migration.walkthrough import Walkthrough
from tests.plans.conftest import MAKER, Office, office_in

SUBJECT = "5/-/EmailSubject"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path) as office:
        yield office


def _file(office: Office, walked: Walkthrough) -> Path:
    return journal_file(office.folder / "state", walked.state.online())


def _ended(office: Office, *, wrote: bool) -> Path:
    walked = office.walk(MAKER)
    if wrote:
        walked.applier.apply([SUBJECT])
    file = _file(office, walked)
    office.opened.remove(walked)
    walked.close()
    return file


EMPTIED: dict[str, Callable[[Path], object]] = {
    "cut off": lambda file: os.truncate(file, 0),
    "nothing but a header": lambda file: file.write_bytes(file.read_bytes()[:60] + bytes(4036)),
}


@pytest.mark.parametrize("name", EMPTIED)
def test_an_emptied_record_is_no_first_start(office: Office, name: str) -> None:
    EMPTIED[name](_ended(office, wrote=True))

    again = office.walk(MAKER)

    assert "what was recorded is lost from it" in again.state.unrecordable
    sent = len(office.practice.writes)
    again.logbook.set_aside()
    fresh = office.walk(MAKER)
    assert not fresh.state.unrecordable
    assert len(office.practice.writes) == sent


def test_a_first_start_that_was_killed_begins_anew(office: Office) -> None:
    os.truncate(_ended(office, wrote=False), 0)

    assert not office.walk(MAKER).state.unrecordable


def test_a_record_in_which_nothing_was_said_yet_is_whole(office: Office) -> None:
    walked = office.walk(MAKER)
    walked.snapshots.take()
    office.opened.remove(walked)
    walked.close()

    assert not office.walk(MAKER).state.unrecordable
