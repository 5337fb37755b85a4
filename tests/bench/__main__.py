"""`python -m tests.bench`: measures the demo and prints each number beside its aim.

It asserts nothing: machines differ.
"""

import argparse
import sys
from itertools import chain

from tests.bench.cells import cells
from tests.bench.check_times import checking
from tests.bench.comparison_time import comparing
from tests.bench.measures import first_paint, loading, on_screen, practice_aws
from tests.bench.on_the_wire import on_the_wire
from tests.bench.pages import pages
from tests.bench.waited_for import waited_for


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument(
        "--rounds", type=int, default=7, help="how often each start is measured; the median counts"
    )
    parser.add_argument(
        "--keys", type=int, default=20, help="how many arrow keys and Tabs are pressed"
    )
    parser.add_argument(
        "--rest", type=float, default=5, help="seconds to listen while nothing happens"
    )
    given = parser.parse_args()
    sys.stdout.write(f"{'':<44}{'measured':>16}   aim\n")
    subjects = (
        first_paint(given.rounds),
        on_screen(given.keys, given.rest),
        on_the_wire(given.keys),
        pages(),
        cells(given.rounds),
        loading(),
        comparing(given.rounds),
        practice_aws(given.rounds),
        checking(),
        waited_for(),
    )
    for found in chain(*subjects):
        verdict = "" if found.met is None else "met" if found.met else "NOT MET"
        sys.stdout.write(
            f"{found.subject:<44}{found.value:>16}   {found.aim:<24}{verdict}".rstrip() + "\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
