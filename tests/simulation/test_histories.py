"""Writes survive a hostile day: histories of a migration, made by chance and judged."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation.histories import Histories

# A part of them in each worker.
PARTS = 3
HISTORIES = 9
MANY = {"nightly": 1000}


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_happens_nothing_is_lost_and_the_records_tell_the_truth(part: int) -> None:
    histories = MANY.get(os.environ.get("HYPOTHESIS_PROFILE", ""), HISTORIES) // PARTS
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=histories,
            stateful_step_count=12,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
