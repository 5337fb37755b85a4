"""Asks a stand-in as a browser would, with the standard library alone, following nothing."""

from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.practice_aws import PracticeAws

OLD_HOST = "acme-login.auth.us-east-1.amazoncognito.com"
NEW_HOST = "acme-signin.auth.us-east-1.amazoncognito.com"
OLD_CLIENT = "1olduserpoolclient2acme3ho"
NEW_CLIENT = "5newuserpoolclient6acme7ho"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64)"


@dataclass(frozen=True)
class Seen:
    """An answer as it came."""

    status: int
    location: str
    body: str
    headers: dict[str, str]

    @property
    def to(self) -> str:
        """Where it leads, without what stands behind the question mark."""
        return self.location.partition("?")[0]

    @property
    def query(self) -> dict[str, str]:
        """The parameters of where it leads."""
        return dict(parse_qsl(urlsplit(self.location).query))


def ask(
    aws: PracticeAws,
    address: str,
    form: dict[str, str] | None = None,
    agent: str = BROWSER,
    **headers: str,
) -> Seen:
    """GET an address as it is meant, or POST a form to it."""
    parts = urlsplit(address)
    assert parts.hostname is not None
    body = urlencode(form) if form is not None else None
    sent = {"Host": parts.hostname, "User-Agent": agent, **headers}
    if form is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    connection = HTTPConnection(urlsplit(aws.endpoint).netloc, timeout=60)
    try:
        connection.request(
            "GET" if form is None else "POST", f"{parts.path}?{parts.query}", body, sent
        )
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return Seen(
            answer.status, answer.headers.get("Location", ""), text, dict(answer.headers.items())
        )
    finally:
        connection.close()


def authorize(host: str, client_id: str, redirect_uri: str, **more: str) -> str:
    """The address that an app opens to have a person log in."""
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "scope": "openid",
        "state": "x",
    }
    return f"https://{host}/oauth2/authorize?{urlencode(asked | more)}"


def give_domain(aws: PracticeAws, version: int = 1) -> None:
    """The new pool gets a domain, as step 2 would."""
    aws.change(pool="new", domain={"prefix": "acme-signin", "ManagedLoginVersion": version})


def outside(aws: PracticeAws, method: str, route: str, **given: Any) -> dict[str, Any]:
    """One of the stand-ins' control routes."""
    return aws.control(method, f"outside/{route}", given)
