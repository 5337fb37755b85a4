"""A call to AWS as far as words about it need it, and text from elsewhere made safe to show."""

import re
import unicodedata
from dataclasses import dataclass
from shlex import quote

from migration.known_secrets import MASK, without_secrets

MAX_LENGTH = 400  # characters of a name, or of what a library says
LONGEST_ANSWER = 4000  # characters of what AWS said: its reason stands at the end
_SEEN = 4  # times as much is looked through: what is masked gets shorter


@dataclass(frozen=True)
class Question:
    """One call to AWS, as far as words about it need: what was asked, about what, and by which way.

    `service` is its prefix in IAM actions. No value in `secrets` can appear in a sentence.
    """

    operation: str
    subject: str = ""
    service: str = "cognito-idp"
    profile: str = ""
    region: str = ""
    endpoint: str = ""  # "" for AWS's own
    secrets: tuple[str, ...] = ()
    region_from: str = "--region"  # what gave the region
    connecting: bool = False  # nothing is asked yet: what fails is how AWS's libraries are set up

    @property
    def server(self) -> str:
        """Who answers: AWS, or the server at an endpoint that is not AWS's."""
        return f"The server at {self.endpoint}" if self.endpoint else "AWS"

    @property
    def about(self) -> str:
        """The operation and its subject, for the middle of a sentence."""
        return (
            f"{self.operation} ({clean(self.subject, self.secrets)})"
            if self.subject
            else self.operation
        )

    def command(self, words: str) -> str:
        """An AWS command line, for the profile in use."""
        return (
            f"`aws {words} --profile {quote(self.profile)}`" if self.profile else f"`aws {words}`"
        )

    def quoted(self, message: str) -> str:
        """What the server said, safe to show; nothing where it said nothing."""
        text = clean(message, self.secrets, LONGEST_ANSWER)
        speaker = "The server" if self.endpoint else "AWS"
        return f" {speaker} says: {text}" if text else ""


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
