"""Taking changes back, one after the other, by the same road."""

from pathlib import Path
from typing import Any

import pytest

from migration.changes.write_report import Undoable, Values
from migration.errors import StateUnusable
from migration.journal.entries import Entry
from migration.secret import MASK
from migration.walkthrough import Walkthrough
from tests.changes.full_disk import full_at_the_second_intent
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import MAIN, NEW_MAIN, walk

URL = "acmehome://com.acme.home/success"
CALLBACK = f"4/{MAIN}/CallbackURLs/acmehome%3A%2F%2Fcom.acme.home%2Fsuccess"
LOGOUT = f"4/{MAIN}/LogoutURLs/com.acme.home%3A%2F%2Fsignout"
SUBJECT = "5/-/EmailSubject"
GOOGLE = "3a/-/Google"


def client(aws: PracticeAws) -> dict[str, Any]:
    """The new pool's main client, as AWS describes it."""
    cognito = aws.client("cognito-idp")
    listed = cognito.list_user_pool_clients(UserPoolId=NEW_POOL, MaxResults=60)["UserPoolClients"]
    (found,) = [item["ClientId"] for item in listed if item["ClientName"] == NEW_MAIN]
    described: dict[str, Any] = cognito.describe_user_pool_client(
        UserPoolId=NEW_POOL, ClientId=found
    )["UserPoolClient"]
    return described


def pools(aws: PracticeAws) -> object:
    """All that the practice AWS holds, but for the times of change."""

    def still(value: object) -> object:
        if isinstance(value, dict):
            return {
                key: still(item)
                for key, item in value.items()
                if key not in {"LastModifiedDate", "CreationDate"}
            }
        return [still(item) for item in value] if isinstance(value, list) else value

    return still(aws.state()["pools"])


@pytest.fixture
def three_written(walkthrough: Walkthrough) -> Walkthrough:
    """Three changes, each of something else."""
    for setting in (GOOGLE, CALLBACK, SUBJECT):
        walkthrough.applier.apply([setting])
    return walkthrough


@pytest.fixture
def before(practice_aws: PracticeAws) -> dict[str, Any]:
    """The new pool's main client as nobody has written to it."""
    return client(practice_aws)


@pytest.fixture
def half_put_back(
    practice_aws: PracticeAws, walkthrough: Walkthrough, before: dict[str, Any]
) -> Undoable:
    """A change of two settings, one of which somebody put back elsewhere."""
    walkthrough.applier.apply([CALLBACK, LOGOUT])
    practice_aws.change(
        pool="new", client=NEW_MAIN, set={"CallbackURLs": before.get("CallbackURLs", [])}
    )
    undoable = walkthrough.past_changes.undoable()
    assert undoable
    return undoable


