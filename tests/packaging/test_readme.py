"""The README and its pages say what the program does.

Tables of keys and settings are made from the code: `tests/documents/`.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from screens.walkthrough.panes import LEAST_HEIGHT, LEAST_WIDTH
from tui.settings.options import THEMES

ROOT = Path(__file__).parents[2]
PAGES = sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", *PAGES)


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


KEY_ROWS = [line for line in text_of("docs/keys.md").splitlines() if line.startswith("| `")]


def rows_of(document: str, heading: str) -> list[str]:
    """The rows of the first table under a heading, without its head."""
    section = text_of(document).partition(f"{heading}\n")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| ")][2:]


def test_the_map_of_the_engine_is_the_order_that_imports_are_held_to() -> None:
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = (one["layers"] for one in contracts if one.get("containers") == ["migration"])
    rows = rows_of("CONTRIBUTING.md", "Inside `migration/` they run down this list:")
    assert [set(re.findall(r"`(\w+)(?:/|\.py)`", row.split(" | ")[0])) for row in rows] == [
        set(layer.split(" | ")) for layer in layers
    ]


NAMED = re.compile(r"`([\w./-]*\w\.(?:py|toml|tcss|json|md))`")  # a file, in any form of its path
FUNCTION = re.compile(r"`(\w+)`\s+(?:of|in)\s+`([\w/]+\.py)`")
EXAMPLES = {"config.toml"}  # a person's own, and of no repository
GATES = "migration/walk/write_gates/__init__.py"
LATE = "migration/walk/late_answers.py"
# So many files are named there at least.
MAPS = {"CONTRIBUTING.md": 100, "docs/architecture.md": 40, GATES: 8, LATE: 7}


@cache
def tracked() -> tuple[str, ...]:
    folders = ("assets", "docs", "migration", "sandbox", "screens", "tests", "tui", "widgets")
    below = (file for folder in folders for file in (ROOT / folder).rglob("*.*"))
    return tuple(f"/{file.relative_to(ROOT)}" for file in (*below, *ROOT.glob("*.*")))


@pytest.mark.parametrize("document", MAPS)
def test_every_file_that_a_map_names_is_there(document: str) -> None:
    named = set(NAMED.findall(text_of(document))) - EXAMPLES
    assert len(named) >= MAPS[document]
    assert {name for name in named if not any(f.endswith(f"/{name}") for f in tracked())} == set()


def test_the_map_names_every_part_of_a_walk() -> None:
    folder = ROOT / "migration" / "walk"
    files = {file.name for file in folder.glob("*.py")} - {"__init__.py"}
    rooms = {f"{room.parent.name}/" for room in folder.glob("*/__init__.py")}
    text = text_of("CONTRIBUTING.md")
    assert {part for part in files | rooms if f"`{part}`" not in text} == {"state.py"}  # its path
    assert "`migration/walk/state.py`" in text


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", GATES])
def test_what_a_map_says_to_stand_in_a_file_stands_there(document: str) -> None:
    found = FUNCTION.findall(text_of(document))
    assert len(found) > 2
    for name, file in found:
        paths = [ROOT / path[1:] for path in tracked() if path.endswith(f"/{file}")]
        told = re.compile(rf"\b(def|class) {name}\b|^ *{name}\b", re.MULTILINE)
        assert any(told.search(path.read_text(encoding="utf-8")) for path in paths), (name, file)


def links(document: str) -> Iterator[tuple[Path, str]]:
    """The file and the heading that each link inside the repository leads to."""
    for link in re.findall(r"\]\(([^)\s]+)\)", text_of(document)):
        if "://" not in link:
            file, _, heading = link.partition("#")
            yield (ROOT / document).parent / file if file else ROOT / document, heading


def headings(file: Path) -> set[str]:
    """The addresses of a page's headings, as GitHub makes them."""
    found = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_everything_that_a_document_links_to_is_there(document: str) -> None:
    assert [
        (file.name, heading)
        for file, heading in links(document)
        if not file.is_file() or (heading and heading not in headings(file))
    ] == []


def test_the_readme_leads_to_every_page() -> None:
    reached = {file.resolve() for file, _ in links("README.md")}
    assert [page for page in PAGES if (ROOT / page).resolve() not in reached] == []


@pytest.mark.parametrize("document", ["README.md", *PAGES])
def test_every_key_that_a_document_names_is_one(document: str) -> None:
    keys = set(re.findall(r"`([^`]+)`(?=[^|]*\|)", "\n".join(KEY_ROWS)))
    assert set(re.findall(r"`([A-Za-z.?!/])`", text_of(document))) <= keys


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_a_document_names_is_there(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", text_of(document))) <= targets


def test_the_least_window_and_the_first_theme_are_those_of_the_program() -> None:
    terminals = (ROOT / "docs" / "terminals.md").read_text(encoding="utf-8")
    assert f"wants {LEAST_WIDTH} columns and {LEAST_HEIGHT} rows" in terminals
    assert THEMES[0] == "auto"
    for page in DOCUMENTS:
        text = (ROOT / page).read_text(encoding="utf-8")
        assert "60 × 20" not in text, page
    settings = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert "| `--theme` | `POOLWALK_THEME` | `theme` | `auto` |" in settings
