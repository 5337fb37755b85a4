"""Asks one question over HTTP.

It follows no redirect, reads the body up to a limit, and gives the answer or what kept it away.
Loads `requests`: use it in a worker thread.
"""

import socket
import time
from collections.abc import Mapping

import requests
from requests import Response
from requests.adapters import BaseAdapter
from urllib3.exceptions import HTTPError, NameResolutionError, ProtocolError

from migration.checks.hosts import Hosts
from migration.checks.plain_session import PlainSession, pieces
from migration.checks.question_and_answer import LARGEST, Answer, NoAnswer, Probe, Reply, Trouble
from migration.proxy import is_about_socks
from migration.secret import Secret
from migration.time_limit import OutOfTime, within

CONNECT_SECONDS, READ_SECONDS = 5.0, 10.0
WHOLE_SECONDS = 20.0  # for a body that comes in drops
LONGEST_SECONDS = CONNECT_SECONDS + READ_SECONDS + WHOLE_SECONDS  # for a head that does
# A gateway's name and certificate say nothing of the host's; and what its certificate ends may
# have left, which without a route nothing has.
_OF_A_GATEWAY = {Trouble.NO_NAME: Trouble.NO_ROUTE, Trouble.TLS: Trouble.GATEWAY_TLS}


class Asker:
    """Asks the hosts that may be asked.

    Proxies and private certificates are those of the environment.

    `adapter` takes the place of the network in tests.
    """

    def __init__(
        self,
        hosts: Hosts,
        user_agent: str,
        accept_language: str,
        adapter: BaseAdapter | None = None,
    ) -> None:
        self._hosts = hosts
        self._headers = {
            "User-Agent": user_agent,
            "Accept-Language": accept_language,
            "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8",
        }
        self._adapter = adapter

    def ask(self, probe: Probe) -> Reply:
        """What the host says; *blocking*. Raises `ValueError` for a host that may not be asked."""
        address = self._hosts.address(probe.url)
        try:
            return within(LONGEST_SECONDS, lambda: self._asked(probe, address))
        except OutOfTime:
            return NoAnswer(probe, Trouble.TIMEOUT)

    def _asked(self, probe: Probe, address: str) -> Reply:
        gateway = bool(self._hosts.base_of(probe.host))
        meant = {"Host": probe.host} if gateway else {}  # a gateway has to know who was meant
        with PlainSession() as session:
            if self._adapter is not None:
                session.mount("https://", self._adapter)
                session.mount("http://", self._adapter)
            try:
                with session.request(
                    probe.method or ("GET" if probe.form is None else "POST"),
                    address,
                    data=_content(probe),
                    headers=self._headers | _revealed(probe.headers) | meant,
                    allow_redirects=False,
                    timeout=(CONNECT_SECONDS, READ_SECONDS),
                ) as response:
                    body, whole = _body(response)
                    headers = {name.lower(): value for name, value in response.headers.items()}
                    return Answer(
                        probe, response.status_code, headers, body, whole, certified=not gateway
                    )
            except requests.exceptions.RequestException as error:
                trouble = _trouble(error)
                return NoAnswer(probe, _OF_A_GATEWAY.get(trouble, trouble) if gateway else trouble)
            # requests' own errors are caught above: what is left is the file of certificates
            except OSError:
                return NoAnswer(probe, Trouble.CERTIFICATES)
            except (HTTPError, ValueError):  # headers that are none
                return NoAnswer(probe, Trouble.BROKEN)


def _content(probe: Probe) -> dict[str, str] | bytes | None:
    if probe.body is not None:
        return probe.body.reveal().encode()
    return None if probe.form is None else _revealed(probe.form)


def _revealed(given: Mapping[str, str | Secret]) -> dict[str, str]:
    return {
        name: value.reveal() if isinstance(value, Secret) else value
        for name, value in given.items()
    }


def _body(response: Response) -> tuple[bytes, bool]:
    """The body as far as it came, and whether that is all of it."""
    deadline = time.monotonic() + WHOLE_SECONDS
    body = bytearray()
    try:
        for piece in pieces(response):
            body += piece
            if len(body) > LARGEST or time.monotonic() > deadline:
                return bytes(body[:LARGEST]), False
    except (requests.exceptions.RequestException, HTTPError, OSError):
        return bytes(body), False
    return bytes(body), True


def _trouble(error: requests.exceptions.RequestException) -> Trouble:
    if is_about_socks(error):
        return Trouble.SOCKS
    match error:
        case requests.exceptions.ProxyError():
            return Trouble.PROXY
        case requests.exceptions.SSLError():
            return Trouble.TLS
        case requests.exceptions.ReadTimeout():
            return Trouble.TIMEOUT
        case requests.exceptions.ConnectionError() if _within(
            error, (NameResolutionError, socket.gaierror)
        ):
            return Trouble.NO_NAME
        case requests.exceptions.ConnectionError() if _within(error, (ProtocolError,)):
            return Trouble.BROKEN
        case requests.exceptions.ConnectionError():
            return Trouble.NO_ROUTE
        case _:
            return Trouble.BROKEN


def _within(error: BaseException, kinds: tuple[type[BaseException], ...]) -> bool:
    """Whether an error stands on one of these: requests and urllib3 wrap each in the next."""
    seen: list[object] = [error]
    for found in seen:
        if isinstance(found, kinds):
            return True
        if isinstance(found, BaseException) and len(seen) < 32:
            seen += [
                *found.args,
                found.__cause__,
                found.__context__,
                getattr(found, "reason", None),
            ]
    return False
