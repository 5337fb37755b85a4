"""What a program writes to a terminal, in pieces, and which of them paint nothing."""

import re

_TEXT = r"[^\x00-\x1f\x7f-\x9f]"
_STRING = r"(?:[^\x1b]|\x1b[^\\])*+"  # an escape in it is doubled, if it is for a multiplexer
# The name of the last group says what a piece is.
TOKEN = re.compile(
    # "Select graphic rendition" with text in it, and whether it is switched off behind that.
    rf"\x1b\[(?P<rendition>[\d;:]*)m(?P<styled>{_TEXT}*)(?P<once>\x1b\[0?m)?"
    # The cursor to a place. Programs end a line before they go to the next.
    r"|(?P<newline>\n?)\x1b\[(?P<row>\d{0,6})(?:;(?P<column>\d{0,6}))?(?P<place>[Hf])"
    rf"|(?P<text>{_TEXT}+)"
    # Other control sequences (CSI); links and other operating system commands (OSC); device
    # control strings (DCS).
    r"|\x1b\[(?P<parameters>[0-?]*)(?P<control>[ -/]*[@-~])"
    r"|\x1b\]8;(?P<link>[^;\x07\x1b]*;[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b\](?P<command>\d+)(?:;[^\x07\x1b]*)?(?:\x07|\x1b\\)"
    rf"|\x1bP(?P<device>{_STRING})\x1b\\"
    r"|(?P<start>\r)"
    # The bell, what the numeric keypad sends, and that the usual characters are meant.
    r"|(?P<silent>\x07|\x0f|\x1b[=>]|\x1b\(B)"
    r"|(?P<other>\x1b[ -/]+[0-~]|\x1b[0-OQ-WYZ\\`-~]|.)",
    re.DOTALL | re.ASCII,
)
# What changes the meaning of all that follows: another mode, margins, another set of characters.
STRANGE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[hl]"
    r"|\x1b\[[0-9][0-9;]*[rs]"
    r"|\x1b[ -/]+[0-~]"
    r"|\x1b[N-Ono|}~]"
    r"|\x0e"
)
RESET = re.compile(r"\x1bc|\x1b\[!p")
# The beginning of a piece whose rest comes with the next write.
BEGUN = re.compile(rf"\x1b(?:[ -/]+|\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|P{_STRING}\x1b?)?")

# How the mouse, keys, pastes and the focus are told, whether the cursor shows and blinks, reports.
_MODES = (1, 12, 25, 66, *range(1000, 1008), 1015, 1016, 1036, 2004, 2031, 2048)
# Titles, palette, folder, notifications, colours, pointer, clipboard.
_COMMANDS = (0, 1, 2, 4, 5, 7, 9, *range(10, 20), 22, 52, 99, 104, 105, *range(110, 120), 777)
_REPORTS = (11, *range(13, 17), *range(18, 24))  # of a window's size and title
_SILENT_MODES = frozenset(map(str, _MODES))
_SILENT_COMMANDS = frozenset(map(str, _COMMANDS))
_SILENT_REPORTS = frozenset(map(str, _REPORTS))
_OTHER_SCREENS = frozenset({"47", "1047", "1048", "1049"})
_PICTURE = re.compile(r"[\d;]*[pq]")  # how a string begins that draws


def is_other_screen(mode: str) -> bool:
    """Whether a private mode (DECSET) goes to the alternate screen or back."""
    return mode in _OTHER_SCREENS


def is_silent_control(parameters: str, control: str) -> bool:
    """Whether a control sequence leaves cells and cursor as they are."""
    private = parameters[:1]
    if control in {"h", "l"}:
        return private == "?" and _SILENT_MODES.issuperset(parameters[1:].split(";"))
    if control == "t":
        return parameters.partition(";")[0] in _SILENT_REPORTS
    if control in {"u", "m"}:  # how keys are told; without the sign they are something else
        return private in set("<=>?")
    if control == "q":
        return private == ">"
    return control in {"c", "n", "$p", " q"}


def is_silent_command(number: str) -> bool:
    """Whether an operating system command leaves cells and cursor as they are."""
    return number in _SILENT_COMMANDS


def is_silent_string(content: str) -> bool:
    """Whether a device control string leaves them so."""
    return not _PICTURE.match(content)
