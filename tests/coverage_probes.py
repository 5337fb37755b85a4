"""What `make coverage` put into the code is taken out again now and then, not all the time.

Before Python 3.12 slipcover calls a function of its own at each line and branch, and takes the
calls out of what was passed fifty times. For that it looks through everything that is loaded: as
often as one more line was passed so often, that took as long as leaving all calls where they are.
"""

import sys
import time
from importlib import import_module
from typing import Any

import pytest

EVERY = 5.0  # seconds of processor time


def pytest_configure(config: pytest.Config) -> None:
    """Where the run is measured, wait between two looks."""
    if "slipcover" not in sys.modules:
        return
    measuring: Any = import_module("slipcover").Slipcover
    take_out = getattr(measuring, "deinstrument_seen", None)
    if take_out is None:  # Python takes them out by itself
        return
    looked = time.process_time()

    def now_and_then(of_this_process: Any) -> None:
        nonlocal looked
        if time.process_time() - looked >= EVERY:
            take_out(of_this_process)
            looked = time.process_time()

    patch = pytest.MonkeyPatch()
    patch.setattr(measuring, "deinstrument_seen", now_and_then)
    config.add_cleanup(patch.undo)
