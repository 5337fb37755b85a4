"""What changes would do, in a person's words, before a yes; and why a setting is not tried."""

from collections.abc import Mapping, Sequence

from migration.changes.change import Change, Edit, plain
from migration.changes.edit_words import becoming
from migration.changes.edit_words import in_words as value_in_words
from migration.changes.skill_preview import linking_lines
from migration.changes.write_report import GROUP, Preview
from migration.compare.irreversible import harm_of
from migration.compare.login_page_look import LOGO_MEMBER
from migration.compare.member_names import in_words, label_of
from migration.compare.open_values import open_value
from migration.compare.setting import Kind, Setting
from migration.compare.setting_state import SettingState
from migration.secret import Secret


def preview_of(
    changes: Sequence[Change], settings: Mapping[str, Setting], *, practice: bool = False
) -> Preview:
    """What the changes would do, in a person's words; secrets as dots.

    `practice`: of a made-up company, of which everything is known.
    """
    lines: list[str] = []
    clients = [_client(change, settings) for change in changes]
    for change, client in zip(changes, clients, strict=True):
        if client:
            lines.append(f"{GROUP}The new client that replaces {client}")
        # The picture has a line of its own where it is what is asked for.
        pictured = any(settings[edit.setting].member == LOGO_MEMBER for edit in change.edits)
        for edit in change.edits:
            hidden = {} if pictured else change.hidden
            lines += _lines(edit, settings[edit.setting], hidden, practice=practice)
    ids = tuple(id_ for change in changes for id_ in change.settings)
    made = [settings[id_] for id_ in ids if not settings[id_].path]
    irreversible = any(settings[id_].irreversible for id_ in ids)
    applied = settings[ids[0]].label if len(ids) == 1 else f"{len(ids)} settings"
    title = (
        f"Make {' and '.join(str(setting.wanted) for setting in made)}"
        if made
        else f"Apply {applied}"
    )
    harms = dict.fromkeys(filter(None, (harm_of(settings[id_]) for id_ in ids)))
    # What is unset by a write, and what lasts of it, is told before a yes.
    tells = bool(made) or any(change.target.kind is Kind.SKILL for change in changes)
    return Preview(
        title,
        tuple(lines),
        irreversible,
        ids,
        harm="; ".join(harms),
        creates=tells,
        reversal="" if irreversible else _reversal(made, changes),
        changes=tuple(changes),
    )


def _reversal(made: Sequence[Setting], changes: Sequence[Change]) -> str:
    """How what can be taken back is taken back; of a skill its own lines say it."""
    if any(change.target.kind is Kind.SKILL for change in changes):
        return ""
    if len(made) != 1:
        return "It can be taken back (u)."
    return f"It can be taken back (u): {made[0].wanted} is then deleted from the new pool again."


def _client(change: Change, settings: Mapping[str, Setting]) -> str:
    """The app client that a change is of, by its old name; empty where it is of none."""
    return next((settings[edit.setting].client for edit in change.edits), "")


def _lines(
    edit: Edit, setting: Setting, hidden: Mapping[str, Secret], *, practice: bool
) -> list[str]:
    if setting.target is not None and setting.target.kind is Kind.SKILL:
        return list(linking_lines(edit, setting, hidden, practice=practice))
    if edit.item:
        return [f"{in_words(setting.member)}: add {edit.item}"]
    if setting.member == LOGO_MEMBER:
        return [f"{setting.label}: the picture that was taken is sent"]
    if edit.path:
        again = [f"{label_of(name)}: sent along" for name in hidden]
        return [
            f"{setting.label}: {becoming(edit.path[-1], edit.seen, edit.wanted)}",
            *again,
        ]
    lines = []
    for name, value in {
        **_flat(open_value("", plain(edit.wanted, reveal=False))),
        **{key: str(value) for key, value in hidden.items()},
    }.items():
        lines.append(f"{_made_of(name)}: {value_in_words(value)}")
    return [*lines, setting.reason] if setting.reason else lines


def _made_of(name: str) -> str:
    """A member of what is made, in words: a provider's details are what it is made of."""
    words = in_words(name.removeprefix("ProviderDetails."))
    return words if " " in words or "_" in words else label_of(words)


def _flat(value: Mapping[str, object]) -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, item in value.items():
        if isinstance(item, Mapping):
            flat.update({f"{name}.{key}": inner for key, inner in item.items()})
        else:
            flat[name] = item
    return flat


def skipped_reason(setting: Setting | None) -> str:
    """Why a setting that somebody asked for is not tried."""
    if setting is None:
        return "there is no such setting: `poolwalk plan --json` lists their ids"
    if setting.state is SettingState.UNREAD:
        return f"could not be read: {setting.reason}"
    if setting.blocked:
        return setting.blocked
    if not setting.to_do:
        why = setting.reason if setting.state is SettingState.EXPECTED else ""
        return f"nothing to do: it is {setting.state.value}{f' ({why})' if why else ''}"
    return "Poolwalk does not write this"
