"""What Cognito refuses to take for a user pool, beyond its model."""

from sandbox.errors import AwsError, invalid_parameter
from sandbox.state import Account, Document

FORMER_NAMES = {
    "EmailVerificationMessage": "EmailMessage",
    "EmailVerificationSubject": "EmailSubject",
    "SmsVerificationMessage": "SmsMessage",
}
"""Members that `VerificationMessageTemplate` has taken over: described under both names."""


_MOST_TAGS = 50


def check_new(account: Account, given: Document, standard: frozenset[str]) -> None:
    """Raise what AWS raises for a pool that cannot be made; `standard` are OpenID's attributes."""
    if len(account.pools) >= account.settings.pool_quota:
        raise AwsError(
            "LimitExceededException",
            f"Account has reached its maximum of {account.settings.pool_quota} user pools.",
        )
    check(given)
    if given.get("AliasAttributes") and given.get("UsernameAttributes"):
        raise invalid_parameter(
            "Only one of the aliasAttributes or usernameAttributes can be set in a user pool."
        )
    if len(given.get("UserPoolTags", {})) > _MOST_TAGS:
        raise AwsError("UserPoolTaggingException", f"A pool has at most {_MOST_TAGS} tags.")
    if given.get("MfaConfiguration", "OFF") != "OFF" and not given.get("SmsConfiguration"):
        raise invalid_parameter(
            "SMS configuration and Auto verification for phone_number are required when MFA is"
            " required/optional"
        )
    for attribute in given.get("Schema", ()):
        if attribute["Name"] not in standard and attribute.get("Required"):
            raise invalid_parameter("Required custom attributes are not supported currently.")


def check_mfa(given: Document) -> None:
    """Raise `InvalidParameterException` for a second factor that is asked for and not there."""
    factors = ("SmsMfaConfiguration", "SoftwareTokenMfaConfiguration", "EmailMfaConfiguration")
    if given.get("MfaConfiguration", "OFF") != "OFF" and not any(map(given.get, factors)):
        raise invalid_parameter("Invalid MFA configuration given: no second factor is set up.")


def check(given: Document) -> None:
    """Raises `InvalidParameterException` for a pool that AWS would not take."""
    _check_email(given)
    for tag in given.get("UserPoolTags", {}):
        if tag.lower().startswith("aws:"):
            raise invalid_parameter("aws: prefixed tag key names are not allowed for external use.")
    policy = given.get("Policies", {}).get("PasswordPolicy", {})
    if (
        "UnusedAccountValidityDays" in given.get("AdminCreateUserConfig", {})
        and "TemporaryPasswordValidityDays" in policy
    ):
        raise invalid_parameter(
            "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of"
            " UnusedAccountValidityDays"
        )


def _check_email(given: Document) -> None:
    template = given.get("VerificationMessageTemplate", {})
    email = given.get("EmailConfiguration", {})
    developer = email.get("EmailSendingAccount") == "DEVELOPER"
    if developer and not email.get("SourceArn"):
        raise invalid_parameter("Source ARN is required to use DEVELOPER email sending owner")
    # The model's pattern would take "{####}" for a link without a text (aws-cli#8280).
    if "{####}" in template.get("EmailMessageByLink", ""):
        raise invalid_parameter("The message is invalid.")
