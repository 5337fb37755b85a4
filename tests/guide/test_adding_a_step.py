"""A step is added by adding its file, as CONTRIBUTING.md shows it."""

import ast
import re
import shutil
from pathlib import Path

import pytest

import migration.guide
from migration.compare.choices import Choices
from migration.guide.page import PasteValue
from migration.guide.page_making import page_of
from migration.guide.placeholder_values import Known
from migration.guide.progress import summarize
from migration.guide.step import Step, StepKind, StepState
from migration.guide.step_files import load_steps
from tests.readings import DEPLOYMENT, pool_reading, reading

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def added(tmp_path: Path) -> tuple[Step, ...]:
    """The guide's steps and the one of CONTRIBUTING.md."""
    shutil.copytree(REPOSITORY / "assets" / "guide", tmp_path / "guide")
    shown = re.search(
        r"```\n(\+\+\+.*?)```",
        (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert shown is not None
    (tmp_path / "guide" / "10-sms.md").write_text(shown[1], encoding="utf-8")
    return load_steps(tmp_path / "guide")


def test_the_file_of_the_example_becomes_a_step_in_its_place(added: tuple[Step, ...]) -> None:
    ids = [step.id for step in added]
    assert ids[ids.index("9") + 1] == "10"


def test_it_has_a_state_and_a_page_with_its_values_and_sub_points(added: tuple[Step, ...]) -> None:
    read = reading(pool_reading(), pool_reading())
    summary = next(summary for summary in summarize(added, (), {}, read) if summary.step.id == "10")
    page = page_of(summary, Known(read, Choices(), DEPLOYMENT), None)
    assert summary.state is StepState.TODO
    assert page.values == (PasteValue("Origination number", "+1 555 0100"),)
    assert [(part.part.id, part.part.dated, part.part.by) for part in summary.parts] == [
        ("asked", True, ""),
        ("granted", True, "AWS"),
    ]
    assert page.console_url.startswith("https://us-east-1.console.aws.amazon.com/sns/")


def test_what_nobody_can_have_seen_in_the_demo_its_page_says_in_place_and_no_other_does(
    added: tuple[Step, ...],
) -> None:
    read = reading(pool_reading(), pool_reading())
    for summary in summarize(added, (), {}, read):
        made_up, real = (
            page_of(summary, Known(read, Choices(), DEPLOYMENT, practice=practice), None).practice
            for practice in (True, False)
        )
        at_a_console = summary.step.kind in {StepKind.CONSOLE, StepKind.BOTH}
        settled = summary.state in {StepState.DONE, StepState.NOT_APPLICABLE}
        told = made_up.startswith("In this made-up company")
        assert told is (at_a_console and not settled)
        assert not real


PLACES = frozenset(re.findall(r"`([\w/]+\.py)`", migration.guide.__doc__ or ""))
# A bare number in code can be anything: these can be nothing but a step.
IDS = frozenset(step.id for step in load_steps() if re.fullmatch(r"\d[a-z]", step.id))


def names_a_step(file: Path) -> bool:
    return any(
        isinstance(node, ast.Constant) and node.value in IDS
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    )


def test_a_step_is_named_in_code_where_the_guide_says_and_nowhere_else() -> None:
    assert {"1a", "8b"} <= IDS
    found = {
        str(file.relative_to(REPOSITORY))
        for package in ("migration", "screens", "widgets", "tui")
        for file in (REPOSITORY / package).rglob("*.py")
        if names_a_step(file)
    }
    assert found
    assert found - PLACES == set()


def test_each_place_that_the_guide_names_for_a_step_is_one_where_steps_are_told_apart() -> None:
    assert len(PLACES) > 10
    for place in PLACES:
        file = REPOSITORY / place
        told_apart = r'\bSTEP\b|STEPS|\bCarried\b|^ +"\d"|every step'
        assert names_a_step(file) or re.search(told_apart, file.read_text("utf-8"), re.M), place
