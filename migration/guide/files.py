"""Reads the guide's steps, one Markdown file each, from `assets/guide/`."""

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from migration.errors import GuideMistake
from migration.guide.front_matter import FrontMatter, mistake, parse
from migration.guide.placeholders import PLACEHOLDERS, SECRET_PLACEHOLDERS, placeholders_in
from migration.guide.step import BlockForm, Step, StepKind, ValueTemplate

# The rules that `applies_when` can name; a step without the key always applies.
APPLIES_WHEN = frozenset({"old-pool-has-google", "old-pool-has-apple", "old-pool-has-other-providers"})

REQUIRED = ("id", "title", "section", "kind")
OPTIONAL = ("order", "applies_when", "console", "console_url", "block")
LISTS = ("needs", "values")
VALUE_KEYS = ("field", "value")


def load_steps(folder: Traversable | Path | None = None) -> tuple[Step, ...]:
    """Every step in the order in which it is walked; the program's own steps unless a folder is named.

    A step stands where its id stands (`3a` before `3b`, numbers before words), or where `order`, an id to stand at, puts it.
    Raises `GuideMistake`, which names file and line.
    """
    folder = folder or files("assets") / "guide"
    drafts: dict[str, FrontMatter] = {}
    for file in _markdown(folder):
        draft = _read(file)
        _check_keys(draft)
        step_id = _text(draft, "id")
        if step_id in drafts:
            raise draft.mistake_in("id", f'the id "{step_id}" is taken by {drafts[step_id].file}')
        drafts[step_id] = draft
    if not drafts:
        message = f"{folder} holds no step: each is a file like 3a-google.md."
        raise GuideMistake(message)
    steps = {step_id: _step(draft) for step_id, draft in drafts.items()}
    _check_needs(steps, drafts)
    places = {step_id: (_natural(_text(draft, "order") or step_id), _natural(step_id)) for step_id, draft in drafts.items()}
    return tuple(steps[step_id] for step_id in sorted(steps, key=places.__getitem__))


def _markdown(folder: Traversable | Path) -> list[Traversable | Path]:
    try:
        found = [file for file in folder.iterdir() if file.name.endswith(".md") and not file.name.startswith(".")]
    except OSError as error:
        message = f"The guide's steps cannot be read: {folder}: {error.strerror}."
        raise GuideMistake(message) from error
    return sorted(found, key=lambda file: file.name)


def _read(file: Traversable | Path) -> FrontMatter:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise mistake(str(file), line, "not UTF-8 text; save the file as UTF-8") from error
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}."
        raise GuideMistake(message) from error
    return parse(str(file), text)


def _check_keys(draft: FrontMatter) -> None:
    known = (*REQUIRED, *OPTIONAL, *LISTS)
    for key in draft.table:
        if key not in known:
            raise draft.mistake_in(key, f'unknown key "{key}"{_nearest(key, known)}')


def _step(draft: FrontMatter) -> Step:
    texts = {key: _text(draft, key) for key in (*REQUIRED, *OPTIONAL)}
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", texts["id"]):
        raise draft.mistake_in("id", f'the id "{texts["id"]}" may hold small letters, digits and single hyphens only')
    kinds = [kind.value for kind in StepKind]
    forms = [form.value for form in BlockForm]
    for key, known in (("kind", kinds), ("applies_when", ("", *APPLIES_WHEN)), ("block", ("", *forms))):
        if texts[key] not in known:
            choices = ", ".join(filter(None, sorted(known)))
            raise draft.mistake_in(key, f'unknown {key} "{texts[key]}"{_nearest(texts[key], known)} (known: {choices})')
    if not draft.body:
        raise draft.mistake(draft.body_line, "the text after the keys is missing: what is there to do in this step?")
    for line, reason in _wrong_placeholders(draft.body, public_place="the text"):
        raise draft.mistake(draft.body_line + line, reason)
    for _, reason in _wrong_placeholders(texts["console_url"], public_place="an address"):
        raise draft.mistake_in("console_url", reason)
    return Step(
        id=texts["id"],
        title=texts["title"],
        section=texts["section"],
        kind=StepKind(texts["kind"]),
        body=draft.body,
        needs=_needs(draft),
        applies_when=texts["applies_when"],
        console=texts["console"],
        console_url=texts["console_url"],
        values=_values(draft),
        block=BlockForm(texts["block"]) if texts["block"] else None,
        file=draft.file,
    )


