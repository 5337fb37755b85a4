"""Google: the page that asks a person to log in, and the exchange of a code for tokens."""

from base64 import urlsafe_b64encode
from html import escape

from sandbox.outside.consoles import Consoles
from sandbox.outside.web import WebPage, WebRequest, document, nothing_there, page, redirect

ACCOUNTS, TOKENS = "accounts.google.com", "oauth2.googleapis.com"
_AUTHORIZE = ("/o/oauth2/v2/auth", "/o/oauth2/auth")
_ERROR = "/signin/oauth/error"
_MESSAGES = {
    "redirect_uri_mismatch": (
        "You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy."
    ),
    "invalid_client": "The OAuth client was not found.",
}
_TEXT = 2  # protobuf's wire type of what has a length


def answer(consoles: Consoles, request: WebRequest) -> WebPage:
    """The answer of either of Google's two hosts."""
    if request.host == TOKENS:
        return (
            _token(consoles, request)
            if (request.method, request.path) == ("POST", "/token")
            else nothing_there()
        )
    if request.method == "GET" and request.path in _AUTHORIZE:
        return _authorize(consoles, request)
    if request.method == "GET" and request.path.startswith("/v3/signin/identifier"):
        return _sign_in()
    return nothing_there()


def auth_error(code: str) -> str:
    """The parameter `authError` as Google writes it.

    It is base64url of a protobuf message whose field 1 is the code, 2 a sentence, 4 the status.
    """
    message = (
        _field(1, code.encode()) + _field(2, _MESSAGES.get(code, code).encode()) + b"\x20\x90\x03"
    )
    return urlsafe_b64encode(message).decode()


def _field(number: int, content: bytes) -> bytes:
    length, size = len(content), b""
    while length > 0x7F:
        size += bytes([length & 0x7F | 0x80])
        length >>= 7
    return bytes([number << 3 | _TEXT]) + size + bytes([length]) + content


def _authorize(consoles: Consoles, request: WebRequest) -> WebPage:
    asked = request.query
    client = consoles.google.get(asked.get("client_id", ""))
    refused = ""
    if client is None:
        refused = "invalid_client"
    elif (
        asked.get("redirect_uri", "") not in client["redirect_uris"]
        and "blind" not in request.oddities
    ):
        refused = "redirect_uri_mismatch"
    if not refused:
        if not request.from_a_browser:
            return _sign_in()
        return redirect(
            f"https://{ACCOUNTS}/v3/signin/identifier",
            client_id=asked["client_id"],
            flowName="GeneralOAuthFlow",
        )
    if not request.from_a_browser or "mismatch_page" in request.oddities:
        return _mismatch_page(refused)
    return redirect(
        f"https://{ACCOUNTS}{_ERROR}",
        authError=auth_error(refused),
        client_id=asked.get("client_id", ""),
    )


def _sign_in() -> WebPage:
    # Every page of Google's links its error page, whatever it says itself.
    return page(
        200,
        "Sign in - Google Accounts",
        '<form action="/v3/signin/_/lookup"><input type="email" id="identifierId"'
        f' name="identifier"></form><a href="{_ERROR}">Help</a>',
    )


def _mismatch_page(code: str) -> WebPage:
    return page(
        200,
        "Error 400: " + code,
        f'<div data-error-code="{code}"><h1>Access blocked: This app\'s request is'
        f" invalid</h1><p>Error 400: {code}</p><p>{escape(_MESSAGES[code])}</p><a"
        f' href="{_ERROR}/details">error details</a></div>',
    )


def _token(consoles: Consoles, request: WebRequest) -> WebPage:
    asked = request.form
    client = consoles.google.get(asked.get("client_id", ""))
    if client is None:
        return document(
            401, {"error": "invalid_client", "error_description": "The OAuth client was not found."}
        )
    if asked.get("client_secret") != client["client_secret"] and "blind" not in request.oddities:
        return document(401, {"error": "invalid_client", "error_description": "Unauthorized"})
    if asked.get("grant_type") != "authorization_code":
        return document(
            400, {"error": "unsupported_grant_type", "error_description": "Invalid grant_type"}
        )
    if asked.get("redirect_uri", "") not in client["redirect_uris"]:
        return document(400, {"error": "redirect_uri_mismatch", "error_description": "Bad Request"})
    return document(400, {"error": "invalid_grant", "error_description": "Malformed auth code."})
