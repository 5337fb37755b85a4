"""What a check found: its verdict, and the evidence that it rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from migration.checks.check_verdict import CheckVerdict, badness

# Before why nothing could be asked, in the sentence of such a finding.
NOT_ASKED = "not asked: "
NOT_THAT_FAR = "not reached: the check of the provider, which comes first, did not pass"


@dataclass(frozen=True)
class Seen:
    """What of somebody else's was seen, where a person has to say whether it is theirs.

    Within a sentence: `what` it is, and what is `told` of it. `day`: when it happened, as
    YYYY-MM-DD; empty where that is not known.
    """

    what: str
    told: str
    day: str = ""

    @classmethod
    def from_body(cls, kept: Mapping[str, Any]) -> "Seen":
        """As a finding's body has it."""
        return cls(str(kept["what"]), str(kept["told"]), str(kept.get("day", "")))


@dataclass(frozen=True)
class Judgement:
    """What an answer means. `code` is the error that it carried; `sentence` is for a person."""

    verdict: CheckVerdict
    sentence: str
    code: str = ""
    seen: Seen | None = None


@dataclass(frozen=True)
class Evidence:
    """What is kept of an answer: never a query string, never a body, never a secret.

    `status` is 0 where nothing was answered.
    """

    host: str = ""
    status: int = 0
    location: str = ""  # host, and the path as far as its parts are known
    code: str = ""
    pasted: bool = False  # asked by a person from another machine

    @property
    def sentence(self) -> str:
        """What it comes to, in one line; empty where nothing was answered."""
        parts = [f"{self.host} answered {self.status}" if self.status else ""]
        parts += [f"to {self.location}" if self.location else "", self.code if self.status else ""]
        return ", ".join(
            [*filter(None, parts), *(["pasted from elsewhere"] if self.pasted else [])]
        )


@dataclass(frozen=True)
class Finding:
    """One check's verdict at one moment.

    `first` is when it was first found so, of what passed; None where that was not looked up.
    `about` is what was asked about, as its check has it (`Check.about`); findings that were
    recorded without it tell nothing of that. `after` is the last entry of the record that was known
    when it was asked; None where that is not known.
    """

    check: str
    step: str
    title: str
    verdict: CheckVerdict
    sentence: str
    evidence: Evidence
    at: datetime
    first: datetime | None = None
    about: tuple[str, ...] = ()
    seen: Seen | None = None
    after: int | None = None

    @property
    def not_asked(self) -> str:
        """Why nothing was asked; empty where it was."""
        asked = not self.sentence.startswith(NOT_ASKED)
        return "" if asked else self.sentence.removeprefix(NOT_ASKED)

    def is_of(self, check: str) -> bool:
        """Whether it was found by this check; a kind of check stands for each of its checks."""
        return self.check == check or self.check.startswith(f"{check}/")

    def is_about(self, now: Sequence[str]) -> bool:
        """Whether it answers what is asked now; what is not known of either tells nothing."""
        told = zip(self.about, now, strict=False)
        return all(one == other or not (one and other) for one, other in told)

    @classmethod
    def from_body(cls, step: str, at: datetime, body: Mapping[str, Any]) -> "Finding":
        """As the journal keeps it, see `body`."""
        kept = body["evidence"]
        evidence = Evidence(
            str(kept["host"]),
            int(kept["status"]),
            str(kept["location"]),
            str(kept["code"]),
            bool(kept["pasted"]),
        )
        return cls(
            str(body["check"]),
            step,
            str(body["title"]),
            CheckVerdict(body["verdict"]),
            str(body["sentence"]),
            evidence,
            at,
            about=tuple(map(str, body.get("about", ()))),
            seen=Seen.from_body(body["seen"]) if "seen" in body else None,
            after=int(body["after"]) if "after" in body else None,
        )

    @property
    def body(self) -> dict[str, Any]:
        """The finding as journal and JSON have it: all but step and time, which stand beside it."""
        return {
            "check": self.check,
            "title": self.title,
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "evidence": vars(self.evidence),
            **({"about": list(self.about)} if self.about else {}),
            **({"seen": vars(self.seen)} if self.seen else {}),
            **({"after": self.after} if self.after is not None else {}),
        }


def settled(found: Iterable[Finding], checks: frozenset[str]) -> bool:
    """Whether each of these was found out, by its kind or its id, and all that was found passed."""
    findings = tuple(found)
    verdicts = [
        {finding.verdict for finding in findings if finding.is_of(check)} for check in checks
    ]
    return bool(checks) and all(held == {CheckVerdict.PASSED} for held in verdicts)


def worst_first(found: Iterable[Finding]) -> list[Finding]:
    """The findings with the refused first, then the inconclusive, then what passed."""
    return sorted(found, key=lambda finding: badness(finding.verdict))
