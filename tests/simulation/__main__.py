"""`python -m tests.simulation`: play many histories, and say by which seed each mistake comes back.

Histories are played in batches, each with a seed of its own. `--seed` plays one batch again, and
looks for the shortest history that has the mistake.
"""

import argparse
import sys
import time
from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation.histories import Histories, TeamHistories

BATCH = 10


def main() -> None:
    """Exit code 1 where a history has a mistake."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--histories", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=int(time.time()))
    parser.add_argument("--seed", type=int, help="play this one alone, and shorten what it finds")
    parser.add_argument("--team", action="store_true", help="with a record that people share")
    asked = parser.parse_args()
    kind = TeamHistories if asked.team else Histories
    if asked.seed is not None:
        batch(kind, asked.seed, [Phase.generate, Phase.shrink])
        return
    began, failed = time.monotonic(), []
    for number in range(max(asked.histories // BATCH, 1)):
        each = asked.first_seed + number
        try:
            batch(kind, each, [Phase.generate])
        except AssertionError as mistake:
            failed.append(each)
            said = str(mistake).splitlines()
            sys.stdout.write(f"\nmake simulate SEED={each}{' ARGS=--team' if asked.team else ''}\n")
            sys.stdout.write("\n".join(said[:6]) + "\n")
            sys.stdout.flush()
        _tell(kind, time.monotonic() - began, failed, end="\r")
    _tell(kind, time.monotonic() - began, failed, end="\n")
    sys.exit(bool(failed))


def _tell(kind: type[Histories], seconds: float, failed: Sequence[int], end: str) -> None:
    sys.stdout.write(
        f"{kind.played} histories of {kind.actions} actions and {kind.calls} calls"
        f" in {seconds:.0f} seconds, {len(failed)} seeds with a mistake: {list(failed)}{end}"
    )
    sys.stdout.flush()


def batch(kind: type[Histories], each: int, phases: Sequence[Phase]) -> None:
    """Play the histories of one seed."""
    run_state_machine_as_test(
        seed(each)(kind),
        settings=settings(
            max_examples=BATCH,
            stateful_step_count=12,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=phases,
            report_multiple_bugs=False,
        ),
    )


if __name__ == "__main__":
    main()
