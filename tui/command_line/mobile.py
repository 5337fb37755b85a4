"""`poolwalk mobile FILE`: an app's own file beside what it should hold. It writes nothing."""

from collections.abc import Iterator

from migration.mobile.app_file_comparison import AppComparison, KeyCheck, KeyVerdict
from tui.command_line.answer_json import document_text
from tui.command_line.invocation import Invocation
from tui.command_line.opening import opened, warn_of_the_record
from tui.command_line.output import Output
from tui.settings.sources import Sources, first_look
from widgets.text.plain_text import plain

SAME, FAILED, DIFFERS = 0, 1, 2
MARKS = {
    KeyVerdict.SAME: "✓",
    KeyVerdict.DIFFERS: "✗",
    KeyVerdict.MISSING: "✗",
    KeyVerdict.UNKNOWN: "?",
}


def mobile(invocation: Invocation, sources: Sources) -> int:
    """Compare a file and give the exit code. Raises `PoolwalkError`."""
    output = Output(ascii_only=first_look(sources).ascii_only)
    with opened(sources, output, demo=invocation.demo, attached=False) as session:
        unread = warn_of_the_record(output, session.walkthrough.state)
        compared = session.walkthrough.pages.app_file(invocation.app_file)
    output.answer(_json(compared) if invocation.json else "\n".join(_lines(compared)))
    if unread:
        return FAILED
    return SAME if compared.same else DIFFERS


def _json(compared: AppComparison) -> str:
    keys = [
        {
            "field": key.field,
            "holds": key.holds,
            "should_hold": key.should_hold,
            "verdict": key.verdict,
            "reason": key.reason,
        }
        for key in compared.keys
    ]
    document = {
        "file": compared.path,
        "step": compared.step,
        "keys": keys,
        "remarks": compared.remarks,
    }
    return document_text(document)


def _lines(compared: AppComparison) -> Iterator[str]:
    for remark in compared.remarks:
        yield f"! {plain(remark)}"
    for key in compared.keys:
        yield from _key(key)


def _key(key: KeyCheck) -> Iterator[str]:
    yield f"{MARKS[key.verdict]} {plain(key.field)}: {plain(key.holds) or 'nothing'}"
    if key.should_hold and key.should_hold != key.holds:
        yield f"    should hold {plain(key.should_hold)}"
    if key.reason:
        yield f"    {plain(key.reason)}"
