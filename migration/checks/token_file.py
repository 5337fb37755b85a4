"""A token of Amazon's, from a file that nobody else can read."""

import re
from pathlib import Path

from migration.checks.credential_file import credential_in
from migration.errors import BadInput
from migration.secret import Secret

_LARGEST = 10_000  # bytes; a real one has about 400
_WHAT = "The Alexa token file"
# As Login with Amazon writes one; what `ask` prints beside it is JSON.
_TOKEN = re.compile(r"[A-Za-z0-9|._~+/=-]+")


def token_in(file: Path) -> Secret:
    """The token in a file. Raises `BadInput` where others can read it, or it holds no token."""
    content = credential_in(file, _WHAT, _LARGEST)
    token = content.decode("utf-8-sig", errors="replace").strip()
    if len(content) > _LARGEST or not _TOKEN.fullmatch(token):
        raise BadInput(
            f"{_WHAT} {file} holds no token: put the access token in it, on one line and nothing"
            " else."
        )
    return Secret(token)
