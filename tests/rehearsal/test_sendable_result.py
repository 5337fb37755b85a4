"""What is sent to the project tells nothing of the deployment, whatever AWS says in its answers."""

import json

import pytest

from migration.aws.vocabulary import aws_vocabulary
from migration.changes.change import Beside
from migration.compare.setting import Kind
from migration.rehearsal.own_texts import own_texts
from migration.rehearsal.result import (
    Action,
    Belief,
    NotRehearsed,
    ProbeAnswer,
    Result,
    WriteVerdict,
)
from migration.rehearsal.sendable_result import sendable
from tests.practice_aws import OLD_POOL
from tests.rehearsal.conftest import Rehearsing

SAYS = (
    "The client Mobile of {pool} does not exist, says jo.doe@acme-home.example of 123456789012"
    " (1234-5678-9012, 1234 5678 9012) at https://acme.example/x?code=1 and 10.20.30.40 with"
    " arn:aws:iam::123456789012:user/admin and AKIAREHEARSAL0000001."
)
PLANTED = (
    *("mobile", OLD_POOL, "jo.doe", "acme", "123456789012", "1234-5678", "5678 9012", "9012"),
    *("10.20.30.40", "AKIA", "https://", "arn:aws", "admin"),
)


@pytest.mark.parametrize("where", ["refused", "why", "answer", "value", "member"])
def test_nothing_of_the_deployment_is_in_what_aws_says(deployment: Rehearsing, where: str) -> None:
    """Not even a client's name that is an ordinary word, which AWS's documentation has too."""
    deployment.practice.change(
        pool=OLD_POOL, client="acme-installer-app", set={"ClientName": "mobile"}
    )
    deployment.walkthrough.reader.read()
    words = aws_vocabulary()
    assert words.sentence("mobile") == "mobile", "the word alone would be let through"
    text = SAYS.format(pool=OLD_POOL)
    value = text if where == "value" else None
    member = f"UserPoolTags.{text}" if where == "member" else "CallbackURLs"
    result = Result(
        "0123456789",
        (
            WriteVerdict(
                "4",
                Kind.CLIENT,
                Action.CHANGED,
                "mobile",
                (member,),
                (Beside(member, value, [text]),),
                text if where == "refused" else "",
            ),
        ),
        not_rehearsed=(NotRehearsed("mobile", text if where == "why" else "No."),),
        probes=(ProbeAnswer("ANALYTICS", Belief.OTHERWISE, text if where == "answer" else ""),),
    )
    state = deployment.walkthrough.state
    said = json.dumps(
        sendable(result, words, own_texts(state, words), state.region, at_aws=True),
        ensure_ascii=False,
    )
    assert [planted for planted in PLANTED if planted.lower() in said.lower()] == []
    if where in {"refused", "why", "answer"}:
        assert "does not exist" in said, "AWS's own words are what is wanted"
