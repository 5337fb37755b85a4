"""`poolwalk doctor --bundle FILE`: what a question about Poolwalk needs, in one file.

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

from migration.aws.service_data import SERVICES
from migration.aws.vocabulary import Vocabulary
from migration.doctor.check import Check
from migration.guide.step_files import load_steps
from migration.journal.entries import EntryKind
from migration.journal.state_folder import state_folder
from tui.settings.one_option import LOOK, Option
from tui.settings.options import OPTIONS
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
# Of the environment the kind of terminal and the language alone, and of those what is known to name
# neither a person, a host nor a folder: whoever sets them may write anything.
_LOCALE = re.compile(r"(?:C|POSIX|[a-z]{2,3}(?:_[A-Z]{2})?)(?:\.[uU][tT][fF]-?8|\.[A-Z]+[0-9-]*)?")
_VARIABLES = {
    "TERM": re.compile(
        r"(?:ansi|alacritty|contour|dumb|eterm|foot|ghostty|gnome|iterm2?|kitty|konsole|linux|mintty"
        r"|mlterm|nsterm|putty|rio|rxvt|screen|st|tmux|vt\d{3}|vte|wezterm|xterm)"
        r"(?:[-.+](?:\d{2,3}color|bce|color|direct2?|ghostty|kitty|mono|old|truecolor|unicode|w))*"
    ),
    "COLORTERM": re.compile(r"truecolor|24bit|yes|1|gnome-terminal|rxvt(?:-xpm)?"),
    "TERM_PROGRAM": re.compile(
        r"Apple_Terminal|Hyper|WarpTerminal|WezTerm|contour|ghostty|iTerm\.app|kitty|mintty|rio"
        r"|screen|tmux|vscode|zed"
    ),
    **dict.fromkeys(("LANG", "LC_ALL", "LC_CTYPE"), _LOCALE),
    "NO_COLOR": re.compile(r"1"),
}
_CALL = re.compile(
    r"^\S{11}(?P<at>[\d:.]+Z) (?P<service>\S+) \S+ (?P<operation>[A-Z][A-Za-z]+):"
    r" (?P<came>\d{3}|no answer:) ?(?P<word>\S*?)(?P<tries>, \d+ (?:try|tries))?, (?P<ms>\d+ ms),"
)
# What AWS calls a refusal, or Python an answer that never came.
_CODE = re.compile(r"[A-Za-z]+(?:Exception|Error|Failure|Denied|Throttling|Timeout|Unavailable)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"\d{1,4}")
_UNTOLD = "…"


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
    for name, harmless in _VARIABLES.items():
        if value := os.environ.get(name):
            yield f"{name}={value if harmless.fullmatch(value) else _UNTOLD}"
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
            yield f"{option.name}: {value if _says_nothing(option, value) else 'set'} (by {kind})"
    if own := sources.file.get("keys"):
        yield f"keys: {len(own)} commands have keys of their own"


def _says_nothing(option: Option, value: object) -> bool:
    """Whether a value identifies nobody: yes or no, one of a list, or a small number of a look."""
    told = str(value)
    switch = isinstance(value, bool) or told.lower() in {"true", "false", "yes", "no", "1", "0"}
    number = option.part == LOOK and _NUMBER.fullmatch(told) is not None
    return (not option.metavar and switch) or told in option.choices or number


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
        found = _CALL.match(line)
        if found and found["service"] in SERVICES:
            word = found["word"]
            said = f" {word if _CODE.fullmatch(word) else _UNTOLD}" if word else ""
            asked = f"{found['at']} {found['service']} {found['operation']}"
            yield f"{asked}: {found['came']}{said}{found['tries'] or ''}, {found['ms']}"


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
                known = kind if kind in set(EntryKind) else _UNTOLD
                yield f"{count} {known} ({_day(first)} to {_day(last)})"
    except sqlite3.Error as error:
        yield f"cannot be read: {type(error).__name__}"


def _day(moment: object) -> str:
    found = _DAY.match(str(moment))
    return found[0] if found else _UNTOLD
