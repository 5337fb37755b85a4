"""Apple's key goes along with what is sent, and stands in no record: the judge would see it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from migration.changes import write_journal
from migration.changes.change import Change
from migration.changes.journal_form import change_body
from tests.practice_aws import NEW_POOL
from tests.simulation.program import APPLE_KEY
from tests.simulation.world import World


def apple_is_carried_over(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda ids: [id_ for id_ in ids if id_.startswith("3b")])
    sent = world.account.pools[NEW_POOL].providers["SignInWithApple"]["ProviderDetails"]
    assert sent["private_key"] == APPLE_KEY.replace("\n", "").split("-----")[2]
    world.hold()


def with_what_goes_along(change: Change, fingerprint: Callable[[str], str]) -> Mapping[str, Any]:
    shown = {name: secret.reveal() for name, secret in change.hidden.items()}
    return {**change_body(change, fingerprint), "hidden": shown}


def test_apples_key_is_sent_and_not_recorded(world: World) -> None:
    apple_is_carried_over(world)


def test_apples_key_in_the_record_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_journal, "change_body", with_what_goes_along)
    with pytest.raises(AssertionError, match="a secret stands in the record"):
        apple_is_carried_over(world)
