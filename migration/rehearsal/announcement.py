"""What a rehearsal will make, and how long it takes: said before it begins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from migration.aws.pacing import CALLS_PER_WINDOW
from migration.compare.clients import pairs_of
from migration.compare.setting import Kind, Setting
from migration.compare.skills import SETTING
from migration.number_words import number_of
from migration.pools.documents import Pool
from migration.pools.reading import Deployment, Pending, PoolReading, Role, Unread
from migration.rehearsal.copies.requests import SMS
from migration.rehearsal.copy_names import STEM
from migration.rehearsal.options import WALK_ALONE, Options
from migration.rehearsal.probes.table import PROBES
from migration.rehearsal.walk_on_copies import STEPS
from migration.walk.state import State

# Calls about a client for each of its writes: before and after it by the writer, and by who looks.
_CALLS_A_WRITE = 5
# What a copy has: the stack is none of it, nor is what Amazon keeps of a skill.
_OF_A_POOL = frozenset({Kind.POOL, Kind.CLIENT, Kind.PROVIDER, Kind.DOMAIN, Kind.LOOK})
_DOMAIN_SECONDS = 60  # that AWS takes to make one, at most
_CHECKS_A_SECOND = 4
_PROBE_SECONDS = 1
_CHANGE_SET_SECONDS = 30  # that CloudFormation takes to make one and to drop it, about


@dataclass(frozen=True)
class Announcement:
    """What will be made. `writes` are those of the walk; most are taken back by one more each.

    `seconds` is how long it takes at most, where AWS takes its time for the domain.
    """

    deployment: Deployment
    pools: int
    clients: int
    providers: int
    writes: int
    seconds: int
    options: Options = WALK_ALONE
    sends_sms: bool = False  # one of the pools does
    stack_update: bool = False  # the skills stack has one to do

    @property
    def parts(self) -> int:
        """How many steps of its own the whole has, for a bar."""
        beside = len(PROBES) * self.options.probe + self.options.with_stack
        return self.pools * 6 + self.clients * 2 + self.providers + self.writes * 2 + 8 + beside

    @property
    def lines(self) -> tuple[str, ...]:
        """What a person reads before saying yes."""
        end = "leaves both pools for a day" if self.options.keep else "deletes both pools"
        pace = f"at {CALLS_PER_WINDOW} calls a second for each operation and pool"
        least, most = map(_time_in_words, (self.seconds - _DOMAIN_SECONDS, self.seconds))
        return (
            (
                f"Makes {self.pools} user pools of its own, {STEM}<id>-old and -new,"
                f" with {self.clients} app clients, {self.providers} sign-in providers and domains."
            ),
            (
                f"Makes {number_of(self.writes, 'write')} there, takes them back by further ones,"
                f" holds each of both kinds against what is predicted, and {end},"
                " which cost nothing: Cognito bills for users."
            ),
            "No user is touched or made, and no pool of yours is written to.",
            f"It takes {least} to {most}, as AWS is quick with a login domain, {pace}.",
        )

    @property
    def beside(self) -> Iterator[str]:
        """What was asked for beside the walk, a sentence each."""
        if self.options.with_sms and self.sends_sms:
            yield "The copies name production's SMS role; nobody is in them to get a message."
        if self.options.with_stack and self.stack_update:
            yield (
                "CloudFormation says what the skills stack's update would do, by a change set that"
                " is dropped."
            )
        if self.options.probe:
            yield f"Asks AWS on the copies whether {len(PROBES)} beliefs of it hold."


def _time_in_words(seconds: float) -> str:
    """To ten seconds, and from a minute and a half on to a minute."""
    if seconds < 90:
        return f"{max(10, round(seconds / 10) * 10)} seconds"
    return f"{round(seconds / 60)} minutes"


def announcement_of(
    state: State, settings: Sequence[Setting], options: Options = WALK_ALONE
) -> Announcement:
    """From what was read. Raises `PoolwalkError` before the deployment is known."""
    readings = [state.reading.of(role) for role in Role]
    clients, providers = (
        sum(_count(reading, part) for reading in readings) for part in ("clients", "providers")
    )
    targets = {
        (setting.step, setting.target)
        for setting in settings
        if setting.to_write
        and setting.step in STEPS
        and setting.target is not None
        and setting.target.kind in _OF_A_POOL
    }
    checks = sum(
        len(pair.old.document.get("CallbackURLs") or ())
        + len(pair.old.document.get("SupportedIdentityProviders") or ())
        for pair in pairs_of(state.reading, state.choices)
        if not isinstance(pair.old, Unread) and not pair.left_out
    )
    writes = len(targets)
    calls = clients * 2 + writes * 2 * _CALLS_A_WRITE
    seconds = calls / CALLS_PER_WINDOW + checks / _CHECKS_A_SECOND + _DOMAIN_SECONDS
    stack_update = any(setting.id == SETTING and setting.to_write for setting in settings)
    seconds += len(PROBES) * _PROBE_SECONDS * options.probe
    seconds += _CHANGE_SET_SECONDS * (options.with_stack and stack_update)
    return Announcement(
        state.online(),
        len(readings),
        clients,
        providers,
        writes,
        int(seconds),
        options,
        sends_sms=any(_sends_sms(reading) for reading in readings),
        stack_update=stack_update,
    )


def _sends_sms(reading: PoolReading) -> bool:
    return isinstance(reading.pool, Pool) and bool(reading.pool.document.get(SMS))


def _count(reading: PoolReading, part: str) -> int:
    found = getattr(reading, part)
    return 0 if isinstance(found, Unread | Pending) else len(found)
