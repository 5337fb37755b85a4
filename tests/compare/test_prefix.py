"""A domain prefix is held against AWS's rule while it is typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.compare.prefix import prefix_problem, suggested_prefix

AWS_RULE = re.compile(r"^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$")


@given(st.text(alphabet="abcxyz019-AWZ._ ü", max_size=70))
def test_a_prefix_is_accepted_exactly_when_awss_pattern_accepts_it(prefix: str) -> None:
    reserved = any(word in prefix for word in ("aws", "amazon", "cognito"))
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


def test_the_suggestion_resembles_the_old_domain() -> None:
    assert suggested_prefix("acme-login") == "acme-login-users"
    assert suggested_prefix("login.acme.example") == "login-users"
