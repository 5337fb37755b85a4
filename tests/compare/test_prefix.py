"""A domain prefix is held against AWS's rule while it is typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.compare.prefix import prefix_problem, prefix_warning, suggested_prefix

AWS_RULE = re.compile(r"^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$")


@given(st.text(alphabet="abcxyz019-AWZ._ ü", max_size=70))
def test_a_prefix_is_accepted_exactly_when_awss_pattern_accepts_it(prefix: str) -> None:
    reserved = not {"aws", "amazon", "cognito"}.isdisjoint(prefix.split("-"))
    assert (prefix_problem(prefix) == "") == (bool(AWS_RULE.fullmatch(prefix)) and not reserved)


@pytest.mark.parametrize(
    ("prefix", "said"),
    [
        ("", "Enter a prefix"),
        ("Acme", "small letters"),
        ("acme login", "take out ' '"),
        ("-acme", "begins and ends"),
        ("my-aws-login", "reserves the word “aws”"),
        ("a" * 64, "this one has 64"),
    ],
)
def test_what_is_wrong_with_a_prefix_is_said(prefix: str, said: str) -> None:
    assert said in prefix_problem(prefix)


@given(st.text(max_size=80))
def test_the_suggestion_always_holds_up(old: str) -> None:
    assert prefix_problem(suggested_prefix(old)) == ""


@pytest.mark.parametrize("prefix", ["lawson-login", "awsome", "incognito", "amazonas-apps"])
def test_a_reserved_word_inside_a_name_is_a_warning_and_the_name_stays(prefix: str) -> None:
    assert prefix_problem(prefix) == ""
    assert "AWS may refuse" in prefix_warning(prefix)
    assert suggested_prefix(prefix) == f"{prefix}-users"


@pytest.mark.parametrize(
    ("old", "suggested"), [("aws-login", "login-users"), ("aws", "rainmaker-users")]
)
def test_a_reserved_word_of_its_own_is_left_out_of_the_suggestion(old: str, suggested: str) -> None:
    assert suggested_prefix(old) == suggested
    assert prefix_warning(old) == ""


def test_the_suggestion_resembles_the_old_domain() -> None:
    assert suggested_prefix("acme-login") == "acme-login-users"
    assert suggested_prefix("login.acme.example") == "login-users"
