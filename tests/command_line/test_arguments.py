"""What the command line takes, and the one sentence with which it refuses the rest."""

import re

import pytest

from migration.errors import BadInput
from tests.command_line.conftest import Run
from tui.command_line.arguments import ARGUMENTS
from tui.command_line.commands import COMMANDS
from tui.command_line.parser import parse
from tui.settings.options import OPTIONS

KNOWN = f"Known are {', '.join(sorted(COMMANDS))}."
*_most, _last = (
    f"“poolwalk {command}”"
    for command in next(one.commands for one in ARGUMENTS if one.name == "yes")
)
OWNERS_OF_YES = f"{', '.join(_most)} and {_last}"


@pytest.mark.parametrize(
    "words",
    [
        ["plan", "--profile", "acme", "--pair", "a:b", "--json", "--pair", "c:d"],
        ["--profile", "acme", "--pair", "a:b", "plan", "--pair", "c:d", "--json"],
        ["--json", "--pair=a:b", "--pair=c:d", "--profile=acme", "plan"],
    ],
)
def test_options_may_stand_on_either_side_of_the_command(words: list[str]) -> None:
    found = parse(words)

    assert found.command == "plan"
    assert found.json
    assert found.options == {"profile": "acme", "pair": ["a:b", "c:d"]}


def test_what_is_not_on_the_command_line_is_left_to_other_sources() -> None:
    assert parse([]).options == {}
    assert parse(["--read-only"]).options == {"read_only": True}
    assert parse(["--no-read-only"]).options == {"read_only": False}


def test_a_value_may_begin_with_a_dash() -> None:
    given = parse(["leave-out", "8a", "--reason", "- nobody has it, 2026"])
    assert given.reason == "- nobody has it, 2026"
    assert parse(["usage", "--days", "-1"]).days == "-1"


@pytest.mark.parametrize("words", [["--demo", "help", "plan"], ["--ascii", "help", "help", "plan"]])
def test_help_may_be_asked_for_behind_an_option(words: list[str]) -> None:
    asked = parse(words)
    assert asked.help
    assert asked.command == "plan"


def test_apply_takes_several_settings() -> None:
    assert parse(["apply", "--setting", "4/a/b", "--setting", "5/-/c"]).settings == (
        "4/a/b",
        "5/-/c",
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["plan", "--regoin", "us-east-1"],
            "There is no option “--regoin”. Did you mean --region?",
        ),
        (
            ["--regoin", "us-east-1", "plan"],
            "There is no option “--regoin”. Did you mean --region?",
        ),
        (["--regoin=us-east-1"], "There is no option “--regoin”. Did you mean --region?"),
        (["--reg", "us-east-1"], "There is no option “--reg”. Did you mean --region?"),
        (["plan", "-q"], "There is no option “-q”. See “poolwalk plan --help”."),
        (["-q"], "There is no option “-q”. See “poolwalk --help”."),
        (["apply", "--only", "x"], "There is no option “--only”. See “poolwalk apply --help”."),
        (
            ["leave-out", "8a", "--because", "x"],
            "There is no option “--because”. See “poolwalk leave-out --help”.",
        ),
        (["plan", "--Step", "4"], "There is no option “--Step”. Did you mean --step?"),
        (["plan", "--dom", "x"], "There is no option “--dom”. Did you mean --domain?"),
        (["--demo", "help", "plna"], "There is no command “plna”. Did you mean plan?"),
        (
            ["help", "plan", "4"],
            "“4” is one word too many after “poolwalk plan”: see “poolwalk plan --help”.",
        ),
        (["plan", "--out", "-q"], "There is no option “-q”. See “poolwalk plan --help”."),
        (["plna"], "There is no command “plna”. Did you mean plan?"),
        (["demo"], "There is no command “demo”. Did you mean --demo?"),
        (["version"], "There is no command “version”. Did you mean --version?"),
        (
            ["sing"],
            f"There is no command “sing”. {KNOWN}",
        ),
        (
            [""],
            f"There is no command “”. {KNOWN}",
        ),
        (
            ["plan", "4"],
            "“4” is one word too many after “poolwalk plan”: see “poolwalk plan --help”.",
        ),
        (
            ["plan", "--yes"],
            f"--yes belongs to {OWNERS_OF_YES}, not to “poolwalk plan”:"
            " see “poolwalk plan --help”.",
        ),
        (
            ["--step", "4"],
            (
                "--step belongs to “poolwalk plan”, “poolwalk apply”, “poolwalk undo”, “poolwalk"
                " record” and “poolwalk verify”, not to “poolwalk”: see “poolwalk --help”."
            ),
        ),
        (["plan", "--step"], "--step needs a value."),
        (["plan", "--step", "--json"], "--step needs a value."),
        (["plan", "--json=yes"], "--json takes no value."),
        (["plan", "--read-only=no"], "--read-only takes no value."),
        (
            ["apply", "--apple-key-id", "ABCDEF1234"],
            "--apple-key-id says which key --apple-key is: give the key's file as well.",
        ),
        (
            ["plan", "--demo", "--profile", "acme"],
            (
                "--demo brings a deployment and a record of its own: leave out --profile, or leave"
                " out --demo."
            ),
        ),
    ],
)
def test_a_mistake_is_one_sentence_with_what_to_do_and_exits_1(
    words: list[str], sentence: str, run: Run
) -> None:
    answer = run(*words)

    assert (answer.code, answer.out, answer.sentence) == (1, "", sentence)


