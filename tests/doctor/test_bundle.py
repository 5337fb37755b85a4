"""What `doctor --bundle` packs: enough for a question, and nobody's name."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from migration.doctor.check import Check, DoctorVerdict, Group
from tests.command_line.conftest import Run, aws, home, run  # noqa: F401 fixtures
from tests.practice_aws import PracticeAws
from tui.doctor.bundle import bundle_text
from tui.settings.options import OPTIONS
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
        DoctorVerdict.FAILED,
        reason="There is no pool “acme-secret-pool” in us-gov-east-1: arn:aws:x:1234567",
    )
    text = bundle_text((check,), Sources({"state_folder": str(tmp_path)}, {}, {}, tmp_path), "")
    assert "There is no pool …" in text
    assert "acme" not in text
    assert "gov" not in text
    assert "1234567" not in text


PLANTED = ("hush-Secret-Xyzzy99", "123456789012", "bob@acme.example", "AKIAIOSFODNN7EXAMPLE")


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_in_every_setting_variable_and_line_is_not_in_it(
    planted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "COLORTERM", "TERM_PROGRAM", "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR"):
        monkeypatch.setenv(name, planted)
    with closing(sqlite3.connect(tmp_path / f"{planted}.sqlite3")) as database:
        database.execute("CREATE TABLE entry (kind, at)")
        database.execute("INSERT INTO entry VALUES (?, ?)", (planted, planted))
        database.commit()
    every = {option.name: planted for option in OPTIONS} | {"state_folder": str(tmp_path)}
    kept = {"state_folder": str(tmp_path)}
    lines = [
        f"2026-11-26T10:00:00.000Z {called}, 1 try, 12 ms, request {planted}\n"
        for called in (
            f"{planted} us-east-1 ListUserPools: 200",
            f"cognito-idp {planted} ListUserPools: 200",
            f"cognito-idp us-east-1 {planted}: 200",
            f"cognito-idp us-east-1 ListUserPools: {planted}",
            f"cognito-idp us-east-1 ListUserPools: 400 {planted}",
            f"cognito-idp us-east-1 ListUserPools: no answer: {planted}",
        )
    ]
    check = Check("pools", Group.DEPLOYMENT, "?", DoctorVerdict.FAILED, planted, planted, planted)
    for sources in (
        Sources(every, {}, {}, tmp_path),
        Sources(kept, every, {}, tmp_path),
        Sources(kept, {}, every | {"keys": {planted: planted}}, tmp_path / planted),
    ):
        text = bundle_text((check,), sources, "".join(lines))
        assert [line for line in text.splitlines() if planted in line] == []
        assert "cognito-idp ListUserPools: 200, 1 try, 12 ms" in text
        assert "profile: set" in text


@pytest.mark.parametrize(
    ("noted", "told"),
    [
        ("403 AccessDeniedException, 2 tries", "403 AccessDeniedException, 2 tries"),
        ("403 BobsProxy, 1 try", "403 …, 1 try"),
        ("no answer: ReadTimeoutError", "no answer: ReadTimeoutError"),
    ],
)
def test_of_a_call_what_came_of_it_is_told(noted: str, told: str, tmp_path: Path) -> None:
    line = f"2026-11-26T10:00:00.000Z sts eu-west-1 GetCallerIdentity: {noted}, 7 ms, request -"
    text = bundle_text((), Sources({"state_folder": str(tmp_path)}, {}, {}, tmp_path), line)
    assert f"10:00:00.000Z sts GetCallerIdentity: {told}, 7 ms\n" in text


@pytest.mark.parametrize(
    ("name", "value"),
    [("TERM", "xterm-256color"), ("TERM", "tmux-256color"), ("LANG", "de_DE.UTF-8")],
)
def test_the_kind_of_terminal_is_told(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    text = bundle_text((), Sources({"state_folder": str(tmp_path)}, {}, {}, tmp_path), "")
    assert f"{name}={value}\n" in text
