"""Help is short, has examples that can be typed, and shows everything where it is asked for."""

import shlex
from importlib import import_module
from inspect import signature

import pytest

from tests.command_line.conftest import Run
from tui.command_line.commands import COMMANDS, SUMMARIES
from tui.command_line.examples import EXAMPLES
from tui.command_line.help import help_text
from tui.command_line.parser import parse
from tui.main import RUN_BY


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_examples_and_fits_80_columns(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = help_text(command).splitlines()
    examples = [line for line, _ in EXAMPLES[command]]
    assert 1 <= len(examples) <= 4
    assert [line for line in lines if len(line) > 80 and line.strip() not in examples] == []
    assert len(lines) <= 60
    for line in examples:
        assert any(shown.startswith(f"  {line}") for shown in lines)


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line, _ in lines])
def test_every_example_is_understood(line: str) -> None:
    program, *words = shlex.split(line.partition(" > ")[0])
    assert program == "poolwalk"
    assert not parse(words).help


def test_help_of_a_command_is_what_its_option_says(run: Run) -> None:
    assert run("help", "plan").out == run("plan", "--help").out
    assert run("help").out == run("help", "help").out == run("--help").out
    assert "--out FILE Keep the plan" in " ".join(run("help", "plan").out.split())
    assert "--out FILE Write it" in " ".join(run("help", "report").out.split())
    assert run("help", "settle").out.startswith("usage: poolwalk settle users|")
    assert run("help", "plna").sentence == "There is no command “plna”. Did you mean plan?"
    assert "--all belongs to help" in run("plan", "--all").sentence


def test_every_command_has_its_line_in_the_list() -> None:
    assert set(SUMMARIES) == {"", *COMMANDS, "help"}
    assert set(EXAMPLES) == {"", *COMMANDS}


def test_every_command_about_a_deployment_leads_to_a_function_that_takes_what_it_is_given() -> None:
    assert RUN_BY.keys() == {"", "apply a plan", *COMMANDS} - {"config", "completion"}
    for place in RUN_BY.values():
        module, _, name = place.partition(":")
        assert [*signature(getattr(import_module(module), name)).parameters] == [
            "invocation",
            "sources",
        ]
