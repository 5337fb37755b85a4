"""The sample deployment on which something of every kind has happened: once for the folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding
from migration.journal import boot_clock
from migration.journal.entries import EntryKind
from migration.report.contents import report_of
from migration.report.report import Report
from migration.walk.state import State
from migration.walkthrough import Walkthrough
from tests.practice_aws import PracticeAws
from tests.walkthroughs import NOW, walk

LATER = NOW + timedelta(hours=1)
GOOGLE = "4/rainmaker-user-pool-client/SupportedIdentityProviders/Google"
NOTE = "by Jo Doe of Initech, see https://tracker.initech.example/7"
REASON = "that client is Initech's"
REHEARSED = {
    "rehearsal": "r1",
    "writes": 41,
    "as_predicted": 40,
    "not_rehearsed": 2,
    "otherwise": True,
    "lacking": ["text messages of the new pool (SmsConfiguration): its role is production's"],
    "deviating": ["4 rainmaker-new-pool-client, changed: PreventUserExistenceErrors"],
}


@dataclass
class Told:
    """A walk, where its record lies, and its report."""

    walkthrough: Walkthrough
    folder: Path
    state: State
    held_by_aws: str  # all of it, as JSON

    @cached_property
    def report(self) -> Report:
        return report_of(self.walkthrough, LATER)

    def again(self) -> Report:
        return report_of(self.walkthrough, LATER)


@pytest.fixture(scope="package")
def _told(
    practice_aws_server: PracticeAws, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Told]:
    practice_aws_server.reset()
    practice_aws_server.settings(domain_seconds=0)
    folder, uptime = tmp_path_factory.mktemp("state"), boot_clock.uptime
    walkthrough = walk(practice_aws_server, folder)
    walkthrough.checklist.tick("7a", NOTE, part="submitted", day="2026-11-20")
    walkthrough.checklist.tick("1b")
    walkthrough.checklist.untick("1b")
    walkthrough.checklist.not_applicable("8b", REASON)
    walkthrough.applier.apply(["3a/-/Google"])
    walkthrough.applier.apply([GOOGLE])
    walkthrough.applier.apply(["5/-/EmailSubject"])
    last = walkthrough.past_changes.undoable()
    assert last is not None
    walkthrough.applier.undo([last])
    walkthrough.checks.take(_found())
    walkthrough.reasons.explain_check("google-console", REASON)
    walkthrough.reasons.settle_users(REASON)
    walkthrough.logbook.note(EntryKind.REHEARSED, "", REHEARSED)
    held = json.dumps(practice_aws_server.state())
    yield Told(walkthrough, folder, walkthrough.state, held)
    walkthrough.close()
    boot_clock.uptime = uptime


@pytest.fixture
def told(_told: Told) -> Iterator[Told]:
    """The same for each test, whatever another one changed of it."""
    yield _told
    _told.walkthrough.store.change(lambda _: _told.state)


def _found() -> Finding:
    evidence = Evidence("accounts.google.com", 302, "accounts.google.com/signin")
    title = "Google's console holds the redirect URI"
    return Finding(
        "google-console", "3a", title, CheckVerdict.REFUSED, "redirect_uri_mismatch", evidence, NOW
    )
