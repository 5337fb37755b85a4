"""Amazon Cognito user pools: one file a subject, and here the table of the operations."""

from collections.abc import Callable

from sandbox.cognito import clients, domains, login_pages, pool_extras, pools, providers, users
from sandbox.state import Asked, Document

OPERATIONS: dict[str, Callable[[Asked], Document]] = {
    "ListUserPools": pools.list_user_pools,
    "DescribeUserPool": pools.describe_user_pool,
    "CreateUserPool": pools.create_user_pool,
    "UpdateUserPool": pools.update_user_pool,
    "DeleteUserPool": pools.delete_user_pool,
    "GetUserPoolMfaConfig": pools.get_user_pool_mfa_config,
    "SetUserPoolMfaConfig": pools.set_user_pool_mfa_config,
    "DescribeUserPoolDomain": domains.describe_user_pool_domain,
    "CreateUserPoolDomain": domains.create_user_pool_domain,
    "UpdateUserPoolDomain": domains.update_user_pool_domain,
    "DeleteUserPoolDomain": domains.delete_user_pool_domain,
    "ListIdentityProviders": providers.list_identity_providers,
    "DescribeIdentityProvider": providers.describe_identity_provider,
    "CreateIdentityProvider": providers.create_identity_provider,
    "UpdateIdentityProvider": providers.update_identity_provider,
    "DeleteIdentityProvider": providers.delete_identity_provider,
    "ListUserPoolClients": clients.list_user_pool_clients,
    "DescribeUserPoolClient": clients.describe_user_pool_client,
    "CreateUserPoolClient": clients.create_user_pool_client,
    "UpdateUserPoolClient": clients.update_user_pool_client,
    "DeleteUserPoolClient": clients.delete_user_pool_client,
    "GetUICustomization": login_pages.get_ui_customization,
    "SetUICustomization": login_pages.set_ui_customization,
    "DescribeManagedLoginBrandingByClient": login_pages.describe_managed_login_branding_by_client,
    "CreateManagedLoginBranding": login_pages.create_managed_login_branding,
    "ListResourceServers": pool_extras.list_resource_servers,
    "DescribeResourceServer": pool_extras.describe_resource_server,
    "CreateResourceServer": pool_extras.create_resource_server,
    "ListUsers": users.list_users,
    "ListGroups": pool_extras.list_groups,
    "CreateGroup": pool_extras.create_group,
    "SetRiskConfiguration": pool_extras.set_risk_configuration,
    "ListTagsForResource": pool_extras.list_tags_for_resource,
    "DescribeRiskConfiguration": pool_extras.describe_risk_configuration,
    "GetLogDeliveryConfiguration": pool_extras.get_log_delivery_configuration,
}
