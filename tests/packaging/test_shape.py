"""The shape of the house: objects are put together, not inherited, and names tell files apart."""

import inspect
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from itertools import groupby
from pathlib import Path

import pytest

from screens.dialogs.dialog import Dialog, ReadingDialog
from screens.dialogs.notice import NoticeDialog
from tests.packaging.test_imports import PACKAGES, ROOT, files
from widgets.text.line import Line

CLASSES_IN_A_LINE = 3  # the class itself, and what it inherits of ours
METHODS = 35  # inherited ones counted
LINES = 300  # of one file, with its docstrings
LETTERS = 3  # what is left of a name at least, once its ending is gone
ENDING = re.compile(r"(?:ing|ed|er|s)$")


@cache
def classes() -> list[type]:
    """Every class of the product."""
    return [
        found
        for module in sorted(files())
        if not module.endswith("__main__")
        for _, found in inspect.getmembers(import_module(module), inspect.isclass)
        if found.__module__ == module
    ]


def of_ours(found: type) -> list[type]:
    return [base for base in found.__mro__ if base.__module__.partition(".")[0] in PACKAGES]


def functions(of: type) -> Iterator[tuple[str, Callable[..., object]]]:
    """What a class defines: methods, and what stands behind properties and class methods."""
    for name, value in vars(of).items():
        for part in ("__func__", "fget", "func", "__wrapped__"):
            value = getattr(value, part, None) or value  # noqa: PLW2901
        if inspect.isfunction(value):
            yield name, value


def methods(found: type) -> set[str]:
    """The methods that somebody wrote: those of a dataclass have no file."""
    return {
        name
        for base in of_ours(found)
        for name, function in functions(base)
        if function.__code__.co_filename.startswith(str(ROOT))
    }


def test_every_class_of_the_product_is_looked_at() -> None:
    names = {found.__qualname__ for found in classes()}
    assert {"WalkthroughScreen", "Walkthrough", "PoolwalkApp", "LinePane", "Store"} <= names


def test_no_class_stands_at_the_end_of_a_long_line() -> None:
    long = {
        f"{found.__module__}.{found.__name__}": [base.__name__ for base in of_ours(found)]
        for found in classes()
        if len(of_ours(found)) > CLASSES_IN_A_LINE
    }
    assert long == {}


def test_no_class_does_everything() -> None:
    large = {
        f"{found.__module__}.{found.__name__}": len(methods(found))
        for found in classes()
        if len(methods(found)) > METHODS
    }
    assert large == {}


def stem(name: str) -> str:
    """A name without its ending, so that `reading`, `reads` and `reader` are one."""
    short = ENDING.sub("", name)
    return short if len(short) >= LETTERS else name


def alike(names: list[str]) -> list[list[str]]:
    groups = (list(group) for _, group in groupby(sorted(names, key=stem), key=stem))
    return [group for group in groups if len(group) > 1]


def folders() -> list[Path]:
    """The folders of the product; the practice AWS is named by AWS's own services."""
    return sorted(
        {file.parent for module, file in files().items() if not module.startswith("sandbox")}
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_no_file_of_the_product_is_longer_than_a_person_reads_at_once(package: str) -> None:
    lengths = {
        module: len(file.read_text(encoding="utf-8").splitlines())
        for module, file in files().items()
        if module.partition(".")[0] == package
    }
    assert lengths
    assert {module: lines for module, lines in lengths.items() if lines > LINES} == {}


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: str(folder.relative_to(ROOT)))
def test_no_two_files_of_a_folder_differ_by_an_ending_alone(folder: Path) -> None:
    inside = [
        entry.stem
        for entry in folder.iterdir()
        if entry.suffix == ".py" or (entry.is_dir() and (entry / "__init__.py").exists())
    ]
    assert alike(inside) == []


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["reading", "reader", "screen"], [["reader", "reading"]]),
        (["checks", "checked", "page"], [["checked", "checks"]]),
        (["aws", "awer", "undoing", "ring", "red"], []),
    ],
)
def test_what_counts_as_alike(names: list[str], expected: list[list[str]]) -> None:
    assert [sorted(group) for group in alike(names)] == expected


def test_classes_and_methods_are_counted_with_what_is_inherited() -> None:
    assert of_ours(NoticeDialog) == [NoticeDialog, ReadingDialog, Dialog]
    assert {"content", "action_scroll", "action_leave", "__init__"} <= methods(NoticeDialog)
    assert "text" in methods(Line)  # a property
    assert "__eq__" not in methods(Line)  # the dataclass wrote it
