"""Amazon API Gateway, as far as it tells which user pools its authorizers let in."""

from collections.abc import Callable

from sandbox.errors import AwsError
from sandbox.state import Asked, Document

_PAGE = 25  # without a limit
_LARGEST = 500


def get_rest_apis(asked: Asked) -> Document:
    """The REST APIs of the region."""
    found = [
        {"id": api["id"], "name": api["name"], "createdDate": api["createdDate"]}
        for api in asked.account.rest_apis
        if asked.region == asked.account.region
    ]
    return _page(asked, found)


def get_authorizers(asked: Asked) -> Document:
    """An API's authorizers; raises `NotFoundException` for an API that is not there."""
    wanted = asked.parameters["restApiId"]
    for api in asked.account.rest_apis:
        if api["id"] == wanted and asked.region == asked.account.region:
            return _page(asked, api.get("authorizers", []))
    raise AwsError(
        "NotFoundException", f"Invalid API identifier specified {asked.account.id}:{wanted}", 404
    )


def get_http_apis(asked: Asked) -> Document:
    """The HTTP and WebSocket APIs of the region."""
    found = [
        {name: value for name, value in api.items() if name != "authorizers"}
        for api in asked.account.http_apis
        if asked.region == asked.account.region
    ]
    return _page_of_tokens(asked, found)


def get_http_authorizers(asked: Asked) -> Document:
    """An HTTP API's authorizers; raises `NotFoundException` for an API that is not there."""
    wanted = asked.parameters["ApiId"]
    for api in asked.account.http_apis:
        if api["ApiId"] == wanted and asked.region == asked.account.region:
            return _page_of_tokens(asked, api.get("authorizers", []))
    raise AwsError("NotFoundException", f"Invalid API identifier specified {wanted}", 404)


def _page_of_tokens(asked: Asked, items: list[Document]) -> Document:
    """A page of `MaxResults` items, a text here, from `NextToken` on."""
    limit = min(int(asked.parameters.get("MaxResults", _PAGE)), _LARGEST)
    first = int(asked.parameters.get("NextToken") or 0)
    more = {"NextToken": str(first + limit)} if len(items) > first + limit else {}
    return {"Items": items[first : first + limit], **more}


def _page(asked: Asked, items: list[Document]) -> Document:
    """A page of `limit` items from `position` on, which is a number here and opaque at AWS."""
    limit = min(int(asked.parameters.get("limit", _PAGE)), _LARGEST)
    first = int(asked.parameters.get("position") or 0)
    more = {"position": str(first + limit)} if len(items) > first + limit else {}
    return {"items": items[first : first + limit], **more}


OPERATIONS: dict[str, Callable[[Asked], Document]] = {
    "GetRestApis": get_rest_apis,
    "GetAuthorizers": get_authorizers,
}
OF_HTTP_APIS: dict[str, Callable[[Asked], Document]] = {
    "GetApis": get_http_apis,
    "GetAuthorizers": get_http_authorizers,
}
