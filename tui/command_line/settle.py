"""`poolwalk settle`: a person's dated reason, for the verdict on the old pool."""

from migration.guide.left_in_old_pool import who_stays
from migration.walkthrough import Walkthrough
from tui.command_line.answer_json import document_text
from tui.command_line.invocation import Invocation
from tui.command_line.opening import opened
from tui.command_line.output import Output
from tui.settings.sources import Sources, first_look
from widgets.text.plain_text import plain

KEPT = 0
USERS, CLIENT = "users", "client/"  # with the new client's name or id after it


def settle(invocation: Invocation, sources: Sources) -> int:
    """Keep a reason in the record, or take it back, and give the exit code.

    Raises `PoolwalkError` where there is nothing to settle, and where nothing can be recorded.
    """
    output = Output(ascii_only=first_look(sources).ascii_only)
    with opened(sources, output, demo=invocation.demo, attached=False) as session:
        walkthrough = session.walkthrough
        said = (
            _withdrawn(walkthrough, invocation.what)
            if invocation.withdraw
            else _kept(walkthrough, invocation.what, invocation.reason)
        )
    document = {
        "settled": invocation.what,
        "reason": invocation.reason,
        "withdrawn": invocation.withdraw,
    }
    output.answer(document_text(document) if invocation.json else said)
    return KEPT


def _kept(walkthrough: Walkthrough, what: str, reason: str) -> str:
    if what == USERS:
        walkthrough.reasons.settle_users(reason)
        return f"{who_stays(walkthrough.state.reading)}: it may be deleted, you say."
    if what.startswith(CLIENT):
        name = walkthrough.reasons.settle_client(what.removeprefix(CLIENT), reason)
        return f"Nobody uses {plain(name)}, you say. It counts until somebody tries to."
    finding = walkthrough.reasons.explain_check(what, reason)
    found = f"{finding.verdict.word}: “{plain(finding.sentence)}”"
    return f"{plain(what)} is explained, {found}. It counts as long as the check finds the same."


def _withdrawn(walkthrough: Walkthrough, what: str) -> str:
    if what == USERS:
        walkthrough.reasons.unsettle_users()
        return "Why the old pool may go without its users is taken back."
    if what.startswith(CLIENT):
        name = walkthrough.reasons.unsettle_client(what.removeprefix(CLIENT))
        return f"Why nobody uses {plain(name)} is taken back."
    walkthrough.reasons.withdraw_explanation(what)
    return f"{plain(what)} is not explained any more."
