"""The demo's consoles: what a person would do there is done, said, and can be taken back."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from typing import Any

import pytest

from migration.deployment_request import Request
from migration.errors import PoolwalkError
from migration.guide.next_thing import NextKind, NextThing
from tests.practice_aws import HUNG
from tui.demo.consoles import PracticeConsoles
from tui.demo.practice_aws import Demo

NEW_POOL = "us-east-1_NewPool02"
HOST = "acme-signin.auth.us-east-1.amazoncognito.com"


class Practice:
    """A demo that runs, with a look behind it."""

    def __init__(self) -> None:
        self.demo = Demo()
        self.demo.start()
        self.request = self.demo.request(Request())
        self.consoles = PracticeConsoles(self.demo)

    def control(self, method: str, route: str, **given: Any) -> dict[str, Any]:
        assert self.request.credentials is not None
        connection = HTTPConnection(self.request.endpoint_url.removeprefix("http://"), timeout=HUNG)
        connection.request(
            method,
            f"/_sandbox/{route}",
            json.dumps(given),
            {"X-Sandbox-Key": self.request.credentials[0]},
        )
        found: dict[str, Any] = json.loads(connection.getresponse().read())
        connection.close()
        return found

    def held(self) -> dict[str, Any]:
        found: dict[str, Any] = self.control("GET", "state")["consoles"]
        return found


@pytest.fixture(scope="module")
def running() -> Iterator[Practice]:
    before = dict(os.environ)
    practice = Practice()
    yield practice
    practice.demo.close()
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def practice(running: Practice) -> Practice:
    running.control("POST", "reset")
    return running


@pytest.fixture
def with_domain(practice: Practice) -> Practice:
    practice.control("POST", "change", pool=NEW_POOL, domain={"prefix": "acme-signin"})
    return practice


def test_without_a_domain_there_is_nothing_to_enter(practice: Practice) -> None:
    with pytest.raises(PoolwalkError, match="Step 2 comes first"):
        practice.consoles.work("3a", NEW_POOL)


@pytest.mark.parametrize(
    ("step", "says", "entered"),
    [
        (
            "3a",
            f"has the redirect URI and the origin of https://{HOST} now",
            f"https://{HOST}/oauth2/idpresponse",
        ),
        (
            "3b",
            f"has the domain and the return URL of {HOST} now",
            f"https://{HOST}/oauth2/idpresponse",
        ),
        ("8b", "Version 5.11 of the made-up app is in the App Store", "5.11"),
    ],
)
def test_a_console_is_worked_in_and_then_as_before(
    with_domain: Practice, step: str, says: str, entered: str
) -> None:
    before = json.dumps(with_domain.held())
    assert entered not in before

    assert says in with_domain.consoles.work(step, NEW_POOL)
    assert entered in json.dumps(with_domain.held())
    with_domain.consoles.work(step, NEW_POOL)
    assert json.dumps(with_domain.held()) == before


def test_a_skill_is_certified_after_it_was_changed(with_domain: Practice) -> None:
    said = [with_domain.consoles.work("7a", NEW_POOL) for _ in range(5)]

    assert [
        "development stage links" in said[0],
        "submitted to Amazon" in said[1],
        "certified, and held back" in said[2],
        "published" in said[3],
        "as before" in said[4],
    ] == [True] * 5


@pytest.mark.parametrize(
    ("step", "presses"), [("3a", 1), ("3b", 1), ("7a", 4), ("8b", 1), ("9", 1)]
)
def test_all_that_is_done_is_said_once_before_the_next_takes_it_back(
    with_domain: Practice, step: str, presses: int
) -> None:
    consoles = PracticeConsoles(with_domain.demo)
    for _ in range(2):
        for _ in range(presses):
            assert consoles.warning(step) == ""
            consoles.work(step, NEW_POOL)
        assert (
            consoles.warning(step) == "All of it is done there. Press ! once more to take it back."
        )
        assert consoles.warning(step) == ""
        consoles.work(step, NEW_POOL)


def test_the_demo_hands_every_host_to_ask_instead_to_the_checks(practice: Practice) -> None:
    hosts = practice.request.check_hosts

    assert {
        "accounts.google.com",
        "appleid.apple.com",
        "*.auth.us-east-1.amazoncognito.com",
    } <= set(hosts)
    assert set(hosts.values()) == {practice.request.endpoint_url}


def test_the_demo_knows_its_own_apps_and_keeps_the_token_to_itself(practice: Practice) -> None:
    request = practice.request

    assert (request.ios_bundle, request.alexa_skill[:15]) == ("com.acme.home", "amzn1.ask.skill")
    assert request.alexa_token_file is not None
    assert request.alexa_token_file.read_text() == "Atza|acme-home-practice-token"
    assert stat.S_IMODE(request.alexa_token_file.stat().st_mode) == 0o600


def test_what_is_named_on_the_demos_command_line_wins(practice: Practice) -> None:
    asked = practice.demo.request(Request(ios_bundle="com.acme.other"))

    assert (asked.ios_bundle, asked.alexa_skill) == ("com.acme.other", practice.request.alexa_skill)


def test_a_demo_that_has_gone_says_so() -> None:
    demo = Demo()
    with pytest.raises(PoolwalkError, match="has not started yet"):
        PracticeConsoles(demo).work("3a", NEW_POOL)
    demo.start()
    demo.request(Request())
    demo.close()
    with pytest.raises(PoolwalkError, match=r"does not answer .*start the demo again"):
        PracticeConsoles(demo).work("3a", NEW_POOL)


@pytest.mark.parametrize(
    ("step", "ticked", "hint"),
    [
        ("7a", (), "demo: save it"),
        ("7a", ("uris", "client", "save"), "demo: submit it"),
        ("7a", ("save", "linked", "submitted"), "demo: certify it"),
        ("7a", ("save", "submitted", "live"), "demo: undo it"),
        ("8b", ("submitted",), "demo: release it"),
        ("effects", (), "demo: a month on"),
    ],
)
def test_what_poolwalk_did_at_amazon_itself_is_not_offered_by_the_demos_key(
    step: str, ticked: tuple[str, ...], hint: str
) -> None:
    assert PracticeConsoles(Demo()).hint(step, ticked) == hint


def test_on_effects_a_month_goes_by_in_which_nobody_can_move_yet(practice: Practice) -> None:
    assert practice.consoles.serves("effects")
    assert "No customer moved" in practice.consoles.work("effects", NEW_POOL)


def test_on_effects_a_month_goes_by_and_it_says_how_many_moved(with_domain: Practice) -> None:
    months = [with_domain.consoles.work("effects", NEW_POOL) for _ in range(2)]
    assert re.match(
        r"A month went by: it ends today, and the date stays\. Of those who still", months[0]
    )
    assert " have moved (before: 0%); who opens none any more stays in the old" in months[0]
    assert "(before: " in months[1]
    assert months[0] != months[1]


def test_own_stacks_and_authorizers_get_the_new_pool_and_lose_it_again(
    with_domain: Practice,
) -> None:
    def portal() -> str:
        (found,) = (
            stack
            for stack in with_domain.control("GET", "state")["stacks"]
            if stack["document"]["StackName"] == "acme-installer-portal"
        )
        return str(found["template"].get("Imports"))

    before = portal()
    assert "have the new pool" in with_domain.consoles.work("9", NEW_POOL)
    assert portal() == "None"
    with_domain.consoles.work("9", NEW_POOL)
    assert portal() == before == "['esp-CognitoUserPool']"


def test_the_key_is_offered_for_what_comes_next_there_until_it_is_done(
    with_domain: Practice,
) -> None:
    consoles = PracticeConsoles(with_domain.demo)
    google = NextThing(NextKind.TICK, "3a", "finish it", "tick")
    assert consoles.offer(google) == "enter both addresses at Google (made up)"
    asked_too_early = replace(google, kind=NextKind.LOOK)
    assert consoles.offer(asked_too_early) == "enter both addresses at Google (made up)"
    consoles.work("3a", NEW_POOL)
    assert consoles.offer(google) == ""
    assert consoles.offer(replace(google, kind=NextKind.APPLY)) == ""
    consoles.work("3a", NEW_POOL)
    assert consoles.offer(google) != ""
