"""Random app clients and pools over all of botocore's model shapes, valid by AWS's rules."""

from functools import cache
from typing import Any

from botocore.model import ServiceModel, Shape
from botocore.session import Session
from hypothesis import strategies as st

from migration.aws.java_patterns import matches

# What a string member can hold; each takes those that its pattern, length and enum admit.
_TEXTS = (
    "x",
    "a name",
    "Your code is {####}",
    "{##Confirm##} here",
    "https://acme.example/done",
    "com.acme.home://success",
    "openid",
    "arn:aws:lambda:us-east-1:123456789012:function:acme",
    "arn:aws:iam::123456789012:role/acme",
    "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
    "arn:aws:mobiletargeting:us-east-1:123456789012:apps/acme",
    "arn:aws:ses:us-east-1:123456789012:identity/acme.example",
    "support@acme.example",
    "1234",
    "Grüße, 名前",
)
# Members whose values hang together with other resources: what the sample's pool can take.
_TIED: dict[str, st.SearchStrategy[Any]] = {
    "SupportedIdentityProviders": st.just(["COGNITO"]),
    "AllowedOAuthScopes": st.lists(
        st.sampled_from(["openid", "email", "phone", "profile"]), min_size=1, unique=True
    ),
    "AllowedOAuthFlows": st.sampled_from([["code"], ["implicit"], ["code", "implicit"]]),
    "AllowedOAuthFlowsUserPoolClient": st.just(True),
    "CallbackURLs": st.lists(
        st.sampled_from(["https://a.example/", "b.app://x", "http://localhost/c"]),
        min_size=1,
        unique=True,
    ),
    "LogoutURLs": st.lists(st.sampled_from(["https://a.example/out", "b.app://out"]), unique=True),
    "ExplicitAuthFlows": st.lists(
        st.sampled_from(["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_CUSTOM_AUTH"]),
        unique=True,
    ),
    "RefreshTokenValidity": st.integers(2, 365),
    "AccessTokenValidity": st.integers(1, 24),
    "IdTokenValidity": st.integers(1, 24),
    "TokenValidityUnits": st.just(
        {"AccessToken": "hours", "IdToken": "hours", "RefreshToken": "days"}
    ),
    "EmailConfiguration": st.fixed_dictionaries(
        {
            "EmailSendingAccount": st.just("DEVELOPER"),
            "SourceArn": st.just("arn:aws:ses:us-east-1:123456789012:identity/acme.example"),
        },
        optional={
            "From": st.just("Acme <hello@acme.example>"),
            "ReplyToEmailAddress": st.just("support@acme.example"),
        },
    ),
    "ReadAttributes": st.lists(st.sampled_from(["email", "name", "phone_number"]), unique=True),
    "WriteAttributes": st.lists(st.sampled_from(["email", "name", "phone_number"]), unique=True),
}
_NEVER = {
    *("UserPoolId", "ClientId", "ClientName", "PoolName", "DefaultRedirectURI"),
    # What VerificationMessageTemplate replaced: AWS mirrors it there.
    *("EmailVerificationMessage", "EmailVerificationSubject", "SmsVerificationMessage"),
}
# Members that a pool always has: AWS fills them in by itself.
_ALWAYS = {
    "VerificationMessageTemplate": {"DefaultEmailOption"},
    "AdminCreateUserConfig": {"AllowAdminCreateUserOnly", "UnusedAccountValidityDays"},
    "Policies": {"PasswordPolicy", "SignInPolicy"},
    "SignInPolicy": {"AllowedFirstAuthFactors"},
    "PasswordPolicy": {
        "MinimumLength",
        "RequireUppercase",
        "RequireLowercase",
        "RequireNumbers",
        "RequireSymbols",
    },
}
_MOST = 3  # of a list or a map: enough to lose one


@cache
def model() -> ServiceModel:
    return Session().get_service_model("cognito-idp")


def documents(operation: str) -> st.SearchStrategy[dict[str, Any]]:
    """Any part of what an Update operation takes, by AWS's member names."""
    shape = model().operation_model(operation).input_shape
    assert shape is not None
    members: Any = shape
    strategies = {
        name: _of(member, name) for name, member in members.members.items() if name not in _NEVER
    }
    return st.fixed_dictionaries(
        {},
        optional={name: strategy for name, strategy in strategies.items() if strategy is not None},
    )


def _of(shape: Shape, name: str = "") -> st.SearchStrategy[Any] | None:
    if name in _TIED:
        return _TIED[name]
    typed: Any = shape
    match shape.type_name:
        case "structure":
            members = {
                key: strategy
                for key, member in typed.members.items()
                if (strategy := _of(member, key)) is not None
            }
            present = {*typed.required_members, *_ALWAYS.get(name, ())}
            required = {key: members.pop(key) for key in present if key in members}
            return st.fixed_dictionaries(required, optional=members)
        case "list":
            item = _of(typed.member)
            return (
                None
                if item is None
                else st.lists(
                    item,
                    min_size=1,
                    max_size=min(_MOST, typed.metadata.get("max", _MOST)),
                    unique_by=repr,
                )
            )
        case "map":
            key, value = _of(typed.key), _of(typed.value)
            return (
                None
                if key is None or value is None
                else st.dictionaries(key, value, min_size=1, max_size=_MOST)
            )
        case "string":
            texts = list(
                getattr(shape, "enum", None) or filter(lambda text: _admits(shape, text), _TEXTS)
            )
            return st.sampled_from(texts) if texts else None
        case "integer" | "long":
            # Zero stands for a default, which AWS shows in its place.
            return st.integers(
                max(1, typed.metadata.get("min", 1)),
                min(typed.metadata.get("max", 1000), 1_000_000),
            )
        case "boolean":
            return st.booleans()
    return None


def _admits(shape: Shape, text: str) -> bool:
    least, most, pattern = (
        shape.metadata.get("min", 0),
        shape.metadata.get("max", 10_000),
        shape.metadata.get("pattern"),
    )
    return least <= len(text) <= most and (not pattern or matches(pattern, text))
