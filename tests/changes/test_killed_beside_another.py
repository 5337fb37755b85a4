"""Killed at any point of a change while another program is open: that one knows what landed.

By day each fourth point is tried, other ones for other kinds of change; by night all.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from migration.journal import boot_clock
from tests.by_night import every
from tests.changes.change_kinds import KINDS
from tests.changes.crashes import Origin, Run
from tests.changes.test_crashes import LANDING, begin_again, sent
from tests.changes.test_undo import pools
from tests.practice_aws import PracticeAws
from tests.walkthroughs import MAIN, NOW, walk

pytestmark = pytest.mark.xdist_group("crashes")  # one process is copied for all of them

# What the other one writes then: to the same resource, where it has more to carry over.
MORE = {
    "two settings of a client": (
        f"4/{MAIN}/CallbackURLs/https%3A%2F%2Fdashboard.acme-home.example%2Flogin%2Fcallback"
    ),
    "the pool's e-mail": "5/-/EmailMessage",
    "Google's provider is made": "5/-/EmailMessage",
    "a client is put back": "5/-/EmailMessage",
}


@pytest.mark.process
@pytest.mark.parametrize("name", MORE)
def test_the_other_finds_out_before_it_writes_and_can_take_all_of_it_back(
    name: str, practice_aws: PracticeAws, crashing: Origin, tmp_path: Path
) -> None:
    kind, more = KINDS[name], MORE[name]
    begin_again(practice_aws, kind)
    first = pools(practice_aws)
    points = crashing.run(Run(practice_aws, tmp_path / "whole", name))
    for fatal in every(4, range(1, points + 1), list(MORE).index(name)):
        begin_again(practice_aws, kind)
        folder = tmp_path / str(fatal)
        other = walk(practice_aws, folder, attached=False)
        assert crashing.run(Run(practice_aws, folder, name, fatal)) == -1
        before = sent(practice_aws)
        landed = len([one for one in before if one in LANDING]) == (2 if kind.undo else 1)
        boot_clock.uptime = (NOW + timedelta(minutes=2)).timestamp
        assert other.applier.apply([more]).applied
        other.reader.read(attached=False)  # which looks at what is unfinished elsewhere, too
        assert other.state.record.unfinished == ()
        assert len(sent(practice_aws)) == len(before) + 1, "nothing was sent again"
        known = {id_ for each in other.past_changes.undoables() for id_ in each.ids}
        assert known == {more, *(kind.settings if landed != kind.undo else ())}, fatal
        assert not other.applier.undo(other.past_changes.undoables()).failed
        assert pools(practice_aws) == first
        other.close()
