"""The keys of commands as they are now, a person's own ones first, and how a key is written.

Bindings follow them by Textual's keymap; all that shows a key asks here. Textual is not loaded.
"""

import re
from collections.abc import Mapping

from widgets.text import plain_text

_chosen: dict[str, str] = {}

# The keys of the commands that sentences name, by Textual's names. The table of commands says the
# same, and a test holds them together: reading it would load Textual for commands without a screen.
IN_SENTENCES = {
    "move-left": "left",
    "move-right": "right",
    "move-down": "down",
    "page-up": "pageup",
    "page-down": "pagedown",
    "go-first": "home",
    "go-last": "end",
    "copy": "c",
    "copy-block": "C",
    "apply": "a",
    "apply-step": "A",
    "submit-skill": "S",
    "undo": "u",
    "show-record": "U",
    "enter-value": "e",
    "pair": "p",
    "tick": "space",
    "not-applicable": "x",
    "check-step": "v",
    "check-all": "V",
    "copy-console-address": "o",
    "reveal": "m",
    "show-whole": "enter",
    "do-next": "full_stop",
    "next-thing": "n",
    "only-differences": "d",
    "read-again": "r",
    "show-usage": "w",
    "show-rehearsal": "R",
    "show-plan": "F",
    "write-report": "E",
    "show-doctor": "D",
    "clear": "escape",
    "mouse": "M",
    "test-clipboard": "s",
}


def use_keys(keys: Mapping[str, str]) -> None:
    """From now on these keys are shown, by command's id; of all others those of the table."""
    _chosen.clear()
    _chosen.update(keys)


def chosen_keys() -> frozenset[tuple[str, str]]:
    """What a person chose: each command's id with its keys."""
    return frozenset(_chosen.items())


def keys_of(command: str, otherwise: str) -> tuple[str, ...]:
    """The keys of a command by Textual's names: those that were chosen, or `otherwise`."""
    return tuple(_chosen.get(command, otherwise).split(","))


def shown_keys(command: str, otherwise: str) -> tuple[str, ...]:
    """The keys of a command as a person reads them."""
    return tuple(shown_key(key) for key in keys_of(command, otherwise))


def key_of(command: str) -> str:
    """The key of a command that sentences name, as a person reads it."""
    return shown_keys(command, IN_SENTENCES[command])[0]


def with_own_keys(sentence: str) -> str:
    """A sentence with the keys that were chosen in the place of the table's.

    The engine knows no keymap: it writes the table's own key in brackets, "(r)". What stands in
    “quotes” is somebody's value, and stays.
    """
    return re.sub(_NAMED, _as_chosen, sentence) if _chosen else sentence


def code_with_own_keys(code: str) -> str:
    """A key that the guide's text writes as code, as it is now; other code as it is.

    Enter is a dialog's there, and nobody chooses that.
    """
    command = _BY_NAME.get(code)
    return key_of(command) if _chosen and command and code != "Enter" else code


def _as_chosen(found: re.Match[str]) -> str:
    keys = found["keys"]
    if not keys:
        return found[0]
    return f"({' or '.join(key_of(_BY_NAME[key]) for key in keys.split(' or '))})"


def shown_key(key: str) -> str:
    """Textual's name of a key as a person reads it."""
    *modifiers, name = key.split("+")
    name = _CHARACTERS.get(name, name)
    parts = [
        *(modifier.capitalize() for modifier in modifiers),
        _SHOWN.get(name, name.upper() if modifiers or _is_function_key(name) else name),
    ]
    return with_arrows_named("-".join(parts))


def with_arrows_named(text: str) -> str:
    """The text, in ASCII with arrow keys by their names: a V or a < would be taken for a key."""
    if plain_text.ELLIPSIS != plain_text.ASCII_CUT:
        return text
    for key, name in _ARROWS.items():
        text = text.replace(_SHOWN[key], name)
    return text


def _is_function_key(name: str) -> bool:
    """Whether it is one of the keys F1 to F24."""
    return name[0] == "f" and name[1:].isdecimal()


# Textual's names of characters that a keyboard has a key for.
_CHARACTERS = {
    **{"comma": ",", "semicolon": ";", "colon": ":", "minus": "-", "equals_sign": "="},
    **{
        "left_square_bracket": "[",
        "right_square_bracket": "]",
        "apostrophe": "'",
        "backslash": "\\",
    },
    **{"number_sign": "#", "asterisk": "*", "at": "@", "underscore": "_", "vertical_line": "|"},
    **{"grave_accent": "`", "tilde": "~", "less_than_sign": "<", "greater_than_sign": ">"},
}
_ARROWS = {"up": "Up", "down": "Down", "left": "Left", "right": "Right"}
_SHOWN = {
    **{
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
        "pageup": "PgUp",
        "pagedown": "PgDn",
        "home": "Home",
        "end": "End",
    },
    **{"tab": "Tab", "enter": "Enter", "space": "Space", "escape": "Esc"},
    **{"backspace": "Backspace", "delete": "Del", "insert": "Ins"},
    **{"question_mark": "?", "exclamation_mark": "!", "slash": "/", "full_stop": "."},
}
_BY_NAME = {
    shown_key(key): command
    for command, key in IN_SENTENCES.items()
    if command != "test-clipboard"  # of another page than the main one
}
_BY_NAME["space"] = "tick"  # as the guide's text writes it
_KEY = "|".join(map(re.escape, sorted(_BY_NAME, key=len, reverse=True)))
# Compiled for those who chose keys of their own.
_NAMED = rf"“[^”]*”|\((?P<keys>(?:{_KEY})(?: or (?:{_KEY}))*)\)"
