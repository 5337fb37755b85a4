"""A machine that slept in the middle of a write sends nothing that it read before that."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from migration.changes.delivery import AGAIN_WITHIN
from migration.changes.resources import Resources
from migration.changes.write_journal import WriteJournal
from migration.errors import AwsBusy
from tests.changes.test_writing import CALLBACK, client
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import NEW_MAIN, NOW, walk

THEIRS = "https://set-while-it.slept"


@pytest.mark.parametrize(
    ("seconds", "sent"), [(AGAIN_WITHIN - 0.1, True), (AGAIN_WITHIN, False), (30_000.0, False)]
)
@pytest.mark.parametrize("asleep", ["before the intent", "behind it", "before another try"])
def test_what_others_set_meanwhile_stands(
    practice_aws: PracticeAws,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    asleep: str,
    seconds: float,
    sent: bool,
) -> None:
    now = SimpleNamespace(at=NOW)
    ada = walk(practice_aws, tmp_path, attached=False, clock=lambda: now.at)

    def sleep() -> None:
        now.at += timedelta(seconds=seconds)
        if not sent:
            practice_aws.change(pool="new", client=NEW_MAIN, set={"LogoutURLs": [THEIRS]})

    if asleep == "before another try":
        sends = iter([AwsBusy("later")])
        send = Resources.send

        def busy(self: Resources, prepared: Any) -> None:
            for error in sends:
                sleep()
                raise error
            send(self, prepared)

        monkeypatch.setattr(Resources, "send", busy)
    else:
        intent = WriteJournal.intent

        def recorded(self: WriteJournal, *given: Any) -> int:
            if asleep == "before the intent":
                sleep()
            number = intent(self, *given)
            if asleep == "behind it":
                sleep()
            return number

        monkeypatch.setattr(WriteJournal, "intent", recorded)
    report = ada.applier.apply([CALLBACK])
    assert [result.id for result in report.applied] == [CALLBACK] * sent
    after = client(practice_aws, NEW_MAIN)
    assert ("acmehome://com.acme.home/success" in after["CallbackURLs"]) is sent
    if not sent:
        assert after["LogoutURLs"] == [THEIRS]
        assert "Nothing more was sent: 30 seconds or more have gone by since it was read" in str(
            report.failed
        )
        assert not ada.state.record.unfinished


def test_what_others_add_before_it_is_read_back_does_not_go_with_it(
    practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine sleeps after the provider was made; found by the simulation (610017, 610020)."""
    ada, send = walk(practice_aws, tmp_path, attached=False), Resources.send

    def sent(self: Resources, prepared: Any) -> None:
        send(self, prepared)
        practice_aws.change(
            pool="new", provider="Google", set={"AttributeMapping.name": "given_name"}
        )

    with monkeypatch.context() as asleep:
        asleep.setattr(Resources, "send", sent)
        assert ada.applier.apply(["3a/-/Google"]).applied
    (made,) = ada.past_changes.undoables()
    (stale,) = ada.applier.undo([made]).stale
    assert "Changed by somebody since it was made: AttributeMapping" in stale.reason
    there = practice_aws.client("cognito-idp").describe_identity_provider(
        UserPoolId=NEW_POOL, ProviderName="Google"
    )["IdentityProvider"]
    assert there["AttributeMapping"].pop("name") == "given_name"
    ours = {"AttributeMapping": there["AttributeMapping"]}
    practice_aws.change(pool="new", provider="Google", set=ours)
    assert ada.applier.undo([made]).applied
