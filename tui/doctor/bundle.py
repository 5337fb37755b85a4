"""`poolwalk doctor --bundle FILE`: what a question about Poolwalk needs, in one file to send along.

Nothing that identifies is in it: of settings that name something only that they are set, of
sentences only words of our own, of calls neither region nor request id, of the record its shape.
"""

import locale
import os
import platform
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from migration.aws.vocabulary import Vocabulary
from migration.doctor.check import Check
from migration.guide.files import load_steps
from migration.journal.location import state_folder
from tui.settings.options import LOOK, OPTIONS, Option
from tui.settings.sources import Sources, named_state_folder

_CONTENTS = (
    "Versions: Poolwalk, Python, its libraries, the system, and the kind of terminal",
    "Settings: which are set, and by what; values of those alone that identify nothing",
    "Checks: what the doctor found, in words of Poolwalk's own; every other word is …",
    "Calls: which operations this run asked AWS for, what came of them, how long they took",
    "Records: how many entries of which kind, and the size of the files; nothing of what they say",
)
_LIBRARIES = (
    "textual",
    "rich",
    "boto3",
    "botocore",
    "awscrt",
    "pydantic",
    "cryptography",
    "requests",
)
# Of the environment the kind of terminal alone: no name of a person, a host or a folder.
_VARIABLES = ("TERM", "COLORTERM", "TERM_PROGRAM", "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR")
_HARMLESS = re.compile(r"[\w.@+-]{1,40}")
_CALL = re.compile(
    r"^(?P<at>\S+) (?P<service>\S+) \S+ (?P<rest>\w+: .+?, \d+ (?:try|tries), \d+ ms)"
)


def bundle_text(checks: Sequence[Check], sources: Sources, calls: str) -> str:
    """The whole file; `calls` is what `--log-file` noted of this run."""
    parts = (
        ("Versions", _versions()),
        ("Settings", _settings(sources)),
        ("Checks", _checks(checks)),
        ("Calls", _calls(calls)),
        ("Records", _records(state_folder(named_state_folder(sources)))),
    )
    head = [
        "Poolwalk: what a question needs. What is in this file:",
        "",
        *(f"- {line}" for line in _CONTENTS),
        "",
        "Read it before you send it: no account, id, name, address, path or secret is to be in it.",
    ]
    return "\n".join([*head, *(line for title, lines in parts for line in _part(title, lines)), ""])


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", f"== {title}", "")
    yield from lines


def _versions() -> Iterator[str]:
    yield f"poolwalk {_version('poolwalk')}"
    yield f"python {platform.python_version()} ({platform.python_implementation()})"
    yield from (f"{name} {_version(name)}" for name in _LIBRARIES)
    yield f"{platform.system()} {platform.release()} {platform.machine()}"
    yield f"sqlite {sqlite3.sqlite_version}"
    yield f"encoding {locale.getpreferredencoding(do_setlocale=False)}, {sys.stdout.encoding}"
    for name in _VARIABLES:
        if value := os.environ.get(name):
            yield f"{name}={value if _HARMLESS.fullmatch(value) else '…'}"
    for name in ("TMUX", "STY", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY"):
        yield f"{name} {'is set' if os.environ.get(name) else 'is not set'}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "is not there"


def _settings(sources: Sources) -> Iterator[str]:
    for option in OPTIONS:
        where, value = sources.winner(option)
        if where:
            kind = {option.flag: "option", option.variable: "variable"}.get(where, "file")
            yield f"{option.name}: {value if _says_nothing(option) else 'set'} (by {kind})"
    if own := sources.file.get("keys"):
        yield f"keys: {len(own)} commands have keys of their own"


def _says_nothing(option: Option) -> bool:
    """Whether its value identifies nobody: a switch, a number, or one of a list."""
    return not option.metavar or bool(option.choices) or option.part == LOOK


def _checks(checks: Sequence[Check]) -> Iterator[str]:
    ours = (files("assets") / "report" / "words.txt").read_text(encoding="utf-8")
    steps = " ".join(f"{step.title} {step.body}" for step in load_steps())
    words = Vocabulary(frozenset(ours.split()), frozenset(), frozenset()).with_text(
        " ".join([steps, *(check.about for check in checks)])
    )
    for check in checks:
        advisory = ", advisory" if check.advisory else ""
        yield f"{check.group.key}/{check.name}: {check.verdict}{advisory}"
        for told in filter(None, (check.evidence, check.reason, check.advice)):
            yield f"    {words.sentence(told)}"


def _calls(log: str) -> Iterator[str]:
    for line in log.splitlines():
        if found := _CALL.match(line):
            yield f"{found['at'][11:]} {found['service']} {found['rest']}"


def _records(folder: Path) -> Iterator[str]:
    found = sorted(folder.glob("*.sqlite3")) if folder.is_dir() else []
    yield f"{len(found)} records"
    for number, file in enumerate(found, 1):
        yield f"record {number}: {file.stat().st_size} bytes, {', '.join(_shape(file))}"


def _shape(file: Path) -> Iterator[str]:
    try:
        address = f"{file.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=1)) as database:
            yield f"version {database.execute('PRAGMA user_version').fetchone()[0]}"
            rows = database.execute(
                "SELECT kind, count(*), min(at), max(at) FROM entry GROUP BY kind ORDER BY kind"
            )
            for kind, count, first, last in rows:
                yield f"{count} {kind} ({str(first)[:10]} to {str(last)[:10]})"
    except sqlite3.Error as error:
        yield f"cannot be read: {type(error).__name__}"
