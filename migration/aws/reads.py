"""One function for each read of AWS that Poolwalk makes.

They return plain documents and raise `PoolwalkError` alone. AWS's operation stands at the end of
each description.
"""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, cast

from migration.aws.connection import Connection
from migration.aws.question import clean
from migration.errors import AwsUnreachable, DomainNeeded, ResourceGone

_METADATA = "ResponseMetadata"  # botocore's own, in every answer
PAGE = 60  # the most that Cognito gives at once
PAGES = 500  # of one list: far more than any quota allows

Document = dict[str, Any]


def list_pools(connection: Connection) -> list[Document]:
    """Every pool of the account in this region: `Id`, `Name`. ListUserPools, all pages."""
    with connection.asking("ListUserPools", connection.region):
        return _all(
            connection.cognito.get_paginator("list_user_pools").paginate(
                PaginationConfig={"PageSize": PAGE}
            ),
            "UserPools",
        )


def describe_pool(connection: Connection, pool_id: str) -> Document:
    """One pool. Raises `ResourceGone`. DescribeUserPool."""
    with connection.asking("DescribeUserPool", pool_id):
        answer = connection.cognito.describe_user_pool(UserPoolId=pool_id)
    return _of(_described(answer, "UserPool"), "Id", pool_id)


def get_mfa_config(connection: Connection, pool_id: str) -> Document:
    """What UpdateUserPool does not carry of MFA: TOTP, e-mail, passkeys. GetUserPoolMfaConfig."""
    with connection.asking("GetUserPoolMfaConfig", pool_id):
        answer = _plain(connection.cognito.get_user_pool_mfa_config(UserPoolId=pool_id))
    answer.pop(_METADATA, None)
    return answer


def describe_domain(connection: Connection, domain: str) -> Document | None:
    """A domain, whosever it is; None where none is seen.

    None does not prove that the name is free. DescribeUserPoolDomain.
    """
    try:
        with connection.asking("DescribeUserPoolDomain", domain):
            answer = connection.cognito.describe_user_pool_domain(Domain=domain)
    except ResourceGone:
        return None
    description = _described(answer, "DomainDescription")
    found = str(description.get("Domain") or "")
    if found and found.lower() != domain.lower():  # a host's letters are the same in both cases
        _of(description, "Domain", domain)
    # A server that does not tell the login version has none but the first, the hosted UI.
    return {"ManagedLoginVersion": 1, **description} if description.get("Domain") else None


def list_providers(connection: Connection, pool_id: str) -> list[Document]:
    """The pool's identity providers: `ProviderName`, `ProviderType`.

    ListIdentityProviders, all pages.
    """
    with connection.asking("ListIdentityProviders", pool_id):
        pages = connection.cognito.get_paginator("list_identity_providers")
        return _all(
            pages.paginate(UserPoolId=pool_id, PaginationConfig={"PageSize": PAGE}), "Providers"
        )


def describe_provider(connection: Connection, pool_id: str, name: str) -> Document | None:
    """One identity provider with its client secret; None where the pool has none of that name.

    DescribeIdentityProvider.
    """
    try:
        with connection.asking("DescribeIdentityProvider", f"{name} of {pool_id}"):
            answer = connection.cognito.describe_identity_provider(
                UserPoolId=pool_id, ProviderName=name
            )
    except ResourceGone:
        return None
    return _of(_described(answer, "IdentityProvider"), "ProviderName", name)


def list_clients(connection: Connection, pool_id: str) -> list[Document]:
    """The pool's app clients: `ClientId`, `ClientName`. ListUserPoolClients, all pages."""
    with connection.asking("ListUserPoolClients", pool_id):
        pages = connection.cognito.get_paginator("list_user_pool_clients")
        return _all(
            pages.paginate(UserPoolId=pool_id, PaginationConfig={"PageSize": PAGE}),
            "UserPoolClients",
        )


