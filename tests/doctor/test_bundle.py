"""What `doctor --bundle` packs: enough for a question, and nobody's name."""

import re
from pathlib import Path

import pytest

from migration.doctor.check import Check, Group, Verdict
from tests.command_line.conftest import Run, aws, home, run  # noqa: F401 fixtures
from tests.practice_aws import PracticeAws
from tui.doctor.bundle import bundle_text
from tui.settings.sources import Sources

SECRETIVE = (
    "rainmaker-user-pool",
    "us-east-1",
    "123456789012",
    "OldPool01",
    "127.0.0.1",
    "Acme",
    "acme",
)


def test_it_names_nobody_and_says_what_is_in_it_first(
    aws: PracticeAws,  # noqa: F811
    run: Run,  # noqa: F811
    tmp_path: Path,
) -> None:
    run("plan")
    file = tmp_path / "question.txt"
    answer = run("doctor", "--bundle", str(file), "--old-pool", "rainmaker-user-pool")
    assert answer.code == 0, answer.err
    assert answer.out.startswith(f"Written: {file}.")
    text = file.read_text(encoding="utf-8")
    head, *parts = re.split(r"(?m)^== ", text)
    assert [part.splitlines()[0] for part in parts] == [
        line.removeprefix("- ").partition(":")[0]
        for line in head.splitlines()
        if line.startswith("- ")
    ]
    for name in (*SECRETIVE, aws.access_key, aws.secret_key, str(tmp_path), str(Path.home())):
        assert name not in text, name
    assert "old_pool: set (by option)" in text
    assert re.search(r"cognito-idp ListUserPools: 200, 1 try, \d+ ms\n", text)
    assert "deployment/pools: passed" in text
    assert file.stat().st_mode & 0o777 == 0o600
    assert "is there already" in run("doctor", "--bundle", str(file)).sentence


def test_the_record_shows_its_shape_alone(tmp_path: Path) -> None:
    (tmp_path / "123-us-east-1.sqlite3").write_bytes(b"nonsense" * 200)
    text = bundle_text((), Sources({"state_folder": str(tmp_path)}, {}, {}, tmp_path), "")
    assert "record 1: 1600 bytes, cannot be read: DatabaseError" in text
    assert "us-east-1" not in text


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("profile", "acme", "profile: set"),
        ("theme", "nord", "theme: nord"),
        ("read_only", True, "read_only: True"),
        ("clipboard_seconds", "30", "clipboard_seconds: 30"),
        ("pair", ["a:b"], "pair: set"),
    ],
)
def test_of_settings_only_those_that_name_nothing_are_told(
    name: str, value: object, told: str, tmp_path: Path
) -> None:
    sources = Sources({name: value, "state_folder": str(tmp_path)}, {}, {}, tmp_path)
    assert f"{told} (by option)" in bundle_text((), sources, "")


def test_of_a_checks_words_ours_stay(tmp_path: Path) -> None:
    check = Check(
        "pools",
        Group.DEPLOYMENT,
        "Both pools are there",
        Verdict.FAILED,
        reason="There is no pool “acme-secret-pool” in us-gov-east-1: arn:aws:x:1234567",
    )
    text = bundle_text((check,), Sources({"state_folder": str(tmp_path)}, {}, {}, tmp_path), "")
    assert "There is no pool …" in text
    assert "acme" not in text
    assert "gov" not in text
    assert "1234567" not in text
