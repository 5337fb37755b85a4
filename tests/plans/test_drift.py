"""Each setting of a kept plan against what would be written now, without AWS."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from migration.changes.change import Change, Edit
from migration.changes.preview import skipped_reason
from migration.changes.write_report import Preview, Values
from migration.compare.setting import Kind, Setting, Target
from migration.compare.setting_state import SettingState
from migration.plans import drift
from migration.plans.drift import Drift, Now, PlannedSetting, as_planned, drift_of
from migration.plans.kept_plan import KeptChange, KeptEdit, key_of
from migration.secret import Secret

ID = "5/-/EmailSubject"
POOL = Target(Kind.POOL)
PATH = ("Mail", "Subject")


def fingerprint(text: str) -> str:
    return f"of {text}"


def kept(edit: KeptEdit | None = None, **more: Any) -> Any:
    edit = edit or KeptEdit(ID, PATH, "", "old", "new")
    change = KeptChange("5", POOL, (edit,), {})
    return SimpleNamespace(changes=(replace(change, **more),), key=key_of(fingerprint))


@pytest.fixture(autouse=True)
def held(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the pool holds; and nothing of it is unread."""
    document: dict[str, Any] = {"Mail": {"Subject": "old"}}
    monkeypatch.setattr(drift, "document_of", lambda *_: document)
    monkeypatch.setattr(drift, "unread_of", lambda *_: "")
    return document


def now(*edits: Edit, target: Target = POOL, step: str = "5", **more: Any) -> Now:
    hidden = more.pop("hidden", {})
    changes = (Change(step, target, edits, hidden),) if edits else ()
    ids = tuple(edit.setting for edit in edits)
    preview = Preview("title", ("a",), irreversible=False, ids=ids, changes=changes)
    given = {"settings": {}, "left_out": {}, "applied": {}, **more}
    return Now(preview=preview, reading=None, fingerprint=fingerprint, **given)  # type: ignore[arg-type]


WRITES = Edit(ID, PATH, "old", "new")


def judged(plan: Any, at: Now) -> PlannedSetting:
    (one,) = drift_of(plan, at)
    return one


def test_what_would_be_written_as_it_was_planned_stands_so() -> None:
    assert judged(kept(), now(WRITES)) == PlannedSetting(
        ID, "5", "Mail.Subject", "old", "new", Drift.AS_PLANNED
    )


def test_a_step_that_is_left_out_by_now_is_in_the_way() -> None:
    one = judged(kept(), now(WRITES, left_out={"5": "no mail"}))
    assert (one.drift, one.reason) == (
        Drift.IN_THE_WAY,
        "its step does not apply: no mail",
    )
    assert judged(kept(), now(WRITES, left_out={"4": "x"})).drift is Drift.AS_PLANNED


def test_what_somebody_changed_carries_its_three_values(held: dict[str, Any]) -> None:
    held["Mail"] = {"Subject": "theirs"}
    one = judged(kept(), now(replace(WRITES, seen="theirs")))
    assert one.drift is Drift.CHANGED
    assert one.reason == "changed since the plan: then “old”, planned “new”, now “theirs”"
    assert one.values == Values("old", "theirs", "new")
    alone = judged(kept(), now())
    assert (alone.drift, alone.reason) == (one.drift, one.reason)


def test_what_differs_where_an_address_is_not_shown_is_told_as_another(
    held: dict[str, Any],
) -> None:
    address, path = "https://h.example/t?key={}", ("ProviderDetails", "token_url")
    then, planned, theirs = map(address.format, ("then", "planned", "theirs"))
    held["ProviderDetails"] = {"token_url": theirs}
    edit = KeptEdit(ID, path, "", then, planned)
    one = judged(kept(edit), now(Edit(ID, path, theirs, planned)))
    shown = "https://h.example/t?…"
    another = f"{shown} (another where … stands)"
    assert one.reason.count("(another where … stands)") == 2
    assert one.values == Values(shown, another, another)
    assert (one.before, one.after) == (shown, another)
    held["ProviderDetails"] = {"token_url": then}
    changed = judged(kept(edit), now(Edit(ID, path, then, theirs)))
    assert changed.reason.endswith(
        f"planned was “{shown}”, and by now it would be “{shown}” (another where … stands)"
    )


