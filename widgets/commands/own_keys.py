"""The keys of commands as they are now, a person's own ones first, and how a key is written.

Bindings follow them by Textual's keymap; all that shows a key asks here. Textual is not loaded.
"""

from collections.abc import Mapping

_chosen: dict[str, str] = {}


def use_keys(keys: Mapping[str, str]) -> None:
    """From now on these keys are shown, by command's id; of all others those of the table."""
    _chosen.clear()
    _chosen.update(keys)


def keys_of(command: str, otherwise: str) -> tuple[str, ...]:
    """The keys of a command by Textual's names: those that were chosen, or `otherwise`."""
    return tuple(_chosen.get(command, otherwise).split(","))


def shown_keys(command: str, otherwise: str) -> tuple[str, ...]:
    """The same as a person reads them."""
    return tuple(shown_key(key) for key in keys_of(command, otherwise))


def shown_key(key: str) -> str:
    """Textual's name of a key as a person reads it."""
    *modifiers, name = key.split("+")
    name = _CHARACTERS.get(name, name)
    parts = [
        *(modifier.capitalize() for modifier in modifiers),
        _SHOWN.get(name, name.upper() if modifiers or _is_function_key(name) else name),
    ]
    return "-".join(parts)


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
    **{"question_mark": "?", "exclamation_mark": "!", "slash": "/", "full_stop": "."},
}
