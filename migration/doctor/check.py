"""A check by its name, and what came of it: passed, failed, or could not be known."""

from dataclasses import dataclass
from enum import StrEnum


class DoctorVerdict(StrEnum):
    """What came of a check. `UNKNOWN`: nobody could find out, which is neither good nor bad."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Group(StrEnum):
    """The headings under which checks stand.

    `key`, the heading's first word in small letters, skips the whole group.
    """

    TERMINAL = "Terminal"
    MACHINE = "Machine"
    LOGIN = "Login to AWS"
    DEPLOYMENT = "Deployment"
    PERMISSIONS = "Permissions"
    MESSAGES = "Messages to users"

    @property
    def key(self) -> str:
        """What `--skip` takes for all of it."""
        return self.value.split()[0].lower()


@dataclass(frozen=True)
class Check:
    """One check that was made.

    `evidence` is what was seen, `reason` why it could not be known, `advice` what to do next. An
    `advisory` check never makes the whole examination fail: it rests on a simulation, or the
    migration can go on without it.
    """

    name: str
    group: Group
    about: str
    verdict: DoctorVerdict
    evidence: str = ""
    reason: str = ""
    advice: str = ""
    advisory: bool = False

    @property
    def fails(self) -> bool:
        """Whether the whole fails by it."""
        return self.verdict is DoctorVerdict.FAILED and not self.advisory


@dataclass(frozen=True)
class Subject:
    """What can be checked: its name in kebab case, and the words for it."""

    name: str
    group: Group
    about: str
    advisory: bool = False

    def passed(self, evidence: str, advice: str = "") -> Check:
        """The check that found it as it should be."""
        return Check(
            self.name,
            self.group,
            self.about,
            DoctorVerdict.PASSED,
            evidence,
            "",
            advice,
            self.advisory,
        )

    def failed(self, evidence: str, advice: str = "") -> Check:
        """The check that found it not as it should be."""
        return Check(
            self.name,
            self.group,
            self.about,
            DoctorVerdict.FAILED,
            evidence,
            "",
            advice,
            self.advisory,
        )

    def unknown(self, reason: str, advice: str = "") -> Check:
        """The check that could not find out."""
        return Check(
            self.name,
            self.group,
            self.about,
            DoctorVerdict.UNKNOWN,
            "",
            reason,
            advice,
            self.advisory,
        )
