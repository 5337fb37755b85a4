"""A report's file: a new one of its owner's, or none."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migration.errors import BadInput
from migration.pools.reading import Deployment, PoolRef
from migration.report.report_file import refuse_a_taken_name, report_file, write_report


def test_a_report_is_written_for_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        file = write_report(str(tmp_path / "report.md"), "# Report — é\n")
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text(encoding="utf-8") == "# Report — é\n"


@pytest.mark.parametrize("there", ["file", "folder", "link", "link to nothing"])
def test_nothing_that_is_there_is_overwritten_or_followed(tmp_path: Path, there: str) -> None:
    named, other = tmp_path / "report.md", tmp_path / "other"
    if there == "file":
        named.write_text("mine")
    elif there == "folder":
        named.mkdir()
    else:
        named.symlink_to(other)
        if there == "link":
            other.write_text("mine")
    before = sorted(tmp_path.iterdir())
    for refused in (lambda: write_report(str(named), "x"), lambda: refuse_a_taken_name(str(named))):
        with pytest.raises(BadInput, match=r"is there already, and is not overwritten: name ano"):
            refused()
    assert sorted(tmp_path.iterdir()) == before
    assert not named.is_file() or named.read_text() == "mine"


@pytest.mark.parametrize("path", ["nowhere/report.md", "a\0b", "x" * 300])
def test_a_path_that_cannot_be_written_is_a_sentence(tmp_path: Path, path: str) -> None:
    with pytest.raises(BadInput, match=r"cannot be written: .*\. Name another file\."):
        write_report(f"{tmp_path}/{path}", "x")


def test_nothing_is_left_of_a_file_that_could_not_be_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput, match="No space left on device"):
        write_report(str(tmp_path / "report.md"), "x")
    assert list(tmp_path.iterdir()) == []


def test_a_report_of_the_app_is_named_by_deployment_and_moment() -> None:
    place = Deployment(
        "123456789012",
        "us-east-1",
        "",
        "arn",
        PoolRef("us-east-1_a", "o"),
        PoolRef("us-east-1_b", "n"),
    )
    file = report_file(Path("/s"), place, datetime(2026, 11, 22, 2, 0, 5, tzinfo=UTC))
    assert file.name == "report-123456789012-us-east-1-20261122T020005Z.html"
