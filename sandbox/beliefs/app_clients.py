"""Cognito's app clients and identity providers."""

from sandbox.beliefs.belief import BELIEVED, DOCUMENTED, RECORDED, Belief

OF_CLIENTS_AND_PROVIDERS = (
    Belief(
        "OAUTH_REFUSALS",
        BELIEVED,
        "Callbacks, flows or scopes without AllowedOAuthFlowsUserPoolClient are "
        "refused, not dropped; so is the flag alone. The wording is ours.",
        "sandbox/cognito/client_rules.py",
        probed=True,
    ),
    Belief(
        "CALLBACK_WORDING",
        RECORDED,
        "The words for a URL with http and for one with a fragment; http is taken for "
        "localhost, and for 127.0.0.1 and [::1] too. The words for a relative one are "
        "ours.",
        "sandbox/cognito/client_rules.py",
        "hashicorp/terraform-provider-aws, its acceptance tests; a Cognito engineer in "
        "microsoft/vscode#256122",
        probed=True,
    ),
    Belief(
        "TOKEN_VALIDITY",
        BELIEVED,
        "A validity outside the documented range is 'Invalid range for token "
        "validity.'; a refresh token of 0 becomes 30 days.",
        "sandbox/cognito/client_rules.py",
        probed=True,
    ),
    Belief(
        "CLIENT_ATTRIBUTES",
        RECORDED,
        "Attributes that the pool's schema lacks, and those that only Cognito sets, are"
        " refused; an update says “while updating a client”.",
        "sandbox/cognito/client_rules.py",
        "aws-sdk-java#1395",
        probed=True,
    ),
    Belief(
        "AUTH_FLOWS_WORDING",
        RECORDED,
        "Flows with and without the prefix ALLOW_ are refused beside each other.",
        "sandbox/cognito/client_rules.py",
        "hashicorp/terraform-provider-aws, its acceptance tests",
        probed=True,
    ),
    Belief(
        "DEFAULT_REDIRECT_WORDING",
        RECORDED,
        "A default redirect that is no callback is refused by name.",
        "sandbox/cognito/client_rules.py",
        "hashicorp/terraform-provider-aws, its acceptance tests",
        probed=True,
    ),
    Belief(
        "TOKENS_WITHIN_REFRESH",
        DOCUMENTED,
        "Access and id token live at most as long as the refresh token; the wording is ours.",
        "sandbox/cognito/client_rules.py",
        "UserPoolClientType, AccessTokenValidity",
        probed=True,
    ),
    Belief(
        "MISSING_PROVIDER",
        RECORDED,
        "A client that names a provider that the pool lacks is refused by every update,"
        " also where it named it before.",
        "sandbox/cognito/client_rules.py",
        "tests/recordings: errors; lgallard/terraform-aws-cognito-user-pool#72",
        probed=True,
    ),
    Belief(
        "CLIENT_DEFAULTS",
        RECORDED,
        "A client describes its defaults for some members (30 days of refresh token, "
        "empty units, token revocation on, session of 3 minutes) and leaves the other "
        "unset members out, ExplicitAuthFlows among them.",
        "sandbox/cognito/clients.py",
        "tests/recordings: live-model.client.bare; boto3#1607",
        probed=True,
    ),
    Belief(
        "CLIENT_LASTING",
        BELIEVED,
        "An update that leaves ClientName out keeps the name: there is no default that "
        "it could fall back to.",
        "sandbox/cognito/clients.py",
        probed=True,
    ),
    Belief(
        "ANALYTICS",
        RECORDED,
        "Pinpoint's ARN alone comes back with the role that Cognito took; that ARN "
        "beside id or role is refused, in words of ours.",
        "sandbox/cognito/clients.py",
        "tests/recordings: describe-user-pool-client.analytics-2024",
        probed=True,
    ),
    Belief(
        "PROVIDER_IN_USE",
        RECORDED,
        "A provider that clients still name is deleted all the same, and they go on naming it.",
        "sandbox/cognito/providers.py",
        "lgallard/terraform-aws-cognito-user-pool#72",
        probed=True,
    ),
    Belief(
        "PROVIDER_UPDATE",
        BELIEVED,
        "UpdateIdentityProvider keeps members that are left out, and Apple's key when "
        "only that is left out of the details.",
        "sandbox/cognito/providers.py",
        probed=True,
    ),
    Belief(
        "USERNAME_MAPPING",
        RECORDED,
        "A provider without a mapping of the user name gets username = sub, Facebook's "
        "username = id, and a SAML provider none. An update with an empty mapping "
        "empties it for good.",
        "sandbox/cognito/providers.py",
        "tests/recordings: describe-identity-provider.facebook, live-"
        "model.provider.saml, live-model.provider.google",
        probed=True,
    ),
    Belief(
        "PROVIDER_WORDINGS",
        RECORDED,
        "The words for a provider that is there already, that is not there (Describe "
        "and Update say it differently), and whose details lack something.",
        "sandbox/cognito/providers.py",
        "tests/recordings: errors; hashicorp/terraform-provider-aws, its acceptance tests",
        probed=True,
    ),
    Belief(
        "MAPPING_TARGET",
        RECORDED,
        "A mapping onto an attribute that the pool lacks is refused: “AttributeMapping "
        "contains invalid mapping: [custom:…]”.",
        "sandbox/cognito/providers.py",
        "aws-cli#9729",
        probed=True,
    ),
)
