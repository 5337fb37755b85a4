"""A path is understood as a person's hands bring it: typed, pasted, or dropped on the terminal."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.errors import BadInput
from migration.ordinary_file import content_of, path_of


@pytest.mark.parametrize(
    "named",
    [
        "{folder}/My App/Configuration.plist",
        "  {folder}/My App/Configuration.plist \n",
        "'{folder}/My App/Configuration.plist'",
        '"{folder}/My App/Configuration.plist"',
        r"{folder}/My\ App/Configuration.plist",
        "file://{folder}/My%20App/Configuration.plist",
        "file://localhost{folder}/My%20App/Configuration.plist",
        "~/My App/Configuration.plist",
        "'~/My App/Configuration.plist'",
    ],
)
def test_every_form_in_which_a_path_comes_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "My App" / "Configuration.plist"
    file.parent.mkdir()
    file.write_bytes(b"found")
    assert content_of(named.format(folder=tmp_path), 100) == b"found"


@pytest.mark.parametrize("name", ["it's.p8", r"back\slash", "'quoted'", "a b", "file:name"])
def test_a_file_that_is_really_named_so_comes_first(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"found")
    assert content_of(str(tmp_path / name), 100) == b"found"


def test_a_file_of_another_machine_is_none_here() -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        content_of("file://elsewhere.example/etc/hosts", 100)


@given(st.text(max_size=30))
def test_whatever_is_named_is_a_path_or_a_sentence(named: str) -> None:
    said = ""
    try:
        content_of(named, 10)
    except BadInput as error:
        said = str(error)
    assert (said and "\n" not in said) or path_of(named).exists()
