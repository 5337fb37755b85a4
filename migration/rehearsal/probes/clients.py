"""Beliefs about app clients: what AWS refuses of one, and what it makes of what is left out."""

from migration.rehearsal.probes.ground import (
    NAME,
    OAUTH,
    Answer,
    Ground,
    decided,
    refused_with,
    undecided,
)

_DEFAULTS = {
    "RefreshTokenValidity": 30,
    "AllowedOAuthFlowsUserPoolClient": False,
    "EnableTokenRevocation": True,
    "AuthSessionValidity": 3,
}
_NOBODYS = "PoolwalkNobodys"


def oauth_refusals(ground: Ground) -> Answer:
    """Callbacks without OAuth, and OAuth alone, are refused."""
    urls = ground.refused_client(CallbackURLs=OAUTH["CallbackURLs"])
    alone = ground.refused_client(AllowedOAuthFlowsUserPoolClient=True)
    return decided(bool(urls) and bool(alone), f"{urls or 'AWS took it.'} {alone}".strip())


def callback_wording(ground: Ground) -> Answer:
    """The words for an address with http, and for one with a fragment."""
    plain = ground.refused_client(**{**OAUTH, "CallbackURLs": ["http://poolwalk.example/"]})
    part = ground.refused_client(**{**OAUTH, "CallbackURLs": ["https://poolwalk.example/#a"]})
    local = ground.refused_client(**{**OAUTH, "CallbackURLs": ["http://localhost:8080/"]})
    holds = "HTTP protocol" in plain and "fragment" in part and not local
    return decided(holds, " ".join(filter(None, (plain, part, local))) or "AWS took them.")


def token_validity(ground: Ground) -> Answer:
    """A validity out of range is refused; a refresh token of 0 becomes 30 days."""
    said = ground.refused_client(
        AccessTokenValidity=48, TokenValidityUnits={"AccessToken": "hours"}
    )
    if "Invalid range" not in said:
        return decided(False, said or "AWS took it.")
    client = ground.client()
    ground.send(
        "UpdateUserPoolClient",
        {"UserPoolId": ground.new, "ClientId": client["ClientId"], "RefreshTokenValidity": 0},
    )
    days = ground.described_client(client["ClientId"]).get("RefreshTokenValidity")
    return decided(days == 30, f"{said} A refresh token of 0 became {days}.")


def client_attributes(ground: Ground) -> Answer:
    """Attributes that the schema lacks are refused."""
    said = ground.refused_client(ReadAttributes=["custom:poolwalk_none"])
    return refused_with(said, "Invalid read attributes specified while creating a client")


def auth_flows_wording(ground: Ground) -> Answer:
    """Flows with and without ALLOW_ are refused beside each other."""
    said = ground.refused_client(ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ADMIN_NO_SRP_AUTH"])
    return refused_with(said, "'ALLOW' cannot be used with legacy")


def default_redirect_wording(ground: Ground) -> Answer:
    """A default address that is no callback is refused."""
    said = ground.refused_client(**OAUTH, DefaultRedirectURI="https://poolwalk.example/other")
    return refused_with(said, "is not in the callback URIs list")


def tokens_within_refresh(ground: Ground) -> Answer:
    """Access and id token live at most as long as the refresh token."""
    units = {"AccessToken": "hours", "RefreshToken": "minutes"}
    said = ground.refused_client(
        AccessTokenValidity=24, RefreshTokenValidity=60, TokenValidityUnits=units
    )
    return refused_with(said)


def missing_provider(ground: Ground) -> Answer:
    """A provider that the pool lacks is refused by name."""
    said = ground.refused_client(SupportedIdentityProviders=["COGNITO", _NOBODYS])
    return refused_with(said, f"The provider {_NOBODYS} does not exist")


def client_defaults(ground: Ground) -> Answer:
    """What a bare client describes, and that an update resets what it leaves out."""
    bare = ground.client()
    other = {name: bare.get(name) for name, value in _DEFAULTS.items() if bare.get(name) != value}
    if bare.get("ExplicitAuthFlows"):
        other["ExplicitAuthFlows"] = bare["ExplicitAuthFlows"]
    client = ground.client(PreventUserExistenceErrors="ENABLED", EnableTokenRevocation=False)
    ground.send(
        "UpdateUserPoolClient",
        {"UserPoolId": ground.new, "ClientId": client["ClientId"], "ClientName": NAME},
    )
    now = ground.described_client(client["ClientId"])
    if now.get("EnableTokenRevocation") is not True:
        other["EnableTokenRevocation"] = "kept by an update that left it out"
    if now.get("PreventUserExistenceErrors") == "ENABLED":
        other["PreventUserExistenceErrors"] = "kept by an update that left it out"
    return decided(not other, str(other) if other else "The defaults are these.")


def client_lasting(ground: Ground) -> Answer:
    """An update that leaves the name out keeps it."""
    client = ground.client()
    ground.send("UpdateUserPoolClient", {"UserPoolId": ground.new, "ClientId": client["ClientId"]})
    name = ground.described_client(client["ClientId"]).get("ClientName")
    return decided(name == NAME, f"The name is {name}.")


def analytics(ground: Ground) -> Answer:
    """Pinpoint's ARN beside an id and a role is refused for that."""
    account = str(ground.pool_arn).split(":")
    arn = f"arn:{account[1]}:mobiletargeting:{account[3]}:{account[4]}:apps/{'0' * 32}"
    both = {
        "ApplicationArn": arn,
        "ApplicationId": "0" * 32,
        "RoleArn": f"arn:{account[1]}:iam::{account[4]}:role/poolwalk-nobodys",
        "ExternalId": NAME,
    }
    said = ground.refused_client(AnalyticsConfiguration=both)
    if said and "ApplicationArn" not in said and "ApplicationId" not in said:
        return undecided(f"AWS refused it, and does not say that it is for both: {said}")
    return refused_with(said)


def validation_wording(ground: Ground) -> Answer:
    """A name that breaks the model's pattern is refused in the words of AWS's validation."""
    said = ground.refused_client(ClientName="poolwalk#probe")
    return refused_with(said, "validation error detected")
