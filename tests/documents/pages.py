"""The parts of docs/ that are made from the code: keys, settings, lines of commands."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from migration.guide.cut_over import can_be_held_back
from migration.guide.step import StepKind, When
from migration.guide.step_files import load_steps
from tui.command_line.examples import EXAMPLES
from tui.settings.one_option import Option
from tui.settings.options import OPTIONS
from widgets.commands.all_pages import EVERYWHERE
from widgets.commands.command import Command
from widgets.commands.deployments_page import DEPLOYMENTS
from widgets.commands.doctor_page import DOCTOR
from widgets.commands.plan_page import PLAN
from widgets.commands.record_page import RECORD
from widgets.commands.rehearsal_page import REHEARSAL
from widgets.commands.table import ALL
from widgets.commands.usage_page import USAGE
from widgets.text.legend import COUNTED, OF_CHECKS, OF_PLACES, OF_SETTINGS, OF_STEPS

ROOT = Path(__file__).parents[2]
KEYS: dict[str, Sequence[Command[Any]]] = {
    "## The steps": ALL,
    "## The record": RECORD,
    "## The doctor": DOCTOR,
    "## Who uses which pool": USAGE,
    "## The rehearsal": REHEARSAL,
    "## A plan's file": PLAN,
    "## Several deployments": DEPLOYMENTS,
}

_STRETCHES = {
    When.ANY_DAY: "any day",
    When.ONE_HOUR: "the one hour",
    When.AFTERWARDS: "afterwards",
}


def pages() -> dict[str, str]:
    """The text of each page, by its path; what is not made stays as it is."""
    keys, settings, commands = (
        _text(f"docs/{name}.md") for name in ("keys", "settings", "commands")
    )
    for heading, listed in KEYS.items():
        keys = with_rows(keys, heading, map(_key_row, listed))
    keys = with_rows(keys, "## The marks", _marks())
    keys = with_rows(keys, "## Keys of your own", _ids())
    settings = with_rows(settings, "# Which settings are there?", map(_setting_row, OPTIONS))
    commands = with_block(commands, _lines())
    cut_over = _text("docs/cut-over.md")
    cut_over = with_rows(
        cut_over, "# When is what done, and what do customers notice?", _stretches()
    )
    return {
        "docs/keys.md": keys,
        "docs/settings.md": settings,
        "docs/commands.md": commands,
        "docs/cut-over.md": cut_over,
    }


def with_rows(text: str, heading: str, rows: Iterable[str]) -> str:
    """The page with other rows in the first table below a heading."""
    lines = text.split("\n")
    head = next(
        number
        for number in range(lines.index(heading), len(lines))
        if lines[number].startswith("| --- |")
    )
    end = next(
        number for number in range(head + 1, len(lines)) if not lines[number].startswith("|")
    )
    return "\n".join([*lines[: head + 1], *rows, *lines[end:]])


def with_block(text: str, lines: Iterable[str]) -> str:
    """The page with other lines in its first block of code."""
    before, _, rest = text.partition("```\n")
    _, _, after = rest.partition("```\n")
    return "\n".join([f"{before}```", *lines, f"```\n{after}"])


def _key_row(command: Command[Any]) -> str:
    keys = " ".join(f"`{key}`" for key in command.shown_keys)
    return f"| {keys} | {command.title} | {command.tooltip} |"


def _marks() -> Iterator[str]:
    """A row for each mark; the number beside a step last."""
    told = {"setting": OF_SETTINGS, "step": OF_STEPS, "check": OF_CHECKS, "place": OF_PLACES}
    for of, marks in told.items():
        for one in marks:
            forms = (one.mark.strip() or "none", one.ascii.strip(), one.word)
            yield f"| {of} | {' | '.join(forms)} | {one.meaning} |"
    yield f"| step | a number | | | {COUNTED} |"


def _ids() -> list[str]:
    titles: dict[str, str] = {}
    for page in EVERYWHERE.values():
        for command in page:
            titles.setdefault(command.id, command.title)
    return [f"| `{name}` | {title} |" for name, title in titles.items()]


def _setting_row(option: Option) -> str:
    said = option.default
    default = f"`{said}`" if said in option.choices or "-" in said or not option.metavar else said
    return (
        f"| `{option.flag}` | `{option.variable}` | `{option.name}` | {default} | {option.about} |"
    )


def _stretches() -> Iterator[str]:
    """A row for each step that is done, in the order of the cut-over."""
    done = [step for step in load_steps() if step.kind is not StepKind.READING]
    for when in When:
        for step in sorted(done, key=can_be_held_back):
            if step.when is when:
                notice, trial = step.notice or "nothing", step.trial or "–"
                yield f"| {step.id} {step.title} | {_STRETCHES[when]} | {notice} | {trial} |"


def _lines() -> list[str]:
    rows = [row for command, rows in EXAMPLES.items() if command for row in rows]
    return [f"{line:<52} # {about}" for line, about in rows]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
