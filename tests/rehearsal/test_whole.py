"""A rehearsal from its first request to its last, on the sample deployment."""

import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import pytest

from migration.checks.asker import Asker
from migration.checks.check_verdict import CheckVerdict
from migration.checks.question_and_answer import NoAnswer, Probe, Trouble
from migration.compare.setting import Kind, Target
from migration.errors import PoolwalkError, QuotaUsedUp
from migration.rehearsal.announcement import announcement_of
from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from migration.rehearsal.copy_names import STEM
from migration.rehearsal.register import Register
from migration.rehearsal.result import Doing, Result, WriteVerdict
from tests.pace import without_waiting
from tests.practice_aws import NEW_POOL, OLD_POOL
from tests.rehearsal.conftest import Rehearsing, sample_deployment

WRITES = ("Create", "Update", "Delete", "Set", "Execute", "Admin", "Tag", "Untag")


def own_pools(deployment: Rehearsing) -> dict[str, Any]:
    return deepcopy(dict(deployment.practice.pools))


@dataclass(frozen=True)
class Whole:
    """A deployment that was rehearsed once, for every test that only looks at it afterwards."""

    deployment: Rehearsing
    before: dict[str, Any]
    result: Result


@pytest.fixture(scope="module")
def whole() -> Iterator[Whole]:
    with without_waiting(), sample_deployment() as deployment:
        before = own_pools(deployment)
        yield Whole(deployment, before, deployment.run())


def test_what_amazon_keeps_of_a_skill_is_announced_as_no_write_to_a_copy(whole: Whole) -> None:
    walkthrough = whole.deployment.walkthrough
    settings = walkthrough.pages.settings()
    one = next(setting for setting in settings if setting.to_write)
    linking = replace(one, step="7a", target=Target(Kind.SKILL, "amzn1.ask.skill.x"))
    announced = whole.deployment.rehearsal().announcement()
    assert announcement_of(walkthrough.state, (*settings, linking)).writes == announced.writes


def test_every_write_is_as_predicted_and_nothing_is_left(whole: Whole) -> None:
    result = whole.result
    assert [write for write in result.writes if not write.as_predicted] == []
    assert result.standing == ()
    assert {write.step for write in result.writes} == {"2", "3a", "3b", "3c", "4", "5", "7b"}
    assert [write.back for write in result.writes] == sorted(write.back for write in result.writes)
    forward = Counter(write.label for write in result.writes if not write.back)
    assert forward == Counter(write.label for write in result.writes if write.back)
    assert own_pools(whole.deployment) == whole.before
    assert result.left == ()
    made = len(result.writes) // 2
    announced = whole.deployment.rehearsal().announcement()
    assert announced.writes == made
    # 8 clients' reads, the writes and the checks at their pace; with a domain that takes a minute
    assert "It takes 40 seconds to 2 minutes, as AWS is quick" in " ".join(announced.lines)
    assert result.sentence.startswith(
        f"{2 * made} of {2 * made} writes ({made} made, {made} taken back) as predicted"
    )


@pytest.mark.broken_requests
def test_no_write_ever_names_a_pool_of_production(deployment: Rehearsing) -> None:
    deployment.run(probe=True)
    written = [
        call
        for call in deployment.practice.aws.calls.as_documents()
        if call["operation"].startswith(WRITES)
    ]
    assert written
    assert not {call["pool"] for call in written} & {OLD_POOL, NEW_POOL}
    assert not [call for call in written if call["service"] != "cognito-idp"]


def test_domains_go_before_their_pools_and_it_is_looked_whether_those_are_gone(
    whole: Whole,
) -> None:
    calls = [
        (call["operation"], call["pool"])
        for call in whole.deployment.practice.aws.calls.as_documents()
        if call["operation"] in {"DeleteUserPoolDomain", "DeleteUserPool", "DescribeUserPool"}
    ]
    copied = {pool for operation, pool in calls if operation == "DeleteUserPool"}
    assert len(copied) == 2
    for pool in copied:
        of_pool = [operation for operation, named in calls if named == pool]
        deleted = of_pool.index("DeleteUserPool")
        assert "DeleteUserPoolDomain" in of_pool[:deleted]
        assert "DeleteUserPoolDomain" not in of_pool[deleted:]
        assert "DescribeUserPool" in of_pool[deleted:]


