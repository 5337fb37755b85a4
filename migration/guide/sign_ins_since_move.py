"""Whether what was moved was seen to work: sign-ins at each new client since it was moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from migration.guide.left_in_old_pool import READ, SETTLE, SHOW
from migration.guide.moved_clients import MovedClient
from migration.guide.settled_by_reason import signed
from migration.guide.step import EFFECTS
from migration.guide.verdict import Answer, Reason
from migration.guide.verdict_grounds import Grounds
from migration.number_words import number_of
from migration.pools.reading import Role
from migration.usage.client_usage import ClientUsage, UsageReading
from migration.usage.since_moment import SinceMoment, since_moment

_HOUR = timedelta(hours=1)
_NO_USE = "if nobody is meant to use it, give a reason"


@dataclass(frozen=True)
class Seen:
    """One client: YES it was seen to work, NO it was not, UNKNOWN that cannot be said; and why.

    `unused` where a person can settle it: nobody tried to sign in since.
    """

    client: MovedClient
    answer: Answer
    text: str
    command: str = SHOW
    unused: bool = False

    @property
    def reason(self) -> Reason:
        """What was seen of the client, as a reason of the verdict."""
        if not self.unused:
            return Reason(EFFECTS, self.text, self.command)
        about = f"client/{self.client.name or self.client.id}"
        return Reason(EFFECTS, self.text, self.command, about, otherwise=SETTLE)


def sign_ins_seen(grounds: Grounds) -> Iterator[Seen]:
    """Every moved client as it was seen; nothing before usage was read."""
    usage = grounds.usage
    if not isinstance(usage, UsageReading):
        return
    for client in grounds.moved:
        yield from _seen(grounds, usage, client)
    if not grounds.moved:
        yield from _anybody(usage)


def _seen(grounds: Grounds, usage: UsageReading, client: MovedClient) -> Iterator[Seen]:
    name = f"{client.name or client.id} of the new pool"
    found = usage.client(client.id)
    why = "it was not asked about" if found is None else found.unread
    if found is None or why:
        text = f"whether anybody signs in to {name} is not known: {why}"
        yield Seen(client, Answer.UNKNOWN, text, READ)
        return
    if client.since is None:
        text = f"whether {name} works as it stands cannot be said: AWS does not tell since when"
        yield Seen(client, Answer.UNKNOWN, text, READ)
        return
    counted = since_moment(found, client.since)
    settled = grounds.unused.get(client.id)
    if counted.sign_ins.successes:
        yield from _works(client, name, counted)
    elif not counted.attempts and settled is not None:
        yield Seen(client, Answer.YES, f"Not used: {name}: {signed(settled)}.")
    else:
        yield _not_seen(grounds, usage, client, counted)


def _works(client: MovedClient, name: str, counted: SinceMoment) -> Iterator[Seen]:
    since = _moment(counted.began)
    number = counted.sign_ins.successes
    text = (
        f"Seen to work: {name}: {number_of(number, 'sign-in', ',')},"
        f" {counted.failures:,} failed, since its last change ({since})."
    )
    yield Seen(client, Answer.YES, text)
    for provider, count in (*counted.federated.items(), ("password", counted.by_password)):
        if count.attempts and not count.successes:
            text = (
                f"all {count.attempts:,} attempts to sign in to {name} by {provider} failed since"
                f" {since}: it was not seen to work"
            )
            yield Seen(client, Answer.NO, text)


def _not_seen(
    grounds: Grounds, usage: UsageReading, client: MovedClient, counted: SinceMoment
) -> Seen:
    assert client.since is not None, "else it is not counted from anywhere"
    name = f"{client.name or client.id} of the new pool"
    moved, since = _moment(client.since, minutes=True), _moment(counted.began)
    unused = not counted.attempts
    if counted.attempts:
        text = (
            f"all {counted.attempts:,} attempts to sign in to {name} failed since {since}: what was"
            " moved was not seen to work"
        )
        return Seen(client, Answer.NO, text)
    if counted.began is None or counted.began + _HOUR > usage.at:
        text = (
            f"whether {name} works cannot be said yet: it was changed at {moved}, and what counts"
            " begins with the next full hour or day; CloudWatch is some minutes behind;"
            f" {_NO_USE}"
        )
        return Seen(client, Answer.UNKNOWN, text, unused=unused)
    if usage.days < grounds.quiet_days and usage.at - timedelta(days=usage.days) > client.since:
        text = f"whether {name} works cannot be said: only {usage.days} days were asked for"
        return Seen(client, Answer.UNKNOWN, text, READ, unused)
    text = (
        f"nobody has signed in to {name} since {since}; it was changed at {moved}: what was"
        f" moved was not seen to work; {_NO_USE}"
    )
    return Seen(client, Answer.NO, text, unused=unused)


def _anybody(usage: UsageReading) -> Iterator[Seen]:
    """Where no client is known to have been moved: that somebody signs in there at all."""
    new = usage.of(Role.NEW)
    unread = [client for client in new if client.unread]
    if not new or any(map(_signed_in, new)):
        return
    client = (unread or list(new))[0]
    name = f"{client.name or client.id} of the new pool"
    one = MovedClient(client.id, client.name, None)
    if unread:
        text = f"whether anybody signs in to {name} is not known: {client.unread}"
        yield Seen(one, Answer.UNKNOWN, text, READ)
    else:
        text = (
            f"nobody has signed in to {name} within {usage.days} days: what was moved was not seen"
            " to work"
        )
        yield Seen(one, Answer.NO, text)


def _signed_in(client: ClientUsage) -> bool:
    return any(count.successes for count in client.days.sign_ins)


def _moment(at: datetime | None, *, minutes: bool = False) -> str:
    if at is None:
        return "—"
    return f"{at.astimezone(UTC):{'%Y-%m-%d %H:%M' if minutes else '%Y-%m-%d %H:00'}} UTC"
