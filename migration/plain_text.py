"""Text of others as text: no control code passes, and nothing invisible stays unseen."""

import re
import unicodedata

# What Python calls printable and no screen shows: joiners, fillers, selectors of ideographs, the
# blank of braille. Two values that differ by one would look the same.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\U000e0100-\U000e01ef]"
)
_CONTROL_PICTURES = 0x2400
_DELETE = 0x7F


def _shown(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == _DELETE:
        return "␡"
    return f"<U+{code:04X}>"


def plain(text: str) -> str:
    """One line in which every control or invisible character is spelled out.

    A combining mark at the very start gets a carrier: it cannot change what stands left of it.
    """
    if not text.isprintable():
        text = "".join(
            character if character.isprintable() else _shown(character) for character in text
        )
    if text.isascii():
        return text
    text = _UNSEEN.sub(lambda found: _shown(found[0]), text)
    if text and unicodedata.combining(text[0]):
        return "◌" + text
    return text


def last_name(arn: str) -> str:
    """The last part of a caller's ARN, as `alice`: how a sentence of the record names people."""
    return arn.rpartition("/")[2] or arn


def short_who(arn: str) -> str:
    """Whom a caller's ARN names, without what stands beside it anyway.

    Examples are `user/admin`, `Admins/alice`.
    """
    resource = arn.split(":", 5)[-1]
    return resource.removeprefix("assumed-role/") if resource else arn
