"""A write that AWS did not answer with yes or no is sent again only after the resource was read.

What others wrote in between stays, what landed is not sent twice, and what nobody knows is said so.
"""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from migration.aws import writes
from migration.aws.connection import connect
from migration.errors import AwsBusy, AwsUnreachable, PoolwalkError
from migration.journal.entries import EntryKind
from migration.walkthrough import Walkthrough
from tests.changes.test_writing import CALLBACK, INSTALLER, LOGOUT, client, entries
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import NEW_MAIN, walk

UPDATE = "UpdateUserPoolClient"
ADDED = "acmehome://com.acme.home/success"
AT_ANOTHER: dict[str, Any] = {
    "kind": "error",
    "code": "ConcurrentModificationException",
    "message": "Only one request to update user pool client can be processed at a time.",
    "status": 400,
}
LATER: dict[str, dict[str, Any]] = {
    "throttled": {"kind": "throttling"},
    "failed": {"kind": "server_error"},
    "cut": {"kind": "cut"},
    "hung": {"kind": "hang"},
    "at another": AT_ANOTHER,
}


@pytest.fixture(autouse=True)
def _no_waiting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "hung" in request.node.name:
        monkeypatch.setattr("migration.aws.client.READ_TIMEOUT", 1)
    monkeypatch.setattr("migration.changes.delivery.PAUSES", (0, 0, 0, 0))
    monkeypatch.setattr("migration.changes.reads_around_write.SETTLING", (0, 0))


def theirs(when: str, operation: str, skip: int = 0) -> dict[str, Any]:
    """Somebody else changes the client, once, at a call of ours."""
    change = {"pool": NEW_POOL, "client": NEW_MAIN, "set": {"IdTokenValidity": 7}}
    return {
        "kind": "change",
        "operation": operation,
        "when": when,
        "skip": skip,
        "count": 1,
        "change": change,
    }


@pytest.mark.parametrize("name", LATER)
def test_what_others_wrote_before_the_second_try_stays(
    practice_aws: PracticeAws, walkthrough: Walkthrough, name: str
) -> None:
    practice_aws.forget_calls()
    practice_aws.faults({**LATER[name], "operation": UPDATE, "count": 1})
    practice_aws.faults(theirs("before", UPDATE))
    report = walkthrough.applier.apply([CALLBACK])
    assert [result.id for result in report.applied] == [CALLBACK], report
    after = client(practice_aws, NEW_MAIN)
    assert ADDED in after["CallbackURLs"]
    assert after["IdTokenValidity"] == 7
    assert len(practice_aws.calls(UPDATE)) == 2


def test_what_landed_without_an_answer_is_not_sent_again(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.faults({"kind": "cut", "operation": UPDATE, "after": True})
    report = walkthrough.applier.apply([CALLBACK])
    assert [result.id for result in report.applied] == [CALLBACK]
    assert len(practice_aws.calls(UPDATE)) == 1


@pytest.mark.parametrize(("kind", "may"), [("cut", True), ("throttling", None)])
def test_the_record_says_that_what_had_no_answer_can_still_arrive(
    practice_aws: PracticeAws, walkthrough: Walkthrough, kind: str, may: bool | None
) -> None:
    practice_aws.faults({"kind": kind, "operation": UPDATE, "count": 1})
    assert walkthrough.applier.apply([CALLBACK]).applied
    assert walkthrough.logbook.entries[-1].body.get("may_arrive") is may


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "throttling"}, AwsBusy),
        ({"kind": "server_error"}, AwsUnreachable),
        ({"kind": "cut"}, AwsUnreachable),
        (AT_ANOTHER, AwsBusy),
    ],
)
def test_the_library_never_sends_a_write_twice_by_itself(
    practice_aws: PracticeAws, fault: dict[str, Any], error: type[PoolwalkError]
) -> None:
    connection = connect(
        region=practice_aws.region,
        endpoint_url=practice_aws.endpoint,
        credentials=(practice_aws.access_key, practice_aws.secret_key),
    )
    practice_aws.faults({**fault, "operation": ["DeleteIdentityProvider", "DeleteChangeSet"]})
    with pytest.raises(error):
        writes.send(
            connection, "DeleteIdentityProvider", {"UserPoolId": NEW_POOL, "ProviderName": "Google"}
        )
    named = {"ChangeSetName": "poolwalk-a", "StackName": "stack"}
    with pytest.raises(PoolwalkError):
        writes.send_about_change_set(connection, "us-east-1", "DeleteChangeSet", named)
    assert len(practice_aws.calls("DeleteIdentityProvider")) == 1
    assert len(practice_aws.calls("DeleteChangeSet")) == 1


