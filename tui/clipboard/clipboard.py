"""Sends a value to the person's clipboard and says by which road.

Nothing ever confirms that a sequence reached a clipboard, so the sentence says "sent" and no more.
"""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from threading import Lock

from migration.errors import StateUnusable
from migration.journal.state_folder import state_folder
from tui.clipboard import tmux, value_file
from tui.clipboard.choice import Choice, choose, impossible
from tui.clipboard.native import Desktop
from tui.clipboard.road import AUTO, THROUGH_THE_TERMINAL, Road
from tui.clipboard.sequences import osc52, screen_wrapped, tmux_wrapped
from tui.clipboard.surroundings import Around, look
from tui.clipboard.tested_road import recall

SENT = "Sent to your terminal (OSC 52)"
SENT_TMUX = "Sent to your terminal through tmux"
SENT_SCREEN = "Sent to your terminal through screen"
LAGS = "Handed to tmux, whose terminal lags behind: if it does not arrive, copy it again"
HERE = "Now on this machine's clipboard"
SHOWN = "Shown alone, to select by hand"
OFF = "Not copied, since clipboard = none; look at it whole (Enter)"

TAKEN_BACK = {
    **dict.fromkeys(THROUGH_THE_TERMINAL, "Your terminal was told to empty its clipboard"),
    Road.NATIVE: "The secret is off this machine's clipboard",
    Road.FILE: "The file with the secret is removed",
}

NOT_TAKEN_BACK = (
    "The secret could not be taken back: copy something else,"
    " so that it does not stay on your clipboard"
)

# A text that takes the place of the last one: some terminals and tmux ignore an empty text, and
# this one they take.
_COVER = " "
# mosh carries what a screen is, not what was written to it: for a clipboard that is the same again
# it sends nothing. So another text goes there first, and has to be on its way before the value is
# written; mosh waits 250 ms at most between two states. Seconds.
_BETWEEN_STATES = 0.6


@dataclass(frozen=True)
class Sent:
    """What was done with a value.

    `sentence` says it to the person. `sent` is False where the value went nowhere. By the road
    `SHOW` nothing was done yet: whoever has the screen shows it.
    """

    road: Road
    sentence: str
    sent: bool = True
    path: Path | None = None
    taken_back: bool = False  # `clear` takes it back


