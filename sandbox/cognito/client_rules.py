"""What Cognito refuses to take for an app client, beyond its model."""

from urllib.parse import urlsplit

from sandbox.errors import AwsError, invalid_parameter
from sandbox.state import Document, UserPool

_STANDARD_SCOPES = frozenset(
    {"phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"}
)
_OAUTH_MEMBERS = ("CallbackURLs", "LogoutURLs", "AllowedOAuthFlows", "AllowedOAuthScopes")
_NOT_WRITABLE = frozenset({"sub", "email_verified", "phone_number_verified", "identities"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
_VALIDITY = {
    # member: (its unit's member, the unit where none is given, seconds where nothing is given,
    # least and most seconds)
    "RefreshTokenValidity": ("RefreshToken", "days", 2592000, 3600, 315360000),
    "AccessTokenValidity": ("AccessToken", "hours", 3600, 300, 86400),
    "IdTokenValidity": ("IdToken", "hours", 3600, 300, 86400),
}


def check(pool: UserPool, given: Document, *, has_secret: bool, doing: str = "creating") -> None:
    """Raises what AWS raises for a client that it would not take for this pool.

    `doing` is what its words call the operation: creating or updating.
    """
    _check_providers(pool, given)
    _check_oauth(given, has_secret=has_secret)
    _check_scopes(pool, given)
    for url in given.get("CallbackURLs", ()):
        _check_url(url)
    for url in given.get("LogoutURLs", ()):
        _check_url(url)
    default = given.get("DefaultRedirectURI")
    if default is not None and default not in given.get("CallbackURLs", ()):
        raise invalid_parameter(
            f"The default redirect URI {default} is not in the callback URIs list."
        )
    _check_attributes(pool, given, doing)
    _check_auth_flows(given)
    _check_validity(given)
    _check_analytics(given)


def _check_providers(pool: UserPool, given: Document) -> None:
    for name in given.get("SupportedIdentityProviders", ()):
        if name != "COGNITO" and name not in pool.providers:
            raise invalid_parameter(f"The provider {name} does not exist for User Pool {pool.id}.")


def _check_oauth(given: Document, *, has_secret: bool) -> None:
    flows = given.get("AllowedOAuthFlows", [])
    if not given.get("AllowedOAuthFlowsUserPoolClient"):
        for member in _OAUTH_MEMBERS:
            if given.get(member):
                raise invalid_parameter(
                    f"AllowedOAuthFlowsUserPoolClient must be true to set {member}."
                )
        return
    if not flows or not given.get("AllowedOAuthScopes"):
        raise invalid_parameter(
            "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed"
            " to use OAuth flows."
        )
    if "client_credentials" in flows:
        if len(set(flows)) > 1:
            raise AwsError(
                "InvalidOAuthFlowException",
                "client_credentials flow can not be selected along with code flow or implicit"
                " flow.",
            )
        if not has_secret:
            raise AwsError(
                "InvalidOAuthFlowException",
                "client_credentials flow can not be selected if client does not have a client"
                " secret.",
            )
    elif not given.get("CallbackURLs"):
        raise AwsError(
            "InvalidOAuthFlowException",
            "CallbackUrls can not be empty when code flow or implicit flow is selected",
        )


def _check_scopes(pool: UserPool, given: Document) -> None:
    custom = {
        f"{server['Identifier']}/{scope['ScopeName']}"
        for server in pool.resource_servers.values()
        for scope in server.get("Scopes", ())
    }
    for scope in given.get("AllowedOAuthScopes", ()):
        if scope not in _STANDARD_SCOPES and scope not in custom:
            raise AwsError("ScopeDoesNotExistException", f"Invalid scope requested: {scope}")


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise invalid_parameter(f"{url} is not a valid URL.") from None
    if not parts.scheme:
        raise invalid_parameter(f"{url}: must be an absolute URI.")
    if "#" in url:
        raise invalid_parameter(f"{url} cannot use fragment")
    if parts.scheme in {"http", "https"} and not parts.hostname:
        raise invalid_parameter(f"{url}: must be an absolute URI.")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise invalid_parameter(f"{url} cannot use the HTTP protocol.")


def _check_attributes(pool: UserPool, given: Document, doing: str) -> None:
    known = {attribute["Name"] for attribute in pool.document["SchemaAttributes"]}
    if not known.issuperset(given.get("ReadAttributes", ())):
        raise invalid_parameter(f"Invalid read attributes specified while {doing} a client")
    if not (known - _NOT_WRITABLE).issuperset(given.get("WriteAttributes", ())):
        raise invalid_parameter(f"Invalid write attributes specified while {doing} a client")


def _check_auth_flows(given: Document) -> None:
    flows = given.get("ExplicitAuthFlows", [])
    current = [flow for flow in flows if flow.startswith("ALLOW_")]
    if current and len(current) < len(flows):
        raise invalid_parameter(
            "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names."
        )


def _check_validity(given: Document) -> None:
    units = given.get("TokenValidityUnits", {})
    lives: dict[str, int] = {}
    for member, (unit, default, usual, least, most) in _VALIDITY.items():
        value = given.get(member)
        # A default is in its own unit, whatever unit is named.
        seconds = value * _SECONDS[units.get(unit, default)] if value else usual
        if not least <= seconds <= most:
            raise invalid_parameter("Invalid range for token validity.")
        lives[unit] = seconds
    if max(lives["AccessToken"], lives["IdToken"]) > lives["RefreshToken"]:
        raise invalid_parameter("Invalid range for token validity.")


def _check_analytics(given: Document) -> None:
    analytics = given.get("AnalyticsConfiguration", {})
    if "ApplicationArn" in analytics and ("ApplicationId" in analytics or "RoleArn" in analytics):
        raise invalid_parameter(
            "AnalyticsConfiguration takes the ApplicationArn alone, or ApplicationId, RoleArn and"
            " ExternalId."
        )
