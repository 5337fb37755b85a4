"""What is next, and the keys: the lines at the bottom, also while something lies over them.

And above them, while nothing is said there, what a mark means that few rows have.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.screen import ModalScreen, Screen

from widgets.commands.situation import Situation
from widgets.panes.hint_line import HintLine
from widgets.panes.message_line import MessageLine
from widgets.panes.next_line import ANSWER, CHOOSE, NextLine
from widgets.panes.settings_pane import SettingsPane
from widgets.text.plain_mode import is_plain

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.guide.next_thing import NextThing


def show_bottom_lines(
    screen: Screen[None], thing: NextThing | None, situation: Situation, *, here: bool
) -> None:
    """Draw both lines of the main screen; `here`: the cursor stands at what is next."""
    front = screen.app.screen
    covered = isinstance(front, ModalScreen)
    screen.query_one(NextLine).show(thing, here=here, asked=_asked(front) if covered else "")
    at_rest = replace(situation, writing=False)
    screen.query_one(HintLine).show(situation, at_rest=at_rest, asked=covered)
    told = covered or is_plain(screen) or screen.query_one(SettingsPane).tells_marks
    screen.query_one(MessageLine).show_meaning("" if told else _meaning(situation))


def _meaning(situation: Situation) -> str:
    """What the mark of the setting under the cursor means, where its values do not tell."""
    from migration.compare.setting_state import SettingState
    from widgets.text.marks import setting_mark, setting_words

    seldom = {
        SettingState.EXTRA,
        SettingState.EXPECTED,
        SettingState.LOCKED,
        SettingState.HIDDEN,
    }
    setting = situation.setting
    if setting is None or setting.state not in seldom:
        return ""
    mark, _ = setting_mark(setting)
    return f"{mark} {setting_words(setting)}"


def _asked(front: Screen[object]) -> str:
    """What lies over it asks for: the palette a choice, a dialog an answer."""
    from screens.dialogs.dialog import Dialog  # behind the first paint

    return ANSWER if isinstance(front, Dialog) else CHOOSE
