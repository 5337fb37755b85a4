"""Reads the guide's steps, one Markdown file each, from `assets/guide/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import assets
from migration.errors import GuideMistake
from migration.guide.front_matter import FrontMatter, mistake, parse
from migration.guide.front_matter_keys import check_keys, nearest, step_of, text
from migration.guide.step import Step

if TYPE_CHECKING:  # it is loaded with more than the first paint needs
    from importlib.resources.abc import Traversable


def load_steps(folder: Traversable | Path | None = None) -> tuple[Step, ...]:
    """Every step in the order in which it is walked.

    They are the program's own steps unless a folder is named. A step stands where its id stands
    (`3a` before `3b`, numbers before words), or where `order`, an id to stand at, puts it. Raises
    `GuideMistake`, which names file and line.
    """
    folder = folder or Path(assets.__file__).parent / "guide"
    drafts: dict[str, FrontMatter] = {}
    for file in _markdown(folder):
        draft = _read(file)
        check_keys(draft)
        step_id = text(draft, "id")
        if step_id in drafts:
            raise draft.mistake_in("id", f'the id "{step_id}" is taken by {drafts[step_id].file}')
        drafts[step_id] = draft
    if not drafts:
        message = f"{folder} holds no step: each is a file like 3a-google.md."
        raise GuideMistake(message)
    steps = {step_id: step_of(draft) for step_id, draft in drafts.items()}
    _check_order(steps, drafts)
    _check_carried(steps, drafts)
    places = {
        step_id: (_natural(text(draft, "order") or step_id), _natural(step_id))
        for step_id, draft in drafts.items()
    }
    return tuple(steps[step_id] for step_id in sorted(steps, key=places.__getitem__))


def _markdown(folder: Traversable | Path) -> list[Traversable | Path]:
    try:
        found = [
            file
            for file in folder.iterdir()
            if file.name.endswith(".md") and not file.name.startswith(".")
        ]
    except OSError as error:
        message = f"The guide's steps cannot be read: {folder}: {error.strerror}."
        raise GuideMistake(message) from error
    return sorted(found, key=lambda file: file.name)


def _read(file: Traversable | Path) -> FrontMatter:
    try:
        content = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise mistake(str(file), line, "not UTF-8 text; save the file as UTF-8") from error
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}."
        raise GuideMistake(message) from error
    return parse(str(file), content)


def _check_order(steps: Mapping[str, Step], drafts: Mapping[str, FrontMatter]) -> None:
    """Check that every step named in `needs` and `after` exists, and that none waits for itself.

    Not even by way of others.
    """

    def visit(path: tuple[str, ...]) -> None:
        step, draft = steps[path[-1]], drafts[path[-1]]
        for key, others in (("needs", step.needs), ("after", step.after)):
            for other in others:
                if other not in steps:
                    raise draft.mistake_in(
                        key, f'"{key}" names an unknown step "{other}"{nearest(other, steps)}'
                    )
                if other in path:
                    circle = " → ".join((*path[path.index(other) :], other))
                    raise draft.mistake_in(key, f'"{key}" runs in a circle: {circle}')
                visit((*path, other))
        for number, part in enumerate(step.parts):
            for other in part.after:
                if other not in steps:
                    reason = f'"after" names an unknown step "{other}"{nearest(other, steps)}'
                    raise draft.mistake_in("after", reason, entry=("parts", number))
        if twice := [other for other in step.after if other in step.needs]:
            raise draft.mistake_in(
                "after", f'"after" names "{twice[0]}", which stands in "needs" already'
            )

    for step_id in steps:
        visit((step_id,))


def _check_carried(steps: Mapping[str, Step], drafts: Mapping[str, FrontMatter]) -> None:
    """What one step carries, no other one does: its settings show in one place."""
    carried: dict[str, str] = {}
    for step_id, step in steps.items():
        for subject in step.carries:
            if subject in carried:
                raise drafts[step_id].mistake_in(
                    "carries", f'"{subject}" is carried by {drafts[carried[subject]].file} already'
                )
            carried[subject] = step_id


def _natural(step_id: str) -> tuple[tuple[bool, int, str], ...]:
    """The key that puts 2 before 10 and any number before any word."""
    parts = re.findall(r"[0-9]+|[^0-9]+", step_id)
    return tuple(
        (True, 0, part) if part[0] not in "0123456789" else (False, int(part), "") for part in parts
    )
