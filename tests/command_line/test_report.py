"""`poolwalk report`: its forms, its file, and what is told where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line.conftest import PAIR, Run
from tests.practice_aws import PracticeAws


def test_a_report_goes_to_standard_output_as_markdown(aws: PracticeAws, run: Run) -> None:
    answer = run("report", *PAIR)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("# User pool migration\n")
    assert "**No, not yet.**" in answer.out
    assert not any(
        call["operation"].startswith(("Create", "Update", "Set", "Delete")) for call in aws.calls()
    )


def test_the_name_of_the_file_says_the_form_and_the_path_is_printed(
    aws: PracticeAws, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    answer = run("report", "--out", str(file), *PAIR)
    assert (answer.code, answer.out, answer.err) == (0, f"{file}\n", "")
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    aws.forget_calls()
    again = run("report", "--out", str(file), *PAIR)
    assert again.code == 1
    assert again.sentence.endswith("is there already, and is not overwritten: name another file.")
    assert aws.calls() == []


def test_a_report_in_json_has_a_schema_and_redacted_none_of_the_names(
    aws: PracticeAws, run: Run
) -> None:
    answer = run("report", "--json", "--redact", *PAIR)
    assert answer.code == 0
    document = answer.json
    assert list(document) == [
        "schema",
        "made_at",
        "made_by",
        "poolwalk",
        "redacted",
        "deployment",
        "read_at",
        "retirement",
        "progress",
        "next",
        "steps",
        "checks",
        "usage",
        "rehearsal",
        "reasons",
        "changes",
        "events",
        "unread",
        "snapshots",
    ]
    assert (document["schema"], document["redacted"]) == (1, True)
    assert document["made_at"].endswith("Z")
    text = json.dumps(document).lower()
    assert not {"acme", aws.account, "oldpool01", "rainmaker-user-pool-client"} & {
        name
        for name in ("acme", aws.account, "oldpool01", "rainmaker-user-pool-client")
        if name in text
    }


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--format", "htm"), "There is no format “htm”. Did you mean html?"),
        (
            ("--format", "html", "--json"),
            "--json and --format html are two formats: leave one of them out.",
        ),
    ],
)
def test_a_format_that_cannot_be_is_a_sentence(
    run: Run, words: tuple[str, ...], sentence: str
) -> None:
    answer = run("report", *words)
    assert (answer.code, answer.sentence) == (1, sentence)


def test_there_is_no_report_of_a_record_that_cannot_be_read(
    aws: PracticeAws, run: Run, home: Path
) -> None:
    assert run("report", *PAIR).code == 0
    (record,) = home.rglob("*.sqlite3")
    for beside in home.rglob("*.sqlite3-*"):
        beside.unlink()
    record.write_bytes(b"no database, and damaged " * 400)
    answer = run("report", *PAIR)
    assert (answer.code, answer.out) == (1, "")
    assert answer.sentence.startswith("There is no report without the record. ")
