"""The old pool's login pages: a prefix domain and a custom one, and client ids in addresses."""

from typing import Any

import pytest

from migration.compare.choices import Choices
from migration.compare.comparison import compare
from migration.compare.moved_addresses import old_in
from migration.compare.setting import Setting
from migration.guide.verdict_grounds import Grounds
from migration.guide.verdict_making import retirement_verdict
from migration.pools.reading import PoolReading
from tests.readings import REGION, client, domain, pool, pool_reading, reading

PREFIX, CUSTOM = "acme-login.auth.us-east-1.amazoncognito.com", "login.acme.example"
NEW = "acme-users.auth.us-east-1.amazoncognito.com"
OLD_ID, NEW_ID = "1olduserpoolclient2acme3ho", "5newuserpoolclient6acme7ho"


def old(*, custom: str = CUSTOM, **members: Any) -> PoolReading:
    return pool_reading(
        pool=pool("Old", Domain="acme-login", **({"CustomDomain": custom} if custom else {})),
        domain=domain("acme-login"),
        clients=(client("app", OLD_ID, **members),),
    )


def new(*, with_domain: bool = True, **members: Any) -> PoolReading:
    return pool_reading(
        domain=domain("acme-users") if with_domain else None,
        clients=(client("app", NEW_ID, **members),),
    )


def urls_of(
    was: PoolReading,
    now: PoolReading,
    pairs: dict[str, str] | None = None,
    members: frozenset[str] | set[str] = frozenset(),
) -> list[Setting]:
    settings = compare(reading(was, now), Choices(pairs=pairs or {}), REGION)
    shown = {"CallbackURLs", "LogoutURLs", *members}
    return [setting for setting in settings if setting.member in shown]


@pytest.mark.parametrize("host", [PREFIX, CUSTOM, CUSTOM.upper()])
def test_an_address_on_either_domain_moves_to_the_new_one(host: str) -> None:
    (moved,) = urls_of(old(CallbackURLs=[f"https://{host}/done?x=1"]), new())
    assert moved.wanted == f"https://{NEW}/done?x=1"
    assert moved.applicable


def test_an_address_on_a_domain_that_is_nobodys_here_stays() -> None:
    url = f"https://{CUSTOM}.evil.example/done"
    (same,) = urls_of(old(CallbackURLs=[url]), new())
    assert same.wanted == url


def test_a_login_page_as_logout_url_gets_the_new_client_id_and_the_new_host_inside_too() -> None:
    inside = f"https%3A%2F%2F{CUSTOM}%2Flogout"
    url = f"https://{PREFIX}/login?response_type=code&client_id={OLD_ID}&redirect_uri={inside}"
    (moved,) = urls_of(old(LogoutURLs=[url]), new())
    assert moved.wanted == (
        f"https://{NEW}/login?response_type=code&client_id={NEW_ID}"
        f"&redirect_uri=https%3A%2F%2F{NEW}%2Flogout"
    )
    assert moved.reason == "rewritten for the new pool's login pages"


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (f"in/{OLD_ID}", f"the old app client {OLD_ID}"),
        (f"in#client_id={OLD_ID}", f"the old app client {OLD_ID}"),
        (f"in#{CUSTOM}", f"the old domain {CUSTOM}"),
        (f"in/{CUSTOM}/x", f"the old domain {CUSTOM}"),
        (f"in?x={CUSTOM}", f"the old domain {CUSTOM}"),
        (f"in?to=https%3A%2F%2Facme.example%2F%3Fid%3D{OLD_ID}", f"the old app client {OLD_ID}"),
        (f"in?to=acme.example%3Fto%3Da%253Fid%253D{OLD_ID}", f"the old app client {OLD_ID}"),
    ],
)
def test_what_stays_of_the_old_pool_in_an_address_that_moves_is_told(rest: str, said: str) -> None:
    url = f"https://{PREFIX}/{rest}"
    (moved, default) = urls_of(
        old(CallbackURLs=[url], DefaultRedirectURI=url), new(), members={"DefaultRedirectURI"}
    )
    assert moved.wanted == f"https://{NEW}/{rest}"
    for setting in (moved, default):
        assert setting.reason == (
            f"rewritten for the new pool's login pages; look at it: it names {said}"
        )


def test_a_client_id_whose_pair_is_not_confirmed_waits_for_it() -> None:
    url = f"https://{PREFIX}/login?client_id={OLD_ID}"
    was = old(LogoutURLs=[url])
    was = pool_reading(
        pool=was.pool,
        domain=was.domain,
        clients=(client("rainmaker-user-pool-client", OLD_ID), client("app", LogoutURLs=[url])),
    )
    now = pool_reading(
        domain=domain("acme-users"),
        clients=(client("main", NEW_ID), client("app")),
    )
    (waiting,) = urls_of(was, now)
    assert f"names the old app client {OLD_ID}: confirm first" in waiting.blocked
    (moved,) = urls_of(was, now, {"rainmaker-user-pool-client": "main"})
    assert moved.wanted == f"https://{NEW}/login?client_id={NEW_ID}"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"https://acme.example/in?client_id={OLD_ID}", f"the old app client {OLD_ID}"),
        (f"https://acme.example/in?to=https%3A%2F%2F{PREFIX}%2F", f"the old domain {PREFIX}"),
    ],
)
def test_an_address_elsewhere_that_names_the_old_pool_is_copied_with_a_warning(
    url: str, said: str
) -> None:
    (copied,) = urls_of(old(CallbackURLs=[url]), new())
    assert copied.wanted == url
    assert said in copied.reason


@pytest.mark.parametrize(
    "url",
    [
        f"https://{CUSTOM}/done",
        f"https://{NEW}/login?client_id={OLD_ID}",
        f"https://acme.example/in?to=https%3A%2F%2F{CUSTOM}%2F",
    ],
)
def test_the_verdict_sees_both_domains_and_the_old_clients_ids(url: str) -> None:
    found = retirement_verdict(Grounds((), reading(old(), new(LogoutURLs=[url]))))
    (reason,) = [reason for reason in found.against if reason.step == "4"]
    assert url in reason.text


@pytest.mark.parametrize("url", [f"https://my{CUSTOM}/x", f"https://x/{PREFIX}.example", "x"])
def test_a_name_that_only_ends_or_begins_so_is_not_the_old_domain(url: str) -> None:
    assert old_in(url, frozenset({CUSTOM, PREFIX}), frozenset({OLD_ID})) == ""
