"""Half of a character pair in a name, as JSON may carry it, is shown escaped and ends nothing."""

from __future__ import annotations

import json
from pathlib import Path

from migration.compare.setting import setting_id, setting_parts
from migration.snapshot.file import read_snapshot, write_snapshot
from tests.command_line.conftest import Run
from tests.practice_aws import PracticeAws
from tests.readings import DEPLOYMENT

HALF = "half-\ud800-client"


def test_a_settings_id_holds_it() -> None:
    assert setting_id("4", HALF, "CallbackURLs") == "4/half-%ED%A0%80-client/CallbackURLs"
    assert setting_parts(setting_id("4", HALF, "x")) == ["4", HALF, "x"]


def test_plan_apply_record_and_snapshot_go_on(aws: PracticeAws, run: Run, tmp_path: Path) -> None:
    aws.change(pool="old", client="acme-installer-app", set={"ClientName": HALF})
    for words, code in (
        (("plan",), 2),
        (("plan", "--json"), 2),
        (("snapshot",), 0),
        (("apply", "--yes", "--step", "5"), 0),
        (("record",), 0),
        (("record", "--json"), 0),
        (("report",), 0),
        (("report", "--format", "html"), 0),
    ):
        answer = run(*words)
        assert (words, answer.code) == (words, code), answer.err
        assert "mistake" not in answer.err
        answer.out.encode()  # a stream of UTF-8 takes all of it
    plan = run("plan").out
    assert "\ud800" not in plan
    assert "half-" in plan


def test_a_snapshot_holds_it_as_json_spells_it(tmp_path: Path) -> None:
    document = {
        "schema": 1,
        "deployment": DEPLOYMENT.document,
        "old": {"name": HALF, "é": "ü"},
        "new": {},
    }
    file = write_snapshot(tmp_path / "snapshot.json", document)
    assert "\\ud800" in file.read_text(encoding="utf-8")
    assert read_snapshot(file, DEPLOYMENT) == json.loads(json.dumps(document))


def test_a_name_that_no_file_can_have_is_said_to_be_none(aws: PracticeAws, run: Run) -> None:
    answer = run("plan", "--out", "a\0b")
    assert (answer.code, "mistake" in answer.err) == (1, False)
    assert "Invalid argument" in answer.err
