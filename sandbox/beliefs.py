"""What this AWS does, and how well that is known of the real one.

Whatever stands in no entry follows from botocore's service models and their documentation. Whoever
learns better from a real account corrects the place and the entry.
"""

from dataclasses import dataclass
from enum import StrEnum


class Known(StrEnum):
    """How it is known."""

    RECORDED = "recorded"  # an answer of the real AWS is public: `source` says where
    DOCUMENTED = "documented"  # AWS says so: `source` names the page
    BELIEVED = "believed"  # nothing shows it


@dataclass(frozen=True)
class Belief:
    """One entry: its name, how it is known, what is so, the file that acts on it, and the source.

    A source in `tests/recordings` is a file there; what is believed has none.
    """

    id: str
    known: Known
    belief: str
    where: str
    source: str = ""


RECORDED, DOCUMENTED, BELIEVED = Known

BELIEFS = (
    Belief(
        "OTHER_CHANGE_SETS",
        RECORDED,
        "An executed change set can still be described afterwards, by its id. That "
        "executing it deletes the stack's others is believed.",
        "sandbox/cloudformation/change_sets.py",
        "tests/recordings: cfn.describe-change-set.executed",
    ),
    Belief(
        "DELETED_STACK",
        RECORDED,
        "A stack that is DELETE_COMPLETE takes no change set.",
        "sandbox/cloudformation/change_sets.py",
        "localstack, tests/aws/services/cloudformation",
    ),
    Belief(
        "STACK_TAKES_BACK",
        DOCUMENTED,
        "When an update changes any property of an app client, the stack writes all of "
        "the template's properties, and what was written past it is gone. A client "
        "whose properties stay as they were is left alone.",
        "sandbox/cloudformation/updates.py",
        "aws-cloudformation/cloudformation-coverage-roadmap#676",
    ),
    Belief(
        "OAUTH_REFUSALS",
        BELIEVED,
        "Callbacks, flows or scopes without AllowedOAuthFlowsUserPoolClient are "
        "refused, not dropped; so is the flag alone. The wording is ours.",
        "sandbox/cognito/client_rules.py",
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
    ),
    Belief(
        "TOKEN_VALIDITY",
        BELIEVED,
        "A validity outside the documented range is 'Invalid range for token "
        "validity.'; a refresh token of 0 becomes 30 days.",
        "sandbox/cognito/client_rules.py",
    ),
    Belief(
        "CLIENT_ATTRIBUTES",
        RECORDED,
        "Attributes that the pool's schema lacks, and those that only Cognito sets, are"
        " refused; an update says “while updating a client”.",
        "sandbox/cognito/client_rules.py",
        "aws-sdk-java#1395",
    ),
    Belief(
        "AUTH_FLOWS_WORDING",
        RECORDED,
        "Flows with and without the prefix ALLOW_ are refused beside each other.",
        "sandbox/cognito/client_rules.py",
        "hashicorp/terraform-provider-aws, its acceptance tests",
    ),
    Belief(
        "DEFAULT_REDIRECT_WORDING",
        RECORDED,
        "A default redirect that is no callback is refused by name.",
        "sandbox/cognito/client_rules.py",
        "hashicorp/terraform-provider-aws, its acceptance tests",
    ),
    Belief(
        "TOKENS_WITHIN_REFRESH",
        DOCUMENTED,
        "Access and id token live at most as long as the refresh token; the wording is ours.",
        "sandbox/cognito/client_rules.py",
        "UserPoolClientType, AccessTokenValidity",
    ),
    Belief(
        "MISSING_PROVIDER",
        RECORDED,
        "A client that names a provider that the pool lacks is refused by every update,"
        " also where it named it before.",
        "sandbox/cognito/client_rules.py",
        "tests/recordings: errors; lgallard/terraform-aws-cognito-user-pool#72",
    ),
    Belief(
        "CLIENT_DEFAULTS",
        RECORDED,
        "A client describes its defaults for some members (30 days of refresh token, "
        "empty units, token revocation on, session of 3 minutes) and leaves the other "
        "unset members out, ExplicitAuthFlows among them.",
        "sandbox/cognito/clients.py",
        "tests/recordings: live-model.client.bare; boto3#1607",
    ),
    Belief(
        "CLIENT_LASTING",
        BELIEVED,
        "An update that leaves ClientName out keeps the name: there is no default that "
        "it could fall back to.",
        "sandbox/cognito/clients.py",
    ),
    Belief(
        "ANALYTICS",
        RECORDED,
        "Pinpoint's ARN alone comes back with the role that Cognito took; that ARN "
        "beside id or role is refused, in words of ours.",
        "sandbox/cognito/clients.py",
        "tests/recordings: describe-user-pool-client.analytics-2024",
    ),
    Belief(
        "DOMAIN_STATUS",
        RECORDED,
        "A domain is CREATING for a while (`domain_seconds`; with AWS up to a minute), "
        "then ACTIVE, or FAILED (`domain_ends`); after an update it is UPDATING. A "
        "deleted one is gone at once, without DELETING.",
        "sandbox/cognito/domains.py",
        "DomainStatusType; tests/recordings: describe-user-pool-domain",
    ),
    Belief(
        "RESERVED_WORDS",
        RECORDED,
        "`aws` is refused as a word between hyphens and taken inside a longer one; "
        "`cognito` is refused inside a word too. Of `amazon` the same is believed.",
        "sandbox/cognito/domains.py",
        "public reports of prefixes that were taken and refused",
    ),
    Belief(
        "DOMAIN_WORDINGS",
        RECORDED,
        "The words for a domain that is taken, for a second one, and for version 2 in "
        "the tier LITE.",
        "sandbox/cognito/domains.py",
        "tests/recordings: errors (dcv-web-portal#16, aws-cdk#10062); "
        "hashicorp/terraform-provider-aws, its acceptance tests",
    ),
    Belief(
        "LOOK_NEEDS_DOMAIN",
        RECORDED,
        "GetUICustomization and SetUICustomization are refused for a pool without a domain.",
        "sandbox/cognito/login_pages.py",
        "tests/recordings: errors",
    ),
    Belief(
        "LOOK_AS_A_WHOLE",
        BELIEVED,
        "SetUICustomization replaces style sheet and logo together, so that what is "
        "left out is gone: AWS's guide says that the two cannot be set apart, and "
        "nothing is recorded.",
        "sandbox/cognito/login_pages.py",
    ),
    Belief(
        "STYLE_WORDINGS",
        RECORDED,
        "The words for a client without a managed login style, and for one that has one already.",
        "sandbox/cognito/login_pages.py",
        "hashicorp/terraform-provider-aws, its acceptance tests",
    ),
    Belief(
        "PROVIDER_GROUP",
        RECORDED,
        "Cognito makes a group `<pool id>_<provider>` at the first sign-in by the "
        "provider. Nobody signs in here: the sample's old pool has those of its past.",
        "sandbox/cognito/pool_extras.py",
        "tests/recordings: list-groups.auto-generated",
    ),
    Belief(
        "FORMER_NAMES",
        RECORDED,
        "A pool describes its template under the former names as well, and takes those "
        "where the template lacks the member.",
        "sandbox/cognito/pool_rules.py",
        "tests/recordings: describe-user-pool.everything",
    ),
    Belief(
        "OWN_TEXT_WITHOUT_SES",
        RECORDED,
        "COGNITO_DEFAULT takes a text of one's own; DEVELOPER without a source ARN is refused.",
        "sandbox/cognito/pool_rules.py",
        "tests/recordings: live-model.user-pool.plain-2026-07; hashicorp/terraform-"
        "provider-aws, its acceptance tests",
    ),
    Belief(
        "AWSS_TAGS",
        DOCUMENTED,
        "Tags that begin with aws: cannot be set or taken away: a request that names "
        "one is refused, one that leaves them out keeps them. That UpdateUserPool does "
        "so is not recorded.",
        "sandbox/cognito/pool_rules.py",
        "Tagging AWS resources, “aws:” prefix",
    ),
    Belief(
        "POOL_DEFAULTS",
        DOCUMENTED,
        "The values that a pool's members fall back to, of which the documentation "
        "states most and a new pool shows the rest.",
        "sandbox/cognito/pools.py",
        "CreateUserPool; tests/recordings: live-model.user-pool.plain-2026-07",
    ),
    Belief(
        "UPDATE_KEEPS",
        RECORDED,
        "UpdateUserPool resets AutoVerifiedAttributes that are left out; "
        "MfaConfiguration and each member of Policies it keeps (measured).",
        "sandbox/cognito/pools.py",
        "measured, in public notes",
    ),
    Belief(
        "IDENTITIES",
        RECORDED,
        "Cognito adds the attribute `identities` by itself, in pools without providers too.",
        "sandbox/cognito/pools.py",
        "tests/recordings: live-model.user-pool.plain-2026-07",
    ),
    Belief(
        "PROVIDER_IN_USE",
        RECORDED,
        "A provider that clients still name is deleted all the same, and they go on naming it.",
        "sandbox/cognito/providers.py",
        "lgallard/terraform-aws-cognito-user-pool#72",
    ),
    Belief(
        "PROVIDER_UPDATE",
        BELIEVED,
        "UpdateIdentityProvider keeps members that are left out, and Apple's key when "
        "only that is left out of the details.",
        "sandbox/cognito/providers.py",
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
    ),
    Belief(
        "PROVIDER_WORDINGS",
        RECORDED,
        "The words for a provider that is there already, that is not there (Describe "
        "and Update say it differently), and whose details lack something.",
        "sandbox/cognito/providers.py",
        "tests/recordings: errors; hashicorp/terraform-provider-aws, its acceptance tests",
    ),
    Belief(
        "MAPPING_TARGET",
        RECORDED,
        "A mapping onto an attribute that the pool lacks is refused: “AttributeMapping "
        "contains invalid mapping: [custom:…]”.",
        "sandbox/cognito/providers.py",
        "aws-cli#9729",
    ),
    Belief(
        "THROTTLE_WORDING",
        RECORDED,
        "“Rate exceeded” and “Too many requests” both exist; the first is said here. "
        "The bucket holds one second's worth of calls.",
        "sandbox/faults.py",
        "tests/recordings: errors (mifi/cognito-backup#6, boto3#2517)",
    ),
    Belief(
        "SIMULATED_CALLER",
        BELIEVED,
        "SimulatePrincipalPolicy takes a user or a role, and neither a session nor the "
        "root user. One page holds all.",
        "sandbox/iam.py",
    ),
    Belief(
        "ALEXA_ANSWERS",
        BELIEVED,
        "The token is taken with and without Bearer before it; the wordings of 401 and "
        "404 are ours.",
        "sandbox/outside/alexa.py",
    ),
    Belief(
        "APPLE_PAGES",
        BELIEVED,
        "Apple refuses inside a page with status 200, in JSON with errorCode and "
        "errorMessage, and some people saw a 400 with JSON instead. It asks that the "
        "return URL's host is among the domains.",
        "sandbox/outside/apple.py",
    ),
    Belief(
        "GOOGLE_PAGES",
        RECORDED,
        "Google's redirects, authError as a protobuf with the code in field 1, and its "
        "page with data-error-code for who is no browser are as people saw them: Google"
        " documents none of it. Fields 2 and 4 are guesses.",
        "sandbox/outside/google.py",
        "public reports of single answers",
    ),
    Belief(
        "GOOGLE_TOKEN_ORDER",
        BELIEVED,
        "Google looks at id and secret first, then at the redirect URI, then at the code.",
        "sandbox/outside/google.py",
    ),
    Belief(
        "NO_SUCH_DOMAIN",
        BELIEVED,
        "A login domain that no pool has, or that is not ACTIVE yet, does not answer: "
        "here the connection closes, where the real name does not resolve.",
        "sandbox/outside/hosted_login.py",
    ),
    Belief(
        "LOGIN_ERRORS",
        BELIEVED,
        "An unknown client leads to /error with invalid_request, a provider that the "
        "client has not switched on to unauthorized_client, one that the pool has not "
        "got to /login; /error itself is a 400. A client with one provider and without "
        "COGNITO leads straight there.",
        "sandbox/outside/hosted_login.py",
    ),
    Belief(
        "DISCOVERY_WITHOUT_DOMAIN",
        BELIEVED,
        "The discovery document of a pool without a domain names no "
        "authorization_endpoint; of two domains it names one's own.",
        "sandbox/outside/hosted_login.py",
    ),
    Belief(
        "PICTURES",
        BELIEVED,
        "A logo stands at the address that GetUICustomization gives, for everybody. "
        "Here one that the sample names, and nobody sent, is a plain orange picture.",
        "sandbox/outside/pictures.py",
    ),
    Belief(
        "PAGE_DEFAULTS",
        BELIEVED,
        "Cognito gives 60 entries a page where the request does not say, CloudFormation 100.",
        "sandbox/paging.py",
    ),
    Belief(
        "SMS_REFUSALS",
        RECORDED,
        "SNS says AuthorizationError where others say AccessDenied; GetSMSAttributes of"
        " an account that never set anything gives MonthlySpendLimit 1.",
        "sandbox/sns.py",
        "tests/recordings: errors, sns.get-sms-attributes.untouched",
    ),
    Belief(
        "NO_CHANGES_WORDING",
        RECORDED,
        "A change set without changes says so in one of two sentences; which one, and "
        "when, is not documented. The setting `no_changes` chooses.",
        "sandbox/state.py",
        "tests/recordings: cfn.describe-change-set.no-changes; ansible-collections/amazon.aws#507",
    ),
    Belief(
        "STRICT_MEMBERS",
        BELIEVED,
        "A request with a member that the model does not know is refused. AWS passes "
        "over it; here a mistyped name must show.",
        "sandbox/validation.py",
    ),
    Belief(
        "VALIDATION_WORDING",
        BELIEVED,
        "Violations are worded as in public reports of Cognito and CloudFormation; "
        "their order within one answer is a guess.",
        "sandbox/validation.py",
    ),
)
