"""A practice AWS in this process, with a team's table, and people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journal.tables import NAME
from tests.rehearsal.in_process import InProcess, in_process
from tests.team.people import Team, in_their_places


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    with in_process() as practice:
        make_table(practice)
        made = Team(practice, tmp_path)
        in_their_places(made, monkeypatch)
        yield made
        made.end()


def make_table(practice: InProcess) -> None:
    """A table that is there from the beginning."""
    from sandbox.colleagues import add_table

    account = practice.aws.account
    account.settings.table_seconds = 0
    add_table(account, NAME)
