"""Situations in which a write could go astray, and does not."""

import os
from pathlib import Path

import pytest

from migration.changes.resources import Prepared, Resources
from migration.errors import BadInput, StateUnusable
from migration.journal.sqlite import SqliteJournal
from migration.journal.writing_process import started, still_runs, this_process
from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from migration.walkthrough import Walkthrough
from tests.changes.test_writing import CALLBACK, INSTALLER, LOGOUT, client
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import MAIN, NEW_MAIN, walk

P8 = made_up_apple_key()
SUBJECT = "5/-/EmailSubject"
APPLE = {
    "ProviderType": "SignInWithApple",
    "ProviderDetails": {
        "client_id": "com.acme.home.signin",
        "team_id": "A1B2C3D4E5",
        "key_id": "NEWPOOLKEY",
        "authorize_scopes": "email",
    },
}


def provider(aws: PracticeAws, name: str) -> dict[str, object]:
    held: dict[str, object] = aws.state()["pools"][NEW_POOL]["providers"][name]
    return held


def test_another_pools_domain_is_never_taken_for_ours(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    walkthrough.entered.choose_prefix("acme-login")
    report = walkthrough.applier.apply(["2/-/Domain"])
    assert report.applied == ()
    assert [result.id for result in report.failed] == ["2/-/Domain"]
    assert walkthrough.past_changes.undoable() is None


def test_a_newly_supplied_apple_key_goes_with_its_own_id(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    practice_aws.change(pool="new", provider="SignInWithApple", create=True, set=APPLE)
    walked = walk(practice_aws, tmp_path)
    walked.entered.supply_apple_key(P8, "OTHERKEY99")
    scopes = "3b/-/SignInWithApple/authorize_scopes"
    assert "in the same write" in walked.applier.apply([scopes]).skipped[0].reason
    report = walked.applier.apply(walked.pages.to_apply("3b"))
    assert {result.id for result in report.applied} >= {scopes, "3b/-/SignInWithApple/key_id"}
    details = provider(practice_aws, "SignInWithApple")["ProviderDetails"]
    assert isinstance(details, dict)
    assert details["key_id"] == "OTHERKEY99"


def test_an_apple_update_is_not_undone_without_the_key_that_it_would_send(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    practice_aws.change(pool="new", provider="SignInWithApple", create=True, set=APPLE)
    first = walk(practice_aws, tmp_path)
    first.entered.supply_apple_key(P8, "NEWPOOLKEY")
    assert first.applier.apply(["3b/-/SignInWithApple/authorize_scopes"]).failed == ()
    first.close()
    second = walk(practice_aws, tmp_path)
    undoable = second.past_changes.undoable()
    assert undoable
    report = second.applier.undo([undoable])
    assert report.applied == ()
    assert "supply the .p8 of key NEWPOOLKEY" in report.skipped[0].reason


def test_a_later_choice_overrules_the_pair_of_the_command_line(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walked = walk(practice_aws, tmp_path)
    assert MAIN in clients_of_step_4(walked)
    walked.entered.pair(MAIN, "")
    assert MAIN not in clients_of_step_4(walked)
    walked.close()


def clients_of_step_4(walked: Walkthrough) -> set[str]:
    return {setting.client for setting in walked.pages.settings() if setting.step == "4"}


def test_a_pair_given_by_id_overrules_one_that_was_remembered_by_name(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    first = walk(practice_aws, tmp_path)
    assert MAIN in clients_of_step_4(first)
    first.close()
    again = walk(practice_aws, tmp_path, pairs=(("1olduserpoolclient2acme3ho", ""),))
    assert MAIN not in clients_of_step_4(again)
    again.close()


def test_two_old_clients_are_never_paired_with_one_new_client(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match="is paired with"):
        walk(practice_aws, tmp_path, pairs=((MAIN, NEW_MAIN), ("acme-installer-app", NEW_MAIN)))


def test_what_is_not_known_to_have_arrived_is_found_out_at_the_next_reading(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.faults(
        {"kind": "cut", "operation": "UpdateUserPoolClient", "after": True},
        {"kind": "access_denied", "operation": "DescribeUserPoolClient", "skip": 1},
    )
    (failed,) = walkthrough.applier.apply([CALLBACK]).failed
    assert "not known" in failed.reason
    assert walkthrough.past_changes.undoable() is None
    practice_aws.faults()
    walkthrough.reader.read()
    undoable = walkthrough.past_changes.undoable()
    assert undoable
    assert undoable.ids == (CALLBACK,)


def test_stopping_while_aws_settles_takes_one_last_look(
    practice_aws: PracticeAws, walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration.changes.reads_around_write.SETTLING", (60, 60))
    practice_aws.faults({"kind": "lost_write", "operation": "UpdateUserPoolClient"})

    def stop(said: str) -> None:
        if "does not show it yet" in said:
            walkthrough.cancel()

    (failed,) = walkthrough.applier.apply([CALLBACK], stop).failed
    assert "does not show it" in failed.reason


def test_an_extra_url_on_the_old_domain_does_not_stand_for_the_rewritten_one(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    url = "https://acme-login.auth.us-east-1.amazoncognito.com/done"
    practice_aws.change(pool="old", client=MAIN, set={"LogoutURLs": [url]})
    practice_aws.change(pool="new", client=NEW_MAIN, set={"LogoutURLs": [url]})
    walked = walk(practice_aws, tmp_path)
    walked.entered.choose_prefix("acme-users")
    walked.applier.apply(["2/-/Domain"])
    rewritten = [id_ for id_ in walked.pages.to_apply("4") if "LogoutURLs" in id_ and MAIN in id_]
    assert len(rewritten) == 1
    assert [result.reason for result in walked.applier.apply(rewritten).applied] == [""]
    assert (
        "https://acme-users.auth.us-east-1.amazoncognito.com/done"
        in client(practice_aws, NEW_MAIN)["LogoutURLs"]
    )


def test_what_was_shown_is_what_is_written_or_nothing_is(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    preview = walkthrough.applier.preview([SUBJECT])
    practice_aws.change(
        pool="old", set={"VerificationMessageTemplate.EmailSubject": "not what was shown"}
    )
    practice_aws.change(pool="new", set={"VerificationMessageTemplate.EmailSubject": "somebody's"})
    walkthrough.reader.read()
    (stale,) = walkthrough.applier.apply([SUBJECT], None, preview).stale
    assert "intended “Your Acme Home verification code”" in stale.reason


def test_who_stops_it_before_its_thread_has_begun_has_nothing_written(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    before = practice_aws.state()
    walkthrough.applier.make_ready()
    walkthrough.cancel()
    report = walkthrough.applier.apply(walkthrough.pages.to_apply("5"))
    assert not report.applied
    assert {result.reason for result in report.skipped} == {"not tried: stopped"}
    assert practice_aws.state() == before
    walkthrough.applier.make_ready()
    assert walkthrough.applier.apply(walkthrough.pages.to_apply("5")).applied


def test_reading_again_does_not_revive_a_run_that_was_stopped(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    def stop_and_read(_: str) -> None:
        walkthrough.cancel()
        walkthrough.reader.read_beside()

    report = walkthrough.applier.apply([CALLBACK, INSTALLER], stop_and_read)
    assert [result.id for result in report.applied] == [CALLBACK]
    assert [result.id for result in report.skipped] == [INSTALLER]


def test_a_report_survives_a_record_that_cannot_be_read_any_more(
    practice_aws: PracticeAws, walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    walkthrough.applier.apply([LOGOUT])

    def unreadable(_: SqliteJournal, **__: object) -> None:
        raise StateUnusable("gone")

    send = Resources.send

    def then_break(resources: Resources, prepared: Prepared) -> None:
        send(resources, prepared)
        monkeypatch.setattr(SqliteJournal, "entries", unreadable)

    monkeypatch.setattr(Resources, "send", then_break)
    report = walkthrough.applier.apply([CALLBACK])
    assert [result.id for result in report.applied] == [CALLBACK]
    assert walkthrough.state.read_only


def test_apples_key_is_not_waited_for_at_a_pipe_that_nobody_writes_to(
    walkthrough: Walkthrough, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "AuthKey_ABCDE12345.p8")
    with pytest.raises(BadInput, match="it is no ordinary file"):
        walkthrough.entered.supply_apple_key(str(tmp_path / "AuthKey_ABCDE12345.p8"))


def test_a_private_key_is_never_quoted_back(walkthrough: Walkthrough) -> None:
    body = "".join(P8.splitlines()[1:-1])
    assert walkthrough.entered.supply_apple_key(body, "NEWKEY1234") == "NEWKEY1234"
    for wrong in (body[:-20], "A" * 200, "~nobody-here/AuthKey_ABCDE12345.p8", "with\0nul.p8"):
        with pytest.raises(BadInput) as refused:
            walkthrough.entered.supply_apple_key(wrong, "NEWKEY1234")
        assert body[:30] not in str(refused.value)
        assert "A" * 50 not in str(refused.value)


def test_a_default_that_is_only_shown_is_not_expected_to_be_found(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    practice_aws.change(pool="new", set={"EmailConfiguration": {}})
    walked = walk(practice_aws, tmp_path)
    report = walked.applier.apply(walked.pages.to_apply("5"))
    assert report.stale == ()
    assert {result.id for result in report.applied} >= {SUBJECT, "5/-/EmailSendingAccount"}


def test_a_provider_that_others_added_to_is_not_taken_away(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    walkthrough.applier.apply(["3a/-/Google"])
    practice_aws.change(pool="new", provider="Google", set={"AttributeMapping.picture": "picture"})
    undoable = walkthrough.past_changes.undoable()
    assert undoable
    (stale,) = walkthrough.applier.undo([undoable]).stale
    assert "AttributeMapping" in stale.reason
    assert "Google" in practice_aws.state()["pools"][NEW_POOL]["providers"]


def test_an_undo_that_was_shown_before_the_setting_was_applied_anew_touches_nothing(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    walkthrough.applier.apply([CALLBACK])
    shown = walkthrough.past_changes.undoable()
    assert shown
    walkthrough.applier.undo([shown])
    walkthrough.applier.apply([CALLBACK])
    assert walkthrough.applier.undo([shown]).applied == ()
    assert "acmehome://com.acme.home/success" in client(practice_aws, NEW_MAIN)["CallbackURLs"]


def test_a_process_that_only_has_the_same_number_is_not_taken_for_the_writer() -> None:
    theirs = os.getppid()
    writer = {**this_process(), "pid": theirs, "started": started(theirs)}
    assert still_runs(writer)
    assert not still_runs({**writer, "started": "another time"})


def test_a_fingerprint_key_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fingerprint.key").write_bytes(b"")
    with pytest.raises(StateUnusable, match="0 bytes instead of 32"):
        SqliteJournal(tmp_path / "journal.sqlite3")
