"""Twenty seconds after it was announced nothing of a write leaves, whatever held it up inside."""

from __future__ import annotations

from typing import Any

import pytest

from migration.changes.send_window import SENDS_WITHIN
from tests.team.people import Person, Team
from tests.team.test_two_people import STACK, SUBJECT, UPDATE, with_providers


def held_up(ada: Person, event: str, service: str = "cognito-idp", nth: int = 1) -> None:
    """Let the client stand for long at an event of botocore's, the n-th time that it comes."""
    region = "" if service == "cognito-idp" else STACK_REGION
    client = ada.walk.login.online().writing(service, region)
    counted = [0]

    def stands(**_: Any) -> None:
        counted[0] += 1
        if counted[0] == nth:
            ada.team.now += SENDS_WITHIN + 1

    client.meta.events.register(event, stands)


STACK_REGION = "us-east-1"
# What a login by SSO or a role does while a request is signed, and what the pacer does.
WAITS = ["before-sign", "before-send"]


@pytest.mark.parametrize("event", WAITS)
def test_what_stood_inside_the_client_does_not_leave(team: Team, event: str) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    held_up(ada, event)
    (failed,) = ada.apply(SUBJECT).failed
    assert "Nothing more was sent: 20 seconds or more have gone by" in failed.reason
    assert UPDATE not in team.practice.sent
    assert not ben.folds().unfinished  # and the record says so, for the others


@pytest.mark.parametrize("event", WAITS)
def test_a_retry_that_stood_inside_the_client_does_not_leave(team: Team, event: str) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    team.practice.fault(kind="throttling", operation=UPDATE, count=1)
    held_up(ada, event, nth=2)
    (failed,) = ada.apply(SUBJECT).failed
    assert "Nothing more was sent" in failed.reason
    assert team.practice.sent.count(UPDATE) == 1
    assert not ben.folds().unfinished


@pytest.mark.parametrize("event", WAITS)
def test_a_change_set_whose_execution_stood_inside_the_client_is_not_executed(
    team: Team, event: str
) -> None:
    ada = with_providers(team)
    held_up(ada, f"{event}.cloudformation.ExecuteChangeSet", "cloudformation")
    report = ada.does(lambda walk: walk.applier.apply([STACK], agree=lambda _: True))
    assert "Nothing more was sent" in report.failed[0].reason
    assert not team.practice.calls("ExecuteChangeSet")
    assert len(team.practice.calls("DeleteChangeSet")) == 1


def test_on_one_machine_a_write_has_its_time(team: Team) -> None:
    """Nobody else can take it over there."""
    ada = team.person("ada", team_table="")
    held_up(ada, "before-sign")
    assert ada.apply(SUBJECT).applied


def test_amazon_is_asked_nothing_late() -> None:
    from migration.aws.check_before_send import fenced
    from migration.changes.send_window import SendWindowOver
    from migration.changes.skill_console import SkillConsole
    from migration.secret import Secret

    asked: list[object] = []

    def ended() -> None:
        raise SendWindowOver("over")

    console = SkillConsole(asked.append, Secret("token"))  # type: ignore[arg-type]
    with fenced(ended), pytest.raises(SendWindowOver):
        console.write("skill", {"linking": {}}, {})
    with fenced(ended), pytest.raises(SendWindowOver):
        console.submit("skill")
    assert asked == []
