"""Cognito's pages: the request may say how many, at most sixty."""

from collections.abc import Sequence

from sandbox.errors import invalid_parameter
from sandbox.paging import page
from sandbox.state import Asked, Document

_DEFAULT = 60


def answer(asked: Asked, member: str, items: Sequence[Document], limit: str = "MaxResults") -> Document:
    """`{member: [...], "NextToken": ...}`; raises `InvalidParameterException` for a token that no page gave."""
    size = asked.parameters.get(limit) or _DEFAULT
    of = f"{asked.operation}/{asked.parameters.get('UserPoolId', '')}/{asked.region}"
    found, token = page(items, size, asked.parameters.get("NextToken"), of, invalid_parameter("Invalid NextToken."))
    return {member: found, "NextToken": token}
