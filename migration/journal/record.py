"""What the entries add up to.

What a person said of each step, the pairs, the prefix, and the changes that can be undone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from migration.compare.accepted_differences import Accepted
from migration.compare.domain import DOMAIN
from migration.compare.irreversible import is_irreversible
from migration.compare.setting import Kind, Target
from migration.guide.statement import Statement
from migration.guide.step import StepState
from migration.guide.ticks import Tick
from migration.guide.token_url import VoiceRecord
from migration.journal.check_record import CheckRecord
from migration.journal.entries import Entry, EntryKind
from migration.journal.plan_record import PlanRecord
from migration.journal.rehearsal_record import RehearsalRecord
from migration.journal.verdict_record import SettledRecord


@dataclass(frozen=True)
class Record:
    """The journal read from its first entry to its last."""

    ticks: Mapping[str, Tick]
    pairs: Mapping[str, str]
    prefix: str
    # intents with the settings that landed and were not undone, oldest first
    undoable: tuple[tuple[Entry, tuple[str, ...]], ...]
    accepted: Mapping[str, Accepted] = field(default_factory=dict)  # by setting's id
    changes: int = 0  # intents of all kinds
    # what was made, as it read back then, sealed; by intent
    made: Mapping[int, Any] = field(default_factory=dict)
    voice: VoiceRecord = field(default_factory=VoiceRecord)
    # intents whose outcome was not recorded: the program ended on the way, or no answer came
    unfinished: tuple[Entry, ...] = ()
    # intents of which one more send can arrive after their outcome, with that outcome: until the
    # next intent on the same resource, since whoever recorded that had waited for it
    arriving: tuple[tuple[Entry, Entry], ...] = ()
    checked: CheckRecord = field(default_factory=CheckRecord)
    settled: SettledRecord = field(default_factory=SettledRecord)
    rehearsed: RehearsalRecord | None = None  # None: never
    # of a person's own, by the key of the pair whose new client they are for
    callbacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    skill_fields: Mapping[str, str] = field(default_factory=dict)  # by SMAPI's names
    plans: PlanRecord = field(default_factory=PlanRecord)
    last: int = 0  # the number of the last entry
    # by intent, the last entry that says that somebody is still at it
    held: Mapping[int, int] = field(default_factory=dict)
    # AWS's own date of each resource that was written, as it was read back last
    changed_at: Mapping[Target, datetime] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Record":
        """Fold the entries; a later one overrules an earlier one."""
        entries = tuple(entries)
        last = entries[-1].number if entries else 0
        entries = tuple(_without_late_guesses(entries))
        ticks: dict[str, Tick] = {}
        pairs: dict[str, str] = {}
        prefix = ""
        intents: dict[int, Entry] = {}
        landed: dict[int, list[str]] = {}
        claimed: dict[int, set[str]] = {}
        finished: set[int] = set()
        accepted: dict[str, Accepted] = {}
        made: dict[int, Any] = {}
        said: dict[EntryKind, Statement | None] = {}
        for entry in entries:
            match entry.kind:
                case EntryKind.TICKED | EntryKind.NOT_APPLICABLE:
                    verdict = (
                        StepState.DONE
                        if entry.kind is EntryKind.TICKED
                        else StepState.NOT_APPLICABLE
                    )
                    ticks[entry.step] = _tick(entry, verdict)
                    _forget_parts(ticks, entry.step, taken_back=True)
                case EntryKind.UNTICKED if entry.body.get("applies") or "/" in entry.step:
                    ticks[entry.step] = _tick(entry, StepState.TODO)
                case EntryKind.UNTICKED:
                    _forget_parts(ticks, entry.step, taken_back=entry.step in ticks)
                    ticks.pop(entry.step, None)
                case EntryKind.PAIRED:
                    pairs.pop(str(entry.body["old"]), None)  # the last word stands last
                    pairs[str(entry.body["old"])] = str(entry.body["new"])
                case EntryKind.PREFIX_CHOSEN:
                    prefix = str(entry.body["prefix"])
                case EntryKind.ACCEPTED:
                    setting, note, old, new = (
                        entry.body[name] for name in ("setting", "note", "old", "new")
                    )
                    accepted[setting] = Accepted(setting, entry.who, entry.at, note, old, new)
                case EntryKind.NOT_ACCEPTED:
                    accepted.pop(str(entry.body["setting"]), None)
                case EntryKind.SKILLS_POOL_SAID | EntryKind.API_PATH_ENTERED:
                    said[entry.kind] = _said(entry)
                case EntryKind.INTENT:
                    intents[entry.number] = entry
                case EntryKind.OUTCOME:
                    finished.add(int(entry.body["intent"]))
                    if "made" in entry.body:
                        made[int(entry.body["intent"])] = entry.body["made"]
                    _landed(entry, intents, landed, claimed)
        undoable = tuple((intents[number], tuple(ids)) for number, ids in landed.items() if ids)
        unfinished = tuple(entry for number, entry in intents.items() if number not in finished)
        made_domain = any(DOMAIN in ids for ids in landed.values())
        voice = VoiceRecord(
            said.get(EntryKind.SKILLS_POOL_SAID), said.get(EntryKind.API_PATH_ENTERED), made_domain
        )
        return cls(
            ticks,
            pairs,
            prefix,
            undoable,
            accepted,
            len(intents),
            made,
            voice,
            unfinished,
            _arriving(entries, intents),
            CheckRecord.of(entries),
            SettledRecord.of(entries),
            RehearsalRecord.of(entries),
            _callbacks(entries),
            _skill_fields(entries),
            PlanRecord.of(entries),
            last,
            {int(e.body["intent"]): e.number for e in entries if e.kind is EntryKind.HELD},
            _changed_at(entries, intents),
        )


def _skill_fields(entries: Iterable[Entry]) -> dict[str, str]:
    said = [entry.body for entry in entries if entry.kind is EntryKind.SKILL_FIELDS_ENTERED]
    return {name: str(value) for name, value in said[-1].items()} if said else {}


def _callbacks(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        if entry.kind is EntryKind.CALLBACK_ENTERED:
            client, url = str(entry.body["client"]), str(entry.body["url"])
            others = tuple(known for known in found.get(client, ()) if known != url)
            found[client] = (*others, url) if entry.body["wanted"] else others
    return found


def _said(entry: Entry) -> Statement | None:
    value = str(entry.body["pool" if entry.kind is EntryKind.SKILLS_POOL_SAID else "uri"])
    return Statement(value, entry.who, entry.at) if value else None


def _tick(entry: Entry, verdict: StepState) -> Tick:
    step, _, part = entry.step.partition("/")
    note, day = (str(entry.body.get(key, "")) for key in ("note", "day"))
    return Tick(step, verdict, entry.who, entry.at, note, part, day, number=entry.number)


def _forget_parts(ticks: dict[str, Tick], step: str, *, taken_back: bool) -> None:
    """Drop sub-points after a word on the whole step.

    With `taken_back`, which withdraws that word, only the withdrawn sub-points are dropped; else
    all of them.
    """
    for part in [part for part in ticks if part.startswith(f"{step}/")]:
        if not taken_back or ticks[part].verdict is StepState.TODO:
            del ticks[part]


def _arriving(
    entries: Iterable[Entry], intents: Mapping[int, Entry]
) -> tuple[tuple[Entry, Entry], ...]:
    found: dict[str, tuple[Entry, Entry]] = {}
    for entry in entries:
        if entry.kind is EntryKind.INTENT:
            found.pop(_resource(entry), None)
        elif entry.kind is EntryKind.OUTCOME and entry.body.get("may_arrive"):
            intent = intents.get(int(entry.body["intent"]))
            found |= {_resource(intent): (intent, entry)} if intent is not None else {}
    return tuple(found.values())


def _changed_at(entries: Iterable[Entry], intents: Mapping[int, Entry]) -> dict[Target, datetime]:
    found: dict[Target, datetime] = {}
    for entry in entries:
        if entry.kind is EntryKind.OUTCOME and "changed_at" in entry.body:
            at = datetime.fromisoformat(entry.body["changed_at"])
            if (intent := intents.get(int(entry.body["intent"]))) is not None:
                written = intent.body["target"]
                target = Target(Kind(written["kind"]), str(written["name"]))
                found[target] = max(at, found.get(target, at))
    return found


def _resource(intent: Entry) -> str:
    return json.dumps(intent.body.get("target"), sort_keys=True)


def _without_late_guesses(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Without what another run guessed of a write whose writer had recorded its outcome before."""
    finished: set[int] = set()
    for entry in entries:
        if entry.kind is EntryKind.OUTCOME:
            intent = int(entry.body["intent"])
            if entry.body.get("recovered") and intent in finished:
                continue
            finished.add(intent)
        yield entry


def _landed(
    outcome: Entry,
    intents: Mapping[int, Entry],
    landed: dict[int, list[str]],
    claimed: dict[int, set[str]],
) -> None:
    intent = intents.get(int(outcome.body["intent"]))
    if intent is None:
        return
    applied = [str(id_) for id_ in outcome.body.get("applied", ()) if not is_irreversible(str(id_))]
    # Somebody who took it over can have said before its author what they saw of it: both saw it.
    known = claimed.setdefault(intent.number, set())
    applied = [id_ for id_ in applied if id_ not in known]
    known.update(applied)
    undone = intent.body.get("undoes")
    if undone is None:
        landed[intent.number] = [*landed.get(intent.number, ()), *applied]
    else:
        landed[int(undone)] = [id_ for id_ in landed.get(int(undone), []) if id_ not in applied]
