"""Addresses of app clients that lead to the old pool's login pages, and what they become.

A callback or logout URL can be a login page of the pool itself, and carry the id of an app client
(`https://<domain>/login?client_id=…&logout_uri=…`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlunsplit

from migration.web_address import host_of, parts_of

_ID = re.compile(r"[A-Za-z0-9]{10,}")  # at least as long as anything that passes for a client's id

_NESTED = 3  # addresses in addresses that are looked into


@dataclass(frozen=True)
class Move:
    """From where to where: hosts of login pages, and ids of app clients.

    `new_host` is empty while the new pool has no domain. `clients` has, by old id, the new one
    where the pair is confirmed, else "".
    """

    old_hosts: frozenset[str] = frozenset()
    new_host: str = ""
    clients: tuple[tuple[str, str], ...] = ()

    def is_on_old_domain(self, url: str) -> bool:
        """Whether an address is one of the old pool's own login pages."""
        return bool(self.old_hosts) and host_of(url) in self.old_hosts

    def moved(self, url: str) -> str:
        """The address as the new client wants it: one on the old pool's own domain moves along.

        With it every client id and every address of the old domain in its query.
        """
        if not self.new_host or not self.is_on_old_domain(url):
            return url
        parts = parts_of(url)
        query = "&".join(self._moved_parameter(part) for part in parts.query.split("&"))
        return urlunsplit(parts._replace(netloc=self.new_host, query=query))

    def _moved_parameter(self, part: str) -> str:
        name, equals, value = part.partition("=")
        decoded = unquote(value)
        moved = dict(self.clients).get(decoded) or self.moved(decoded)
        if moved == decoded:
            return part
        return f"{name}{equals}{moved if decoded == value else quote(moved, safe='')}"

    def waits_for(self, url: str) -> str:
        """Why an address cannot be carried over yet, in the middle of a sentence; empty: it can."""
        if not self.is_on_old_domain(url):
            return ""
        if not self.new_host:
            return "waits for the new domain (step 2), which takes the old one's place in it"
        unpaired = [id_ for id_ in named_clients(url, dict(self.clients)) if not self._paired(id_)]
        return (
            f"names the old app client {unpaired[0]}: confirm first which new one that is (p)"
            if unpaired
            else ""
        )

    def _paired(self, client_id: str) -> bool:
        return bool(dict(self.clients).get(client_id))

    def remark(self, url: str) -> str:
        """What of the old pool an address still names where it goes: a person has to look at it.

        One of the old domain loses it in its host and query alone, not in its path or fragment, nor
        inside of another address that stands in it.
        """
        if self.is_on_old_domain(url) and not self.new_host:
            return ""
        return old_in(self.moved(url), self.old_hosts, dict(self.clients))


def old_in(url: str, old_hosts: frozenset[str], old_ids: Iterable[str]) -> str:
    """What of the old pool stands in an address, in words; empty: nothing."""
    if host := named_host(_decoded(url), old_hosts):
        return f"it names the old domain {host}"
    ids = tuple(named_clients(url, old_ids))
    return f"it names the old app client {ids[0]}" if ids else ""


def named_host(text: str, hosts: frozenset[str]) -> str:
    """The one of the hosts that stands in a text, and not only as a part of another host's name."""
    low = text.lower()
    return next(
        (
            host
            for host in sorted(hosts)
            if host in low and re.search(rf"(?<![\w.-]){re.escape(host)}(?![\w-]|\.\w)", low)
        ),
        "",
    )


def named_clients(url: str, ids: Iterable[str]) -> Iterator[str]:
    """The ids, of these, that stand in an address."""
    known = ids if isinstance(ids, Mapping | frozenset | set) else frozenset(ids)
    return (found for found in dict.fromkeys(_ID.findall(_decoded(url))) if found in known)


def _decoded(url: str) -> str:
    """An address without percent signs, those of an address inside of it too."""
    for _ in range(_NESTED):
        url = unquote(url)
    return url
