"""The addresses that an app client may send people to."""

from collections.abc import Mapping

from migration.pools.documents import AppClient
from migration.web_address import parts_of


def addresses_of(client: AppClient) -> tuple[str, ...]:
    """Every address that a client may send people to."""
    default = str(client.document.get("DefaultRedirectURI") or "")
    urls = (*client.members("CallbackURLs"), *client.members("LogoutURLs"), default)
    return tuple(dict.fromkeys(filter(None, urls)))


def custom_scheme_callbacks(client: AppClient) -> Mapping[str, tuple[str, ...]]:
    """The callbacks of a client that lead into a phone's app, by platform.

    RainMaker's iOS apps listen on their bundle id (`com.acme.home://success`), its Android apps on
    a plain word (`rainmaker://com.espressif.rainmaker/success`).
    """
    found: dict[str, tuple[str, ...]] = {}
    for url in client.members("CallbackURLs"):
        scheme = parts_of(url).scheme
        if scheme not in {"http", "https", ""}:
            platform = "iOS" if "." in scheme else "Android"
            found[platform] = (*found.get(platform, ()), url)
    return found
