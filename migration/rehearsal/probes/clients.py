"""Beliefs about app clients: what AWS refuses of one, and what it makes of what is left out."""

from migration.rehearsal.probes.probed_copies import (
    NAME,
    OAUTH,
    Answer,
    ProbedCopies,
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


def oauth_refusals(copies: ProbedCopies) -> Answer:
    """Callbacks without OAuth, and OAuth alone, are refused."""
    urls = copies.refused_client(CallbackURLs=OAUTH["CallbackURLs"])
    alone = copies.refused_client(AllowedOAuthFlowsUserPoolClient=True)
    return decided(bool(urls) and bool(alone), f"{urls or 'AWS took it.'} {alone}".strip())


def callback_wording(copies: ProbedCopies) -> Answer:
    """The words for an address with http, and for one with a fragment."""
    plain = copies.refused_client(**{**OAUTH, "CallbackURLs": ["http://poolwalk.example/"]})
    part = copies.refused_client(**{**OAUTH, "CallbackURLs": ["https://poolwalk.example/#a"]})
    local = copies.refused_client(**{**OAUTH, "CallbackURLs": ["http://localhost:8080/"]})
    holds = "HTTP protocol" in plain and "fragment" in part and not local
    return decided(holds, " ".join(filter(None, (plain, part, local))) or "AWS took them.")


def token_validity(copies: ProbedCopies) -> Answer:
    """A validity out of range is refused; a refresh token of 0 becomes 30 days."""
    said = copies.refused_client(
        AccessTokenValidity=48, TokenValidityUnits={"AccessToken": "hours"}
    )
    if "Invalid range" not in said:
        return decided(False, said or "AWS took it.")
    client = copies.client()
    copies.send(
        "UpdateUserPoolClient",
        {"UserPoolId": copies.new, "ClientId": client["ClientId"], "RefreshTokenValidity": 0},
    )
    days = copies.described_client(client["ClientId"]).get("RefreshTokenValidity")
    return decided(days == 30, f"{said} A refresh token of 0 became {days}.")


def client_attributes(copies: ProbedCopies) -> Answer:
    """Attributes that the schema lacks are refused."""
    said = copies.refused_client(ReadAttributes=["custom:poolwalk_none"])
    return refused_with(said, "Invalid read attributes specified while creating a client")


def auth_flows_wording(copies: ProbedCopies) -> Answer:
    """Flows with and without ALLOW_ are refused beside each other."""
    said = copies.refused_client(ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ADMIN_NO_SRP_AUTH"])
    return refused_with(said, "'ALLOW' cannot be used with legacy")


def default_redirect_wording(copies: ProbedCopies) -> Answer:
    """A default address that is no callback is refused."""
    said = copies.refused_client(**OAUTH, DefaultRedirectURI="https://poolwalk.example/other")
    return refused_with(said, "is not in the callback URIs list")


def tokens_within_refresh(copies: ProbedCopies) -> Answer:
    """Access and id token live at most as long as the refresh token."""
    units = {"AccessToken": "hours", "RefreshToken": "minutes"}
    said = copies.refused_client(
        AccessTokenValidity=24, RefreshTokenValidity=60, TokenValidityUnits=units
    )
    return refused_with(said)


def missing_provider(copies: ProbedCopies) -> Answer:
    """A provider that the pool lacks is refused by name."""
    said = copies.refused_client(SupportedIdentityProviders=["COGNITO", _NOBODYS])
    return refused_with(said, f"The provider {_NOBODYS} does not exist")


def client_defaults(copies: ProbedCopies) -> Answer:
    """What a bare client describes, and that an update resets what it leaves out."""
    bare = copies.client()
    other = {name: bare.get(name) for name, value in _DEFAULTS.items() if bare.get(name) != value}
    if bare.get("ExplicitAuthFlows"):
        other["ExplicitAuthFlows"] = bare["ExplicitAuthFlows"]
    client = copies.client(PreventUserExistenceErrors="ENABLED", EnableTokenRevocation=False)
    copies.send(
        "UpdateUserPoolClient",
        {"UserPoolId": copies.new, "ClientId": client["ClientId"], "ClientName": NAME},
    )
    now = copies.described_client(client["ClientId"])
    if now.get("EnableTokenRevocation") is not True:
        other["EnableTokenRevocation"] = "kept by an update that left it out"
    if now.get("PreventUserExistenceErrors") == "ENABLED":
        other["PreventUserExistenceErrors"] = "kept by an update that left it out"
    return decided(not other, str(other) if other else "The defaults are these.")


def client_lasting(copies: ProbedCopies) -> Answer:
    """An update that leaves the name out keeps it."""
    client = copies.client()
    copies.send("UpdateUserPoolClient", {"UserPoolId": copies.new, "ClientId": client["ClientId"]})
    name = copies.described_client(client["ClientId"]).get("ClientName")
    return decided(name == NAME, f"The name is {name}.")


def analytics(copies: ProbedCopies) -> Answer:
    """Pinpoint's ARN beside an id and a role is refused for that."""
    account = str(copies.pool_arn).split(":")
    arn = f"arn:{account[1]}:mobiletargeting:{account[3]}:{account[4]}:apps/{'0' * 32}"
    both = {
        "ApplicationArn": arn,
        "ApplicationId": "0" * 32,
        "RoleArn": f"arn:{account[1]}:iam::{account[4]}:role/poolwalk-nobodys",
        "ExternalId": NAME,
    }
    said = copies.refused_client(AnalyticsConfiguration=both)
    if said and "ApplicationArn" not in said and "ApplicationId" not in said:
        return undecided(f"AWS refused it, and does not say that it is for both: {said}")
    return refused_with(said)


def validation_wording(copies: ProbedCopies) -> Answer:
    """A name that breaks the model's pattern is refused in the words of AWS's validation."""
    said = copies.refused_client(ClientName="poolwalk#probe")
    return refused_with(said, "validation error detected")
