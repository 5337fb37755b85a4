"""An item of a team's record: its form, its place in the chain, and what breaks it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from migration.errors import StateUnusable
from migration.journal.chain import (
    PACKED_FROM,
    BrokenChain,
    ChainPlace,
    Link,
    behind,
    entry_in,
    entry_item,
    followed,
    head_item,
    key_in,
    link_of,
    new_id,
)
from migration.journal.entries import Entry, EntryKind

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
KEY = bytes(range(32))
FIRST = ChainPlace("acme", None)
ENTRY = Entry(EntryKind.INTENT, "ben", AT, "4", {"z": 1, "a": ["ü"]})
HEAD = {
    "deployment": {"S": "acme"},
    "id": {"S": "a1"},
    "who": {"S": "ada"},
    "at": {"S": "2026-11-22T02:00:00+00:00"},
    "kind": {"S": "head"},
    "format": {"S": "1"},
    "key": {"S": KEY.hex()},
    "sequence": {"N": "0"},
}
# worked out once, by hand: sha256 of the JSON with sorted names, in ASCII, without blanks
HASH = "4868f1f414a3e74f9a32ee62367bd778ecdb0db00748f69994d371e675efb5fb"
SECOND = ChainPlace("acme", Link(0, "a1", HASH))
ITEM = {
    "deployment": {"S": "acme"},
    "id": {"S": "b2"},
    "previous": {"S": HASH},
    "who": {"S": "ben"},
    "at": {"S": "2026-11-22T02:00:00+00:00"},
    "kind": {"S": "intent"},
    "step": {"S": "4"},
    "body": {"S": '{"a": ["\\u00fc"], "z": 1}'},
    "sequence": {"N": "1"},
}


def test_the_head_has_the_form_that_every_version_reads() -> None:
    assert head_item(FIRST, "a1", KEY, "ada", AT) == HEAD


def test_an_entry_follows_what_stood_there_by_its_hash() -> None:
    assert entry_item(SECOND, "b2", ENTRY) == ITEM
    assert entry_in(ITEM, 1) == Entry(ENTRY.kind, "ben", AT, "4", ENTRY.body, 1)


def test_the_hash_is_of_every_member_in_whatever_order_and_the_same_in_every_version() -> None:
    assert link_of(HEAD) == link_of(dict(reversed(HEAD.items()))) == Link(0, "a1", HASH)
    odd = {**HEAD, "who": {"S": "ü"}}
    assert link_of(odd).hash == "04436e51c1092a861d8a406b3ef19af946e96eb7805a33973e5f07530258ff86"
    for name in HEAD:
        if name not in {"sequence", "id"}:
            changed = {**HEAD, name: {"S": "other"}}
            assert link_of(changed).hash != HASH, name


def test_ids_are_long_and_never_twice() -> None:
    ids = {new_id() for _ in range(50)}
    assert len(ids) == 50
    assert {len(id_) for id_ in ids} == {32}


@pytest.mark.parametrize(("more", "member"), [(0, "body"), (1, "packed")])
def test_what_is_too_long_is_packed_and_read_as_it_was(more: int, member: str) -> None:
    letters = PACKED_FROM - len('{"css": ""}') + more
    long = Entry(EntryKind.INTENT, "ben", AT, "7", {"css": "x" * letters})
    item = entry_item(SECOND, "b2", long)
    assert {"body", "packed"} & set(item) == {member}
    assert entry_in(item, 1).body == long.body


def test_half_a_character_is_spelled_out() -> None:
    odd = entry_item(SECOND, "b2", Entry(EntryKind.INTENT, "b\udc80n", AT, "", {}))
    assert odd["who"] == {"S": "b\\udc80n"}
    assert "step" not in odd
    assert entry_in(odd, 1).step == ""


def test_what_follows_is_known_by_number_and_by_the_hash_of_the_one_before() -> None:
    assert followed(HEAD, FIRST) == link_of(HEAD)
    assert followed(ITEM, SECOND) == link_of(ITEM)
    with pytest.raises(BrokenChain, match="entry 1 is missing"):
        followed({**ITEM, "sequence": {"N": "2"}}, SECOND)
    with pytest.raises(BrokenChain, match="what stands before entry 1 is not what was recorded"):
        followed({**ITEM, "previous": {"S": "0"}}, SECOND)
    with pytest.raises(BrokenChain, match="what stands before entry 0 is not what was recorded"):
        followed({**HEAD, "previous": {"S": "0"}}, FIRST)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"sequence": {"N": "one"}},
        {"sequence": {"N": 1}},
        {"sequence": {"S": "1"}},
        {"sequence": "1"},
        {"id": {"S": 7}},
        {"previous": {"S": None}},
        {"previous": None},
    ],
)
def test_an_item_that_is_none_of_poolwalks_says_so(broken: dict[str, Any]) -> None:
    item = {**ITEM, **broken} if broken else {}
    with pytest.raises(BrokenChain, match="entry 1 is none of Poolwalk's"):
        followed(item, SECOND)


def test_behind_what_is_known_stands_the_rest() -> None:
    third = entry_item(ChainPlace("acme", link_of(ITEM)), "c3", ENTRY)
    items = [HEAD, ITEM, third]
    assert behind(items, []) == items
    assert behind(items, [link_of(HEAD), link_of(ITEM)]) == [third]
    assert behind(items[:1], [link_of(HEAD)]) == []


def test_what_is_known_and_is_not_there_as_it_was_breaks_the_chain_by_its_name() -> None:
    known = [link_of(HEAD), link_of(ITEM)]
    with pytest.raises(BrokenChain, match="entry 1 was taken away"):
        behind([HEAD], known)
    with pytest.raises(BrokenChain, match="its head was taken away"):
        behind([], known)
    with pytest.raises(BrokenChain, match="entry 1 was taken away"):
        behind([HEAD, {**ITEM, "sequence": {"N": "2"}}], known)
    with pytest.raises(BrokenChain, match="entry 1 is not what was recorded there"):
        behind([HEAD, {**ITEM, "who": {"S": "eve"}}], known)
    with pytest.raises(BrokenChain, match="its head is not what was recorded there"):
        behind([{**HEAD, "who": {"S": "eve"}}, ITEM], known)
    item: dict[str, Any] = ITEM
    for odd in ({}, {**item, "sequence": {"N": "x"}}, {**item, "id": {"S": 1}}, {**item, "id": 1}):
        with pytest.raises(BrokenChain, match="entry 1 is none of Poolwalk's any more"):
            behind([HEAD, odd], known)


def test_the_heads_key_is_the_one_for_fingerprints() -> None:
    assert key_in(HEAD) == KEY


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": {"S": "intent"}},
        {"kind": {"S": 1}},
        {"format": {"S": "new"}},
        {"format": {}},
        {"key": {"S": KEY.hex()[2:]}},
        {"key": {"S": "no hex"}},
        {"key": {"S": None}},
        {"key": None},
    ],
)
def test_a_head_that_is_none_of_poolwalks_says_so(broken: dict[str, Any]) -> None:
    with pytest.raises(BrokenChain, match="its head is none of Poolwalk's"):
        key_in({**HEAD, **broken})


def test_a_newer_format_is_for_a_newer_poolwalk() -> None:
    with pytest.raises(
        StateUnusable, match=r"newer Poolwalk \(format 2, this one knows 1\)"
    ) as one:
        key_in({**HEAD, "format": {"S": "2"}})
    assert not isinstance(one.value, BrokenChain)


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": {"S": "novel"}},
        {"kind": {"S": 1}},
        {"at": {"S": "soon"}},
        {"at": {"S": None}},
        {"who": {"S": 1}},
        {"step": {"N": "1"}},
        {"body": {"S": "{"}},
        {"body": {"S": "[" * 100_000}},
        {"body": None},
        {"packed": {"S": "no base64!"}},
        {"packed": {"S": "AAAA"}},
        {"packed": {}},
    ],
)
def test_an_entry_that_cannot_be_read_is_named_by_its_number(broken: dict[str, Any]) -> None:
    with pytest.raises(BrokenChain, match="entry 4 cannot be read by this Poolwalk"):
        entry_in({**ITEM, **broken}, 4)


def test_a_body_that_grows_without_end_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migration.journal.chain.LARGEST_BODY", PACKED_FROM + 20)
    letters = PACKED_FROM + 20 - len('{"css": ""}')
    fits = Entry(EntryKind.INTENT, "ben", AT, "7", {"css": "x" * letters})
    assert entry_in(entry_item(SECOND, "b2", fits), 1).body == fits.body
    too_long = Entry(EntryKind.INTENT, "ben", AT, "7", {"css": "x" * (letters + 1)})
    with pytest.raises(BrokenChain, match="cannot be read"):
        entry_in(entry_item(SECOND, "b2", too_long), 1)


def test_what_is_packed_is_taken_in_one_spelling_alone() -> None:
    long = Entry(EntryKind.INTENT, "ben", AT, "7", {"css": "x" * PACKED_FROM})
    item = entry_item(SECOND, "b2", long)
    packed = item["packed"]["S"]
    assert entry_in(item, 1).body == long.body
    for other in (f"{packed}!", f" {packed}", f"{packed[:9]}\n{packed[9:]}"):
        with pytest.raises(BrokenChain):
            entry_in({**item, "packed": {"S": other}}, 1)
