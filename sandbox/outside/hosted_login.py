"""A user pool's login domain: `/oauth2/authorize`, `/login` and `/error`.

Beside it stands the pool's discovery document. What is registered is read from the account's state,
so that a write to the practice AWS shows here at once.
"""

import secrets
from collections.abc import Iterator
from html import escape
from urllib.parse import urlencode, urlsplit

from sandbox.cognito import domains
from sandbox.cognito.providers import described
from sandbox.outside.web import WebPage, WebRequest, document, nothing_there, page, redirect
from sandbox.state import Account, Document, UserPool

LOGIN_PAGES_UNAVAILABLE = "Login pages unavailable"
_MANAGED_LOGIN = 2


def host_of(account: Account, domain: Document) -> str:
    """The host of a domain as Describe shows it: a name of one's own, or a prefix of Amazon's."""
    name = str(domain["Domain"])
    return (
        name
        if domain.get("CustomDomainConfig")
        else f"{name}.auth.{account.region}.amazoncognito.com"
    )


def find(account: Account, host: str) -> tuple[UserPool, Document] | None:
    """The pool that answers at a host, and its domain."""
    for pool in account.pools.values():
        for domain in pool.domains:
            there = domains.status_of(account, pool, domain) in {"ACTIVE", "UPDATING"}
            if host_of(account, domain) == host and there:
                return pool, domain
    return None


def answer(account: Account, request: WebRequest) -> WebPage | None:
    """The page of a login domain; None when no pool has this domain, and nothing listens there."""
    found = find(account, request.host)
    if found is None:
        return None
    pool, domain = found
    match request.method, request.path:
        case "GET", "/oauth2/authorize":
            return _authorize(pool, request)
        case "GET", "/login":
            return _login(pool, domain, request)
        case "GET", "/error":
            reason = escape(request.query.get("error", "unknown"))
            return page(
                400,
                "Error",
                f"<p>An error was encountered with the requested page.</p><p>{reason}</p>",
            )
    return nothing_there()


def discovery(account: Account, request: WebRequest) -> WebPage:
    """The pool's `/<pool id>/.well-known/openid-configuration`.

    Without a domain it names no pages to log in at.
    """
    pool_id = request.path.strip("/").partition("/")[0]
    pool = account.pools.get(pool_id)
    if not request.path.endswith("/.well-known/openid-configuration") or request.method != "GET":
        return nothing_there()
    if pool is None:
        return document(400, {"message": f"User pool {pool_id} does not exist."})
    issuer = f"https://cognito-idp.{account.region}.amazonaws.com/{pool.id}"
    told: Document = {
        "id_token_signing_alg_values_supported": ["RS256"],
        "issuer": issuer,
        "jwks_uri": f"{issuer}/.well-known/jwks.json",
        "response_types_supported": ["code", "token"],
        "scopes_supported": ["openid", "email", "phone", "profile"],
        "subject_types_supported": ["public"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    }
    for domain in pool.domains:
        if domains.status_of(account, pool, domain) not in {"ACTIVE", "UPDATING"}:
            continue
        base = f"https://{host_of(account, domain)}"
        for endpoint, path in _ENDPOINTS.items():
            told[endpoint] = base + path
    return document(200, told)


_ENDPOINTS = {
    "authorization_endpoint": "/oauth2/authorize",
    "token_endpoint": "/oauth2/token",
    "userinfo_endpoint": "/oauth2/userInfo",
    "revocation_endpoint": "/oauth2/revoke",
    "end_session_endpoint": "/logout",
}


def _authorize(pool: UserPool, request: WebRequest) -> WebPage:
    asked = request.query
    refused = _refused(pool, request)
    if refused is not None:
        return refused
    client = pool.clients[asked["client_id"]]
    enabled = client.get("SupportedIdentityProviders", [])
    wanted = asked.get("identity_provider", "")
    if not wanted and len(enabled) == 1 and enabled[0] != "COGNITO":
        wanted = enabled[0]
    if wanted in enabled and wanted in pool.providers:
        return _to_provider(described(pool.providers[wanted]), request)
    if wanted in pool.providers:
        return _to_error(request, "unauthorized_client")
    return redirect(f"https://{request.host}/login?{urlsplit(request.target).query}")


def _refused(pool: UserPool, request: WebRequest) -> WebPage | None:
    asked = request.query
    client = pool.clients.get(asked.get("client_id", ""))
    if client is None:
        return _to_error(request, "invalid_request")
    back = asked.get("redirect_uri", "")
    if back not in client.get("CallbackURLs", ()) and "blind" not in request.oddities:
        return _to_error(request, "redirect_mismatch")
    if asked.get("response_type") not in set(_flows(client)):
        return redirect(back, error="unauthorized_client")
    if not set(asked.get("scope", "").split()) <= set(client.get("AllowedOAuthScopes", ())):
        return redirect(back, error_description="invalid_scope", error="invalid_request")
    return None


def _flows(client: Document) -> Iterator[str]:
    if client.get("AllowedOAuthFlowsUserPoolClient"):
        yield from (
            {"code": "code", "implicit": "token"}.get(flow, "")
            for flow in client.get("AllowedOAuthFlows", ())
        )


def _to_error(request: WebRequest, error: str) -> WebPage:
    return redirect(
        f"https://{request.host}/error", error=error, client_id=request.query.get("client_id", "")
    )


def _to_provider(provider: Document, request: WebRequest) -> WebPage:
    details = provider["ProviderDetails"]
    where = (
        details.get("authorize_url")
        or f"{details.get('oidc_issuer', 'https://nowhere.invalid')}/authorize"
    )
    asked = {
        "client_id": details.get("client_id", ""),
        "redirect_uri": f"https://{request.host}/oauth2/idpresponse",
        "scope": details.get("authorize_scopes", ""),
        "response_type": "code",
        "state": secrets.token_urlsafe(48),
    }
    if provider["ProviderType"] == "SignInWithApple":
        asked["response_mode"] = "form_post"
    return redirect(f"{where}?{urlencode(asked)}")


def _login(pool: UserPool, domain: Document, request: WebRequest) -> WebPage:
    refused = _refused(pool, request)
    if refused is not None:
        return refused
    client_id = request.query["client_id"]
    without_style = (
        domain["ManagedLoginVersion"] == _MANAGED_LOGIN and client_id not in pool.branding
    )
    if without_style or "login_unavailable" in request.oddities:
        return page(
            403,
            LOGIN_PAGES_UNAVAILABLE,
            f"<h1>{LOGIN_PAGES_UNAVAILABLE}</h1><p>Please contact an administrator.</p>",
        )
    fields = (
        '<input name="username"><input name="password" type="password"><input'
        ' name="signInSubmitButton" type="submit">'
    )
    return page(
        200,
        "Signin",
        f'<form name="cognitoSignInForm" action="/login" method="post">{fields}</form>',
    )
