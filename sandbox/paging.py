"""Pages with opaque tokens, as AWS gives them."""

import base64
import hashlib
from collections.abc import Sequence
from typing import TypeVar

from sandbox.errors import AwsError

Item = TypeVar("Item")


def page(items: Sequence[Item], size: int, token: str | None, of: str, refusal: AwsError) -> tuple[list[Item], str | None]:
    """One page and the token of the next, or None after the last.

    `of` names the listing (operation, pool): a token of another listing is refused, as are tokens made up, with `refusal`.
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
