"""What else of the account rests on a user pool: importing stacks, authorizers of API Gateway.

One function for each question, as in `migration.aws.reads`: plain documents, `PoolwalkError` alone.
"""

from typing import Any

from migration.aws.connection import Connection
from migration.errors import ResourceGone

APIS = "apigateway"
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
        return [item for page in pages.paginate(limit=PAGE) for item in page.get("items") or ()]


def get_authorizers(connection: Connection, region: str, api: str) -> list[Document]:
    """An API's authorizers: `id`, `name`, `type`, of Cognito's `providerARNs`. GetAuthorizers.

    None where the API was deleted since it was listed.
    """
    try:
        with connection.asking("GetAuthorizers", f"{api} in {region}", APIS):
            pages = connection.client(APIS, region).get_paginator("get_authorizers")
            found = pages.paginate(restApiId=api, limit=PAGE)
            return [item for page in found for item in page.get("items") or ()]
    except ResourceGone:
        return []
