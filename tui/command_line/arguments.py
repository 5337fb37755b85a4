"""What was asked for on the command line.

This has to be quick: neither Textual, boto3 nor pydantic is loaded to understand or refuse it.
"""

import argparse
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from migration.errors import BadInput
from tui.command_line.spelling import did_you_mean, quoted
from tui.settings.options import OPTIONS

COMMANDS = {
    "plan": (
        "Show what differs and what would be applied; write nothing. Exits 0 when nothing is to"
        " apply, 2 when something is."
    ),
    "apply": (
        "Apply what the plan shows to the new pool. Exits 0 when all of it is applied, 1 when"
        " anything failed."
    ),
    "undo": (
        "Take back what Poolwalk wrote to the new pool: the last change, or those of a step or"
        " since a moment, newest first. What somebody changed since is left alone. Exits 0 when all"
        " of it is undone, 1 when anything is not."
    ),
    "record": (
        "Show every change that Poolwalk made to the new pool, newest first: when, who, before,"
        " after, what became of it."
    ),
    "verify": (
        "Ask Cognito, Google, Apple and Amazon whether what was done is there; no login is needed,"
        " and nothing is written. Exits 0 when all checks passed, 3 when something was refused, 4"
        " when nothing was refused but something is not known."
    ),
    "doctor": (
        "Check everything that has to hold: the terminal, this machine, the login, AWS's"
        " permissions, the deployment, mail and text messages; and send a word to your clipboard,"
        " to be pasted back. Every failure is told at once, AWS is not written to. Exits 0 when"
        " nothing failed, 1 when something did."
    ),
    "snapshot": (
        "Write both pools' configuration to a file in the state folder, secrets left out, and print"
        " the file's path."
    ),
    "diff": (
        "Compare a snapshot, given as “poolwalk diff SNAPSHOT”, with both pools as they are now,"
        " member by member. Exits 0 when nothing differs, 2 when something does. Dates of change"
        " and numbers of users are not compared."
    ),
    "usage": (
        "Show who still signs in at which pool: of each app client the sign-ins, renewed tokens and"
        " failures that CloudWatch counted, by day and by hour, and when it was last used; nothing"
        " is written. Exits 0, or 1 where CloudWatch could not be asked."
    ),
    "mobile": (
        "Hold an app's local.properties or Configuration.plist, given as “poolwalk mobile FILE”,"
        " against what it should hold (steps 8a and 8b); write nothing. Exits 0 when every key is"
        " right, 2 when one is not, or cannot be judged yet."
    ),
}
ABOUT = f"""\
Walks you from the old user pool of your ESP RainMaker deployment to the new one.

commands:
  (none)         Open the walkthrough: both pools side by side, copy, apply, tick.
  plan           Show what differs and what would be applied.
  apply          Apply it to the new pool.
  undo           Take back what Poolwalk wrote: the last change, a step's, or all since a moment.
  record         Show every change that Poolwalk made.
  verify         Ask Cognito, Google, Apple and Amazon whether what was done is there.
  doctor         Check everything that has to hold for the migration to go well.
  snapshot       Write both pools' configuration to a file; the first write does so by itself.
  diff SNAPSHOT  Show what differs from a snapshot to now.
  usage          Show who still signs in at which pool, by app client.
  mobile FILE    Show what an app's own file holds beside what it should hold.
{" or ".join(f"“poolwalk {command} --help”" for command in COMMANDS)} says more."""

# What stands between the program's name and its options; a command that is not here stands as it
# is.
_USAGE = {"": f"[{' | '.join(COMMANDS)}]", "diff": "diff SNAPSHOT", "mobile": "mobile FILE"}

# The commands that are given a file: its field in `Invocation`, and what it is.
_FILES = {
    "diff": ("snapshot", "the file of a snapshot"),
    "mobile": ("app_file", "the app's own file"),
}


@dataclass(frozen=True)
class Argument:
    """An option that only some commands take. `name` is its field in `Invocation`."""

    name: str
    flag: str
    about: str
    commands: tuple[str, ...]
    metavar: str = ""  # empty: a switch
    repeats: bool = False


