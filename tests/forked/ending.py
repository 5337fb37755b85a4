"""How a fork runs to its end: as Python does, but that it does not take its modules apart.

To free one by one what all modules made takes a fork ten times as long as all that it does for
`poolwalk --version`: the kernel copies for it each page that it shares with the others.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
from runpy import _run_module_as_main  # type: ignore[attr-defined]  # what `python -m` itself does
from typing import Any, NoReturn


def run(module: str) -> NoReturn:
    """What `python -m` does with this module.

    What ends with a traceback, a sentence, or an answer that nobody takes goes Python's own way.
    """
    code: Any = 0
    try:
        _run_module_as_main(module)
    except SystemExit as asked:
        code = asked.code or 0
        if not isinstance(code, int):
            raise
    own: Any = threading
    own._shutdown()  # waits for the threads that are no daemons
    atexit._run_exitfuncs()
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):
        sys.exit(code)  # Python tries once more, and says what is wrong
    os._exit(code)
