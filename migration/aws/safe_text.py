"""Text from outside, made safe to show: what AWS, a library or a file said."""

import re
import unicodedata

from migration.known_secrets import MASK, without_secrets

MAX_LENGTH = 400  # characters of a name, or of what a library says
LONGEST_ANSWER = 4000  # characters of what AWS said: its reason stands at the end
_SEEN = 4  # times as much is looked through: what is masked gets shorter


def clean(text: str, secrets: tuple[str, ...] = (), longest: int = MAX_LENGTH) -> str:
    """Text from outside, made safe to show.

    No secret, no control or direction character, one line, a limited length.
    """
    # Somebody's text of megabytes is cut before it is looked through; what is behind is not shown.
    text = text[: _SEEN * longest]
    # The longest first: a secret that holds another would otherwise leave its rest behind.
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, MASK)
    text = without_secrets(text)
    visible = "".join(
        " " if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Cs"} else character
        for character in text
    )
    line = re.sub(r"\s+", " ", visible).strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"
