"""Which road a value takes: decided from what stands around the program, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tui.clipboard.road import AUTO, THROUGH_THE_TERMINAL, Road
from tui.clipboard.surroundings import Around

# What mosh 1.4 carries of a text, in bytes; of a longer one it passes nothing on. Measured, see
# docs/clipboard.md.
MOSH_LIMIT = 12_280
_NOTHING: Mapping[Road, str] = MappingProxyType({})
_UNTRIED: Mapping[Road, bool] = MappingProxyType({})

# What a screen of 80 × 24 shows at once; more is not selected in one go.
SHOWN_AT_ONCE = 1_600

_ORDER = (Road.TMUX, Road.SCREEN, Road.NATIVE, Road.OSC52, Road.SHOW, Road.FILE)
# beginnings of TERM
_NO_CLIPBOARD = ("linux", "vt100", "vt102", "vt220", "putty", "cons25", "dumb")
_NEVER = ("Apple_Terminal",)  # of TERM_PROGRAM
_WHY = {
    Road.TMUX: "tmux passes a buffer on to your terminal",
    Road.SCREEN: "screen passes the terminal's sequence on in pieces",
    Road.NATIVE: "this machine's desktop has a clipboard, and you sit at it",
    Road.OSC52: "most terminals take the sequence OSC 52",
    Road.SHOW: "the terminal's own selection works everywhere",
    Road.FILE: "nothing else leads to you",
}


@dataclass(frozen=True)
class PassedOver:
    """A road that was not taken, and why not."""

    road: Road
    why: str


@dataclass(frozen=True)
class Choice:
    """The road to take.

    `limit` is the longest text that it carries, in bytes of UTF-8; None where no limit is known.
    """

    road: Road
    why: str
    limit: int | None = None
    passed_over: tuple[PassedOver, ...] = ()


def choose(
    around: Around,
    setting: str = AUTO,
    remembered: Mapping[Road, bool] = _UNTRIED,
    size: int = 0,
    failed: Mapping[Road, str] = _NOTHING,
) -> Choice:
    """The road for a text of `size` bytes.

    `setting` overrules everything. `remembered` says by which roads a word of the self-test arrived
    in this terminal, and by which it did not; `failed`, which roads were tried just now, and what
    was wrong.
    """
    if setting != AUTO:
        return Choice(
            Road(setting),
            f"the setting clipboard = {setting} says so",
            _limit(around, Road(setting)),
        )
    order = sorted(_ORDER, key=lambda road: remembered.get(road) is not True)
    passed_over: list[PassedOver] = []
    for road in order:
        untaken = failed.get(road) or obstacle(around, road, size)
        if not untaken and remembered.get(road) is False:
            untaken = "in this terminal the word of the self-test did not arrive by it"
        if not untaken:
            why = (
                "the word of the self-test arrived by it in this terminal"
                if remembered.get(road)
                else _WHY[road]
            )
            return Choice(road, why, _limit(around, road), tuple(passed_over))
        passed_over.append(PassedOver(road, untaken))
    return Choice(Road.NONE, "no road is left", None, tuple(passed_over))


def obstacle(around: Around, road: Road, size: int = 0) -> str:
    """Why a road would not be chosen, or "" where nothing speaks against it."""
    closed = impossible(around, road, size)
    if closed:
        return closed
    if road is Road.NATIVE and around.ssh:
        return "over SSH this machine's clipboard is not yours"
    if road is Road.NATIVE and not around.desktop:
        return "this machine has no display"
    if road is Road.SHOW and size > SHOWN_AT_ONCE:
        return f"{size:,} bytes are more than a screen shows at once"
    return _obstacle_to_osc52(around) if road is Road.OSC52 else ""


def impossible(around: Around, road: Road, size: int = 0) -> str:
    """Why a road can lead nowhere, also where the setting names it; "" where it may."""
    limit = _limit(around, road)
    if limit is not None and size > limit:
        return f"{size:,} bytes are more than mosh carries ({limit:,})"
    if road is Road.TMUX:
        return _obstacle_in_tmux(around)
    if road is Road.SCREEN and around.multiplexer != "screen":
        return "Poolwalk does not run inside screen"
    return ""


def _obstacle_in_tmux(around: Around) -> str:
    if around.multiplexer != "tmux":
        return "Poolwalk does not run inside tmux"
    if around.tmux is None:
        return "tmux does not answer"
    if not around.tmux.client:
        return "no terminal is attached to this tmux"
    if not around.tmux.has_clipboard and not around.tmux.passes_through:
        return (
            "tmux knows no clipboard of your terminal: set -as terminal-features"
            f" ',{around.tmux.terminal}:clipboard'"
        )
    return ""


def _obstacle_to_osc52(around: Around) -> str:
    if around.multiplexer:
        return f"{around.multiplexer} does not pass it on by default"
    if around.term.startswith(_NO_CLIPBOARD):
        return f"a terminal of the kind {around.term} has no clipboard"
    if around.program in _NEVER:
        return f"{around.program} does not take it"
    return ""


def _limit(around: Around, road: Road) -> int | None:
    return MOSH_LIMIT if around.mosh and road in THROUGH_THE_TERMINAL else None
