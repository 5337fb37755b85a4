"""Who of a team is in the middle of a write: whoever recorded an intent that has no outcome."""

from collections.abc import Iterable

from migration.journal.entries import Entry
from migration.journal.process import Running, place_in, running
from migration.plain_text import last_name


def is_of_others(intent: Entry) -> bool:
    """Whether another run recorded it, which may still be at it as far as is known from here."""
    try:
        place = place_in(intent.body.get("process", {}))
    except ValueError:
        return True
    return running(place, on_any_machine=True) in {Running.YES, Running.UNKNOWN}


def others_at_work(unfinished: Iterable[Entry], who: str) -> tuple[str, ...]:
    """A sentence for each write of others that is under way; `who` reads it."""
    return tuple(sentence(intent, who) for intent in unfinished if is_of_others(intent))


def sentence(intent: Entry, who: str) -> str:
    """Who is applying or undoing which step, where, and since when by the clock there."""
    name = last_name(intent.who)
    host = str(intent.body.get("process", {}).get("host") or "")
    where = f" on {host}" if host and intent.who == who else ""
    does = "taking back a change of" if "undoes" in intent.body else "applying"
    step = f"step {intent.step}" if intent.step[:1].isdigit() else f"“{intent.step}”"
    return f"{name}{where} is {does} {step}, since {intent.at.astimezone():%H:%M}"
