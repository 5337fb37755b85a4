"""What a write does to the new pool, and what it says of itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from migration.changes.change import Change, Edit
from migration.changes.delivery import Delivered
from migration.changes.history import history
from migration.changes.reads_around_write import ReadsAroundWrite
from migration.changes.resources import Prepared, Resources
from migration.changes.send_window import SendWindow
from migration.changes.write_journal import Occasion, WriteJournal
from migration.changes.write_report import Result, WriteReport
from migration.compare.member_names import setting_in_words
from migration.compare.setting import Kind, Target
from migration.errors import (
    Cancelled,
    Declined,
    NotAgreed,
    NothingToChange,
    PoolwalkError,
    ReadOnly,
    StillChanging,
)
from migration.journal.entries import Entry, EntryKind
from migration.journal.record import Record
from migration.journal.sqlite import SqliteJournal
from migration.journal.state_folder import journal_file
from migration.pools.documents import IdentityProvider
from migration.secret import Secret
from migration.walkthrough import Walkthrough
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import MAIN, NEW_MAIN, walk
from tui.command_line.answer_text import report_text

CALLBACK = f"4/{MAIN}/CallbackURLs/acmehome%3A%2F%2Fcom.acme.home%2Fsuccess"
LOGOUT = f"4/{MAIN}/LogoutURLs/com.acme.home%3A%2F%2Fsignout"
INSTALLER = "4/acme-installer-app/LogoutURLs/https%3A%2F%2Finstallers.acme-home.example%2F"


def client(aws: PracticeAws, name: str) -> dict[str, Any]:
    cognito = aws.client("cognito-idp")
    listed = cognito.list_user_pool_clients(UserPoolId=NEW_POOL, MaxResults=60)["UserPoolClients"]
    (found,) = [item["ClientId"] for item in listed if item["ClientName"] == name]
    described: dict[str, Any] = cognito.describe_user_pool_client(
        UserPoolId=NEW_POOL, ClientId=found
    )["UserPoolClient"]
    return described


def without(document: dict[str, Any], *members: str) -> dict[str, Any]:
    return {
        name: value
        for name, value in document.items()
        if name not in {*members, "LastModifiedDate"}
    }


def entries(walkthrough: Walkthrough, folder: Path) -> list[Any]:
    assert walkthrough.state.deployment
    journal = SqliteJournal(journal_file(folder, walkthrough.state.deployment))
    return [
        entry for entry in journal.entries() if entry.kind in {EntryKind.INTENT, EntryKind.OUTCOME}
    ]


def test_a_setting_lands_and_every_other_member_of_the_client_stays(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    before = client(practice_aws, NEW_MAIN)
    report = walkthrough.applier.apply([CALLBACK])
    assert [result.id for result in report.applied] == [CALLBACK]
    after = client(practice_aws, NEW_MAIN)
    assert after["CallbackURLs"] == [*before["CallbackURLs"], "acmehome://com.acme.home/success"]
    assert without(after, "CallbackURLs") == without(before, "CallbackURLs")


def test_the_first_write_of_all_names_the_picture_that_was_taken_before_it(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walked, told = walk(practice_aws, tmp_path, attached=False), list[str]()
    assert walked.applier.apply([CALLBACK], told.append).applied
    assert "Taking a picture of both pools before the first write" in told
    assert walked.applier.apply([LOGOUT], told.append).applied
    first, second = (one.body for one in entries(walked, tmp_path) if one.kind is EntryKind.INTENT)
    assert next(tmp_path.rglob(first["snapshot"])).is_file()
    assert "snapshot" not in second
    walked.close()


def test_what_would_be_sent_is_told_without_a_word_of_pythons(walkthrough: Walkthrough) -> None:
    lines = walkthrough.applier.preview(walkthrough.pages.to_apply()).lines
    assert any(line.startswith("subject: not set yet, becomes Your Acme Home") for line in lines)
    assert not [line for line in lines if "None" in line or line.endswith("]") or "{'" in line]


def test_before_a_yes_the_client_that_gets_it_is_named_also_of_one_setting(
    walkthrough: Walkthrough,
) -> None:
    first, *_ = walkthrough.applier.preview([CALLBACK]).lines
    assert first == "▸ The new client that replaces rainmaker-user-pool-client"


def test_an_applied_setting_shows_as_done_without_reading_everything_again(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    assert CALLBACK in walkthrough.pages.to_apply()
    practice_aws.forget_calls()
    walkthrough.applier.apply([CALLBACK])
    assert CALLBACK not in walkthrough.pages.to_apply()
    asked = {call["operation"] for call in practice_aws.calls()}
    assert asked == {"DescribeUserPoolClient", "UpdateUserPoolClient"}


def test_the_settings_of_one_client_cost_one_read_one_write_and_one_read_back(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    ids = [id_ for id_ in walkthrough.pages.to_apply("4") if id_.startswith(f"4/{MAIN}/")]
    assert len(ids) > 2
    practice_aws.forget_calls()
    walkthrough.applier.apply(ids)
    assert [call["operation"] for call in practice_aws.calls()] == [
        "DescribeUserPoolClient",
        "UpdateUserPoolClient",
        "DescribeUserPoolClient",
    ]


def test_what_somebody_else_changed_in_the_same_client_survives(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.change(
        pool="new",
        client=NEW_MAIN,
        set={"IdTokenValidity": 7, "CallbackURLs": ["https://theirs.example/"]},
    )
    assert [result.id for result in walkthrough.applier.apply([LOGOUT]).applied] == [LOGOUT]
    after = client(practice_aws, NEW_MAIN)
    assert (after["IdTokenValidity"], after["CallbackURLs"]) == (7, ["https://theirs.example/"])


def test_a_setting_that_somebody_changed_since_is_refused_with_the_three_values(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    walkthrough.applier.apply(["5/-/EmailSubject"])
    undoable = walkthrough.past_changes.undoable()
    assert undoable
    practice_aws.change(pool="new", set={"VerificationMessageTemplate.EmailSubject": "Theirs"})
    report = walkthrough.applier.undo([undoable])
    (stale,), applied = (report.stale, report.applied)
    assert applied == ()
    assert "seen “Your Acme Home verification code”, now “Theirs”, intended nothing" in stale.reason
    pool = practice_aws.client("cognito-idp").describe_user_pool(UserPoolId=NEW_POOL)["UserPool"]
    assert pool["VerificationMessageTemplate"]["EmailSubject"] == "Theirs"


def test_what_aws_accepts_and_does_not_show_is_not_called_done(
    practice_aws: PracticeAws, walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration.changes.reads_around_write.SETTLING", (0, 0))
    practice_aws.faults(
        {"kind": "lost_write", "operation": "UpdateUserPoolClient", "members": ["CallbackURLs"]}
    )
    report = walkthrough.applier.apply([CALLBACK, LOGOUT])
    assert [result.id for result in report.applied] == [LOGOUT]
    assert [result.id for result in report.failed] == [CALLBACK]
    assert "AWS accepted it but does not show it" in report.failed[0].reason
    # It can show later, and must be undoable then: it is not known, and no outcome is recorded.
    assert report.failed[0].unknown
    assert walkthrough.state.record.unfinished
    assert CALLBACK in walkthrough.pages.to_apply()


def test_what_shows_late_can_be_undone(
    practice_aws: PracticeAws, walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration.changes.reads_around_write.SETTLING", ())
    before = client(practice_aws, NEW_MAIN)
    practice_aws.faults({"kind": "lost_write", "operation": "UpdateUserPoolClient"})
    assert walkthrough.applier.apply([CALLBACK]).failed[0].unknown
    practice_aws.faults()
    url = CALLBACK.rpartition("/")[2].replace("%3A", ":").replace("%2F", "/")
    urls = [*before.get("CallbackURLs", ()), url]
    practice_aws.change(pool="new", client=NEW_MAIN, set={"CallbackURLs": urls})
    walkthrough.reader.read()
    assert not walkthrough.state.record.unfinished
    undoable = walkthrough.past_changes.undoable()
    assert undoable is not None
    assert walkthrough.applier.undo([undoable]).applied
    assert client(practice_aws, NEW_MAIN).get("CallbackURLs") == before.get("CallbackURLs")


def test_a_write_whose_answer_was_lost_is_read_back_before_anything_is_said(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.faults({"kind": "cut", "operation": "UpdateUserPoolClient", "after": True})
    report = walkthrough.applier.apply([CALLBACK])
    assert [result.id for result in report.applied] == [CALLBACK]


def test_a_refused_client_fails_whole_and_the_others_go_on(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    refusal = {
        "kind": "error",
        "code": "InvalidParameterException",
        "message": "No.",
        "status": 400,
        "count": 1,
    }
    practice_aws.faults({**refusal, "operation": "UpdateUserPoolClient"})
    report = walkthrough.applier.apply([CALLBACK, LOGOUT, INSTALLER])
    assert {result.id for result in report.failed} == {CALLBACK, LOGOUT}
    assert [result.id for result in report.applied] == [INSTALLER]
    assert len(practice_aws.calls("UpdateUserPoolClient")) == 2


def test_what_a_failed_write_would_have_made_possible_is_not_tried(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.faults({"kind": "access_denied", "operation": "CreateIdentityProvider"})
    google = f"4/{MAIN}/SupportedIdentityProviders/Google"
    report = walkthrough.applier.apply(["3a/-/Google", google])
    assert [result.id for result in report.failed] == ["3a/-/Google"]
    assert [(result.id, result.reason) for result in report.skipped] == [
        (google, "not tried: 3a/-/Google did not come through")
    ]
    assert practice_aws.calls("UpdateUserPoolClient") == []


def test_a_run_takes_a_provider_and_the_clients_that_name_it_in_their_order(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    google = f"4/{MAIN}/SupportedIdentityProviders/Google"
    assert walkthrough.applier.apply([google]).skipped[0].reason == "needs Google (step 3a) first"
    report = walkthrough.applier.apply(["3a/-/Google", google])
    assert [result.id for result in report.applied] == ["3a/-/Google", google]


def test_asking_for_what_is_not_there_or_not_to_do_is_skipped_with_the_reason(
    walkthrough: Walkthrough,
) -> None:
    report = walkthrough.applier.apply(["4/nobody/CallbackURLs/x", "2/-/Domain"])
    assert {result.id: result.reason for result in report.skipped} == {
        "4/nobody/CallbackURLs/x": (
            "there is no such setting: `poolwalk plan --json` lists their ids"
        ),
        "2/-/Domain": "enter the new domain's prefix first (e)",
    }


def test_applying_everything_converges(practice_aws: PracticeAws, walkthrough: Walkthrough) -> None:
    walkthrough.entered.choose_prefix("acme-users")
    wanted = walkthrough.pages.to_apply()
    report = walkthrough.applier.apply(wanted)
    assert (report.failed, report.stale, report.skipped) == ((), (), ())
    assert {result.id for result in report.applied} == set(wanted)
    assert len(wanted) > 10
    walkthrough.reader.read()
    assert walkthrough.pages.to_apply() == ()


def test_nothing_is_sent_when_read_only(practice_aws: PracticeAws, tmp_path: Path) -> None:
    walked = walk(practice_aws, tmp_path, read_only=True)
    practice_aws.forget_calls()
    with pytest.raises(ReadOnly, match="--read-only"):
        walked.applier.apply([CALLBACK])
    assert practice_aws.calls() == []


def test_nothing_is_sent_when_it_cannot_be_recorded(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    walked = walk(practice_aws, tmp_path / "file" / "state")
    assert walked.state.read_only
    with pytest.raises(ReadOnly, match="nothing can be recorded"):
        walked.applier.apply([INSTALLER])
    assert practice_aws.calls("UpdateUserPoolClient") == []


def test_the_intent_is_on_disk_before_the_write_and_the_outcome_after(
    practice_aws: PracticeAws,
    walkthrough: Walkthrough,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from migration.aws import writes

    seen: list[list[EntryKind]] = []
    send = writes.send

    def watched(*arguments: Any) -> None:
        seen.append([entry.kind for entry in entries(walkthrough, tmp_path / "state")])
        send(*arguments)

    monkeypatch.setattr(writes, "send", watched)
    walkthrough.applier.apply([CALLBACK])
    assert seen == [[EntryKind.INTENT]]
    intent, outcome = entries(walkthrough, tmp_path / "state")
    assert intent.body["edits"][0] == {
        "setting": CALLBACK,
        "path": ["CallbackURLs"],
        "item": "acmehome://com.acme.home/success",
        "before": False,
        "after": True,
    }
    assert (outcome.body["intent"], outcome.body["applied"]) == (intent.number, [CALLBACK])
    assert intent.who == "arn:aws:iam::123456789012:user/admin"


def test_no_secret_reaches_the_journal(walkthrough: Walkthrough, tmp_path: Path) -> None:
    walkthrough.applier.apply(["3a/-/Google", "3c/-/GitHub"])
    providers = walkthrough.state.reading.old.providers
    assert isinstance(providers, tuple)
    held = [
        provider.details.get("client_secret")
        for provider in providers
        if isinstance(provider, IdentityProvider)
    ]
    secrets = [secret.reveal() for secret in held if isinstance(secret, Secret)]
    assert len(secrets) == 2
    for file in (tmp_path / "state").iterdir():
        content = file.read_bytes()
        assert not any(secret.encode() in content for secret in secrets)
    assert (
        b"fingerprint"
        in (tmp_path / "state")
        .joinpath(
            next(f.name for f in (tmp_path / "state").iterdir() if f.suffix == ".sqlite3-wal")
        )
        .read_bytes()
    )


def test_what_breaks_a_rule_of_aws_is_not_sent_and_says_which(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    practice_aws.change(
        pool="old", client=MAIN, set={"LogoutURLs": ["https://with space.example/"]}
    )
    walked = walk(practice_aws, tmp_path)
    bad = f"4/{MAIN}/LogoutURLs/https%3A%2F%2Fwith%20space.example%2F"
    report = walked.applier.apply([bad])
    assert [result.id for result in report.failed] == [bad]
    assert (
        "LogoutURLs.1 holds “https://with space.example/”, in which AWS takes no space"
        in report.failed[0].reason
    )
    assert practice_aws.calls("UpdateUserPoolClient") == []
    assert walked.past_changes.history() == ()


@pytest.mark.broken_requests
def test_a_rule_broken_by_what_already_stands_there_is_a_warning(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    practice_aws.change(pool="new", set={"EmailConfiguration.ReplyToEmailAddress": "no address"})
    walked = walk(practice_aws, tmp_path)
    report = walked.applier.apply(["5/-/EmailSubject"])
    told = [*report.applied, *report.failed]
    assert len(told) == 1
    assert "ReplyToEmailAddress" in told[0].reason


def test_what_cannot_be_read_back_is_not_known_and_waits_for_the_next_reading(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.faults({"kind": "access_denied", "operation": "DescribeUserPoolClient", "skip": 1})
    (failed,) = walkthrough.applier.apply([CALLBACK]).failed
    assert (failed.id, failed.unknown) == (CALLBACK, True)
    assert "DescribeUserPoolClient" in failed.reason
    assert len(practice_aws.calls("UpdateUserPoolClient")) == 1
    (intent,) = walkthrough.state.record.unfinished
    practice_aws.faults()
    walkthrough.reader.read()
    assert [(one.number, ids) for one, ids in walkthrough.state.record.undoable] == [
        (intent.number, (CALLBACK,))
    ]


def test_an_intent_says_what_it_undoes_for_whom_and_by_which_entry_it_was_judged(
    walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Occasion] = []
    record = WriteJournal.intent

    def intent(journal: WriteJournal, change: Change, occasion: Occasion) -> int:
        said.append(occasion)
        return record(journal, change)

    monkeypatch.setattr(WriteJournal, "intent", intent)
    (change,) = walkthrough.applier.preview([CALLBACK]).changes
    writer = replace(walkthrough.applier._writer(None, None), settled=lambda _: 42)
    assert writer.write(change, 7, 8).applied
    assert said == [Occasion(undoes=7, batch=8, judged_by=42)]


def test_what_is_being_written_is_told_by_its_first_two_settings(walkthrough: Walkthrough) -> None:
    told: list[str] = []
    mail = [f"5/-/{name}" for name in ("EmailSubject", "EmailMessage", "ReplyToEmailAddress")]
    walkthrough.applier.apply(mail, told.append)
    assert len(walkthrough.past_changes.undoables()[0].ids) == len(mail)
    assert told[-1] == "Writing subject, message …"
    walkthrough.applier.apply([CALLBACK], told.append)
    assert told[-1] == f"Writing {setting_in_words(CALLBACK)}"


@pytest.mark.parametrize(
    ("fault", "patient"),
    [
        ({}, True),
        ({"kind": "cut", "after": True}, True),
        ({"kind": "access_denied"}, False),
    ],
    ids=["accepted", "not answered", "refused"],
)
def test_only_what_aws_may_have_taken_is_given_time_to_show(
    practice_aws: PracticeAws,
    walkthrough: Walkthrough,
    monkeypatch: pytest.MonkeyPatch,
    fault: dict[str, object],
    patient: bool,
) -> None:
    asked: list[bool] = []
    read_back = ReadsAroundWrite.back

    def watched(reads: ReadsAroundWrite, change: Change, *, patient: bool) -> Any:
        asked.append(patient)
        return read_back(reads, change, patient=patient)

    monkeypatch.setattr(ReadsAroundWrite, "back", watched)
    if fault:
        practice_aws.faults({**fault, "operation": "UpdateUserPoolClient"})
    report = walkthrough.applier.apply([CALLBACK])
    assert asked == [patient]
    assert bool(report.applied) is patient


def test_who_stops_while_another_has_the_turn_has_each_setting_told_as_untried(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    @contextmanager
    def stopped(*_: object) -> Iterator[None]:
        raise Cancelled("Stopped.")
        yield

    (change,) = walkthrough.applier.preview([CALLBACK, LOGOUT]).changes
    practice_aws.forget_calls()
    report = replace(walkthrough.applier._writer(None, None), turn=stopped).write(change)
    assert report == WriteReport(
        skipped=tuple(Result(id_, "not tried: stopped", untried=True) for id_ in change.settings)
    )
    assert practice_aws.calls() == []


PARAMETER = "6/-/SkillIdentityProvidersNewUserPool"


@pytest.mark.parametrize(
    ("ended", "report", "recorded"),
    [
        (
            NothingToChange("It is so already."),
            WriteReport(applied=(Result(PARAMETER, "It is so already."),)),
            [{"applied": [PARAMETER], "failed": {}}],
        ),
        (
            NotAgreed("Nobody looked."),
            WriteReport(failed=(Result(PARAMETER, "Nobody looked."),)),
            [{"applied": [], "failed": {PARAMETER: "Nobody looked."}}],
        ),
        (
            Declined("It was dropped."),
            WriteReport(failed=(Result(PARAMETER, "It was dropped.", declined=True),)),
            [{"applied": [], "failed": {PARAMETER: "It was dropped."}, "declined": True}],
        ),
        (
            StillChanging("Read again."),
            WriteReport(failed=(Result(PARAMETER, "Read again.", unknown=True),)),
            [],
        ),
    ],
)
def test_a_stacks_update_that_was_not_carried_out_is_told_and_recorded_by_how_it_ended(
    walkthrough: Walkthrough,
    tmp_path: Path,
    ended: PoolwalkError,
    report: WriteReport,
    recorded: list[dict[str, Any]],
) -> None:
    parameter = Edit(PARAMETER, ("Parameters", "P"), "", "Google")
    change = Change("6", Target(Kind.STACK, "arn:stack"), (parameter,))
    writer = walkthrough.applier._writer(None, None)
    intent = writer.journal.intent(change)
    assert writer._without_reading_back(change, intent, ended) == report
    first, *outcomes = entries(walkthrough, tmp_path / "state")
    assert first.number == intent
    assert [outcome.body for outcome in outcomes] == [
        {"intent": intent, **known} for known in recorded
    ]


def test_what_is_not_known_is_looked_for_in_the_whole_that_would_stand_there(
    practice_aws: PracticeAws, walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, Any]] = []

    def unknown(_: Resources, __: Any, before: Any, after: Any) -> tuple[str, ...]:
        asked.append((before, after))
        return ("Novel",)

    monkeypatch.setattr(Resources, "unknown", unknown)
    practice_aws.forget_calls()
    (failed,) = walkthrough.applier.apply([CALLBACK]).failed
    assert "Novel" in failed.reason
    assert practice_aws.calls("UpdateUserPoolClient") == []
    ((before, after),) = asked
    assert after["CallbackURLs"] == [*before["CallbackURLs"], "acmehome://com.acme.home/success"]
    assert without(after, "CallbackURLs") == without(before, "CallbackURLs")


def test_what_must_never_be_sent_twice_is_sent_once_within_its_window(
    walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[object, ...]] = []
    sent = Delivered(None)

    def deliver_once(*arguments: object) -> Delivered:
        given.append(arguments)
        return sent

    monkeypatch.setattr("migration.changes.writer.deliver_once", deliver_once)
    writer = walkthrough.applier._writer(None, None)
    review = Change("7a", Target(Kind.CERTIFICATION, "skill"), ())
    before, prepared, window = (
        {"status": "none"},
        Prepared("Submit", {}),
        SendWindow.begun(lambda: 0.0),
    )
    assert writer._deliver(review, before, prepared, 1, window) is sent
    assert given == [(writer.resources, before, prepared, window)]


def test_what_ends_before_anything_is_sent_is_told_with_its_setting_and_its_reason(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    (change,) = walkthrough.applier.preview([CALLBACK]).changes
    writer = walkthrough.applier._writer(None, None)
    guarded = change.with_guard(lambda _: "Not as things are.")
    assert writer.write(guarded) == WriteReport(stale=(Result(CALLBACK, "Not as things are."),))
    practice_aws.faults({"kind": "access_denied", "operation": "DescribeUserPoolClient"})
    (failed,) = writer.write(change).failed
    assert failed.id == CALLBACK
    assert "DescribeUserPoolClient" in failed.reason
    practice_aws.faults()
    assert practice_aws.calls("UpdateUserPoolClient") == []
    assert [result.id for result in writer.write(change).applied] == [CALLBACK]
    again = WriteReport(applied=(Result(CALLBACK, "was so already, by somebody else"),))
    assert writer.write(change) == again
    assert len(practice_aws.calls("UpdateUserPoolClient")) == 1


def test_what_rests_on_a_field_that_somebody_changed_is_told_as_not_tried(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    target = Target(Kind.POOL, NEW_POOL)
    changed = Edit("5/-/EmailSubject", ("EmailVerificationSubject",), "never so", "ours")
    resting = Edit("5/-/x", ("SmsVerificationMessage",), None, "{####}", needs=(changed.setting,))
    practice_aws.change(pool="new", set={"EmailVerificationSubject": "theirs"})
    practice_aws.forget_calls()
    report = walkthrough.applier._writer(None, None).write(Change("5", target, (changed, resting)))
    words = "not tried: what it needs was changed by somebody"
    assert report.skipped == (Result("5/-/x", words, untried=True),)
    assert [result.id for result in report.stale] == [changed.setting]
    assert practice_aws.calls("UpdateUserPool") == []


def test_what_a_person_said_no_to_stands_in_the_record_as_declined_and_in_json_as_failed() -> None:
    edits = [{"setting": PARAMETER, "path": ["P"], "item": "", "before": "", "after": "Google"}]
    now = datetime(2026, 1, 31, tzinfo=UTC)
    intent = Entry(
        EntryKind.INTENT,
        "ada",
        now,
        "6",
        {"edits": edits, "target": {"kind": "stack", "name": "x"}},
        1,
    )
    no = {"intent": 1, "applied": [], "failed": {PARAMETER: "It was dropped."}, "declined": True}
    entries = [intent, Entry(EntryKind.OUTCOME, "ada", now, "6", no, 2)]
    (change,) = history(entries, Record.of(entries))
    assert [(one.state, one.word) for one in change.fields] == [("failed", "declined")]
    dropped = WriteReport(failed=(Result(PARAMETER, "It was dropped.", declined=True),))
    counts = "0 applied, 0 failed, 0 stale, 0 skipped, 1 declined."
    assert report_text(dropped, {}).endswith(counts)
