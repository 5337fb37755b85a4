"""What else of the account rests on a user pool: importing stacks, authorizers of API Gateway.

One function for each question, as in `migration.aws.reads`: plain documents, `PoolwalkError` alone.
"""

from typing import Any

from migration.aws.connection import Connection
from migration.aws.safe_text import clean
from migration.errors import AwsUnreachable, ResourceGone

APIS, HTTP_APIS = "apigateway", "apigatewayv2"
WEBSOCKET = "WEBSOCKET"  # a kind of API whose authorizers name no pool
PAGE = 500  # the most that API Gateway gives at once

Document = dict[str, Any]


def list_imports(connection: Connection, region: str, export: str) -> list[str]:
    """Names of the stacks that import an export; none where nobody does. ListImports, all pages."""
    try:
        with connection.asking("ListImports", f"{export} in {region}", "cloudformation"):
            pages = connection.cloudformation(region).get_paginator("list_imports")
            return [
                str(name)
                for page in pages.paginate(ExportName=export)
                for name in page.get("Imports") or ()
            ]
    except ResourceGone:  # so says AWS of an export that nobody imports
        return []


def get_rest_apis(connection: Connection, region: str) -> list[Document]:
    """Every REST API of a region: `id`, `name`. GetRestApis, all pages."""
    with connection.asking("GetRestApis", region, APIS):
        pages = connection.client(APIS, region).get_paginator("get_rest_apis")
        found = pages.paginate(limit=PAGE)
        return _identified([item for page in found for item in page.get("items") or ()], region)


def get_authorizers(connection: Connection, region: str, api: str) -> list[Document]:
    """An API's authorizers: `id`, `name`, `type`, of Cognito's `providerARNs`.

    None where the API was deleted since it was listed. GetAuthorizers, all pages.
    """
    try:
        with connection.asking("GetAuthorizers", f"{api} in {region}", APIS):
            pages = connection.client(APIS, region).get_paginator("get_authorizers")
            found = pages.paginate(restApiId=api, limit=PAGE)
            items = [item for page in found for item in page.get("items") or ()]
            return _identified(items, api)
    except ResourceGone:
        return []


def get_http_apis(connection: Connection, region: str) -> list[Document]:
    """Every HTTP API of a region: `ApiId`, `Name`. GetApis, all pages."""
    with connection.asking("GetApis", region, HTTP_APIS):
        pages = connection.client(HTTP_APIS, region).get_paginator("get_apis").paginate()
        items = [item for page in pages for item in page.get("Items") or ()]
    return [
        api for api in _identified(items, region, "ApiId") if api.get("ProtocolType") != WEBSOCKET
    ]


def get_http_authorizers(connection: Connection, region: str, api: str) -> list[Document]:
    """An HTTP API's authorizers: `AuthorizerId`, `Name`, of a JWT one's `JwtConfiguration`.

    None where the API was deleted since it was listed. GetAuthorizers, all pages.
    """
    try:
        with connection.asking("GetAuthorizers", f"{api} in {region}", HTTP_APIS):
            found = connection.client(HTTP_APIS, region).get_paginator("get_authorizers")
            items = [item for page in found.paginate(ApiId=api) for item in page.get("Items") or ()]
            return _identified(items, api, "AuthorizerId")
    except ResourceGone:
        return []


def _identified(items: list[Document], subject: str, member: str = "id") -> list[Document]:
    """The items, held to have an id: half an answer must not pass for a whole one."""
    if all(isinstance(item.get(member), str) and item[member] for item in items):
        return items
    raise AwsUnreachable(
        f"The answer about {clean(subject)} tells of something without an id: look whether"
        " something on the way, such as a proxy, answers in AWS's place."
    )