def describe_client(connection: Connection, pool_id: str, client_id: str) -> Document:
    """One app client, its secret included. Raises `ResourceGone`. DescribeUserPoolClient."""
    with connection.asking("DescribeUserPoolClient", f"{client_id} of {pool_id}"):
        answer = connection.cognito.describe_user_pool_client(
            UserPoolId=pool_id, ClientId=client_id
        )
    return _of(_described(answer, "UserPoolClient"), "ClientId", client_id)


def list_resource_servers(connection: Connection, pool_id: str) -> list[Document]:
    """The pool's resource servers: `Identifier`, `Scopes`. ListResourceServers, all pages."""
    with connection.asking("ListResourceServers", pool_id):
        pages = connection.cognito.get_paginator("list_resource_servers")
        return _all(
            pages.paginate(UserPoolId=pool_id, PaginationConfig={"PageSize": 50}), "ResourceServers"
        )


def list_groups(connection: Connection, pool_id: str) -> list[Document]:
    """The pool's groups: `GroupName`, `Precedence`, `RoleArn`. ListGroups, all pages."""
    with connection.asking("ListGroups", pool_id):
        pages = connection.cognito.get_paginator("list_groups")
        return _all(
            pages.paginate(UserPoolId=pool_id, PaginationConfig={"PageSize": PAGE}), "Groups"
        )


def describe_risk_configuration(connection: Connection, pool_id: str) -> Document:
    """The threat protection of all clients of the pool; empty where there is none.

    DescribeRiskConfiguration.
    """
    try:
        with connection.asking("DescribeRiskConfiguration", pool_id):
            return _plain(
                connection.cognito.describe_risk_configuration(UserPoolId=pool_id).get(
                    "RiskConfiguration"
                )
                or {}
            )
    except ResourceGone:
        return {}


def get_log_configurations(connection: Connection, pool_id: str) -> list[Document]:
    """Where the pool's logs go; empty where nowhere. GetLogDeliveryConfiguration."""
    try:
        with connection.asking("GetLogDeliveryConfiguration", pool_id):
            answer = connection.cognito.get_log_delivery_configuration(UserPoolId=pool_id)
    except ResourceGone:
        return []
    return [
        _plain(item)
        for item in (answer.get("LogDeliveryConfiguration") or {}).get("LogConfigurations") or ()
    ]


def get_ui_customization(connection: Connection, pool_id: str, client_id: str = "") -> Document:
    """The classic hosted page's look, of one client or of all; empty where there is none.

    A client without a look of its own is answered with the one for all: `ClientId` says whose it
    is. GetUICustomization. A pool without a domain has no pages, and so no look: AWS refuses the
    question there.
    """
    whose = {"ClientId": client_id} if client_id else {}
    subject = f"{client_id} of {pool_id}" if client_id else pool_id
    try:
        with connection.asking("GetUICustomization", subject):
            answer = connection.cognito.get_ui_customization(UserPoolId=pool_id, **whose)
    except DomainNeeded:
        return {}
    return _plain(answer.get("UICustomization") or {})


def has_branding(connection: Connection, pool_id: str, client_id: str) -> bool:
    """Whether a client has a managed login style; without one its login pages answer 403.

    DescribeManagedLoginBrandingByClient.
    """
    return bool(describe_branding(connection, pool_id, client_id))


def describe_branding(connection: Connection, pool_id: str, client_id: str) -> Document | None:
    """A client's managed login style; None where it has none.

    DescribeManagedLoginBrandingByClient.
    """
    try:
        with connection.asking("DescribeManagedLoginBrandingByClient", f"{client_id} of {pool_id}"):
            answer = connection.cognito.describe_managed_login_branding_by_client(
                UserPoolId=pool_id, ClientId=client_id
            )
    except ResourceGone:
        return None
    return _plain(answer.get("ManagedLoginBranding") or {}) or None


def describe_stack(connection: Connection, region: str, name: str) -> Document | None:
    """One CloudFormation stack; None where the region has none of that name. DescribeStacks."""
    try:
        with connection.asking("DescribeStacks", f"{name} in {region}", "cloudformation"):
            stacks = (
                connection.cloudformation(region).describe_stacks(StackName=name).get("Stacks")
                or []
            )
    except ResourceGone:
        return None
    return _plain(stacks[0]) if stacks else None


