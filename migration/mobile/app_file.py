"""An app's own file as the app itself would read it.

That is `local.properties`, `Configuration.plist`, or one of the Home app's.
"""

import codecs
import plistlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

import javaproperties

from migration.errors import BadInput
from migration.guide.step import BlockForm
from migration.guide.value_blocks import GROUP
from migration.mobile.binary_plist import references_fit
from migration.mobile.home_app import (
    CHINA,
    SCANNED,
    WINS,
    HomeForm,
    config,
    environment,
    home_form,
    is_for_china,
    scanned,
)
from migration.ordinary_file import content_of, quoted

LARGEST = 1_000_000  # bytes; RainMaker's own Configuration.plist has four thousand
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLANKS = " \t\f"  # what Java takes for white space in a line


@dataclass(frozen=True)
class AppFile:
    """What a file holds, by the app's own keys.

    `remarks` tell the person what the app will read otherwise than it looks.
    """

    path: str
    form: BlockForm | HomeForm
    tree: Mapping[str, Any]
    remarks: tuple[str, ...] = ()

    def held(self, field: str) -> Any:
        """The value of a field (`AWS Configuration > App Client ID`, as in the guide), or None."""
        place: Any = self.tree
        for key in field.split(GROUP) if self.form is BlockForm.PLIST else (field,):
            place = place.get(key) if isinstance(place, Mapping) else None
        return place


def read_app_file(path: str) -> AppFile:
    """Read and parse a file. Raises `BadInput`.

    Its content shows which of the kinds it is.
    """
    content = _content(path)
    if _is_plist(content):
        return AppFile(path, BlockForm.PLIST, *_property_list(path, content))
    if b"\0" in content:
        message = (
            f"{quoted(path)} is no text that Java reads as properties: name the app's"
            " local.properties, Configuration.plist, .env or rainmaker.config.ts."
        )
        raise BadInput(message)
    text = content.decode("utf-8", errors="replace").removeprefix("\ufeff")
    if form := home_form(text):
        return AppFile(path, form, *_home_app(form, text))
    return AppFile(path, BlockForm.PROPERTIES, *_properties(path, content))


def _home_app(form: HomeForm, text: str) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    if form is HomeForm.SCANNED:
        return scanned(text) or {}, (WINS,)
    held = config(text) if form is HomeForm.CONFIG else environment(text)
    return held, (CHINA, SCANNED) if is_for_china(held) else (SCANNED,)


def _content(path: str) -> bytes:
    content = content_of(
        path, LARGEST, "Name the app's local.properties or Configuration.plist itself."
    )
    if len(content) > LARGEST:
        message = (
            f"{quoted(path)} is far too large for an app's configuration: name its local.properties"
            " or Configuration.plist."
        )
        raise BadInput(message)
    return content


def _is_plist(content: bytes) -> bool:
    if content.startswith(_UTF_16):
        content = content.decode("utf-16", errors="replace").lstrip().encode()
    start = content.removeprefix(_BYTE_ORDER_MARK).lstrip()[:200]
    return start.startswith((b"bplist", b"<?xml", b"<!", b"<plist"))


def _property_list(path: str, content: bytes) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    # Xcode reads past blank lines at the start, and past a missing declaration.
    if not content.startswith(_UTF_16):  # expat knows its two byte order marks
        content = content.removeprefix(_BYTE_ORDER_MARK).lstrip()
    xml = not content.startswith(b"bplist")
    if not xml and not references_fit(content):
        message = (
            f"{quoted(path)} is no property list: it is damaged."
            " Open it in Xcode and save it again."
        )
        raise BadInput(message)
    try:
        tree = plistlib.loads(content, fmt=plistlib.FMT_XML if xml else None)
    except ExpatError as error:
        message = (
            f"{quoted(path)}, line {error.lineno}: not the XML of a property list. Open it in Xcode"
            " and save it again."
        )
        raise BadInput(message) from None
    except plistlib.InvalidFileException as error:
        why = (
            "it declares entities, which no property list needs"
            if "entit" in str(error)
            else "it is damaged"
        )
        message = f"{quoted(path)} is no property list: {why}. Open it in Xcode and save it again."
        raise BadInput(message) from None
    except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError):
        # plistlib lets through whatever its conversions stumble over: a date that is none, a list
        # that holds itself.
        message = (
            f"{quoted(path)} is no property list: it is damaged."
            " Open it in Xcode and save it again."
        )
        raise BadInput(message) from None
    if not isinstance(tree, Mapping):
        message = (
            f"{quoted(path)} is a property list, but not one of keys and values: name the app's"
            " Configuration.plist."
        )
        raise BadInput(message)
    return tree, tuple(
        f"{name} stands there {count} times: keep one, since which of them counts is not certain."
        for name, count in (repeated_keys(content) if xml else {}).items()
    )