ARGUMENTS = (
    Argument(
        "step",
        "--step",
        "Only this step of the guide, such as 4 or 3a.",
        ("plan", "apply", "undo", "record", "verify"),
        "ID",
    ),
    Argument(
        "settings",
        "--setting",
        "Only this setting, by the id plan --json gives. Repeatable.",
        ("apply",),
        "ID",
        repeats=True,
    ),
    Argument(
        "last", "--last", "The last change; so it is without --step and --since too.", ("undo",)
    ),
    Argument(
        "since",
        "--since",
        "Every change made at or after a moment, such as 2026-11-22T02:00:00Z (UTC).",
        ("undo",),
        "TIME",
    ),
    Argument(
        "set_aside",
        "--set-aside",
        "Move the record away, all of it, under a name with the time in it; a new one begins.",
        ("record",),
    ),
    Argument("yes", "--yes", "Do it without asking.", ("apply", "undo")),
    Argument("domain", "--domain", "The new pool's domain prefix (step 2).", ("apply",), "PREFIX"),
    Argument(
        "apple_key",
        "--apple-key",
        "The file of Apple's private key, AuthKey_….p8 (step 3b).",
        ("apply", "undo", "verify"),
        "FILE",
    ),
    Argument(
        "apple_key_id",
        "--apple-key-id",
        "That key's id, where the file's name does not tell it.",
        ("apply", "undo", "verify"),
        "ID",
    ),
    Argument(
        "skip",
        "--skip",
        "Leave a check out, by its name, or a whole group. Repeatable.",
        ("doctor",),
        "NAME",
        repeats=True,
    ),
    Argument(
        "no_paste",
        "--no-paste",
        "Ask nobody to paste a word back: leave the clipboard's self-test out.",
        ("doctor",),
    ),
    Argument(
        "days",
        "--days",
        "So many days before today; without it, as many as --quiet-days says.",
        ("usage",),
        "N",
    ),
    Argument("json", "--json", "Answer in JSON, alone on standard output.", tuple(COMMANDS)),
)
OTHERS = {
    "--demo": "Practise on a made-up deployment on this machine; nothing real is touched.",
    "--version": "Print the version.",
    "--help": "Print this.",
}


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
    step: str = ""
    settings: tuple[str, ...] = ()
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
    snapshot: str = ""  # the file that `diff` compares with
    days: str = ""  # before today, that `usage` tells of
    app_file: str = ""  # the file that `mobile` checks


def parse(argv: Sequence[str]) -> Invocation:
    """Understand a command line.

    Raises `BadInput` with one sentence that names the nearest thing that could be meant.
    """
    _refuse_unknown_flags(argv)
    try:
        found, beyond = _parser("").parse_known_args(list(argv))
    except argparse.ArgumentError as error:
        raise BadInput(_refusal(error)) from None
    given = vars(found)
    command = given.pop("command") or ""
    if command in _FILES and not given.get("help"):
        name, what = _FILES[command]
        if not beyond:
            raise BadInput(f"“poolwalk {command}” needs {what}: {_see_help(command)}.")
        given[name] = beyond.pop(0)
    if beyond:
        raise BadInput(
            f"{quoted(beyond[0])} is one word too many after “poolwalk {command}”:"
            f" {_see_help(command)}."
        )
    for argument in ARGUMENTS:
        if argument.name in given and command not in argument.commands:
            *most, last = (f"“poolwalk {owner}”" for owner in argument.commands)
            owners = f"{', '.join(most)} and {last}" if most else last
            raise BadInput(
                f"{argument.flag} belongs to {owners}, not to “{f'poolwalk {command}'.strip()}”:"
                f" {_see_help(command)}."
            )
    options = {option.name: given.pop(option.name) for option in OPTIONS if option.name in given}
    given["settings"] = tuple(given.get("settings", ()))
    given["skip"] = tuple(given.get("skip", ()))
    invocation = Invocation(command, options, **given)
    if invocation.demo:
        _refuse_another_deployment(options)
    if invocation.apple_key_id and not invocation.apple_key:
        raise BadInput("--apple-key-id says which key --apple-key is: give the key's file as well.")
    return invocation


