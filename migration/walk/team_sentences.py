"""What people of a team did, a sentence for each of them: it is told in passing."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from migration.journal.entries import Entry, EntryKind
from migration.journal.entry_words import DEEDS
from migration.number_words import number_of
from migration.plain_text import last_name, plain

TOLD = 3  # deeds of one person in a sentence
# What is under way is told elsewhere, and a wait is no deed of anybody.
_NOT_TOLD = frozenset({EntryKind.INTENT, EntryKind.HELD, EntryKind.WAITING, EntryKind.WAITED})


def said_by(new: Iterable[Entry], intents: Mapping[int, Entry]) -> tuple[str, ...]:
    """A sentence for each person who did something. `intents` are all of the record, by number."""
    deeds: dict[str, list[str]] = {}
    for entry in new:
        if deed := _deed(entry, intents):
            deeds.setdefault(entry.who, []).append(deed)
    return tuple(_sentence(who, list(dict.fromkeys(done))) for who, done in deeds.items())


def _sentence(who: str, done: Sequence[str]) -> str:
    more = f" and {len(done) - TOLD} more" if len(done) > TOLD else ""
    return plain(f"{last_name(who)} {'; '.join(done[:TOLD])}{more}")


def _deed(entry: Entry, intents: Mapping[int, Entry]) -> str:
    """Words that follow their name; empty for what is told elsewhere."""
    if entry.kind in _NOT_TOLD:
        return ""
    if entry.kind is EntryKind.OUTCOME:
        return _wrote(entry, intents.get(int(entry.body["intent"])))
    said = _OF_A_STEP.get(entry.kind)
    return said(entry, _step(entry.step)) if said else DEEDS[entry.kind](entry)


def _wrote(outcome: Entry, intent: Entry | None) -> str:
    count = len(outcome.body.get("applied", ()))
    if not count or intent is None:
        return ""
    what = f"{number_of(count, 'setting')} of {_step(outcome.step)}"
    return f"took back {what}" if "undoes" in intent.body else f"applied {what}"


def _unticked(entry: Entry, step: str) -> str:
    if entry.body.get("applies"):
        return f"said that {step} applies after all"
    return f"took back what was said of {step}"


def _step(step: str) -> str:
    return f"step {step}" if step[:1].isdigit() else f"“{step}”"


_OF_A_STEP: Mapping[EntryKind, Callable[[Entry, str], str]] = {
    EntryKind.TICKED: lambda _, step: f"ticked {step}",
    EntryKind.UNTICKED: _unticked,
    EntryKind.NOT_APPLICABLE: lambda _, step: f"left out {step}",
    EntryKind.CHECKED: lambda _, step: f"checked {step}",
}
