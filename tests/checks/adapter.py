"""What takes the place of the network below `requests`, so that the asker itself is tested."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3.response import HTTPResponse


@dataclass(frozen=True)
class Said:
    """One answer as it came over the line."""

    status: int
    body: str | bytes = ""
    location: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class StandIn(BaseAdapter):
    """Takes the place of the network.

    `answer` says what a request gets, or raises what requests would raise.
    """

    def __init__(self, answer: Callable[[PreparedRequest], Said]) -> None:
        super().__init__()
        self.asked: list[PreparedRequest] = []
        self._answer = answer

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        self.asked.append(request)
        said = self._answer(request)
        body = said.body.encode() if isinstance(said.body, str) else said.body
        headers = {**({"Location": said.location} if said.location else {}), **said.headers}
        raw = HTTPResponse(
            BytesIO(body), headers=headers, status=said.status, preload_content=False
        )
        return HTTPAdapter().build_response(request, raw)

    def close(self) -> None:
        """Nothing is open."""
