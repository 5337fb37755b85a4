"""Which control sequences of a terminal are keys, mouse or focus; everything else is an answer.

From xterm's "Control Sequences" (mouse encodings 9, 1000, 1005, 1006, 1015), kitty's keyboard
protocol, and the forms of rxvt and the Linux console. An answer that nobody waits for is nothing.
"""

import re
import sys

from tui.terminal.characters import code_of

ESC = "\x1b"
CSI = ESC + "["
LEGACY_MOUSE = CSI + "M"

# The modes whose state Textual asks for when it starts.
_ASKED_MODES = frozenset({"2026", "2048"})
_LETTER_KEYS = frozenset("ABCDEFHPQRS")
_BACK_TAB = "Z"
# The numbers before `~` that are keys: the editing keys, F1 to F20, and kitty's menu key.
_TILDE_KEYS = frozenset(
    (*range(1, 9), *range(11, 16), *range(17, 22), *range(23, 27), 28, 29, *range(31, 35), 57427)
)
_OTHER_KEY = "27"  # xterm's modifyOtherKeys: the character is the third number
# Codes below a space that are keys; a terminal sends no other as a key of its own.
_CONTROL_KEYS = frozenset({8, 9, 13, 27, 127})
# kitty's keys without a character stand in Unicode's private use. Those that only change what
# others mean (Shift by itself, a lock) are behind them and before them, and are none here.
_PRIVATE_USE, _KEYS_IN_IT = range(0xE000, 0xF900), range(57361, 57441)
_SHIFT, _CAPS_LOCK, _LOCKS = 1, 64, 64 | 128
_KEY_OF_RXVT = re.compile(
    r"(?:3|7|8|23|24)\$|(?:23|24)@|[abcd]|1;[5-8][p-tv-y]"
    r"|(?:3|5|6|7|8|1[1-5]|1[7-9]|2[01]|2[3-6]|28|29|3[1-4])\^"
)
_KEY_OF_LINUX = re.compile(r"\[[A-E]")
_SS3_KEYS = frozenset("ABCDFHPQRSMabcdjkmnopqrstuvwxy")
_SS3_WITH_MODIFIERS = re.compile(r"(?:\d{0,2};)?(\d{1,3})")
_NUMBERS = re.compile(r"[0-9;:]*")
_SGR_MOUSE = re.compile(r"<(\d{1,5});-?\d{1,5};-?\d{1,5}")
_URXVT_MOUSE = re.compile(r"(\d{1,5});(\d{1,5});(\d{1,5})")
_MODE = re.compile(r"\?(\d{1,5});\d\$")
_WINDOW = re.compile(r"48;([1-9]\d{0,3})(:\d*)*;([1-9]\d{0,3})(:\d*)*(;\d{1,5}(:\d*)*){2}")
# A mouse has more buttons than are clicks: the other ones paste, open menus and go back.
_WHEEL, _MOTION, _FURTHER_BUTTONS, _NO_BUTTON = 64, 32, 128, 3

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


def ss3_key(data: str, at: int) -> tuple[int, str | None]:
    """The key of `ESC O` at a place: its length, 0 while it is not complete, and Textual's form.

    Konsole, rxvt and older xterms tell what is held down before its letter: `ESC O 5 A` is Ctrl
    and an arrow.
    """
    begins = end = at + 2
    while end < len(data) and data[end] in "0123456789;":
        end += 1
    if end == len(data):
        return 0, None
    if end == begins:
        return 3, ESC + "O" + data[end] if data[end] in _SS3_KEYS else None
    held = _SS3_WITH_MODIFIERS.fullmatch(data, begins, end)
    known = as_key_or_report(f"1;{held[1]}", data[end]) if held else None
    return end + (" " <= data[end] <= "~") - at, known


def mouse_of_three(data: str, at: int) -> tuple[int, str | None]:
    """A report of `ESC [ M` and three characters, button, column and row; 0 if not complete."""
    place = at + len(LEGACY_MOUSE)
    told = data[place : place + 3]
    if ESC in told:  # broken off: what follows begins anew
        return place + told.index(ESC) - at, None
    if len(told) < 3:
        return 0, None
    numbers = [code_of(character) - 32 for character in told]
    # A column that the form has no character for comes as NUL.
    return place + 3 - at, legacy_mouse(*numbers) if min(numbers) >= 0 else None


