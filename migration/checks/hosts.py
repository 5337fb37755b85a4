"""Which hosts may be asked: this deployment's own and the named parties.

Nobody else is asked, wherever an answer points.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from migration.web_address import host_of, is_ordinary

GOOGLE, GOOGLE_TOKENS, APPLE = "accounts.google.com", "oauth2.googleapis.com", "appleid.apple.com"
ALEXA, APP_STORE = "api.amazonalexa.com", "itunes.apple.com"
PLAY, APP_STORE_CONNECT = "androidpublisher.googleapis.com", "api.appstoreconnect.apple.com"
PARTIES = frozenset({GOOGLE, GOOGLE_TOKENS, APPLE, ALEXA, APP_STORE, PLAY, APP_STORE_CONNECT})


def pools_host(region: str) -> str:
    """The host that tells which domain belongs to a pool."""
    return f"cognito-idp.{region}.amazonaws.com"


@dataclass(frozen=True)
class Hosts:
    """The hosts that may be asked, and where some of them are asked instead.

    `gateways` is the setting `check_hosts`: by host, or `*.suffix` for every host that ends so,
    the base URL that path and query are appended to.
    """

    own: frozenset[str] = frozenset()
    gateways: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, own: Iterable[str], gateways: Mapping[str, str]) -> "Hosts":
        """From the deployment's own hosts; empty names are left out."""
        return cls(
            frozenset(filter(None, own)), {host.lower(): base for host, base in gateways.items()}
        )

    def refuse(self, url: str) -> str:
        """Why an address is not asked; empty where it may be."""
        if not is_ordinary(url):
            return "it leads to an address that is no plain https address"
        if host_of(url) not in self.own | PARTIES:
            return "it leads to a host that has no part in this migration"
        return ""

    def address(self, url: str) -> str:
        """Where an allowed address is asked. Raises `ValueError` for one that is not allowed."""
        if reason := self.refuse(url):
            raise ValueError(reason)
        parts = urlsplit(url)
        base = self.base_of(parts.hostname or "")
        if not base:
            return url
        to = urlsplit(base)
        return urlunsplit((to.scheme, to.netloc, to.path.rstrip("/") + parts.path, parts.query, ""))

    def base_of(self, host: str) -> str:
        """The address that is asked instead of a host; empty where the host itself is asked.

        The longest suffix that fits wins over a shorter one.
        """
        suffixes = [f"*{host[at:]}" for at, sign in enumerate(host) if sign == "."]
        return next(
            (self.gateways[name] for name in (host, *suffixes) if name in self.gateways), ""
        )
