"""The report of a record that several share: whose machine holds what lies on one machine alone."""

from __future__ import annotations

from dataclasses import replace

from migration.journal.entries import EntryKind
from migration.journal.state_folder import state_folder
from migration.report.contents import report_of
from migration.report.forms import Form, report_text
from migration.report.html_page import html_of
from migration.report.snapshot_files import snapshots_of
from migration.report.ticket import markdown_of
from tests.report.reading_pages import page_text
from tests.team.people import Person, Team
from tests.walkthroughs import NOW

SUBJECT, GOOGLE = "5/-/EmailSubject", "3a/-/Google"
WHERE = "taken by user/ada, on the machine adas-laptop"


def both(team: Team) -> tuple[Person, Person]:
    ada, ben = team.person("ada"), team.person("ben")
    assert ada.apply(SUBJECT).applied
    assert ben.apply(GOOGLE).applied
    return ada, ben


def test_it_names_the_snapshot_and_on_whose_machine_it_lies(team: Team) -> None:
    ada, ben = both(team)
    (hers,) = report_of(ada.walk, NOW).snapshots
    assert (hers.before_first_write, hers.who, hers.host) == (True, "", "")
    assert (team.home / "ada" / hers.name).is_file()
    report = report_of(ben.walk, NOW)
    (elsewhere,) = report.snapshots
    assert (elsewhere.name, elsewhere.made_at) == (hers.name, hers.made_at)
    assert (elsewhere.who.rpartition("/")[2], elsewhere.host) == ("ada", "adas-laptop")
    assert WHERE in page_text(html_of(report)).text.replace(" ,", ",")
    assert WHERE in markdown_of(report).replace("`", "")


def test_one_of_ones_own_is_none_from_before_the_first_write_of_another(team: Team) -> None:
    ben = team.person("ben")
    mine = ben.does(lambda walk: walk.snapshots.take())
    team.now += 5
    _, ben = both(team)
    told = {one.name: one.before_first_write for one in report_of(ben.walk, NOW).snapshots}
    assert told.pop(mine.name) is False
    assert list(told.values()) == [True]


def test_redacted_it_tells_neither_the_person_nor_the_machine(team: Team) -> None:
    _, ben = both(team)
    page = report_text(ben.walk, Form.HTML, NOW, redact=True)
    assert "adas-laptop" not in page
    assert "user/ada" not in page
    assert report_of(ben.walk, NOW).snapshots[0].name not in page


def test_a_record_that_names_none_means_the_last_one_here_before_the_first_write(
    team: Team,
) -> None:
    ada, _ = both(team)
    entries = [
        replace(
            entry, body={name: value for name, value in entry.body.items() if name != "snapshot"}
        )
        if entry.kind is EntryKind.INTENT
        else entry
        for entry in ada.walk.logbook.entries
    ]
    folder = state_folder(ada.walk.state.request.state_folder)
    (found,) = snapshots_of(folder, ada.walk.state.online(), entries)
    assert found.before_first_write
