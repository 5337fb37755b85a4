"""A proxy that Poolwalk does not speak to: which variable names it, and what to do."""

import os

_VARIABLES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy")


def socks_variable() -> str:
    """The variable that names a SOCKS proxy, if one does."""
    return next(
        (name for name in _VARIABLES if os.environ.get(name, "").lower().startswith("socks")), ""
    )


def is_about_socks(error: Exception) -> bool:
    """Whether a library found itself without what speaks SOCKS."""
    return "socks" in str(error).lower() and bool(socks_variable())


def no_socks(variable: str) -> str:
    """The sentence on it, up to what can be done."""
    return f"{variable} names a SOCKS proxy, which Poolwalk does not speak: name an HTTP proxy"
