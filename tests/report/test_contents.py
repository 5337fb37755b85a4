"""What a report tells of the sample deployment: all that was said, done, found and left."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.errors import StateUnusable
from migration.guide.verdict import QUESTION
from migration.journal.entries import EntryKind
from migration.journal.entry_words import DEEDS
from migration.pools.reading import Unread
from migration.report.diary import _NOT_TOLD, _SAID
from migration.report.html_page import html_of
from migration.report.ticket import markdown_of
from tests.report.conftest import NOTE, REASON, Told
from tests.walkthroughs import MAIN, NEW_MAIN, NOW
from widgets.text.verdict_lines import verdict_sentences

pytestmark = pytest.mark.xdist_group("report")


def test_a_report_tells_who_did_what_and_when(told: Told) -> None:
    report = told.report
    lines = [
        (event.who.rpartition("/")[2], event.step, event.text, event.note)
        for event in report.events
    ]
    assert lines == [
        ("admin", "4", f"paired {MAIN} with {NEW_MAIN}", ""),
        (
            "admin",
            "7a",
            "said that “Submitted for certification” is done, on 2026-11-20",
            NOTE,
        ),
        ("admin", "1b", "said that the step is done", ""),
        ("admin", "1b", "took back what was said of the step", ""),
        ("admin", "8b", "said that the step does not apply here", REASON),
        ("admin", "3a", "wrote 1 setting, change 6", ""),
        ("admin", "4", f"wrote 1 setting of {MAIN}, change 8", ""),
        ("admin", "5", "wrote 1 setting, change 10: 1 undone", ""),
        ("admin", "5", "took back from change 10 1 setting, change 12", ""),
        ("admin", "3a", "made a check whose answer was new: 1 refused", ""),
        (
            "admin",
            "3a",
            "said why the check google-console is not in the way",
            REASON,
        ),
        (
            "admin",
            "effects",
            "said why the old pool may go with 18,432 users left in it",
            REASON,
        ),
        ("admin", "", "rehearsed: 40 of 41 writes as predicted, 2 not rehearsed", ""),
    ]
    assert {event.at for event in report.events} == {NOW}


def test_a_report_tells_each_change_with_before_and_after(told: Told) -> None:
    walkthrough, report = told.walkthrough, told.report
    assert [change.entry for change in report.changes] == [6, 8, 10, 12]
    recorded = walkthrough.past_changes.history()
    assert [change.entry for change in reversed(recorded)] == [6, 8, 10, 12]
    google, client, subject, back = (change.fields[0] for change in report.changes)
    assert (client.before, client.after, client.state) == ("—", "Google", "applied")
    assert (subject.after, subject.state) == (back.before, "undone")
    assert "••••" in google.after


def test_a_report_tells_each_tick_with_its_note_and_its_day(told: Told) -> None:
    report = told.report
    steps = {step.id: step for step in report.steps}
    (said,) = steps["7a"].said
    assert (said.text, said.note, said.day) == (
        "Submitted for certification",
        NOTE,
        "2026-11-20",
    )
    assert "Submitted for certification" not in steps["7a"].open
    assert [(one.text, one.note) for one in steps["8b"].said] == [("does not apply here", REASON)]
    assert steps["1b"].said == ()


def test_a_report_tells_each_check_with_its_evidence_and_why_it_is_not_in_the_way(
    told: Told,
) -> None:
    report = told.report
    (check,) = report.checks
    assert check.evidence.sentence == (
        "accounts.google.com answered 302, to accounts.google.com/signin"
    )
    assert (check.verdict, check.accepted) == (CheckVerdict.REFUSED, REASON)
    assert [(one.what, one.note) for one in report.reasons] == [
        ("the check google-console, refused: redirect_uri_mismatch", REASON),
        ("18,432 users that the old pool still knows", REASON),
    ]


def test_a_report_answers_the_question_in_the_words_of_the_screen(told: Told) -> None:
    walkthrough, report = told.walkthrough, told.report
    verdict = walkthrough.pages.retirement_verdict()
    assert report.verdict == verdict
    _, _, first = next(verdict_sentences(verdict))
    assert first == f"{QUESTION} {report.verdict.sentence}"


def test_no_day_in_the_verdict_is_broken_at_its_hyphens_by_a_browser(told: Told) -> None:
    verdict = html_of(told.report).partition('class="verdict')[2].partition("</section>")[0]
    days = re.findall(r"(.{0,19})\d{4}-\d\d-\d\d", verdict)
    assert days
    assert {before.rpartition("<")[2] for before in days} == {'span class="when">'}
    assert ".when { white-space: nowrap; }" in html_of(told.report)


def test_a_report_tells_what_is_left_and_why(told: Told) -> None:
    walkthrough, report = told.walkthrough, told.report
    left = {step.id: step for step in report.left}
    assert "8b" not in left
    assert "1a" in left
    (prefix,) = left["2"].left
    assert (prefix.id, prefix.now, prefix.client) == ("2/-/Domain", "—", "")
    assert "(e)" not in prefix.reason
    assert report.progress.startswith(f"{walkthrough.pages.tally().done} of ")
    assert report.next


def test_a_report_tells_use_by_day_and_by_client(told: Told) -> None:
    report = told.report
    old = report.usage.clients[0]
    assert (old.pool, old.name, len(old.by_day)) == ("old", MAIN, 31)
    assert len(report.usage.days) == 31
    assert old.signed_in > 0
    assert old.renewed + old.signed_in + old.failed == sum(old.by_day)
    assert old.words.startswith("in use, last ")


def test_a_report_names_the_snapshot_from_before_the_first_write(told: Told) -> None:
    walkthrough = told.walkthrough
    walkthrough.snapshots.take()
    report = told.again()
    files = {file.name for file in told.folder.glob("snapshot-*.json")}
    assert {snapshot.name for snapshot in report.snapshots} == files
    assert len(files) == 2
    assert all(snapshot.made_at == NOW for snapshot in report.snapshots)
    assert [one.before_first_write for one in report.snapshots].count(True) >= 1


def test_a_report_tells_the_rehearsal(told: Told) -> None:
    report = told.report
    assert report.rehearsed is not None
    assert report.rehearsed.sentence == (
        "rehearsed on 2026-11-22: 40 of 41 writes as predicted, 2 not rehearsed"
    )
    for written in (html_of(report), markdown_of(report)):
        assert "PreventUserExistenceErrors" in written
        assert "SmsConfiguration" in written


def test_a_report_tells_what_could_not_be_read(told: Told) -> None:
    walkthrough = told.walkthrough
    unread = Unread("DescribeUserPoolDomain", "AWS refused it.")
    walkthrough.store.change(
        lambda state: replace(state, reading=state.reading.with_part(None, "skills_stack", unread))
    )
    (part,) = told.again().not_read
    assert (part.operation, part.reason) == ("DescribeUserPoolDomain", "AWS refused it.")


def test_there_is_no_report_without_the_record(told: Told) -> None:
    walkthrough = told.walkthrough
    walkthrough.store.change(lambda state: replace(state, record_unread="It is damaged."))
    with pytest.raises(StateUnusable, match=r"no report without the record\. It is damaged\."):
        told.again()


def test_whatever_is_recorded_is_told_or_belongs_to_what_is_told() -> None:
    of_others = {EntryKind.INTENT, EntryKind.CHECKED}  # told as changes, and as runs of checks
    assert set(EntryKind) == {*{*_SAID, *DEEDS}, *_NOT_TOLD, *of_others}
