"""`python -m tests.mutants`: changes of what decides about writes that no test notices.

`try` makes them and tries them, `figures` counts what became of those that were tried, and `alive`
names the ones that nothing noticed: `mutmut show NAME` prints one. `--each 8` takes a part, which
is the same each time, and `--first 3` another part.
"""

import argparse
import sys

from tests.mutants import figures
from tests.mutants.mutations import Part, listed
from tests.mutants.trial import trial


def main() -> None:
    """Try, or say what became of what was tried."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("what", choices=["try", "figures", "alive"])
    parser.add_argument("--each", type=int, default=1, help="each nth of each file's alone")
    parser.add_argument("--first", type=int, default=0, help="from which on, counted from 0")
    parser.add_argument("--of", nargs="*", default=["*"], help="modules, with * for any letters")
    parser.add_argument("--seconds", type=float, default=570, help="how long at most")
    asked = parser.parse_args()
    part = Part(asked.of, asked.each, asked.first)
    if not any(map(part.has, listed())):
        sys.stdout.write(
            "None of these files is one that decides about writes: pyproject.toml lists those for"
            " mutmut, and OF='migration.*' tries all of them.\n"
        )
    elif asked.what == "try":
        trial(part, asked.seconds)
    elif asked.what == "figures":
        sys.stdout.writelines(f"{line}\n" for line in figures.lines(part))
    else:
        sys.stdout.writelines(f"{name}\n" for name in figures.names(part, figures.UNNOTICED))


if __name__ == "__main__":
    main()
