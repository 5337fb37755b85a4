"""Ticks of steps and of their sub-points: what they carry, and what is refused."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migration.deployment_request import Request
from migration.errors import BadInput
from migration.guide.step import StepState
from migration.guide.step_files import load_steps
from migration.journal.entries import EntryKind
from migration.journal.note_rules import LONGEST_NOTE
from migration.secret import Secret
from migration.walkthrough import Walkthrough
from tests.readings import DEPLOYMENT, client, domain, pool_reading, reading


@pytest.fixture
def walkthrough(tmp_path: Path) -> Iterator[Walkthrough]:
    walked = Walkthrough(
        Request(state_folder=tmp_path),
        load_steps(),
        clock=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC),
    )
    walked.logbook.open(DEPLOYMENT)
    voice = (client("esp-rainmaker-alexa-skill"), client("esp-rainmaker-google-action"))
    made = reading(
        pool_reading(domain=domain(), clients=voice), pool_reading(domain=domain("acme-new"))
    )
    walked.store.change(lambda state: replace(state, reading=made))
    yield walked
    walked.close()


def test_a_tick_carries_who_when_the_day_and_a_note(walkthrough: Walkthrough) -> None:
    walkthrough.checklist.tick("7a", " version 12 ", part="submitted", day="2026-11-20")
    (tick,) = [part.tick for part in walkthrough.pages.page("7a").summary.parts if part.tick]
    assert (tick.who, tick.at.isoformat(), tick.day, tick.note) == (
        DEPLOYMENT.who,
        "2026-11-22T12:00:00+00:00",
        "2026-11-20",
        "version 12",
    )


def test_a_day_may_have_blanks_around_it(walkthrough: Walkthrough) -> None:
    walkthrough.checklist.tick("7a", part="submitted", day=" 2026-11-20 ")
    (tick,) = [part.tick for part in walkthrough.pages.page("7a").summary.parts if part.tick]
    assert tick.day == "2026-11-20"


@pytest.mark.parametrize(
    "words",
    [
        "the new secret is GOCSPX-a-secret-of-google",
        "see https://admin:hunter2hunter2@wiki.example/page",
        "-----BEGIN PRIVATE KEY-----\nMIGTAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----",
    ],
)
def test_a_persons_words_with_a_secret_in_them_are_not_recorded(
    walkthrough: Walkthrough, words: str
) -> None:
    Secret("GOCSPX-a-secret-of-google")
    checklist = walkthrough.checklist
    says: tuple[Callable[[], object], ...] = (
        lambda: checklist.tick("7a", words, part="submitted", day="2026-11-20"),
        lambda: checklist.not_applicable("3b", words),
        lambda: checklist.not_applicable("8a", words),
    )
    for say in says:
        with pytest.raises(BadInput) as refused:
            say()
        assert str(refused.value) == (
            "There is a secret in these words, and the record keeps none: say it without."
        )
    assert walkthrough.logbook.entries == ()
    checklist.not_applicable("3b", "the secret of it: nobody has an iPhone, password or token")


def test_a_page_that_was_pasted_is_no_note_and_the_longest_one_is_kept(
    walkthrough: Walkthrough,
) -> None:
    checklist = walkthrough.checklist
    with pytest.raises(BadInput) as refused:
        checklist.not_applicable("3b", "a" * (LONGEST_NOTE + 1))
    assert str(refused.value) == (
        "The record keeps 2,000 characters of a person's words, and these are 2,001: say it"
        " shorter, or say where the rest is."
    )
    assert walkthrough.logbook.entries == ()
    assert checklist.not_applicable("3b", "a" * LONGEST_NOTE).body["note"] == "a" * LONGEST_NOTE


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("", "is none"),
        ("20.11.2026", "“20.11.2026” is none"),
        ("20261120", "is none"),
        ("2026-02-30", "is none"),
        ("2026-W47-5", "is none"),  # a day of a week to Python
        ("٢٠٢٦-11-20", "is none"),
        ("2026-11-25", "has not come yet"),
        ("0001-01-01", "long before"),
    ],
)
def test_what_happens_on_a_day_needs_a_day_that_was(
    walkthrough: Walkthrough, day: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        walkthrough.checklist.tick("7a", part="submitted", day=day)
    assert not [part for part in walkthrough.pages.page("7a").summary.parts if part.tick]


def test_a_sub_point_that_is_not_there_is_refused(walkthrough: Walkthrough) -> None:
    with pytest.raises(BadInput, match="Step 7a has no sub-point “lvie”"):
        walkthrough.checklist.tick("7a", part="lvie")


def test_a_step_counts_as_finished_once_every_sub_point_is_ticked(walkthrough: Walkthrough) -> None:
    for part in ("notes", "complete"):
        assert "1a" not in walkthrough.state.choices.finished
        walkthrough.checklist.tick("1a", part=part)
    assert "1a" in walkthrough.state.choices.finished


def test_an_older_reader_finds_only_kinds_that_it_knows(walkthrough: Walkthrough) -> None:
    walkthrough.checklist.tick("7a", part="save")
    walkthrough.checklist.untick("7a", "save")
    walkthrough.checklist.not_applicable("7b", "none")
    entries = walkthrough.logbook.journal.entries()
    assert [(entry.kind, entry.step) for entry in entries] == [
        (EntryKind.TICKED, "7a/save"),
        (EntryKind.UNTICKED, "7a/save"),
        (EntryKind.NOT_APPLICABLE, "7b"),
    ]
    assert walkthrough.pages.page("7a").summary.state is StepState.TODO


def test_a_page_without_a_number_is_named_by_its_title_where_it_is_not_ticked(
    walkthrough: Walkthrough,
) -> None:
    with pytest.raises(BadInput, match=r"^“Also differs” shows in AWS by itself"):
        walkthrough.checklist.tick("also")
    with pytest.raises(BadInput, match=r"^Step 5 shows in AWS by itself"):
        walkthrough.checklist.tick("5")
