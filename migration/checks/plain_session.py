"""Asking over HTTP without what requests does unasked.

No redirect is looked at, no password found, nothing unpacked.

Loads requests: belongs in a worker thread.
"""

import os
from collections.abc import Iterator

import requests
from requests import PreparedRequest, Response
from urllib3.response import HTTPResponse

_PIECE = 16_384


class PlainSession(requests.Session):
    """A session that streams; every request says `allow_redirects=False`.

    Proxies and certificates are the environment's.
    """

    def __init__(self) -> None:
        super().__init__()
        self.auth = _nobody  # else requests would look for a password in ~/.netrc
        self.headers.clear()
        # a body that is unpacked could be far larger than what was read
        self.headers["Accept-Encoding"] = "identity"
        self.stream = True
        # REQUESTS_CA_BUNDLE, if set, wins over it
        self.verify = os.environ.get("AWS_CA_BUNDLE") or True

    def get_redirect_target(self, resp: Response) -> str | None:
        """None: else requests would read a redirect's whole body, however long it is."""
        return None


def _nobody(request: PreparedRequest) -> PreparedRequest:
    return request


def pieces(response: Response) -> Iterator[bytes]:
    """What has arrived, without waiting for more.

    A server that sends a byte a second must not hold us.
    """
    raw = response.raw
    if isinstance(raw, HTTPResponse):
        while piece := raw.read1(_PIECE, decode_content=True):
            yield piece
    else:
        yield from response.iter_content(_PIECE)
