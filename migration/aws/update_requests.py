"""From what Describe answers to what Update takes, computed from botocore's service model.

UpdateUserPool and UpdateUserPoolClient reset every attribute that a request leaves out, so all of
it goes back, and what the two disagree about stands in the table `RULES`. Pure: nothing here
imports botocore, the model is handed in.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from migration.aws.provider_details import given_details

if TYPE_CHECKING:
    from botocore.model import ServiceModel

Document = dict[str, Any]
_DROPPED = object()


def update_request(
    service_model: "ServiceModel", operation: str, document: Mapping[str, Any]
) -> Document:
    """The whole request that changes nothing: every member of a description that the update takes.

    Of an operation that makes something, it is the request that makes the same once more.

    `document` is the resource as Describe gives it (`UserPool`, `UserPoolClient`,
    `IdentityProvider`, `DomainDescription`), with changes merged in or not. It is not changed.
    `service_model` is Cognito's: `connection.cognito.meta.service_model`.
    """
    prepared: Document = dict(document)
    for rule in RULES.get(operation, ()):
        prepared = rule(prepared)
    request = _known(service_model.operation_model(operation).input_shape, prepared, "")
    return {} if request is _DROPPED else request


# --- the rules that the model does not know -------------------------------------------------------


def _named_for_update(document: Document) -> Document:
    """Describe says `Id` and `Name` where UpdateUserPool says `UserPoolId` and `PoolName`."""
    renamed = {"Id": "UserPoolId", "Name": "PoolName"}
    return {renamed.get(name, name): value for name, value in document.items()}


def _one_validity_of_temporary_passwords(document: Document) -> Document:
    """`UnusedAccountValidityDays` was replaced by `TemporaryPasswordValidityDays`.

    AWS refuses a request that has both.
    """
    policy = (document.get("Policies") or {}).get("PasswordPolicy") or {}
    users = document.get("AdminCreateUserConfig") or {}
    if (
        policy.get("TemporaryPasswordValidityDays") is None
        or "UnusedAccountValidityDays" not in users
    ):
        return document
    kept = {name: value for name, value in users.items() if name != "UnusedAccountValidityDays"}
    return {**document, "AdminCreateUserConfig": kept}


# The members of former days, and what replaced each in `VerificationMessageTemplate`.
FORMER = {
    "EmailVerificationMessage": "EmailMessage",
    "EmailVerificationSubject": "EmailSubject",
    "SmsVerificationMessage": "SmsMessage",
}


def _one_verification_message(document: Document) -> Document:
    """The template counts; the older members are sent only where the template says nothing.

    Both could contradict each other.
    """
    template = document.get("VerificationMessageTemplate") or {}
    return {
        name: value for name, value in document.items() if not template.get(FORMER.get(name, ""))
    }


def _readable_attributes(document: Document) -> Document:
    """Empty `ReadAttributes` and `WriteAttributes` stand for the default set: leave them out.

    A request that leaves them out gets that set.
    """
    default = {"ReadAttributes", "WriteAttributes"}
    return {name: value for name, value in document.items() if value or name not in default}


def _analytics_named_once(document: Document) -> Document:
    """Describe answers Pinpoint's ARN with the role that Cognito took for it.

    An update takes the ARN alone, or id, role and external id: all of them together are refused.
    """
    analytics = document.get("AnalyticsConfiguration") or {}
    if not analytics.get("ApplicationArn"):
        return document
    beside = {"ApplicationId", "RoleArn", "ExternalId"}
    kept = {name: value for name, value in analytics.items() if name not in beside}
    return {**document, "AnalyticsConfiguration": kept}


def _tags_of_ones_own(document: Document) -> Document:
    """Tags that begin with `aws:` are AWS's: nobody else may set or remove them.

    CloudFormation gives a pool three. "Tagging AWS resources": such tags cannot be edited or
    deleted, so they are not sent, and stay.
    """
    tags = document.get("UserPoolTags") or {}
    own = {name: value for name, value in tags.items() if not name.lower().startswith("aws:")}
    return document if len(own) == len(tags) else {**document, "UserPoolTags": own}


def _details_as_entered(document: Document) -> Document:
    """What Cognito derived of a provider is not sent back."""
    details = given_details(
        str(document.get("ProviderType", "")), document.get("ProviderDetails") or {}
    )
    return {**document, "ProviderDetails": details}


def _named_for_creation(document: Document) -> Document:
    """Describe says `Name` and `SchemaAttributes` where CreateUserPool says otherwise."""
    renamed = {"Name": "PoolName", "SchemaAttributes": "Schema"}
    return {renamed.get(name, name): value for name, value in document.items()}


Rule = Callable[[Document], Document]

RULES: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "UpdateUserPool": (
            _named_for_update,
            _one_validity_of_temporary_passwords,
            _one_verification_message,
            _tags_of_ones_own,
        ),
        "CreateUserPool": (
            _named_for_creation,
            _one_validity_of_temporary_passwords,
            _one_verification_message,
            _tags_of_ones_own,
        ),
        "CreateUserPoolClient": (_readable_attributes, _analytics_named_once),
        "CreateIdentityProvider": (_details_as_entered,),
        "UpdateUserPoolClient": (_readable_attributes, _analytics_named_once),
        "UpdateIdentityProvider": (_details_as_entered,),
    }
)

# Left out, it is kept; sent in part, it turns itself on: so it goes whole or not at all.
WHOLE_OR_NOT = frozenset({"DcrConfiguration"})
# Empty here says "nothing is mapped", which is not the same as saying nothing.
MEANINGFUL_WHEN_EMPTY = frozenset({"AttributeMapping", "AcrMapping"})


# --- the model's part -----------------------------------------------------------------------------


def _known(shape: Any, value: Any, name: str) -> Any:
    """The part of a value that a botocore shape takes, or `_DROPPED`."""
    if name in WHOLE_OR_NOT:
        return value if value and set(value) <= set(shape.members) else _DROPPED
    if shape.type_name == "structure":
        members = (
            (key, _known(shape.members[key], item, key))
            for key, item in value.items()
            if key in shape.members
        )
        return {key: item for key, item in members if item is not _DROPPED} or _DROPPED
    if shape.type_name == "map":
        # A text in a map is a value of its own: a tag can be empty.
        entries = (
            (key, item if isinstance(item, str) else _known(shape.value, item, ""))
            for key, item in value.items()
        )
        kept = {key: item for key, item in entries if item is not _DROPPED}
        return kept if kept or name in MEANINGFUL_WHEN_EMPTY else _DROPPED
    if shape.type_name == "list":
        items = [
            known for item in value if (known := _known(shape.member, item, "")) is not _DROPPED
        ]
        return items if len(items) >= shape.metadata.get("min", 0) else _DROPPED
    # Servers answer "" for what is not set; Update refuses it.
    return _DROPPED if value is None or value == "" else value
