"""What each mark of the screen means: for the page of keys, and for docs/keys.md."""

from collections.abc import Mapping
from dataclasses import dataclass

from migration.compare.setting_state import SettingState
from migration.guide.step import STEP_WORDS
from widgets.text.check_names import (
    AWAITED,
    AWAITED_MEANING,
    CHECKED_MEANINGS,
    VERDICT_MARKS,
)
from widgets.text.marks import (
    ASCII,
    BLOCKED_MARK,
    CARRIED_MARK,
    CARRIED_WORDS,
    CONTRADICTED_MARK,
    HERE,
    READING_MARK,
    SETTING_MARKS,
    SHOWN,
    STATE_WORDS,
    STEP_MARKS,
)
from widgets.text.plain_mode import CHECKED_WORDS, ROWS, STEPS

COUNTED = (
    "beside a step, how many settings are to do in it. Of 9 and Also differs it is how many"
    " differences you change elsewhere or accept. At the top the same over all steps, each by its"
    " name, and what is blocked. Counted there are the steps that apply, Effects not among them"
)


@dataclass(frozen=True)
class Marked:
    """A mark, the role of its colour, what it means, and its word in plain mode."""

    mark: str
    role: str
    meaning: str
    word: str

    @property
    def ascii(self) -> str:
        """The mark on a terminal without UTF-8."""
        return self.mark.translate(ASCII)


def _marked(mark: tuple[str, str], meaning: str, words: Mapping[str, str]) -> Marked:
    return Marked(*mark, meaning, words[mark[0]])


OF_SETTINGS = (
    *(_marked(SETTING_MARKS[state], STATE_WORDS[state], ROWS) for state in SettingState),
    _marked(CARRIED_MARK, CARRIED_WORDS, ROWS),
    _marked(BLOCKED_MARK, "to do, but cannot be applied yet", ROWS),
)
OF_STEPS = (
    *(_marked(mark, STEP_WORDS[state], STEPS) for state, mark in STEP_MARKS.items()),
    _marked(CONTRADICTED_MARK, "a check refuses what was ticked", STEPS),
    _marked(READING_MARK, "there to be read: nothing is done in it", STEPS),
)
OF_CHECKS = (
    *(
        _marked(mark, CHECKED_MEANINGS[verdict], CHECKED_WORDS)
        for verdict, mark in VERDICT_MARKS.items()
    ),
    _marked(AWAITED, AWAITED_MEANING, CHECKED_WORDS),
    Marked(" ", "", "nothing was asked yet", ""),
)
OF_PLACES = (
    Marked(HERE, "edge", "where the keys are", HERE),
    Marked(SHOWN, "", "the step that is shown, while the keys are in another part", HERE),
)
LEGEND = {
    "Marks of settings": OF_SETTINGS,
    "Marks of steps": OF_STEPS,
    "Marks of checks, behind a step: the worst of what was found": OF_CHECKS,
    "Signs at the left of a line": OF_PLACES,
}
