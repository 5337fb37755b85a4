"""The one parser's tables as a tree of commands, as shtab and argparse-manpage want one."""

import argparse
from collections.abc import Iterator
from textwrap import shorten

import shtab

from migration.guide.step_files import load_steps
from migration.report.forms import Form
from tui.command_line.arguments import ARGUMENTS, OTHERS, Argument
from tui.command_line.commands import COMMANDS, SUMMARIES, USAGE
from tui.command_line.completion import SHELLS
from tui.command_line.examples import EXAMPLES
from tui.command_line.help import ABOUT
from tui.settings.one_option import FILE, FOLDER, NAMED, PROFILE, Option
from tui.settings.options import OPTIONS

# The words after a command that are a list.
WORDS = {
    "config": ("init", "show", "path"),
    "completion": SHELLS,
    "settle": ("users",),
    "team": ("create", "status", "join", "leave"),
}
# What stands beside them in a shell that says it.
NAMES = {
    "config": "what to do",
    "completion": "shell",
    "settle": "what is settled",
    "team": "what to do",
    "help": "command",
}
OF_STEPS = frozenset({"tick", "untick"})
OF_FILES = frozenset({"approve", "apply", "diff", "mobile"})


def _asked_for(values: str) -> dict[str, str]:
    """What each shell does to offer values that only the machine knows."""
    return {
        **dict.fromkeys(("bash", "zsh"), f"_poolwalk_{values}"),
        "fish": f"(poolwalk completion {values} 2>/dev/null)",
    }


PROFILES, SETTINGS, DEPLOYMENTS = map(_asked_for, ("profiles", "settings", "deployments"))


def tree(*, examples: bool = False) -> argparse.ArgumentParser:
    """A parser for the program, with one for each command below it.

    With `examples` each description ends with them, for the man page.
    """
    top = _parser("poolwalk", _about("", examples=examples))
    for argument in ARGUMENTS:
        if "" in argument.commands:
            _add_argument(top, argument, "", whole=examples)
    _add_settings(top, whole=examples)
    below = top.add_subparsers(title="commands", metavar="COMMAND")
    for command in [*COMMANDS, "help"]:
        about = _about(command, examples=True) if examples else SUMMARIES[command]
        one = below.add_parser(
            command,
            help=_escaped(SUMMARIES[command]),
            description=about,
            prog=f"poolwalk {USAGE.get(command, command)}",
            add_help=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if not examples:  # there it stands in the first line
            _add_word(one, command)
        for argument in ARGUMENTS:
            if command in argument.commands:
                _add_argument(one, argument, command, whole=examples)
        if not examples:  # there they stand once
            _add_settings(one, whole=False)
    return top


def _parser(name: str, about: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=name,
        description=about,
        add_help=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _about(command: str, *, examples: bool) -> str:
    about = {"": ABOUT, "help": "Say more of a command."}.get(command) or COMMANDS[command]
    lines = [f"{line}\n    {what}" for line, what in EXAMPLES.get(command, ())]
    return "\n\n".join([about, *lines]) if examples else about


def _add_word(parser: argparse.ArgumentParser, command: str) -> None:
    offered = {**WORDS, "help": tuple(COMMANDS), **dict.fromkeys(OF_STEPS, tuple(_steps()))}
    if command == "leave-out":
        parser.add_argument("step", nargs="?", choices=[step.id for step in load_steps()])
    elif command in offered:
        parser.add_argument(NAMES.get(command, "step"), nargs="?", choices=offered[command])
    elif command == "take-over":
        _complete(parser.add_argument("deployment", nargs="?"), DEPLOYMENTS)
    elif command in OF_FILES:
        _complete(parser.add_argument("file", nargs="?"), shtab.FILE)


def _steps() -> Iterator[str]:
    """Each step, and each of its sub-points behind it."""
    for step in load_steps():
        yield from (step.id, *(f"{step.id}/{part.id}" for part in step.parts))


def _add_argument(
    parser: argparse.ArgumentParser, argument: Argument, command: str, *, whole: bool
) -> None:
    said = argument.about_with(command)
    about = _escaped(said if whole else _short(said))
    if not argument.metavar:
        parser.add_argument(argument.flag, action="store_true", help=about)
        return
    offered = {"step": [step.id for step in load_steps()], "format": [str(form) for form in Form]}
    added = parser.add_argument(
        argument.flag, metavar=argument.metavar, help=about, choices=offered.get(argument.name)
    )
    if argument.metavar == "FILE":
        _complete(added, shtab.FILE)
    if argument.name == "settings":
        _complete(added, SETTINGS)


def _add_settings(parser: argparse.ArgumentParser, *, whole: bool) -> None:
    for option in OPTIONS:
        about = _escaped(option.about if whole else _short(option.about))
        _add_option(parser, option, about, whole=whole)
    for flag, about in OTHERS.items():
        short = ["-h"] if flag == "--help" else []
        parser.add_argument(
            *short, flag, action="store_true", help=_escaped(about if whole else _short(about))
        )


def _short(about: str) -> str:
    """What a shell shows beside an option: the first of its sentences, as far as it is short."""
    first = about.partition(". ")[0].partition(";")[0].partition(":")[0]
    return shorten(first.rstrip("."), 48, placeholder="…")


def _add_option(
    parser: argparse.ArgumentParser, option: Option, about: str, *, whole: bool
) -> None:
    if not option.metavar:
        no = option.flag.replace("--", "--no-", 1)
        parser.add_argument(option.flag, no, action="store_true", help=about)
        return
    # In zsh's own language a colon ends a word.
    metavar = option.metavar if whole else option.metavar.replace(":", r"\:")
    added = parser.add_argument(
        option.flag, metavar=metavar, help=about, choices=option.choices or None
    )
    completes = {FILE: shtab.FILE, FOLDER: shtab.DIRECTORY, PROFILE: PROFILES, NAMED: DEPLOYMENTS}
    if option.completes:
        _complete(added, completes[option.completes])


def _complete(added: argparse.Action, by: object) -> None:
    added.complete = by  # type: ignore[attr-defined] # so shtab wants it


def _escaped(about: str) -> str:
    return about.replace("%", "%%")
