"""What comes late does not take the place of what is newer, by AWS's own date."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from migration.compare.setting import Kind, Target
from migration.deployment_request import Request
from migration.guide.step_files import load_steps
from migration.pools.documents import IdentityProvider, Pool
from migration.pools.reading import Role
from migration.walk.late_answers import with_landed, with_part
from migration.walk.state import State
from tests.readings import DEPLOYMENT, client, pool_reading, provider, reading

AT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
BEFORE, WRITTEN, SINCE = (AT + timedelta(minutes=number) for number in range(3))
CLIENT = Target(Kind.CLIENT, "main")
PROVIDER = Target(Kind.PROVIDER, "Google")
POOL = Target(Kind.POOL)


def at(moment: datetime | None, **members: Any) -> dict[str, Any]:
    return {**members, **({"LastModifiedDate": moment} if moment else {})}


def a_client(moment: datetime | None) -> Any:
    return replace(client("main", "main"), document=at(moment, ClientId="main", ClientName="main"))


def a_provider(moment: datetime | None) -> IdentityProvider:
    made = provider("Google", "Google", {}, {})
    return replace(made, document=at(moment, **made.document))


def a_pool(moment: datetime | None) -> Pool:
    return Pool.from_describe(at(moment, Id="new", Name="new"))


KINDS: Mapping[str, tuple[Target, str, Callable[[datetime | None], Any]]] = {
    "client": (CLIENT, "clients", lambda moment: (a_client(moment),)),
    "provider": (PROVIDER, "providers", lambda moment: (a_provider(moment),)),
    "pool": (POOL, "pool", a_pool),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("came", "shown"),
    [
        pytest.param(BEFORE, WRITTEN, id="from-before-the-write"),
        pytest.param(SINCE, SINCE, id="somebody-else-wrote-since"),
        pytest.param(None, WRITTEN, id="without-a-date"),
    ],
)
def test_of_a_reading_back_and_a_reading_the_newer_stands(
    kind: str, came: datetime | None, shown: datetime
) -> None:
    target, part, make = KINDS[kind]
    found = reading(pool_reading(), pool_reading(**{part: make(BEFORE)}))
    state = State(Request(), load_steps(), lambda _: "", DEPLOYMENT, found)
    held = make(WRITTEN)
    state = with_landed(state, target, dict((held[0] if part != "pool" else held).document))
    state = with_part(state, Role.NEW, part, make(came))
    stands = getattr(state.reading.new, part)
    document = (stands[0] if part != "pool" else stands).document
    assert document["LastModifiedDate"] == shown
    state = with_part(state, Role.NEW, "groups", ())
    assert getattr(state.reading.new, part) == stands, "another part changes nothing of it"