def test_nobody_but_cognito_is_asked_and_only_on_the_copies_own_pages(
    deployment: Rehearsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def unreachable(_asker: Asker, probe: Probe) -> NoAnswer:
        asked.append(probe.host)
        return NoAnswer(probe, Trouble.NO_ROUTE)

    monkeypatch.setattr(Asker, "ask", unreachable)
    result = deployment.run()
    assert asked
    cognitos = "cognito-idp.us-east-1.amazonaws.com"
    assert all(host == cognitos or host.startswith(STEM) for host in asked), set(asked)
    kinds = {finding.check.partition("/")[0] for finding in result.checks}
    assert kinds == {"pool-domain", "domain-live", "callback", "provider", "login-page"}
    assert {finding.verdict for finding in result.checks} == {CheckVerdict.INCONCLUSIVE}
    assert result.incomplete, "what cannot be reached from here is not known"


def test_it_is_told_as_it_comes_and_the_bar_never_goes_back(whole: Whole) -> None:
    deployment, result = whole.deployment, whole.result
    shares = [told.share for told in deployment.told if isinstance(told, Doing)]
    assert shares == sorted(shares)
    assert shares[-1] < 1
    assert tuple(told for told in deployment.told if isinstance(told, WriteVerdict)) == (
        result.writes
    )


def test_the_result_stands_in_the_deployments_record(whole: Whole) -> None:
    result = whole.result
    rehearsed = whole.deployment.walkthrough.state.record.rehearsed
    assert rehearsed is not None
    assert (rehearsed.writes, rehearsed.as_predicted) == (len(result.writes), len(result.writes))
    assert rehearsed.day == "2026-11-26"
    assert len(rehearsed.lacking) == rehearsed.not_rehearsed == 4
    assert "--with-sms" in rehearsed.lacking[0]


def test_what_production_needs_and_the_copies_lack_is_not_rehearsed(
    whole: Whole,
) -> None:
    result = whole.result
    needed = {item.what: item for item in result.not_rehearsed if item.needed}
    assert any("SmsConfiguration" in what for what in needed)
    assert any("skills stack" in what for what in needed)
    assert result.incomplete


def test_apples_key_of_another_id_that_production_has_by_now_is_not_written_to_the_copy(
    deployment: Rehearsing,
) -> None:
    walkthrough = deployment.walkthrough
    walkthrough.entered.choose_prefix("acme-signin")
    walkthrough.entered.supply_apple_key(made_up_apple_key(), "ANOTHERKEY")
    for step in ("2", "3b"):
        assert walkthrough.applier.apply(walkthrough.pages.to_apply(step)).applied
    writes = deployment.run().writes
    assert writes
    assert [write for write in writes if write.step == "3b" or not write.as_predicted] == []


def test_with_sms_and_the_stack_nothing_of_them_is_missing(deployment: Rehearsing) -> None:
    result = deployment.run(with_sms=True, with_stack=True)
    assert not [
        item
        for item in result.not_rehearsed
        if "SmsConfiguration" in item.what or "stack" in item.what
    ]
    looked = [write for write in result.writes if write.step == "6"]
    assert [write.as_predicted for write in looked] == [True]
    assert deployment.practice.calls("CreateChangeSet")
    assert len(deployment.practice.calls("DeleteChangeSet")) == 1
    assert not deployment.practice.calls("ExecuteChangeSet")


def test_what_is_kept_says_until_when_and_goes_by_cleaning(deployment: Rehearsing) -> None:
    before = own_pools(deployment)
    result = deployment.run(keep=True)
    assert len(result.left) == 1
    assert "2026-11-27" in result.left[0]
    assert len([name for name in deployment.practice.names if name.startswith(STEM)]) == 2
    assert deployment.clean() == ()
    assert own_pools(deployment) == before
    assert Register(deployment.folder).left() == ()


@pytest.mark.parametrize(
    ("settings", "kind"),
    [({"pool_quota": 5}, QuotaUsedUp), ({"client_quota": 2}, QuotaUsedUp)],
    ids=["pools", "clients"],
)
def test_a_quota_that_is_used_up_ends_it_and_takes_all_away(
    deployment: Rehearsing, settings: dict[str, int], kind: type[PoolwalkError]
) -> None:
    before = own_pools(deployment)
    for name, value in settings.items():
        setattr(deployment.practice.aws.account.settings, name, value)
    with pytest.raises(kind, match=r"taken away") as ended:
        deployment.run()
    assert "quota" in str(ended.value)
    assert own_pools(deployment) == before


def test_production_goes_on_in_its_own_record(whole: Whole) -> None:
    deployment = whole.deployment
    record = deployment.walkthrough.state.record
    assert record.changes == 0
    assert record.undoable == ()
    kept = json.loads(next(deployment.folder.glob("rehearsals/*/rehearsal.json")).read_text())
    assert kept["gone"] is True
