"""What was asked for on the command line.

This has to be quick: neither Textual, boto3 nor pydantic is loaded to understand or refuse it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from migration.errors import BadInput
from tui.command_line.arguments import ARGUMENTS, OTHERS
from tui.command_line.commands import COMMANDS, HELP, PERHAPS, WORDS
from tui.command_line.invocation import Invocation
from tui.settings.options import OPTIONS
from tui.spelling import nearest, quoted, see_help

DEMO = "--demo"
_IS_FLAG = re.compile(r"--?[A-Za-z][\w-]*")


def parse(argv: Sequence[str]) -> Invocation:
    """Understand a command line.

    Raises `BadInput` with one sentence that names the nearest thing that could be meant.
    """
    if not argv or list(argv) == [DEMO]:
        # As the app is started: argparse is not loaded for the first paint.
        return Invocation(demo=bool(argv))
    _refuse_unknown_flags(argv)
    from tui.command_line.argparse_parser import command_named, parsed

    given, beyond = parsed(argv)
    command = given.pop("command") or ""
    if command == HELP:
        given["help"] = True
        while command == HELP:
            command = command_named(beyond.pop(0)) if beyond else ""
    if command in WORDS and not given.get("help"):
        name, what = WORDS[command]
        if not beyond:
            raise BadInput(f"“poolwalk {command}” needs {what}: {see_help(command)}.")
        given[name] = _filled_word(command, beyond.pop(0), what)
    if command in PERHAPS and beyond:
        given[PERHAPS[command]] = _filled_word(command, beyond.pop(0), "the file of a plan")
    if beyond:
        raise BadInput(
            f"{quoted(beyond[0])} is one word too many after “{f'poolwalk {command}'.strip()}”:"
            f" {see_help(command)}."
        )
    for argument in ARGUMENTS:
        if argument.name in given and command not in argument.commands:
            *most, last = (f"“{f'poolwalk {owner}'.strip()}”" for owner in argument.commands)
            owners = f"{', '.join(most)} and {last}" if most else last
            raise BadInput(
                f"{argument.flag} belongs to {owners}, not to “{f'poolwalk {command}'.strip()}”:"
                f" {see_help(command)}."
            )
    options = {option.name: given.pop(option.name) for option in OPTIONS if option.name in given}
    given["settings"] = tuple(given.get("settings", ()))
    given["skip"] = tuple(given.get("skip", ()))
    invocation = Invocation(command, options, **given)
    _hold_together(invocation)
    return invocation


def _hold_together(invocation: Invocation) -> None:
    """Hold options to each other. Raises `BadInput`."""
    if invocation.all and not invocation.help:
        raise BadInput("--all belongs to help: “poolwalk --help --all”.")
    for flag, file in (("--out", invocation.out), ("--bundle", invocation.bundle)):
        if file == "-":
            raise BadInput(f"{flag} wants the name of a new file, and “-” is none.")
    if invocation.demo:
        _refuse_another_deployment(invocation.options)
    if (
        invocation.command == "settle"
        and not invocation.help
        and bool(invocation.reason) == invocation.withdraw
    ):
        raise BadInput("“poolwalk settle” needs --reason TEXT, or --withdraw: one of the two.")
    if invocation.command == "leave-out" and not invocation.help and not invocation.reason:
        raise BadInput("“poolwalk leave-out” needs --reason TEXT: the next person asks why.")
    if invocation.command == "plan" and not invocation.out:
        for flag, given in (("--domain", invocation.domain), ("--apple-key", invocation.apple_key)):
            if given:
                raise BadInput(f"{flag} is for a plan that is kept: add --out FILE.")
    if invocation.command == "apply" and invocation.plan_file:
        _refuse_beside_a_plan(invocation)
    if invocation.apple_key_id and not invocation.apple_key:
        raise BadInput("--apple-key-id says which key --apple-key is: give the key's file as well.")


def _filled_word(command: str, word: str, what: str) -> str:
    if not word.strip():
        raise BadInput(f"“poolwalk {command}” needs {what}, and got an empty word.")
    return word


def _refuse_beside_a_plan(invocation: Invocation) -> None:
    for name in ("step", "settings"):
        if getattr(invocation, name):
            flag = next(argument.flag for argument in ARGUMENTS if argument.name == name)
            raise BadInput(f"A plan's file says itself what is applied: leave out {flag}.")


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
    takes = {one.flag for one in (*ARGUMENTS, *OPTIONS) if one.metavar}
    before = ""
    for word in argv:
        if word == "--":
            return
        flag, was = word.partition("=")[0], before
        before = word
        if not word.startswith("-") or word == "-" or flag in known:
            continue
        if was in takes and not _IS_FLAG.fullmatch(flag):
            continue  # the value of one: a number, or words with a dash before
        own = {one.flag for one in ARGUMENTS if not set(one.commands).isdisjoint(argv)}
        near = nearest(flag, {*own, *(one.flag for one in OPTIONS), *OTHERS}) or nearest(
            flag, known
        )
        command = next((one for one in argv if one in COMMANDS), "")
        meant = f"Did you mean {near}?" if near else f"{see_help(command).capitalize()}."
        raise BadInput(f"There is no option {quoted(flag)}. {meant}")


def _refuse_another_deployment(options: dict[str, Any]) -> None:
    for name in ("deployment", "profile", "region", "endpoint_url", "state_folder", "check_hosts"):
        if name in options:
            flag = next(option.flag for option in OPTIONS if option.name == name)
            raise BadInput(
                f"--demo brings a deployment and a record of its own: leave out {flag}, or leave"
                " out --demo."
            )
