"""How many histories a test plays, and by which settings of hypothesis."""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

TURNS = 12  # of one history


def play(machine: type[RuleBasedStateMachine], by_day: int, by_night: int, parts: int) -> None:
    """One of so many parts of all histories, by day or (in `make nightly`) by night."""
    nightly = os.environ.get("HYPOTHESIS_PROFILE", "") == "nightly"
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=(by_night if nightly else by_day) // parts,
            stateful_step_count=TURNS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
