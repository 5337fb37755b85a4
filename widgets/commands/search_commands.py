"""The commands that find: what is next over all steps, and what holds a word."""

from widgets.commands.command import Command, Section
from widgets.commands.situation import Situation


def _with_page(at: Situation) -> bool:
    """Whether the deployment is known, so that a step is shown."""
    return at.page is not None


def _can_differ(at: Situation) -> bool:
    """Whether hiding what is the same changes what is shown, or is on."""
    return at.page is not None and (at.only_differences or bool(at.page.summary.settings))


SEARCH_COMMANDS: tuple[Command[Situation], ...] = (
    Command(
        "do-next",
        "full_stop",
        "Do what is next",
        "Go to what the line “Next” says, and do it; what is written is shown and asked for first,"
        " as a tick and a reason are; in a text that is to be read it pages down",
        Section.FIND,
        "",
        _with_page,
    ),
    Command(
        "next-thing",
        "n",
        "To the next thing",
        "To what the line “Next” says; pressed again, to the thing after it, over all steps",
        Section.FIND,
        "next",
        _with_page,
    ),
    Command(
        "previous-thing",
        "N",
        "To the thing before",
        "The one before this, over all steps",
        Section.FIND,
        "",
        _with_page,
    ),
    Command(
        "only-differences",
        "d",
        "Only differences",
        "Hide what is the same, or show it again",
        Section.FIND,
        "differences",
        _can_differ,
    ),
    Command(
        "filter",
        "slash",
        "Search",
        "The rows of all steps that hold what you type, as you type it; Enter goes there, Esc back",
        Section.FIND,
        "search",
        _with_page,
    ),
    Command(
        "zoom",
        "Z",
        "Zoom",
        "What to do has the whole right side, in every step, until you go to the rows or press it"
        " again",
        Section.FIND,
        "zoom",
        lambda at: at.text_cut or at.rows_hidden,
        hint_at=lambda at: at.zoom_hint,
        title_at=lambda at: "Zoom: show the rows again" if at.rows_hidden else "Zoom: What to do",
    ),
)