def repeated_keys(content: bytes) -> Mapping[str, int]:
    """The keys of an XML property list that stand more than once in the same dictionary."""
    counts: dict[tuple[int, str], int] = {}
    open_dicts: list[int] = []
    text: list[str] = []
    parser = ParserCreate()

    def start(name: str, _: object) -> None:
        text.clear()
        if name == "dict":
            open_dicts.append(parser.CurrentByteIndex)

    def end(name: str) -> None:
        if name == "dict":
            open_dicts.pop()
        elif name == "key":
            place = (open_dicts[-1], "".join(text))
            counts[place] = counts.get(place, 0) + 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text.append
    parser.Parse(content, True)
    return {key: count for (_, key), count in counts.items() if count > 1}


def _properties(path: str, content: bytes) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The keys and values as `java.util.Properties.load` reads them.

    The bytes are ISO 8859-1, and of a key that stands twice the last counts.
    """
    try:
        entries = list(_entries(content.decode("iso-8859-1")))
    except javaproperties.InvalidUEscapeError:
        message = (
            f"{quoted(path)} holds a \\u without four hexadecimal digits after it, which no build"
            " would take: mend that line."
        )
        raise BadInput(message) from None
    remarks = []
    if content.startswith(_BYTE_ORDER_MARK):
        remarks.append(
            "The file begins with a byte order mark, which Java takes for part of the first key:"
            " save it without."
        )
    remarks += [
        f"{key} has a space behind its value: Android's build reads it as a number, and fails."
        for key, value in dict(entries).items()
        if value != value.strip() and value.strip().isdecimal()
    ]
    names = Counter(key for key, _ in entries)
    remarks += [
        f"{key} stands there {count} times; the last one counts."
        for key, count in sorted(names.items())
        if count > 1
    ]
    return dict(entries), tuple(remarks)


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Keys and values, in a time that grows as the file does.

    javaproperties' own parser takes the square of it where a line is continued many times.
    """
    for line in _logical_lines(text):
        end = _end_of_key(line)
        value = line[end:].lstrip(_BLANKS)
        if value.startswith(("=", ":")):
            value = value[1:].lstrip(_BLANKS)
        yield javaproperties.unescape(line[:end]), javaproperties.unescape(value)


def _logical_lines(text: str) -> Iterator[str]:
    """Lines as Java counts them: continued ones joined; comments and empty ones left out."""
    parts: list[str] = []
    continued = False
    for natural in re.split(r"\r\n|[\r\n]", text):
        line = natural.lstrip(_BLANKS)
        if not continued and (not line or line.startswith(("#", "!"))):
            continue
        continued = (len(line) - len(line.rstrip("\\"))) % 2 == 1
        parts.append(line[:-1] if continued else line)
        if not continued:
            yield from filter(None, ["".join(parts)])
            parts.clear()
    yield from filter(None, ["".join(parts)])


def _end_of_key(line: str) -> int:
    """Where the first separator stands that no backslash takes the meaning from."""
    at = 0
    while at < len(line) and line[at] not in f"=:{_BLANKS}":
        at += 2 if line[at] == "\\" else 1
    return min(at, len(line))
