"""The tables behind the step "Also differs".

They say what is no setting, what differs on purpose, what is fixed, and where each is changed. A
pattern is a setting's member and item as its id has them, decoded: `Policies.PasswordPolicy.*`,
`AutoVerifiedAttributes/phone_number`. `*` stands for anything. Members that no pattern names are
compared like all others.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from migration.compare.client_members import MEMBERS as CLIENT_STEP
from migration.compare.email import PATHS as EMAIL_STEP

# Names, moments and counts that AWS gives: no two pools share them, and nobody can set them.
POOL_FACTS = frozenset(
    {
        *(
            "Id",
            "Arn",
            "Status",
            "CreationDate",
            "LastModifiedDate",
            "EstimatedNumberOfUsers",
            "Domain",
            "CustomDomain",
        ),
        *("EmailConfigurationFailure", "SmsConfigurationFailure"),
    }
)
CLIENT_FACTS = frozenset(
    {"UserPoolId", "ClientId", "ClientName", "CreationDate", "LastModifiedDate"}
)
ATTACHED_FACTS = frozenset(
    {
        "UserPoolId",
        "ClientId",
        "CreationDate",
        "LastModifiedDate",
        "CSSVersion",
        "ManagedLoginBrandingId",
        "ResourceId",
    }
)
DOMAIN_FACTS = frozenset(
    {
        "UserPoolId",
        "AWSAccountId",
        "S3Bucket",
        "CloudFrontDistribution",
        "Version",
        "Status",
        "CreationDate",
        "LastModifiedDate",
    }
)
# Attributes that Cognito adds to a pool's schema by itself, also where the pool has no provider.
COGNITOS_OWN_ATTRIBUTES = frozenset({"identities"})
# What the guide's steps 2 to 5 show: it does not appear twice.
POOL_COVERED = tuple(".".join(path) for path in EMAIL_STEP)
CLIENT_COVERED = CLIENT_STEP
DOMAIN_COVERED = frozenset({"Domain", "ManagedLoginVersion"})
PROVIDER_COVERED = frozenset(
    {"ProviderName", "ProviderDetails", "AttributeMapping", "IdpIdentifiers"}
)
_PHONE = "the new pool signs people in by phone number too: it differs on purpose"
_OWN = "RainMaker gives each pool functions of its own: it differs on purpose"
OWN_GROUP = (
    "Cognito makes this group by itself, at the first sign-in by that provider: each pool has its"
    " own"
)
ANYTHING, SOMETHING, NOTHING, RAINMAKERS = "*", "?*", "", "*:function:esp-*"


@dataclass(frozen=True)
class Expected:
    """A difference that is meant, where both values, as text, are like `old` and `new`.

    `asks_a_person` where somebody has to look at it all the same.
    """

    pattern: str
    reason: str
    old: str = ANYTHING
    new: str = ANYTHING
    asks_a_person: bool = False


OWN_ADDRESSES = (
    "each pool keeps its logos at addresses of its own: look whether it is the same picture"
)
EXPECTED = (
    Expected("Name", "each pool has its own name"),
    Expected("AutoVerifiedAttributes/phone_number", _PHONE, old=NOTHING),
    Expected(
        "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate/phone_number",
        _PHONE,
        old=NOTHING,
    ),
    Expected(
        "AccountRecoverySetting.RecoveryMechanisms/verified_phone_number", _PHONE, old=NOTHING
    ),
    Expected("Policies.SignInPolicy.AllowedFirstAuthFactors/SMS_OTP", _PHONE, old=NOTHING),
    Expected("SmsConfiguration.*", _PHONE, old=NOTHING),
    Expected("SmsMfaConfiguration.SmsConfiguration.*", _PHONE, old=NOTHING),
    Expected("SmsAuthenticationMessage", _PHONE, old=NOTHING),
    Expected("VerificationMessageTemplate.SmsMessage", _PHONE, old=NOTHING),
    Expected("LambdaConfig.*", _OWN, old=NOTHING, new=RAINMAKERS),
    Expected("LambdaConfig.*", _OWN, old=RAINMAKERS, new=RAINMAKERS),
    Expected(
        "UserPoolTags.aws:*",
        "CloudFormation names the stack that made the pool: it differs on purpose",
    ),
    Expected(
        "UICustomization.ImageUrl",
        OWN_ADDRESSES,
        old=SOMETHING,
        new=SOMETHING,
        asks_a_person=True,
    ),
    Expected(
        "WebAuthnConfiguration.RelyingPartyId",
        "passkeys belong to the pool's own domain: it differs on purpose",
    ),
)
_AT_CREATION = "fixed when the pool was made"
LOCKED = (
    ("AliasAttributes*", _AT_CREATION),
    ("UsernameAttributes*", _AT_CREATION),
    ("UsernameConfiguration.*", _AT_CREATION),
    ("SchemaAttributes.*", "an attribute is fixed when it is made"),
    ("SchemaAttributes/[!cd]*", _AT_CREATION),
    ("ClientType", "fixed when the app client was made"),
    ("IdentityProviders.ProviderType/*", "fixed when the provider was made"),
)


@dataclass(frozen=True)
class Subject:
    """A heading of the step, and where its settings are changed: in a console or elsewhere."""

    title: str
    where: str
    patterns: tuple[str, ...]


_TOOL = "with the AWS command line"
SUBJECTS = (
    Subject(
        "Password policy", "Cognito console, Authentication methods", ("Policies.PasswordPolicy.*",)
    ),
    Subject(
        "Multi-factor sign-in",
        "Cognito console, Sign-in, Multi-factor authentication",
        (
            "MfaConfiguration",
            "*MfaConfiguration.*",
            "WebAuthnConfiguration.*",
            "SmsAuthenticationMessage",
        ),
    ),
    Subject("Sign-in", "Cognito console, Authentication methods", ("Policies.*",)),
    Subject("Triggers", "Cognito console, Extensions", ("LambdaConfig.*",)),
    Subject(
        "Account recovery",
        "Cognito console, Sign-in, User account recovery",
        ("AccountRecoverySetting.*",),
    ),
    Subject(
        "Attributes",
        "Cognito console, Sign-up",
        (
            "SchemaAttributes*",
            "AliasAttributes*",
            "Username*",
            "AutoVerifiedAttributes*",
            "UserAttributeUpdateSettings.*",
        ),
    ),
    Subject(
        "Sign-up",
        "Cognito console, Sign-up, Self-service sign-up",
        ("AdminCreateUserConfig.AllowAdminCreateUserOnly",),
    ),
    Subject(
        "Messages",
        "Cognito console, Message templates",
        ("AdminCreateUserConfig.*", "VerificationMessageTemplate.*", "*Message"),
    ),
    Subject(
        "E-mail and SMS",
        "Cognito console, Authentication methods",
        ("EmailConfiguration.*", "SmsConfiguration.*"),
    ),
    Subject("Devices", "Cognito console, Sign-in, Device tracking", ("DeviceConfiguration.*",)),
    Subject(
        "Threat protection",
        "Cognito console, Threat protection",
        ("UserPoolAddOns.*", "RiskConfiguration.*"),
    ),
    Subject("Logs", "Cognito console, Log streaming", ("LogConfigurations*",)),
    Subject("Groups", "Cognito console, Groups", ("Groups*",)),
    Subject("Resource servers", "Cognito console, Domain, Resource servers", ("ResourceServers*",)),
    Subject(
        "Login pages",
        "Cognito console, Managed login",
        ("UICustomization.*", "ManagedLoginBranding.*"),
    ),
    Subject("Domain", "Cognito console, Domain", ("UserPoolDomain.*",)),
    Subject(
        "Identity providers",
        "Cognito console, Social and external providers",
        ("IdentityProviders*",),
    ),
    Subject("Tags", "Cognito console, Settings, Tags", ("UserPoolTags.*",)),
)
OTHER_SETTINGS = Subject("Other settings", f"Cognito console, Settings, or {_TOOL}", ("*",))
CLIENT_WHERE = "Cognito console, App clients"


def expected(place: str, old: str, new: str) -> Expected | None:
    """Why a difference is meant; None where it is not.

    `old` and `new` are the values as text, empty for nothing.
    """
    for rule in _expected_at(place):
        if fnmatchcase(old, rule.old) and fnmatchcase(new, rule.new):
            return rule
    return None


@lru_cache(maxsize=1024)
def _expected_at(place: str) -> tuple[Expected, ...]:
    return tuple(rule for rule in EXPECTED if fnmatchcase(place, rule.pattern))


@lru_cache(maxsize=1024)
def locked_reason(place: str) -> str:
    """Why nobody can change a setting any more ("" one can)."""
    return next((reason for pattern, reason in LOCKED if fnmatchcase(place, pattern)), "")


@lru_cache(maxsize=1024)
def subject_of(member: str) -> Subject:
    """The heading that a member of the pool stands under."""
    return next(
        (
            subject
            for subject in SUBJECTS
            if any(fnmatchcase(member, pattern) for pattern in subject.patterns)
        ),
        OTHER_SETTINGS,
    )
