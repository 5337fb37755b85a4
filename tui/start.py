"""The console script `poolwalk`: it tells a Python that is too old so, before anything loads.

What stands here is understood by every Python 3.
"""

import sys

OLDEST_PYTHON = (3, 11)


def main() -> int:
    """Run the program, and give its exit code."""
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        sys.stderr.write(
            f"poolwalk: Poolwalk needs Python {wanted} or newer, and this is"
            f" {sys.version.split()[0]}: install it with a newer one.\n"
        )
        return 1
    from tui.main import main as run

    return run()
