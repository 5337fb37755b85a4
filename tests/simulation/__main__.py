"""`python -m tests.simulation`: play many histories, and give the seed of each mistake.

What plays nothing is a mistake, too: while the program's own files change, for one, no run opens.

Histories are played in batches, each with a seed of its own: by turns those of two machines with a
record each, and those of a team with one table. `--team` and `--alone` play one kind. `--seed`
plays one batch again, and looks for the shortest history that has the mistake. `--planted` plants
one of the mistakes of `test_planted.py`, and ends where a history shows it.
"""

import argparse
import sys
import time
from collections.abc import Sequence

import pytest
from hypothesis import Phase, seed

from tests.service_models import read_once
from tests.short_signatures import signers_know_both
from tests.simulation.histories import Histories, TeamHistories
from tests.simulation.playing import play_some
from tests.simulation.test_planted import BY_CHANCE, MISTAKES

PLANTED = MISTAKES | BY_CHANCE
BATCH = 10
KINDS: dict[str, type[Histories]] = {"alone": Histories, "team": TeamHistories}


def main() -> None:
    """Exit code 1 where a history has a mistake."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--histories", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=int(time.time()))
    parser.add_argument("--seed", type=int, help="play this one alone, and shorten what it finds")
    only = parser.add_mutually_exclusive_group()
    only.add_argument(
        "--team", dest="kinds", action="store_const", const=["team"], help="one table for all"
    )
    only.add_argument(
        "--alone", dest="kinds", action="store_const", const=["alone"], help="a record each"
    )
    parser.add_argument("--planted", choices=PLANTED, help="how soon chance finds this one")
    parser.set_defaults(kinds=list(KINDS))
    asked = parser.parse_args()
    if asked.planted is not None:
        PLANTED[asked.planted].plant(pytest.MonkeyPatch())
    if asked.seed is not None:
        batch(KINDS[asked.kinds[0]], asked.seed, [Phase.generate, Phase.shrink])
        return
    began = time.monotonic()
    failed: dict[str, list[int]] = {name: [] for name in asked.kinds}
    for number in range(max(asked.histories // BATCH, len(asked.kinds))):
        name, each = asked.kinds[number % len(asked.kinds)], asked.first_seed + number
        try:
            batch(KINDS[name], each, [Phase.generate])
        except Exception as mistake:  # noqa: BLE001 - one of the engine's own is a mistake too
            failed[name].append(each)
            said = [*str(mistake).splitlines(), type(mistake).__name__]
            sys.stdout.write(f"\nmake simulate SEED={each} ARGS=--{name}\n")
            sys.stdout.write("\n".join(said[:6]) + "\n")
            sys.stdout.flush()
        _tell(name, time.monotonic() - began, failed[name], end="\r")
        if asked.planted is not None and failed[name]:
            break
    for name, seeds in failed.items():
        _tell(name, time.monotonic() - began, seeds, end="\n")
    sys.exit(any(failed.values()))


def _tell(name: str, seconds: float, failed: Sequence[int], end: str) -> None:
    kind = KINDS[name]
    sys.stdout.write(
        f"{name}: {kind.played} histories of {kind.actions} actions and {kind.calls} calls"
        f" in {seconds:.0f} seconds of all, {len(failed)} seeds with a mistake: {list(failed)}{end}"
    )
    sys.stdout.flush()


def batch(kind: type[Histories], each: int, phases: Sequence[Phase]) -> None:
    """Play the histories of one seed. Raises where one has a mistake, and `NothingPlayed`."""
    play_some(kind, seed(each)(kind), BATCH, phases, every_mistake=False)


if __name__ == "__main__":
    with read_once(), signers_know_both():
        main()
