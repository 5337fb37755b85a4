"""Two machines of one name have two ids, and one machine has the same id each time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from migration.journal import this_machine
from migration.journal.writing_process import (
    Place,
    Running,
    place_in,
    running,
    this_place,
    this_process,
)

ID = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def afresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    this_machine.machine_id.cache_clear()
    yield
    this_machine.machine_id.cache_clear()


def asked_again() -> str:
    this_machine.machine_id.cache_clear()
    return this_machine.machine_id()


def test_the_system_s_id_is_hashed_and_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    system = tmp_path / "machine-id"
    monkeypatch.setattr(this_machine, "SYSTEM", system)
    system.write_text(f"{ID}\n")
    first = asked_again()
    assert ID[:8] not in first
    assert first == asked_again()
    system.write_text(f"{ID[::-1]}\n")
    assert asked_again() != first
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize("text", [None, "", "uninitialized\n", "0" * 32])
def test_without_one_an_id_is_made_once_and_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str | None
) -> None:
    monkeypatch.setattr(this_machine, "SYSTEM", tmp_path / "machine-id")
    if text is not None:
        this_machine.SYSTEM.write_text(text)
    first = asked_again()
    kept = tmp_path / "state" / "poolwalk" / this_machine.KEPT
    assert kept.stat().st_mode & 0o777 == 0o600
    assert first == asked_again()
    kept.unlink()
    assert asked_again() != first


def test_where_none_can_be_kept_a_process_is_a_machine_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(this_machine, "SYSTEM", tmp_path / "machine-id")
    (tmp_path / "state").write_text("no folder")
    first = this_machine.machine_id()
    assert first == this_machine.machine_id()
    assert first != asked_again()


def test_only_a_process_of_this_machine_is_looked_up_in_what_a_team_shares() -> None:
    here = this_process()
    gone = {"pid": 2**22 + 1}
    assert running(place_in({**here, **gone}), on_any_machine=True) is Running.NO
    for other in ({"machine": "another"}, {"machine": ""}):
        place = place_in({**here, **gone, **other})
        assert running(place, on_any_machine=True) is Running.UNKNOWN
        assert running(place) is Running.NO


def test_another_boot_can_be_a_copy_of_the_machine_in_what_a_team_shares() -> None:
    place = place_in({**this_process(), "pid": 2**22 + 1, "boot": "another"})
    assert running(place) is Running.NO
    assert running(place, on_any_machine=True) is Running.UNKNOWN


def test_a_process_of_a_record_without_machines_is_read() -> None:
    old = {name: value for name, value in this_process().items() if name != "machine"}
    assert place_in(old) == Place(**{**vars(this_place()), "machine": ""})
