"""Which mutations `make check` refuses: asked of mypy for a whole file at once.

Of all, mypy notices more than half, in half a minute, where each test takes seconds. mutmut could
ask it by itself, and takes longer for that than for the tests.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.mutants.mutations import FOLDER, functions, module_of, original_of

_KEPT = FOLDER / "refused-by-types.json"
# That an attribute is declared in each variant of a method is mutmut's doing, and nobody's mistake.
_MYPY = ("--output=json", "--disable-error-code=no-redef", "--no-warn-unused-ignores")


def refused() -> frozenset[str]:
    """Names of all that mypy refused, of the files that it was asked of."""
    return frozenset(name for names in _kept().values() for name in names)


def not_asked(files: Sequence[Path]) -> list[Path]:
    """Those of which mypy was not asked since they were made."""
    kept = _kept()
    at = _KEPT.stat().st_mtime if kept else 0.0
    return [
        file
        for file in files
        if module_of(file) not in kept or (FOLDER / file).stat().st_mtime > at
    ]


def ask(files: Sequence[Path], within: float) -> None:
    """Ask mypy of these files, and keep what it says.

    Raises `subprocess.TimeoutExpired` after so many seconds.
    """
    stale = {module_of(file) for file in not_asked([*map(_file, _kept()), *files])}
    known = {module: names for module, names in _kept().items() if module not in stale}
    found = dict.fromkeys(map(module_of, files), ()) | dict(_of_mypy(files, within))
    _KEPT.write_text(json.dumps(known | found))


def _kept() -> dict[str, Sequence[str]]:
    try:
        kept = json.loads(_KEPT.read_text())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _file(module: str) -> Path:
    return Path(*module.split(".")).with_suffix(".py")


def _of_mypy(files: Sequence[Path], within: float) -> Iterator[tuple[str, list[str]]]:
    """Each file's module, with the names of those that have an error their original has not."""
    command = [sys.executable, "-m", "mypy", *_MYPY, *map(str, files)]
    told = subprocess.run(
        command, cwd=FOLDER, capture_output=True, text=True, check=False, timeout=within
    ).stdout
    errors: dict[str, list[tuple[int, str]]] = {}
    for error in map(json.loads, filter(str.strip, told.splitlines())):
        if error["severity"] == "error":
            errors.setdefault(error["file"], []).append((error["line"], error["message"]))
    for file in files:
        source = (FOLDER / file).read_text()
        module = module_of(file)
        names = _with_own_errors(source, errors.get(str(file), ()))
        yield module, [f"{module}.{name}" for name in names]


def _with_own_errors(source: str, errors: Sequence[tuple[int, str]]) -> list[str]:
    spans = [
        (node.lineno, node.end_lineno or node.lineno, node.name)
        for node in functions(source).values()
    ]
    said: dict[str, set[str]] = {}
    for line, message in errors:
        for first, last, name in spans:
            if first <= line <= last:
                said.setdefault(name, set()).add(message)
    return sorted(
        name
        for name, messages in said.items()
        if name != original_of(name) and messages - said.get(original_of(name), set())
    )
