"""A login page's logo as bytes.

It comes from a file that a person names, or from the address that AWS gave.
"""

import time

from migration.errors import BadInput, PoolwalkError
from migration.ordinary_file import content_of, quoted
from migration.time_limit import OutOfTime, within
from migration.web_address import is_ordinary

LARGEST = 100_000  # bytes that Cognito takes of a logo
_WAITS = (5, 15)  # seconds for a connection, and for each answer on it
_WHOLE_SECONDS = 60.0  # for a picture that comes in drops
_LONGEST_SECONDS = 80.0  # for a head that does
_KINDS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def picture_in(path: str) -> bytes:
    """The picture in a file. Raises `BadInput`."""
    return _held(content_of(path, LARGEST), quoted(path))


def picture_at(address: str) -> bytes:
    """The picture at an https address; *blocking*.

    Raises a `PoolwalkError` where it cannot be fetched or cannot be used.
    """
    import requests
    from urllib3.exceptions import HTTPError

    if not is_ordinary(address):
        message = f"{address[:200]} is no https address, and nothing was fetched: name a file."
        raise BadInput(message)
    try:
        content = within(_LONGEST_SECONDS, lambda: _fetched(address))
    # the last two: the environment's file of certificates, and a head that comes in drops
    except (requests.RequestException, HTTPError, OSError, OutOfTime) as error:
        message = (
            f"{address[:200]} could not be fetched ({type(error).__name__}): name a file instead."
        )
        raise PoolwalkError(message) from None
    return _held(content, address[:200])


def _fetched(address: str) -> bytes:
    """What is there, as far as it is not too large."""
    import requests

    from migration.checks.plain_session import PlainSession, pieces

    with (
        PlainSession() as session,
        session.get(address, timeout=_WAITS, allow_redirects=False) as answer,
    ):
        if answer.status_code != requests.codes.ok:
            message = f"{address[:200]} answered {answer.status_code}: name a file instead."
            raise PoolwalkError(message)
        content, deadline = b"", time.monotonic() + _WHOLE_SECONDS
        for piece in pieces(answer):
            content += piece
            if len(content) > LARGEST:
                break
            if time.monotonic() > deadline:
                raise requests.ReadTimeout
    return content


def _held(content: bytes, where: str) -> bytes:
    if len(content) > LARGEST:
        message = (
            f"{where} is larger than the {LARGEST // 1000} kB that Cognito takes: make it smaller,"
            " and name that file."
        )
        raise BadInput(message)
    if not content.startswith(_KINDS) and b"<svg" not in content[:1000]:
        message = f"{where} is no picture that Cognito takes: it wants PNG, JPEG or SVG."
        raise BadInput(message)
    return content
