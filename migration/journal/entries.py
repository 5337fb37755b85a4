"""The journal's entries, and the interface behind which they are kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from migration.errors import StateUnusable


class EntryKind(StrEnum):
    """What an entry records."""

    INTENT = "intent"  # on disk before a write leaves
    # what became of it; body {"intent": number, "applied": [...], "failed": {id: reason}};
    # "declined" where a person was asked and said no: it stands in "failed" all the same
    OUTCOME = "outcome"
    # body may hold "note", "day"; the step is `<step>/<sub-point>` where one was ticked by itself
    TICKED = "ticked"
    # with body {"applies": True, "note"}: against the rule that leaves the step out, it applies
    UNTICKED = "unticked"
    NOT_APPLICABLE = "not-applicable"
    PAIRED = "paired"  # body {"old": key, "new": name or ""}
    # what Amazon never gives of the skill's account linking; body by SMAPI's names, "" unset
    SKILL_FIELDS_ENTERED = "skill-fields-entered"
    # one of a person's own for a new client; body {"client": key of the pair, "url", "wanted"}
    CALLBACK_ENTERED = "callback-entered"
    PREFIX_CHOSEN = "prefix-chosen"
    # a difference, with the reason; body {"setting", "note", "old", "new"}: the values sealed
    ACCEPTED = "accepted"
    # which pool Google Home's skill used until now; body {"pool": "old" or "new"}
    SKILLS_POOL_SAID = "skills-pool-said"
    API_PATH_ENTERED = "api-path-entered"  # body {"uri"}; empty: the stacks' export counts again
    WAITING = "waiting"  # a step's checks are asked again by themselves; body {"until": moment}
    WAITED = "waited"  # and no longer
    CHECKED = "checked"  # what a check found; body as `migration.checks.check_verdict.Finding.body`
    # why the old pool may go though it still knows so many; body {"users", "note"}; an empty note
    # takes it back
    USERS_SETTLED = "users-settled"
    # why nobody will be seen at a client of the new pool; body {"client": id, "name", "note"}; an
    # empty note takes it back
    CLIENT_UNUSED = "client-unused"
    # why what a check found is not in the way; body {"check", "verdict", "sentence", "note"}; an
    # empty note takes it back
    CHECK_EXPLAINED = "check-explained"
    # the walk on throw-away copies; body {"rehearsal", "writes", "as_predicted", "taken_back": how
    # many of the writes are those, "not_rehearsed", "otherwise", "inconclusive", "beliefs",
    # "lacking", "deviating"}
    REHEARSED = "rehearsed"
    # of a plan kept in a file, by its hash; body {"plan", "settings": how many}, and {"plan"}
    PLAN_MADE = "plan-made"
    PLAN_APPROVED = "plan-approved"
    NOT_ACCEPTED = "not-accepted"  # taken back; body {"setting"}
    # whoever wrote an intent is still at it; body {"intent": number}. Only a team's record has it
    HELD = "held"


@dataclass(frozen=True)
class Entry:
    """One line of the journal; `body` is JSON, in which a secret is a fingerprint.

    `number` is 0 until it is recorded.
    """

    kind: EntryKind
    who: str
    at: datetime
    step: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0


class Journal(Protocol):
    """Where entries are kept: a file on this machine, or a table that a team shares."""

    on_failure: Callable[[StateUnusable], None]  # told when it cannot be used, not when it is busy

    def record(self, entry: Entry, *, patient: bool = True, after: int | None = None) -> int:
        """Append the entry durably and return its number.

        Not `patient`: the screen waits, so that another program's hold is told at once. `after` is
        the last entry that the author saw: in a table nothing may have come behind it. Raises
        `HistoryMoved` where something did, and `StateUnusable` where nothing was recorded.
        """
        ...

    def entries(self, *, patient: bool = True) -> tuple[Entry, ...]:
        """Every entry, oldest first. Raises `StateUnusable`."""
        ...

    def remember_place(self, step: str, row: str) -> None:
        """Keep where the person is; failing to is not worth a word."""
        ...

    def place(self) -> tuple[str, str]:
        """Where the person was: step and row, empty when nobody was here yet."""
        ...

    def fingerprint(self, secret: str) -> str:
        """A keyed fingerprint that tells whether two secrets are the same, and nothing else."""
        ...

    def close(self) -> None:
        """Let go of the file, or of the table."""
        ...
