"""A page that is there to be read: its text, and whether it was."""

from collections.abc import Sequence
from dataclasses import replace

from migration.guide.page import Page
from migration.guide.step import StepKind
from widgets.text.line import Line, Span, sentence_lines
from widgets.text.own_keys import key_of
from widgets.text.plain_text import plain, short_who
from widgets.text.reading_progress import TEXT_BEGIN, TEXT_END
from widgets.text.record_words import minute


def is_to_be_read(page: Page) -> bool:
    """Whether the page is there to be read, and nobody has."""
    return page.summary.step.kind is StepKind.READING and page.tick is None


def with_its_end(page: Page, text: Sequence[Line], width: int) -> list[Line]:
    """The text of such a page with a line below that says whether it was read; others as it is."""
    if page.summary.step.kind is not StepKind.READING or not text:
        return list(text)
    if page.tick is not None:
        told = f"Read to its end: {minute(page.tick.at)}, by {plain(short_who(page.tick.who))}"
        return [*text, Line(), *sentence_lines("✓ ", told, width, "ok")]
    said = f"Read as far as here? {key_of('tick')} says so."
    if page.verdict is not None:
        said += " Below: the verdict's reasons and a plan."
    end = [replace(one, row=TEXT_END) for one in sentence_lines("○ ", said, width)]
    first = replace(text[0], row=TEXT_BEGIN) if text[0].spans else Line((Span(" "),), TEXT_BEGIN)
    return [first, *text[1:], Line(), *end]
