"""An address that a person enters for an app client to send people back to.

The rules are those of AWS's page "CreateUserPoolClient", CallbackURLs.
"""

from urllib.parse import urlsplit

_LONGEST = 1024
# What a browser does something of its own with.
_OF_NO_APP = frozenset({"about", "blob", "data", "file", "filesystem", "javascript", "vbscript"})
_EXAMPLE = "as rainmaker://com.example.home/success or https://example.com/back"


def callback_problem(url: str) -> str:
    """What is wrong with a callback URL as typed; "" nothing."""
    if not url:
        return f"An address has to stand here, {_EXAMPLE}."
    if not url.isprintable() or any(letter.isspace() for letter in url):
        return "AWS takes no space in a callback URL."
    if len(url) > _LONGEST:
        return f"AWS takes at most {_LONGEST:,} characters, and these are {len(url):,}."
    try:
        parts = urlsplit(url)
        host = parts.hostname
        if parts.scheme in {"http", "https"}:
            _ = parts.port  # raises for one that is none
    except ValueError:
        return f"That is no address: write it whole, {_EXAMPLE}."
    if not parts.scheme or not url.lower().startswith(f"{parts.scheme}://"):
        return f"An address begins with its scheme and ://, {_EXAMPLE}."
    if parts.scheme in _OF_NO_APP:
        return f"{parts.scheme}: leads into no app and to no server: a browser runs or opens it."
    if not parts.netloc and parts.scheme in {"http", "https"}:
        return f"A host has to follow {parts.scheme}://."
    if "#" in url:
        return "AWS takes no “#” in a callback URL: leave it out, with what follows."
    if parts.scheme == "http" and host != "localhost":
        return "AWS takes http:// for localhost alone: write https://."
    return ""
