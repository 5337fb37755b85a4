"""What has to be there in an answer: by the service's model, and by whoever reads it here."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from migration.aws.unknown_members import DEEP

# What the readers of `migration.aws` rest on, beyond what the model says is always there: a member
# by its path, lists gone through item by item. A part that ends in ? need not be there.
REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ListUserPools": ("UserPools.Id",),
        "ListUsers": ("Users",),
        "CreateUserPool": ("UserPool.Id",),
        "CreateUserPoolClient": ("UserPoolClient.ClientId",),
        "DescribeUserPool": ("UserPool.Id",),
        "GetUserPoolMfaConfig": ("MfaConfiguration",),
        "DescribeUserPoolDomain": ("DomainDescription",),
        "ListIdentityProviders": ("Providers.ProviderName",),
        "DescribeIdentityProvider": (
            "IdentityProvider.ProviderName",
            "IdentityProvider.ProviderType",
        ),
        "ListUserPoolClients": ("UserPoolClients.ClientId",),
        "DescribeUserPoolClient": ("UserPoolClient.ClientId",),
        "ListResourceServers": ("ResourceServers.Identifier", "ResourceServers.Scopes?.ScopeName"),
        "ListGroups": ("Groups.GroupName",),
        "DescribeRiskConfiguration": ("RiskConfiguration",),
        "GetLogDeliveryConfiguration": ("LogDeliveryConfiguration",),
        "GetUICustomization": ("UICustomization",),
        "DescribeManagedLoginBrandingByClient": ("ManagedLoginBranding",),
        "DescribeStacks": (
            "Stacks.StackId",
            "Stacks.StackName",
            "Stacks.StackStatus",
            "Stacks.Parameters?.ParameterKey",
            "Stacks.Tags?.Key",
            "Stacks.Tags?.Value",
        ),
        "ListStacks": ("StackSummaries.StackName", "StackSummaries.StackStatus"),
        "ListExports": ("Exports.Name", "Exports.Value"),
        "ListStackResources": ("StackResourceSummaries.ResourceType",),
        "DescribeStackEvents": ("StackEvents.EventId",),
        "DescribeChangeSet": ("ChangeSetId", "ChangeSetName", "StackId", "Status"),
        "CreateChangeSet": ("Id",),
        "GetCallerIdentity": ("Account", "Arn"),
        "AssumeRole": (
            "Credentials.AccessKeyId",
            "Credentials.SecretAccessKey",
            "Credentials.SessionToken",
            "Credentials.Expiration",
        ),
        "GetRole": ("Role.Arn",),
        "SimulatePrincipalPolicy": (
            "EvaluationResults.EvalActionName",
            "EvaluationResults.EvalDecision",
        ),
        "GetSMSSandboxAccountStatus": ("IsInSandbox",),
        "GetSMSAttributes": ("attributes",),
        "Query": ("Items",),
        "CreateTable": ("TableDescription.TableStatus",),
        "UpdateContinuousBackups": (
            "ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus",
        ),
        "DescribeTable": (
            "Table.TableStatus",
            "Table.KeySchema.AttributeName",
            "Table.AttributeDefinitions.AttributeName",
        ),
        "GetMetricData": ("MetricDataResults.Id",),
        "GetAccount": ("ProductionAccessEnabled", "SendingEnabled"),
    }
)
# Texts that may be empty though somebody rests on the member.
_MAY_BE_EMPTY = frozenset({"Value"})


def incomplete(shape: Any, value: Any, path: str) -> Iterator[str]:
    """Members that the model says are always there, at every depth, and that are not.

    AWS answers a structure that is not set as an empty one (DescribeUserPoolDomain's
    `CustomDomainConfig`); a list of its own would be empty there, and not left out.
    """
    if shape.type_name == "structure" and isinstance(value, Mapping):
        unset = bool(path) and not value
        for name in shape.required_members:
            if unset and shape.members[name].type_name != "list":
                continue
            if value.get(name) is None:
                yield f"it has no {f'{path}.{name}' if path else name}"
        for name, member in shape.members.items():
            if value.get(name) is not None:
                yield from incomplete(member, value[name], f"{path}.{name}" if path else name)
    elif shape.type_name == "list" and isinstance(value, list):
        if shape.member.type_name in DEEP:
            for item in value:
                yield from incomplete(shape.member, item, path)
    elif shape.type_name == "map" and isinstance(value, Mapping):
        for item in value.values():
            yield from incomplete(shape.value, item, path)


def absent(value: Any, path: list[str], above: str) -> Iterator[str]:
    """Members that our readers rest on, and that are not there. `path` is one of `REQUIRED`."""
    if not path:
        return
    if isinstance(value, list):
        for item in value:
            yield from absent(item, path, above)
        return
    name, optional = path[0].removesuffix("?"), path[0].endswith("?")
    held = value.get(name) if isinstance(value, Mapping) else None
    here = f"{above}.{name}" if above else name
    if held is None or (held == "" and name not in _MAY_BE_EMPTY):
        if not optional:
            yield f"it has no {here}"
        return
    yield from absent(held, path[1:], here)
