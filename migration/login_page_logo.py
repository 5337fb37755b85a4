"""A login page's logo as bytes.

It comes from a file that a person names, or from the address that AWS gave.
"""

import time
from collections.abc import Mapping
from types import MappingProxyType

from migration.checks.hosts import Hosts
from migration.errors import BadInput, PoolwalkError
from migration.ordinary_file import content_of, quoted
from migration.proxy import is_about_socks, no_socks, socks_variable
from migration.time_limit import OutOfTime, within
from migration.web_address import host_of, is_ordinary

_NOWHERE: Mapping[str, str] = MappingProxyType({})
LARGEST = 100_000  # bytes that Cognito takes of a logo
_WAITS = (5, 15)  # seconds for a connection, and for each answer on it
_WHOLE_SECONDS = 60.0  # for a picture that comes in drops
_LONGEST_SECONDS = 80.0  # for a head that does
_KINDS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def picture_in(path: str) -> bytes:
    """The picture in a file. Raises `BadInput`."""
    return _held(content_of(path, LARGEST), quoted(path))


def picture_at(
    address: str, elsewhere: Mapping[str, str] = _NOWHERE, *, nobody_else: bool = False
) -> bytes:
    """The picture at an https address; *blocking*.

    `elsewhere` is the setting `check_hosts`: where some hosts are asked instead. With
    `nobody_else` no other host is asked. Raises a `PoolwalkError` where the picture cannot be
    fetched or cannot be used.
    """
    import requests
    from urllib3.exceptions import HTTPError

    if not is_ordinary(address):
        message = f"{address[:200]} is no https address, and nothing was fetched: name a file."
        raise BadInput(message)
    hosts = Hosts.of((host_of(address),), elsewhere)
    asked = hosts.address(address)
    if asked == address and nobody_else:
        message = f"The practice AWS has no {address[:200]}, and nobody else is asked: name a file."
        raise BadInput(message)
    meant = {} if asked == address else {"Host": host_of(address)}
    try:
        content = within(_LONGEST_SECONDS, lambda: _fetched(address, asked, meant))
    # the last two: the environment's file of certificates, and a head that comes in drops
    except (requests.RequestException, HTTPError, OSError, OutOfTime) as error:
        why = no_socks(socks_variable()) if is_about_socks(error) else type(error).__name__
        message = f"{address[:200]} could not be fetched ({why}): name a file instead."
        raise PoolwalkError(message) from None
    return _held(content, address[:200])


def _fetched(address: str, asked: str, headers: Mapping[str, str]) -> bytes:
    """What is there, as far as it is not too large; `asked` is where `address` is asked."""
    import requests

    from migration.checks.plain_session import PlainSession, pieces

    with (
        PlainSession() as session,
        session.get(asked, headers=headers, timeout=_WAITS, allow_redirects=False) as answer,
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
