"""Cognito's pools, their domains and login pages."""

from sandbox.beliefs.belief import BELIEVED, DOCUMENTED, RECORDED, Belief

OF_POOLS = (
    Belief(
        "DOMAIN_STATUS",
        RECORDED,
        "A domain is CREATING for a while (`domain_seconds`; with AWS up to a minute), "
        "then ACTIVE, or FAILED (`domain_ends`); after an update it is UPDATING. A "
        "deleted one is gone at once, without DELETING.",
        "sandbox/cognito/domains.py",
        "DomainStatusType; tests/recordings: describe-user-pool-domain",
        probed=True,
    ),
    Belief(
        "RESERVED_WORDS",
        RECORDED,
        "`aws` is refused as a word between hyphens and taken inside a longer one; "
        "`cognito` is refused inside a word too. Of `amazon` the same is believed.",
        "sandbox/cognito/domains.py",
        "public reports of prefixes that were taken and refused",
        probed=True,
    ),
    Belief(
        "DOMAIN_WORDINGS",
        RECORDED,
        "The words for a domain that is taken, for a second one, and for version 2 in "
        "the tier LITE.",
        "sandbox/cognito/domains.py",
        "tests/recordings: errors (dcv-web-portal#16, aws-cdk#10062); "
        "hashicorp/terraform-provider-aws, its acceptance tests",
        probed=True,
    ),
    Belief(
        "LOOK_NEEDS_DOMAIN",
        RECORDED,
        "GetUICustomization and SetUICustomization are refused for a pool without a domain.",
        "sandbox/cognito/login_pages.py",
        "tests/recordings: errors",
        probed=True,
    ),
    Belief(
        "ATTACHED_WORDINGS",
        BELIEVED,
        "A second group of one name is refused, and threat protection where the pool's add-on is"
        " off; the words for both are made up.",
        "sandbox/cognito/pool_extras.py",
    ),
    Belief(
        "LOOK_AS_A_WHOLE",
        BELIEVED,
        "SetUICustomization replaces style sheet and logo together, so that what is "
        "left out is gone: AWS's guide says that the two cannot be set apart, and "
        "nothing is recorded.",
        "sandbox/cognito/login_pages.py",
        probed=True,
    ),
    Belief(
        "STYLE_WORDINGS",
        RECORDED,
        "The words for a client without a managed login style, and for one that has one already.",
        "sandbox/cognito/login_pages.py",
        "hashicorp/terraform-provider-aws, its acceptance tests",
        probed=True,
    ),
    Belief(
        "PROVIDER_GROUP",
        RECORDED,
        "Cognito makes a group `<pool id>_<provider>` at the first sign-in by the "
        "provider. Nobody signs in here, so that no pool gets one.",
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
        probed=True,
    ),
    Belief(
        "OWN_TEXT_WITHOUT_SES",
        RECORDED,
        "COGNITO_DEFAULT takes a text of one's own; DEVELOPER without a source ARN is refused.",
        "sandbox/cognito/pool_rules.py",
        "tests/recordings: live-model.user-pool.plain-2026-07; hashicorp/terraform-"
        "provider-aws, its acceptance tests",
        probed=True,
    ),
    Belief(
        "AWSS_TAGS",
        DOCUMENTED,
        "Tags that begin with aws: cannot be set or taken away: a request that names "
        "one is refused, one that leaves them out keeps them. That UpdateUserPool does "
        "so is not recorded.",
        "sandbox/cognito/pool_rules.py",
        "Tagging AWS resources, “aws:” prefix",
        probed=True,
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
        "NEW_POOL",
        RECORDED,
        "Of alias and user name attributes a pool can have one; a custom attribute cannot be"
        " required; MFA is on from the start only with an SMS role. The words for a pool or a"
        " client too many are ours.",
        "sandbox/cognito/pool_rules.py",
        "boto3#2317; aws-cdk#12075",
    ),
    Belief(
        "MFA_NEEDS_A_FACTOR",
        BELIEVED,
        "SetUserPoolMfaConfig refuses MFA without any second factor, in words of ours.",
        "sandbox/cognito/pool_rules.py",
        probed=True,
    ),
    Belief(
        "UPDATE_KEEPS",
        RECORDED,
        "UpdateUserPool resets AutoVerifiedAttributes that are left out; "
        "MfaConfiguration and each member of Policies it keeps (measured).",
        "sandbox/cognito/pools.py",
        "measured, in public notes",
        probed=True,
    ),
    Belief(
        "IDENTITIES",
        RECORDED,
        "Cognito adds the attribute `identities` by itself, in pools without providers too.",
        "sandbox/cognito/pools.py",
        "tests/recordings: live-model.user-pool.plain-2026-07",
        probed=True,
    ),
)
