"""Every file that a person names is read by one reader, with bounds."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from migration.apple_key import apple_key
from migration.bounded_json import DEEPEST
from migration.checks.token_file import token_in
from migration.errors import BadInput
from migration.login_page_logo import picture_in
from migration.mobile.app_file import read_app_file
from migration.ordinary_file import json_of, quoted
from migration.snapshot.file import read_snapshot
from tests.readings import DEPLOYMENT
from tui.settings.sources import gather

READERS: dict[str, Callable[[Path], object]] = {
    "diff": lambda file: read_snapshot(file, DEPLOYMENT),
    "mobile": lambda file: read_app_file(str(file)),
    "key": lambda file: apple_key(str(file), "ABCDEFGHIJ"),
    "logo": lambda file: picture_in(str(file)),
    "token": token_in,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/tty", "/dev/full"])
def test_a_device_is_no_file(reader: str, device: str) -> None:
    with pytest.raises(BadInput, match=r"no ordinary file|cannot be read"):
        READERS[reader](Path(device))


@pytest.mark.parametrize("reader", READERS)
def test_a_pipe_is_no_file(reader: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(BadInput, match="no ordinary file"):
        READERS[reader](tmp_path / "pipe")


@pytest.mark.parametrize("reader", READERS)
def test_a_file_without_end_is_too_large(reader: str, tmp_path: Path) -> None:
    with (tmp_path / "endless").open("wb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.truncate(1 << 40)  # a hole of a terabyte
    with pytest.raises(BadInput, match=r"too large|larger than|holds no token"):
        READERS[reader](tmp_path / "endless")


@pytest.mark.parametrize("depth", [DEEPEST + 1, 900, 100_000])
@pytest.mark.parametrize("form", ['[{"a":', "["])
def test_a_snapshot_that_is_nested_deep_is_none(tmp_path: Path, depth: int, form: str) -> None:
    deep = (form * depth) + "1" + "".join("}]" if "{" in form else "]" for _ in range(depth))
    file = tmp_path / "deep.json"
    file.write_text(
        json.dumps({"schema": 1, "deployment": {}, "new": {}})[:-1] + f', "old": {{"a": {deep}}}}}'
    )
    with pytest.raises(BadInput, match="is no snapshot"):
        read_snapshot(file, DEPLOYMENT)


def test_what_is_not_too_deep_is_read(tmp_path: Path) -> None:
    (tmp_path / "flat.json").write_text("[" * (DEEPEST - 1) + "]" * (DEEPEST - 1))
    assert json_of(str(tmp_path / "flat.json"), 1000) is not None


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "poolwalk").mkdir()
    return tmp_path / "poolwalk" / "config.toml"


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (os.mkfifo, "no ordinary file"),
        (lambda file: file.symlink_to("/dev/zero"), "no ordinary file"),
        (lambda file: file.mkdir(), "Is a directory"),
        (lambda file: file.write_bytes(b"#" * 200_000), "too large"),
        (lambda file: file.write_bytes(b"\xff\xfe"), "UTF-8"),
        (lambda file: file.write_text("a = " + "[" * 5_000), "not valid TOML"),
        (lambda file: file.write_text("a = " + "{a=" * 900), "not valid TOML"),
    ],
    ids=["a pipe", "a device", "a folder", "large", "no text", "deep", "deep tables"],
)
def test_a_config_file_that_will_not_do_is_told(
    config: Path, make: Callable[[Path], object], why: str
) -> None:
    make(config)
    with pytest.raises(BadInput, match=why):
        gather({})


def test_a_path_is_quoted_in_one_line_and_without_a_secret() -> None:
    assert quoted("a\x1b[2J\nb") == "a<U+001B>[2J<U+000A>b"
    assert len(quoted("x" * 5_000)) < 300
