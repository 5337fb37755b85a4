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
