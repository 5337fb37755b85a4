"""The one order in which checks are planned and findings are shown.

Answers arrive as fast as each host gives them, and the record keeps them as they arrived: what a
person reads must not change its order from one run to the next.
"""

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

from migration.checks.finding import Finding
from migration.checks.kind import CheckKind

# A login's way first, then what stands beside it.
_KINDS = (
    CheckKind.POOL_DOMAIN,
    CheckKind.DOMAIN_LIVE,
    CheckKind.PROVIDER,
    CheckKind.GOOGLE_CONSOLE,
    CheckKind.APPLE_CONSOLE,
    CheckKind.GOOGLE_SECRET,
    CheckKind.APPLE_KEY,
    CheckKind.CALLBACK,
    CheckKind.LOGIN_PAGE,
    CheckKind.ALEXA_CONSOLE,
    CheckKind.PLAY_RELEASE,
    CheckKind.IOS_RELEASE,
    CheckKind.APP_STORE_RELEASE,
)
_Place = tuple[int, int, str]


def place_of(pairs: Sequence[str]) -> Callable[[str], _Place]:
    """Gives a check's place by its id: its kind, its client's place among the pairs, its address.

    `pairs` are the keys of the clients' pairs. A check of a client that is no pair any more comes
    after those of its kind.
    """
    order = {
        quote(key, safe="", errors="surrogatepass"): number for number, key in enumerate(pairs)
    }

    def place(check: str) -> _Place:
        kind, _, rest = check.partition("/")
        rank = _KINDS.index(CheckKind(kind)) if kind in set(_KINDS) else len(_KINDS)
        return rank, order.get(rest.partition("/")[0], len(order)), rest

    return place


def in_order(findings: Iterable[Finding], pairs: Sequence[str]) -> tuple[Finding, ...]:
    """Findings in the order of the plan, however they arrived."""
    place = place_of(pairs)
    return tuple(sorted(findings, key=lambda finding: place(finding.check)))
