"""How many histories a test plays, and by which settings of hypothesis."""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation.histories import Histories

TURNS = 12  # of one history


def play(machine: type[Histories], by_day: int, by_night: int, parts: int) -> None:
    """One of so many parts of all histories, by day or (in `make nightly`) by night."""
    played, calls = machine.played, machine.calls
    nightly = os.environ.get("HYPOTHESIS_PROFILE", "") == "nightly"
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=(by_night if nightly else by_day) // parts,
            stateful_step_count=TURNS,
            deadline=None,
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
    assert machine.played > played, "no history did anything"
    assert machine.calls > calls, "no history asked anything of the practice AWS"
