"""Pages with opaque tokens, as AWS gives them."""

import base64
import hashlib
from collections.abc import Sequence
from typing import TypeVar

from sandbox.errors import AwsError, invalid_parameter, validation_error
from sandbox.state import Asked, Document

Item = TypeVar("Item")

_COGNITOS_DEFAULT = 60


def cognitos(
    asked: Asked, member: str, items: Sequence[Document], limit: str = "MaxResults"
) -> Document:
    """`{member: [...], "NextToken": ...}`, as long as the request says.

    `InvalidParameterException` for a token of no page.
    """
    size = asked.parameters.get(limit) or _COGNITOS_DEFAULT
    of = f"{asked.operation}/{asked.parameters.get('UserPoolId', '')}/{asked.region}"
    found, token = page(
        items, size, asked.parameters.get("NextToken"), of, invalid_parameter("Invalid NextToken.")
    )
    return {member: found, "NextToken": token}


def cloudformations(
    asked: Asked, member: str, items: Sequence[Document] | Sequence[str]
) -> Document:
    """The same for CloudFormation, whose requests cannot say how long a page is.

    `ValidationError` for a token of no page.
    """
    of = f"{asked.operation}/{asked.parameters.get('StackName', '')}/{asked.region}"
    refusal = validation_error("Invalid NextToken")
    found, token = page(
        items, asked.account.settings.stack_page, asked.parameters.get("NextToken"), of, refusal
    )
    return {member: found, "NextToken": token}


def page(
    items: Sequence[Item], size: int, token: str | None, of: str, refusal: AwsError
) -> tuple[list[Item], str | None]:
    """One page and the token of the next, or None after the last.

    `of` names the listing (operation, pool): a token of another listing is refused, as are tokens
    made up, with `refusal`.
    """
    start = _position(token, of, refusal) if token else 0
    end = start + size
    return list(items[start:end]), _token(end, of) if end < len(items) else None


def _token(position: int, of: str) -> str:
    mark = hashlib.sha256(f"{of}/{position}".encode()).hexdigest()[:24]
    return base64.urlsafe_b64encode(f"{position}:{mark}".encode()).decode()


def _position(token: str, of: str, refusal: AwsError) -> int:
    try:
        position = int(base64.urlsafe_b64decode(token.encode()).decode().split(":")[0])
    except ValueError:
        raise refusal from None
    if position < 1 or token != _token(position, of):
        raise refusal
    return position
