"""What `--help` and `poolwalk help COMMAND` print: short, and everything where it is asked for."""

import argparse
import shutil
from collections.abc import Iterator
from textwrap import fill

from tui.command_line.arguments import ARGUMENTS, OTHERS, Argument
from tui.command_line.commands import COMMANDS, SUMMARIES, USAGE
from tui.command_line.examples import EXAMPLES
from tui.settings.one_option import Option
from tui.settings.options import OPTIONS

WIDEST = 100  # cells: a longer line is hard to read
NARROWEST = 40  # cells: in less, words fall apart
_FIRST_COLUMN = 30
ABOUT = "Walks you from the old user pool of your ESP RainMaker deployment to the new one."


def help_text(command: str, *, everything: bool = False) -> str:
    """The help of one command, or of the program ("").

    With `everything`, the options that all commands take are in it.
    """
    width = max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))
    usage = " ".join(filter(None, ["poolwalk", USAGE.get(command, command) or "[COMMAND]"]))
    parts = [f"usage: {usage} [options]", fill(COMMANDS.get(command, ABOUT), width)]
    if not command:
        parts.append("\n".join(["commands:", *_commands(width)]))
    own = [argument for argument in ARGUMENTS if command in argument.commands]
    if own:
        title = f"options of {command}" if command else "what to open"
        parts.append(_options(title, own, width, command))
    if everything:
        parts.append(_options("which deployment, and how it looks", OPTIONS, width))
        parts.append(_others(width))
    parts.append("\n".join(_examples(command, width)))
    if not everything:
        parts.append(fill(_more(command), width))
    return "\n\n".join(parts) + "\n"


def _commands(width: int) -> Iterator[str]:
    names = {command: USAGE.get(command, command) or "(none)" for command in SUMMARIES}
    names = {command: name if len(name) <= 18 else command for command, name in names.items()}
    column = max(map(len, names.values())) + 4
    for command, summary in SUMMARIES.items():
        yield from _row(f"  {names[command]}", summary, column, width)


def _options(
    title: str, options: tuple[Option, ...] | list[Argument], width: int, command: str = ""
) -> str:
    parser = _formatter(width)
    group = parser.add_argument_group(title)
    for option in options:
        about = option.about if isinstance(option, Option) else option.about_with(command)
        if option.metavar:
            group.add_argument(option.flag, metavar=option.metavar, help=_escaped(about))
        elif isinstance(option, Option):
            both = argparse.BooleanOptionalAction
            group.add_argument(option.flag, action=both, help=_escaped(about))
        else:
            group.add_argument(option.flag, action="store_true", help=_escaped(about))
    return _listed(parser)


def _others(width: int) -> str:
    parser = _formatter(width)
    group = parser.add_argument_group("others")
    for flag, about in OTHERS.items():
        group.add_argument(flag, action="store_true", help=about)
    return _listed(parser)


def _formatter(width: int) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        add_help=False,
        usage=argparse.SUPPRESS,
        formatter_class=lambda prog: argparse.HelpFormatter(
            prog, max_help_position=_FIRST_COLUMN, width=width
        ),
    )


def _listed(parser: argparse.ArgumentParser) -> str:
    return parser.format_help().strip()


def _escaped(about: str) -> str:
    return about.replace("%", "%%")


def _examples(command: str, width: int) -> Iterator[str]:
    lines = EXAMPLES.get(command, ())
    yield "examples:" if len(lines) > 1 else "example:"
    column = max(len(line) for line, _ in lines) + 4
    for line, about in lines:
        if column + 20 > width:  # what it is for stands below a long line, never in the middle
            yield f"  {line}"
            yield f"      {about}"
        else:
            yield from _row(f"  {line}", about, column, width)


def _row(name: str, about: str, column: int, width: int) -> Iterator[str]:
    indent = " " * column
    yield fill(about, width, initial_indent=f"{name:<{column}}", subsequent_indent=indent)


def _more(command: str) -> str:
    if command:
        return (
            "All commands take --profile, --region, --read-only and more: “poolwalk help"
            f" {command} --all” lists them."
        )
    return (
        "“poolwalk help COMMAND” says more of one; “poolwalk --help --all” lists the options that"
        " all commands take."
    )
