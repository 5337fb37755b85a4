"""Step 3c: a second wrapper is known by where it is, also at the first one's own origin."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.compare.choices import Choices
from migration.compare.comparison import compare
from migration.compare.setting import Setting
from migration.pools.documents import IdentityProvider
from tests.readings import REGION, pool_reading, provider, reading

PATHS = {
    "authorize_url": "/authorize",
    "token_url": "/token",
    "attributes_url": "/userinfo",
    "jwks_uri": "/.well-known/jwks.json",
}
APP, SECOND_APP = {"client_id": "first", "client_secret": "s"}, {"client_id": "second"}
ORIGIN = "https://gh.execute-api.us-east-1.amazonaws.com"


def endpoints(base: str) -> dict[str, str]:
    return {name: f"{base}{path}" for name, path in PATHS.items()}


def wrapper(base: str, issuer: str = "", **more: str) -> IdentityProvider:
    """A wrapper's provider; without an issuer of its own GitHub stands there."""
    details = {**APP, **endpoints(base), "oidc_issuer": issuer or "https://github.com", **more}
    return provider("GitHub", "OIDC", details, {})


def rows(old: IdentityProvider, new: IdentityProvider) -> Mapping[str, Setting]:
    found = reading(pool_reading(providers=(old,)), pool_reading(providers=(new,)))
    choices = Choices(prefix="", apple_key_id="", finished=frozenset())
    return {one.id: one for one in compare(found, choices, REGION) if one.step == "3c"}


def is_seen_as_a_second(old: IdentityProvider, new: IdentityProvider) -> bool:
    """It is told, a person can say that it is theirs, and nothing would be written to it."""
    found = rows(old, new)
    row = found["3c/-/GitHub"]
    if not row.to_do:
        return False
    assert "another kind of provider" in row.blocked
    assert row.acceptable
    assert row.columns[0] != row.columns[1], "what one sees tells them apart"
    assert not any(one.applicable for one in found.values())
    return True


SCHEMES = {"https": 443, "http": 80}
bases = st.tuples(
    st.sampled_from(sorted(SCHEMES)),
    st.sampled_from(["gh.example", "gh2.example", "gh.execute-api.us-east-1.amazonaws.com"]),
    st.sampled_from([None, 443, 80, 8443]),
    st.sampled_from(["", "/oauth2", "/OAuth2", "/prod/oauth2", "/v2"]),
)
Base = tuple[str, str, int | None, str]


def written(base: Base, *, loud: bool = False, port: bool = False, slash: bool = False) -> str:
    scheme, host, number, path = base
    usual = number or (SCHEMES[scheme] if port else None)
    named = f"{scheme}://{host}".upper() if loud else f"{scheme}://{host}"
    return f"{named}{f':{usual}' if usual else ''}{path}{'/' if slash else ''}"


def place(base: Base) -> Base:
    scheme, host, number, path = base
    return scheme, host, number or SCHEMES[scheme], path


@given(bases, st.booleans(), st.booleans(), st.booleans())
def test_the_same_addresses_written_otherwise_are_one_wrapper(
    base: Base, loud: bool, port: bool, slash: bool
) -> None:
    old = wrapper(written(base), written(base))
    spelled = written(base, loud=loud, port=port)
    details = {name: f"{url}{'/' * slash}" for name, url in endpoints(spelled).items()}
    new = wrapper(spelled, written(base, loud=loud, port=port, slash=slash), **details)
    assert not is_seen_as_a_second(old, new)


@given(bases, bases, st.booleans(), st.booleans())
def test_a_wrapper_elsewhere_is_another_by_host_port_or_path(
    first: Base, second: Base, own_issuer: bool, own_app: bool
) -> None:
    issuers = (written(first), written(second)) if own_issuer else ("", "")
    old = wrapper(written(first), issuers[0])
    new = wrapper(written(second), issuers[1], **(SECOND_APP if own_app else {}))
    assert is_seen_as_a_second(old, new) == (place(first) != place(second))


@pytest.mark.parametrize("name", PATHS)
def test_one_mistyped_path_of_the_same_app_is_put_right_by_a_run(name: str) -> None:
    old = wrapper(f"{ORIGIN}/oauth2")
    new = wrapper(f"{ORIGIN}/oauth2", **{name: f"{ORIGIN}/oauth/mistyped"})
    assert not is_seen_as_a_second(old, new)
    assert rows(old, new)[f"3c/-/GitHub/{name}"].applicable


@pytest.mark.parametrize("name", PATHS)
def test_with_an_app_of_its_own_no_other_path_is_put_back(name: str) -> None:
    old = wrapper(f"{ORIGIN}/oauth2")
    new = wrapper(f"{ORIGIN}/oauth2", **SECOND_APP, **{name: f"{ORIGIN}/second"})
    assert is_seen_as_a_second(old, new)


def test_where_a_provider_of_another_type_has_newer_paths_they_are_cognitos() -> None:
    """Facebook's hold its API's version."""
    old, new = (
        provider("Facebook", "Facebook", {**APP, **endpoints(f"{ORIGIN}/{version}")}, {})
        for version in ("v12.0", "v21.0")
    )
    found = reading(pool_reading(providers=(old,)), pool_reading(providers=(new,)))
    choices = Choices(prefix="", apple_key_id="", finished=frozenset())
    (row,) = (one for one in compare(found, choices, REGION) if one.id == "3c/-/Facebook")
    assert not row.to_do
