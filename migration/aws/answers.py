"""Every answer of every service, looked at before anybody reads it.

Whole, within a size and a time, of the form that the service speaks, and with the members that its
reader rests on. What is not so is no answer: a list that did not come must not pass for an empty
one.
"""

import time
from collections.abc import Callable
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, HTTPClientError
from urllib3.exceptions import HTTPError

from migration.aws.answer_form import FIRST_REFUSAL, READ, mistake_in
from migration.aws.plain_documents import BYTES, METADATA
from migration.aws.timestamps import read_timestamps_quickly
from migration.aws.unknown_members import carry_unknown
from migration.time_limit import OutOfTime, within

if TYPE_CHECKING:
    from botocore.session import Session

LARGEST = 16_000_000  # bytes: a managed login style carries pictures
WHOLE_SECONDS = 45.0  # from the first byte sent to the last one read
_PIECE = 65_536
_PARSERS = "response_parser_factory"  # as botocore names them


class UnfinishedAnswer(HTTPClientError):
    """An answer that came in part, that was too long, or that took too long."""

    fmt = "{reason}"


class UnreadableAnswer(BotoCoreError):
    """An answer that is none of the service's."""

    fmt = "{reason}"


def look_at_answers(session: "Session") -> None:
    """Have every client that this session makes look at its answers; before any is made.

    Those too that botocore makes by itself to get credentials.
    """
    session.register("creating-client-class", _with_a_look)
    read_timestamps_quickly(session)
    parsers = session.get_component(_PARSERS)
    session.register_component(_PARSERS, _Parsers(parsers.create_parser))


def bound_what_gives_credentials(session: "Session") -> None:
    """Hold the instance's metadata and the container's address to the same size and time.

    botocore asks them without a client; roles that take their credentials from there as well.
    """
    chain = session.get_component("credential_provider")
    # botocore has no public way in; a test fails when an attribute moves.
    for name, member in (("iam-role", "_role_fetcher"), ("container-role", "_fetcher")):
        fetcher = getattr(chain.get_provider(name), member)
        fetcher._session = BoundedSession(fetcher._session)


def _with_a_look(**given: Any) -> None:
    given["base_classes"].insert(0, _Looking)


class _Looking:
    """A client that takes nothing for an answer that is none."""

    _endpoint: Any
    meta: Any

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._endpoint.http_session = BoundedSession(self._endpoint.http_session)
        self.meta.events.register("before-parse", _hold)
        self.meta.events.register("after-call", _complete)


def _hold(operation_model: Any, response_dict: dict[str, Any], **_: Any) -> None:
    reason = mistake_in(operation_model, response_dict)
    if reason:
        raise UnreadableAnswer(reason=reason)


def _complete(http_response: Any, parsed: dict[str, Any], model: Any, **_: Any) -> None:
    if http_response.status_code < FIRST_REFUSAL:
        carry_unknown(model, http_response.content, parsed)
    parsed.setdefault(METADATA, {})[BYTES] = len(http_response.content)


class _Parsers:
    """botocore's parsers, for answers that may have been read when they were looked at."""

    def __init__(self, create_parser: Callable[[str], Any]) -> None:
        self._create_parser = create_parser

    def create_parser(self, protocol_name: str) -> "_ReadAhead":
        """The one of a protocol, for one answer."""
        return _ReadAhead(self._create_parser(protocol_name))


class _ReadAhead:
    def __init__(self, parser: Any) -> None:
        self._parser = parser

    def parse(self, answer: dict[str, Any], shape: Any) -> Any:
        """What the answer says."""
        read = answer.pop(READ, None)
        return self._parser.parse(answer, shape) if read is None else read


class BoundedSession:
    """A botocore HTTP session whose answers come whole, and end.

    Each call runs in a thread of its own: a head that comes in drops is left there, since nothing
    else stops it.
    """

    def __init__(self, session: Any) -> None:
        self._session = session

    def send(self, request: Any) -> Any:
        """The answer with its whole body. Raises what botocore's own raises, and ours."""
        deadline = time.monotonic() + WHOLE_SECONDS
        try:
            return within(WHOLE_SECONDS, lambda: self._whole(request, deadline))
        except OutOfTime:
            raise _too_slow() from None

    def _whole(self, request: Any, deadline: float) -> Any:
        request.stream_output = True  # else all of the body is read, however long it is
        answer = self._session.send(request)
        answer._content = _body(answer, deadline)
        return answer

    def close(self) -> None:
        """Give the sockets back."""
        self._session.close()


def _too_slow() -> UnfinishedAnswer:
    return UnfinishedAnswer(reason=f"it did not end within {WHOLE_SECONDS:.0f} seconds")


def _body(answer: Any, deadline: float) -> bytes:
    raw, body = answer.raw, bytearray()
    try:
        while piece := raw.read1(_PIECE, decode_content=True):
            body += piece
            if len(body) > LARGEST:
                raise UnfinishedAnswer(reason=f"it has more than {LARGEST:,} bytes")
            if time.monotonic() > deadline:
                raise _too_slow()
    except UnfinishedAnswer:
        raw.close()
        raise
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raw.close()
        reason = f"it broke off after {len(body):,} bytes ({type(error).__name__})"
        raise UnfinishedAnswer(reason=reason) from None
    promised = str(answer.headers.get("Content-Length") or "").strip()
    came = raw.tell()
    if promised.isdecimal() and came != int(promised):
        raw.close()
        raise UnfinishedAnswer(reason=f"{came:,} of its {int(promised):,} bytes came")
    raw.release_conn()
    return bytes(body)