def test_another_value_that_would_be_written_now_is_told_with_both() -> None:
    one = judged(kept(), now(replace(WRITES, wanted="x" * 100)))
    assert one.drift is Drift.CHANGED
    assert one.reason == (
        "the old pool, or what was entered, changed since the plan: planned was “new”, and by now"
        f" it would be “{'x' * 80}…”"
    )


@pytest.mark.parametrize("empty", [None, "", False])
def test_nothing_is_told_as_nothing(empty: Any) -> None:
    one = judged(kept(), now(replace(WRITES, wanted=empty)))
    assert one.reason.endswith("would be nothing")


def test_what_goes_to_another_place_is_told_with_both() -> None:
    other = Target(Kind.CLIENT, "7")
    one = judged(kept(), now(WRITES, target=other))
    assert one.reason == "it was planned for pool, and would go to client 7 now"
    for edit in (replace(WRITES, path=("Mail",)), replace(WRITES, item="x")):
        assert judged(kept(), now(edit)).drift is Drift.CHANGED
    assert judged(kept(), now(WRITES, step="6")).drift is Drift.CHANGED


def test_what_is_there_already_is_told_by_whom_this_record_knows(held: dict[str, Any]) -> None:
    held["Mail"] = {"Subject": "new"}
    assert judged(kept(), now()).drift is Drift.ALREADY
    ours = judged(kept(), now(applied={ID: "ada, 2026-11-22"}))
    assert ours.reason == "applied already (ada, 2026-11-22)"
    assert ours.values is None


def test_what_neither_pool_asks_for_any_more_is_gone() -> None:
    one = judged(kept(), now())
    assert one.drift is Drift.CHANGED
    assert one.reason.startswith("neither pool asks for it any more")


def test_what_could_not_be_read_is_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def unread(*given: Any) -> str:
        asked.append(given)
        return "not read"

    monkeypatch.setattr(drift, "unread_of", unread)
    one = judged(kept(), now(WRITES))
    assert (one.drift, one.reason) == (Drift.IN_THE_WAY, "not read")
    assert asked == [(POOL, None)]


def test_a_setting_that_is_unread_says_which_reading_lacks() -> None:
    unread = Setting(
        ID, "5", "EmailSubject", "subject", None, None, None, SettingState.UNREAD, reason="not read"
    )
    one = judged(kept(), now(WRITES, settings={ID: unread}))
    assert (one.drift, one.reason) == (Drift.IN_THE_WAY, skipped_reason(unread))
    assert one.reason != skipped_reason(None)


SECRET = KeptEdit(ID, PATH, "", {"fingerprint": "of a"}, {"fingerprint": "of b"})


def test_a_secret_is_compared_by_the_key_of_its_own_record_alone() -> None:
    writes = Edit(ID, PATH, Secret("a"), Secret("b"))
    one = judged(kept(SECRET), now(writes))
    assert one.drift is Drift.AS_PLANNED
    assert "a" not in {one.before, one.after}
    other = kept(SECRET)
    other.key = "another"
    assert judged(other, now(writes)).drift is Drift.NOT_COMPARABLE
    plain = kept()
    plain.key = "another"
    assert judged(plain, now(WRITES)).drift is Drift.AS_PLANNED
    for edit in (replace(SECRET, before="old"), replace(SECRET, after="new")):
        half = kept(edit)
        half.key = "another"
        assert judged(half, now(writes)).drift is Drift.NOT_COMPARABLE


def test_what_goes_along_in_secret_has_to_be_the_same() -> None:
    plan = kept(hidden={"private_key": {"fingerprint": "of key"}})
    same = now(WRITES, hidden={"private_key": Secret("key")})
    assert judged(plan, same).drift is Drift.AS_PLANNED
    other = judged(plan, now(WRITES, hidden={"private_key": Secret("other")}))
    assert other.reason == "what goes along with it in secret is another one than in the plan"
    plan.key = "another"
    assert judged(plan, same).drift is Drift.NOT_COMPARABLE


def test_a_resource_that_is_made_is_told_member_by_member(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift, "document_of", lambda *_: None)
    whole = {"Name": "Google", "Details": {"id": "x", "secret": {"fingerprint": "of s"}}}
    target = Target(Kind.PROVIDER, "Google")
    edit = KeptEdit("3a/-/Google", (), "", None, whole)
    one = judged(
        kept(edit, step="3a", target=target),
        now(
            Edit(
                "3a/-/Google",
                (),
                None,
                {"Name": "Google", "Details": {"id": "x", "secret": Secret("s")}},
            ),
            target=target,
            step="3a",
        ),
    )
    assert one.drift is Drift.AS_PLANNED
    assert one.name == "Google"
    assert [name for name, _ in one.members] == ["Name", "Details.id", "Details.secret"]
    assert dict(one.members)["Details.id"] == "x"


