"""Apple's key as people really have it: its id is never guessed, and its line ends may be lost."""

import time
from base64 import b64encode, encodebytes
from collections.abc import Callable
from pathlib import Path
from shlex import quote

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from migration.apple_key import apple_key
from migration.errors import BadInput

PEM = (
    generate_private_key(SECP256R1())
    .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    .decode()
)
BODY = "".join(PEM.splitlines()[1:-1])


@pytest.mark.parametrize(
    "name",
    [
        "AuthKey_PRACTICE01.p8",
        "AuthKey_PRACTICE01 (1).p8",
        "AuthKey_PRACTICE01(2).p8",
        "AuthKey_PRACTICE01 copy.p8",
        "AuthKey_PRACTICE01-1.p8.txt",
        "authkey_practice01.P8",
        "AuthKey_PRACTICE01_1.p8",
    ],
)
def test_the_id_stands_in_apples_own_name_whatever_a_browser_made_of_it(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text(PEM)
    assert apple_key(str(tmp_path / name), "").key_id == "PRACTICE01"


@pytest.mark.parametrize(
    "name",
    ["key.p8", "AuthKey_.p8", "AuthKey_PRACTICE012345.p8", "AuthKey_PRAC.p8", "PRACTICE01.p8"],
)
def test_a_name_that_gives_no_id_is_asked_for_and_never_guessed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PEM)
    with pytest.raises(BadInput, match="Give its key id too"):
        apple_key(str(tmp_path / name), "")
    assert apple_key(str(tmp_path / name), "OTHERKEY99").key_id == "OTHERKEY99"


def test_a_folder_that_is_called_like_a_key_gives_no_id(tmp_path: Path) -> None:
    folder = tmp_path / "AuthKey_PRACTICE01.d"
    folder.mkdir()
    (folder / "key.p8").write_text(PEM)
    with pytest.raises(BadInput, match="Give its key id too"):
        apple_key(str(folder / "key.p8"), "")


@pytest.mark.parametrize(
    "text",
    [
        PEM.replace("\n", "\\n"),
        PEM.replace("\n", "\\r\\n"),
        PEM.replace("\n", "\\\\n"),
        f'"{PEM}"'.replace("\n", "\\n"),
        PEM.replace("\n", "\r\n"),
        PEM.replace("\n", " "),
        f"'{BODY}'",
        b64encode(PEM.encode()).decode(),
        encodebytes(PEM.encode()).decode(),
        f"'{b64encode(PEM.encode()).decode()}'",
    ],
)
def test_a_key_whose_line_ends_were_written_out_is_understood(text: str) -> None:
    key = apple_key(text, "PRACTICE01")
    assert key.private_key.reveal() == BODY


@pytest.mark.parametrize(
    "shown",
    [
        lambda path: quote(str(path)),
        lambda path: f'"{path}"',
        lambda path: str(path).replace("'", "\\'").replace(" ", "\\ "),
        lambda path: path.as_uri(),
    ],
)
@pytest.mark.parametrize("folder", ["keys", "our keys", "it's ours"])
def test_a_file_that_is_dropped_on_the_terminal_is_read(
    tmp_path: Path, folder: str, shown: Callable[[Path], str]
) -> None:
    path = tmp_path / folder / "AuthKey_PRACTICE01.p8"
    path.parent.mkdir()
    path.write_text(PEM)
    key = apple_key(f" {shown(path)} ", "")
    assert (key.key_id, key.private_key.reveal()) == ("PRACTICE01", BODY)


def test_pasted_text_gives_no_id_either() -> None:
    with pytest.raises(BadInput, match="Give its key id too") as caught:
        apple_key(PEM, "")
    assert BODY not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["PRIVATE KEY" + "\\" * 200_000, "A" * 2_000_000, "-----BEGIN PRIVATE KEY-----" * 20_000],
)
def test_what_is_far_too_long_for_a_key_is_refused_at_once(text: str) -> None:
    began = time.process_time()
    with pytest.raises(BadInput, match="far too long") as caught:
        apple_key(text, "PRACTICE01")
    assert time.process_time() - began < 0.5
    assert len(str(caught.value)) < 400


def test_backslashes_take_a_time_that_grows_as_they_do() -> None:
    began = time.process_time()
    with pytest.raises(BadInput):
        apple_key("PRIVATE KEY" + "\\" * 9_900, "PRACTICE01")
    assert time.process_time() - began < 0.2


@pytest.mark.parametrize(
    "made",
    [
        PEM.replace(" ", "\u00a0"),  # as a page in a browser holds it
        PEM.replace(BODY[7], BODY[7] + "\u200b", 1),
        "\ufeff" + PEM.replace("\n", "\r\n"),
    ],
)
def test_what_a_page_put_into_it_unseen_is_no_part_of_a_key(tmp_path: Path, made: str) -> None:
    file = tmp_path / "AuthKey_PRACTICE01.p8"
    file.write_text(made, encoding="utf-8")
    assert apple_key(str(file), "").private_key.reveal() == BODY
    assert apple_key(made, "PRACTICE01").private_key.reveal() == BODY
    file.write_text(made, encoding="utf-16")  # an editor's "Unicode"
    assert apple_key(str(file), "").private_key.reveal() == BODY


@pytest.mark.parametrize(
    "made",
    [
        PEM.lower(),
        PEM.replace("PRIVATE", "PUBLIC"),
        PEM.replace(" PRIVATE ", "\u00a0PRIVATE\u00a0").replace(BODY[3:9], ""),
        BODY.replace("+", "-").replace("/", "_") + "-_",
        f"key:\n{BODY}x",
    ],
)
def test_a_text_that_is_nearly_a_key_is_never_quoted_as_if_it_were_a_path(made: str) -> None:
    with pytest.raises(BadInput) as refused:
        apple_key(made, "PRACTICE01")
    assert str(refused.value) == (
        "That is no private key as Apple gives it: use the whole AuthKey_….p8 file, as it was"
        " downloaded."
    )
