"""A test file's asserts are rewritten as pytest does it, once, and found by it."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

from tests.rewritten import files, is_kept, keep


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "test_of_one.py"
    written.write_text("def test_of_one():\n    assert 1 + 1 == 3\n")
    return written


def test_what_was_rewritten_is_found_until_the_file_changes(
    file: Path, pytestconfig: pytest.Config
) -> None:
    assert not is_kept(file)
    keep(file, pytestconfig)
    assert is_kept(file)
    file.write_text("def test_of_one():\n    assert 1 + 1 == 2\n")
    assert not is_kept(file)


def test_pytest_runs_what_is_kept_and_rewrites_nothing_again(
    file: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(file, pytestconfig)
    monkeypatch.delattr(rewrite, "_rewrite_test")
    loader = rewrite.AssertionRewritingHook(pytestconfig)
    spec = spec_from_file_location(file.stem, file, loader=loader)
    assert spec is not None
    loader.exec_module(module := module_from_spec(spec))
    with pytest.raises(AssertionError, match=r"assert \(1 \+ 1\) == 3"):
        module.test_of_one()


def test_a_file_that_is_no_python_is_left_to_pytest(
    file: Path, pytestconfig: pytest.Config
) -> None:
    file.write_text("def test_of_one(:\n")
    keep(file, pytestconfig)
    assert not is_kept(file)


def test_all_that_pytest_rewrites_by_its_name_is_among_them() -> None:
    assert {Path(__file__), Path(__file__).parent / "conftest.py"} <= set(files())
