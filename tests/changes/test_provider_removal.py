"""Undo of a provider that clients name: first the names that this record added, never others'."""

from typing import Any

import pytest

from migration.changes.write_report import Undoable
from migration.walkthrough import Walkthrough
from tests.changes.full_disk import full_at_the_second_intent
from tests.guide.who_follows_next import P8
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import MAIN

GOOGLE, INSTALLER = "3a/-/Google", "acme-installer-app"
NAMES = tuple(f"4/{client}/SupportedIdentityProviders/Google" for client in (MAIN, INSTALLER))


def clients(aws: PracticeAws) -> dict[str, dict[str, Any]]:
    cognito = aws.client("cognito-idp")
    listed = cognito.list_user_pool_clients(UserPoolId=NEW_POOL, MaxResults=60)["UserPoolClients"]
    found = (
        cognito.describe_user_pool_client(UserPoolId=NEW_POOL, ClientId=client["ClientId"])
        for client in listed
    )
    return {one["UserPoolClient"]["ClientName"]: one["UserPoolClient"] for one in found}


def providers(aws: PracticeAws) -> list[str]:
    listed = aws.client("cognito-idp").list_identity_providers(UserPoolId=NEW_POOL)["Providers"]
    return [provider["ProviderName"] for provider in listed]


def of_google(walkthrough: Walkthrough) -> Undoable:
    (found,) = [one for one in walkthrough.past_changes.undoables() if one.ids == (GOOGLE,)]
    return found


def test_the_names_that_this_record_added_go_first_each_by_itself(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    walkthrough.applier.apply([GOOGLE, *NAMES])
    undoable = of_google(walkthrough)
    assert undoable.asks
    said = "\n".join(undoable.lines)
    for name in ("rainmaker-new-pool-client", INSTALLER):
        assert f"{name}: taken off first; people who sign in to it that way are shut out" in said
    practice_aws.forget_calls()
    report = walkthrough.applier.undo([undoable])

    assert {result.id for result in report.applied} == {GOOGLE, *NAMES}
    assert not (report.failed)
    assert not (report.skipped)
    assert not (report.stale)
    assert [
        call["operation"]
        for call in practice_aws.calls()
        if call["operation"].startswith(("Update", "Delete"))
    ] == ["UpdateUserPoolClient", "UpdateUserPoolClient", "DeleteIdentityProvider"]
    assert providers(practice_aws) == []
    assert not any(
        "Google" in client.get("SupportedIdentityProviders", ())
        for client in clients(practice_aws).values()
    )
    intents = [
        entry.body
        for entry in walkthrough.applier._logbook.journal.entries()
        if entry.kind == "intent" and "undoes" in entry.body
    ]
    assert [body.get("batch") for body in intents] == [undoable.entry, undoable.entry, None]
    assert walkthrough.past_changes.undoables() == ()
    # and every client can still be written
    walkthrough.applier.apply(
        [f"4/{INSTALLER}/LogoutURLs/https%3A%2F%2Finstallers.acme-home.example%2F"]
    )
    assert clients(practice_aws)[INSTALLER]["LogoutURLs"]


def test_a_name_that_somebody_else_set_is_never_taken_off_and_the_provider_stays(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    walkthrough.applier.apply([GOOGLE, NAMES[0]])
    practice_aws.change(
        pool="new", client=INSTALLER, set={"SupportedIdentityProviders": ["COGNITO", "Google"]}
    )
    report = walkthrough.applier.undo([of_google(walkthrough)])

    assert [result.id for result in report.skipped] == [GOOGLE]
    assert f"{INSTALLER} of the new pool names it" in report.skipped[0].reason
    assert (report.applied, report.failed, report.stale) == ((), (), ())
    assert providers(practice_aws) == ["Google"]
    assert (
        "Google" in clients(practice_aws)["rainmaker-new-pool-client"]["SupportedIdentityProviders"]
    )


def test_a_name_that_the_skills_stack_set_keeps_the_provider_until_step_6_is_undone(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    practice_aws.settings(change_set_seconds=0, stack_seconds=0)
    walkthrough.entered.supply_apple_key(P8, "NEWKEY1234")
    for step in ("3a", "3b", "3c"):
        assert walkthrough.applier.apply(walkthrough.pages.to_apply(step)).failed == ()
    walkthrough.reader.read(attached=False)
    stack = walkthrough.applier.apply(walkthrough.pages.to_apply("6"), agree=lambda _: True)
    assert stack.applied
    walkthrough.reader.read(attached=False)

    report = walkthrough.applier.undo([of_google(walkthrough)])
    assert [result.id for result in report.skipped] == [GOOGLE]
    assert "esp-rainmaker-alexa-skill" in report.skipped[0].reason
    assert "the skills stack's by undoing step 6" in report.skipped[0].reason
    assert "Google" in providers(practice_aws)

    (of_stack,) = walkthrough.past_changes.undoables("6")
    assert walkthrough.applier.undo([of_stack], agree=lambda _: True).applied
    walkthrough.reader.read(attached=False)
    assert walkthrough.applier.undo([of_google(walkthrough)]).applied
    assert "Google" not in providers(practice_aws)


def test_where_a_name_cannot_be_taken_off_the_provider_stays(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    walkthrough.applier.apply([GOOGLE, *NAMES])
    undoable = of_google(walkthrough)
    practice_aws.faults({"kind": "access_denied", "operation": "UpdateUserPoolClient", "skip": 1})
    report = walkthrough.applier.undo([undoable])
    assert len(report.applied) == len(report.failed) == 1
    assert report.stale == ()
    assert [result.id for result in report.skipped] == [GOOGLE]
    assert "could not be freed of it first" in report.skipped[0].reason
    assert providers(practice_aws) == ["Google"]


def test_a_provider_that_nobody_names_goes_at_once(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    walkthrough.applier.apply([GOOGLE])
    report = walkthrough.applier.undo([of_google(walkthrough)])
    assert [result.id for result in report.applied] == [GOOGLE]
    assert providers(practice_aws) == []


def test_what_was_taken_off_is_told_though_the_rest_cannot_be_recorded(
    walkthrough: Walkthrough, practice_aws: PracticeAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    walkthrough.applier.apply([GOOGLE, *NAMES])
    undoable = of_google(walkthrough)
    full_at_the_second_intent(walkthrough, monkeypatch)
    report = walkthrough.applier.undo([undoable])
    (taken,) = report.applied
    assert taken.id in NAMES
    told = {result.id: result.reason for result in report.failed}
    assert told[GOOGLE] == "nothing was sent: The disk is full."
    assert providers(practice_aws) == ["Google"]
