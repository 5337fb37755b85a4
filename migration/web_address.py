"""A web address in its parts; one that is no address has empty parts, and nothing is raised."""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, urlsplit

LONGEST_HOST = 253  # characters, by DNS
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})+", re.ASCII)


def parts_of(url: str) -> SplitResult:
    """An address in its parts; of one that is none, empty parts."""
    try:
        parts = urlsplit(url)
        _ = parts.hostname, parts.port
    except ValueError:
        return urlsplit("")
    return parts


def open_part(url: str) -> str:
    """An address without what may hold a secret: user, query and fragment; “…” stands for each.

    Of what is no address, too.
    """
    rest, mark = url, ""
    if cut := re.search(r"[?#]", url):
        rest, mark = url[: cut.start()], f"{cut[0]}…"
    scheme, slashes, place = rest.partition("://")
    if not slashes:
        scheme, place = "", rest
    # An @ in a path is no user's; where no host can be read, what stands before any may be one.
    cut_at = place.find("/") if host_of(url) else -1
    host, path = (place[:cut_at], place[cut_at:]) if cut_at >= 0 else (place, "")
    user, _, host = host.rpartition("@")
    return f"{scheme}{slashes}{'…@' if user else ''}{host}{path}{mark}"


def host_of(url: str) -> str:
    """The host of an address, in small letters; nothing where it is none."""
    return parts_of(url).hostname or ""


def is_this_machine(host: str) -> bool:
    """Whether a host is a port of this machine's own, which no proxy reaches.

    127.0.0.0/8, ::1, and `localhost` with what ends so (RFC 6761).
    """
    name = host.lower().rstrip(".")
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def is_ordinary(url: str) -> bool:
    """Whether an address is https, on the usual port, with no user's name before the host."""
    parts = parts_of(url)
    return parts.scheme == "https" and parts.username is None and parts.port in {None, 443}


def is_host(name: str) -> bool:
    """Whether a name can be a host's: labels of letters, digits and hyphens, with dots between.

    No port, no user, nothing that would end the host in an address.
    """
    return len(name) <= LONGEST_HOST and bool(_HOST.fullmatch(name))


def parameter(url: str, name: str) -> str:
    """One parameter of an address, or nothing."""
    return next((value for key, value in parse_qsl(parts_of(url).query) if key == name), "")
