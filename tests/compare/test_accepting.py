"""A difference is accepted with a reason, which is kept and shown.

It holds until one of the two values changes.
"""

from pathlib import Path

import pytest

from migration.compare.setting import Setting
from migration.compare.setting_state import SettingState
from migration.errors import BadInput
from migration.guide.step import StepState
from migration.guide.step_summary import StepSummary
from migration.walkthrough import Walkthrough
from tests.practice_aws import OLD_POOL, PracticeAws
from tests.walkthroughs import walk

LIFETIME = "also/rainmaker-user-pool-client/RefreshTokenValidity"
REASON = "Acme's security people asked for it"


def setting(walkthrough: Walkthrough, id_: str = LIFETIME) -> Setting:
    return next(found for found in walkthrough.pages.settings() if found.id == id_)


def test_an_accepted_difference_is_meant_and_says_by_whom_and_why(walkthrough: Walkthrough) -> None:
    before = summary_of(walkthrough).remaining
    walkthrough.reasons.accept(LIFETIME, f" {REASON} ")
    accepted = setting(walkthrough)
    assert (accepted.state, accepted.blocked, accepted.to_do) == (SettingState.EXPECTED, "", False)
    assert accepted.reason == f"accepted by admin, 2026-11-22: {REASON}"
    assert summary_of(walkthrough).remaining == before - 1
    assert walkthrough.reasons.accepted(LIFETIME)


def test_it_holds_in_the_next_run(
    walkthrough: Walkthrough, practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walkthrough.reasons.accept(LIFETIME, REASON)
    walkthrough.close()
    again = walk(practice_aws, tmp_path / "state")
    assert setting(again).state is SettingState.EXPECTED
    again.close()


@pytest.mark.parametrize("pool", ["old", "new"])
def test_when_a_value_changes_it_counts_as_not_accepted_again(
    walkthrough: Walkthrough, practice_aws: PracticeAws, pool: str
) -> None:
    walkthrough.reasons.accept(LIFETIME, REASON)
    name = {"old": "rainmaker-user-pool-client", "new": "rainmaker-new-pool-client"}[pool]
    practice_aws.change(pool=pool, client=name, set={"RefreshTokenValidity": 100})
    walkthrough.reader.read()
    assert setting(walkthrough).state is SettingState.DIFFERS
    assert not walkthrough.reasons.accepted(LIFETIME)
    practice_aws.change(
        pool=pool, client=name, set={"RefreshTokenValidity": {"old": 3650, "new": 365}[pool]}
    )
    walkthrough.reader.read()
    assert setting(walkthrough).state is SettingState.EXPECTED


def test_an_acceptance_can_be_taken_back(walkthrough: Walkthrough) -> None:
    walkthrough.reasons.accept(LIFETIME, REASON)
    walkthrough.reasons.withdraw(LIFETIME)
    assert setting(walkthrough).state is SettingState.DIFFERS
    with pytest.raises(BadInput, match="not accepted"):
        walkthrough.reasons.withdraw(LIFETIME)


@pytest.mark.parametrize(
    ("id_", "reason"),
    [
        (LIFETIME, "  "),
        ("also/-/Name", REASON),  # meant already
        ("also/-/Policies.PasswordPolicy.MinimumLength", REASON),  # the same
        ("3a/-/Google", REASON),  # a step's setting
        ("also/-/Nothing", REASON),
    ],
)
def test_only_a_difference_is_accepted_and_only_with_a_reason(
    walkthrough: Walkthrough, id_: str, reason: str
) -> None:
    with pytest.raises(BadInput):
        walkthrough.reasons.accept(id_, reason)
    assert not walkthrough.reasons.accepted(id_)


def summary_of(walkthrough: Walkthrough) -> StepSummary:
    return next(summary for summary in walkthrough.pages.summaries() if summary.step.id == "also")


class TestStep:
    def test_it_is_done_once_every_difference_is_accepted(self, walkthrough: Walkthrough) -> None:
        assert summary_of(walkthrough).state is StepState.PARTLY
        assert summary_of(walkthrough).reason == "10 to change or accept"
        for found in summary_of(walkthrough).settings:
            if found.to_do:
                walkthrough.reasons.accept(found.id, REASON)
        assert summary_of(walkthrough).state is StepState.DONE

    def test_it_is_in_nobodys_way(self, walkthrough: Walkthrough) -> None:
        assert not [id_ for id_ in walkthrough.pages.to_apply() if id_.startswith("also/")]
        assert walkthrough.pages.to_apply("also") == ()
        assert not [
            summary for summary in walkthrough.pages.summaries() if "also" in summary.step.needs
        ]

    def test_its_rows_stand_under_their_subjects(self, walkthrough: Walkthrough) -> None:
        page = walkthrough.pages.page("also")
        titles = [group.title for group in page.groups]
        assert titles[:2] == ["Password policy", "Multi-factor sign-in"]
        assert titles[-5:-3] == ["Other settings", "rainmaker-user-pool-client"]
        assert sum(len(group.rows) for group in page.groups) == len(page.summary.settings)
        assert page.waiting == ()

    def test_until_everything_was_read_it_waits(
        self, practice_aws: PracticeAws, tmp_path: Path
    ) -> None:
        walkthrough = walk(practice_aws, tmp_path / "other", attached=False)
        assert summary_of(walkthrough).state is StepState.WAITING
        assert "the old pool (ListGroups)" in walkthrough.pages.page("also").waiting
        assert setting(walkthrough).state is SettingState.DIFFERS  # what is known is shown
        walkthrough.close()

    def test_what_could_not_be_read_is_named_once_and_keeps_it_from_being_done(
        self, practice_aws: PracticeAws, tmp_path: Path
    ) -> None:
        practice_aws.faults(
            {"kind": "access_denied", "operation": "GetUICustomization", "pool": OLD_POOL}
        )
        walkthrough = walk(practice_aws, tmp_path / "other")
        unread = walkthrough.pages.unread("also")
        assert [(part.operation, part.pool) for _, part in unread] == [
            ("GetUICustomization", "old")
        ]
        for found in summary_of(walkthrough).settings:
            if found.to_do:
                walkthrough.reasons.accept(found.id, REASON)
        assert summary_of(walkthrough).state is StepState.UNREAD
        walkthrough.close()
