"""A run over several settings: one write for each resource, in order.

When a write fails, the settings that needed it are not tried.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from migration.changes.change import Change
from migration.changes.preview import skipped_reason
from migration.changes.write_report import Result, WriteReport
from migration.changes.writer import Writer
from migration.compare.comparison import in_one_go
from migration.compare.member_names import setting_in_words
from migration.compare.setting import Setting
from migration.errors import StateUnusable

STOPPED = "not tried: stopped"
UNRECORDABLE = "not tried: nothing can be recorded"


def writable_and_skipped(
    settings: Sequence[Setting], ids: Sequence[str]
) -> tuple[tuple[Setting, ...], tuple[Result, ...]]:
    """The settings that this run can write, in order, and the others of those asked for.

    Each of the others comes with the reason why it is skipped.
    """
    known = {setting.id: setting for setting in settings}
    chosen = in_one_go(settings, ids)
    skipped = tuple(
        Result(id_, skipped_reason(known.get(id_)))
        for id_ in dict.fromkeys(ids)
        if id_ not in chosen
    )
    return tuple(known[id_] for id_ in chosen), skipped


def carry_out(changes: Sequence[Change], writer: Writer) -> WriteReport:
    """Write the changes one after the other and account for every setting of theirs."""
    report = WriteReport()
    for number, change in enumerate(changes):
        if writer.stopped():
            later = [id_ for other in changes[number:] for id_ in other.settings]
            report += WriteReport(skipped=untried(later, STOPPED))
            break
        applied = {result.id for result in report.applied}
        own = set(change.settings)
        unmet = {
            edit.setting: [need for need in edit.needs if need not in applied | own]
            for edit in change.edits
        }
        ready = tuple(edit for edit in change.edits if not unmet[edit.setting])
        report += WriteReport(
            skipped=tuple(
                Result(id_, f"not tried: {why[0]} did not come through", untried=True)
                for id_, why in unmet.items()
                if why
            )
        )
        if not ready:
            continue
        writer.progress(
            "Writing"
            f" {', '.join(setting_in_words(edit.setting) for edit in ready[:2])}"
            f"{' …' if len(ready) > 2 else ''}"
        )
        try:
            report += writer.write(replace(change, edits=ready))
        except StateUnusable as error:
            unsent = [edit.setting for edit in ready]
            later = [id_ for other in changes[number + 1 :] for id_ in other.settings]
            report += WriteReport(
                failed=tuple(Result(id_, f"nothing was sent: {error}") for id_ in unsent),
                skipped=untried(later, UNRECORDABLE),
            )
            break
    return report


def untried(ids: Iterable[str], why: str) -> tuple[Result, ...]:
    """Settings whose turn never came."""
    return tuple(Result(id_, why, untried=True) for id_ in ids)
