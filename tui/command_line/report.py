"""`poolwalk report`: what was done, by whom and when, what is left, and the verdict, to hand on."""

from datetime import UTC, datetime

from migration.errors import BadInput
from migration.report.forms import Form, report_text
from migration.report.report_file import refuse_a_taken_name, write_report
from tui.command_line.invocation import Invocation
from tui.command_line.opening import opened, progress, warn_of_the_record
from tui.command_line.output import Output
from tui.settings.sources import Sources, first_look
from tui.spelling import did_you_mean, quoted
from widgets.text.plain_text import plain

_BY_ENDING = {"html": Form.HTML, "htm": Form.HTML, "json": Form.JSON}
TOLD = 0


def report(invocation: Invocation, sources: Sources) -> int:
    """Write it, to standard output or a new file, and give the exit code.

    Raises `PoolwalkError`, also where the record cannot be read: there is no report without it.
    """
    form = _form(invocation)
    if invocation.out:
        refuse_a_taken_name(invocation.out)
    output = Output(ascii_only=first_look(sources).ascii_only)
    with opened(sources, output, demo=invocation.demo) as session:
        walkthrough = session.walkthrough
        if not walkthrough.state.record_unread:
            warn_of_the_record(output, walkthrough.state)
        progress(output, "Writing the report …")
        text = report_text(walkthrough, form, datetime.now(UTC), redact=invocation.redact)
        if invocation.out:
            output.answer(plain(str(write_report(invocation.out, text))))
        else:
            output.document(text.rstrip("\n"))
    return TOLD


def _form(invocation: Invocation) -> Form:
    """What was asked for; else what the file's name says, and else Markdown."""
    given = invocation.format
    if given and given not in set(Form):
        message = f"There is no format {quoted(given)}. {did_you_mean(given, Form)}"
        raise BadInput(message)
    if invocation.json:
        if given not in {"", Form.JSON}:
            raise BadInput(f"--json and --format {given} are two formats: leave one of them out.")
        return Form.JSON
    ending = invocation.out.rpartition(".")[2].lower()
    return Form(given) if given else _BY_ENDING.get(ending, Form.MARKDOWN)
