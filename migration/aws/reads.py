"""One function for each read of AWS that Poolwalk makes.

They return plain documents and raise `PoolwalkError` alone. AWS's operation stands at the end of
each description.
"""

from migration.aws.connection import Connection
from migration.aws.plain_documents import (
    METADATA,
    Document,
    all_of_pool,
    all_pages,
    described,
    held_to,
    of_pool,
    plain,
)
from migration.errors import DomainNeeded, ResourceGone

PAGE = 60  # the most that Cognito gives at once
_OF_ALL = "ALL"  # the client that a look for all is told to be of


def list_pools(connection: Connection) -> list[Document]:
    """Every pool of the account in this region: `Id`, `Name`. ListUserPools, all pages."""
    with connection.asking("ListUserPools", connection.region):
        return all_pages(
            connection.cognito.get_paginator("list_user_pools").paginate(
                PaginationConfig={"PageSize": PAGE}
            ),
            "UserPools",
        )


def describe_pool(connection: Connection, pool_id: str) -> Document:
    """One pool. Raises `ResourceGone`. DescribeUserPool."""
    with connection.asking("DescribeUserPool", pool_id):
        answer = connection.cognito.describe_user_pool(UserPoolId=pool_id)
    return held_to(described(answer, "UserPool"), "Id", pool_id)


def get_mfa_config(connection: Connection, pool_id: str) -> Document:
    """What UpdateUserPool does not carry of MFA: TOTP, e-mail, passkeys. GetUserPoolMfaConfig."""
    with connection.asking("GetUserPoolMfaConfig", pool_id):
        answer = plain(connection.cognito.get_user_pool_mfa_config(UserPoolId=pool_id))
    answer.pop(METADATA, None)
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
    description = described(answer, "DomainDescription")
    found = str(description.get("Domain") or "")
    if found and found.lower() != domain.lower():  # a host's letters are the same in both cases
        held_to(description, "Domain", domain)
    # A server that does not tell the login version has none but the first, the hosted UI.
    return {"ManagedLoginVersion": 1, **description} if description.get("Domain") else None


def list_providers(connection: Connection, pool_id: str) -> list[Document]:
    """The pool's identity providers: `ProviderName`, `ProviderType`.

    ListIdentityProviders, all pages.
    """
    with connection.asking("ListIdentityProviders", pool_id):
        pages = connection.cognito.get_paginator("list_identity_providers")
        return all_pages(
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
    provider = held_to(described(answer, "IdentityProvider"), "ProviderName", name)
    return of_pool(provider, pool_id)


def list_clients(connection: Connection, pool_id: str) -> list[Document]:
    """The pool's app clients: `ClientId`, `ClientName`. ListUserPoolClients, all pages."""
    with connection.asking("ListUserPoolClients", pool_id):
        pages = connection.cognito.get_paginator("list_user_pool_clients")
        listed = all_pages(
            pages.paginate(UserPoolId=pool_id, PaginationConfig={"PageSize": PAGE}),
            "UserPoolClients",
        )
    return all_of_pool(listed, pool_id)


def describe_client(connection: Connection, pool_id: str, client_id: str) -> Document:
    """One app client, its secret included. Raises `ResourceGone`. DescribeUserPoolClient."""
    with connection.asking("DescribeUserPoolClient", f"{client_id} of {pool_id}"):
        answer = connection.cognito.describe_user_pool_client(
            UserPoolId=pool_id, ClientId=client_id
        )
    client = held_to(described(answer, "UserPoolClient"), "ClientId", client_id)
    return of_pool(client, pool_id)


def list_resource_servers(connection: Connection, pool_id: str) -> list[Document]:
    """The pool's resource servers: `Identifier`, `Scopes`. ListResourceServers, all pages."""
    with connection.asking("ListResourceServers", pool_id):
        pages = connection.cognito.get_paginator("list_resource_servers")
        listed = all_pages(
            pages.paginate(UserPoolId=pool_id, PaginationConfig={"PageSize": 50}), "ResourceServers"
        )
    return all_of_pool(listed, pool_id)


def list_groups(connection: Connection, pool_id: str) -> list[Document]:
    """The pool's groups: `GroupName`, `Precedence`, `RoleArn`. ListGroups, all pages."""
    with connection.asking("ListGroups", pool_id):
        pages = connection.cognito.get_paginator("list_groups")
        listed = all_pages(
            pages.paginate(UserPoolId=pool_id, PaginationConfig={"PageSize": PAGE}), "Groups"
        )
    return all_of_pool(listed, pool_id)


def describe_risk_configuration(
    connection: Connection, pool_id: str, client_id: str = ""
) -> Document:
    """The threat protection of one client or of all of the pool; empty where there is none.

    DescribeRiskConfiguration.
    """
    whose = {"ClientId": client_id} if client_id else {}
    subject = f"{client_id} of {pool_id}" if client_id else pool_id
    try:
        with connection.asking("DescribeRiskConfiguration", subject):
            answer = connection.cognito.describe_risk_configuration(UserPoolId=pool_id, **whose)
    except ResourceGone:
        return {}
    return of_pool(plain(answer.get("RiskConfiguration") or {}), pool_id)


def get_log_configurations(connection: Connection, pool_id: str) -> list[Document]:
    """Where the pool's logs go; empty where nowhere. GetLogDeliveryConfiguration."""
    try:
        with connection.asking("GetLogDeliveryConfiguration", pool_id):
            answer = connection.cognito.get_log_delivery_configuration(UserPoolId=pool_id)
    except ResourceGone:
        return []
    delivery = of_pool(plain(answer.get("LogDeliveryConfiguration") or {}), pool_id)
    return [plain(item) for item in delivery.get("LogConfigurations") or ()]


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
    look = of_pool(described(answer, "UICustomization"), pool_id)
    if client_id and look.get("ClientId") not in {None, "", _OF_ALL}:
        held_to(look, "ClientId", client_id)
    return look


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
    return of_pool(plain(answer.get("ManagedLoginBranding") or {}), pool_id) or None