def test_of_a_resource_that_others_made_only_what_is_planned_is_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = {"Name": "Google", "Derived": "by AWS", "Scopes": "theirs"}
    monkeypatch.setattr(drift, "document_of", lambda *_: held)
    edit = KeptEdit("3a/-/Google", (), "", None, {"Name": "Google", "Scopes": "ours"})
    one = judged(kept(edit, step="3a", target=Target(Kind.PROVIDER, "Google")), now())
    assert one.drift is Drift.CHANGED
    assert one.values is not None
    assert "theirs" in one.values.now
    assert "by AWS" not in one.values.now


def test_an_item_of_a_list_is_told_by_itself() -> None:
    edit = KeptEdit(ID, ("Urls",), "https://a", False, True)
    one = judged(kept(edit), now(Edit(ID, ("Urls",), False, True, "https://a")))
    assert (one.drift, one.name, one.item) == (Drift.AS_PLANNED, "https://a", "https://a")


def test_an_item_that_somebody_added_is_told_by_itself(held: dict[str, Any]) -> None:
    held["Urls"] = ["https://b", "https://a"]
    edit = KeptEdit(ID, ("Urls",), "https://a", True, False)
    one = judged(kept(edit), now(Edit(ID, ("Urls",), False, False, "https://a")))
    assert one.drift is Drift.CHANGED
    assert one.values is not None
    assert (one.values.now, one.values.intended) == (one.before, "")
    assert "https://b" not in one.values.now


def test_a_member_that_is_a_structure_is_told_as_one_and_not_by_its_members() -> None:
    edit = KeptEdit(ID, ("Mail",), "", {"Subject": "old"}, {"Subject": "new"})
    one = judged(kept(edit), now(Edit(ID, ("Mail",), {"Subject": "old"}, {"Subject": "new"})))
    assert (one.drift, one.members) == (Drift.AS_PLANNED, ())


def test_only_what_stands_as_planned_would_be_written() -> None:
    other = Edit("5/-/Other", ("Mail", "Other"), 1, 2)
    preview = now(WRITES, other).preview
    found = [
        PlannedSetting(ID, "5", "", "", "", Drift.AS_PLANNED),
        PlannedSetting("5/-/Other", "5", "", "", "", Drift.CHANGED),
    ]
    part = as_planned(preview, found)
    assert part.ids == (ID,)
    (change,) = part.changes
    assert (change.step, change.target, change.edits) == ("5", POOL, (WRITES,))
    assert part.lines == ()
    whole = as_planned(preview, [replace(one, drift=Drift.AS_PLANNED) for one in found])
    assert (whole.lines, len(whole.changes[0].edits)) == (("a",), 2)
    none = as_planned(preview, [])
    assert (none.ids, none.changes) == ((), ())


def test_each_resource_is_asked_for_once_by_what_was_planned_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Any] = []

    def document_of(*given: Any) -> Any:
        asked.append(given)
        return {"Mail": {"Subject": "old"}}

    monkeypatch.setattr(drift, "document_of", document_of)
    other = Target(Kind.CLIENT, "7")
    edits = (KeptEdit(ID, PATH, "", "old", "new"), KeptEdit("5/-/B", ("B",), "", None, "b"))
    changes = [KeptChange("5", target, edits, {}) for target in (POOL, other, POOL)]
    plan: Any = SimpleNamespace(changes=tuple(changes), key=key_of(fingerprint))
    assert len(drift_of(plan, now(WRITES))) == 6
    assert asked == [(POOL, None), (other, None)]


def test_what_stands_in_the_way_of_a_planned_setting_is_told() -> None:
    blocked = Setting(
        ID,
        "5",
        "EmailSubject",
        "subject",
        None,
        None,
        None,
        SettingState.DIFFERS,
        blocked="not yet",
    )
    one = judged(kept(), now(settings={ID: blocked}))
    assert (one.drift, one.reason) == (Drift.IN_THE_WAY, skipped_reason(blocked))
    assert one.reason != skipped_reason(None)
