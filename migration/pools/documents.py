"""The typed documents that AWS's Describe operations answer, immutable, with secrets masked.

Each keeps the whole `document` beside the named fields: a member that AWS adds next year is then
carried and compared as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from migration.aws.secret_members import is_named_secret, is_secret
from migration.secret import Secret


def masked(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """A read-only copy of a Describe answer: secret members are `Secret`s, lists are tuples.

    In `ProviderDetails` everything that is not known to be harmless is one. A secret that came as a
    number is its text, in a list or a structure each part by itself.
    """
    return MappingProxyType({name: _masked((name,), value) for name, value in document.items()})


def _masked(path: tuple[str, ...], value: Any) -> Any:
    if value is None or isinstance(value, bool | Secret):
        return value
    if not isinstance(value, str | int):  # most are, and are quickly told
        if isinstance(value, Mapping):
            return MappingProxyType(
                {str(key): _masked((*path, str(key)), item) for key, item in value.items()}
            )
        if isinstance(value, list | tuple):
            return tuple(_masked(path, item) for item in value)
    if is_secret(path) or (isinstance(value, str) and any(map(is_named_secret, path))):
        return Secret(str(value))
    return value


@dataclass(frozen=True)
class Pool:
    """One user pool, as DescribeUserPool answered; the e-mail template is read from it."""

    id: str
    name: str
    document: Mapping[str, Any] = field(repr=False)

    @classmethod
    def from_describe(cls, answer: Mapping[str, Any]) -> "Pool":
        """From the member `UserPool` of DescribeUserPool's answer."""
        return cls(str(answer["Id"]), str(answer.get("Name", "")), masked(answer))

    @property
    def prefix(self) -> str:
        """The prefix domain that the pool names, or the custom domain, or nothing."""
        return str(self.document.get("Domain") or self.document.get("CustomDomain") or "")

    @property
    def triggers(self) -> Mapping[str, Any]:
        """The Lambda triggers, by AWS's member name (`CustomMessage`, `PostConfirmation`, …)."""
        triggers: Mapping[str, Any] = self.document.get("LambdaConfig") or {}
        return triggers

    @property
    def email_template(self) -> "EmailTemplate":
        """The verification e-mail's template."""
        return EmailTemplate.from_pool(self.document)


@dataclass(frozen=True)
class EmailTemplate:
    """What a customer receives when signing up (guide's step 5).

    `VerificationMessageTemplate` counts; where a pool of former days lacks it, the members that it
    replaced are shown.
    """

    option: str  # CONFIRM_WITH_CODE or CONFIRM_WITH_LINK
    subject: str
    message: str
    subject_by_link: str
    message_by_link: str

    @classmethod
    def from_pool(cls, document: Mapping[str, Any]) -> "EmailTemplate":
        """From DescribeUserPool's `UserPool`."""
        template = document.get("VerificationMessageTemplate") or {}
        return cls(
            option=str(template.get("DefaultEmailOption") or "CONFIRM_WITH_CODE"),
            subject=str(
                template.get("EmailSubject") or document.get("EmailVerificationSubject") or ""
            ),
            message=str(
                template.get("EmailMessage") or document.get("EmailVerificationMessage") or ""
            ),
            subject_by_link=str(template.get("EmailSubjectByLink") or ""),
            message_by_link=str(template.get("EmailMessageByLink") or ""),
        )


@dataclass(frozen=True)
class AppClient:
    """One app client, as DescribeUserPoolClient answered."""

    id: str
    name: str
    document: Mapping[str, Any] = field(repr=False)

    @classmethod
    def from_describe(cls, answer: Mapping[str, Any]) -> "AppClient":
        """From the member `UserPoolClient` of DescribeUserPoolClient's answer."""
        return cls(str(answer["ClientId"]), str(answer.get("ClientName", "")), masked(answer))

    @property
    def secret(self) -> Secret | None:
        """The generated secret, where the client has one."""
        value = self.document.get("ClientSecret")
        return value if isinstance(value, Secret) and value else None

    def members(self, name: str) -> tuple[str, ...]:
        """One of the client's lists (`CallbackURLs`, …); empty when AWS left it out."""
        return tuple(map(str, self.document.get(name) or ()))


