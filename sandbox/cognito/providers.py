"""Identity providers.

What is sent, what is kept and what comes back are three different things.
"""

from sandbox import paging
from sandbox.duplicate import duplicate
from sandbox.errors import AwsError, invalid_parameter, not_found
from sandbox.state import Asked, Document, UserPool

_SECRETS_AND_SCOPES = ("client_id", "client_secret", "authorize_scopes")
_REQUIRED = {
    "Google": _SECRETS_AND_SCOPES,
    "SignInWithApple": ("client_id", "team_id", "key_id", "private_key", "authorize_scopes"),
    "Facebook": _SECRETS_AND_SCOPES,
    "LoginWithAmazon": _SECRETS_AND_SCOPES,
    "OIDC": ("client_id", "authorize_scopes", "oidc_issuer", "attributes_request_method"),
    "SAML": (),
}

_NAMED_AS_THEIR_TYPE = ("Google", "SignInWithApple", "Facebook", "LoginWithAmazon")

_DERIVED = {
    "Google": {
        "attributes_url": "https://people.googleapis.com/v1/people/me?personFields=",
        "attributes_url_add_attributes": "true",
        "authorize_url": "https://accounts.google.com/o/oauth2/v2/auth",
        "oidc_issuer": "https://accounts.google.com",
        "token_request_method": "POST",
        "token_url": "https://www.googleapis.com/oauth2/v4/token",
    },
    "SignInWithApple": {
        "attributes_url_add_attributes": "false",
        "authorize_url": "https://appleid.apple.com/auth/authorize",
        "oidc_issuer": "https://appleid.apple.com",
        "token_request_method": "POST",
        "token_url": "https://appleid.apple.com/auth/token",
    },
    "Facebook": {
        "attributes_url": "https://graph.facebook.com/me?fields=",
        "attributes_url_add_attributes": "true",
        "authorize_url": "https://www.facebook.com/v2.9/dialog/oauth",
        "token_request_method": "GET",
        "token_url": "https://graph.facebook.com/v2.9/oauth/access_token",
    },
    "OIDC": {"attributes_url_add_attributes": "false"},
    "SAML": {
        "ActiveEncryptionCertificate": "MIIC-of-the-practice-AWS",
        "SSORedirectBindingURI": "https://saml.example/sso",
    },
}
"""What Describe adds, from the examples in the documentation of CreateIdentityProvider."""

_USERNAME = {"SAML": {}, "Facebook": {"username": "id"}}
"""What a mapping is given of the user's name where the request says nothing; else `sub`."""

_NEVER_RETURNED = frozenset({"private_key"})


def list_identity_providers(asked: Asked) -> Document:
    """Name, type and dates of every provider of the pool."""
    members = ("ProviderName", "ProviderType", "LastModifiedDate", "CreationDate")
    listed = [
        {member: provider[member] for member in members}
        for provider in asked.pool.providers.values()
    ]
    return paging.cognitos(asked, "Providers", listed)


def describe_identity_provider(asked: Asked) -> Document:
    """One provider: Google's and OIDC's client secret included, Apple's key never."""
    return {"IdentityProvider": described(_named(asked.pool, asked.parameters["ProviderName"]))}


def described(provider: Document) -> Document:
    """A provider as AWS shows it."""
    shown = duplicate(provider)
    details = {
        name: value
        for name, value in provider["ProviderDetails"].items()
        if name not in _NEVER_RETURNED
    }
    shown["ProviderDetails"] = {**_DERIVED.get(provider["ProviderType"], {}), **details}
    return shown


def create_identity_provider(asked: Asked) -> Document:
    """Make a provider.

    Raises `DuplicateProviderException` when the name is taken, `InvalidParameterException` for its
    details.
    """
    pool, given = asked.pool, duplicate(asked.parameters)
    name, kind = given["ProviderName"], given["ProviderType"]
    if kind in _NAMED_AS_THEIR_TYPE and name != kind:
        raise invalid_parameter(f"Provider {name} cannot be of type {kind}.")
    if name in pool.providers:
        raise AwsError("DuplicateProviderException", f"{name} already exists for tenant {pool.id}.")
    _check_details(kind, given["ProviderDetails"])
    _check_mapping(pool, given)
    provider = new_provider(pool, given, asked.now())
    pool.providers[name] = provider
    return {"IdentityProvider": described(provider)}


def new_provider(pool: UserPool, members: Document, moment: float) -> Document:
    """A provider's document made whole."""
    provider = {"IdpIdentifiers": [], **members, "UserPoolId": pool.id}
    own = _USERNAME.get(str(members.get("ProviderType")), {"username": "sub"})
    provider["AttributeMapping"] = {**own, **members.get("AttributeMapping", {})}
    provider.setdefault("CreationDate", moment)
    provider.setdefault("LastModifiedDate", moment)
    return provider


def update_identity_provider(asked: Asked) -> Document:
    """Set the members given and keep the others.

    Details are replaced as a whole, but Apple's key is kept when it is left out. An empty mapping
    empties it for good.
    """
    pool, given = asked.pool, duplicate(asked.parameters)
    provider = _named(pool, given["ProviderName"], f"in User Pool {pool.id}")
    _check_mapping(pool, given)
    if "ProviderDetails" in given:
        key = provider["ProviderDetails"].get("private_key")
        if key is not None:
            given["ProviderDetails"].setdefault("private_key", key)
        _check_details(provider["ProviderType"], given["ProviderDetails"])
    provider |= {**given, "LastModifiedDate": asked.now()}
    return {"IdentityProvider": described(provider)}


def delete_identity_provider(asked: Asked) -> Document:
    """Deletes the provider. Clients that name it go on naming it: no update of theirs is taken."""
    pool = asked.pool
    del pool.providers[_named(pool, asked.parameters["ProviderName"])["ProviderName"]]
    return {}


def _named(pool: UserPool, name: str, where: str = "") -> Document:
    if name not in pool.providers:
        raise not_found(
            f"Identity provider {name} {where or f'for tenantId {pool.id}'} does not exist."
        )
    return pool.providers[name]


def _check_mapping(pool: UserPool, given: Document) -> None:
    """An attribute that the pool lacks cannot be mapped onto (aws-cli#9729)."""
    known = {attribute["Name"] for attribute in pool.document["SchemaAttributes"]} | {"username"}
    strange = [name for name in given.get("AttributeMapping", {}) if name not in known]
    if strange:
        raise invalid_parameter(
            f"AttributeMapping contains invalid mapping: [{', '.join(strange)}]"
        )


def _check_details(kind: str, details: Document) -> None:
    lacking = [name for name in _REQUIRED[kind] if not details.get(name)]
    if lacking and _REQUIRED[kind] is _SECRETS_AND_SCOPES:
        raise invalid_parameter(
            "clientId, clientSecret and authorizeScopes are all required idp details."
        )
    for name in lacking:
        raise invalid_parameter(
            f"Missing required parameter {name} in ProviderDetails for provider type {kind}."
        )
    if kind == "SAML" and not (details.get("MetadataURL") or details.get("MetadataFile")):
        raise invalid_parameter(
            "At least one of the MetadataURL or MetadataFile should be provided."
        )