def list_stacks(connection: Connection, region: str) -> list[Document]:
    """Every stack of a region that is not deleted: `StackName`, `StackStatus`, `ParentId`, times.

    ListStacks, all pages.
    """
    with connection.asking("ListStacks", region, "cloudformation"):
        client = connection.cloudformation(region)
        known = cast("Any", client.meta.service_model.shape_for("StackStatus")).enum
        living = [status for status in known if status != "DELETE_COMPLETE"]
        return _all(
            client.get_paginator("list_stacks").paginate(StackStatusFilter=living), "StackSummaries"
        )


def list_exports(connection: Connection, region: str) -> list[Document]:
    """What the stacks of a region export: `Name`, `Value`. ListExports, all pages."""
    with connection.asking("ListExports", region, "cloudformation"):
        return _all(
            connection.cloudformation(region).get_paginator("list_exports").paginate(), "Exports"
        )


def list_stack_resources(connection: Connection, region: str, name: str) -> list[Document]:
    """What a stack made: `ResourceType`, `PhysicalResourceId`. ListStackResources, all pages."""
    with connection.asking("ListStackResources", f"{name} in {region}", "cloudformation"):
        pages = connection.cloudformation(region).get_paginator("list_stack_resources")
        return _all(pages.paginate(StackName=name), "StackResourceSummaries")


def describe_change_set(
    connection: Connection, region: str, stack: str, name: str
) -> Document | None:
    """A change set with all its `Changes`, by its ARN, or by its stack and name; None: none there.

    `Status`, `StatusReason` and `ExecutionStatus` say how far it is. DescribeChangeSet.
    """
    asked: dict[str, Any] = {"ChangeSetName": name, **({"StackName": stack} if stack else {})}
    try:
        with connection.asking("DescribeChangeSet", f"{name} in {region}", "cloudformation"):
            pages = connection.cloudformation(region).get_paginator("describe_change_set")
            answers = [_plain(page) for page in islice(pages.paginate(**asked), PAGES + 1)]
    except ResourceGone:
        return None
    if len(answers) > PAGES:
        raise _endless("Changes")
    for answer in answers:
        _of(answer, "ChangeSetId", str(answers[0]["ChangeSetId"]))
    return {
        **answers[0],
        "Changes": [change for answer in answers for change in answer.get("Changes") or ()],
    }


def latest_stack_events(connection: Connection, region: str, stack: str) -> list[Document]:
    """What happened to a stack last, newest first.

    Each event has `EventId`, `LogicalResourceId` and `ResourceStatus`. DescribeStackEvents.
    """
    with connection.asking("DescribeStackEvents", f"{stack} in {region}", "cloudformation"):
        answer = connection.cloudformation(region).describe_stack_events(StackName=stack)
    return [_plain(event) for event in answer.get("StackEvents") or ()]


def _all(pages: Iterable[Any], member: str) -> list[Document]:
    """The items of all pages; pages that never end are no answer."""
    found: list[Document] = []
    for number, page in enumerate(pages, start=1):
        if number > PAGES:
            raise _endless(member)
        found += page[member]
    return found


def _endless(member: str) -> AwsUnreachable:
    return AwsUnreachable(
        f"There were more than {PAGES:,} pages of {member}, and no end: look whether something on"
        " the way, such as a proxy, answers in AWS's place."
    )


def _described(answer: Mapping[str, Any], member: str) -> Document:
    """A description, with what stands beside it in the answer and no botocore knows yet."""
    beside = {name: value for name, value in answer.items() if name not in {member, _METADATA}}
    return {**beside, **answer[member]}


def _of(document: Document, member: str, asked: str) -> Document:
    """A description, held to be of what was asked for."""
    if document[member] != asked:
        raise AwsUnreachable(
            f"The answer about {clean(asked)} tells of {clean(str(document[member]))}: look whether"
            " something on the way, such as a proxy, answers in AWS's place."
        )
    return document


def _plain(answer: Mapping[str, Any]) -> Document:
    """boto3's typed answer as the plain dictionary that it is."""
    return cast("Document", answer)
