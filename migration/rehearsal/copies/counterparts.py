"""From production to the copies: hosts of login pages, and ids of app clients, inside addresses."""

import re
from collections.abc import Mapping
from typing import Any

ADDRESSES = ("CallbackURLs", "LogoutURLs", "DefaultRedirectURI")  # members of an app client
_ID = re.compile(r"[A-Za-z0-9]{10,}")


class Counterparts:
    """What stands in the copies for what stands in production. Grows while they are made."""

    def __init__(self, hosts: Mapping[str, str]) -> None:
        self.hosts: dict[str, str] = {}
        self.know_hosts(hosts)
        self.clients: dict[str, str] = {}  # a copy's client by production's, by their ids

    def know_hosts(self, hosts: Mapping[str, str]) -> None:
        """Learn hosts of the copies' login pages, by production's."""
        self.hosts |= {host.lower(): copy for host, copy in hosts.items() if host and copy}

    def address(self, url: str) -> str:
        """An address as the copies have it."""
        for host, copy in self.hosts.items():
            whole = rf"(?<![\w.-]){re.escape(host)}(?![\w-]|\.\w)"
            url = re.sub(whole, copy, url, flags=re.IGNORECASE)
        return _ID.sub(lambda found: self.clients.get(found[0], found[0]), url)

    def client(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """An app client's document with its addresses as the copies have them."""
        mapped = dict(document)
        for member in ADDRESSES:
            value = document.get(member)
            if isinstance(value, list | tuple):
                mapped[member] = [self.address(str(item)) for item in value]
            elif value:
                mapped[member] = self.address(str(value))
        return mapped
