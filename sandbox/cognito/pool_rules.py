"""What Cognito refuses to take for a user pool, beyond its model."""

from sandbox.errors import invalid_parameter
from sandbox.state import Document

FORMER_NAMES = {
    "EmailVerificationMessage": "EmailMessage",
    "EmailVerificationSubject": "EmailSubject",
    "SmsVerificationMessage": "SmsMessage",
}
"""Members that `VerificationMessageTemplate` has taken over: described under both names."""


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
