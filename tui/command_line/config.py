"""`poolwalk config`: write config.toml, show what counts and where it comes from, say its path."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from migration.aws.crt import profiles
from migration.errors import BadInput, PoolwalkError
from tui.command_line.answer_json import document_text
from tui.command_line.consent import somebody_answers
from tui.command_line.invocation import Invocation
from tui.command_line.output import Output
from tui.settings.config_file import config_file
from tui.settings.one_option import Option
from tui.settings.options import BY_NAME, OPTIONS
from tui.settings.sources import Sources, gather
from tui.settings.template import config_text
from tui.spelling import did_you_mean, quoted
from widgets.text.plain_text import plain

DONE = 0
# What `init` asks for; the rest stands in the file as comments.
ASKED = ("profile", "region", "old_pool", "new_pool", "dashboard_url", "read_only", "theme")
_YES = {"y": True, "yes": True, "true": True, "n": False, "no": False, "false": False}

Ask = Callable[[str], str]


def config(invocation: Invocation) -> int:
    """Do one of the three and give the exit code. Raises `PoolwalkError`."""
    actions = {"path": _path, "show": _show, "init": _init}
    action = actions.get(invocation.action)
    if action is None:
        raise BadInput(
            f"“poolwalk config” does init, show or path, and not {quoted(invocation.action)}."
            f" {did_you_mean(invocation.action, actions)}"
        )
    return action(invocation)


def _path(invocation: Invocation) -> int:
    path = config_file()
    document = {"path": str(path), "exists": path.exists()}
    Output().answer(document_text(document) if invocation.json else str(path))
    return DONE


def _show(invocation: Invocation) -> int:
    from tui.settings.settings import load_settings

    sources = gather(invocation.options, demo=invocation.demo)
    settings = load_settings(sources)
    rows = [_row(option, sources, getattr(settings, option.name)) for option in OPTIONS]
    rows += _key_rows(sources)
    document = {"path": str(sources.path), "settings": rows}
    Output().answer(document_text(document) if invocation.json else "\n".join(_lines(rows)))
    return DONE


def _row(option: Option, sources: Sources, value: object) -> dict[str, Any]:
    where, _ = sources.winner(option)
    if isinstance(value, Path):
        value = str(value)
    return {"name": option.name, "value": value, "from": where, "default": option.default}


def _key_rows(sources: Sources) -> list[dict[str, Any]]:
    """The keys of one's own, by `keys.` and the command's id."""
    if not sources.file.get("keys"):
        return []
    from tui.settings.own_keys import default_keys, own_keys

    where, usual = f"[keys] in {sources.path}", default_keys()
    return [
        {"name": f"keys.{name}", "value": keys, "from": where, "default": usual[name]}
        for name, keys in own_keys(sources).items()
    ]


def _lines(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """A table, what was set first: a person looks for that."""
    given = [row for row in rows if row["from"]]
    others = [row for row in rows if not row["from"]]
    cells = [(row["name"], _words(row["value"]), f"from {row['from']}") for row in given]
    cells += [(row["name"], row["default"], "default") for row in others]
    widths = [max(len(cell[column]) for cell in cells) for column in range(2)]
    return [
        plain(f"{name:<{widths[0]}}  {value:<{widths[1]}}  {where}") for name, value, where in cells
    ]


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _init(invocation: Invocation) -> int:
    path = config_file()
    if os.path.lexists(path):
        raise BadInput(
            f"{path} is there already: change it by hand (“poolwalk config show” says what counts),"
            " or move it away first."
        )
    output = Output()
    suggested = _suggested()
    if invocation.yes:
        chosen = suggested
    elif somebody_answers():
        chosen = _asked(suggested, output, _from_terminal(output))
    else:
        raise BadInput("Nobody is there to ask: add --yes to take what is suggested.")
    _hold(chosen)
    _write(path, config_text(chosen))
    if chosen.get("read_only") and not invocation.yes:
        output.note(
            "\nPoolwalk writes nothing until you take read_only out of it, or say --no-read-only."
        )
    document = {"path": str(path), "settings": chosen}
    output.answer(document_text(document) if invocation.json else f"Written: {path}")
    return DONE


def _suggested() -> dict[str, object]:
    """What this machine tells: the profile that is in use or the only one, and its region."""
    known = profiles()
    used = os.environ.get("AWS_PROFILE") or os.environ.get("AWS_DEFAULT_PROFILE") or ""
    name = used or (next(iter(known)) if len(known) == 1 else "")
    region = (
        os.environ.get("AWS_REGION")
        or os.environ.get("AWS_DEFAULT_REGION")
        or known.get(name, {}).get("region", "")
    )
    # Looking comes before writing: whoever means to write says so.
    found: dict[str, object] = {"profile": name, "region": region, "read_only": True}
    return {setting: value for setting, value in found.items() if value}


def _known(name: str) -> str:
    """What of a setting's values this machine has; empty where it knows none."""
    known = [one for one in profiles() if one.isprintable()] if name == "profile" else []
    return f" There are here: {', '.join(known)}." if known else ""


def _asked(suggested: Mapping[str, object], output: Output, ask: Ask) -> dict[str, object]:
    output.note("Enter takes what stands in brackets; “-” leaves it to the default.")
    chosen: dict[str, object] = {}
    for name in ASKED:
        option = BY_NAME[name]
        output.note(f"\n{option.about}{_known(name)}")
        while True:
            said = ask(f"{name} [{_words(suggested.get(name, option.default))}]: ").strip()
            value = _answered(option, said, suggested)
            try:
                _hold({**chosen, **({} if value is None else {name: value})})
            except BadInput:
                output.note(f"{quoted(said)} does not do: it must be {option.allowed}.")
                continue
            if value is not None:
                chosen[name] = value
            break
    return chosen


def _answered(option: Option, said: str, suggested: Mapping[str, object]) -> object:
    """What an answer chooses; None: nothing, so the default counts."""
    if said == "-":
        return None
    if not said:
        return suggested.get(option.name)
    return said if option.metavar else _YES.get(said.lower(), said)


def _from_terminal(output: Output) -> Ask:
    def ask(question: str) -> str:
        output.note(question)
        line = sys.stdin.readline()
        if not line:
            raise PoolwalkError("Nothing was written.")
        return line

    return ask


def _hold(chosen: Mapping[str, object]) -> None:
    """Hold values to what they may be. Raises `BadInput`."""
    from tui.settings.settings import load_settings

    load_settings(Sources({}, {}, chosen, config_file()))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise PoolwalkError(f"{path} cannot be written: {error.strerror}.") from None
