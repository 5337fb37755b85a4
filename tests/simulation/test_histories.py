"""Writes survive a hostile day: histories of a migration, made by chance and judged."""

import pytest

from tests.simulation.histories import Histories
from tests.simulation.playing import play

# A part of them in each worker.
PARTS = 3
HISTORIES = 30
BY_NIGHT = 1000


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_happens_nothing_is_lost_and_the_records_tell_the_truth(part: int) -> None:
    play(Histories, HISTORIES, BY_NIGHT, PARTS)
