"""What is made from the code says what the code says."""

import pytest

from tests.documents.made import made, text_of
from tests.documents.pages import KEYS
from widgets.commands.all_pages import EVERYWHERE

# Made in the one worker that holds them, not in each while it looks for tests.
pytestmark = pytest.mark.xdist_group("made documents")

NAMES = (
    *(f"assets/shell/poolwalk.{ending}" for ending in ("bash", "zsh", "fish", "1")),
    *(f"docs/{page}.md" for page in ("keys", "settings", "commands", "cut-over")),
)


def test_each_that_is_made_is_held() -> None:
    assert set(made()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_made_from_the_code_is_up_to_date(name: str) -> None:
    assert text_of(name) == made()[name], "run python -m tests.documents"


def test_no_command_of_any_page_is_without_its_row() -> None:
    listed = {command.id for commands in KEYS.values() for command in commands}
    assert listed == {command.id for page in EVERYWHERE.values() for command in page}
