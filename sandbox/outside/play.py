"""Google Play's Android Publisher API, and the token that a service account gets for it."""

from sandbox.outside.consoles import Consoles
from sandbox.outside.signed_question import claims_of
from sandbox.outside.web import WebPage, WebRequest, document

HOST = "androidpublisher.googleapis.com"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPE = "https://www.googleapis.com/auth/androidpublisher"


def token(consoles: Consoles, request: WebRequest) -> WebPage:
    """`POST /token` with a question that a service account signed: an access token for an hour."""
    for email, account in consoles.play_accounts.items():
        claims = claims_of(request.form.get("assertion", ""), account["public_key"], "RS256")
        if claims.get("iss") == email and claims.get("scope") == SCOPE:
            given = f"ya29.practice-{len(consoles.play_tokens)}"
            consoles.play_tokens[given] = email
            answer = {"access_token": given, "expires_in": 3599, "token_type": "Bearer"}
            return document(200, answer)
    return document(400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."})


def answer(consoles: Consoles, request: WebRequest) -> WebPage:
    """`GET …/applications/<package>/tracks/production/releases`."""
    email = consoles.play_tokens.get(
        request.headers.get("authorization", "").removeprefix("Bearer "), ""
    )
    account = consoles.play_accounts.get(email)
    if account is None:
        return _refused(401, "Request had invalid authentication credentials.")
    match request.method, request.path.strip("/").split("/"):
        case "GET", ["androidpublisher", "v3", "applications", package, "tracks", _, "releases"]:
            app = consoles.play.get(package)
            if app is None:
                return _refused(404, f"Package not found: {package}.")
            if package not in account["packages"]:
                return _refused(403, "The caller does not have permission.")
            return document(200, {"releases": app["releases"]})
    return _refused(404, "Not Found")


def _refused(status: int, message: str) -> WebPage:
    return document(status, {"error": {"code": status, "message": message}})
