"""`poolwalk tick`, `untick` and `leave-out`: what a person says of a step, as the keys keep it."""

from migration.errors import BadInput
from migration.guide.step import ALSO, EFFECTS
from migration.guide.step_files import load_steps
from migration.journal.entries import Entry
from migration.walk.checklist import Checklist
from tui.command_line.answer_json import document_text
from tui.command_line.invocation import Invocation
from tui.command_line.opening import opened, warn_of_the_record
from tui.command_line.output import Output
from tui.command_line.selection import check_step
from tui.settings.sources import Sources, first_look
from widgets.text.plain_text import plain

RECORDED = 0
SAID = {"tick": "done", "untick": "not-done", "leave-out": "not-applicable"}


def tick(invocation: Invocation, sources: Sources) -> int:
    """Record what was said and give the exit code.

    Raises `PoolwalkError` for a step or sub-point that there is not, for what cannot be said of it,
    and where nothing can be recorded.
    """
    step, slash, part = invocation.address.partition("/")
    check_step(step, load_steps())
    if not step or (slash and not part):
        raise BadInput("Name a step, such as 7a, or a sub-point of it, such as 7a/save.")
    if part and invocation.command == "leave-out":
        raise BadInput(f"A step is left out whole: “poolwalk leave-out {step}”.")
    if step in {ALSO, EFFECTS} and invocation.command == "leave-out":
        raise BadInput(
            f"“{step}” is no step of the guide's, and applies always: what it shows needs a reason"
            " row by row, which the app asks for (n)."
        )
    output = Output(ascii_only=first_look(sources).ascii_only)
    # What a rule of the guide leaves out is not ticked: all is read that such rules look at.
    with opened(sources, output, demo=invocation.demo) as session:
        walkthrough = session.walkthrough
        warn_of_the_record(output, walkthrough.state)
        checklist = walkthrough.checklist
        hour = walkthrough.pages.now().hour
        said, entry = _keep(checklist, invocation, step, part)
        if invocation.command == "tick":
            parts = [part] if part else [one.id for one in walkthrough.state.step(step).parts]
            for told in hour.before_the_tick(step, parts):
                output.note(plain(told))
        output.answer(_json(entry, checklist, invocation.command) if invocation.json else said)
    return RECORDED


def _keep(checklist: Checklist, invocation: Invocation, step: str, part: str) -> tuple[str, Entry]:
    """Record it, say so in a sentence, and give what was recorded."""
    named = plain(f"Step {step}" if not part else f"{step}/{part}")
    if invocation.command == "untick":
        entry = checklist.untick(step, part)
        return f"{named}: what was said of it is taken back.", entry
    if invocation.command == "leave-out":
        entry = checklist.not_applicable(step, invocation.reason)
        return f"{named} does not apply, you say: {plain(invocation.reason.strip())}.", entry
    day = invocation.day.strip()
    day = checklist.today() if day.lower() == "today" else day
    dated = [one.id for one in checklist.open_parts(step) if one.dated]
    if dated and not part and not day:
        raise BadInput(
            f"{named} has what happens on a day ({', '.join(dated)}): name it with --day, or tick"
            f" one by one, as in “poolwalk tick {step}/{dated[0]} --day {checklist.today()}”."
        )
    entry = checklist.tick(step, invocation.note, part=part, day=day)
    left = len(checklist.open_parts(step))
    rest = f" {left} of its step left." if part and left else ""
    return f"{named} is done, you say.{rest}", entry


def _json(entry: Entry, checklist: Checklist, command: str) -> str:
    step, _, part = entry.step.partition("/")
    document = {
        "step": step,
        "part": part,
        "said": SAID[command],
        "who": entry.who,
        "at": entry.at.isoformat(),
        "day": str(entry.body.get("day", "")),
        "note": str(entry.body.get("note", "")),
        "open": [one.id for one in checklist.open_parts(step)],
    }
    return document_text(document)