@dataclass(frozen=True)
class IdentityProvider:
    """One identity provider, as DescribeIdentityProvider answered.

    `type` is AWS's: Google, SignInWithApple, OIDC, SAML.
    """

    name: str
    type: str
    document: Mapping[str, Any] = field(repr=False)

    @classmethod
    def from_describe(cls, answer: Mapping[str, Any]) -> "IdentityProvider":
        """From the member `IdentityProvider` of DescribeIdentityProvider's answer."""
        return cls(str(answer["ProviderName"]), str(answer.get("ProviderType", "")), masked(answer))

    @property
    def details(self) -> Mapping[str, Any]:
        """`ProviderDetails`: client id, secret, scopes, and for Google what AWS derives."""
        details: Mapping[str, Any] = self.document.get("ProviderDetails") or {}
        return details

    @property
    def attribute_mapping(self) -> Mapping[str, str]:
        """`AttributeMapping`: pool attribute → provider attribute."""
        mapping: Mapping[str, str] = self.document.get("AttributeMapping") or {}
        return mapping


@dataclass(frozen=True)
class Domain:
    """A pool's domain, as DescribeUserPoolDomain answered.

    `name` is the prefix, or the whole host of a custom domain, as AWS writes it; `host` is in small
    letters.
    """

    name: str
    host: str
    custom: bool
    managed_login_version: int  # 1 hosted UI (classic), 2 managed login
    status: str
    document: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def from_describe(cls, answer: Mapping[str, Any], region: str) -> "Domain":
        """From the member `DomainDescription` of DescribeUserPoolDomain's answer."""
        name = str(answer["Domain"])
        custom = "." in name
        return cls(
            name=name,
            host=(name if custom else prefix_host(name, region)).lower(),
            custom=custom,
            managed_login_version=int(answer.get("ManagedLoginVersion") or 1),
            status=str(answer.get("Status") or ""),
            document=masked(answer),
        )

    @property
    def stands(self) -> bool:
        """Whether people can log in at it; a server that tells no status has it at once."""
        return self.status in _STANDING


# DomainStatusType: UPDATING serves the former certificate meanwhile.
_STANDING = frozenset({"", "ACTIVE", "UPDATING"})
CHANGING = frozenset({"CREATING", "UPDATING", "DELETING"})


def prefix_host(prefix: str, region: str) -> str:
    """The host that Cognito gives a prefix domain; GovCloud's hosts carry `auth-fips`."""
    auth = "auth-fips" if region.startswith("us-gov-") else "auth"
    return f"{prefix}.{auth}.{region}.amazoncognito.com"


# The guide's step 6 opens the skills stack there, whatever the deployment's region is.
GUIDES_REGION = "us-east-1"


@dataclass(frozen=True)
class SkillsStack:
    """The stack that made the voice assistants' clients.

    Its updates may undo what was changed in them since. `document` is what a write can change of it
    and has to send again, as `stack_document` makes it.
    """

    name: str
    region: str
    status: str
    client_ids: frozenset[str]  # PhysicalResourceId of each AWS::Cognito::UserPoolClient
    id: str = ""  # its ARN
    root: str = ""  # the ARN of the stack that made it; "" for one that stands by itself
    document: Mapping[str, Any] = field(default_factory=dict, repr=False)
    # further stacks of the same application, each as `<name> in <region>`
    others: tuple[str, ...] = ()
    # why one of the places where it could stand was not seen; "" where all were
    refused: str = ""
    # what stood in Systems Manager for each parameter whose value is the name of one there
    resolved: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def parameters(self) -> Mapping[str, str]:
        """Every parameter of the deployed template; `HIDDEN` is what NoEcho hides."""
        found: Mapping[str, str] = self.document.get("Parameters") or {}
        return found


HIDDEN = "****"  # what CloudFormation shows in place of a parameter's value that NoEcho hides


def stack_document(answer: Mapping[str, Any]) -> dict[str, Any]:
    """What a write needs of a stack, from DescribeStacks.

    Its parameters by key, its capabilities, and the moment of its last update.
    """
    return {
        "Parameters": {
            str(item["ParameterKey"]): str(item.get("ParameterValue", ""))
            for item in answer.get("Parameters") or ()
        },
        "Capabilities": list(answer.get("Capabilities") or ()),
        "StackStatus": str(answer.get("StackStatus", "")),
        "LastUpdatedTime": str(answer.get("LastUpdatedTime") or answer.get("CreationTime") or ""),
    }
