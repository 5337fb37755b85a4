"""What a rehearsal will make, and how long it takes: said before it begins."""

from collections.abc import Iterable
from dataclasses import dataclass

from migration.aws.pacing import CALLS_PER_WINDOW
from migration.compare.clients import pairs_of
from migration.compare.setting import Setting
from migration.pools.reading import Deployment, Pending, PoolReading, Role, Unread
from migration.rehearsal.names import STEM
from migration.rehearsal.walk_on_copies import STEPS
from migration.walk.state import State, choices_of

# Calls about a client for each of its writes: before and after it by the writer, and by who looks.
_CALLS_A_WRITE = 5
_DOMAIN_SECONDS = 60  # that AWS takes to make one, at most
_CHECKS_A_SECOND = 4


@dataclass(frozen=True)
class Announcement:
    """What will be made. `writes` are those of the walk, each made and taken back."""

    deployment: Deployment
    pools: int
    clients: int
    providers: int
    writes: int
    checks: int
    seconds: int

    @property
    def parts(self) -> int:
        """How many steps of its own the whole has, for a bar."""
        return self.pools * 6 + self.clients * 2 + self.providers + self.writes * 2 + 8

    @property
    def lines(self) -> tuple[str, ...]:
        """For a person to read before saying yes."""
        minutes = max(1, round(self.seconds / 60))
        return (
            (
                f"Makes {self.pools} user pools of its own, {STEM}…-old and {STEM}…-new, with"
                f" {self.clients} app clients, {self.providers} sign-in providers and domains."
            ),
            (
                f"Makes {self.writes} writes there, holds each against what is predicted, takes all"
                " back, and deletes both pools."
            ),
            "No user is touched or made, and no pool of yours is written to.",
            f"It takes about {minutes} minute{'' if minutes == 1 else 's'}; Cognito bills for"
            " users, not for pools.",
        )


def announcement_of(state: State, settings: Iterable[Setting]) -> Announcement:
    """From what was read. Raises `PoolwalkError` before the deployment is known."""
    readings = [state.reading.of(role) for role in Role]
    clients, providers = (
        sum(_count(reading, part) for reading in readings) for part in ("clients", "providers")
    )
    targets = {
        (setting.step, setting.target)
        for setting in settings
        if setting.to_write and setting.step in STEPS
    }
    checks = sum(
        len(pair.old.document.get("CallbackURLs") or ())
        + len(pair.old.document.get("SupportedIdentityProviders") or ())
        for pair in pairs_of(state.reading, choices_of(state))
        if not isinstance(pair.old, Unread) and not pair.left_out
    )
    writes = len(targets)
    calls = clients * 2 + writes * 2 * _CALLS_A_WRITE
    seconds = calls / CALLS_PER_WINDOW + checks / _CHECKS_A_SECOND + _DOMAIN_SECONDS
    return Announcement(
        state.online(), len(readings), clients, providers, writes, checks, int(seconds)
    )


def _count(reading: PoolReading, part: str) -> int:
    found = getattr(reading, part)
    return 0 if isinstance(found, Unread | Pending) else len(found)
