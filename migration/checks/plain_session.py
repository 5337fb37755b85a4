"""HTTP without what `requests` does unasked.

It follows no redirect, looks up no password, and unpacks nothing. Loads `requests`: use it in a
worker thread.
"""

import os
from collections.abc import Iterator
from typing import Any

import requests
from requests import PreparedRequest, Response
from urllib3.response import HTTPResponse

from migration.web_address import host_of, is_this_machine

_PIECE = 16_384


class PlainSession(requests.Session):
    """A session that streams; every request says `allow_redirects=False`.

    Proxies and certificates are those of the environment.
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

    def merge_environment_settings(self, url: Any, *rest: Any) -> Any:
        """The environment's proxies, but for this machine's own ports, which no proxy reaches."""
        settings = super().merge_environment_settings(url, *rest)
        return {**settings, "proxies": {}} if is_this_machine(host_of(str(url))) else settings

    def get_redirect_target(self, resp: Response) -> str | None:
        """None: else requests would read a redirect's whole body, however long it is."""
        return None


def _nobody(request: PreparedRequest) -> PreparedRequest:
    return request


def pieces(response: Response) -> Iterator[bytes]:
    """What has arrived so far, without waiting for more.

    A server that sends a byte a second must not keep us waiting.
    """
    raw = response.raw
    if isinstance(raw, HTTPResponse):
        while piece := raw.read1(_PIECE, decode_content=True):
            yield piece
    else:
        yield from response.iter_content(_PIECE)
