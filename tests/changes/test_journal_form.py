"""How the journal has a change, and what comes back of it: a secret from memory alone."""

from datetime import UTC, datetime
from typing import Any

import pytest

from migration.changes.change import Change, Edit
from migration.changes.journal_form import (
    Memory,
    change_body,
    is_fingerprint,
    sealed,
    secrets_in,
    unsealed_change,
)
from migration.compare.setting import Kind, Target
from migration.secret import Secret

OLD, NEW = Secret("a former secret"), Secret("the new secret")
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def fingerprint(text: str) -> str:
    return f"of {text}"


CHANGE = Change(
    "3a",
    Target(Kind.PROVIDER, "Google"),
    (
        Edit("3a/-/Google/client_secret", ("ProviderDetails", "client_secret"), OLD, NEW),
        Edit("3a/-/Google/x", ("Names",), False, True, "one", needs=("2/-/Domain",)),
        Edit("3a/-/Google", (), None, {"Type": "Google", "Details": {"s": NEW, "l": (NEW, AT)}}),
    ),
)
# Records of earlier versions are read by later ones: this form stays.
BODY: dict[str, Any] = {
    "target": {"kind": "provider", "name": "Google"},
    "edits": [
        {
            "setting": "3a/-/Google/client_secret",
            "path": ["ProviderDetails", "client_secret"],
            "item": "",
            "before": {"fingerprint": "of a former secret"},
            "after": {"fingerprint": "of the new secret"},
        },
        {
            "setting": "3a/-/Google/x",
            "path": ["Names"],
            "item": "one",
            "before": False,
            "after": True,
        },
        {
            "setting": "3a/-/Google",
            "path": [],
            "item": "",
            "before": None,
            "after": {
                "Type": "Google",
                "Details": {
                    "s": {"fingerprint": "of the new secret"},
                    "l": [{"fingerprint": "of the new secret"}, "2026-11-22T02:00:00+00:00"],
                },
            },
        },
    ],
}


def test_a_change_is_kept_in_the_form_that_every_record_has() -> None:
    assert change_body(CHANGE, fingerprint) == BODY


def test_with_its_secrets_in_memory_a_change_comes_back_whole() -> None:
    memory = secrets_in([edit.seen for edit in CHANGE.edits], fingerprint)
    memory = memory.with_secrets(secrets_in(CHANGE.edits[0].wanted, fingerprint))
    change, lost = unsealed_change("3a", BODY, memory)
    assert lost == ()
    assert (change.step, change.target) == ("3a", CHANGE.target)
    first, second, third = change.edits
    assert (first.seen, first.wanted) == (OLD, NEW)
    assert (first.setting, first.path, first.item) == (
        "3a/-/Google/client_secret",
        ("ProviderDetails", "client_secret"),
        "",
    )
    assert (second.setting, second.path, second.item) == ("3a/-/Google/x", ("Names",), "one")
    assert (second.seen, second.wanted) == (False, True)
    assert third.wanted == {
        "Type": "Google",
        "Details": {"s": NEW, "l": [NEW, "2026-11-22T02:00:00+00:00"]},
    }


def test_a_former_secret_that_is_in_no_memory_is_lost_and_no_other_setting() -> None:
    change, lost = unsealed_change("3a", BODY, secrets_in(NEW, fingerprint))
    assert lost == ("3a/-/Google/client_secret",)
    assert change.edits[0].wanted == NEW
    assert is_fingerprint(change.edits[0].seen)


def test_a_secret_that_is_lost_at_any_depth_of_what_was_there_is_lost() -> None:
    held = {"Details": {"all": [1, {"fingerprint": "of it"}]}}
    edits = [{**BODY["edits"][0], "before": held, "setting": "a"}, BODY["edits"][1]]
    _, lost = unsealed_change("3a", {**BODY, "edits": edits}, Memory())
    assert lost == ("a",)


def test_of_what_was_made_a_lost_secret_is_no_part_and_by_itself_it_stays_what_it_was() -> None:
    change, _ = unsealed_change("3a", BODY, Memory())
    made = change.edits[2].wanted
    assert isinstance(made, dict)
    assert made["Type"] == "Google"
    assert set(made["Details"]) == {"l"}
    assert change.edits[0].wanted == {"fingerprint": "of the new secret"}


def test_secrets_are_found_at_every_depth_and_the_later_ones_join_the_earlier() -> None:
    found = secrets_in({"a": [{"b": (OLD,)}, "text", 7], "c": NEW, "d": None}, fingerprint)
    assert found.by_fingerprint == {"of a former secret": OLD, "of the new secret": NEW}
    joined = Memory({"x": OLD}).with_secrets(Memory({"y": NEW}))
    assert joined.by_fingerprint == {"x": OLD, "y": NEW}


def test_a_moment_is_its_text_and_every_other_value_itself() -> None:
    assert sealed({"at": AT, "n": 7, "b": False, "t": "x", "z": None}, fingerprint) == {
        "at": "2026-11-22T02:00:00+00:00",
        "n": 7,
        "b": False,
        "t": "x",
        "z": None,
    }


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ({"fingerprint": "x"}, True),
        ({"fingerprint": "x", "more": 1}, False),
        ({}, False),
        ({"other": "x"}, False),
        (["fingerprint"], False),
        ("fingerprint", False),
        (None, False),
    ],
)
def test_a_fingerprint_is_that_one_member_and_nothing_else(value: Any, is_one: bool) -> None:
    assert is_fingerprint(value) is is_one
