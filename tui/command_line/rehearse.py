"""`poolwalk rehearse`: the whole walk on throw-away copies of both pools, in the same account."""

from datetime import UTC, datetime

from migration.aws.vocabulary import aws_vocabulary
from migration.errors import BadInput
from migration.journal.state_folder import state_folder
from migration.rehearsal.left_copies import clean, left_behind
from migration.rehearsal.options import Options
from migration.rehearsal.own_texts import own_texts
from migration.rehearsal.register import Register
from migration.rehearsal.rehearsal import Rehearsal
from migration.rehearsal.result import Doing, Result, Told
from migration.rehearsal.sendable_result import sendable
from tui.command_line.answer_json import document_text
from tui.command_line.answer_text import head
from tui.command_line.consent import ask, somebody_answers
from tui.command_line.interruption import Interruptible
from tui.command_line.invocation import Invocation
from tui.command_line.opening import built, opened, progress
from tui.command_line.output import Output
from tui.settings.sources import Sources, first_look
from widgets.text.plain_text import plain
from widgets.text.rehearsal_words import Row, result_rows, rows_of

AS_PREDICTED, FAILED, OTHERWISE, INCOMPLETE, INTERRUPTED = 0, 1, 3, 4, 130
_NOT_WITH_CLEAN = ("keep", "probe", "with_sms", "with_stack")


def rehearse(invocation: Invocation, sources: Sources) -> int:
    """Rehearse, or clean up, and give the exit code. Raises `PoolwalkError`."""
    output = Output(ascii_only=first_look(sources).ascii_only)
    if invocation.clean:
        for name in _NOT_WITH_CLEAN:
            if getattr(invocation, name):
                flag = f"--{name.replace('_', '-')}"
                message = f"--clean only takes copies away: leave out {flag}, or leave out --clean."
                raise BadInput(message)
        return _clean(invocation, sources, output)
    _check_somebody_answers(yes=invocation.yes)
    with opened(sources, output, demo=invocation.demo, attached=False) as session:
        session.run(session.walkthrough.reader.read_attached)
        return _rehearse(invocation, session, output)


def _check_somebody_answers(*, yes: bool) -> None:
    if not yes and not somebody_answers():
        raise BadInput(
            "Nobody is there to ask, and a rehearsal makes user pools of its own, and deletes them"
            " again: add --yes."
        )


def _rehearse(invocation: Invocation, session: Interruptible, output: Output) -> int:
    walkthrough = session.walkthrough
    options = Options(invocation.with_sms, invocation.with_stack, invocation.probe, invocation.keep)

    def tell(told: Told) -> None:
        if isinstance(told, Doing):
            progress(output, f"{told.share:4.0%} {told.sentence}")
            return
        for row in rows_of(told):
            output.note(_line(row))

    rehearsal = Rehearsal(walkthrough, _now, options, tell)
    online = walkthrough.state.online()
    announced = rehearsal.announcement()
    output.note("\n".join([*head(online), *announced.lines, *announced.beside]))
    if not invocation.yes:
        ask("Rehearse in this account?", "Nothing was made.", output)
    session.stops.append(rehearsal.stop)
    try:
        with session.writing():
            result = session.run(rehearsal.run)
    except KeyboardInterrupt:
        for sentence in left_behind(walkthrough.state.request, online, _now()):
            output.warn(sentence)
        raise
    if invocation.json:
        at_aws = not online.endpoint
        words = aws_vocabulary()
        own = own_texts(walkthrough.state, words)
        document = sendable(result, words, own, online.region, at_aws=at_aws)
        output.answer(document_text(document))
    else:
        output.answer("\n".join(map(_line, result_rows(result))))
    return _exit_code(result, kept=invocation.keep)


def _exit_code(result: Result, *, kept: bool) -> int:
    if result.stopped:
        return INTERRUPTED
    if result.left and not kept:
        return FAILED
    if result.otherwise:
        return OTHERWISE
    return INCOMPLETE if result.incomplete else AS_PREDICTED


def _clean(invocation: Invocation, sources: Sources, output: Output) -> int:
    with built(sources, demo=invocation.demo) as (session, prompt):
        walkthrough = session.walkthrough
        progress(output, "Connecting …")
        session.run(lambda: walkthrough.connect(prompt.ask))
        with session.writing():
            left = session.run(
                lambda: clean(walkthrough, _now, lambda said: progress(output, said))
            )
        register = Register(state_folder(walkthrough.state.request.state_folder))
        still = register.left_of(walkthrough.state.online())
        document = {"left": list(left), "gone": not still}
        text = "\n".join(left) or "No copy of a rehearsal is left here."
        output.answer(document_text(document) if invocation.json else plain_lines(text))
        return FAILED if still else AS_PREDICTED


def plain_lines(text: str) -> str:
    """Lines as a terminal may show them."""
    return "\n".join(plain(line) for line in text.splitlines())


def _line(row: Row) -> str:
    mark, _, text = row
    return f"{mark} {text}"


def _now() -> datetime:
    return datetime.now(UTC)
