"""Who of a team is in the middle of a write: whoever recorded an intent that has no outcome."""

from collections.abc import Iterable
from datetime import datetime

from migration.journal.entries import Entry
from migration.journal.writing_process import Running, place_in, running
from migration.plain_text import last_name, plain


def is_of_others(intent: Entry) -> bool:
    """Whether another run recorded it, which may still be at it as far as is known from here."""
    try:
        place = place_in(intent.body.get("process", {}))
    except ValueError:
        return True
    return running(place, on_any_machine=True) in {Running.YES, Running.UNKNOWN}


def others_at_work(unfinished: Iterable[Entry], who: str, now: datetime) -> tuple[str, ...]:
    """A sentence for each write of others that is under way; `who` reads it."""
    return tuple(sentence(intent, now, who) for intent in unfinished if is_of_others(intent))


def sentence(intent: Entry, now: datetime, who: str = "") -> str:
    """Who is applying or undoing which step, where, and since when by the clock there.

    Where it is, is left out where `who` reads in passing, and it is not their own name; the day,
    where it is today's.
    """
    name = last_name(intent.who)
    host = str(intent.body.get("process", {}).get("host") or "")
    where = f" on {host}" if host and who in {"", intent.who} else ""
    does = "taking back a change of" if "undoes" in intent.body else "applying"
    step = f"step {intent.step}" if intent.step[:1].isdigit() else f"“{intent.step}”"
    began = intent.at.astimezone()
    day = "" if began.date() == now.astimezone().date() else f" on {began:%Y-%m-%d}"
    return plain(f"{name}{where} is {does} {step}, since {began:%H:%M}{day}")
