"""What is cut can be told from what stands beside it, and no cut is taken for a part of a value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.text import plain_text
from widgets.text.distinct_cuts import fit_apart, from_difference
from widgets.text.links import linked
from widgets.text.marks import ascii_lines
from widgets.text.plain_text import fit, fit_middle, plain

ONE = "https://app.acme-home.example/one/login/callback"
TWO = "https://app.acme-home.example/two/login/callback"


@pytest.fixture(params=["…", "..."])
def mark(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(plain_text, "ELLIPSIS", request.param)
    return str(request.param)


def test_two_values_that_differ_in_the_part_that_is_cut_are_told_apart(mark: str) -> None:
    assert fit_middle(ONE, 30) == fit_middle(TWO, 30)
    one, two = (fit_apart(text, 30, (ONE, TWO)) for text in (ONE, TWO))
    assert one.startswith(f"{mark}e/one/") or "one" in one
    assert one != two
    assert cell_len(one) == cell_len(two) == 30


def test_a_value_that_is_alone_keeps_both_its_ends(mark: str) -> None:
    assert fit_apart(ONE, 30, (ONE, ONE)) == fit_middle(ONE, 30)
    assert fit_apart("short", 30, (ONE, "short")) == fit("short", 30)


def test_of_a_pools_name_the_part_that_the_other_has_not_is_seen(mark: str) -> None:
    old, new = "rainmaker-user-pool", "rainmaker-user-email-mobile-pool"
    assert from_difference(old, new, 8) == mark + old[len(mark) - 8 :]
    assert "email" in from_difference(new, old, 18)
    assert from_difference(old, new, 40) == old


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=5), st.integers(1, 50))
def test_it_is_as_wide_as_it_should_be(text: str, others: list[str], width: int) -> None:
    text, *beside = (plain(one) for one in (text, *others))
    assert cell_len(fit_apart(text, width, (text, *beside))) == width


def test_in_ascii_a_cut_is_three_dots_and_a_lone_mark_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plain_text, "ELLIPSIS", "...")
    assert fit(ONE, 12) == "https://a..."
    assert plain("“Your Acme Home…”") == "“Your Acme Home...”"
    assert fit("abc", 2) == ".."
    assert ascii_lines("  … 4/x: not tried\nReading …\nhash 12ab…") == (
        "  . 4/x: not tried\nReading ...\nhash 12ab..."
    )


def test_a_cut_address_is_no_link(mark: str) -> None:
    assert not any(span.link for span in linked(f"see {fit(ONE, 24)} there"))
    assert any(span.link for span in linked(f"see {ONE} there"))
