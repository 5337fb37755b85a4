"""What is made from the code says what the code says."""

import pytest

from tests.documents.made import made, text_of


@pytest.mark.parametrize("name", list(made()))
def test_what_is_made_from_the_code_is_up_to_date(name: str) -> None:
    assert text_of(name) == made()[name], "run python -m tests.documents"
