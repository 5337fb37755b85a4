"""Who may approve a plan, what counts as approved, and what a protected deployment asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from migration.aws.same_caller import may_be_one, person
from migration.errors import BadInput, Protected
from migration.journal.entries import Entry, EntryKind
from migration.journal.plan_record import PlanRecord, Signature
from migration.plans.drift import Drift
from migration.plans.file import write_plan
from migration.plans.kept_plan import plan_of
from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from migration.walkthrough import Walkthrough
from tests.changes.change_kinds import P8
from tests.plans.conftest import MAKER, NOW, REVIEWER, Office

SUBJECT, BODY = "5/-/EmailSubject", "5/-/EmailMessage"
CALLBACK = "4/acme-installer-app/CallbackURLs/http%3A%2F%2Flocalhost%3A8080%2Fcallback"
APPLE = "3b/-/SignInWithApple"
ROLE = "arn:aws:sts::123456789012:assumed-role/Admins"
Keep = Callable[..., Walkthrough]


def test_the_maker_cannot_approve_the_own_plan(office: Office, kept: Keep) -> None:
    walked = kept(SUBJECT)

    with pytest.raises(BadInput, match="You made this plan yourself"):
        walked.plans.approve(walked.plans.open(office.file))


def test_an_approval_is_in_the_record_and_in_the_file(office: Office, kept: Keep) -> None:
    kept(SUBJECT)
    reviewer = office.walk(REVIEWER)

    opened = reviewer.plans.approve(reviewer.plans.open(office.file))

    assert [one.who for one in opened.approvals.counted] == [REVIEWER]
    assert not opened.unapproved
    told = json.loads(Path(office.file).read_text())["approved"]
    assert [one["who"] for one in told] == [REVIEWER]
    assert Path(office.file).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("there", [True, False], ids=["another plan", "no file"])
def test_a_file_that_is_no_longer_the_plan_that_was_opened_is_left(
    office: Office, kept: Keep, there: bool
) -> None:
    kept(SUBJECT)
    reviewer = office.walk(REVIEWER)
    opened = reviewer.plans.open(office.file)
    Path(office.file).unlink()
    if there:
        kept(BODY)
    before = Path(office.file).read_bytes() if there else b""

    with pytest.raises(BadInput, match="The approval is recorded, and only the file"):
        reviewer.plans.approve(opened)

    assert Path(office.file).exists() is there
    assert not there or Path(office.file).read_bytes() == before


def test_nobody_approves_twice(office: Office, kept: Keep) -> None:
    kept(SUBJECT)
    reviewer = office.walk(REVIEWER)
    reviewer.plans.approve(reviewer.plans.open(office.file))

    with pytest.raises(BadInput, match="already"):
        reviewer.plans.approve(reviewer.plans.open(office.file))


def test_an_approval_that_the_file_alone_tells_of_does_not_count(
    office: Office, kept: Keep
) -> None:
    walked = kept(SUBJECT, protected=True)
    document = json.loads(Path(office.file).read_text())
    document["approved"] = [{"who": REVIEWER, "at": "2026-11-26T11:00:00Z"}]
    Path(office.file).write_text(json.dumps(document))

    opened = walked.plans.open(office.file)

    assert [one.who for one in opened.approvals.told] == [REVIEWER]
    assert opened.approvals.counted == ()
    with pytest.raises(Protected, match="What the file itself says does not count"):
        walked.plans.apply(opened.plan)


def test_a_plan_of_an_unknown_maker_does_not_count_as_approved(office: Office, kept: Keep) -> None:
    kept(SUBJECT)
    elsewhere = office.walk(REVIEWER, state="another-machine", protected=True)
    opened = elsewhere.plans.approve(elsewhere.plans.open(office.file))

    assert "does not know who made the plan" in opened.unapproved
    with pytest.raises(Protected):
        elsewhere.plans.apply(opened.plan)


def test_a_protected_deployment_is_not_written_without_more(office: Office) -> None:
    walked = office.walk(protected=True)

    with pytest.raises(Protected, match="123456789012 is protected"):
        walked.applier.apply([SUBJECT])

    assert office.practice.writes == []


def test_a_protected_deployment_is_written_from_an_approved_plan(
    office: Office, kept: Keep
) -> None:
    walked = kept(SUBJECT, protected=True)
    reviewer = office.walk(REVIEWER, protected=True)
    reviewer.plans.approve(reviewer.plans.open(office.file))

    report = walked.plans.apply(walked.plans.open(office.file).plan)

    assert [result.id for result in report.applied] == [SUBJECT]


def test_an_approved_plan_lets_nothing_else_pass(office: Office, kept: Keep) -> None:
    walked = kept(SUBJECT, protected=True)
    reviewer = office.walk(REVIEWER, protected=True)
    reviewer.plans.approve(reviewer.plans.open(office.file))
    plan = walked.plans.open(office.file).plan

    for ids in ([BODY], [SUBJECT, BODY], [SUBJECT, CALLBACK]):
        with pytest.raises(Protected, match="not what was approved"):
            walked.applier.apply(ids, plan=plan)

    assert office.practice.writes == []


def test_an_approved_plan_lets_no_other_secret_pass(office: Office, kept: Keep) -> None:
    maker = office.walk(protected=True)
    maker.entered.supply_apple_key(P8, "PRACTICE01")
    maker.plans.keep(office.file, [APPLE])
    reviewer = office.walk(REVIEWER, protected=True)
    reviewer.plans.approve(reviewer.plans.open(office.file))
    other = office.walk(protected=True)
    other.entered.supply_apple_key(made_up_apple_key(), "PRACTICE01")
    opened = other.plans.open(office.file)

    assert opened.settings[0].drift is Drift.CHANGED
    assert "goes along with it in secret" in opened.settings[0].reason
    with pytest.raises(Protected, match="not what was approved"):
        other.applier.apply([APPLE], plan=opened.plan)
    assert [one.id for one in maker.plans.apply(opened.plan).applied] == [APPLE]


def test_a_role_with_another_session_of_a_tool_is_still_the_maker(office: Office) -> None:
    maker = office.walk(f"{ROLE}/botocore-session-1")
    maker.plans.keep(office.file, [SUBJECT])
    again = office.walk(f"{ROLE}/botocore-session-2")
    opened = again.plans.open(office.file)

    with pytest.raises(BadInput, match="You made this plan yourself"):
        again.plans.approve(opened)
    again.logbook.note(EntryKind.PLAN_APPROVED, "", {"plan": opened.plan.sha256})

    assert again.plans.again(opened).approvals.counted == ()


def test_neither_who_made_it_nor_who_the_file_names_approves_it(office: Office) -> None:
    forger = office.walk(MAKER)
    named = office.walk(REVIEWER)
    changes = forger.applier.preview([SUBJECT]).changes
    state = forger.state
    plan = plan_of(changes, state.online(), Signature(REVIEWER, NOW), state.fingerprint)
    write_plan(office.file, plan)
    forger.logbook.note(EntryKind.PLAN_MADE, "", {"plan": plan.sha256, "settings": 1})

    for walked in (forger, named):
        with pytest.raises(BadInput, match="You made this plan yourself"):
            walked.plans.approve(walked.plans.open(office.file))


def test_who_made_it_first_made_it() -> None:
    entries = [
        Entry(EntryKind.PLAN_MADE, who, NOW, body={"plan": "a"}) for who in (MAKER, REVIEWER)
    ]

    assert PlanRecord.of(entries).made["a"].who == MAKER


def test_a_protected_deployment_is_written_once_its_name_was_typed(office: Office) -> None:
    walked = office.walk(protected=True, name="production")

    for typed in ("producton", "prod", "", " "):
        with pytest.raises(BadInput, match="the deployment is production"):
            walked.applier.type_name(typed)
    with pytest.raises(Protected):
        walked.applier.apply([SUBJECT])
    walked.applier.type_name("production\n")

    assert walked.applier.apply([SUBJECT]).applied
    assert walked.applier.apply([BODY]).applied, "once a run"


def test_the_next_run_asks_for_the_name_again(office: Office) -> None:
    walked = office.walk(protected=True, name="production")
    walked.applier.type_name("production")

    with pytest.raises(Protected):
        office.walk(protected=True, name="production").applier.apply([SUBJECT])


def test_an_undo_needs_neither(office: Office) -> None:
    office.walk().applier.apply([SUBJECT])
    walked = office.walk(protected=True)

    report = walked.applier.undo(walked.past_changes.undoables())

    assert [result.id for result in report.applied] == [SUBJECT]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{ROLE}/botocore-session-1700000000", f"{ROLE}/botocore-session-1700009999"),
        (f"{ROLE}/i-0123456789abcdef0", f"{ROLE}/i-0fedcba9876543210"),
        (f"{ROLE}/awscli-session", f"{ROLE}/AWSCLI-Session-2"),
        (f"{ROLE}/aws-go-sdk-1700000000000", f"{ROLE}/aws-sdk-java-1700000000001"),
        (f"{ROLE}/1700000000.123", f"{ROLE}/GitHubActions"),
        (f"{ROLE}/session-1700000000", f"{ROLE}/session-1700000001"),
        (f"{ROLE}/{'ab' * 16}", f"{ROLE}/AWSCodeBuild-01234567-0123-0123-0123-0123456789ab"),
    ],
)
def test_a_session_that_a_tool_named_is_nobody_of_its_own(one: str, other: str) -> None:
    assert person(one) == person(other) == ROLE.casefold()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (MAKER, MAKER.replace("ada", "ADA")),
        (MAKER, MAKER.replace("ada", "team/ada")),
        (f"{ROLE}/ada@acme.example", f"{ROLE}/Ada@Acme.example"),
        (f"{ROLE}/ada@acme.example", f"{ROLE}/botocore-session-1700000000"),
        (f"{ROLE}/botocore-session-1700000000", f"{ROLE}/ada@acme.example"),
    ],
    ids=["capitals", "a path", "a session's capitals", "nobody approves", "nobody made it"],
)
def test_who_may_be_the_maker_under_another_name_does_not_approve(
    office: Office, one: str, other: str
) -> None:
    office.walk(one, protected=True).plans.keep(office.file, [SUBJECT])
    walked = office.walk(other, protected=True)
    opened = walked.plans.open(office.file)

    with pytest.raises(BadInput, match="You made this plan yourself"):
        walked.plans.approve(opened)
    walked.logbook.note(EntryKind.PLAN_APPROVED, "", {"plan": opened.plan.sha256})

    assert walked.plans.again(opened).unapproved


def test_a_session_that_somebody_named_is_a_person() -> None:
    assert person(f"{ROLE}/ada@acme.example") != person(f"{ROLE}/bob@acme.example")
    assert not may_be_one(f"{ROLE}/ada@acme.example", f"{ROLE}/bob@acme.example")
    assert not may_be_one(f"{ROLE}/ada", f"{ROLE}s/botocore-session-1")
    assert person(MAKER) != person(REVIEWER)