def test_all_settings_of_two_clients_land_past_an_update_that_comes_at_once(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.faults({**AT_ANOTHER, "operation": UPDATE, "count": 1})
    told: list[str] = []
    ids = list(walkthrough.pages.to_apply("4"))
    report = walkthrough.applier.apply(ids, told.append)
    assert len(report.applied) == len(ids) > 2
    assert any("reading again before try 2" in sentence for sentence in told)


def test_trying_again_ends_and_the_refusal_is_told(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.faults({**AT_ANOTHER, "operation": UPDATE})
    (failed,) = walkthrough.applier.apply([CALLBACK]).failed
    assert "at another change of the same thing" in failed.reason
    assert not failed.unknown, "AWS answered: it did nothing"
    assert len(practice_aws.calls(UPDATE)) == 5
    assert walkthrough.state.record.unfinished == ()


def test_stopping_ends_the_tries(practice_aws: PracticeAws, walkthrough: Walkthrough) -> None:
    practice_aws.faults({"kind": "throttling", "operation": UPDATE})

    def stop(sentence: str) -> None:
        if "try 2" in sentence:
            walkthrough.cancel()

    (failed,) = walkthrough.applier.apply([CALLBACK], stop).failed
    assert "slow down" in failed.reason
    assert len(practice_aws.calls(UPDATE)) == 1


def test_a_member_that_somebody_changed_before_the_second_try_is_left_to_them(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    subject = "5/-/EmailSubject"
    change = {"pool": NEW_POOL, "set": {"VerificationMessageTemplate.EmailSubject": "Theirs"}}
    practice_aws.faults({"kind": "throttling", "operation": "UpdateUserPool", "count": 1})
    practice_aws.faults(
        {
            "kind": "change",
            "operation": "DescribeUserPool",
            "skip": 1,
            "count": 1,
            "change": change,
        }
    )
    report = walkthrough.applier.apply([subject])
    (stale,) = report.stale
    assert "now “Theirs”" in stale.reason
    assert stale.values
    assert len(practice_aws.calls("UpdateUserPool")) == 1
    assert walkthrough.state.record.unfinished == ()


@pytest.mark.parametrize("name", ["cut", "failed"])
def test_a_write_that_nobody_answered_and_that_does_not_show_is_unknown_and_not_failed(
    practice_aws: PracticeAws, walkthrough: Walkthrough, tmp_path: Path, name: str
) -> None:
    practice_aws.faults({**LATER[name], "operation": UPDATE})
    (failed,) = walkthrough.applier.apply([CALLBACK]).failed
    assert failed.unknown
    why, _, rest = failed.reason.partition("Whether it arrived is not known")
    assert why.strip(), "what AWS answered, or that it did not"
    assert rest == ": read again (r), which finds out."
    assert [entry.kind for entry in entries(walkthrough, tmp_path / "state")] == [EntryKind.INTENT]


def test_what_somebody_changed_beside_the_write_is_told_with_its_values_and_recorded(
    practice_aws: PracticeAws, walkthrough: Walkthrough, tmp_path: Path
) -> None:
    before = client(practice_aws, NEW_MAIN)["IdTokenValidity"]
    practice_aws.faults(theirs("after", UPDATE))
    (applied,) = walkthrough.applier.apply([CALLBACK]).applied
    assert f"IdTokenValidity was “{before}” and is “7”" in applied.reason
    _, outcome = entries(walkthrough, tmp_path / "state")
    assert outcome.body["beside"] == [{"member": "IdTokenValidity", "was": before, "now": 7}]
    (change,) = walkthrough.past_changes.history()
    assert change.beside == (f"IdTokenValidity was “{before}” and is “7”",)


def test_a_secret_that_somebody_changed_beside_the_write_is_told_without_it(
    practice_aws: PracticeAws, walkthrough: Walkthrough, tmp_path: Path
) -> None:
    walkthrough.applier.apply(["3c/-/GitHub"])
    details = {"ProviderDetails.client_secret": "theirs-and-secret"}
    change = {"pool": NEW_POOL, "provider": "GitHub", "set": details}
    practice_aws.change(
        pool="new", provider="GitHub", set={"ProviderDetails.authorize_scopes": "openid"}
    )
    walkthrough.reader.read()
    scopes = "3c/-/GitHub/authorize_scopes"
    practice_aws.faults(
        {
            "kind": "change",
            "operation": "UpdateIdentityProvider",
            "when": "after",
            "count": 1,
            "change": change,
        }
    )
    (applied,) = walkthrough.applier.apply([scopes]).applied
    assert "ProviderDetails.client_secret is another secret now" in applied.reason
    assert "theirs-and-secret" not in repr(entries(walkthrough, tmp_path / "state"))


def test_what_others_changed_during_a_refused_write_is_told_too(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    refused = {"code": "InvalidParameterException", "message": "no", "status": 400}
    practice_aws.faults({"kind": "error", "operation": UPDATE, **refused})
    practice_aws.faults(theirs("before", "DescribeUserPoolClient", skip=1))
    (failed,) = walkthrough.applier.apply([CALLBACK]).failed
    assert "IdTokenValidity was" in failed.reason


def test_two_programs_on_one_machine_lose_no_update(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    one, other = walk(practice_aws, tmp_path / "state"), walk(practice_aws, tmp_path / "state")
    practice_aws.faults({"kind": "latency", "seconds": 0.3, "service": "cognito-idp"})
    one.applier.apply([INSTALLER])  # the first write of all takes its time for a snapshot
    threads = [
        Thread(target=walked.applier.apply, args=([id_],))
        for walked, id_ in ((one, CALLBACK), (other, LOGOUT))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = client(practice_aws, NEW_MAIN)
    assert ADDED in after["CallbackURLs"]
    assert "com.acme.home://signout" in after["LogoutURLs"]
    for walked in (one, other):
        walked.close()
