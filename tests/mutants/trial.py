"""One trial of a part of the mutations, within one bound of time for all that it takes.

Mutations are made, mypy is asked of their files, and what it lets pass is tried against the tests:
first what was never tried, then what nothing noticed before. What was done is kept in mutmut's
folder, so that the next trial goes on where the time was over.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.mutants import figures, refusals
from tests.mutants.concerned import remove_what_the_killed_left
from tests.mutants.mutations import FOLDER, NOT_TRIED, Part, files, kept_of, module_of

# There as long as files are made: what was broken off then is no whole file.
_MAKING = FOLDER / "making"
_STATS = FOLDER / "mutmut-stats.json"  # which test reaches which function
# mutmut is given one at least: this is the only one of its file.
_ANY = "migration.aws.check_before_send.x_look__mutmut_1"
MUTMUT = [str(Path(sys.executable).with_name("mutmut"))]
CHILDREN = "2"


class TimeIsOver(Exception):
    """What the time was not enough for, as a sentence."""


def trial(part: Part, within: float) -> None:
    """Try the part for so many seconds at most, and say what became of it."""
    begun = time.monotonic()
    clock = _Clock(begun + within)
    try:
        _make(part, clock)
        _ask_types(part, clock)
        again = figures.names(part, figures.UNNOTICED)
        for names in (figures.names(part, frozenset({NOT_TRIED})), again):
            if names and not _mutmut(part, names, clock):
                break
    except TimeIsOver as over:
        _say(f"{over} `make mutants` goes on with it.")
        return
    for line in figures.lines(part):
        _say(line)
    for name in figures.names(part, figures.UNNOTICED):
        _say(f"noticed by nothing: {name}")
    left = len(figures.names(part, frozenset({NOT_TRIED})))
    _say(f"After {time.monotonic() - begun:.0f} of at most {within:.0f} seconds: {_state(left)}")


def _state(left: int) -> str:
    if not left:
        return "all were tried."
    return f"{left} were not tried, those whose tests take longest; `make mutants` goes on there."


class _Clock:
    """How much time is left."""

    def __init__(self, until: float) -> None:
        self.until = until

    @property
    def left(self) -> float:
        return max(0.0, self.until - time.monotonic())


def _make(part: Part, clock: _Clock) -> None:
    """Have mutmut make the mutations, where a file changed since it did, or it never did."""
    if _MAKING.exists():
        for file in files():
            (FOLDER / file).unlink(missing_ok=True)
    for file in files():
        if not (file.exists() and _is_json(kept_of(file))):
            kept_of(file).unlink()
            (FOLDER / file).unlink(missing_ok=True)
    # Which files are listed stands in `pyproject.toml`, which tests there are is asked each time.
    known = _is_json(_STATS) and _is_newer(_STATS, Path("pyproject.toml"))
    if known and all(_is_newer(FOLDER / file, file) for file in files()):
        return
    FOLDER.mkdir(exist_ok=True)
    _MAKING.touch()
    if not _mutmut(part, [_ANY], clock):
        raise TimeIsOver("The time was over before all mutations were made.")
    _MAKING.unlink()


def _ask_types(part: Part, clock: _Clock) -> None:
    meant = [file for file in files() if part.has(module_of(file))]
    if asked := refusals.not_asked(meant):
        try:
            refusals.ask(asked, clock.left)
        except subprocess.TimeoutExpired:
            raise TimeIsOver("The time was over before mypy was through.") from None


def _mutmut(part: Part, names: Sequence[str], clock: _Clock) -> bool:
    """Run mutmut on these; False where it was ended, since the time was over.

    Raises `SystemExit` where it ends with an error.
    """
    command = [*MUTMUT, "run", "--max-children", CHILDREN, *names]
    environment = {"HYPOTHESIS_PROFILE": "quick", "MUTANTS_OF": " ".join(part.of)}
    process = subprocess.Popen(command, env=os.environ | environment, process_group=0)
    try:
        code = process.wait(clock.left)
    except subprocess.TimeoutExpired:
        return False
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        remove_what_the_killed_left()
    if code:
        sys.exit(f"mutmut ended with {code}: what it says stands above.")
    return True


def _is_json(file: Path) -> bool:
    try:
        json.loads(file.read_text())
    except (OSError, ValueError):
        return False
    return True


def _is_newer(file: Path, than: Path) -> bool:
    try:
        return file.stat().st_mtime > than.stat().st_mtime
    except OSError:
        return False


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
