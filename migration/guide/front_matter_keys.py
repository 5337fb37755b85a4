"""What may stand in a step's table of keys.

Each key is read and checked; a mistake is reported with its line.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from migration.checks.kind import CheckKind
from migration.guide.carried_settings import Carried
from migration.guide.front_matter import FrontMatter
from migration.guide.placeholders import PLACEHOLDERS, SECRET_PLACEHOLDERS, placeholders_in
from migration.guide.rule_names import RULES
from migration.guide.step import BlockForm, Part, Step, StepKind, ValueTemplate, When

REQUIRED = ("id", "title", "section", "kind")
OPTIONAL = (
    *("short", "also_called", "order", "applies_when", "console", "console_url"),
    *("spreads", "block", "keeps", "practice"),
)
CUT_OVER = ("when", "notice", "trial")
LISTS = ("carries", "needs", "after", "values", "parts")
_WANTS_STEPS = '"{}" has to be a list of step ids in quotes, as ["2", "4"]'
_ID = r"[a-z0-9]+(-[a-z0-9]+)*"  # no slash: in the journal, a sub-point is `<step>/<sub-point>`
_KEYS = (*REQUIRED, *OPTIONAL, *CUT_OVER, *LISTS)
_VALUE_KEYS = ("field", "value")
_VALUE_OPTIONAL = ("applies_when", "use")
_PART_KEYS = ("id", "text")
_FLAGS = ("dated", "last")
_PART_OPTIONAL = ("dated", "by", "after", "proved_by", "contradicted_by", "once_seen", "last")


def step_of(draft: FrontMatter) -> Step:
    """The step that a file gives. Raises `GuideMistake`.

    Whether the steps that it names exist is checked for all files together.
    """
    texts = {key: text(draft, key) for key in (*REQUIRED, *OPTIONAL, *CUT_OVER)}
    if not re.fullmatch(_ID, texts["id"]):
        raise draft.mistake_in(
            "id", f'the id "{texts["id"]}" may hold small letters, digits and single hyphens only'
        )
    kinds = [kind.value for kind in StepKind]
    forms = [form.value for form in BlockForm]
    choices = (("kind", kinds), ("applies_when", RULES), ("block", forms), ("when", list(When)))
    for key, known in choices:
        if (texts[key] or key == "kind") and texts[key] not in known:
            raise draft.mistake_in(key, _unknown(key, texts[key], known))
    if not draft.body:
        raise draft.mistake(
            draft.body_line, "the text after the keys is missing: what is there to do in this step?"
        )
    for line, reason in _wrong_placeholders(draft.body, public_place="the text"):
        raise draft.mistake(draft.body_line + line, reason)
    for _, reason in _wrong_placeholders(texts["console_url"], public_place="an address"):
        raise draft.mistake_in("console_url", reason)
    values = _values(draft)
    if texts["block"] and not values:
        raise draft.mistake_in(
            "block", '"block" copies all values at once, and there is no [[values]]'
        )
    return Step(
        id=texts["id"],
        title=texts["title"],
        short=texts["short"],
        also_called=texts["also_called"],
        section=texts["section"],
        kind=StepKind(texts["kind"]),
        body=draft.body,
        carries=_carries(draft, StepKind(texts["kind"])),
        needs=_step_ids(draft, "needs"),
        after=_step_ids(draft, "after"),
        applies_when=texts["applies_when"],
        console=texts["console"],
        console_url=texts["console_url"],
        spreads=texts["spreads"],
        values=values,
        block=BlockForm(texts["block"]) if texts["block"] else None,
        keeps=texts["keeps"],
        when=When(texts["when"] or When.ANY_DAY),
        notice=texts["notice"],
        trial=texts["trial"],
        practice=texts["practice"],
        parts=_parts(draft, StepKind(texts["kind"])),
    )


def check_keys(draft: FrontMatter) -> None:
    """No key may stand in a table that nothing would read. Raises `GuideMistake`."""
    for key in draft.table:
        if key not in _KEYS:
            raise draft.mistake_in(key, f'unknown key "{key}"{nearest(key, _KEYS)}')


def text(draft: FrontMatter, key: str) -> str:
    """A key of the table that is text.

    Raises `GuideMistake`; a required one may be neither missing nor empty.
    """
    value = draft.table.get(key)
    if value is None and key in REQUIRED:
        raise draft.mistake(1, f'the key "{key}" is missing')
    if value is None:
        return ""
    if reason := _not_text(key, value):
        raise draft.mistake_in(key, reason)
    return str(value)


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that asks for the known word nearest to this one; else empty."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), 1)
    return f'; did you mean "{close[0]}"?' if close else ""


def _unknown(key: str, word: str, known: Iterable[str]) -> str:
    return f'unknown {key} "{word}"{nearest(word, known)} (known: {", ".join(sorted(known))})'


def _not_text(key: str, value: object) -> str:
    """Why a value cannot stand where text is wanted; "" where it can."""
    if not isinstance(value, str):
        names = {
            bool: "true or false",
            int: "a number",
            float: "a number",
            list: "a list",
            dict: "a table",
        }
        return f'"{key}" has to be text in quotes, not {names.get(type(value), "a date or time")}'
    return "" if value.strip() else f'"{key}" is empty'


def _step_ids(draft: FrontMatter, key: str) -> tuple[str, ...]:
    ids = draft.table.get(key, [])
    if not _are_step_ids(ids):
        raise draft.mistake_in(key, _WANTS_STEPS.format(key))
    return tuple(ids)


def _are_step_ids(ids: object) -> bool:
    return isinstance(ids, list) and all(isinstance(step, str) for step in ids)


def _carries(draft: FrontMatter, kind: StepKind) -> tuple[Carried, ...]:
    subjects, known = draft.table.get("carries", []), [subject.value for subject in Carried]
    if not isinstance(subjects, list) or not all(isinstance(subject, str) for subject in subjects):
        raise draft.mistake_in(
            "carries", '"carries" has to be a list of words in quotes, as ["domain"]'
        )
    for number, subject in enumerate(subjects):
        if subject not in known:
            raise draft.mistake_in("carries", _unknown("carries", subject, known))
        if subject in subjects[:number]:
            raise draft.mistake_in("carries", f'"carries" names "{subject}" twice')
    if not subjects and kind in {StepKind.SETTINGS, StepKind.BOTH}:
        reason = (
            f'a step of the kind "{kind.value}" has settings at AWS, and "carries" names none'
            f" (known: {', '.join(sorted(known))})"
        )
        raise draft.mistake_in("carries" if "carries" in draft.table else "kind", reason)
    if subjects and kind is StepKind.READING:
        raise draft.mistake_in(
            "carries",
            f'a step of the kind "{kind.value}" has nothing to do, so it carries no settings',
        )
    return tuple(Carried(subject) for subject in subjects)


def _tables(draft: FrontMatter, key: str) -> list[dict[str, Any]]:
    entries = draft.table.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise draft.mistake_in(
            key, f'"{key}" has to be a list of tables, each under a line [[{key}]]'
        )
    return entries


def _values(draft: FrontMatter) -> tuple[ValueTemplate, ...]:
    entries = _tables(draft, "values")
    for number, entry in enumerate(entries):
        for key, reason in _wrong_value(entry):
            raise draft.mistake_in(key, reason, entry=("values", number))
    return tuple(
        ValueTemplate(
            field=entry["field"],
            template=entry["value"],
            secret=any(name in SECRET_PLACEHOLDERS for name, _ in placeholders_in(entry["value"])),
            applies_when=entry.get("applies_when", ""),
            use=entry.get("use", ""),
        )
        for entry in entries
    )


def _wrong_value(entry: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    """What is wrong with one table of `values`: the key, and the reason."""
    yield from _wrong_keys(entry, "values", _VALUE_KEYS, _VALUE_OPTIONAL)
    if (rule := str(entry.get("applies_when", ""))) and rule not in RULES:
        yield "applies_when", _unknown("applies_when", rule, RULES)
    for _, reason in _wrong_placeholders(str(entry["value"])):
        yield "value", reason


def _parts(draft: FrontMatter, kind: StepKind) -> tuple[Part, ...]:
    entries = _tables(draft, "parts")
    if entries and kind not in {StepKind.CONSOLE, StepKind.BOTH}:
        raise draft.mistake_in(
            "parts", f'a step of the kind "{kind.value}" is not ticked, so it has no [[parts]]'
        )
    taken: set[str] = set()
    for number, entry in enumerate(entries):
        for key, reason in _wrong_part(entry, taken):
            raise draft.mistake_in(key, reason, entry=("parts", number))
        taken.add(entry["id"])
    return tuple(
        Part(
            entry["id"],
            entry["text"],
            bool(entry.get("dated", False)),
            entry.get("by", ""),
            entry.get("proved_by", ""),
            entry.get("contradicted_by", ""),
            entry.get("once_seen", ""),
            tuple(entry.get("after", ())),
            bool(entry.get("last", False)),
        )
        for entry in entries
    )


def _wrong_part(entry: Mapping[str, object], taken: Container[str]) -> Iterable[tuple[str, str]]:
    """What is wrong with one table of `parts`: the key, and the reason.

    `taken` are the ids of the parts before it.
    """
    yield from _wrong_keys(entry, "parts", _PART_KEYS, _PART_OPTIONAL)
    part = str(entry["id"])
    if not re.fullmatch(_ID, part):
        yield "id", f'the id "{part}" may hold small letters, digits and single hyphens only'
    if part in taken:
        yield "id", f'the id "{part}" is taken by another one of [[parts]]'
    kinds = [kind.value for kind in CheckKind]
    for member in ("proved_by", "contradicted_by"):
        check = str(entry.get(member, ""))
        if check and check.partition("/")[0] not in kinds:
            yield member, _unknown(member, check, kinds)
    if ("contradicted_by" in entry) is not ("once_seen" in entry):
        yield "id", "contradicted_by and once_seen go together: what is asked once it saw something"
    for name, _ in placeholders_in(str(entry["text"])):
        yield "text", f"{{{name}}} would stay as it is: a sub-point holds no placeholder"


def _wrong_keys(
    entry: Mapping[str, object], key: str, required: Sequence[str], optional: Sequence[str]
) -> Iterable[tuple[str, str]]:
    """Keys of a table that are unknown or missing, and values that are not of their type.

    The flags are `dated` and `last`, `after` is a list of steps; all others are text.
    """
    known = (*required, *optional)
    for name in entry:
        if name not in known:
            yield name, f'unknown key "{name}" in [[{key}]]{nearest(name, known)}'
    for name in known:
        if name not in entry:
            if name in required:
                yield name, f'the key "{name}" is missing in [[{key}]]'
        elif name in _FLAGS:
            if not isinstance(entry[name], bool):
                yield name, f'"{name}" has to be true or false, without quotes'
        elif name == "after":
            if not _are_step_ids(entry[name]):
                yield name, _WANTS_STEPS.format(name)
        elif reason := _not_text(name, entry[name]):
            yield name, reason


def _wrong_placeholders(content: str, *, public_place: str = "") -> Iterable[tuple[int, str]]:
    """Placeholders that are not allowed, each as its line (from 0) and the reason.

    `public_place` names a place that may hold no secret.
    """
    for name, offset in placeholders_in(content):
        line = content.count("\n", 0, offset)
        if name not in PLACEHOLDERS:
            yield line, f"unknown placeholder {{{name}}}{nearest(name, PLACEHOLDERS)}"
        elif public_place and name in SECRET_PLACEHOLDERS:
            yield line, f"{{{name}}} is a secret: it may stand in [[values]], not in {public_place}"
