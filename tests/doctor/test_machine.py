"""Where the record is kept: whether it can be."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from migration.doctor.check import Check, Verdict
from migration.doctor.ledger import Ledger
from migration.doctor.machine import SUBJECTS, look_at_the_machine


def looked(folder: Path | None) -> dict[str, Check]:
    ledger = Ledger((), lambda _: None)
    look_at_the_machine(ledger, folder)
    return {check.name: check for check in ledger.in_order(SUBJECTS)}


def test_a_folder_that_is_not_there_yet_can_be_made_under_one_that_is(tmp_path: Path) -> None:
    check = looked(tmp_path / "a" / "b")["state-folder"]
    assert (check.verdict, "will be made" in check.evidence) == (Verdict.PASSED, True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_fails(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    assert looked(tmp_path / "state" / "poolwalk")["state-folder"].fails


def test_a_folder_of_somebody_else_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The superuser may write everywhere, so that the answer is the system's in one line.
    monkeypatch.setattr("migration.doctor.machine.os.access", lambda *_: False)
    check = looked(tmp_path)["state-folder"]
    assert (check.fails, "--state-folder" in check.advice) == (True, True)


def test_a_disk_that_is_nearly_full_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migration.doctor.machine.shutil.disk_usage", lambda _: SimpleNamespace(free=12_000_000))
    check = looked(tmp_path)["disk-space"]
    assert (check.fails, check.evidence.startswith("12 MB free")) == (True, True)
