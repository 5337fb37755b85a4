"""`poolwalk take-over NAME`: what was decided on another deployment, recorded for this one too."""

from functools import partial

from migration.errors import BadInput
from migration.walk.decisions_taken_over import counted
from tui.command_line.answer_json import document_text
from tui.command_line.consent import ask, somebody_answers
from tui.command_line.invocation import Invocation
from tui.command_line.opening import opened, warn_of_the_record
from tui.command_line.output import Output
from tui.settings.sources import Sources, first_look
from widgets.text.decision_words import decision_lines
from widgets.text.plain_text import plain

RECORDED = 0


def take_over(invocation: Invocation, sources: Sources) -> int:
    """Show what can be taken over, record it after a yes, and give the exit code.

    Raises `PoolwalkError`.
    """
    if not invocation.yes and not somebody_answers():
        raise BadInput("Nobody is there to ask whether to take it over: add --yes to do it.")
    name = invocation.other
    output = Output(ascii_only=first_look(sources).ascii_only)
    with opened(sources, output, demo=invocation.demo) as session:
        walkthrough = session.walkthrough
        warn_of_the_record(output, walkthrough.state)
        found = session.run(partial(walkthrough.decisions.of, name))
        for line in decision_lines(found):
            output.note(f"  {line}")
        if counted(found)["taken"] and not invocation.yes:
            ask(f"Take this over from {plain(name)}?", "Nothing was taken over.", output)
        taken = walkthrough.decisions.take(name, found)
    counts = counted(taken)
    document = {
        "from": name,
        "decisions": [
            {
                "kind": decision.kind,
                "id": decision.id,
                "said": decision.said,
                "taken": not decision.why_not,
                "reason": decision.why_not or decision.remark,
            }
            for decision in taken
        ],
    }
    said = f"{counts['taken']} taken over from {plain(name)}, {counts['left']} not."
    output.answer(document_text(document) if invocation.json else said)
    return RECORDED
