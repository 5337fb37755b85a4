"""One command as it was asked for."""

from dataclasses import dataclass, field
from typing import Any

from tui.settings.options import OPTIONS


@dataclass(frozen=True)
class Invocation:
    """One command as it was asked for.

    `options` are the settings that stand on the command line, by name.
    """

    command: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    demo: bool = False
    version: bool = False
    help: bool = False
    all: bool = False  # of the help
    step: str = ""
    settings: tuple[str, ...] = ()
    other: str = ""  # deployment, that `take-over` takes decisions from
    out: str = ""  # the file in which `plan` keeps what it would write
    plan_file: str = ""  # such a file, to approve or to apply
    shown_plan: str = ""  # such a file, to open in the app
    last: bool = False
    since: str = ""
    set_aside: bool = False
    yes: bool = False
    domain: str = ""
    apple_key: str = ""
    apple_key_id: str = ""
    json: bool = False
    skip: tuple[str, ...] = ()
    no_paste: bool = False
    bundle: str = ""  # the file that `doctor` packs
    snapshot: str = ""  # the file that `diff` compares with
    format: str = ""  # of a report
    redact: bool = False
    days: str = ""  # before today, that `usage` tells of
    what: str = ""  # that `settle` gives the reason for
    reason: str = ""
    withdraw: bool = False
    address: str = ""  # of the step, or STEP/PART, that is ticked
    note: str = ""
    day: str = ""
    shell: str = ""  # whose completion is printed
    action: str = ""  # what `config` or `team` does
    app_file: str = ""  # the file that `mobile` checks
    keep: bool = False  # the copies that `rehearse` makes
    clean: bool = False  # takes away what a rehearsal left
    probe: bool = False  # asks on the copies what is believed of AWS
    with_sms: bool = False
    with_stack: bool = False


def command_for_same_deployment(invocation: Invocation, *words: str) -> str:
    """A command line for the same deployment, to be pasted into a shell."""
    import shlex  # most invocations need none

    given: list[str] = []
    for option in OPTIONS:
        if option.name not in invocation.options or not option.deployment:
            continue
        value = invocation.options[option.name]
        if isinstance(value, bool):
            given.append(option.flag if value else option.flag.replace("--", "--no-", 1))
        else:
            given += [
                part
                for one in (value if isinstance(value, list) else [value])
                for part in (option.flag, str(one))
            ]
    return shlex.join(["poolwalk", *words, *given])
