"""A trial of mutations: which there are, which tests concern them, and its end in time."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import pytest

from tests.mutants import concerned, figures, mutations, refusals, trial
from tests.mutants.concerned import CONCERNED
from tests.mutants.mutations import Part, listed
from tests.mutants.trial import trial as try_part
from tests.practice_aws import HUNG

ROOT = Path(__file__).parents[2]
SOURCE = """
def x_f__mutmut_orig(a):
    return say("it is there", a, "id")
def x_f__mutmut_1(a):
    return say("XXit is thereXX", a, "id")
def x_f__mutmut_2(a):
    return say("it is there", None, "id")
def x_f__mutmut_3(a):
    return say("it is there", a, "XXidXX")
def x_f__mutmut_4(a):
    return say("it is there", a)
def x_f__mutmut_5(a):
    return say("it is there", a, )
"""
NAME = "migration.room.file.x_f__mutmut_"


@pytest.fixture(autouse=True)
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one file, whose mutations are made: one is noticed, one is not, two wait."""
    monkeypatch.chdir(tmp_path)
    for file in ("migration/room/file.py", "pyproject.toml"):
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).touch()
        os.utime(file, (1, 1))
    copy = Path("mutants/migration/room/file.py")
    copy.parent.mkdir(parents=True)
    copy.write_text(SOURCE)
    codes = dict(zip((f"{NAME}{n}" for n in range(1, 6)), (None, 1, 0, None, None), strict=True))
    copy.with_suffix(".py.meta").write_text(json.dumps({"exit_code_by_key": codes}))
    Path("mutants/mutmut-stats.json").write_text("{}")
    refusals._KEPT.write_text(json.dumps({"migration.room.file": [f"{NAME}4"]}))
    return copy


ALL = Part(["migration.*"])


def test_each_listed_file_has_tests_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert {f"migration.{module}" for module in CONCERNED} == set(listed())
    for tests in CONCERNED.values():
        for test in tests:
            assert (ROOT / "tests" / f"{test}.py").exists(), test


def test_what_only_changes_a_sentence_is_left_out_and_what_mypy_refuses_is_noticed() -> None:
    (file,) = mutations.mutated(ALL)
    assert file.module == "migration.room.file"
    assert file.sentences == 1
    assert [name.removeprefix(NAME) for name in file.became] == ["2", "3", "4", "5"]
    one, total = figures.lines(ALL)
    assert "tests noticed 1 of 2 (50.0 %), with mypy 2 of 3 (66.7 %); not tried 1," in one
    assert total.startswith("all ")
    assert figures.names(ALL, figures.UNNOTICED) == [f"{NAME}3"]


def test_parts_from_other_places_share_no_mutation() -> None:
    parts = [Part(ALL.of, 2, first) for first in (0, 1)]
    (one,), (other,) = map(list, map(mutations.mutated, parts))
    assert (set(one.became) & set(other.became), len(one.became) + len(other.became)) == (set(), 4)


def mutmut(monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    monkeypatch.setattr(trial, "MUTMUT", [sys.executable, "-c", f"import sys, time\n{does}"])


@pytest.mark.process
def test_what_was_never_tried_comes_first_then_what_nothing_noticed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    mutmut(monkeypatch, "print([name[-1] for name in sys.argv[4:]])")
    try_part(ALL, 60)
    said = capfd.readouterr().out.splitlines()
    assert said[:2] == ["['5']", "['3']"]
    assert said[-2] == f"noticed by nothing: {NAME}3"
    assert "1 were not tried" in said[-1]


@pytest.mark.process
def test_a_trial_ends_when_its_time_is_over_and_says_what_it_did_not_come_to(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    mutmut(monkeypatch, "time.sleep(600)")
    for pid in (2**22 + 1, os.getpid()):
        Path(f"memory/poolwalk-mutants-{pid}").mkdir(parents=True)
    monkeypatch.setattr(concerned, "MEMORY", Path("memory"))
    began = time.monotonic()
    try_part(ALL, 0.3)
    assert time.monotonic() - began < HUNG
    assert [one.name for one in Path("memory").iterdir()] == [f"poolwalk-mutants-{os.getpid()}"]
    assert "1 were not tried, those whose tests take longest" in capfd.readouterr().out


@pytest.mark.process
def test_a_making_that_was_broken_off_is_made_anew(
    made: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    os.utime("migration/room/file.py")  # changed since
    mutmut(monkeypatch, "time.sleep(60)")
    try_part(ALL, 0.3)
    assert "The time was over before all mutations were made." in capfd.readouterr().out
    assert made.exists()
    Path("whole.py").write_text(SOURCE)
    mutmut(
        monkeypatch,
        "import pathlib, shutil\n"
        f"print('found' if pathlib.Path('{made}').exists() else 'none')\n"
        f"shutil.copy('whole.py', '{made}')",
    )
    monkeypatch.setattr(refusals, "ask", lambda *_: None)
    try_part(ALL, 60)
    said = capfd.readouterr().out.splitlines()
    assert said[0] == "none", "half a file is not gone on with"
    assert said[-2] == f"noticed by nothing: {NAME}3", "what became of the others is kept"
