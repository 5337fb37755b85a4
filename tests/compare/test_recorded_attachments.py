"""What hangs on recorded pools: compared as old and as new, planned where a step carries it over.

Of threat protection, logs, second factors, groups and resource servers nothing is written to
production; a rehearsal's copies get them, by requests that are held to AWS's model here.
"""

from collections.abc import Callable, Mapping
from itertools import product
from types import SimpleNamespace
from typing import Any, cast

import pytest

from migration.aws.connection import Connection
from migration.changes.change import merged
from migration.changes.planned_changes import planned
from migration.changes.resources import Resources
from migration.compare.choices import Choices
from migration.compare.comparison import compare, in_one_go
from migration.compare.login_page_look import LOGO, look_document
from migration.compare.setting import Kind, Setting
from migration.compare.setting_state import SettingState
from migration.deployment.whole_reading import Reading
from migration.pools.documents import Domain, masked
from migration.pools.reading import PoolReading, Role
from migration.rehearsal.copies.requests import (
    branding_request,
    group_request,
    mfa_blueprint,
    risk_request,
    server_request,
)
from tests.compare.test_recorded_documents import held, model
from tests.readings import REGION, client, pool_reading, reading
from tests.recordings import (
    DOMAINS,
    FACTORS,
    GROUPS,
    LOGS,
    LOOKS,
    RISKS,
    SERVERS,
    STYLES,
    described,
    listed,
    logs,
    recorded,
)

NOTHING = "nothing"
WHERE = {"UserPoolId": "us-east-1_EXAMPLE01"}
GOOGLE_ACTION = "esp-rainmaker-google-action"
PICTURE = b"\x89PNG\r\n\x1a\n"


