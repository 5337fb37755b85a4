"""A kept plan is written as it was reviewed; what changed since is refused with its values."""

from __future__ import annotations

from collections.abc import Callable

from migration.changes.edit_words import ALREADY
from migration.plain_text import last_name
from migration.plans.drift import Drift
from migration.walkthrough import Walkthrough
from tests.plans.conftest import MAKER, NOW, REVIEWER, Office
from tests.walkthroughs import MAIN, NEW_MAIN

GOOGLE, SUBJECT = "3a/-/Google", "5/-/EmailSubject"
INSTALLER = "acme-installer-app"
CALLBACK = f"4/{INSTALLER}/CallbackURLs/http%3A%2F%2Flocalhost%3A8080%2Fcallback"
GOOGLE_OF_THE_CLIENT = f"4/{INSTALLER}/SupportedIdentityProviders/Google"
Keep = Callable[..., Walkthrough]


def _standing(office: Office, walked: Walkthrough, id_: str) -> Drift:
    found = {one.id: one for one in walked.plans.open(office.file).settings}
    return found[id_].drift


def test_all_of_a_plan_is_written_by_another_run(office: Office, kept: Keep) -> None:
    planned = kept().pages.to_apply()
    other = office.walk(REVIEWER)

    report = other.plans.apply(other.plans.open(office.file).plan)

    assert [result.id for result in report.applied] == list(planned)
    assert (report.failed, report.stale, report.skipped) == ((), (), ())


def test_a_plan_of_one_setting_writes_that_alone(office: Office, kept: Keep) -> None:
    walked = kept(SUBJECT)

    walked.plans.apply(walked.plans.open(office.file).plan)

    assert office.practice.writes == ["UpdateUserPool"]


def test_what_was_applied_already_counts_as_applied_and_sends_nothing(
    office: Office, kept: Keep
) -> None:
    walked = kept(GOOGLE, SUBJECT)
    plan = walked.plans.open(office.file).plan
    walked.plans.apply(plan)
    sent = len(office.practice.writes)

    report = walked.plans.apply(plan)

    assert {result.id for result in report.applied} == {GOOGLE, SUBJECT}
    assert {result.reason for result in report.applied} == {
        f"applied already ({last_name(walked.state.who)}, {NOW:%Y-%m-%d %H:%M} UTC)"
    }
    assert len(office.practice.writes) == sent


def test_what_somebody_did_in_the_console_is_told_as_theirs(office: Office, kept: Keep) -> None:
    walked = kept(SUBJECT)
    plan = walked.plans.open(office.file).plan
    (setting,) = (one for one in walked.pages.settings() if one.id == SUBJECT)
    _reworded(office, _new(office), str(setting.wanted))
    walked.reader.read()

    [result] = walked.plans.apply(plan).applied

    assert result.reason == ALREADY


def test_a_new_value_that_changed_since_is_refused_with_the_three_values(
    office: Office, kept: Keep
) -> None:
    kept(SUBJECT)
    _reworded(office, _new(office), "Hello")
    later = office.walk(REVIEWER)

    report = later.plans.apply(later.plans.open(office.file).plan)

    [stale] = report.stale
    assert stale.values is not None
    assert stale.values.now == "Hello"
    assert stale.values.intended in stale.reason
    assert office.practice.writes == []


def test_what_changed_after_it_was_read_is_refused_as_every_stale_write(
    office: Office, kept: Keep
) -> None:
    walked = kept(SUBJECT)
    plan = walked.plans.open(office.file).plan
    _reworded(office, _new(office), "Hello")

    assert [result.id for result in walked.plans.apply(plan).stale] == [SUBJECT]


def test_an_old_value_that_changed_since_is_refused(office: Office, kept: Keep) -> None:
    kept(SUBJECT)
    _reworded(office, _old(office), "Other words")
    later = office.walk(REVIEWER)

    [stale] = later.plans.apply(later.plans.open(office.file).plan).stale

    assert "by now it would be “Other words”" in stale.reason
    assert office.practice.writes == []


