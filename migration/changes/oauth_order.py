"""What an app client can do without only in an order that AWS takes.

URLs, flows and scopes stand only where OAuth is allowed, OAuth only with flows and scopes, flows of
a browser only with a callback URL, a default address only among the callback URLs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from migration.changes.change import Change, Document, Edit, merged

_ALLOWED = "AllowedOAuthFlowsUserPoolClient"
_NEEDS_OAUTH = ("CallbackURLs", "LogoutURLs", "AllowedOAuthFlows", "AllowedOAuthScopes")
_NEEDED_BY_OAUTH = ("AllowedOAuthFlows", "AllowedOAuthScopes")
_BROWSER_FLOWS = frozenset({"code", "implicit"})


def held_back(change: Change, document: Document | None) -> tuple[Change, Mapping[str, str]]:
    """The change without what AWS would refuse as the client is now, and why of each setting."""
    why: dict[str, str] = {}
    while document is not None and change.edits:
        after = merged(document, change.edits) or {}
        found = next(_broken(after, change.edits), None)
        if found is None:
            break
        edits, reason = found
        why |= {edit.setting: reason for edit in edits}
        change = replace(change, edits=tuple(edit for edit in change.edits if edit not in edits))
    return change, why


def _broken(
    after: Mapping[str, Any], edits: Sequence[Edit]
) -> Iterator[tuple[Sequence[Edit], str]]:
    """Each rule that the client would break, as the edits that break it, with a reason."""
    standing = [name for name in _NEEDS_OAUTH if after.get(name)]
    if not after.get(_ALLOWED):
        if standing and (own := _of(edits, _ALLOWED)):
            yield (
                own,
                f"AWS keeps {', '.join(standing)} only where OAuth is allowed: undo those first",
            )
        return
    for name in _NEEDED_BY_OAUTH:
        if not after.get(name) and (own := _of(edits, name)):
            yield own, f"AWS wants {name} for as long as OAuth is allowed: undo that first"
    if (
        not after.get("CallbackURLs")
        and _BROWSER_FLOWS & set(after.get("AllowedOAuthFlows") or ())
        and (own := _of(edits, "CallbackURLs"))
    ):
        yield own[-1:], "AWS wants one callback URL for as long as the client's flows stand"
    default = after.get("DefaultRedirectURI")
    if default and default not in (after.get("CallbackURLs") or ()):
        own = [edit for edit in _of(edits, "CallbackURLs") if edit.item == default]
        if own := own or _of(edits, "DefaultRedirectURI"):
            yield own, "the default redirect has to be one of the callback URLs: undo that first"


def _of(edits: Sequence[Edit], member: str) -> list[Edit]:
    return [edit for edit in edits if edit.path[:1] == (member,)]
