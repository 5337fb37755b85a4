"""A snapshot on disk is private, and either whole or not there.

A file that cannot be used gets one sentence.
"""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from migration.errors import BadInput, StateUnusable
from migration.snapshot.file import read_snapshot, snapshot_file, write_snapshot
from migration.walkthrough import Walkthrough
from tests.readings import DEPLOYMENT
from tests.snapshots.test_document import NOW

GOOD: dict[str, Any] = {
    "schema": 1,
    "deployment": {
        "account": "123456789012",
        "region": "us-east-1",
        "old_pool": {"id": "us-east-1_Old"},
        "new_pool": {"id": "us-east-1_New"},
    },
    "old": {},
    "new": {},
}


def test_its_name_says_account_region_pools_and_time() -> None:
    name = snapshot_file(Path("/state"), DEPLOYMENT, NOW).name
    assert (
        name == "snapshot-123456789012-us-east-1-us-east-1_Old-us-east-1_New-20261122T020000Z.json"
    )


def test_it_is_private_and_nothing_unfinished_stays_beside_it(tmp_path: Path) -> None:
    file = write_snapshot(tmp_path / "state" / "a.json", GOOD)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert os.listdir(file.parent) == ["a.json"]
    assert json.loads(file.read_text()) == GOOD


def test_one_of_the_same_second_does_not_replace_another(tmp_path: Path) -> None:
    first, second = (write_snapshot(tmp_path / "a.json", {"n": number}) for number in (1, 2))
    assert (first.name, second.name) == ("a.json", "a-2.json")
    assert json.loads(first.read_text()) == {"n": 1}


def test_one_that_came_in_the_same_moment_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "snapshot.json"
    names = iter([file, file.with_stem("snapshot-2")])
    monkeypatch.setattr("migration.snapshot.file._free", lambda _: next(names))
    file.write_text("another's")
    assert write_snapshot(file, {"a": 1}) == file.with_stem("snapshot-2")
    assert file.read_text() == "another's"


def test_two_processes_of_one_number_do_not_write_into_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def another_writes_meanwhile(descriptor: int) -> None:
        monkeypatch.setattr(os, "fsync", sync)
        write_snapshot(tmp_path / "a.json", {"n": 2})
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", another_writes_meanwhile)
    first = write_snapshot(tmp_path / "a.json", {"n": 1})
    assert json.loads(first.read_text()) == {"n": 1}
    assert sorted(os.listdir(tmp_path)) == ["a-2.json", "a.json"]


def test_it_is_on_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, link = os.fsync, os.link

    def told_sync(descriptor: int) -> None:
        done.append("sync")
        sync(descriptor)

    def told_link(one: Path, other: Path) -> None:
        done.append("name")
        link(one, other)

    monkeypatch.setattr(os, "fsync", told_sync)
    monkeypatch.setattr(os, "link", told_link)
    write_snapshot(tmp_path / "a.json", GOOD)
    assert done == ["sync", "name", "sync"]  # the file, its name, the folder


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StateUnusable, match="No space left on device"):
        write_snapshot(tmp_path / "a.json", GOOD)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is no snapshot"),
        ("{", "is no snapshot"),
        ("[]", "is no snapshot"),
        ("\udcff", "not a text in UTF-8"),
        ("[" * 100_000, "is no snapshot"),
        ('{"schema": "1"}', "is no snapshot"),
        (json.dumps({**GOOD, "old": None}), "is no snapshot"),
        (json.dumps({**GOOD, "schema": 2}), "newer Poolwalk"),
        (
            json.dumps({**GOOD, "deployment": {**GOOD["deployment"], "account": "9"}}),
            "account is 9, and this one's is 123456789012",
        ),
        (
            json.dumps({**GOOD, "deployment": {**GOOD["deployment"], "new_pool": {"id": "x"}}}),
            "new pool is x",
        ),
        (
            json.dumps({**GOOD, "deployment": {**GOOD["deployment"], "old_pool": "x"}}),
            "another deployment",
        ),
    ],
)
def test_a_file_that_will_not_do_gets_one_sentence(
    tmp_path: Path, text: str, sentence: str
) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadInput, match=sentence) as refused:
        read_snapshot(file, DEPLOYMENT)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_gets_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        read_snapshot(tmp_path / "nothing.json", DEPLOYMENT)


def test_a_good_one_is_read(tmp_path: Path) -> None:
    assert read_snapshot(write_snapshot(tmp_path / "a.json", GOOD), DEPLOYMENT) == GOOD


def test_what_a_walkthrough_wrote_it_reads(walkthrough: Walkthrough) -> None:
    assert walkthrough.snapshots.changes_since(walkthrough.snapshots.take()).changes == ()
