"""The package stands alone: it could be taken out and published."""

import ast
import sys
from pathlib import Path

import pytest

import tui.cells

FILES = sorted(Path(tui.cells.__file__).parent.glob("*.py"))
OTHERS = {"rich.cells"}  # Textual lays text out by its table


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_of_ours_is_imported(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    strange = {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}
    assert {name for name in strange if not f"{name}.".startswith("tui.cells.")} <= OTHERS
