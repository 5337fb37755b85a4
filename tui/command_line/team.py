"""`poolwalk team create|status|join|leave`: the record that several people share."""

import sys
from collections.abc import Callable, Iterable

from migration.errors import BadInput
from migration.journal.entries import Entry
from migration.walk.team_record import WILL_MAKE, Moved, TeamStatus
from migration.walkthrough import Walkthrough
from tui.command_line.answer_json import document_text
from tui.command_line.consent import ask
from tui.command_line.invocation import Invocation
from tui.command_line.opening import built, progress
from tui.command_line.output import Output
from tui.settings.sources import Sources, first_look
from tui.spelling import did_you_mean
from widgets.text.plain_text import plain, short_who

DONE = 0
Told = tuple[str, dict[str, object]]


def team(invocation: Invocation, sources: Sources) -> int:
    """Do what was asked of the team's record, and give the exit code. Raises `PoolwalkError`."""
    actions: dict[str, Callable[[Walkthrough, Output], Told]] = {
        "create": lambda walkthrough, output: _create(walkthrough, output, yes=invocation.yes),
        "status": lambda walkthrough, _: _status(walkthrough.team.status()),
        "join": _join,
        "leave": _leave,
    }
    action = actions.get(invocation.action)
    if action is None:
        raise BadInput(
            f"There is no “poolwalk team {plain(invocation.action)}”."
            f" {did_you_mean(invocation.action, actions)}"
        )
    if invocation.action == "create" and not invocation.yes and not sys.stdin.isatty():
        raise BadInput("Nobody is there to ask, and team create makes a table: add --yes.")
    output = Output(ascii_only=first_look(sources).ascii_only)
    with built(sources, demo=invocation.demo) as (session, prompt):
        walkthrough = session.walkthrough
        table = walkthrough.team.table
        progress(output, f"Connecting, for the record in {table} …")
        session.run(lambda: walkthrough.connect(prompt.ask))
        with session.writing():
            said, document = session.run(lambda: action(walkthrough, output))
    output.answer(document_text(document) if invocation.json else said)
    return DONE


def _create(walkthrough: Walkthrough, output: Output, *, yes: bool) -> Told:
    state = walkthrough.state
    name, deployment = state.request.team_table, state.online()
    where = f"account {deployment.account}, {deployment.region}"
    lines = "\n".join(f"  · {line}" for line in WILL_MAKE)
    output.note(plain(f"The DynamoDB table {name} in {where}:") + f"\n{lines}")
    if not yes:
        ask("Make it?", "Nothing was made.", output)
    made = walkthrough.team.create(lambda words: progress(output, words))
    said = f"The table {name} is {'made' if made else 'there already'}, and takes a record."
    todo = f'Everybody sets team_table = "{name}" in config.toml, and runs “poolwalk team join”.'
    return _shown([said, todo]), {"table": name, "made": made}


def _status(status: TeamStatus) -> Told:
    count = f"{status.entries} entr{'y' if status.entries == 1 else 'ies'}"
    lines = [f"The team's record in {status.table}: {count}."]
    lines += [
        f"  {short_who(member.who)}: last {member.last.at:%Y-%m-%d %H:%M} UTC, {_what(member.last)}"
        for member in status.members
    ]
    lines += [f"{sentence}." for sentence in status.at_work]
    lines += [
        f"{sentence}, and that program has ended: the next “poolwalk plan” asks AWS what became of"
        " it."
        for sentence in status.left
    ]
    if not status.at_work and not status.left:
        lines.append("Nothing is under way.")
    if status.own:
        lines.append(
            f"This machine's own record has {status.own} that the team's lacks: “poolwalk team"
            " join” brings them."
        )
    document: dict[str, object] = {
        "table": status.table,
        "entries": status.entries,
        "members": [
            {
                "who": member.who,
                "at": member.last.at.isoformat(),
                "kind": member.last.kind.value,
                "step": member.last.step,
            }
            for member in status.members
        ],
        "at_work": list(status.at_work),
        "left": list(status.left),
        "own": status.own,
    }
    return _shown(lines), document


def _shown(lines: Iterable[str]) -> str:
    return "\n".join(plain(line) for line in lines)


def _what(entry: Entry) -> str:
    step = f", step {entry.step}" if entry.step else ""
    return f"{entry.kind.value}{step}"


def _join(walkthrough: Walkthrough, output: Output) -> Told:
    moved = walkthrough.team.join(lambda words: progress(output, words))
    said = f"{_brought(moved)} brought to the team's table."
    if moved.file is None:
        said = "This machine has no record of its own: you work with the team's from now on."
    else:
        said += f" The file is set aside as {moved.file}."
    if moved.foreign_key:
        said += (
            " Secrets in it have fingerprints of this machine's own key, which match nothing in the"
            " team's: what you accepted of secrets is asked once more."
        )
    return plain(said), _document(walkthrough, moved)


def _leave(walkthrough: Walkthrough, output: Output) -> Told:
    moved = walkthrough.team.leave(lambda words: progress(output, words))
    said = (
        f"{_brought(moved)} brought to {moved.file}; the table stays as it is. Leave --team-table"
        " and team_table out from now on."
    )
    return plain(said), _document(walkthrough, moved)


def _brought(moved: Moved) -> str:
    return f"{moved.brought} entr{'y was' if moved.brought == 1 else 'ies were'}"


def _document(walkthrough: Walkthrough, moved: Moved) -> dict[str, object]:
    return {
        "table": walkthrough.state.request.team_table,
        "brought": moved.brought,
        "file": str(moved.file) if moved.file else None,
    }
