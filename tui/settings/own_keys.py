"""Keys of one's own: the table [keys] of config.toml, held to what there is.

[keys]
undo = "ctrl+u"
next-thing = ["n", "f8"]
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from migration.errors import BadInput
from tui.settings.sources import Sources
from tui.spelling import did_you_mean, quoted
from widgets.commands.all_pages import EVERYWHERE
from widgets.commands.command import Command
from widgets.text.own_keys import shown_key

TABLE = "keys"
# A terminal's own: whatever a person chooses, these go on to leave and to stop the program.
KEPT = ("ctrl+c", "ctrl+z")
# What a terminal's answers go on with behind their ESC: on a line that tears them, such a character
# comes by itself, and nobody pressed it.
OF_ANSWERS = frozenset(
    {
        *{"left_square_bracket", "right_square_bracket", "underscore", "circumflex_accent"},
        *{"P", "X", "O"},
    }
)
_WRITTEN = {"esc": "escape", "pgup": "pageup", "pgdn": "pagedown", "return": "enter"}
_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
_NAMED = {str(key.value) for key in Keys}


def default_keys() -> dict[str, str]:
    """The keys of every command of every page where nothing is chosen, by its id."""
    return {command.id: command.keys for page in EVERYWHERE.values() for command in page}


def own_keys(sources: Sources) -> dict[str, str]:
    """The chosen keys by command's id, as Textual's keymap takes them.

    Raises `BadInput` for a command or a key that there is not, and for a key that two commands of
    one page would have.
    """
    table = sources.file.get(TABLE, {})
    where = f"[{TABLE}] in {sources.path}"
    known = {command.id: command for commands in EVERYWHERE.values() for command in commands}
    chosen: dict[str, str] = {}
    for name, given in table.items():
        if name not in known:
            raise BadInput(
                f"{where} has {quoted(name)}, and there is no such command."
                f" {did_you_mean(name, known, 'docs/keys.md lists them.')}"
            )
        keys = [_key(name, key, where) for key in _as_list(name, given, where)]
        keys += [key for key in known[name].keys.split(",") if key in KEPT and key not in keys]
        chosen[name] = ",".join(keys)
    for commands in EVERYWHERE.values():
        _hold_apart(commands, chosen, where)
    return chosen


def _as_list(name: str, given: object, where: str) -> Sequence[str]:
    keys = [given] if isinstance(given, str) else given
    if not isinstance(keys, list) or not keys or not all(isinstance(key, str) for key in keys):
        raise BadInput(f'{name} in {where} must be a key such as "ctrl+u", or a list of such.')
    return keys


def _key(name: str, given: str, where: str) -> str:
    key = key_name(given)
    if not key:
        raise BadInput(
            f"{name} in {where} is {quoted(given)}, which is no key: write one character, or a name"
            " such as space, enter, f5 or ctrl+u."
        )
    if key in KEPT:
        raise BadInput(
            f"{name} in {where} is {quoted(given)}, which a terminal needs to leave or to stop the"
            " program: choose another key."
        )
    if key in OF_ANSWERS:
        raise BadInput(
            f"{name} in {where} is {quoted(given)}, with which answers of terminals begin: on a bad"
            " line one would come that nobody pressed. Choose another key."
        )
    return key


def key_name(given: str) -> str:
    """Textual's name of a key, as a person or Textual writes it; empty: there is none."""
    if len(given) == 1:
        return _of_character(given)
    *modifiers, last = given.replace("-", "+").split("+")
    modifiers = [modifier.lower() for modifier in modifiers]
    last = _of_character(last) if len(last) == 1 else _WRITTEN.get(last.lower(), last.lower())
    if modifiers and len(last) == 1:
        last = last.lower()
    names = _NAMED | {"space", "full_stop", "comma", "slash", "question_mark", "exclamation_mark"}
    known = last in names or (len(last) == 1 and last.isalnum())
    return "+".join([*modifiers, last]) if known and set(modifiers) <= _MODIFIERS else ""


def _of_character(character: str) -> str:
    import unicodedata

    if character.isalnum():
        return character
    if not character.isprintable():
        return ""
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _hold_apart(commands: Iterable[Command[Any]], chosen: Mapping[str, str], where: str) -> None:
    """Hold the commands of one page to keys of their own. Raises `BadInput`."""
    taken: dict[str, Command[Any]] = {}
    commands = list(commands)
    for command in commands:
        for key in chosen.get(command.id, command.keys).split(","):
            other = taken.setdefault(key, command)
            if other is not command and {other.id, command.id} & chosen.keys():
                raise BadInput(
                    f"{where} gives {shown_key(key)} to {command.id} and to {other.id} on one page:"
                    " give one of them another key as well."
                )