def command_for_same_deployment(invocation: Invocation, *words: str) -> str:
    """A command line for the same deployment, to be pasted into a shell."""
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


def help_text(command: str) -> str:
    """The help of one command, or of the program ("")."""
    return _parser(command).format_help()


class _Parser(argparse.ArgumentParser):
    """argparse, but what it has to complain of becomes one sentence."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message}: {_see_help('')}.")


def _parser(command: str) -> argparse.ArgumentParser:
    # One parser for all commands, so that an option may stand on either side of the command;
    # `command` only decides what its help shows.
    parser = _Parser(
        prog="poolwalk",
        usage=f"poolwalk {_USAGE.get(command, command)} [options]",
        description=COMMANDS.get(command, ABOUT),
        formatter_class=argparse.HelpFormatter if command else argparse.RawDescriptionHelpFormatter,
        argument_default=argparse.SUPPRESS,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    parser.add_argument("command", nargs="?", default=None, type=_command, help=argparse.SUPPRESS)
    own = parser.add_argument_group(f"options of {command}")
    for argument in ARGUMENTS:
        about = argument.about if command in argument.commands else argparse.SUPPRESS
        if argument.metavar:
            action = "append" if argument.repeats else "store"
            own.add_argument(
                argument.flag,
                dest=argument.name,
                action=action,
                metavar=argument.metavar,
                type=_filled,
                help=about,
            )
        else:
            own.add_argument(argument.flag, dest=argument.name, action="store_true", help=about)
    settings = parser.add_argument_group("which deployment, and how it looks")
    for option in OPTIONS:
        if option.metavar:
            action = "append" if option.repeats else "store"
            settings.add_argument(
                option.flag,
                dest=option.name,
                action=action,
                metavar=option.metavar,
                help=option.about,
            )
        else:
            settings.add_argument(
                option.flag,
                dest=option.name,
                action=argparse.BooleanOptionalAction,
                help=option.about,
            )
    others = parser.add_argument_group("others")
    for flag, about in OTHERS.items():
        short = ["-h"] if flag == "--help" else []
        others.add_argument(*short, flag, action="store_true", help=about)
    return parser


def _command(word: str) -> str:
    if word not in COMMANDS:
        raise BadInput(f"There is no command {quoted(word)}. {did_you_mean(word, COMMANDS)}")
    return word


def _filled(word: str) -> str:
    # A script's empty variable must not turn "only this" into "everything".
    if not word.strip():
        message = "expected one argument"
        raise argparse.ArgumentTypeError(message)
    return word


def _flags() -> Iterator[str]:
    yield from (argument.flag for argument in ARGUMENTS)
    for option in OPTIONS:
        yield option.flag
        if not option.metavar:
            yield option.flag.replace("--", "--no-", 1)
    yield from OTHERS


def _refuse_unknown_flags(argv: Sequence[str]) -> None:
    # Ahead of argparse: it would take the value of a misspelt option for the command, and complain
    # of that.
    known = {*_flags(), "-h"}
    for word in argv:
        if word == "--":
            return
        flag = word.partition("=")[0]
        if word.startswith("-") and word != "-" and flag not in known:
            raise BadInput(
                f"There is no option {quoted(flag)}."
                f" {did_you_mean(flag, _flags(), 'See “poolwalk --help”.')}"
            )


def _refuse_another_deployment(options: dict[str, Any]) -> None:
    for name in ("profile", "region", "endpoint_url", "state_folder", "check_hosts"):
        if name in options:
            flag = next(option.flag for option in OPTIONS if option.name == name)
            raise BadInput(
                f"--demo brings a deployment and a record of its own: leave out {flag}, or leave"
                " out --demo."
            )


def _refusal(error: argparse.ArgumentError) -> str:
    flag = next(
        (name for name in (error.argument_name or "").split("/") if name.startswith("--")),
        error.argument_name,
    )
    if "expected" in error.message:
        return f"{flag} needs a value."
    if "explicit argument" in error.message:
        return f"{flag} takes no value."
    return f"{flag}: {error.message}."


def _see_help(command: str) -> str:
    return f"see “{' '.join(filter(None, ['poolwalk', command, '--help']))}”"
