"""Apple: the page where a person logs in, and the exchange of a code for tokens.

The exchange wants a signed client secret.
"""

from json import dumps
from typing import Any
from urllib.parse import urlsplit

from sandbox.outside.consoles import Consoles
from sandbox.outside.web import WebPage, WebRequest, document, nothing_there, page

HOST = "appleid.apple.com"
AUDIENCE = "https://appleid.apple.com"
# seconds: Apple's documentation of a client secret, "no more than six months"
LONGEST_SECRET = 15_777_000
_ALLOWED_CLOCK_ERROR = 60


def answer(consoles: Consoles, request: WebRequest) -> WebPage:
    """The answer of appleid.apple.com."""
    match request.method, request.path:
        case "GET", "/auth/authorize":
            return _authorize(consoles, request)
        case "POST", "/auth/token":
            return _token(consoles, request)
    return nothing_there()


def _authorize(consoles: Consoles, request: WebRequest) -> WebPage:
    asked = request.query
    service = consoles.apple_services.get(asked.get("client_id", ""))
    back = asked.get("redirect_uri", "")
    if service is None:
        return _refused(request, "invalid_client", "Invalid client.")
    known = back in service["return_urls"] and urlsplit(back).hostname in service["domains"]
    if not known and "blind" not in request.oddities:
        return _refused(request, "invalid_request", "Invalid web redirect url.")
    if asked.get("scope") and asked.get("response_mode") != "form_post":
        return _refused(
            request,
            "invalid_request",
            "response_mode must be form_post when name or email scope is requested.",
        )
    return page(
        200,
        "Sign in with Apple Account",
        _boot({"clientId": asked["client_id"], "direct": {"hasError": False}}),
    )


def _refused(request: WebRequest, code: str, message: str) -> WebPage:
    if "json_400" in request.oddities:
        return document(400, {"errorCode": code, "errorMessage": message})
    return page(
        200,
        "Sign in with Apple Account",
        _boot({"direct": {"hasError": True, "errorCode": code, "errorMessage": message}}),
    )


def _boot(content: dict[str, Any]) -> str:
    data = dumps(content, separators=(",", ":"))
    return (
        f'<div id="content"></div><script type="application/json" class="boot_args">{data}</script>'
    )


def _token(consoles: Consoles, request: WebRequest) -> WebPage:
    asked = request.form
    service = consoles.apple_services.get(asked.get("client_id", ""))
    known = service is not None and _is_signed(
        consoles, asked.get("client_secret", ""), asked["client_id"], service["team_id"]
    )
    if not known and "blind" not in request.oddities:
        return document(400, {"error": "invalid_client"})
    if asked.get("grant_type") != "authorization_code":
        return document(400, {"error": "unsupported_grant_type"})
    return document(
        400,
        {
            "error": "invalid_grant",
            "error_description": "The code has expired or has been revoked.",
        },
    )


def _is_signed(consoles: Consoles, secret: str, services_id: str, team_id: str) -> bool:
    """Whether a client secret is a valid JWT.

    It is signed by one of the team's keys, made for this Services ID, and not expired.
    """
    # Here, since most who start this server never send a JWT, and its library loads all of
    # cryptography.
    import jwt

    try:
        header = jwt.get_unverified_header(secret)
        key = consoles.apple_keys[header["kid"]]
        public = key.get("public_key", "")
        claims = jwt.decode(
            secret,
            public,
            algorithms=["ES256"],
            audience=AUDIENCE,
            issuer=team_id,
            subject=services_id,
            leeway=_ALLOWED_CLOCK_ERROR,
            # Named one by one: without a signature to verify, the library would verify nothing else
            # either.
            options={
                "require": ["iss", "iat", "exp", "aud", "sub"],
                "verify_signature": bool(public),
                "verify_exp": True,
                "verify_iat": True,
                "verify_aud": True,
                "verify_iss": True,
                "verify_sub": True,
            },
        )
    except (jwt.PyJWTError, KeyError):
        return False
    in_time = claims["exp"] - claims["iat"] <= LONGEST_SECRET
    return bool(in_time and header.get("alg") == "ES256" and key["team_id"] == team_id)
