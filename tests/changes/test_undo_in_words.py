"""What an undo tells before anything is sent: each line, and what people lose by it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from migration.changes.inverse import undoable_of
from migration.changes.journal_form import FINGERPRINT, Memory
from migration.compare.login_page_look import LOGO_MEMBER
from migration.compare.setting import Kind, setting_id
from migration.journal.entries import Entry, EntryKind

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
LOST_DOMAIN, LOST_PROVIDER = "Sign-in pages at this domain stop", "Nobody can sign in with this"


def intent(kind: Kind, *edits: tuple[str, list[str], Any, Any]) -> Entry:
    body = {
        "target": {"kind": kind.value, "name": "it"},
        "edits": [
            {"setting": id_, "path": path, "item": "", "before": before, "after": after}
            for id_, path, before, after in edits
        ],
    }
    return Entry(EntryKind.INTENT, "ann", AT, "2", body, 7)


@pytest.mark.parametrize(
    ("kind", "warning"),
    [(Kind.DOMAIN, LOST_DOMAIN), (Kind.PROVIDER, LOST_PROVIDER)],
)
def test_only_taking_it_away_warns_of_what_people_lose(kind: Kind, warning: str) -> None:
    made = undoable_of(intent(kind, ("2/-/it", [], None, {"a": "b"})), ["2/-/it"], Memory())
    assert made.asks
    assert [line.startswith(warning) for line in made.lines] == [False, True]
    assert made.lines[0] == "it: taken away again"

    for before in ("old", None):
        edit = intent(kind, ("2/-/it/x", ["x"], before, "new"))
        changed = undoable_of(edit, ["2/-/it/x"], Memory())
        assert not changed.asks
        assert len(changed.lines) == 1


def test_another_resource_that_goes_warns_of_neither() -> None:
    look = intent(Kind.LOOK, ("7b/-/it", [], None, {"a": "b"}))
    assert undoable_of(look, ["7b/-/it"], Memory()).lines == ("it: taken away again",)


def test_a_former_secret_that_is_lost_is_told_and_no_other() -> None:
    entry = intent(
        Kind.PROVIDER,
        ("3a/-/Google/client_secret", ["client_secret"], {FINGERPRINT: "f"}, {FINGERPRINT: "g"}),
        ("3a/-/Google/client_id", ["client_id"], "old", "new"),
    )
    ids = ["3a/-/Google/client_secret", "3a/-/Google/client_id"]
    undoable = undoable_of(entry, ids, Memory())
    lost, kept = undoable.lines
    assert lost.startswith("client_secret: its former secret is not kept on disk")
    assert kept == "client_id: new becomes old"
    assert (undoable.entry, undoable.ids) == (7, tuple(ids))
    assert undoable.title == "Undo 2 settings of step 3a"
    assert undoable_of(entry, ids[1:], Memory()).title == "Undo client id (step 3a)"


def test_of_a_whole_that_is_put_back_each_member_that_differs_is_told() -> None:
    before = {"clientId": "old", "accessTokenUrl": "https://a/", "gone": "x"}
    after = {"clientId": "new", "accessTokenUrl": "https://a/", "come": "y"}
    entry = intent(Kind.SKILL, ("7a/-/accountLinkingRequest", ["linking"], before, after))
    assert undoable_of(entry, ["7a/-/accountLinkingRequest"], Memory()).lines == (
        "linking.clientId: new becomes old",
        "linking.gone: not set yet, becomes x",
        "linking.come: y is taken away",
        "reciprocalAccessTokenUrl and skipOnEnablement go along as entered; what is not"
        " entered is removed.",
    )


@pytest.mark.parametrize(("was", "words"), [(True, "add"), (False, "take away")])
def test_an_item_of_a_list_is_told_with_what_happens_to_it(was: bool, words: str) -> None:
    entry = intent(Kind.CLIENT, ("4/x/Urls", ["Urls"], was, not was))
    entry.body["edits"][0]["item"] = "https://a"
    assert undoable_of(entry, ["4/x/Urls"], Memory()).lines == (f"Urls: {words} https://a again",)


def test_a_member_is_named_by_its_whole_path() -> None:
    entry = intent(Kind.POOL, ("5/-/EmailSubject", ["Mail", "Subject"], "old", "new"))
    (line,) = undoable_of(entry, ["5/-/EmailSubject"], Memory()).lines
    assert line == "Mail.Subject: new becomes old"


def test_what_stays_for_ever_beside_what_is_taken_back_is_told_with_its_reason() -> None:
    logo = setting_id("7b", "app", LOGO_MEMBER)
    entry = intent(
        Kind.LOOK, ("7b/app/CSS", ["CSS"], "old", "new"), (logo, ["ImageUrl"], None, "a.png")
    )
    assert undoable_of(entry, ["7b/app/CSS"], Memory()).lines == (
        "CSS: new becomes old",
        "login page's logo stays: AWS has no call that takes it away again",
    )
    assert len(undoable_of(entry, ["7b/app/CSS", logo], Memory()).lines) == 2
