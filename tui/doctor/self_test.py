"""The clipboard's self-test: a word is sent, and the person pastes it back.

The answer is kept for this terminal. No terminal says whether it took a text, so that nothing else
tells. A road by which the word did not arrive is not taken again.
"""

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from migration.errors import StateUnusable
from migration.journal.state_folder import state_folder
from tui.clipboard.choice import choose
from tui.clipboard.clipboard import Clipboard
from tui.clipboard.road import AUTO, Road
from tui.clipboard.surroundings import look
from tui.clipboard.tested_road import recall, remember

WORDS = (
    "amber",
    "birch",
    "cedar",
    "delta",
    "ember",
    "fjord",
    "grove",
    "heron",
    "inlet",
    "larch",
    "maple",
    "otter",
    "plum",
    "ridge",
)
# Where nobody can paste from.
NO_CLIPBOARD = frozenset({Road.SHOW, Road.FILE, Road.NONE})
WRONG_ALREADY = "the word of the self-test did not arrive by it just now"


class SelfTest:
    """Sends a word by one road after another, until it arrives.

    `write` puts control sequences on the terminal.
    """

    def __init__(
        self,
        write: Callable[[str], None],
        environment: Mapping[str, str],
        *,
        setting: str = AUTO,
        folder: Path | None = None,
    ) -> None:
        self._write = write
        self._environment = environment
        self._setting = setting
        self._folder = state_folder(folder)
        self._failed: dict[Road, str] = {}
        self._around = look(environment)
        self._clipboards: dict[Road, Clipboard] = {}
        self._remembered = recall(self._folder, self._around)
        self.road = Road.NONE  # by which the last word went
        self.word = ""
        self.unkept = ""  # why an answer could not be kept

    def send(self) -> str | None:
        """Send a new word by the best road that is left, and say which; None where none is left.

        It takes some seconds at most.
        """
        while (road := self._next()) not in NO_CLIPBOARD:
            self.road = road
            self.word = f"{secrets.choice(WORDS)}-{secrets.randbelow(9000) + 1000}"
            # The road is told: what the clipboard itself would fall back to is not what is tested.
            sent = self._clipboards.setdefault(
                road, Clipboard(self._write, self._environment, road.value, self._folder)
            ).send(self.word)
            if sent.sent:
                return sent.sentence
            self._failed[road] = sent.sentence
        self.road = Road.NONE
        return None

    def answer(self, pasted: str) -> bool:
        """Whether what was pasted is the word; kept for this terminal either way."""
        arrived = pasted.strip() == self.word
        if not arrived:
            self._failed[self.road] = WRONG_ALREADY
        try:
            remember(self._folder, self._around, self.road, arrived=arrived)
        except (StateUnusable, OSError) as error:
            self.unkept = (
                f"The answer could not be kept: {getattr(error, 'strerror', None) or error}"
            )
        return arrived

    def _next(self) -> Road:
        if self._setting != AUTO:
            road = Road(self._setting)
            return Road.NONE if road in self._failed else road
        # What was remembered as wrong is tried again: a setting may have been changed since.
        arrived = {road: True for road, came in self._remembered.items() if came}
        return choose(self._around, AUTO, arrived, failed=self._failed).road
