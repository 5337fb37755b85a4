"""A plan's file: what is no plan is refused in one sentence, and nothing of others is touched."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from migration.errors import BadInput, StateUnusable
from migration.journal.entries import EntryKind
from migration.plans import file as plan_file
from migration.plans.drift import Drift
from migration.plans.kept_plan import sha256_of
from migration.walkthrough import Walkthrough
from tests.plans.conftest import REVIEWER, Office
from widgets.text.plan_lines import plan_lines

SUBJECT = "5/-/EmailSubject"
Keep = Callable[..., Walkthrough]


@pytest.fixture
def walked(office: Office, kept: Keep) -> Walkthrough:
    return kept(SUBJECT)


def refusal(walked: Walkthrough, file: str) -> str:
    with pytest.raises(BadInput) as found:
        walked.plans.open(file)
    sentence = str(found.value)
    assert sentence.endswith("."), sentence
    assert "\n" not in sentence
    return sentence


def rewritten(office: Office, change: Callable[[dict[str, Any]], None]) -> None:
    document = json.loads(Path(office.file).read_text())
    change(document)
    Path(office.file).write_text(json.dumps(document))


def test_it_is_private_and_opens_as_it_was_kept(office: Office, walked: Walkthrough) -> None:
    assert Path(office.file).stat().st_mode & 0o777 == 0o600
    assert walked.plans.open(office.file).plan.settings == (SUBJECT,)
    assert set(os.listdir(office.folder)) == {"state", "plan.json"}
    (made,) = (one for one in walked.logbook.entries if one.kind is EntryKind.PLAN_MADE)
    assert made.body == {"plan": walked.plans.open(office.file).plan.sha256, "settings": 1}


def test_what_is_there_already_is_left_alone(office: Office, walked: Walkthrough) -> None:
    before = Path(office.file).read_bytes()

    with pytest.raises(BadInput, match="is there already"):
        walked.plans.keep(office.file, [SUBJECT])

    assert Path(office.file).read_bytes() == before


def test_a_link_is_not_followed(office: Office, walked: Walkthrough) -> None:
    link = office.folder / "link.json"
    link.symlink_to(office.folder / "nowhere.json")

    with pytest.raises(BadInput, match="is there already"):
        walked.plans.keep(str(link), [SUBJECT])

    assert not (office.folder / "nowhere.json").exists()


def test_an_approval_does_not_go_through_a_link(office: Office, walked: Walkthrough) -> None:
    link = office.folder / "link.json"
    link.symlink_to(office.file)
    reviewer = office.walk(REVIEWER)

    with pytest.raises(
        BadInput, match=r"only the file does not tell of it.*links are not followed"
    ):
        reviewer.plans.approve(reviewer.plans.open(str(link)))

    assert json.loads(Path(office.file).read_text())["approved"] == []
    assert reviewer.plans.open(office.file).approvals.counted


def test_a_plan_that_cannot_be_recorded_is_not_kept(
    office: Office, walked: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StateUnusable("The disk is full.")

    monkeypatch.setattr(walked.logbook, "note", refuse)

    with pytest.raises(StateUnusable):
        walked.plans.keep(str(office.folder / "other.json"), [SUBJECT])

    assert not (office.folder / "other.json").exists()


def test_a_folder_that_is_not_there(office: Office, walked: Walkthrough) -> None:
    with pytest.raises(BadInput, match="cannot be written: No such file or directory"):
        walked.plans.keep(str(office.folder / "none" / "plan.json"), [SUBJECT])


def test_nothing_to_apply_makes_no_plan(office: Office, walked: Walkthrough) -> None:
    with pytest.raises(BadInput, match="Nothing is to apply"):
        walked.plans.keep(str(office.folder / "other.json"), [])


@pytest.mark.parametrize("content", ["", "{", "[]", "12", '{"schema": 1}', '{"schema": 0}', "\0"])
def test_what_is_no_plan(office: Office, walked: Walkthrough, content: str) -> None:
    Path(office.file).write_text(content)

    assert "is no plan of Poolwalk's, or it is damaged" in refusal(walked, office.file)


def test_a_torn_plan(office: Office, walked: Walkthrough) -> None:
    text = Path(office.file).read_text()
    Path(office.file).write_text(text[: len(text) // 2])

    assert "it is damaged" in refusal(walked, office.file)


def test_a_newer_plan(office: Office, walked: Walkthrough) -> None:
    rewritten(office, lambda document: document.update(schema=2))

    assert "by a newer Poolwalk (schema 2" in refusal(walked, office.file)


def test_an_edited_plan(office: Office, walked: Walkthrough) -> None:
    def edit(document: dict[str, Any]) -> None:
        document["plan"]["changes"][0]["edits"][0]["after"] = "Another subject"

    rewritten(office, edit)

    assert "was edited after it was made" in refusal(walked, office.file)


@pytest.mark.parametrize(
    ("member", "value", "sentence"),
    [
        ("account", "999999999999", "its account is 999999999999, and this one's is 123456789012"),
        ("region", "eu-west-1", "its region is eu-west-1"),
        ("endpoint", "", "its endpoint is AWS's own"),
        ("endpoint", "https://aws.example", "its endpoint is https://aws.example"),
    ],
)
def test_a_plan_of_another_deployment(
    office: Office, walked: Walkthrough, member: str, value: str, sentence: str
) -> None:
    def move(document: dict[str, Any]) -> None:
        document["plan"]["deployment"][member] = value
        document["sha256"] = sha256_of(document["plan"])

    rewritten(office, move)

    assert f"is of another deployment: {sentence}" in refusal(walked, office.file)


def test_a_plan_of_a_practice_aws_that_had_another_port(
    office: Office, walked: Walkthrough
) -> None:
    def move(document: dict[str, Any]) -> None:
        document["plan"]["deployment"]["endpoint"] = "http://127.0.0.1:1"
        document["sha256"] = sha256_of(document["plan"])

    rewritten(office, move)

    assert walked.plans.open(office.file).plan.settings


@pytest.mark.parametrize(
    "broken",
    [
        {"changes": [{"step": 5}]},
        {"changes": 5},
        {"changes": [None]},
        {"made": {"who": "ada", "at": "yesterday"}},
        {"made": {"who": "ada", "at": "2026-11-26T10:00:00"}},
        {"deployment": []},
        {"deployment": {}},
    ],
)
def test_a_plan_of_another_shape_with_a_right_hash(
    office: Office, walked: Walkthrough, broken: dict[str, Any]
) -> None:
    def spoil(document: dict[str, Any]) -> None:
        document["plan"] |= broken
        document["sha256"] = sha256_of(document["plan"])

    rewritten(office, spoil)

    assert "is no plan of Poolwalk's" in refusal(walked, office.file)


def test_a_folder_a_pipe_and_a_huge_file_are_no_plan(
    office: Office, walked: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_file, "LARGEST", 100)
    os.mkfifo(office.folder / "pipe")

    assert "cannot be read: Is a directory" in refusal(walked, str(office.folder))
    assert "it is no ordinary file" in refusal(walked, str(office.folder / "pipe"))
    assert "far too large" in refusal(walked, office.file)
    assert "No such file" in refusal(walked, str(office.folder / "none"))


def test_a_moment_that_no_clock_can_show_is_no_plans(office: Office, walked: Walkthrough) -> None:
    for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):

        def made(document: dict[str, Any], at: str = at) -> None:
            document["plan"]["made"]["at"] = at
            document["sha256"] = sha256_of(document["plan"])

        rewritten(office, made)
        assert "is no plan of Poolwalk's" in refusal(walked, office.file)


def test_a_settings_address_that_somebody_made_up_is_shown_as_what_it_is(
    office: Office, walked: Walkthrough
) -> None:
    def changed(document: dict[str, Any]) -> None:
        document["plan"]["changes"][0]["edits"][0]["setting"] = "5/%ff/%zz/%00"
        document["sha256"] = sha256_of(document["plan"])

    rewritten(office, changed)
    plan = walked.plans.open(office.file)
    assert Drift.AS_PLANNED not in {one.drift for one in plan.settings}
    assert "".join(line.text for line in plan_lines(plan, 100)).isprintable()


@pytest.mark.parametrize("schema", [0, -1, True, 1.0, "1", None])
def test_a_form_that_never_was_is_no_plan(
    office: Office, walked: Walkthrough, schema: object
) -> None:
    rewritten(office, lambda document: document.update(schema=schema))

    assert "is no plan" in refusal(walked, office.file)


@pytest.mark.parametrize("name", ["account", "region", "endpoint"])
@pytest.mark.parametrize("value", [7, True, None, [], {}])
def test_a_deployment_of_another_form_is_no_plan(
    office: Office, walked: Walkthrough, name: str, value: object
) -> None:
    def change(document: dict[str, Any]) -> None:
        document["plan"]["deployment"][name] = value
        document["sha256"] = sha256_of(document["plan"])

    rewritten(office, change)

    assert "is no plan" in refusal(walked, office.file)


@pytest.mark.parametrize(
    ("there", "twice"),
    [
        ('"after":', '"after": "what another program shows", "after":'),
        ('"plan":', '"plan": {"changes": []}, "plan":'),
        ('"item": ""', '"item": NaN'),
    ],
)
def test_a_file_that_two_programs_read_as_two_plans_is_none(
    office: Office, walked: Walkthrough, there: str, twice: str
) -> None:
    text = Path(office.file).read_text()
    assert there in text
    Path(office.file).write_text(text.replace(there, twice, 1))

    assert "is no plan" in refusal(walked, office.file)
