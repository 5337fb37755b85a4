"""AWS takes up to a minute to make a domain: step 2 waits for ACTIVE, visibly, and not for ever."""

from dataclasses import replace

from migration.changes.change import Change, Edit
from migration.changes.delivery import Delivered
from migration.changes.domain_status import DOMAIN_SECONDS
from migration.changes.write_outcome import Answered, account_for
from migration.changes.write_report import Values
from migration.compare.setting import Kind, Target
from migration.guide.step import StepState
from migration.walkthrough import Walkthrough
from tests.practice_aws import NEW_POOL, PracticeAws

DOMAIN = "2/-/Domain"


def state_of(walkthrough: Walkthrough, step: str) -> StepState:
    return next(
        summary.state for summary in walkthrough.pages.summaries() if summary.step.id == step
    )


def test_the_domain_is_waited_for_and_how_long_is_said(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.settings(domain_seconds=60)
    walkthrough.entered.choose_prefix("acme-users")
    said: list[str] = []

    def progress(words: str) -> None:
        said.append(words)
        if "CREATING" in words:
            assert state_of(walkthrough, "2") is not StepState.DONE
            practice_aws.settings(domain_seconds=0)

    report = walkthrough.applier.apply([DOMAIN], progress)
    assert [result.id for result in report.applied] == [DOMAIN]
    assert report.applied[0].reason == ""
    assert any("CREATING after 0 of at most 90 seconds" in words for words in said)
    assert state_of(walkthrough, "2") is StepState.DONE


def test_a_domain_that_is_not_there_in_time_is_told_and_step_2_is_not_done(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.settings(domain_seconds=3600)
    walkthrough.entered.choose_prefix("acme-users")
    waited: list[float] = []
    (change,) = walkthrough.applier.preview([DOMAIN]).changes
    writer = replace(walkthrough.applier._writer(None, None), wait=waited.append)

    report = writer.write(change)
    assert "still making it (CREATING)" in report.applied[0].reason
    assert DOMAIN_SECONDS <= sum(waited) < DOMAIN_SECONDS + 6
    assert state_of(walkthrough, "2") is not StepState.DONE
    practice_aws.settings(domain_seconds=0)
    walkthrough.reader.read(attached=False)
    assert state_of(walkthrough, "2") is StepState.DONE


def test_a_domain_that_fails_is_told_and_can_be_undone(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.settings(domain_ends="FAILED")
    walkthrough.entered.choose_prefix("acme-users")
    report = walkthrough.applier.apply([DOMAIN])
    assert "could not make it (FAILED)" in report.failed[0].reason
    assert report.applied == ()
    assert state_of(walkthrough, "2") is not StepState.DONE

    (undoable,) = walkthrough.past_changes.undoables("2")
    report = walkthrough.applier.undo([undoable])
    assert [result.id for result in report.applied] == [DOMAIN]
    assert (
        "Domain"
        not in practice_aws.client("cognito-idp").describe_user_pool(UserPoolId=NEW_POOL)[
            "UserPool"
        ]
    )


def test_a_domain_that_failed_before_anybody_came_is_no_domain_to_rest_on(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.change(pool="new", domain={"prefix": "acme-users", "Status": "FAILED"})
    walkthrough.reader.read(attached=False)
    found = next(one for one in walkthrough.pages.settings() if one.id == DOMAIN)
    assert "could not make it (FAILED)" in found.blocked + found.reason
    assert state_of(walkthrough, "2") is not StepState.DONE
    assert walkthrough.pages.to_apply("2") == ()
    values = {value.field: value.value for value in walkthrough.pages.page("7a").values}
    assert values["Your Web Authorization URI"] is None
    assert "2" in {reason.step for reason in walkthrough.pages.retirement_verdict().against}


def test_a_login_version_that_is_being_changed_is_nobodys_other_change(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.change(pool="new", domain={"prefix": "acme-users", "ManagedLoginVersion": 2})
    walkthrough.reader.read(attached=False)
    report = walkthrough.applier.apply(["2/-/ManagedLoginVersion"])
    assert report.applied[0].reason == ""


def test_a_domain_that_somebody_takes_away_meanwhile_is_not_applied(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.settings(domain_seconds=60)
    walkthrough.entered.choose_prefix("acme-users")

    def progress(words: str) -> None:
        if "CREATING" in words:
            practice_aws.change(pool="new", domain=None)

    report = walkthrough.applier.apply([DOMAIN], progress)
    assert not report.applied
    assert DOMAIN in {result.id for result in (*report.failed, *report.stale)}
    assert not walkthrough.past_changes.undoables()


def test_of_a_domain_that_failed_no_field_is_called_applied_and_each_is_told_once(
    walkthrough: Walkthrough,
) -> None:
    made = Edit(DOMAIN, (), None, {"Domain": "acme"})
    version = Edit("2/-/ManagedLoginVersion", ("ManagedLoginVersion",), 1, 2)
    after = {"Domain": "acme", "Status": "FAILED", "ManagedLoginVersion": 3}
    change = Change("2", Target(Kind.DOMAIN, "acme"), (made, version))
    writer = walkthrough.applier._writer(None, None)
    intent = writer.journal.intent(change)
    answered = Answered(change, intent, Delivered(None), after, (made,), (), ())
    report = account_for(answered, writer.journal, writer._expectation)
    (failed,), (stale,) = report.failed, report.stale
    assert failed.id == DOMAIN
    assert "could not make it (FAILED)" in failed.reason
    assert (stale.id, stale.values) == (version.setting, Values("1", "3", "2"))
    assert (report.applied, report.skipped) == ((), ())
    walkthrough.logbook.fold()
    ((entry, landed),) = walkthrough.state.record.undoable
    assert (entry.number, landed) == (intent, (DOMAIN,))
