"""AWS's member names in a person's words."""

import re
from functools import lru_cache

from migration.compare.provider_steps import STEPS as PROVIDER_STEPS
from migration.compare.setting import setting_parts

_WORDS = {
    "SupportedIdentityProviders": "identity providers",
    "CallbackURLs": "callback URLs",
    "LogoutURLs": "logout URLs",
    "AllowedOAuthFlows": "OAuth flows",
    "AllowedOAuthScopes": "OAuth scopes",
    "AllowedOAuthFlowsUserPoolClient": "OAuth allowed",
    "DefaultRedirectURI": "default redirect",
    "ClientSecret": "client secret",
    "ClientName": "app client",
    "Domain": "domain",
    "ManagedLoginVersion": "login version",
    "ManagedLoginBranding": "managed login style",
    "DefaultEmailOption": "verify by",
    "EmailSubject": "subject",
    "EmailMessage": "message",
    "EmailSubjectByLink": "subject, by link",
    "EmailMessageByLink": "message, by link",
    "EmailSendingAccount": "sent through",
    "SourceArn": "SES identity",
    "From": "from",
    "ReplyToEmailAddress": "reply to",
    "ConfigurationSet": "SES config set",
    "UICustomization.Logo": "login page's logo",
    "UICustomization.CSS": "login page's CSS",
    "ImageFile": "its logo",
    "accountLinkingRequest": "account linking",
    "certification": "the skill's certification",
    "client_id": "client id",
    "client_secret": "client secret",
    "team_id": "team id",
    "key_id": "key id",
    "private_key": "private key",
    "authorize_scopes": "scopes",
    "attributes_request_method": "userInfo method",
    "oidc_issuer": "issuer URL",
    "authorize_url": "authorize URL",
    "token_url": "token URL",
    "attributes_url": "userInfo URL",
    "jwks_uri": "JWKS URI",
    "IdpIdentifiers": "identifiers",
    "RefreshTokenValidity": "refresh token",
    "AccessTokenValidity": "access token",
    "IdTokenValidity": "id token",
    "AuthSessionValidity": "session, minutes",
    "ExplicitAuthFlows": "sign-in flows",
    "ReadAttributes": "may read",
    "WriteAttributes": "may write",
    "PreventUserExistenceErrors": "hides unknown users",
    "EnableTokenRevocation": "token revocation",
    "EnablePropagateAdditionalUserContextData": "passes on a caller's context",
    "AllowAdminCreateUserOnly": "admins alone sign up",
    "TemporaryPasswordValidityDays": "temporary, days",
    "AllowedFirstAuthFactors": "first factors",
    "AliasAttributes": "aliases",
    "UsernameAttributes": "user names",
    "AutoVerifiedAttributes": "verified",
    "RecoveryMechanisms": "recovery by",
}


def in_words(member: str) -> str:
    """The member as the screen names it; one that this table does not know keeps AWS's name."""
    prefix, _, attribute = member.partition(".")
    if prefix == "AttributeMapping":
        return f"maps {attribute}"
    return _WORDS.get(member) or (label_of(member) if "." in member else member)


def known_words(name: str) -> str:
    """A member's words where the table has some; any other name, a provider's too, as it is."""
    return _WORDS.get(name, name)


def label_of(member: str) -> str:
    """A path's last member in words: known ones by a name, others by AWS's own, spelled out.

    Deep inside a document the member that it belongs to is named as well. A tag is called what its
    owner called it.
    """
    if member in _WORDS:
        return _WORDS[member]
    structure, _, tag = member.partition(".")
    if structure == "UserPoolTags" and tag:
        return tag
    parts = member.split(".")
    words = _WORDS.get(parts[-1]) or spelled(parts[-1])
    return f"{words}, {spelled(parts[-2])}" if len(parts) > 2 and parts[0] != "Policies" else words


def setting_in_words(address: str) -> str:
    """What a setting is called, from its address: its member in words, its value, whose it is."""
    parts = setting_parts(address)
    client, member, *value = [*parts[1:], *("-", "")[len(parts) - 1 :]]
    if not member:
        return address
    if parts[0] in PROVIDER_STEPS:  # a provider is called what its owner called it
        return " ".join([member, *map(in_words, value)])
    whose = "" if client == "-" else f" of {client}"
    return f"{' '.join([label_of(member), *value])}{whose}"


_ACRONYMS = {"Mfa": "MFA", "Sns": "SNS", "Arn": "ARN", "Kms": "KMS", "Sms": "SMS", "Totp": "TOTP"}


@lru_cache(maxsize=1024)
def spelled(member: str) -> str:
    """AWS's name for a member as small words.

    `MinimumLength` is "minimum length", `KMSKeyID` is "KMS key ID".
    """
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[^A-Za-z0-9]+", member)
    return " ".join(
        word if word.isupper() and len(word) > 1 else _ACRONYMS.get(word, word.lower())
        for word in words
    )


LOGIN_VERSIONS = {1: "hosted UI (classic)", 2: "managed login"}