def test_the_record_tells_whose_plan_a_write_came_from(office: Office, kept: Keep) -> None:
    kept(SUBJECT)
    reviewer = office.walk(REVIEWER)
    reviewer.plans.approve(reviewer.plans.open(office.file))
    applying = office.walk("arn:aws:iam::123456789012:user/eve")

    opened = applying.plans.open(office.file)
    applying.plans.apply(opened.plan)

    [change] = applying.past_changes.history()
    assert change.plan is not None
    assert (change.plan.made_by, change.plan.approved_by) == (MAKER, (REVIEWER,))
    assert change.plan.sha256 == opened.plan.sha256
    assert change.who.endswith("user/eve")


def test_secrets_of_another_machines_plan_are_not_compared_and_not_written(
    office: Office, kept: Keep
) -> None:
    kept(GOOGLE, SUBJECT)
    elsewhere = office.walk(REVIEWER, state="another-machine")

    report = elsewhere.plans.apply(elsewhere.plans.open(office.file).plan)

    assert [result.id for result in report.applied] == [SUBJECT]
    [skipped] = report.skipped
    assert skipped.id == GOOGLE
    assert "fingerprints cannot be compared here" in skipped.reason


def test_a_secret_that_changed_since_is_refused(office: Office, kept: Keep) -> None:
    kept(GOOGLE)
    provider = office.practice.pools[_old(office)].providers["Google"]
    provider["ProviderDetails"]["client_secret"] = "another-secret"
    later = office.walk(REVIEWER)

    assert _standing(office, later, GOOGLE) is Drift.CHANGED
    assert "another-secret" not in repr(later.plans.open(office.file))


def test_no_secret_stands_in_the_file(office: Office, kept: Keep) -> None:
    kept()

    with open(office.file, encoding="utf-8") as file:
        text = file.read()

    for provider in office.practice.pools[_old(office)].providers.values():
        secret = provider["ProviderDetails"].get("client_secret")
        assert not secret or secret not in text
    assert "fingerprint" in text


def test_a_client_that_is_paired_with_another_since_is_refused(office: Office, kept: Keep) -> None:
    walked = kept(CALLBACK)
    walked.entered.pair(MAIN, "")
    walked.entered.pair(INSTALLER, NEW_MAIN)

    [found] = walked.plans.open(office.file).settings

    assert found.drift is Drift.CHANGED
    assert "and would go to client" in found.reason


def test_what_somebody_made_otherwise_meanwhile_is_refused_with_its_values(
    office: Office, kept: Keep
) -> None:
    walked = kept(GOOGLE)
    walked.plans.apply(walked.plans.open(office.file).plan)
    made = office.practice.pools[_new(office)].providers["Google"]
    made["ProviderDetails"]["client_id"] = "somebody-elses"
    later = office.walk(REVIEWER)

    [found] = later.plans.open(office.file).settings

    assert found.drift is Drift.CHANGED
    assert "changed since the plan: then nothing" in found.reason
    assert found.values is not None
    assert "somebody-elses" in found.values.now


def test_what_stands_in_the_way_now_is_told(office: Office, kept: Keep) -> None:
    walked = kept(GOOGLE_OF_THE_CLIENT, GOOGLE)
    before = walked.plans.open(office.file)
    assert before.count(Drift.AS_PLANNED) == 2
    provider = office.practice.pools[_old(office)].providers
    taken, provider["Google"] = provider["Google"], {**provider["Google"]}
    del provider["Google"]
    later = office.walk(REVIEWER)
    provider["Google"] = taken

    found = {one.id: one for one in later.plans.open(office.file).settings}

    assert found[GOOGLE].drift is Drift.CHANGED
    assert "is gone" in found[GOOGLE].reason


def test_what_cannot_be_read_now_is_not_written(office: Office, kept: Keep) -> None:
    kept(SUBJECT)
    office.practice.fault(operation="DescribeUserPool", kind="access_denied")
    later = office.walk(REVIEWER)

    [found] = later.plans.open(office.file).settings

    assert found.drift is Drift.IN_THE_WAY
    assert found.reason.startswith("could not be read")


def _reworded(office: Office, pool: str, subject: str) -> None:
    template = {"EmailSubject": subject}
    office.practice.change(
        pool=pool,
        set={"EmailVerificationSubject": subject, "VerificationMessageTemplate": template},
    )


def _new(office: Office) -> str:
    return office.practice.names["rainmaker-user-email-mobile-pool"]


def _old(office: Office) -> str:
    return office.practice.names["rainmaker-user-pool"]
