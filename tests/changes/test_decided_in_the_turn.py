"""What a write rests on is looked at in its turn: who waited for it sees what changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from migration.changes.write_report import Undoable
from migration.errors import WrittenByAnother
from migration.walkthrough import Walkthrough
from tests.changes.change_kinds import P8
from tests.changes.test_undo_returns import CALLBACKS, FLAG, FLOWS, LOGOUTS, SCOPES
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import MAIN, NEW_MAIN, walk

GOOGLE, SUBJECT, MESSAGE = "3a/-/Google", "5/-/EmailSubject", "5/-/EmailMessage"
LOOK = "7b/esp-rainmaker-google-action/UICustomization.CSS"
CALLBACK = f"4/{MAIN}/CallbackURLs/acmehome%3A%2F%2Fcom.acme.home%2Fsuccess"
NAMED = f"4/{MAIN}/SupportedIdentityProviders/Google"


def while_it_waits(walked: Walkthrough, do: Callable[[], object], *, turns_before: int = 0) -> None:
    """Have something done while this run waits for a turn to write."""
    turn, left = walked.logbook.turn, [turns_before]

    @contextmanager
    def later(wait: Any, progress: Any) -> Iterator[None]:
        left[0] -= 1
        if left[0] == -1:
            do()
        with turn(wait, progress):
            yield

    walked.logbook.turn = later


def last(walked: Walkthrough) -> Undoable:
    undoable = walked.past_changes.undoable()
    assert undoable is not None
    return undoable


@pytest.fixture
def one(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Walkthrough]:
    """A run; `other` is a second one beside it, with the same record."""
    walked = walk(practice_aws, tmp_path / "state")
    yield walked
    walked.close()


@pytest.fixture
def other(practice_aws: PracticeAws, tmp_path: Path, one: Walkthrough) -> Iterator[Walkthrough]:
    walked = walk(practice_aws, tmp_path / "state")
    yield walked
    walked.close()


@pytest.mark.parametrize(
    "change",
    [
        {"AttributeMapping.name": "name"},
        {"IdpIdentifiers": ["acme.example"]},
        {"ProviderDetails.prompt": "consent"},
    ],
    ids=["a mapping", "an identifier", "a detail"],
)
def test_a_provider_that_others_add_to_meanwhile_stays(
    one: Walkthrough, practice_aws: PracticeAws, change: dict[str, Any]
) -> None:
    assert one.applier.apply([GOOGLE]).applied
    while_it_waits(one, lambda: practice_aws.change(pool="new", provider="Google", set=change))
    (stale,) = one.applier.undo([last(one)]).stale
    assert "Changed by somebody since it was made" in stale.reason
    assert not practice_aws.calls("DeleteIdentityProvider")


def test_a_provider_that_a_client_names_meanwhile_stays(
    one: Walkthrough, practice_aws: PracticeAws
) -> None:
    assert one.applier.apply([GOOGLE]).applied
    named = {"SupportedIdentityProviders": ["COGNITO", "Google"]}
    while_it_waits(one, lambda: practice_aws.change(pool="new", client=NEW_MAIN, set=named))
    report = one.applier.undo([last(one)])
    assert "Google stays" in report.stale[0].reason
    assert not practice_aws.calls("DeleteIdentityProvider")


def test_a_provider_whose_name_was_taken_off_goes(
    one: Walkthrough, practice_aws: PracticeAws
) -> None:
    assert one.applier.apply([GOOGLE]).applied
    one.reader.read()
    assert one.applier.apply([NAMED]).applied
    provider = one.past_changes.undoables()[-1]
    report = one.applier.undo([provider])
    assert {result.id for result in report.applied} == {GOOGLE, NAMED}
    assert practice_aws.calls("DeleteIdentityProvider")


def make_the_domain(walked: Walkthrough) -> None:
    walked.entered.choose_prefix("acme-signin")
    assert walked.applier.apply(["2/-/Domain"]).applied


def set_a_look(walked: Walkthrough) -> None:
    walked.reader.read()
    assert walked.applier.apply([LOOK]).applied


@pytest.mark.parametrize("when", ["before", "while it waits"])
def test_a_domain_at_which_another_run_sets_a_look_stays(
    one: Walkthrough, other: Walkthrough, practice_aws: PracticeAws, when: str
) -> None:
    make_the_domain(one)
    domain = last(one)
    if when == "before":
        set_a_look(other)
    else:
        while_it_waits(one, lambda: set_a_look(other))
    report = one.applier.undo([domain])
    assert "undo it first (step 7b)" in (*report.skipped, *report.stale)[0].reason
    assert not practice_aws.calls("DeleteUserPoolDomain")


def test_a_client_that_gets_a_logout_url_meanwhile_keeps_oauth(
    one: Walkthrough, practice_aws: PracticeAws
) -> None:
    bare = dict.fromkeys((FLAG, FLOWS, SCOPES, CALLBACKS, LOGOUTS))
    practice_aws.change(pool="new", client=NEW_MAIN, set=bare)
    one.reader.read()
    ids = [id_ for id_ in one.pages.to_apply("4") if f"/{MAIN}/" in id_]
    ids = [id_ for id_ in ids if LOGOUTS not in id_ and "Providers" not in id_]
    assert one.applier.apply(ids).applied
    practice_aws.forget_calls()
    urls = {LOGOUTS: ["others://out"]}
    while_it_waits(one, lambda: practice_aws.change(pool="new", client=NEW_MAIN, set=urls))
    report = one.applier.undo([last(one)])
    assert not report.applied
    assert not report.failed
    assert not practice_aws.calls("UpdateUserPoolClient")


# --- the record that another run goes on with -----------------------------------------------------
@pytest.mark.parametrize("when", ["before", "while it waits"])
def test_what_another_run_took_back_is_not_taken_back_twice(
    one: Walkthrough, other: Walkthrough, practice_aws: PracticeAws, when: str
) -> None:
    assert one.applier.apply([SUBJECT]).applied
    undoable = last(one)

    def take_back() -> None:
        other.logbook.fold()
        assert other.applier.undo([last(other)]).applied
        practice_aws.forget_calls()

    if when == "before":
        take_back()
    else:
        while_it_waits(one, take_back)
    report = one.applier.undo([undoable])
    assert "was taken back" in (*report.skipped, *report.stale)[0].reason
    assert not practice_aws.calls("UpdateUserPool")
    assert len([entry for entry in one.logbook.journal.entries() if "undoes" in entry.body]) == 1


@pytest.mark.parametrize("when", ["before", "while it waits"])
def test_the_last_change_is_the_records_last_and_not_an_older_one(
    one: Walkthrough, other: Walkthrough, practice_aws: PracticeAws, when: str
) -> None:
    assert one.applier.apply([SUBJECT]).applied
    undoable = last(one)

    def write() -> None:
        assert other.applier.apply([MESSAGE]).applied
        practice_aws.forget_calls()

    if when == "before":
        write()
    else:
        while_it_waits(one, write)
    report = one.applier.undo([undoable], last=True)
    assert "changed more since" in (*report.skipped, *report.stale)[0].reason
    assert not practice_aws.calls("UpdateUserPool")
    assert one.applier.undo([undoable]).applied  # who chose just this one gets it


def test_each_write_of_a_run_is_judged_by_all_that_was_decided_until_its_turn(
    one: Walkthrough, other: Walkthrough, practice_aws: PracticeAws
) -> None:
    while_it_waits(one, lambda: other.checklist.tick("1a", part="notes"))
    while_it_waits(one, lambda: other.checklist.not_applicable("5", "later"), turns_before=1)
    report = one.applier.apply([CALLBACK, SUBJECT])
    assert [result.id for result in report.applied] == [CALLBACK]
    assert "Its step is left out by now." in report.stale[0].reason
    assert not practice_aws.calls("UpdateUserPool")


def test_what_goes_with_something_that_was_decided_otherwise_is_told_as_not_tried(
    one: Walkthrough, other: Walkthrough, practice_aws: PracticeAws
) -> None:
    own = one.callbacks.add(MAIN, "acme://of-ones-own")

    def withdraw() -> None:
        other.logbook.fold()
        other.callbacks.withdraw(MAIN, "acme://of-ones-own")

    while_it_waits(one, withdraw)
    report = one.applier.apply([own, CALLBACK])
    assert [result.id for result in report.stale] == [own]
    assert [(result.id, result.untried) for result in report.skipped] == [(CALLBACK, True)]
    assert "what goes with it was decided otherwise" in report.skipped[0].reason
    assert not practice_aws.calls("UpdateUserPoolClient")


def test_whose_turn_it_was_is_the_reason_of_what_was_not_sent(
    one: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any) -> Any:
        raise WrittenByAnother("Nothing was sent: ann writes.")

    monkeypatch.setattr(one.logbook, "turn", never)
    (failed,) = one.applier.apply([SUBJECT]).failed
    assert failed.reason == "Nothing was sent: ann writes."


# --- Apple's key ----------------------------------------------------------------------------------
@pytest.mark.parametrize("way", ["applied", "undone"])
def test_apples_key_goes_with_its_own_id_alone(
    one: Walkthrough, practice_aws: PracticeAws, way: str
) -> None:
    """An update sends the key again: with another key's id every sign-in would fail."""
    details = {"team_id": "TEAM123456", "key_id": "NEWKEY1234", "authorize_scopes": "name"}
    practice_aws.change(
        pool="new",
        provider="SignInWithApple",
        create=True,
        set={"ProviderType": "SignInWithApple", "ProviderDetails": {"client_id": "x", **details}},
    )
    one.reader.read()
    one.entered.supply_apple_key(P8, "NEWKEY1234")
    scopes = "3b/-/SignInWithApple/authorize_scopes"
    if way == "undone":
        assert one.applier.apply([scopes]).applied
    practice_aws.forget_calls()
    changed = {"ProviderDetails.key_id": "OTHERKEY12"}
    while_it_waits(
        one, lambda: practice_aws.change(pool="new", provider="SignInWithApple", set=changed)
    )
    report = one.applier.undo([last(one)]) if way == "undone" else one.applier.apply([scopes])
    assert "OTHERKEY12" in report.stale[0].reason
    assert not practice_aws.calls("UpdateIdentityProvider")
    held = practice_aws.client("cognito-idp").describe_identity_provider(
        UserPoolId=NEW_POOL, ProviderName="SignInWithApple"
    )
    assert held["IdentityProvider"]["ProviderDetails"]["key_id"] == "OTHERKEY12"
