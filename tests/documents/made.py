"""Every file that is made from the code, and which of them is out of date."""

from functools import cache
from pathlib import Path

from tests.documents.pages import pages
from tests.documents.shell import man_page, scripts

ROOT = Path(__file__).parents[2]


@cache
def made() -> dict[str, str]:
    """The text of each file, by its path in the repository."""
    return {**scripts(), **man_page(), **pages()}


def stale() -> list[str]:
    """The files that say otherwise than the code."""
    return [name for name, text in made().items() if text_of(name) != text]


def text_of(name: str) -> str:
    """What a file holds; empty where it is not there."""
    file = ROOT / name
    return file.read_text(encoding="utf-8") if file.is_file() else ""
