"""The marks in front of rows and steps.

Each is one cell, differs by shape and not by colour alone, and has an ASCII form.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from migration.compare.setting_state import SettingState
from migration.guide.step import StepState

if TYPE_CHECKING:
    from migration.compare.setting import Setting
    from migration.guide.ticks import PagePart


class MarksTold(Enum):
    """Where a person reads what the marks of steps mean."""

    HERE = auto()  # where the tour is offered
    IN_THE_LIST = auto()  # below the steps, where there is room
    NOWHERE = auto()  # words stand in their place


STEP_MARKS = {
    StepState.DONE: ("✓", "ok"),
    StepState.PARTLY: ("◐", "todo"),
    StepState.TODO: ("○", "todo"),
    StepState.BLOCKED: ("⊘", "faint"),
    StepState.OTHERS: ("◷", "faint"),
    StepState.NOT_APPLICABLE: ("–", "faint"),
    StepState.UNREAD: ("?", "warning"),
    StepState.WAITING: ("…", "faint"),
}

STEP_BRIEFLY = {  # where a person looks at the marks, and a sentence has no room
    StepState.TODO: "to do",
    StepState.PARTLY: "begun",
    StepState.BLOCKED: "waits for a step",
    StepState.OTHERS: "others act",
    StepState.DONE: "done",
    StepState.NOT_APPLICABLE: "does not apply",
    StepState.UNREAD: "not read",
    StepState.WAITING: "being read",
}

SETTING_MARKS = {
    SettingState.SAME: ("=", "faint"),
    SettingState.MISSING: ("+", "missing"),
    SettingState.DIFFERS: ("~", "differs"),
    SettingState.EXTRA: ("·", "faint"),
    SettingState.EXPECTED: ("≈", "faint"),
    SettingState.LOCKED: ("#", "faint"),
    SettingState.HIDDEN: ("*", "faint"),
    SettingState.UNREAD: ("?", "warning"),
}

# What is as it should be, and not what the old side has.
CARRIED_MARK = ("✓", "ok")
CARRIED_WORDS = "as it should be at the new pool"
BLOCKED_MARK = ("⊘", "faint")
CONTRADICTED_MARK = ("✗", "error")  # a step that was ticked, and that a check refuses
HERE = "▸"  # where the keys are
SHOWN = "▹"  # the step whose page is beside the list, while the keys are elsewhere
READING_MARK = ("≡", "faint")  # a step that is there to be read

STATE_WORDS = {
    SettingState.SAME: "the same in both pools",
    SettingState.MISSING: "missing in the new pool",
    SettingState.DIFFERS: "differs from what it should be",
    SettingState.EXTRA: "only in the new pool; it stays",
    SettingState.EXPECTED: "differs on purpose",
    SettingState.LOCKED: "fixed when the pool was created",
    SettingState.HIDDEN: "AWS never gives it back",
    SettingState.UNREAD: "could not be read",
}

# What a terminal without UTF-8 shows instead, cell for cell. Distinct marks stay distinct.
ASCII = str.maketrans(
    {
        **{
            "✓": "v",
            "◐": "~",
            "○": "o",
            "⊘": "@",
            "◷": "w",
            "–": "-",
            "…": ".",
            "≈": "%",
            "·": "-",
            "≡": "r",
            "✗": "X",
            "↑": "^",
            "↓": "V",
            "←": "<",
        },
        **{
            "▸": ">",
            "▹": ":",
            "▾": "V",
            "→": ">",
            "—": "-",
            "●": "*",
            "•": "*",
            "↳": ">",
            "⏎": "$",
            "␊": "$",
            "↵": "$",
        },
        **{"“": '"', "”": '"', "‘": "'", "’": "'", "«": '"', "»": '"'},
        **{
            "│": "|",
            "┃": "|",
            "▌": "|",
            "▐": "|",
            "▎": "|",
            "▏": "|",
            "▕": "|",
            "█": "#",
            "░": "-",
        },
        **{"─": "-", "━": "-", "▁": "_", "▔": "-", "▄": "=", "▀": "=", "┄": "-", "╌": "-"},
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛", "+"),
        # the heights of a chart's bars stay apart
        **{"▂": ".", "▃": ":", "▅": "+", "▆": "*", "▇": "%"},
        **dict.fromkeys("▉▊▋▍", "#"),
    }
)


_LONE = re.compile(r"(?m)(?<!\S)…(?= )")  # a mark, and no cut


def ascii_lines(text: str) -> str:
    """Text of a command in ASCII: a cut is three dots, since one would be read as a value's."""
    return _LONE.sub(".", text).replace("…", "...").translate(ASCII)


def part_mark(part: PagePart, turn: PagePart | None) -> tuple[str, str]:
    """A sub-point's mark and the role of its colour: ticked, somebody else's `turn`, or to do."""
    state = StepState.DONE if part.tick else StepState.OTHERS if part is turn else StepState.TODO
    return STEP_MARKS[state]


def setting_mark(setting: Setting) -> tuple[str, str]:
    """A setting's mark and the role of its colour."""
    if setting.to_write and setting.blocked:  # nothing stands in the way of what is never written
        return BLOCKED_MARK
    if _is_carried(setting):
        return CARRIED_MARK
    return SETTING_MARKS[setting.state]


def setting_words(setting: Setting) -> str:
    """What a setting's mark means."""
    return CARRIED_WORDS if _is_carried(setting) else STATE_WORDS[setting.state]


def _is_carried(setting: Setting) -> bool:
    old, new = setting.columns
    return setting.state is SettingState.SAME and old != new
