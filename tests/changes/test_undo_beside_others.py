"""Undoing a change leaves what somebody set beside it since: each kind of change, tried alike."""

from pathlib import Path
from typing import Any

import pytest

from tests.changes.change_kinds import KINDS
from tests.changes.test_crashes import begin_again
from tests.changes.test_undo import pools
from tests.practice_aws import PracticeAws
from tests.walkthroughs import NEW_MAIN, walk

TAG = {"pool": "new", "set": {"UserPoolTags.theirs": "theirs"}}
SMS = {"pool": "new", "set": {"VerificationMessageTemplate.SmsMessage": "theirs {####}"}}
LOGIN = {"pool": "new", "domain": {"prefix": "acme-users", "ManagedLoginVersion": 2}}


def of_client(member: str, value: object) -> dict[str, Any]:
    return {"pool": "new", "client": NEW_MAIN, "set": {member: value}}


def of_google(member: str, value: object) -> dict[str, Any]:
    return {"pool": "new", "provider": "Google", "set": {member: value}}


OF_GOOGLE = (
    of_google("AttributeMapping.name", "name"),
    of_google("IdpIdentifiers", ["theirs"]),
    of_google("ProviderDetails.authorize_scopes", "openid theirs"),
)
STAYS: list[tuple[str, dict[str, Any], str]] = [
    ("a domain is taken away again", LOGIN, "ManagedLoginVersion"),
    *(
        ("a provider is taken away again", theirs, str(*theirs["set"]).partition(".")[0])
        for theirs in OF_GOOGLE
    ),
]
GOES: list[tuple[str, dict[str, Any]]] = [
    *(("a secret is put back", theirs) for theirs in OF_GOOGLE),
    ("a client is put back", of_client("AccessTokenValidity", 7)),
    ("a client is put back", of_client("TokenValidityUnits.AccessToken", "minutes")),
    ("the pool's e-mail is put back", TAG),
    ("the pool's e-mail is put back", SMS),
]


def undone(aws: PracticeAws, folder: Path, name: str, theirs: dict[str, Any]) -> Any:
    """Make a change of ours, then theirs, and take ours back: the report."""
    begin_again(aws, KINDS[name])
    walked = walk(aws, folder)
    KINDS[name].prepare(walked)
    aws.change(**theirs)
    undoable = walked.past_changes.undoable()
    assert undoable
    report = walked.applier.undo([undoable])
    walked.close()
    return report


@pytest.mark.parametrize(("name", "theirs"), GOES, ids=lambda value: str(value)[:60])
def test_ours_goes_and_theirs_stands(
    practice_aws: PracticeAws, tmp_path: Path, name: str, theirs: dict[str, Any]
) -> None:
    report = undone(practice_aws, tmp_path, name, theirs)
    assert {result.id for result in report.applied} == set(KINDS[name].settings)
    after = pools(practice_aws)
    begin_again(practice_aws, KINDS[name])
    practice_aws.change(**theirs)
    assert after == pools(practice_aws)


@pytest.mark.parametrize(("name", "theirs", "said"), STAYS, ids=lambda value: str(value)[:60])
def test_what_we_made_and_they_changed_stays_and_they_are_told_of(
    practice_aws: PracticeAws, tmp_path: Path, name: str, theirs: dict[str, Any], said: str
) -> None:
    (stale,) = undone(practice_aws, tmp_path, name, theirs).stale
    assert stale.reason.startswith(f"Changed by somebody since it was made: {said}.")
    assert not practice_aws.calls("DeleteUserPoolDomain")
    assert not practice_aws.calls("DeleteIdentityProvider")
