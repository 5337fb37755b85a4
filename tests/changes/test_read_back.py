"""What a write read back stands in the reading at once, in its place, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from migration.changes.read_back import with_resource
from migration.compare.setting import Kind, Target
from migration.deployment.alexa_linking import AlexaLinking
from migration.deployment.whole_reading import Reading
from migration.pools.documents import SkillsStack
from migration.pools.reading import Pending, PoolReading, Unread

STACK = SkillsStack("skills", "us-east-1", "UPDATE_COMPLETE", frozenset({"7"}), "arn:stack")
SKILL = Target(Kind.SKILL, "amzn1.skill")


def read(kind: Kind, name: str, document: Any, reading: Reading) -> Reading:
    return with_resource(reading, Target(kind, name), document, "eu-west-1")


def provider(name: str, **more: Any) -> dict[str, Any]:
    return {"ProviderName": name, "ProviderType": "OIDC", "ProviderDetails": {}, **more}


def client(id_: str, **more: Any) -> dict[str, Any]:
    return {"ClientId": id_, "ClientName": f"app {id_}", **more}


def test_a_stack_has_the_status_and_the_document_that_were_read() -> None:
    document = {"StackStatus": "UPDATE_ROLLBACK_COMPLETE", "Parameters": {"P": "x"}}
    before = Reading(skills_stack=STACK)
    after = read(Kind.STACK, "arn:stack", document, before)
    held = replace(STACK, status="UPDATE_ROLLBACK_COMPLETE", document=document)
    assert after == replace(before, skills_stack=held)


@pytest.mark.parametrize(
    ("name", "document"), [("arn:other", {"StackStatus": "X"}), ("arn:stack", None)]
)
def test_another_stack_and_one_that_is_gone_leave_what_was_read(name: str, document: Any) -> None:
    before = Reading(skills_stack=STACK)
    assert read(Kind.STACK, name, document, before) == before


def test_a_skill_has_the_linking_that_was_read_beside_its_review() -> None:
    document = {"accountLinking": {"clientId": "new"}}
    known = AlexaLinking(SKILL.name, {"accountLinking": {}}, Unread("review", "No."))
    for before, expected in (
        (Reading(alexa_linking=known), replace(known, document=document)),
        (Reading(), AlexaLinking(SKILL.name, document)),
    ):
        after = read(SKILL.kind, SKILL.name, document, before)
        assert after == replace(before, alexa_linking=expected)
    gone = read(SKILL.kind, SKILL.name, None, Reading(alexa_linking=known))
    assert gone.alexa_linking == replace(known, document=None)


def test_a_review_says_nothing_of_the_linking() -> None:
    before = Reading(alexa_linking=AlexaLinking(SKILL.name))
    assert read(Kind.CERTIFICATION, SKILL.name, {"status": "x"}, before) == before


@pytest.mark.parametrize(
    ("kind", "part", "made"),
    [(Kind.PROVIDER, "providers", provider), (Kind.CLIENT, "clients", client)],
)
def test_one_of_many_stands_in_its_place_or_last_or_is_gone(
    kind: Kind, part: str, made: Any
) -> None:
    parts: dict[str, Any] = {part: ()}
    three = Reading(new=PoolReading(**parts))
    for name in ("1", "2", "3"):
        three = read(kind, name, made(name), three)
    assert names(three, part) == ["1", "2", "3"]
    changed = read(kind, "2", made("2", LastModifiedDate="x"), three)
    assert names(changed, part) == ["1", "2", "3"]
    was, now = getattr(three.new, part), getattr(changed.new, part)
    assert [one == other for one, other in zip(was, now, strict=True)] == [True, False, True]
    assert names(read(kind, "2", None, three), part) == ["1", "3"]
    assert read(kind, "4", None, three) == three


def names(reading: Reading, part: str) -> list[str]:
    return [getattr(one, "id", "") or one.name for one in getattr(reading.new, part)]


@pytest.mark.parametrize("part", [Unread("List", "No."), Pending("List")])
def test_what_was_never_read_whole_stays_so(part: Any) -> None:
    before = Reading(new=PoolReading(providers=part, clients=part, client_looks=part))
    assert read(Kind.PROVIDER, "1", provider("1"), before) == before
    assert read(Kind.CLIENT, "1", client("1"), before) == before
    assert read(Kind.LOOK, "1", {"CSS": "x"}, before) == before


def test_the_look_of_one_client_leaves_the_others() -> None:
    before = Reading(new=PoolReading(client_looks={"1": {"CSS": "a"}, "2": {"CSS": "b"}}))
    after = read(Kind.LOOK, "2", {"CSS": "c"}, before)
    assert after.new.client_looks == {"1": {"CSS": "a"}, "2": {"CSS": "c"}}
    assert read(Kind.LOOK, "1", None, after).new.client_looks == {"1": None, "2": {"CSS": "c"}}


def test_a_domain_that_is_gone_is_none_and_one_that_is_there_has_the_pools_region() -> None:
    document = {"Domain": "acme", "Status": "ACTIVE", "ManagedLoginVersion": 1}
    there = read(Kind.DOMAIN, "acme", document, Reading())
    assert "eu-west-1" in there.new.domain.host  # type: ignore[union-attr]
    assert read(Kind.DOMAIN, "acme", None, there).new.domain is None


def test_a_pool_that_could_not_be_found_stays_as_it_was_read() -> None:
    document = {"Id": "eu-west-1_New", "Name": "new", "EmailVerificationSubject": "x"}
    there = read(Kind.POOL, "", document, Reading())
    assert there.new.pool.name == "new"  # type: ignore[union-attr]
    assert read(Kind.POOL, "", None, there) == there
