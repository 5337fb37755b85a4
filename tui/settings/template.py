"""config.toml as it is written for a person: every setting with what it is for.

What was chosen stands as a line, all else as a comment with its default.
"""

from collections.abc import Iterator, Mapping
from textwrap import wrap

from tui.settings.one_option import LOOK, PARTS, TABLES, Option
from tui.settings.options import OPTIONS

_WIDTH = 98


def config_text(chosen: Mapping[str, object]) -> str:
    """The whole file. `chosen` are values by setting's name: texts, numbers, switches, lists."""
    lines = [
        "# Poolwalk's settings. An option on the command line wins over a POOLWALK_… variable, and",
        "# that over this file. “poolwalk config show” says what counts, and where it comes from.",
    ]
    for part in PARTS:
        lines += ["", f"# --- {part} ---"]
        for option in OPTIONS:
            if option.part == part:
                lines += _setting(option, chosen)
    lines += ["", "# --- Tables ---"]
    for name, about in TABLES.items():
        lines += ["", *(f"# {line}" for line in _wrapped(about)), f"# [{name}]"]
    return "\n".join(lines) + "\n"


def toml_value(value: object) -> str:
    """A value as TOML writes it. Raises `ValueError` for a control character, which none needs."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    text = str(value)
    if not text.isprintable():
        message = "a control character"
        raise ValueError(message)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _wrapped(text: str) -> list[str]:
    return wrap(text, _WIDTH, break_on_hyphens=False)


def _setting(option: Option, chosen: Mapping[str, object]) -> Iterator[str]:
    yield ""
    yield from (f"# {line}" for line in _wrapped(option.about))
    if option.name in chosen:
        yield f"{option.name} = {toml_value(chosen[option.name])}"
    else:
        yield f"# {option.name} = {_example(option)}"


def _example(option: Option) -> str:
    if not option.metavar:
        return "true"
    if option.repeats:
        return "[]"
    if option.default.isdecimal():
        return option.default
    said = option.default if option.part == LOOK or "-" in option.default else ""
    return f'"{said}"'