def test_everything_can_be_undone_to_where_it_began(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    before = pools(practice_aws)
    walkthrough.entered.choose_prefix("acme-users")
    walkthrough.applier.apply(walkthrough.pages.to_apply())
    assert pools(practice_aws) != before
    undone = 0
    while undoable := walkthrough.past_changes.undoable():
        report = walkthrough.applier.undo([undoable])
        assert (report.failed, report.stale, report.skipped) == ((), (), ())
        undone += len(report.applied)
    assert undone > 10
    assert pools(practice_aws) == before


def test_undo_outlives_the_program(practice_aws: PracticeAws, tmp_path: Path) -> None:
    first = walk(practice_aws, tmp_path)
    first.applier.apply([CALLBACK])
    first.close()
    second = walk(practice_aws, tmp_path)
    undoable = second.past_changes.undoable()
    assert undoable
    assert undoable.ids == (CALLBACK,)
    assert [result.id for result in second.applier.undo([undoable]).applied] == [CALLBACK]
    assert CALLBACK in second.pages.to_apply()
    assert second.past_changes.undoable() is None


def test_taking_away_what_was_made_asks_first(walkthrough: Walkthrough) -> None:
    walkthrough.applier.apply([GOOGLE])
    undoable = walkthrough.past_changes.undoable()
    assert undoable
    assert undoable.asks
    assert "Nobody can sign in with this provider" in undoable.lines[-1]
    walkthrough.applier.apply([CALLBACK])
    plain = walkthrough.past_changes.undoable()
    assert plain
    assert not plain.asks


def test_a_former_secret_that_is_in_nobodys_memory_any_more_is_asked_for_and_nothing_is_sent(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    first = walk(practice_aws, tmp_path)
    first.applier.apply([GOOGLE])
    first.close()
    practice_aws.change(
        pool="new", provider="Google", set={"ProviderDetails.client_secret": "a former secret"}
    )
    second = walk(practice_aws, tmp_path)
    secret = "3a/-/Google/client_secret"
    assert [result.id for result in second.applier.apply([secret]).applied] == [secret]
    second.close()
    third = walk(practice_aws, tmp_path)
    undoable = third.past_changes.undoable()
    assert undoable
    practice_aws.forget_calls()
    report = third.applier.undo([undoable])
    assert [(result.id, "not kept on disk" in result.reason) for result in report.skipped] == [
        (secret, True)
    ]
    assert practice_aws.calls("UpdateIdentityProvider") == []


def test_a_former_secret_comes_back_within_one_run(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walked = walk(practice_aws, tmp_path)
    walked.applier.apply([GOOGLE])
    practice_aws.change(
        pool="new", provider="Google", set={"ProviderDetails.client_secret": "a former secret"}
    )
    walked.reader.read()
    walked.applier.apply(["3a/-/Google/client_secret"])
    undoable = walked.past_changes.undoable()
    assert undoable
    assert "a former secret" not in " ".join(undoable.lines)
    assert len(walked.applier.undo([undoable]).applied) == 1
    held = practice_aws.client("cognito-idp").describe_identity_provider(
        UserPoolId="us-east-1_NewPool02", ProviderName="Google"
    )
    assert held["IdentityProvider"]["ProviderDetails"]["client_secret"] == "a former secret"


def test_what_somebody_put_back_elsewhere_counts_as_undone_and_stands_in_nobodys_way(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    walkthrough.applier.apply([SUBJECT])
    walkthrough.applier.apply([CALLBACK])
    held = client(practice_aws)["CallbackURLs"]
    practice_aws.change(pool="new", client=NEW_MAIN, set={"CallbackURLs": held[:-1]})
    undoable = walkthrough.past_changes.undoable()
    assert undoable
    practice_aws.forget_calls()
    report = walkthrough.applier.undo([undoable])
    assert [(result.id, result.reason) for result in report.applied] == [
        (CALLBACK, "was so already, by somebody else")
    ]
    assert practice_aws.calls("UpdateUserPoolClient") == []
    left = walkthrough.past_changes.undoable()
    assert left
    assert left.ids == (SUBJECT,)


def test_what_was_sent_is_told_though_what_somebody_put_back_cannot_be_recorded(
    practice_aws: PracticeAws,
    walkthrough: Walkthrough,
    before: dict[str, Any],
    half_put_back: Undoable,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert set(half_put_back.ids) == {CALLBACK, LOGOUT}
    intents = full_at_the_second_intent(walkthrough, monkeypatch)
    report = walkthrough.applier.undo([half_put_back])
    assert len(intents) == 2
    assert {result.id for result in report.applied} == {CALLBACK, LOGOUT}
    assert not report.failed
    assert client(practice_aws).get("LogoutURLs") == before.get("LogoutURLs")


def test_of_what_is_undone_that_alone_is_called_somebody_elses_which_they_put_back(
    walkthrough: Walkthrough, half_put_back: Undoable
) -> None:
    assert len(walkthrough.applier.undo([half_put_back]).applied) == 2
    *_, ours, _, theirs, last = walkthrough.logbook.entries
    assert [edit["setting"] for edit in ours.body["edits"]] == [LOGOUT]
    assert [edit["setting"] for edit in theirs.body["edits"]] == [CALLBACK]
    assert last.body["applied"] == [CALLBACK]


def test_a_stale_undo_carries_its_three_values_whole(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    walkthrough.applier.apply([SUBJECT])
    practice_aws.change(
        pool="new", set={"VerificationMessageTemplate.EmailSubject": "Theirs " * 30}
    )
    undoable = walkthrough.past_changes.undoable()
    assert undoable
    (stale,) = walkthrough.applier.undo([undoable]).stale
    assert stale.values == Values("Your Acme Home verification code", "Theirs " * 30, "")


def test_a_stale_secret_is_dots_in_all_three_values(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    walkthrough.applier.apply([GOOGLE])
    secret = "3a/-/Google/client_secret"
    practice_aws.change(
        pool="new", provider="Google", set={"ProviderDetails.client_secret": "a former secret"}
    )
    walkthrough.reader.read()
    practice_aws.change(
        pool="new", provider="Google", set={"ProviderDetails.client_secret": "a newer secret"}
    )
    (stale,) = walkthrough.applier.apply([secret]).stale
    assert stale.values == Values(MASK, MASK, MASK)


def test_what_does_not_stick_carries_what_was_sent_and_what_is_held(
    practice_aws: PracticeAws, walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration.changes.reads_around_write.SETTLING", (0,))
    practice_aws.change(pool="new", set={"VerificationMessageTemplate.EmailSubject": "Former"})
    walkthrough.reader.read()
    practice_aws.faults({"kind": "lost_write", "operation": "UpdateUserPool"})
    (failed,) = walkthrough.applier.apply([SUBJECT]).failed
    assert failed.values == Values("Former", "Former", "Your Acme Home verification code")


def test_going_back_in_a_row_begins_with_the_newest_and_tells_what_it_does(
    three_written: Walkthrough,
) -> None:
    told: list[str] = []
    report = three_written.applier.undo(three_written.past_changes.undoables(), told.append)
    assert [result.id for result in report.applied] == [SUBJECT, CALLBACK, GOOGLE]
    assert told == [
        "Undo subject (step 5), 1 of 3",
        f"Undo {URL} (step 4), 2 of 3",
        "Undo Google (step 3a), 3 of 3",
        "Looking which app clients of the new pool name Google",
    ]
    assert three_written.past_changes.undoables() == ()


def test_a_record_that_gives_way_on_the_way_back_leaves_nothing_untold_and_sends_nothing(
    practice_aws: PracticeAws, three_written: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(entry: Entry, **_: object) -> int:
        raise StateUnusable("The disk is full.")

    monkeypatch.setattr(three_written.logbook.journal, "record", full)
    before = pools(practice_aws)
    report = three_written.applier.undo(three_written.past_changes.undoables())
    assert [(result.id, result.reason) for result in report.failed] == [
        (SUBJECT, "nothing was sent: The disk is full.")
    ]
    assert [(result.id, result.untried) for result in report.skipped] == [
        (CALLBACK, True),
        (GOOGLE, True),
    ]
    assert pools(practice_aws) == before


def test_the_record_tells_of_each_field_what_became_of_it(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    walkthrough.applier.apply([SUBJECT, "5/-/ReplyToEmailAddress"])
    (change,) = walkthrough.past_changes.history()
    one = walkthrough.past_changes.undoable_fields(change.entry, [SUBJECT])
    assert one
    walkthrough.applier.undo([one])
    practice_aws.faults({"kind": "access_denied", "operation": "UpdateUserPoolClient"})
    walkthrough.applier.apply([CALLBACK])
    failed, undo, first = walkthrough.past_changes.history()
    assert (undo.undoes, [field.state for field in undo.fields]) == (first.entry, ["applied"])
    assert {field.id: field.state for field in first.fields} == {
        SUBJECT: "undone",
        "5/-/ReplyToEmailAddress": "applied",
    }
    assert [(field.state, "UpdateUserPoolClient" in field.reason) for field in failed.fields] == [
        ("failed", True)
    ]
    assert not any(change.recovered for change in (failed, undo, first))


def test_a_way_back_that_aws_refuses_in_between_goes_on_and_tells_all(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    for setting in (CALLBACK, GOOGLE, SUBJECT):
        walkthrough.applier.apply([setting])
    practice_aws.faults({"kind": "access_denied", "operation": "DescribeIdentityProvider"})
    report = walkthrough.applier.undo(walkthrough.past_changes.undoables())
    assert [result.id for result in report.applied] == [SUBJECT, CALLBACK]
    assert [
        (result.id, "DescribeIdentityProvider" in result.reason) for result in report.failed
    ] == [(GOOGLE, True)]


def test_a_way_back_that_is_stopped_tells_all_that_it_did_not_come_to(
    three_written: Walkthrough,
) -> None:
    def stop_at_the_first(_: str) -> None:
        three_written.cancel()

    report = three_written.applier.undo(three_written.past_changes.undoables(), stop_at_the_first)
    assert [result.id for result in report.applied] == [SUBJECT]
    assert [(result.id, result.reason, result.untried) for result in report.skipped] == [
        (CALLBACK, "not tried: stopped", True),
        (GOOGLE, "not tried: stopped", True),
    ]
