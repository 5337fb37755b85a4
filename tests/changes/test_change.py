"""A change alters exactly the members that it names, and can be turned round."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from migration.changes.change import (
    Beside,
    Change,
    Document,
    Edit,
    beside,
    holds,
    merged,
    plain,
)
from migration.changes.expectation import Expectation
from migration.changes.inverse import inverse
from migration.changes.journal_form import sealed
from migration.compare.setting import Kind, Target
from migration.secret import Secret

names = st.sampled_from(
    ["CallbackURLs", "LogoutURLs", "RefreshTokenValidity", "TokenValidityUnits", "NextYearsMember"]
)
values = st.one_of(
    st.integers(1, 9),
    st.text(min_size=1, max_size=5),
    st.lists(st.text(min_size=1, max_size=3), min_size=1, unique=True),
)
documents = st.dictionaries(names, values, min_size=1)


def set_member(member: str, seen: Any, wanted: Any) -> Edit:
    return Edit(f"4/app/{member}", (member,), seen, wanted)


@given(documents, names, values)
def test_setting_a_member_leaves_every_other_as_it_was(
    document: dict[str, Any], member: str, wanted: Any
) -> None:
    before = deepcopy(document)
    after = merged(document, [set_member(member, document.get(member), wanted)])
    assert after is not None
    assert document == before
    assert after.pop(member) == wanted
    assert after == {name: value for name, value in before.items() if name != member}


@given(documents, names, values)
def test_the_inverse_puts_back_what_was_there(
    document: dict[str, Any], member: str, wanted: Any
) -> None:
    change = Change(
        "4", Target(Kind.CLIENT, "id"), (set_member(member, document.get(member), wanted),)
    )
    assert merged(merged(document, change.edits), inverse(change).edits) == document


@given(st.lists(st.text(min_size=1, max_size=3), unique=True), st.text(min_size=1, max_size=3))
def test_adding_an_item_and_taking_it_back_keeps_the_others_in_their_order(
    present: list[str], item: str
) -> None:
    document = {"CallbackURLs": present}
    add = Edit("id", ("CallbackURLs",), item in present, True, item)
    added = merged(document, [add])
    assert added is not None
    assert added["CallbackURLs"] == (present if item in present else [*present, item])
    if item not in present:
        removed = merged(added, inverse(Change("4", Target(Kind.CLIENT), (add,))).edits)
        assert removed == (document if present else {})


def test_unset_empty_and_absent_are_one_to_aws() -> None:
    edit = set_member("DefaultRedirectURI", None, "https://a")
    for document in ({}, {"DefaultRedirectURI": ""}, {"DefaultRedirectURI": None}):
        assert holds(edit, document, edit.seen)


def test_a_made_resource_holds_when_all_that_was_sent_reads_back_whatever_aws_adds() -> None:
    edit = Edit(
        "3a/-/Google", (), None, {"ProviderName": "Google", "ProviderDetails": {"client_id": "x"}}
    )
    assert holds(
        edit,
        {"ProviderName": "Google", "ProviderDetails": {"client_id": "x", "token_url": "derived"}},
        edit.wanted,
    )
    assert not holds(
        edit, {"ProviderName": "Google", "ProviderDetails": {"client_id": "y"}}, edit.wanted
    )
    assert not holds(edit, None, edit.wanted)


def test_a_removed_text_is_not_put_back_by_its_mirror() -> None:
    document = {
        "VerificationMessageTemplate": {"EmailSubject": "Hi"},
        "EmailVerificationSubject": "Hi",
    }
    edit = Edit("5/-/EmailSubject", ("VerificationMessageTemplate", "EmailSubject"), "Hi", None)
    assert merged(document, [edit]) == {"VerificationMessageTemplate": {}}


def test_a_member_that_moved_without_being_asked_is_named() -> None:
    edit = set_member("RefreshTokenValidity", 30, 60)
    before = {
        "RefreshTokenValidity": 30,
        "IdTokenValidity": 5,
        "LastModifiedDate": 1,
        "CallbackURLs": ["a", "b"],
    }
    after = {"RefreshTokenValidity": 60, "LastModifiedDate": 2, "CallbackURLs": ["b", "a"]}
    assert beside(before, after, [edit]) == (Beside("IdTokenValidity", 5, None),)


def test_a_change_is_stale_by_a_field_or_by_what_a_guard_says_of_the_resource_as_it_is() -> None:
    def guard(document: Document | None) -> str:
        return "" if document == {"A": "old"} else "not as it was"

    edit = Edit("5/-/A", ("A",), "old", "new")
    guarded = Change("5", Target(Kind.POOL), (edit,)).with_guard(guard)
    is_stale = Expectation(lambda text: text).is_stale_change
    assert not is_stale(guarded, {"A": "old"})
    assert is_stale(guarded, {"A": "old", "B": 1})
    assert is_stale(replace(guarded, guards=()), {"A": "theirs"})
    assert not is_stale(replace(guarded, guards=()), {"A": "new", "B": 1})


ACCOUNT = ("EmailConfiguration", "EmailSendingAccount")


def test_a_member_that_aws_spells_out_where_it_is_unset_holds_either_way() -> None:
    edit = Edit("5/-/EmailSendingAccount", ACCOUNT, None, "DEVELOPER")
    spelled = {"EmailConfiguration": {"EmailSendingAccount": "COGNITO_DEFAULT"}}
    others: list[Document] = [{}, {"EmailConfiguration": {}}]
    for unset in (*others, spelled):
        assert holds(edit, unset, None)
        assert holds(edit, unset, "COGNITO_DEFAULT")
        assert not holds(edit, unset, "DEVELOPER")
    own = {"EmailConfiguration": {"EmailSendingAccount": "DEVELOPER"}}
    assert holds(edit, own, "DEVELOPER")
    assert not holds(edit, own, None)
    assert holds(edit, None, None), "of a resource that is not there, it is unset"
    assert not holds(edit, None, "COGNITO_DEFAULT")
    assert merged(own, inverse(Change("5", Target(Kind.POOL), (edit,))).edits) == spelled


def test_a_secret_that_is_not_in_memory_is_compared_by_its_fingerprint() -> None:
    def fingerprint(text: str) -> str:
        return f"of {text}"

    path = ("ProviderDetails", "client_secret")
    edit = Edit("3a/-/Google/client_secret", path, sealed(Secret("old"), fingerprint), "new")
    expectation = Expectation(fingerprint)
    for held, is_it in (("old", True), ("theirs", False), (None, False), (7, False)):
        document = {"ProviderDetails": {"client_secret": held}}
        assert expectation.holds(edit, document, edit.seen) is is_it, held
        assert expectation.is_stale(edit, document) is not is_it
    assert not expectation.holds(edit, None, edit.seen)
    assert not expectation.is_stale(edit, {"ProviderDetails": {"client_secret": "new"}})


def test_the_inverse_is_guarded_as_the_change_was_and_sends_the_same_along() -> None:
    first, second = set_member("A", 1, 2), Edit("4/app/B", ("B",), False, True, "https://b")
    change = Change("4", Target(Kind.CLIENT, "7"), (first, second), {"key": Secret("k")})
    back = inverse(change.with_guard(lambda _: "not now"))
    assert (back.step, back.target, back.hidden) == ("4", change.target, change.hidden)
    assert back.forbidden({}) == "not now"
    assert back.edits == (
        set_member("A", 2, 1),
        Edit("4/app/B", ("B",), True, False, "https://b"),
    )
    assert inverse(change, ["4/app/B"]).settings == ("4/app/B",)
    assert inverse(change, []).settings == ()


def test_what_is_not_revealed_is_dots_at_every_depth() -> None:
    secret = Secret("s3cret")
    value = {"a": secret, "b": [secret, ({"c": secret},)], "d": 1}
    assert plain(value) == {"a": "s3cret", "b": ["s3cret", [{"c": "s3cret"}]], "d": 1}
    dots = str(secret)
    assert "s3cret" not in dots
    assert plain(value, reveal=False) == {"a": dots, "b": [dots, [{"c": dots}]], "d": 1}
    assert plain(secret, reveal=False) == dots


def test_a_list_that_is_a_set_gets_an_item_once_and_loses_no_other() -> None:
    add = Edit("id", ("In", "Urls"), False, True, "a")
    away = replace(add, seen=True, wanted=False)
    two: Document = {"In": {"Urls": ["a", "b"]}}
    assert (add.held_by(two), add.held_by({"In": {"Urls": ["b"]}}), add.held_by({})) == (
        True,
        False,
        False,
    )
    assert merged(two, [add]) == two, "in its place"
    assert merged({}, [add]) == {"In": {"Urls": ["a"]}}
    assert merged(two, [away]) == {"In": {"Urls": ["b"]}}
    assert merged({"In": {"Urls": ["b"]}}, [away]) == {"In": {"Urls": ["b"]}}
    assert merged({"In": {"Urls": ["a"]}}, [away]) == {"In": {}}


def test_a_resource_is_made_and_taken_away_whole() -> None:
    whole = {"Name": "Google", "Details": {"secret": Secret("s")}}
    made = Edit("3a/-/Google", (), None, whole)
    assert merged(None, [made]) == {"Name": "Google", "Details": {"secret": "s"}}
    assert (
        merged({"Name": "Google"}, inverse(Change("3a", Target(Kind.PROVIDER), (made,))).edits)
        is None
    )
    assert merged(None, [set_member("A", None, 1)]) == {"A": 1}


def test_what_is_unset_already_can_be_unset_and_empty_is_not_there() -> None:
    unset = set_member("A", 1, None)
    assert merged({"B": 2}, [unset]) == merged({"A": 1, "B": 2}, [unset]) == {"B": 2}
    empties: list[Document] = [{"A": ""}, {"A": {}}, {"A": []}]
    for document in empties:
        assert unset.held_by(document) is None


def test_a_member_that_is_a_structure_holds_only_what_is_the_same_in_all_of_it() -> None:
    edit = set_member("A", None, {"x": 1})
    assert holds(edit, {"A": {"x": 1}}, edit.wanted)
    assert not holds(edit, {"A": {"x": 1, "y": 2}}, edit.wanted)
