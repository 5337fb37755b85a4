"""What a person settles by a reason: who is left, a check that did not pass, an unused client."""

from dataclasses import dataclass
from datetime import datetime

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding
from migration.plain_text import last_name


@dataclass(frozen=True)
class UsersSettled:
    """Why the old pool may go though it still holds so many users; who said it and when."""

    users: int
    note: str
    who: str
    at: datetime


@dataclass(frozen=True)
class ClientUnused:
    """Why nobody will be seen at a client of the new pool, by its id; who said it and when."""

    client: str
    name: str
    note: str
    who: str
    at: datetime


@dataclass(frozen=True)
class CheckExplained:
    """Why what a check found does not stand in the way; who said it and when.

    `about` is what that finding was about, see `Finding`.
    """

    check: str
    verdict: CheckVerdict
    sentence: str
    note: str
    who: str
    at: datetime
    about: tuple[str, ...] = ()

    def covers(self, finding: Finding) -> bool:
        """Whether this is what the check still finds: another finding wants another reason."""
        return (finding.check, finding.verdict, finding.sentence) == (
            self.check,
            self.verdict,
            self.sentence,
        ) and finding.is_about(self.about)


def signed(reason: UsersSettled | ClientUnused | CheckExplained) -> str:
    """A reason with who gave it and when."""
    return f"{reason.note} ({last_name(reason.who)}, {reason.at:%Y-%m-%d})"
