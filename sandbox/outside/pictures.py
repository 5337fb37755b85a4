"""The logos of login pages, at the addresses that GetUICustomization gives."""

import struct
import zlib
from base64 import b64decode

from sandbox.cognito.login_pages import PICTURES
from sandbox.outside.web import WebPage, WebRequest, nothing_there
from sandbox.state import Account

HOST = PICTURES
_WIDTH, _HEIGHT, _ORANGE = 240, 60, b"\xd9\x48\x0f"


def answer(account: Account, request: WebRequest) -> WebPage:
    """The picture that was sent; of one that stands in the sample, a plain one of our own."""
    address = f"https://{request.host}{request.path}"
    if request.method != "GET":
        return nothing_there()
    for pool in account.pools.values():
        if address in pool.pictures:
            return WebPage(200, b64decode(pool.pictures[address]), "image/jpeg")
        if any(look.get("ImageUrl") == address for look in pool.customization.values()):
            return WebPage(200, plain_picture(), "image/png")
    return nothing_there()


def plain_picture() -> bytes:
    """A PNG of one colour."""
    line = b"\0" + _ORANGE * _WIDTH
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(line * _HEIGHT)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
