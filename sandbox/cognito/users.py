"""The people of a pool, as far as anybody asks for them here: whether there are any."""

from sandbox import paging
from sandbox.errors import invalid_parameter
from sandbox.state import Asked, Document

_MOST = 60


def list_users(asked: Asked) -> Document:
    """Everybody whom the pool knows, with the attributes that were asked for."""
    wanted = asked.parameters.get("AttributesToGet")
    listed = [
        {
            **user,
            "Attributes": [
                attribute
                for attribute in user.get("Attributes", ())
                if wanted is None or attribute["Name"] in wanted
            ],
        }
        for user in asked.pool.users
    ]
    found, token = paging.page(
        listed,
        asked.parameters.get("Limit") or _MOST,
        asked.parameters.get("PaginationToken"),
        f"ListUsers/{asked.pool.id}/{asked.region}",
        invalid_parameter("Invalid pagination token."),
    )
    return {"Users": found, "PaginationToken": token}
