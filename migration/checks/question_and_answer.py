"""A question and its answer, without the network.

So an answer that was fetched on another machine is judged like one of our own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from migration.secret import Secret
from migration.web_address import host_of, parameter, parts_of

LARGEST = 2_000_000  # bytes of a body that are read; Google's sign-in page has about a million

# No real one: it has to be refused wherever only what was registered is taken.
WRONG_PATH = "/poolwalk/deliberately-wrong"


@dataclass(frozen=True)
class Probe:
    """One request over https.

    A secret may stand in `form` or `headers`, never in `url`. `url` names the host that is meant,
    even where a gateway is asked instead of it.
    """

    url: str
    form: Mapping[str, str | Secret] | None = None  # None: a GET
    headers: Mapping[str, str | Secret] = field(default_factory=dict)
    method: str = ""  # "": a GET, or with a form a POST
    body: Secret | None = None  # in place of a form

    @property
    def host(self) -> str:
        """The host that is asked."""
        return host_of(self.url)

    def with_wrong_uri(self) -> "Probe":
        """The same question about a redirect URI that nobody can have registered."""
        parts = urlsplit(self.url)
        wrong = urlunsplit(
            parts_of(self.parameter("redirect_uri"))._replace(
                path=WRONG_PATH, query="", fragment=""
            )
        )
        query = [
            (name, wrong if name == "redirect_uri" else value)
            for name, value in parse_qsl(parts.query)
        ]
        return Probe(urlunsplit(parts._replace(query=urlencode(query))), self.form, self.headers)

    def parameter(self, name: str) -> str:
        """One parameter of the address, or nothing."""
        return parameter(self.url, name)


@dataclass(frozen=True)
class Answer:
    """What a server said to `probe`. Header names are in small letters.

    `whole` is False where the body was cut off.

    `certified` is False where a gateway was asked instead of the host: then nobody saw the host's
    own certificate. `asked_at` is when the question was sent: what was written since is not in it.
    `asked_after` is the last entry of the record that was known then.
    """

    probe: Probe
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    whole: bool = True
    certified: bool = True
    asked_at: datetime | None = field(default=None, compare=False)
    asked_after: int | None = field(default=None, compare=False)

    @cached_property
    def location(self) -> str:
        """The absolute address that the answer redirects to; empty where there is none to use.

        People copy it into a shell, so an address with anything that a terminal or a shell would
        obey counts as none.
        """
        said = self.headers.get("location", "")
        if not said.isprintable():
            return ""
        try:
            return (
                urljoin(self.probe.url, said)
                if said and host_of(urljoin(self.probe.url, said))
                else ""
            )
        except ValueError:
            return ""

    @cached_property
    def text(self) -> str:
        """The body; bytes that are no UTF-8 stand as replacement characters."""
        return self.body.decode("utf-8", errors="replace")


class Trouble(StrEnum):
    """Why nothing was answered."""

    NO_NAME = "the name does not resolve here"
    NO_ROUTE = "it cannot be reached from here"
    TIMEOUT = "it did not answer in time"
    TLS = "its certificate is not valid"
    GATEWAY_TLS = "the certificate of the gateway in its place is not valid"
    BROKEN = "the connection ended before there was an answer"
    PROXY = "the proxy did not let the request through"
    SOCKS = "a SOCKS proxy is named, which Poolwalk does not speak: name an HTTP proxy"
    CERTIFICATES = "the file of certificates that the environment names cannot be read"


# Asking the same host again would find the same.
FOR_THE_WHOLE_HOST = frozenset(
    {
        Trouble.NO_NAME,
        Trouble.NO_ROUTE,
        Trouble.TLS,
        Trouble.GATEWAY_TLS,
        Trouble.PROXY,
        Trouble.SOCKS,
        Trouble.CERTIFICATES,
    }
)


@dataclass(frozen=True)
class NoAnswer:
    """Nothing was answered; `asked_at` and `asked_after` as an answer has them."""

    probe: Probe
    trouble: Trouble
    asked_at: datetime | None = field(default=None, compare=False)
    asked_after: int | None = field(default=None, compare=False)


Reply = Answer | NoAnswer
