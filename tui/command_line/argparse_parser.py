"""argparse, made from the tables of arguments and options; what it complains of is a sentence."""

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from migration.errors import BadInput
from tui.command_line.arguments import ARGUMENTS, OTHERS
from tui.command_line.commands import COMMANDS, HELP
from tui.settings.options import OPTIONS
from tui.spelling import did_you_mean, quoted, see_help


def parsed(argv: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """What was given by name, and the words beyond that. Raises `BadInput`."""
    try:
        found, beyond = _parser().parse_known_args(list(argv))
    except argparse.ArgumentError as error:
        raise BadInput(_refusal(error)) from None
    return vars(found), beyond


class _Parser(argparse.ArgumentParser):
    """argparse, but what it has to complain of becomes one sentence."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message}: {see_help('')}.")


class _Once(argparse.Action):
    """A value that counts alone: of two that differ nobody knows which one was meant."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        before = getattr(namespace, self.dest, values)
        if before != values:
            raise BadInput(
                f"{option_string} is given twice, as {quoted(before)} and as {quoted(values)}:"
                " leave one of them out."
            )
        setattr(namespace, self.dest, values)


class _Switch(argparse.BooleanOptionalAction):
    """A switch that is on or off, and not both."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        before = getattr(namespace, self.dest, None)
        super().__call__(parser, namespace, values, option_string)
        if before is not None and before != getattr(namespace, self.dest):
            raise BadInput(f"{' and '.join(self.option_strings)} are both given: leave one out.")


def _parser() -> argparse.ArgumentParser:
    # One parser for all commands, so that an option may stand on either side of the command. What
    # help shows of it stands in `help`.
    parser = _Parser(
        prog="poolwalk",
        argument_default=argparse.SUPPRESS,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    parser.add_argument("command", nargs="?", default=None, type=command_named)
    for argument in ARGUMENTS:
        if argument.metavar:
            action: Any = "append" if argument.repeats else _Once
            parser.add_argument(argument.flag, dest=argument.name, action=action, type=_filled)
        else:
            parser.add_argument(argument.flag, dest=argument.name, action="store_true")
    for option in OPTIONS:
        if option.metavar:
            action = "append" if option.repeats else _Once
            parser.add_argument(option.flag, dest=option.name, action=action)
        else:
            parser.add_argument(option.flag, dest=option.name, action=_Switch)
    for flag in OTHERS:
        short = ["-h"] if flag == "--help" else []
        parser.add_argument(*short, flag, action="store_true")
    return parser


def command_named(word: str) -> str:
    """A command, or the word before one that asks for help with it. Raises `BadInput`."""
    if word in {*COMMANDS, HELP}:
        return word
    flag = f"--{word}"
    meant = f"Did you mean {flag}?" if flag in _flags() else did_you_mean(word, COMMANDS)
    raise BadInput(f"There is no command {quoted(word)}. {meant}")


def _flags() -> set[str]:
    return {*OTHERS, *(one.flag for one in ARGUMENTS), *(one.flag for one in OPTIONS)}


def _filled(word: str) -> str:
    # A script's empty variable must not turn "only this" into "everything".
    if not word.strip():
        message = "expected one argument"
        raise argparse.ArgumentTypeError(message)
    return word


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