class Clipboard:
    """The way to the person's clipboard.

    `write` puts control sequences on the terminal. Any thread may call `send`. A secret is
    remembered, to be taken off the clipboard again; without `takes_back` only one in a file is.
    """

    def __init__(
        self,
        write: Callable[[str], None],
        environment: Mapping[str, str] | None = None,
        setting: str = AUTO,
        folder: Path | None = None,
        above: tuple[str, ...] | None = None,
        takes_back: bool = True,
    ) -> None:
        self._write = write
        self._environment = os.environ if environment is None else environment
        self._setting = setting
        self._given_folder = folder
        self._above = above
        self._takes_back = takes_back
        self._desktop = Desktop()
        self._lock = Lock()
        self._holding: Road | None = None  # where a secret lies that is to be taken back
        self._last = b""

    @property
    def _folder(self) -> Path:
        return state_folder(self._given_folder)

    def send(self, text: str, *, secret: bool = False) -> Sent:
        """Send a value by the road that leads furthest, and say in words what was done.

        It blocks for a few seconds at most.
        """
        with self._lock:
            around = look(self._environment, self._above)
            size = len(text.encode("utf-8", "surrogatepass"))
            if self._setting != AUTO:
                road = choose(around, self._setting).road
                wrong = impossible(around, road, size)
                return (
                    self._refused(road, wrong)
                    if wrong
                    else self._send_by_road(around, road, text, secret=secret)
                )
            failed: dict[Road, str] = {}
            remembered = recall(self._folder, around)
            sent: Sent | None = None
            while (
                choice := choose(around, AUTO, remembered, size, failed)
            ).road is not Road.NONE or sent is None:
                sent = self._send_by_road(around, choice.road, text, secret=secret)
                if sent.sent:
                    return self._explained(sent, choice)
                failed[choice.road] = sent.sentence
            return sent

    def clear(self) -> str:
        """Take back the secret that was sent last, and say what was done; "" where there is none.

        It blocks for a few seconds at most. What could not be taken back is kept for another try.
        """
        with self._lock:
            road = self._holding
            if road is None:
                return ""
            if not self._overwrite(road):
                return NOT_TAKEN_BACK
            self._holding = None
            return TAKEN_BACK[road]

    def _send_by_road(self, around: Around, road: Road, text: str, *, secret: bool) -> Sent:
        if self._holding is not None and (self._holding is not road or road is Road.FILE):
            self._overwrite(self._holding)  # what comes now does not lie over it
        held, self._holding = self._holding, None
        if road in THROUGH_THE_TERMINAL and around.mosh:
            self._make_it_differ(road, text)
        sent = self._carry(around, road, text, secret=secret)
        if (
            sent.sent
            and secret
            and road is not Road.SHOW
            and (self._takes_back or road is Road.FILE)
        ):
            self._holding = road
            return replace(sent, taken_back=True)
        if not sent.sent and held is road:
            self._holding = held  # nothing came over it
        return sent

    def _carry(self, around: Around, road: Road, text: str, *, secret: bool) -> Sent:
        match road:
            case Road.TMUX:
                return self._through_tmux(around, text)
            case Road.SCREEN:
                self._write(screen_wrapped(osc52(text)))
                return Sent(road, SENT_SCREEN)
            case Road.OSC52:
                self._write(self._osc52(osc52(text)))
                return Sent(road, SENT)
            case Road.NATIVE:
                took = self._desktop.copy(text, take_back=secret and self._takes_back)
                return (
                    Sent(road, HERE)
                    if took
                    else self._refused(road, "this machine's desktop does not take it")
                )
            case Road.SHOW:
                return Sent(road, SHOWN)
            case Road.FILE:
                return self._into_file(text, secret=secret)
            case Road.NONE:
                return Sent(road, OFF, sent=False)

    def _through_tmux(self, around: Around, text: str) -> Sent:
        known = around.tmux
        if known is None:
            return self._refused(Road.TMUX, "tmux does not answer")
        if not known.has_clipboard:
            self._write(tmux_wrapped(osc52(text)))
            return Sent(Road.TMUX, SENT_TMUX)
        match tmux.load(self._environment, known.client, text):
            case tmux.Fate.PASSED_ON:
                return Sent(Road.TMUX, SENT_TMUX)
            case tmux.Fate.WAITING:
                return Sent(Road.TMUX, LAGS)
            case tmux.Fate.DISCARDED:
                return self._refused(
                    Road.TMUX, "its terminal lags behind, and tmux threw the value away"
                )
            # tmux before 3.2 sends no buffer on, and passes everything
            case tmux.Fate.REFUSED if known.passes_through:
                self._write(tmux_wrapped(osc52(text)))
                return Sent(Road.TMUX, SENT_TMUX)
            case tmux.Fate.REFUSED:
                return self._refused(Road.TMUX, "tmux does not answer")

    def _into_file(self, text: str, *, secret: bool) -> Sent:
        try:
            path = value_file.write(self._folder, text, secret=secret)
        except (StateUnusable, OSError) as error:
            return self._refused(
                Road.FILE,
                f"{self._folder} cannot be written: {getattr(error, 'strerror', None) or error}",
            )
        return Sent(Road.FILE, f"Written to {_from_home(path)}, which only you can read", path=path)

    def _overwrite(self, road: Road) -> bool:
        """Put nothing where a text was; whether that can have worked."""
        covered = True
        match road:
            case Road.TMUX:
                covered = self._through_tmux(look(self._environment, self._above), _COVER).sent
            case Road.SCREEN:
                self._write(screen_wrapped(osc52(_COVER)) + screen_wrapped(osc52("")))
            case Road.OSC52:
                self._write(self._osc52(osc52(_COVER) + osc52("")))
            case Road.NATIVE:
                covered = self._desktop.clear()
            case Road.FILE:
                try:
                    value_file.remove_secret(self._folder)
                except OSError:
                    covered = False
            case _:
                pass
        self._last = b""
        return covered

    def _osc52(self, sequence: str) -> str:
        """The sequence for the clipboard, and a wrapped one for the person's own tmux.

        TERM says whether that tmux is there, at the other end of SSH.
        """
        at_home = self._environment.get("TERM", "").startswith("tmux")
        return sequence + tmux_wrapped(sequence) if at_home else sequence

    def _make_it_differ(self, road: Road, text: str) -> None:
        same, self._last = self._last, sha256(text.encode("utf-8", "surrogatepass")).digest()
        if same == self._last:
            last = self._last
            self._overwrite(road)
            self._last = last
            time.sleep(_BETWEEN_STATES)

    def _refused(self, road: Road, why: str) -> Sent:
        return Sent(road, f"Not copied by {road}: {why}", sent=False)

    def _explained(self, sent: Sent, choice: Choice) -> Sent:
        """What was sent, with the reason why a value lies in a file.

        A shorter one would have gone to a clipboard.
        """
        too_long = next(
            (passed.why for passed in choice.passed_over if "more than mosh carries" in passed.why),
            "",
        )
        return replace(sent, sentence=f"{sent.sentence} ({too_long})") if too_long else sent


def _from_home(path: Path) -> str:
    with suppress(RuntimeError, ValueError):
        return str("~" / path.relative_to(Path.home()))
    return str(path)
