"""What imports what, read from the source.

Imports inside functions and under TYPE_CHECKING count as well: they tie files together like all
others. The order of the layers is held by import-linter, in `pyproject.toml`.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("tui", "screens", "widgets", "migration", "sandbox")

# One worker takes the sources apart for all of them.
pytestmark = pytest.mark.xdist_group("imports")


@cache
def files() -> dict[str, Path]:
    """Each module of the product by its full name."""
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("*.py"))
    }


def names_imported(tree: ast.AST) -> Iterator[str]:
    """Everything that a module imports anywhere: `a.b` and `a.b.c` for `from a.b import c`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def imported(module: str) -> frozenset[str]:
    return frozenset(names_imported(ast.parse(files()[module].read_text(encoding="utf-8"))))


def is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def modules_imported(module: str) -> set[str]:
    """Our modules that one needs.

    An import runs each package on the way to its module too, unless the importer lies within it
    and so has run it already. `from a import b` needs `a.b` alone where that is a module.
    """
    names = imported(module)
    chosen = {name for name in names if not any(other in files() for other in below(name, names))}
    needed = {part for name in chosen for part in packages_of(name) if not is_within(module, part)}
    return (chosen | needed) & files().keys() - {module}


def below(name: str, names: frozenset[str]) -> list[str]:
    return [other for other in names if other.rpartition(".")[0] == name]


def packages_of(name: str) -> Iterator[str]:
    while name := name.rpartition(".")[0]:
        yield name


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules in which each needs every other one; Tarjan's algorithm."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = lowest[module] = len(index)
        path.append(module)
        for other in sorted(graph[module]):
            if other not in index:
                visit(other)
                lowest[module] = min(lowest[module], lowest[other])
            elif other in path:
                lowest[module] = min(lowest[module], index[other])
        if lowest[module] == index[module]:
            group = path[path.index(module) :]
            del path[path.index(module) :]
            if len(group) > 1:
                found.append(sorted(group))

    for module in graph:
        if module not in index:
            visit(module)
    return sorted(found)


def test_no_modules_import_each_other() -> None:
    assert circles({module: modules_imported(module) for module in files()}) == []


@pytest.mark.parametrize(
    "source",
    ["import a.b", "def f():\n    from a import b", "if TYPE_CHECKING:\n    from a.b import C"],
    ids=["at the top", "in a function", "for the types alone"],
)
def test_an_import_counts_wherever_it_stands(source: str) -> None:
    assert "a.b" in set(names_imported(ast.parse(source)))


def test_a_circle_is_found_whatever_its_length() -> None:
    graph = {"a": {"b", "d"}, "b": {"c"}, "c": {"a"}, "d": {"e"}, "e": set()}
    assert circles(graph) == [["a", "b", "c"]]


def outside_names(module: str) -> set[str]:
    return {name.partition(".")[0] for name in imported(module)}


def test_aws_is_asked_in_one_room_alone() -> None:
    # The practice AWS reads AWS's service models: it is the other end of the line.
    clients = {"boto3", "botocore", "mypy_boto3_cognito_idp", "mypy_boto3_cloudformation"}
    strangers = [
        module
        for module in files()
        if not is_within(module, "migration.aws") and not is_within(module, "sandbox")
        if clients & outside_names(module)
    ]
    assert strangers == []


def test_the_practice_aws_opens_no_connection_to_aws() -> None:
    assert [
        module
        for module in files()
        if is_within(module, "sandbox") and "boto3" in outside_names(module)
    ] == []


def test_the_cell_driver_knows_nothing_of_ours() -> None:
    # It is to become a package of its own.
    driver = [module for module in files() if is_within(module, "tui.cells")]
    assert driver
    for module in driver:
        ours = {name for name in modules_imported(module) if not is_within(name, "tui.cells")}
        assert ours <= {"tui"}, module
