"""The README's tables say what the program does.

A failing test prints the rows that it should have.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tui.settings.options import OPTIONS
from widgets.commands.command import Command
from widgets.commands.pages import DOCTOR, RECORD
from widgets.commands.table import ALL

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def rows_under(heading: str) -> list[str]:
    """The rows of the first table under a heading, without its head."""
    section = README.partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| ")][2:]


@pytest.mark.parametrize(
    ("heading", "commands"),
    [("## Keys", ALL), ("## The record", RECORD), ("## The doctor", DOCTOR)],
    ids=["main", "record", "doctor"],
)
def test_the_readme_lists_every_command_with_its_keys(
    heading: str, commands: Sequence[Command[Any]]
) -> None:
    rows = [
        f"| {' '.join(f'`{key}`' for key in one.shown_keys)} | {one.title} | {one.tooltip} |"
        for one in commands
    ]
    assert rows_under(heading) == rows


def test_the_readme_lists_every_setting_with_its_names() -> None:
    names = [row.split(" | ")[:3] for row in rows_under("## Settings")]
    assert names == [
        [f"| `{option.flag}`", f"`{option.variable}`", f"`{option.name}`"] for option in OPTIONS
    ]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_links_to_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).is_file()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_a_document_names_is_there(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)", (ROOT / document).read_text(encoding="utf-8")))
    assert named <= targets