def _text(draft: FrontMatter, key: str) -> str:
    """A key of the table that is text; one that is required may be neither missing nor empty."""
    value = draft.table.get(key)
    if value is None and key in REQUIRED:
        raise draft.mistake(1, f'the key "{key}" is missing')
    if value is None:
        return ""
    if reason := _not_text(key, value):
        raise draft.mistake_in(key, reason)
    return str(value)


def _not_text(key: str, value: object) -> str:
    """Why a value will not do where text is wanted, or nothing."""
    if not isinstance(value, str):
        names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
        return f'"{key}" has to be text in quotes, not {names.get(type(value), "a date or time")}'
    return "" if value.strip() else f'"{key}" is empty'


def _needs(draft: FrontMatter) -> tuple[str, ...]:
    needs = draft.table.get("needs", [])
    if not isinstance(needs, list) or not all(isinstance(step, str) for step in needs):
        raise draft.mistake_in("needs", '"needs" has to be a list of step ids in quotes, as ["2", "4"]')
    return tuple(needs)


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
        )
        for entry in entries
    )


def _wrong_value(entry: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    """What is wrong with one table of `values`: the key, and the reason."""
    for key in entry:
        if key not in VALUE_KEYS:
            yield key, f'unknown key "{key}" in [[values]]{_nearest(key, VALUE_KEYS)}'
    for key in VALUE_KEYS:
        if key not in entry:
            yield key, f'the key "{key}" is missing in [[values]]'
        elif reason := _not_text(key, entry[key]):
            yield key, reason
    for _, reason in _wrong_placeholders(str(entry["value"])):
        yield "value", reason


def _wrong_placeholders(text: str, *, public_place: str = "") -> Iterable[tuple[int, str]]:
    """Placeholders that will not do: the line from 0, and the reason. `public_place` names one that may hold no secret."""
    for name, offset in placeholders_in(text):
        line = text.count("\n", 0, offset)
        if name not in PLACEHOLDERS:
            yield line, f"unknown placeholder {{{name}}}{_nearest(name, PLACEHOLDERS)}"
        elif public_place and name in SECRET_PLACEHOLDERS:
            yield line, f"{{{name}}} is a secret: it may stand in [[values]], not in {public_place}"


def _check_needs(steps: Mapping[str, Step], drafts: Mapping[str, FrontMatter]) -> None:
    """Every step needed must exist, and none may need itself, not even by way of others: it would be blocked for good."""

    def visit(step_id: str, path: tuple[str, ...]) -> None:
        if step_id in path:
            circle = " → ".join((*path[path.index(step_id) :], step_id))
            raise drafts[step_id].mistake_in("needs", f'"needs" runs in a circle: {circle}')
        for needed in steps[step_id].needs:
            if needed not in steps:
                raise drafts[step_id].mistake_in("needs", f'needs an unknown step "{needed}"{_nearest(needed, steps)}')
            visit(needed, (*path, step_id))

    for step_id in steps:
        visit(step_id, ())


def _natural(step_id: str) -> tuple[tuple[bool, int, str], ...]:
    """The key that puts 2 before 10 and any number before any word."""
    parts = re.findall(r"[0-9]+|[^0-9]+", step_id)
    return tuple((True, 0, part) if part[0] not in "0123456789" else (False, int(part), "") for part in parts)


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), 1)
    return f'; did you mean "{close[0]}"?' if close else ""
