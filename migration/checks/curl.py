"""A check as a line for another machine's shell.

A secret is never in the line: it asks for it, unseen, and passes it through a pipe.
"""

import shlex
from dataclasses import dataclass
from datetime import datetime

from migration.checks.check import Check
from migration.checks.markers import Markers
from migration.checks.question_and_answer import Probe
from migration.secret import Secret

_SECONDS = "20"


@dataclass(frozen=True)
class Errand:
    """What to run elsewhere: `line` in a shell, and `secret` at its prompt, if it has one.

    `guard`: it asks about a deliberately wrong address, which has to be refused before the answer
    of `check` itself is believed. `at` is when it was given out: its answer is not older.
    `after` is the last entry of the record that was known then.
    """

    check: Check
    probe: Probe
    line: str
    at: datetime
    secret: Secret | None = None
    guard: bool = False
    after: int | None = None


def errand(
    check: Check, probe: Probe, markers: Markers, at: datetime, *, guard: bool = False
) -> Errand:
    """The errand for one question of a check."""
    secrets = [
        value
        for value in (*(probe.form or {}).values(), *probe.headers.values())
        if isinstance(value, Secret)
    ]
    return Errand(check, probe, curl_line(probe, markers), at, next(iter(secrets), None), guard)


def curl_line(probe: Probe, markers: Markers) -> str:
    """The question as a line of curl, whose output is the answer to paste back.

    It prints head and body and follows no redirect.
    """
    words = [
        "curl",
        "-si",
        "--max-time",
        _SECONDS,
        "-A",
        markers.user_agent,
        "-H",
        f"Accept-Language: {markers.accept_language}",
    ]
    asks = ""
    for name, value in probe.headers.items():
        if isinstance(value, Secret):
            asks = f'read -rs secret && printf %s {shlex.quote(name + ": ")}"$secret" | '
            words += ["-H", "@-"]
        else:
            words += ["-H", f"{name}: {value}"]
    for name, value in (probe.form or {}).items():
        if isinstance(value, Secret):
            asks = 'read -rs secret && printf %s "$secret" | '
            words += ["--data-urlencode", f"{name}@-"]
        else:
            words += ["--data-urlencode", f"{name}={value}"]
    return asks + shlex.join([*words, probe.url])