def test_an_empty_step_of_a_script_never_means_every_step() -> None:
    for flag in ("--step", "--setting", "--domain", "--apple-key"):
        with pytest.raises(BadInput, match=f"{flag} needs a value"):
            parse(["apply", flag, "", "--yes"])


def test_what_somebody_typed_reaches_the_terminal_without_control_characters(run: Run) -> None:
    answer = run("pl\x1b[2Jan", "--json")

    assert "\x1b" not in answer.err
    assert answer.code == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_each_command_takes_and_nothing_of_the_others(
    run: Run, command: str
) -> None:
    answer = run("-h", command)

    flags = set(re.findall(r"^  (--[a-z-]+)", answer.out, re.MULTILINE)) & {
        argument.flag for argument in ARGUMENTS
    }
    assert flags == {argument.flag for argument in ARGUMENTS if command in argument.commands}
    assert (answer.code, answer.err) == (0, "")


def test_help_names_every_command_and_every_setting(run: Run) -> None:
    text, everything = run("--help").out, run("--help", "--all").out

    for command in COMMANDS:
        assert f"  {command} " in text
    for option in OPTIONS:
        assert option.flag in everything
        assert f"  {option.flag}" not in text.partition("examples:")[0], "it is short"


def test_the_version_is_the_packages(run: Run) -> None:
    from importlib.metadata import version

    assert run("--version").out == f"poolwalk {version('poolwalk')}\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["--region", "us-east-1", "plan", "--region=eu-west-1"],
            "--region is given twice, as “us-east-1” and as “eu-west-1”: leave one of them out.",
        ),
        (
            ["apply", "--step", "4", "--step", "5"],
            "--step is given twice, as “4” and as “5”: leave one of them out.",
        ),
        (
            ["apply", "--domain", "acme-a", "--domain", "acme-b"],
            "--domain is given twice, as “acme-a” and as “acme-b”: leave one of them out.",
        ),
        (
            ["--deployment", "staging", "apply", "--deployment", "production"],
            "--deployment is given twice, as “staging” and as “production”: leave one of them out.",
        ),
        (
            ["--read-only", "apply", "--no-read-only"],
            "--read-only and --no-read-only are both given: leave one out.",
        ),
        (
            ["--no-protected", "apply", "--protected"],
            "--protected and --no-protected are both given: leave one out.",
        ),
    ],
)
def test_of_two_that_differ_neither_is_taken(words: list[str], sentence: str) -> None:
    """The last would count, as with an alias that names another deployment."""
    with pytest.raises(BadInput) as refused:
        parse(words)
    assert str(refused.value) == sentence


def test_the_same_twice_is_once() -> None:
    found = parse(["--region", "us-east-1", "plan", "--region", "us-east-1", "--ascii", "--ascii"])
    assert found.options == {"region": "us-east-1", "ascii": True}
    assert parse(["apply", "--setting", "a", "--setting", "b"]).settings == ("a", "b")
