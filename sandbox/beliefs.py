"""What this AWS believes of the real one without a document to show for it.

Everything else here follows from botocore's service models, their documentation, or a public issue
that the code names. Whoever learns better from a real account corrects the place and strikes the
line.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Belief:
    """One belief: its name, what is believed, and the file that acts on it."""

    id: str
    belief: str
    where: str


BELIEFS = (
    Belief(
        "STRICT_MEMBERS",
        "A request with a member that the model does not know is refused. AWS passes over it; here"
        " a mistyped name must show.",
        "sandbox/validation.py",
    ),
    Belief(
        "VALIDATION_WORDING",
        "Violations are worded as in public reports of Cognito and CloudFormation; their order"
        " within one answer is a guess.",
        "sandbox/validation.py",
    ),
    Belief(
        "CLIENT_DEFAULTS",
        "A client describes its defaults for some members (30 days of refresh token, empty units,"
        " token revocation on, session of 3 minutes) and leaves the other unset members out,"
        " ExplicitAuthFlows among them (boto3#1607).",
        "sandbox/cognito/clients.py",
    ),
    Belief(
        "CLIENT_LASTING",
        "An update that leaves ClientName out keeps the name: there is no default that it could"
        " fall back to.",
        "sandbox/cognito/clients.py",
    ),
    Belief(
        "OAUTH_REFUSALS",
        "Callbacks, flows or scopes without AllowedOAuthFlowsUserPoolClient are refused, not"
        " dropped; so is the flag alone. The wording is ours.",
        "sandbox/cognito/client_rules.py",
    ),
    Belief(
        "CALLBACK_WORDING",
        "The wordings for a relative URL and for one with a fragment are ours; http is taken for"
        " localhost, and for 127.0.0.1 and [::1] too (a Cognito engineer in"
        " microsoft/vscode#256122).",
        "sandbox/cognito/client_rules.py",
    ),
    Belief(
        "TOKEN_VALIDITY",
        "A validity outside the documented range is 'Invalid range for token validity.'; a refresh"
        " token of 0 becomes 30 days.",
        "sandbox/cognito/client_rules.py",
    ),
    Belief(
        "CLIENT_ATTRIBUTES",
        "Attributes that the pool's schema lacks, and those that only Cognito sets, are refused;"
        " UpdateUserPoolClient words it as CreateUserPoolClient does.",
        "sandbox/cognito/client_rules.py",
    ),
    Belief(
        "POOL_DEFAULTS",
        "The values that a pool's members fall back to, of which the documentation states most and"
        " a new pool shows the rest.",
        "sandbox/cognito/pools.py",
    ),
    Belief(
        "FORMER_NAMES",
        "A pool describes its template under the former names as well, and takes those where the"
        " template lacks the member.",
        "sandbox/cognito/pool_rules.py",
    ),
    Belief(
        "PROVIDER_IN_USE",
        "A provider that clients still name cannot be deleted. AWS may let it go and leave the"
        " clients with a name of nothing.",
        "sandbox/cognito/providers.py",
    ),
    Belief(
        "PROVIDER_UPDATE",
        "UpdateIdentityProvider keeps members that are left out, and Apple's key when only that is"
        " left out of the details.",
        "sandbox/cognito/providers.py",
    ),
    Belief(
        "USERNAME_MAPPING",
        "A provider without a mapping of the user name gets username = sub.",
        "sandbox/cognito/providers.py",
    ),
    Belief(
        "DOMAIN_AT_ONCE",
        "A prefix domain describes itself as ACTIVE at once, though it takes up to a minute until"
        " it answers.",
        "sandbox/cognito/domains.py",
    ),
    Belief(
        "LOOK_IN_PARTS",
        "SetUICustomization without an ImageFile keeps the logo, an empty CSS takes the style sheet"
        " away, and a look with neither is gone.",
        "sandbox/cognito/login_pages.py",
    ),
    Belief(
        "NO_STYLE",
        "A client without a managed login style is a ResourceNotFoundException.",
        "sandbox/cognito/login_pages.py",
    ),
    Belief(
        "PAGE_DEFAULTS",
        "Cognito gives 60 entries a page where the request does not say, CloudFormation 100.",
        "sandbox/paging.py",
    ),
    Belief(
        "STACK_TAKES_BACK",
        "When an update changes any property of an app client, the stack writes all of the"
        " template's properties, and what was written past it is gone"
        " (aws-cloudformation/cloudformation-coverage-roadmap#676). A client whose properties stay"
        " as they were is left alone.",
        "sandbox/cloudformation/updates.py",
    ),
    Belief(
        "OTHER_CHANGE_SETS",
        "Executing a change set deletes the stack's others, and the executed one can still be"
        " described afterwards.",
        "sandbox/cloudformation/change_sets.py",
    ),
    Belief(
        "NO_CHANGES_WORDING",
        "A change set without changes says so in one of two sentences; which one, and when, is not"
        " documented (ansible-collections/amazon.aws#507). The setting `no_changes` chooses.",
        "sandbox/state.py",
    ),
    Belief(
        "NO_SUCH_DOMAIN",
        "A login domain that no pool has does not answer: here the connection closes, where the"
        " real name does not resolve. A new one answers at once; the real one takes up to a"
        " minute.",
        "sandbox/outside/hosted_login.py",
    ),
    Belief(
        "LOGIN_ERRORS",
        "An unknown client leads to /error with invalid_request, a provider that the client has not"
        " switched on to unauthorized_client, one that the pool has not got to /login; /error"
        " itself is a 400. A client with one provider and without COGNITO leads straight there.",
        "sandbox/outside/hosted_login.py",
    ),
    Belief(
        "DISCOVERY_WITHOUT_DOMAIN",
        "The discovery document of a pool without a domain names no authorization_endpoint; of two"
        " domains it names one's own.",
        "sandbox/outside/hosted_login.py",
    ),
    Belief(
        "GOOGLE_PAGES",
        "Google's redirects, authError as a protobuf with the code in field 1, and its page with"
        " data-error-code for who is no browser are as people saw them: Google documents none of"
        " it. Fields 2 and 4 are guesses.",
        "sandbox/outside/google.py",
    ),
    Belief(
        "GOOGLE_TOKEN_ORDER",
        "Google looks at id and secret first, then at the redirect URI, then at the code.",
        "sandbox/outside/google.py",
    ),
    Belief(
        "APPLE_PAGES",
        "Apple refuses inside a page with status 200, in JSON with errorCode and errorMessage, and"
        " some people saw a 400 with JSON instead. It asks that the return URL's host is among the"
        " domains.",
        "sandbox/outside/apple.py",
    ),
    Belief(
        "ALEXA_ANSWERS",
        "The token is taken with and without Bearer before it; the wordings of 401 and 404 are"
        " ours.",
        "sandbox/outside/alexa.py",
    ),
    Belief(
        "SMS_REFUSALS",
        "SNS says AuthorizationError where others say AccessDenied; GetSMSAttributes leaves out"
        " what was never set.",
        "sandbox/sns.py",
    ),
    Belief(
        "SIMULATED_CALLER",
        "SimulatePrincipalPolicy takes a user or a role, and neither a session nor the root user."
        " One page holds all.",
        "sandbox/iam.py",
    ),
    Belief(
        "THROTTLE_WORDING",
        "The message of a throttled call is 'Rate exceeded', and the bucket holds one second's"
        " worth of calls.",
        "sandbox/faults.py",
    ),
)
