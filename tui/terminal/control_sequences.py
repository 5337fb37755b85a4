"""Which control sequences of a terminal are keys, mouse or focus; everything else is an answer.

From xterm's "Control Sequences" (mouse encodings 9, 1000, 1005, 1006, 1015), kitty's keyboard
protocol, and the forms of rxvt and the Linux console. An answer that nobody waits for is nothing.
"""

import re
import sys

ESC = "\x1b"
CSI = ESC + "["

# The modes whose state Textual asks for when it starts.
_ASKED_MODES = frozenset({"2026", "2048"})
_LETTER_KEYS = frozenset("ABCDEFHPQRS")
_BACK_TAB = "Z"
# The numbers before `~` that are keys: the editing keys, F1 to F20, and kitty's menu key.
_TILDE_KEYS = frozenset(
    (*range(1, 9), *range(11, 16), *range(17, 22), *range(23, 27), 28, 29, *range(31, 35), 57427)
)
_OTHER_KEY = "27"  # xterm's modifyOtherKeys: the character is the third number
_KEY_OF_RXVT = re.compile(
    r"(?:3|7|8|23|24)\$|(?:23|24)@|[abcd]|1;[5-8][p-tv-y]"
    r"|(?:3|5|6|7|8|1[1-5]|1[7-9]|2[01]|2[3-6]|28|29|3[1-4])\^"
)
_KEY_OF_LINUX = re.compile(r"\[[A-E]")
_SS3_KEYS = frozenset("ABCDFHPQRSMabcdjkmnopqrstuvwxy")
_NUMBERS = re.compile(r"[0-9;:]*")
_SGR_MOUSE = re.compile(r"<\d{1,5};-?\d{1,5};-?\d{1,5}")
_URXVT_MOUSE = re.compile(r"(\d{1,5});(\d{1,5});(\d{1,5})")
_MODE = re.compile(r"\?(\d{1,5});\d\$")
_WINDOW = re.compile(r"48;\d{1,5}(:\d*)*;\d{1,5}(:\d*)*;\d{1,5}(:\d*)*;\d{1,5}(:\d*)*")

PRESS, REPEAT = "1", "2"
HIGHEST_MODIFIERS = 256
_SURROGATES = range(0xD800, 0xE000)
# Keys that move and change nothing: held down, each repetition counts.
_MOVES = frozenset("ABCDHF")


def as_key_or_report(body: str, final: str) -> str | None:
    """A CSI sequence in the form that Textual knows; None for an answer, and for what is no key.

    `body` is what stands between `ESC [` and the final character.
    """
    if final in "Mm" and body:
        return _mouse(body, final)
    if final in "IO" and not body:
        return CSI + final
    if match := _MODE.fullmatch(body):
        return CSI + body + final if final == "y" and match[1] in _ASKED_MODES else None
    if final == _BACK_TAB and not body:
        return CSI + final
    if final == "t" and _WINDOW.fullmatch(body):
        return CSI + body + final
    if _KEY_OF_LINUX.fullmatch(body + final) or _KEY_OF_RXVT.fullmatch(body + final):
        return CSI + body + final
    if _NUMBERS.fullmatch(body) and (final in _LETTER_KEYS or final in "~u"):
        return _key(body, final)
    return None


def is_key_of_ss3(character: str) -> bool:
    """Whether `ESC O` and this character are a key: an arrow, F1 to F4, or the number block's."""
    return character in _SS3_KEYS


def legacy_mouse(button: int, column: int, row: int) -> str:
    """A mouse report of three characters, in the form of SGR; 3 is any button let go."""
    released = button & 3 == 3 and not button & (32 | 64)
    return f"{CSI}<{button & ~3 if released else button};{column};{row}{'m' if released else 'M'}"


def _mouse(body: str, final: str) -> str | None:
    if _SGR_MOUSE.fullmatch(body):
        return CSI + body + final
    if match := _URXVT_MOUSE.fullmatch(body):
        return legacy_mouse(int(match[1]) - 32, int(match[2]), int(match[3]))
    return None


def _key(body: str, final: str) -> str | None:
    """A key without the parts that say how it was pressed; None for one that is let go.

    kitty's form is `code:shifted:base ; modifiers:event ; text` before the final character.
    """
    fields = [*body.split(";"), "", ""]
    if any(fields[3:]):
        return None
    code, pressed, text = fields[0].partition(":")[0], fields[1], fields[2]
    modifiers, _, event = pressed.partition(":")
    if event not in {"", PRESS} and not (event == REPEAT and final in _MOVES):
        return None
    if int(modifiers or "1") > HIGHEST_MODIFIERS or not _is_key(code, text, final):
        return None
    if final in _LETTER_KEYS:
        code, text = "1" if modifiers else "", ""
    elif not all(map(_is_character, text.split(":"))):
        text = ""
    return CSI + ";".join((code, modifiers, text)).rstrip(";") + final


def _is_key(code: str, text: str, final: str) -> bool:
    """Whether a key of this number exists: Textual would take any other for its character."""
    if final == "u":
        return _is_character(code)
    if final == "~":
        return code.isdecimal() and (
            int(code) in _TILDE_KEYS or (code == _OTHER_KEY and _is_character(text))
        )
    return code in {"", "1"}


def _is_character(number: str) -> bool:
    """Whether a number, as text, is that of a character."""
    if not number.isdecimal() or len(number) > len("1114111"):
        return False
    return int(number) <= sys.maxunicode and int(number) not in _SURROGATES
