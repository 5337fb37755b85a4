"""The form in which a plan is kept, and which writes it holds, without AWS and without a file."""

from __future__ import annotations

import hashlib
import json
from copy import deepcopy
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from migration.changes.change import Change, Edit
from migration.compare.setting import Kind, Target
from migration.journal.plan_record import Signature
from migration.plans.kept_plan import (
    KeptChange,
    KeptEdit,
    has_fingerprint,
    key_of,
    plan_from,
    plan_of,
    sha256_of,
)
from migration.secret import Secret

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
GOOGLE = Target(Kind.PROVIDER, "Google")
PATH = ("ProviderDetails", "client_secret")
SECRET = Edit("3a/-/Google/client_secret", PATH, None, Secret("s"))
URL = Edit("4/x/Urls", ("Urls",), False, True, "https://a")
CHANGES = (
    Change("3a", GOOGLE, (SECRET,), {"private_key": Secret("k")}),
    Change("4", Target(Kind.CLIENT, "7"), (URL,)),
)
DEPLOYMENT = {"old_pool": {"id": "a"}, "new_pool": {"id": "b"}, "region": "us-east-1"}


def fingerprint(text: str) -> str:
    return f"of {text}"


def plan() -> Any:
    deployment: Any = SimpleNamespace(document=DEPLOYMENT)
    return plan_of(CHANGES, deployment, Signature("ada", AT), fingerprint)


# Plans of earlier versions are read by later ones: this form, and its hash, stay.
BODY: dict[str, Any] = {
    "deployment": DEPLOYMENT,
    "made": {"who": "ada", "at": "2026-11-22T02:00:00Z"},
    "key": "of a plan of Poo",
    "changes": [
        {
            "step": "3a",
            "target": {"kind": "provider", "name": "Google"},
            "edits": [
                {
                    "setting": "3a/-/Google/client_secret",
                    "path": ["ProviderDetails", "client_secret"],
                    "item": "",
                    "before": None,
                    "after": {"fingerprint": "of s"},
                }
            ],
            "hidden": {"private_key": {"fingerprint": "of k"}},
        },
        {
            "step": "4",
            "target": {"kind": "client", "name": "7"},
            "edits": [
                {
                    "setting": "4/x/Urls",
                    "path": ["Urls"],
                    "item": "https://a",
                    "before": False,
                    "after": True,
                }
            ],
            "hidden": {},
        },
    ],
}


def test_it_is_kept_in_the_form_that_every_version_reads() -> None:
    made = plan()
    assert made.body == BODY
    assert made.made == Signature("ada", AT)
    assert made.key == key_of(fingerprint) == BODY["key"]
    assert made.settings == ("3a/-/Google/client_secret", "4/x/Urls")
    assert made.approved == ()


def test_its_hash_is_of_all_of_it_whatever_the_order_and_the_spaces() -> None:
    odd = {"b": [1, "ü"], "a": None}
    written_by_hand = '{"a":null,"b":[1,"\\u00fc"]}'
    assert sha256_of(odd) == hashlib.sha256(written_by_hand.encode()).hexdigest()
    assert plan().sha256 == sha256_of(json.loads(json.dumps(BODY, indent=3)))
    changed = deepcopy(BODY)
    changed["changes"][1]["edits"][0]["item"] = "https://b"
    assert sha256_of(changed) != sha256_of(BODY)


def test_what_was_kept_is_read_member_by_member() -> None:
    by = {"who": "ben", "at": "2026-11-23T02:00:00+00:00"}
    read = plan_from(BODY, [by])
    assert read.made == Signature("ada", AT)
    assert read.approved == (Signature("ben", AT.replace(day=23)),)
    assert read.changes == (
        KeptChange(
            "3a",
            GOOGLE,
            (KeptEdit(SECRET.setting, PATH, "", None, {"fingerprint": "of s"}),),
            {"private_key": {"fingerprint": "of k"}},
        ),
        KeptChange(
            "4",
            Target(Kind.CLIENT, "7"),
            (KeptEdit("4/x/Urls", ("Urls",), "https://a", False, True),),
            {},
        ),
    )


