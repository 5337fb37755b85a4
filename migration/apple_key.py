"""Apple's private key (guide's step 3b).

It is taken from a `.p8` file or pasted, checked for its form, and kept in memory only.
"""

import codecs
import re
import unicodedata
from base64 import b64decode
from dataclasses import dataclass

from migration.errors import BadInput, KeyIdMissing
from migration.ordinary_file import content_of, path_of, quoted
from migration.secret import Secret

LARGEST = 10_000  # bytes; a real one has about 260
_KEY_ID = re.compile(r"[A-Z0-9]{10}")
# Apple's own name, also as a browser calls a second download: `AuthKey_ABC123DEF4 (1).p8`.
_FILE_NAME = re.compile(r"AuthKey_([A-Z0-9]{10})(?![A-Z0-9])[^/]*$", re.IGNORECASE)


@dataclass(frozen=True)
class AppleKey:
    """A private key and the id that Apple gave it."""

    key_id: str
    private_key: Secret


def apple_key(text_or_path: str, key_id: str) -> AppleKey:
    """The key in a file or in pasted text. Raises `BadInput`, also where nothing tells its id.

    The id is the one given, else the one in Apple's own file name (`AuthKey_ABC123DEF4.p8`). It is
    never guessed: with another key's id every sign-in fails, and the two are written together.
    """
    given = text_or_path.strip()
    if not given:
        message = "Give the path of Apple's .p8 file, or paste its text."
        raise BadInput(message)
    if len(given) > LARGEST:
        message = (
            "That is far too long for Apple's key, which has about 260 characters, and for a path:"
            " name the file AuthKey_….p8, or paste its text alone."
        )
        raise BadInput(message)
    if is_pasted(given):
        text, named = _unwrapped(_visible(given)), None
    else:
        text, named = _unwrapped(_visible(_read(given))), _FILE_NAME.search(str(path_of(given)))
    chosen = key_id.strip() or (named[1].upper() if named else "")
    if not chosen:
        _must_be_p256(text)
        message = (
            "Which key is this? Give its key id too (--apple-key-id): ten letters and digits, as"
            " the Keys page of Apple's console shows it. Apple's own file name,"
            " AuthKey_<key id>.p8, would tell."
        )
        raise KeyIdMissing(message)
    if not _KEY_ID.fullmatch(chosen):
        message = (
            f"“{chosen}” is no Apple key id: ten letters A to Z and digits, as the Keys page of"
            " Apple's console shows it."
        )
        raise BadInput(message)
    _must_be_p256(text)
    return AppleKey(chosen, Secret(_body(text)))


def is_pasted(given: str) -> bool:
    """Whether this is a key's text, with or without its first and last line, and not a path.

    A key must never be quoted back, as a path in an error would be.
    """
    bare = _visible(given).strip().strip("'\"")
    return (
        re.search(r"PRIVATE\s+KEY", bare, re.IGNORECASE) is not None
        or len(bare.splitlines()) > 1
        or re.fullmatch(r"[A-Za-z0-9+/=_\s\\-]{100,}", bare) is not None
    )


def _visible(text: str) -> str:
    """A text without what a page or a messenger put into it unseen, and its blanks as blanks."""
    return "".join(
        character if character.isascii() else " " if character.isspace() else character
        for character in text
        if unicodedata.category(character) != "Cf"
    )


def _read(path: str) -> str:
    content = content_of(path, LARGEST, "Check the path, or paste the key's text.")
    if len(content) > LARGEST:
        message = (
            f"{quoted(path)} is far too large for Apple's .p8 file, which has about 260 bytes: name"
            " the file AuthKey_….p8."
        )
        raise BadInput(message)
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if wide else "utf-8", errors="replace")


def _unwrapped(text: str) -> str:
    """The key's text where a CI variable holds all of it once more in base64."""
    try:
        inner = b64decode("".join(text.strip().strip("'\"").split()), validate=True)
    except ValueError:
        return text
    whole = b"-----BEGIN " in inner
    return inner.decode("ascii", errors="replace") if whole else text


def _must_be_p256(text: str) -> None:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    # Cut off from the cause: a parser's own words could quote the key.
    try:
        key = load_pem_private_key(
            pem(_body(text)).encode("ascii", errors="replace"), password=None
        )
    except (ValueError, TypeError, UnsupportedAlgorithm):
        message = (
            "That is no private key as Apple gives it: use the whole AuthKey_….p8 file, as it was"
            " downloaded."
        )
        raise BadInput(message) from None
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
        message = (
            "That is a private key, but not the kind that Apple gives for sign-in (EC, P-256): use"
            " the AuthKey_….p8 file."
        )
        raise BadInput(message)


def _body(text: str) -> str:
    """The key without its first and last line, as one line: the form that Cognito takes."""
    # A CI variable often holds the line ends as two characters each, a backslash and an n.
    # Of a run of backslashes only the first is tried, or the time would grow as its square.
    lines = re.sub(r"(?<!\\)(?:\\++r)?\\++n", "\n", text)
    found = re.search(
        r"-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", lines, re.DOTALL
    )
    return re.sub(r"\s", "", found[1] if found else lines).strip("'\"")


def pem(body: str) -> str:
    """A key's body between its first and last line; without line breaks, as it is pasted."""
    return f"-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n"
