"""The practice AWS is the subject here: it is asked as everybody else asks it."""

from functools import cache
from pathlib import Path

import pytest

_HERE = Path(__file__).parent


@cache
def _is_here(path: Path) -> bool:
    return _HERE in path.parents


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _is_here(item.path):
            item.add_marker("over_http")