def documents(found: list[dict[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    return tuple(masked(one) for one in found)


PARTS: dict[str, tuple[tuple[str, ...], Callable[[str], Any], Any]] = {
    "risk": (RISKS, lambda name: masked(described(name)), {}),
    "log_delivery": (LOGS, lambda name: documents(logs(name)), ()),
    "mfa": (FACTORS, lambda name: masked(recorded(name)), {}),
    "groups": (GROUPS, lambda name: documents(listed(name)), ()),
    "resource_servers": (SERVERS, lambda name: documents(listed(name)), ()),
}
CASES = [
    (part, old, new)
    for part, (names, _, _) in PARTS.items()
    for old, new in product((*names, NOTHING), repeat=2)
]


def with_part(part: str, name: str) -> PoolReading:
    _, made, none = PARTS[part]
    return pool_reading(**{part: none if name == NOTHING else made(name)})


def also(found: Reading) -> list[Setting]:
    return [one for one in compare(found, Choices(), REGION) if one.step == "also"]


@pytest.mark.parametrize(("part", "old", "new"), CASES)
def test_what_hangs_on_a_pool_is_compared_and_nothing_of_it_is_written(
    part: str, old: str, new: str
) -> None:
    settings = also(reading(with_part(part, old), with_part(part, new)))
    assert not [one.id for one in settings if one.to_write]
    differing = [one for one in settings if one.state is not SettingState.SAME]
    expected = {one.id for one in differing if one.state is SettingState.EXPECTED}
    empty = {NOTHING, "get-log-delivery-configuration.none"}
    if old == new or {old, new} <= empty:
        assert not {one.id for one in differing} - expected
    else:
        assert differing


def test_each_member_of_what_only_the_old_pool_has_is_told() -> None:
    settings = {
        one.label: one for one in also(reading(with_part("risk", RISKS[0]), pool_reading()))
    }
    told = {one.old for one in settings.values()}
    assert "BLOCK" in told
    assert "no-reply@example.com" in told
    logs_of = also(reading(with_part("log_delivery", LOGS[0]), pool_reading()))
    assert any("deliverystream/my-test-deliverystream" in str(one.old) for one in logs_of)
    factors = also(reading(with_part("mfa", FACTORS[0]), pool_reading()))
    assert {"OTP test", "auth.example.com"} <= {one.old for one in factors}


@pytest.mark.parametrize("name", RISKS)
def test_a_copy_gets_the_threat_protection(name: str) -> None:
    held("SetRiskConfiguration", {**risk_request(model(), described(name)), **WHERE})


@pytest.mark.parametrize("name", GROUPS)
def test_a_copy_gets_the_groups(name: str) -> None:
    for group in listed(name):
        held("CreateGroup", {**group_request(model(), group), **WHERE})


@pytest.mark.parametrize("name", SERVERS)
def test_a_copy_gets_the_resource_servers(name: str) -> None:
    for server in listed(name):
        held("CreateResourceServer", {**server_request(model(), server), **WHERE})


@pytest.mark.parametrize("name", STYLES)
def test_a_copy_gets_the_managed_login_style(name: str) -> None:
    whose = {**WHERE, "ClientId": "1example23456789"}
    held("CreateManagedLoginBranding", {**branding_request(model(), described(name)), **whose})


@pytest.mark.parametrize("with_sms", [False, True])
@pytest.mark.parametrize("name", FACTORS)
def test_a_copy_gets_the_second_factors(name: str, *, with_sms: bool) -> None:
    made = mfa_blueprint(model(), recorded(name), Role.NEW, with_sms=with_sms)
    assert made is not None
    assert ("SmsMfaConfiguration" in made.request) is with_sms
    held("SetUserPoolMfaConfig", {**made.request, **WHERE})


# --- what steps carry over ------------------------------------------------------------------------


def at_aws() -> Connection:
    cognito = SimpleNamespace(meta=SimpleNamespace(service_model=model()))
    return cast("Connection", SimpleNamespace(cognito=cognito))


def sent(found: Reading, choices: Choices, kind: Kind, at: Any) -> list[dict[str, Any]]:
    """The requests of a kind that would be sent, each held to the model and to AWS's rules."""
    resources = Resources(at_aws(), WHERE["UserPoolId"], picture_at=lambda _: PICTURE)
    settings = compare(found, choices, REGION)
    known = {setting.id: setting for setting in settings}
    chosen = [known[id_] for id_ in in_one_go(settings)]
    requests = []
    for change in planned(chosen, found, choices, None, {"7b": PICTURE}):
        if change.target.kind is not kind:
            continue
        after = merged(at, change.edits)
        prepared = resources.prepare(change.target, at, after, change.hidden)
        held(prepared.operation, prepared.request)
        assert resources.unknown(prepared, at, after) == ()
        requests.append(prepared.request)
    return requests


def with_look(id_: str, name: str) -> PoolReading:
    look = None if name == NOTHING else masked({**described(name), "ClientId": id_})
    domain = Domain.from_describe(described(DOMAINS[0]), REGION)
    return pool_reading(
        clients=(client(GOOGLE_ACTION, id_),), client_looks={id_: look}, domain=domain
    )


@pytest.mark.parametrize(("old", "new"), [*product((*LOOKS, NOTHING), repeat=2)])
@pytest.mark.parametrize("supplied", [False, True])
def test_two_looks_are_compared_and_what_is_sent_breaks_no_rule(
    old: str, new: str, *, supplied: bool
) -> None:
    found = reading(with_look("old0client", old), with_look("new0client", new))
    choices = Choices(
        pairs={GOOGLE_ACTION: GOOGLE_ACTION}, logos=frozenset({"7b"} if supplied else ())
    )
    was, now = (
        look_document(masked(described(name))) if name != NOTHING else None for name in (old, new)
    )
    requests = sent(found, choices, Kind.LOOK, now)
    css = bool(was and was.get("CSS") and was.get("CSS") != (now or {}).get("CSS"))
    logo = supplied and bool(was and was.get(LOGO)) and not (now or {}).get(LOGO)
    assert len(requests) == (css or logo)
    for request in requests:
        assert request["ClientId"] == "new0client"
        assert request.get("CSS", "") == ((was if css else now) or {}).get("CSS", "")
        # The one is not sent without the other: AWS takes neither alone.
        assert ("ImageFile" in request) == (logo or bool((now or {}).get(LOGO)))


@pytest.mark.parametrize("old", [name for name in DOMAINS if described(name)])
def test_a_domain_is_made_with_the_prefix_that_was_entered(old: str) -> None:
    found = reading(
        pool_reading(domain=Domain.from_describe(described(old), REGION)), pool_reading(domain=None)
    )
    (request,) = sent(found, Choices(prefix="acme-login"), Kind.DOMAIN, None)
    assert request == {"Domain": "acme-login", "ManagedLoginVersion": 1, **WHERE}


@pytest.mark.parametrize("new", [name for name in DOMAINS if described(name)])
def test_a_domain_that_stands_is_not_made_again(new: str) -> None:
    domain = Domain.from_describe(described(new), REGION)
    found = reading(pool_reading(domain=domain), pool_reading(domain=domain))
    assert sent(found, Choices(prefix="acme-login"), Kind.DOMAIN, described(new)) == []
