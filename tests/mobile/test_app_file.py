"""Reading an app's own file: as the app would read it, and a sentence for what is no such file."""

import os
import plistlib
import time
from contextlib import suppress
from pathlib import Path

import javaproperties
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migration.errors import BadInput
from migration.guide.step import BlockForm
from migration.mobile.app_file import LARGEST, AppFile, _entries, read_app_file
from migration.mobile.home_app import config

TREE = {
    "AWS Configuration": {"App Client ID": "abc"},
    "App Configuration": {"User Pool": 2},
    "App Group": "group",
}


def read(folder: Path, content: bytes) -> AppFile:
    file = folder / "file"
    file.write_bytes(content)
    return read_app_file(str(file))


def refusal(folder: Path, content: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        read(folder, content)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_properties_are_read_as_java_reads_them(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        b"# Android Studio's\nauthUrl=https\\://a.example/oauth2\n clientId : a\\\n   bc"
        b" \nname=caf\xe9\n",
    )
    assert file.form is BlockForm.PROPERTIES
    assert [file.held(key) for key in ("authUrl", "clientId", "name", "userPool")] == [
        "https://a.example/oauth2",
        "abc ",
        "café",
        None,
    ]


@pytest.mark.parametrize("form", [plistlib.FMT_XML, plistlib.FMT_BINARY])
def test_a_property_list_is_read_in_both_its_forms(
    tmp_path: Path, form: plistlib.PlistFormat
) -> None:
    file = read(tmp_path, plistlib.dumps(TREE, fmt=form))
    assert file.form is BlockForm.PLIST
    assert file.held("AWS Configuration > App Client ID") == "abc"
    assert file.held("App Configuration > User Pool") == 2
    assert file.held("App Group > anything") is None
    assert file.held("ESP Alexa Configuration > Alexa RM Client Id") is None


def test_what_java_reads_otherwise_than_it_looks_is_remarked(tmp_path: Path) -> None:
    file = read(tmp_path, b"\xef\xbb\xbfclientId=abc\nuserPool=1\nuserPool=2\n")
    assert (file.held("clientId"), file.held("userPool")) == (None, "2")
    assert [remark.partition(" ")[0] for remark in file.remarks] == ["The", "userPool"]


BILLION_LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE plist [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<plist version="1.0"><dict><key>k</key><string>&b;</string></dict></plist>"""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_property_list_in_utf_16_is_read(tmp_path: Path, encoding: str) -> None:
    text = plistlib.dumps({"App": {"Id": "é"}}).decode()
    named = text.replace("UTF-8", "UTF-16") if "16" in encoding else text
    mark = "\ufeff" if encoding.endswith(("le", "be")) else ""
    path = tmp_path / "Configuration.plist"
    path.write_bytes((mark + named).encode(encoding))
    found = read_app_file(str(path))
    assert (found.form, found.held("App > Id")) == (BlockForm.PLIST, "é")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"<?xml version='1.0'?>\n<plist><dict>\n<key>a</key>",
            "line 3: not the XML of a property list",
        ),
        (BILLION_LAUGHS, "is no property list: it declares entities"),
        (b"bplist00 and nothing more", "is no property list: it is damaged"),
        (b"<plist><date>yesterday</date></plist>", "is no property list: it is damaged"),
        (plistlib.dumps(["a", "b"]), "but not one of keys and values"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is no text that Java reads as properties"),
        ("userPool=2\n".encode("utf-16"), "is no text that Java reads as properties"),
        (b"path=C:\\users", "holds a \\u without four hexadecimal digits"),
        (b"a" * (LARGEST + 1), "is far too large"),
    ],
    ids=[
        "cut off",
        "entities",
        "binary damaged",
        "no date",
        "a list",
        "a picture",
        "UTF-16",
        "bad escape",
        "large",
    ],
)
def test_what_is_no_such_file_is_one_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    assert sentence in refusal(tmp_path, content)


def test_what_is_no_file_is_one_sentence_and_nothing_waits(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    paths = {
        str(tmp_path): "Is a directory",
        str(tmp_path / "gone"): "No such file",
        str(tmp_path / "pipe"): "no ordinary file",
    }
    paths |= {
        "/dev/zero": "no ordinary file",
        "a\0b": "no path here",
        "~nobody-of-that-name/x": "no path here",
    }
    for path, sentence in paths.items():
        with pytest.raises(BadInput, match=sentence):
            read_app_file(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"bplist00", b"<plist><dict>", b"\xef\xbb\xbf<?xml "]),
)
def test_any_bytes_are_a_file_or_a_sentence(tmp_path: Path, content: bytes, start: bytes) -> None:
    try:
        outcome: object = read(tmp_path, start + content).tree
    except BadInput as error:
        outcome = str(error)
    assert outcome is not None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=40), st.integers(0, 200))
def test_a_binary_property_list_with_a_patch_is_a_file_or_a_sentence(
    tmp_path: Path, patch: bytes, at: int
) -> None:
    content = bytearray(plistlib.dumps(TREE, fmt=plistlib.FMT_BINARY))
    content[at : at + len(patch)] = patch
    try:
        outcome: object = read(tmp_path, bytes(content)).tree
    except BadInput as error:
        outcome = str(error)
    assert outcome is not None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_properties_that_were_written_read_back(tmp_path: Path, entries: dict[str, str]) -> None:
    file = read(tmp_path, b"#\n" + javaproperties.dumps(entries, timestamp=False).encode("latin-1"))
    assert {key: file.held(key) for key in entries} == entries


@given(
    st.text(
        alphabet=st.sampled_from(["a", "b", "=", ":", " ", "\t", "\f", "\\", "\n", "\r", "#", "!"]),
        max_size=40,
    )
)
def test_every_file_means_what_javaproperties_takes_it_for(text: str) -> None:
    parsed = javaproperties.parse(text.encode("iso-8859-1"))
    expected = [(e.key, e.value) for e in parsed if isinstance(e, javaproperties.KeyValue)]
    assert list(_entries(text)) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"a=b\\\n" * 100_000,
        b"".join(b"key%d=b\n" % number for number in range(60_000)),
        b"a=" + b"\\" * 900_000,
        b"\\ " * 400_000,
        b" " * 900_000,
        b"\r" * 900_000,
        b"a" * 900_000,
        b":" * 900_000,
    ],
    ids=["continued", "many keys", "backslashes", "escaped", "blanks", "lines", "a key", "colons"],
)
def test_a_large_file_takes_a_time_that_grows_as_the_file_does(
    tmp_path: Path, content: bytes
) -> None:
    def seconds(some: bytes) -> float:
        (tmp_path / "local.properties").write_bytes(some)
        began = time.process_time()
        with suppress(BadInput):
            read_app_file(str(tmp_path / "local.properties"))
        return time.process_time() - began

    # Eight times the content: a square would take 64 times as long.
    assert seconds(content) < 0.3 + 24 * seconds(content[: len(content) // 8])


def bomb(objects: int, length: int, marker: int) -> bytes:
    """A binary property list of which every object is the same long one."""
    body = b"bplist00" + bytes([marker | 0xF, 0x11]) + length.to_bytes(2, "big") + bytes(length)
    table = (8).to_bytes(2, "big") * objects
    numbers = (objects, 0, len(body))
    return body + table + bytes([*bytes(6), 2, 1]) + b"".join(n.to_bytes(8, "big") for n in numbers)


@pytest.mark.parametrize("marker", [0xA0, 0xD0, 0x40, 0x50, 0x60])
def test_a_binary_file_whose_objects_are_one_long_one_is_refused_unread(
    tmp_path: Path, marker: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plistlib, "loads", lambda *_, **__: pytest.fail("it was read"))
    assert "is damaged" in refusal(tmp_path, bomb(20_000, 20_000, marker))


@pytest.mark.parametrize("tree", [TREE, {"a": ["x" * 300] * 40, "b": b"y" * 900, "c": {}}])
def test_a_binary_file_as_xcode_writes_it_is_read(tmp_path: Path, tree: dict[str, object]) -> None:
    content = plistlib.dumps(tree, fmt=plistlib.FMT_BINARY)
    assert read(tmp_path, content).tree == tree


SLOW = {
    "empty lines": "\n" * 30_000,
    "empty lines of two kinds": "\r\n \n" * 8_000,
    "blanks in front": "\n" + " \t" * 30_000 + "x",
    "blanks inside a value": "A=a" + " " * 30_000 + "b",
    "one long word": "w" * 40_000,
    "words and a quote": "const c = {" + "w" * 40_000 + "'",
    "comments that do not end": "const c = {" + "/*" * 20_000,
    "comments that do not end, and slashes": "const c = {\n" + " /*\n//" * 8_000,
    "empty lines in a configuration": "const c = {\n" + "\n" * 40_000 + "x",
    "names without a value": "const c = {\n" + "a: \n" * 10_000,
    "declarations without a body": "const a=\n" * 8_000,
    "equals signs": "const a" + "=" * 60_000,
    "quotes": "A='" + "' " * 30_000 + "b",
    "export without a name": "export" + " " * 60_000,
}


@pytest.mark.parametrize("name", ["rainmaker.config.ts", ".env"])
@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_the_home_apps_forms_are_told_apart_in_a_time_that_grows_as_the_file(
    tmp_path: Path, text: str, name: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    began = time.process_time()
    with suppress(BadInput):
        read_app_file(str(tmp_path / name))
    assert time.process_time() - began < 0.5
    if text.startswith("const c = {"):
        began = time.process_time()
        config(text)
        assert time.process_time() - began < 0.5


def test_comments_and_addresses_in_a_configuration_are_told_apart() -> None:
    held = config(
        """const c = { // authUrl: 'no'
          /* authUrl: 'never', */ clientId: "abc", /* several
          lines: 'x' */ authUrl: 'https://a.example/*', // clientId: 'z'
          other: `https://b.example`,
        }"""
    )
    assert held == {
        "clientId": "abc",
        "authUrl": "https://a.example/*",
        "other": "https://b.example",
    }