BROKEN: dict[str, Any] = {
    "no deployment": ("deployment",),
    "no old pool": ("deployment", "old_pool"),
    "no new pool": ("deployment", "new_pool"),
    "no maker": ("made",),
    "no moment": ("made", "at"),
    "no name": ("made", "who"),
    "no changes": ("changes",),
    "no step": ("changes", 0, "step"),
    "no target": ("changes", 0, "target"),
    "no kind": ("changes", 0, "target", "kind"),
    "no resource": ("changes", 0, "target", "name"),
    "no secrets": ("changes", 0, "hidden"),
    "no edits": ("changes", 0, "edits"),
    "no setting": ("changes", 0, "edits", 0, "setting"),
    "no path": ("changes", 0, "edits", 0, "path"),
    "no item": ("changes", 0, "edits", 0, "item"),
    "no before": ("changes", 0, "edits", 0, "before"),
    "no after": ("changes", 0, "edits", 0, "after"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("how", ["gone", "a number"])
def test_what_lacks_a_member_or_has_it_otherwise_is_no_plan(name: str, how: str) -> None:
    body: Any = deepcopy(BODY)
    *owners, last = BROKEN[name]
    within = body
    for key in owners:
        within = within[key]
    if how == "gone":
        del within[last]
    elif last in {"before", "after"}:
        return  # any JSON is a value
    else:
        within[last] = 7
    with pytest.raises((KeyError, TypeError, ValueError)):
        plan_from(body)


@pytest.mark.parametrize("at", ["2026-11-22T02:00:00", "soon"])
def test_a_moment_without_a_zone_is_none(at: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        plan_from({**BODY, "made": {"who": "ada", "at": at}})


def test_a_write_is_held_where_each_of_its_members_is_one_of_the_same_write() -> None:
    made = plan()
    assert all(made.holds(change, fingerprint) for change in CHANGES)
    part = Change("4", Target(Kind.CLIENT, "7"), ())
    assert made.holds(part, fingerprint)


OTHER: dict[str, Change] = {
    "another step": Change("5", Target(Kind.CLIENT, "7"), (URL,)),
    "another resource": Change("4", Target(Kind.CLIENT, "8"), (URL,)),
    "another secret along": Change("3a", GOOGLE, (SECRET,), {"private_key": Secret("other")}),
    "none along": Change("3a", GOOGLE, (SECRET,)),
    "another value": Change(
        "3a", GOOGLE, (Edit(SECRET.setting, PATH, None, Secret("t")),), CHANGES[0].hidden
    ),
    "seen otherwise": Change(
        "3a", GOOGLE, (Edit(SECRET.setting, PATH, "x", Secret("s")),), CHANGES[0].hidden
    ),
    "another item": Change(
        "4", Target(Kind.CLIENT, "7"), (Edit(URL.setting, URL.path, False, True, "https://b"),)
    ),
    "another member": Change(
        "4", Target(Kind.CLIENT, "7"), (Edit(URL.setting, ("Other",), False, True, "https://a"),)
    ),
    "another setting": Change(
        "4", Target(Kind.CLIENT, "7"), (Edit("4/y", URL.path, False, True, "https://a"),)
    ),
    "one more": Change("4", Target(Kind.CLIENT, "7"), (URL, SECRET)),
}


@pytest.mark.parametrize("name", OTHER)
def test_any_other_write_is_none_of_it(name: str) -> None:
    assert not plan().holds(OTHER[name], fingerprint)


def test_unset_and_empty_are_one_in_a_plan_too() -> None:
    one = KeptEdit("a", ("b",), "", None, "x")
    assert one.is_the_same(KeptEdit("a", ("b",), "", "", "x"))
    assert one.is_the_same(KeptEdit("a", ("b",), "", [], "x"))
    assert not one.is_the_same(KeptEdit("a", ("b",), "", None, ""))


@pytest.mark.parametrize(
    ("value", "has"),
    [
        ({"fingerprint": "x"}, True),
        ({"a": [1, {"b": {"fingerprint": "x"}}]}, True),
        ([{"fingerprint": "x"}], True),
        ({"a": "fingerprint"}, False),
        (["fingerprint", 7], False),
        ("fingerprint", False),
        ((), False),
    ],
)
def test_a_fingerprint_is_found_at_any_depth(value: Any, has: bool) -> None:
    assert has_fingerprint(value) is has
