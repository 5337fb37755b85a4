"""One call to AWS, as far as words about it need it."""

from dataclasses import dataclass
from shlex import quote

from migration.aws.safe_text import LONGEST_ANSWER, clean


@dataclass(frozen=True)
class CallDescription:
    """What was asked, about what, and by which way.

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