def legacy_mouse(button: int, column: int, row: int) -> str | None:
    """A mouse report of three characters, in the form of SGR; 3 is any button let go."""
    released = button & 3 == _NO_BUTTON and not button & (_MOTION | _WHEEL)
    if not _counts(button):
        return None
    return f"{CSI}<{button & ~3 if released else button};{column};{row}{'m' if released else 'M'}"


def _mouse(body: str, final: str) -> str | None:
    if match := _SGR_MOUSE.fullmatch(body):
        return CSI + body + final if _counts(int(match[1])) else None
    if match := _URXVT_MOUSE.fullmatch(body):
        return legacy_mouse(int(match[1]) - 32, int(match[2]), int(match[3]))
    return None


def _counts(button: int) -> bool:
    """Whether a report of the mouse is one of its wheel, of its way, or of the left button."""
    if button >= _FURTHER_BUTTONS:
        return False
    return bool(button & (_WHEEL | _MOTION)) or button & 3 in {0, _NO_BUTTON}


def _key(body: str, final: str) -> str | None:
    """A key without the parts that say how it was pressed; None for one that is let go.

    kitty's form is `code:shifted:base ; modifiers:event ; text` before the final character.
    """
    fields = [*body.split(";"), "", ""]
    if any(fields[3:]):
        return None
    codes, pressed, text = fields[0].split(":"), fields[1], fields[2]
    modifiers, _, event = pressed.partition(":")
    if event not in {"", PRESS} and not (event == REPEAT and final in _MOVES):
        return None
    if int(modifiers or "1") > HIGHEST_MODIFIERS:
        return None
    if final == "~" and codes[0] == _OTHER_KEY:
        codes, final = [text], "u"
        text = text if int(modifiers or "1") - 1 & ~_SHIFT == 0 else ""
    if not all(_is_character(part) and chr(int(part)).isprintable() for part in text.split(":")):
        text = ""
    if not _is_key(codes[0], text, final):
        return None
    if final in _LETTER_KEYS:
        return CSI + (f"1;{modifiers}" if modifiers else "") + final
    code = codes[0]
    if final == "u" and not text:
        code, text = _as_pressed([*codes, "", ""], int(modifiers or "1") - 1)
    return CSI + ";".join((code, modifiers, text)).rstrip(";") + final


def _is_key(code: str, text: str, final: str) -> bool:
    """Whether a key of this number exists: Textual would take any other for its character."""
    if final == "~":
        return code.isdecimal() and int(code) in _TILDE_KEYS
    if final != "u":
        return code in {"", "1"}
    if not _is_character(code):
        return False
    number = int(code)
    if number in _PRIVATE_USE:
        return number in _KEYS_IN_IT
    return bool(text) or number in _CONTROL_KEYS or chr(number).isprintable()


def _as_pressed(codes: list[str], modifiers: int) -> tuple[str, str]:
    """Code and text of a key of which the terminal told no text.

    With Shift alone it is the shifted character. With Ctrl and others it is the key of the layout
    on which shortcuts are meant, where the own one has other letters.
    """
    code, shifted, base = codes[:3]
    character = chr(int(code))
    others = modifiers & ~(_SHIFT | _LOCKS)
    if others:
        return (base if not character.isascii() and _is_character(base) else code), ""
    if modifiers & _SHIFT and character == " ":
        return code, code
    if bool(modifiers & _SHIFT) == bool(modifiers & _CAPS_LOCK) or not character.isprintable():
        return code, ""
    if _is_character(shifted) and modifiers & _SHIFT:
        return code, shifted
    upper = character.upper()
    return code, str(ord(upper)) if character.isalpha() and len(upper) == 1 else ""


def _is_character(number: str) -> bool:
    """Whether a number, as text, is that of a character."""
    if not number.isdecimal() or len(number) > len("1114111"):
        return False
    return int(number) <= sys.maxunicode and int(number) not in _SURROGATES
