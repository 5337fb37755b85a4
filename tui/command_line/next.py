"""`poolwalk next`: the one thing that is next. It writes nothing."""

from migration.walk.next_things.order import next_thing
from migration.walkthrough import Walkthrough
from tui.command_line.answer_json import document_text, next_json
from tui.command_line.answer_text import head, next_line
from tui.command_line.invocation import Invocation
from tui.command_line.opening import opened, warn_of_the_record
from tui.command_line.output import Output
from tui.settings.sources import Sources, first_look

TOLD, FAILED = 0, 1


def tell_next(invocation: Invocation, sources: Sources) -> int:
    """Say it and give the exit code. Raises `PoolwalkError`."""
    output = Output(ascii_only=first_look(sources).ascii_only)
    with opened(sources, output, demo=invocation.demo) as session:
        unread = warn_of_the_record(output, session.walkthrough.state)
        output.answer((_json if invocation.json else _text)(session.walkthrough))
        return FAILED if unread else TOLD


def _text(walkthrough: Walkthrough) -> str:
    thing = next_thing(walkthrough.pages.now())
    return "\n".join([*head(walkthrough.state.online()), "", next_line(thing)])


def _json(walkthrough: Walkthrough) -> str:
    document = {
        "deployment": walkthrough.state.online().document,
        "next": next_json(next_thing(walkthrough.pages.now())),
    }
    return document_text(document)
