"""How many histories a test plays, and by which settings of hypothesis."""

import os
from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation.histories import Histories

TURNS = 12  # of one history


class NothingPlayed(Exception):
    """No history did anything, so that none could have a mistake."""

    def __str__(self) -> str:
        return "Nothing was played: no run of Poolwalk asked anything of the practice AWS."


def play(machine: type[Histories], by_day: int, by_night: int, parts: int) -> None:
    """One of so many parts of all histories, by day or (in `make nightly`) by night."""
    nightly = os.environ.get("HYPOTHESIS_PROFILE", "") == "nightly"
    number = (by_night if nightly else by_day) // parts
    play_some(machine, machine, number, [Phase.generate], every_mistake=True)


def play_some(
    machine: type[Histories],
    seeded: type[Histories],
    number: int,
    phases: Sequence[Phase],
    *,
    every_mistake: bool,
) -> None:
    """Play so many histories; `seeded` is the machine, or the same with a seed.

    Raises where one has a mistake, and `NothingPlayed`.
    """
    played, calls = machine.played, machine.calls
    run_state_machine_as_test(
        seeded,
        settings=settings(
            max_examples=number,
            stateful_step_count=TURNS,
            deadline=None,
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
            phases=phases,
            report_multiple_bugs=every_mistake,
        ),
    )
    if machine.played == played or machine.calls == calls:
        raise NothingPlayed
