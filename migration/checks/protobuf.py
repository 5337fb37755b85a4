"""The little of protobuf that Google's `authError` needs: the text in field 1 of a message."""

import base64
import binascii
from collections.abc import Iterator

_LONGEST = 8_192  # characters of base64; a real one has some hundreds


def first_text(encoded: str) -> str:
    """Field 1 of a base64url message as text.

    Empty where the field is missing, or the text is no such message.
    """
    if len(encoded) > _LONGEST:
        return ""
    try:
        message = base64.b64decode(
            encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True
        )
        return next(
            (value.decode("utf-8") for number, value in _fields(message) if number == 1), ""
        )
    except (ValueError, binascii.Error, IndexError):
        return ""


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """The length-delimited fields, each as its number and content.

    Raises `IndexError` and `ValueError` where the bytes are no message.
    """
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        match tag & 7:
            case 2:
                length, at = _varint(message, at)
                if at + length > len(message):
                    raise IndexError
                yield tag >> 3, message[at : at + length]
                at += length
            case 0:
                _, at = _varint(message, at)
            case 1:
                at += 8
            case 5:
                at += 4
            case _:
                raise ValueError


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if not byte & 0x80:
            return value, at
    raise ValueError
