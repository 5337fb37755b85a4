"""RainMaker's API Path URI, which Google Home's Token URL begins with (guide's step 7b).

A stack exports it, or a person enters it.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from migration.guide.statement import Found, Statement
from migration.pools.reading import Pending, Unread

EXPORT = "esp-RainMakerBaseUrl"
_LONGEST = 1024


def api_path(exports: Mapping[str, str] | Unread | Pending, entered: Statement | None) -> Found:
    """The URI without a slash at its end. What a person entered counts before the export."""
    if entered is not None:
        return Found(entered.value, why=f"the API Path URI was entered by {entered.signed}")
    if isinstance(exports, Pending):
        return Found(needs="the API Path URI, which is still being read")
    if isinstance(exports, Unread):
        return Found(
            needs=f"the API Path URI (e): the stacks' exports could not be read, {exports.reason}"
        )
    held = exports.get(EXPORT, "").rstrip("/")
    if not held:
        return Found(
            needs=(
                "the API Path URI (e): RainMaker dashboard, Deployment Settings, Deployment Details"
            )
        )
    if api_path_problem(held):
        return Found(
            needs=f"the API Path URI (e): the export {EXPORT} holds no address that will do"
        )
    return Found(held, why=f"the API Path URI is the export {EXPORT}")


def api_path_problem(uri: str) -> str:
    """What is wrong with a URI as typed ("" nothing); a slash at its end is no fault."""
    example = "as https://abc123.execute-api.us-east-1.amazonaws.com/dev"
    if not uri.isascii() or not uri.isprintable() or " " in uri or len(uri) > _LONGEST:
        return f"An address has letters, digits and signs alone, {example}."
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        return f"That is no address: copy it whole, {example}."
    if parts.scheme != "https" or not parts.hostname or port == 0:
        return f"The address begins with https:// and a host, {example}."
    if parts.username is not None or parts.query or parts.fragment or uri.endswith(("?", "#")):
        return (
            "The address ends with its path: leave out what follows “?” or “#”, and any user name."
        )
    if parts.path.rstrip("/").endswith(("/custom_token", "/oauth2/token")):
        return "That is a Token URL: leave out what the Token URL adds at the end."
    return ""
