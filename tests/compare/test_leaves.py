"""Two documents, member by member: nothing that differs is missed, whatever the members are."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from migration.compare.members import Leaf, leaves
from migration.secret import Secret

names = st.sampled_from(["Policies", "Name", "Tags", "MinimumLength", "A.b", "Grüße", ""])
scalars = st.one_of(st.booleans(), st.integers(-3, 3), st.text(max_size=3))
sets = st.lists(st.text(min_size=1, max_size=3), max_size=4, unique=True)
items = st.lists(
    st.fixed_dictionaries(
        {"GroupName": st.sampled_from("abcd")}, optional={"Precedence": st.integers(0, 3)}
    ),
    max_size=3,
    unique_by=lambda item: item["GroupName"],
)
documents = st.dictionaries(
    names,
    st.recursive(
        st.one_of(scalars, sets, items),
        lambda inner: st.dictionaries(names, inner, max_size=3),
        max_leaves=6,
    ),
)


def plain(value: Any) -> Any:
    """What a document says, without what is not set, and without the order of its lists."""
    if isinstance(value, dict):
        kept = {name: plain(item) for name, item in value.items()}
        return {
            name: item
            for name, item in kept.items()
            if item not in (None, "", frozenset()) and item != {}
        }
    if isinstance(value, list):
        return frozenset(
            item if isinstance(item, str) else tuple(sorted(item.items())) for item in value
        )
    return (type(value).__name__, value) if isinstance(value, bool | int) else value


@given(documents, documents)
def test_documents_are_the_same_exactly_where_no_leaf_differs(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    assert all(leaf.same for leaf in leaves(old, new)) == (plain(old) == plain(new))


@given(documents)
def test_a_document_is_the_same_as_itself(document: dict[str, Any]) -> None:
    assert all(leaf.same for leaf in leaves(document, document))


@given(documents, documents)
def test_every_leaf_has_an_address_of_its_own(old: dict[str, Any], new: dict[str, Any]) -> None:
    addresses = [(leaf.path, leaf.keys) for leaf in leaves(old, new)]
    assert len(addresses) == len(set(addresses))


@given(documents, documents)
def test_the_other_way_round_the_same_leaves_differ_with_their_values_exchanged(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    there = {
        (leaf.path, leaf.keys): (leaf.old, leaf.new) for leaf in leaves(old, new) if not leaf.same
    }
    back = {
        (leaf.path, leaf.keys): (leaf.new, leaf.old) for leaf in leaves(new, old) if not leaf.same
    }
    assert there == back


@given(documents)
def test_against_nothing_every_leaf_differs_and_none_has_a_new_value(
    document: dict[str, Any],
) -> None:
    found = list(leaves(document, {}))
    assert bool(found) == bool(plain(document))
    assert not any(leaf.same for leaf in found)
    assert all(leaf.old is not None and leaf.new is None for leaf in found)


def test_a_set_in_another_order_is_the_same() -> None:
    assert list(leaves({"Flows": ["a", "b"]}, {"Flows": ["b", "a"]})) == [
        Leaf(("Flows",), (), ("a", "b"), ("b", "a"), same=True)
    ]


def test_a_set_that_differs_is_shown_element_by_element() -> None:
    found = list(leaves({"Flows": ["a", "b"]}, {"Flows": ["b", "c"]}))
    assert [(leaf.keys, leaf.old, leaf.new, leaf.same, leaf.item) for leaf in found] == [
        (("a",), "a", None, False, True),
        (("b",), "b", "b", True, True),
        (("c",), None, "c", False, True),
    ]


def test_items_are_told_apart_by_name_and_differ_by_member() -> None:
    old = {"Groups": [{"GroupName": "a", "Precedence": 1}, {"GroupName": "b"}]}
    new = {"Groups": [{"GroupName": "a", "Precedence": 2}]}
    found = list(leaves(old, new))
    assert [(leaf.path, leaf.keys, leaf.old, leaf.new) for leaf in found] == [
        (("Groups", "Precedence"), ("a",), 1, 2),
        (("Groups",), ("b",), {"GroupName": "b"}, None),
    ]


def test_what_is_not_set_is_nothing_and_false_is_something() -> None:
    assert list(leaves({"A": "", "B": [], "C": {"D": {}}, "E": None}, {})) == []
    assert [leaf.same for leaf in leaves({"CaseSensitive": False}, {})] == [False]
    assert [leaf.same for leaf in leaves({"One": True}, {"One": 1})] == [False]


def test_secrets_are_compared_and_stay_covered() -> None:
    (same,) = leaves({"ClientSecret": Secret("a")}, {"ClientSecret": Secret("a")})
    (other,) = leaves({"ClientSecret": Secret("hush")}, {"ClientSecret": Secret("b")})
    assert same.same
    assert not other.same
    assert "hush" not in repr(other)
