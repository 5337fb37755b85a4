"""What may stand in a step's table of keys: each is read, checked, and complained of with its line."""

import re
from collections.abc import Iterable, Mapping

from migration.guide.front_matter import FrontMatter
from migration.guide.placeholders import PLACEHOLDERS, SECRET_PLACEHOLDERS, placeholders_in
from migration.guide.rules import RULES
from migration.guide.step import BlockForm, Step, StepKind, ValueTemplate

REQUIRED = ("id", "title", "section", "kind")
OPTIONAL = ("order", "applies_when", "console", "console_url", "spreads", "block")
LISTS = ("needs", "after", "values")
_KEYS = (*REQUIRED, *OPTIONAL, *LISTS)
_VALUE_KEYS = ("field", "value")
_VALUE_OPTIONAL = ("applies_when",)


def step_of(draft: FrontMatter) -> Step:
    """The step that a file gives. Raises `GuideMistake`; whether the steps that it names exist is asked of all files together."""
    texts = {key: text(draft, key) for key in (*REQUIRED, *OPTIONAL)}
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", texts["id"]):
        raise draft.mistake_in("id", f'the id "{texts["id"]}" may hold small letters, digits and single hyphens only')
    kinds = [kind.value for kind in StepKind]
    forms = [form.value for form in BlockForm]
    for key, known in (("kind", kinds), ("applies_when", RULES), ("block", forms)):
        if (texts[key] or key == "kind") and texts[key] not in known:
            raise draft.mistake_in(key, _unknown(key, texts[key], known))
    if not draft.body:
        raise draft.mistake(draft.body_line, "the text after the keys is missing: what is there to do in this step?")
    for line, reason in _wrong_placeholders(draft.body, public_place="the text"):
        raise draft.mistake(draft.body_line + line, reason)
    for _, reason in _wrong_placeholders(texts["console_url"], public_place="an address"):
        raise draft.mistake_in("console_url", reason)
    values = _values(draft)
    if texts["block"] and not values:
        raise draft.mistake_in("block", '"block" copies all values at once, and there is no [[values]]')
    return Step(
        id=texts["id"],
        title=texts["title"],
        section=texts["section"],
        kind=StepKind(texts["kind"]),
        body=draft.body,
        needs=_step_ids(draft, "needs"),
        after=_step_ids(draft, "after"),
        applies_when=texts["applies_when"],
        console=texts["console"],
        console_url=texts["console_url"],
        spreads=texts["spreads"],
        values=values,
        block=BlockForm(texts["block"]) if texts["block"] else None,
        file=draft.file,
    )


def check_keys(draft: FrontMatter) -> None:
    """No key may stand in a table that nothing would read. Raises `GuideMistake`."""
    for key in draft.table:
        if key not in _KEYS:
            raise draft.mistake_in(key, f'unknown key "{key}"{nearest(key, _KEYS)}')


def text(draft: FrontMatter, key: str) -> str:
    """A key of the table that is text; one that is required may be neither missing nor empty. Raises `GuideMistake`."""
    value = draft.table.get(key)
    if value is None and key in REQUIRED:
        raise draft.mistake(1, f'the key "{key}" is missing')
    if value is None:
        return ""
    if reason := _not_text(key, value):
        raise draft.mistake_in(key, reason)
    return str(value)


def nearest(word: str, known: Iterable[str]) -> str:
    """A question after the known word that was most likely meant, or nothing."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), 1)
    return f'; did you mean "{close[0]}"?' if close else ""


def _unknown(key: str, word: str, known: Iterable[str]) -> str:
    return f'unknown {key} "{word}"{nearest(word, known)} (known: {", ".join(sorted(known))})'


def _not_text(key: str, value: object) -> str:
    """Why a value will not do where text is wanted, or nothing."""
    if not isinstance(value, str):
        names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
        return f'"{key}" has to be text in quotes, not {names.get(type(value), "a date or time")}'
    return "" if value.strip() else f'"{key}" is empty'


def _step_ids(draft: FrontMatter, key: str) -> tuple[str, ...]:
    ids = draft.table.get(key, [])
    if not isinstance(ids, list) or not all(isinstance(step, str) for step in ids):
        raise draft.mistake_in(key, f'"{key}" has to be a list of step ids in quotes, as ["2", "4"]')
    return tuple(ids)


def _values(draft: FrontMatter) -> tuple[ValueTemplate, ...]:
    entries = draft.table.get("values", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise draft.mistake_in("values", '"values" has to be a list of tables, each under a line [[values]]')
    for number, entry in enumerate(entries):
        for key, reason in _wrong_value(entry):
            raise draft.mistake_in(key, reason, entry=("values", number))
    return tuple(
        ValueTemplate(
            field=entry["field"],
            template=entry["value"],
            secret=any(name in SECRET_PLACEHOLDERS for name, _ in placeholders_in(entry["value"])),
            applies_when=entry.get("applies_when", ""),
        )
        for entry in entries
    )


def _wrong_value(entry: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    """What is wrong with one table of `values`: the key, and the reason."""
    known = (*_VALUE_KEYS, *_VALUE_OPTIONAL)
    for key in entry:
        if key not in known:
            yield key, f'unknown key "{key}" in [[values]]{nearest(key, known)}'
    for key in known:
        if key not in entry:
            if key in _VALUE_KEYS:
                yield key, f'the key "{key}" is missing in [[values]]'
        elif reason := _not_text(key, entry[key]):
            yield key, reason
    if (rule := str(entry.get("applies_when", ""))) and rule not in RULES:
        yield "applies_when", _unknown("applies_when", rule, RULES)
    for _, reason in _wrong_placeholders(str(entry["value"])):
        yield "value", reason


def _wrong_placeholders(content: str, *, public_place: str = "") -> Iterable[tuple[int, str]]:
    """Placeholders that will not do: the line from 0, and the reason. `public_place` names one that may hold no secret."""
    for name, offset in placeholders_in(content):
        line = content.count("\n", 0, offset)
        if name not in PLACEHOLDERS:
            yield line, f"unknown placeholder {{{name}}}{nearest(name, PLACEHOLDERS)}"
        elif public_place and name in SECRET_PLACEHOLDERS:
            yield line, f"{{{name}}} is a secret: it may stand in [[values]], not in {public_place}"
