"""A step's page in "What to do": its text, its console, each value to paste, how it ended.

Every step's is drawn here, a new one's too, in `widgets/panes/guide_pane.py`; its settings above in
`settings_rows.py`. What stands on a page: `migration/guide/page.py`, from the step's file in
`assets/guide/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.cells import cell_len

from migration.guide.page import Confirmation, Page, PasteValue
from migration.guide.step import Step
from widgets.text.checklist import checklist_lines
from widgets.text.cut_over import cut_over_lines
from widgets.text.guide_text import guide_lines, inline
from widgets.text.line import Line, Span, line, sentence_lines, wrap_sentence, wrap_spans
from widgets.text.links import target
from widgets.text.own_keys import key_of
from widgets.text.plain_text import chop, fit_value, plain, wrap
from widgets.text.reading_progress import TEXT_BEGIN
from widgets.text.shown_values import in_a_row
from widgets.text.text_to_read import is_to_be_read, with_its_end
from widgets.text.ticks_and_checks import said_and_checked
from widgets.text.usage_summary import usage_summary
from widgets.text.verdict_lines import answer_lines, verdict_lines

VALUE_ADDRESS = "value:"  # before a value's field, in the address of its line


def value_address(value: PasteValue) -> str:
    """The address of a value's line within its page."""
    return f"{VALUE_ADDRESS}{value.field}"


def page_lines(page: Page, width: int, cell: str, *, revealed: str, words: bool) -> Sequence[Line]:
    """The page for a width in cells; `words` stand for signs in plain mode.

    `revealed` is the address of the one secret that is shown, `cell` the column of the cursor.
    """
    step = page.summary.step
    text = with_its_end(page, guide_lines(page.body or step.body, width), width)
    unread = is_to_be_read(page)  # then nothing stands above it
    parts = [
        _to_read(page, text, width) if unread else [],
        [
            line
            for warning in page.warnings
            for line in sentence_lines("", f"Note: {warning}", width, "warning")
        ],
        [] if page.cut_over else _hour(page, width),
        sentence_lines("", page.practice, width, "strong") if page.practice else [],
        said_and_checked(page, width, cell, one_column=words),
        _left_out(page, width),
        verdict_lines(page.verdict, width, words=words) if page.verdict else [],
        _usage(page, width, words=words),
        cut_over_lines(page.cut_over, width, "".join(page.hour), words=words),
        [] if unread else text,
        [*_console(page, width), *_spreads(step, width)],
        _values(page, width, cell, revealed),
        checklist_lines(page.summary.parts, width, cell),
        [
            line
            for confirmation in page.confirmations
            for line in _confirmation(confirmation, width)
        ],
    ]
    lines: list[Line] = []
    for part in parts:
        lines += _block(part)
    return lines[:-1]


def needed(value: PasteValue) -> str:
    """What has to come before a value that is not known yet."""
    return f"needs {value.needs}" if value.needs else "not known"


def _values(page: Page, width: int, cell: str, revealed: str) -> list[Line]:
    names = [plain(value.field) for value in page.values]
    label = max((cell_len(name) for name in names if cell_len(name) <= (width + 1) // 2), default=0)
    # Each stands on a line of its own where one has too little room beside its name; a secret that
    # is shown for a moment moves none of them.
    known = [in_a_row(value.value) for value in page.values if value.value is not None]
    below = any(cell_len(name) > label for name in names) or any(
        cell_len(text) > width - 2 - label for text in known
    )
    room = width - 2 - (0 if below else label)
    lines: list[Line] = []
    for value, name in zip(page.values, names, strict=True):
        row = value_address(value)
        if value.value is None:
            shown, role = wrap_sentence(needed(value), room), "faint"
        else:
            text = in_a_row(value.value, revealed=revealed == row)
            # Of addresses the ends differ.
            shown = chop(text, room) if revealed == row else [fit_value(text, room).rstrip()]
            role = "code"
        if below:
            lines += [line(Span(part, "strong"), row=row) for part in wrap(name, width)]
        for number, part in enumerate(shown):
            lead = name if number == 0 and not below else ""
            lead = lead.ljust(width - 2 - room) + "  "
            lines.append(line(Span(lead, "strong"), Span(part, role, cell), row=row))
        for told in filter(None, (value.use, value.why)):
            lines += sentence_lines("  ", told, width, "faint")
    return lines


def _block(lines: list[Line]) -> list[Line]:
    return [*lines, Line()] if lines else []


def _to_read(page: Page, text: Sequence[Line], width: int) -> list[Line]:
    """The text under the verdict's answer, whose reasons stand below it."""
    above = [*answer_lines(page.verdict, width), Line()] if page.verdict else []
    return [*(replace(one, row=TEXT_BEGIN) for one in above), *text]


def _hour(page: Page, width: int) -> list[Line]:
    roles = ("strong", *("" for _ in page.hour[1:]))
    return [
        line
        for told, role in zip(page.hour, roles, strict=False)
        for line in sentence_lines("", told, width, role)
    ]


def _left_out(page: Page, width: int) -> list[Line]:
    return (
        sentence_lines(
            "– ", f"Does not apply: {page.left_out}. If it does, say so (x).", width, "ok"
        )
        if page.left_out
        else []
    )


def _usage(page: Page, width: int, *, words: bool) -> list[Line]:
    if page.usage is None:
        return []
    lines = usage_summary(page.usage, page.watched, page.quiet_days, width, words=words)
    return [
        *lines,
        *sentence_lines("", f"{key_of('show-usage')} shows each client.", width, "faint"),
    ]


def _console(page: Page, width: int) -> list[Line]:
    if not page.console_url:
        return []
    name = plain(page.summary.step.console or "Console")
    if cell_len(page.console_url) > width:  # a broken one is not to be taken by the mouse
        name += f" ({key_of('copy-console-address')} copies its address)"
    return [
        Line(spans)
        for spans in wrap_spans(
            [
                Span(f"{name}  ", "strong"),
                Span(plain(page.console_url), "code", link=target(page.console_url)),
            ],
            width,
        )
    ]


def _spreads(step: Step, width: int) -> list[Line]:
    return (
        [Line(spans) for spans in wrap_spans(inline(f"Takes effect {step.spreads}."), width)]
        if step.spreads
        else []
    )


def _confirmation(confirmation: Confirmation, width: int) -> list[Line]:
    mark, role = {True: ("✓", "ok"), False: ("✗", "error"), None: ("?", "faint")}[
        confirmation.holds
    ]
    if confirmation.after and not confirmation.holds:
        text = f"Step {confirmation.after} comes later, and sees to this: {confirmation.text}"
        return sentence_lines("· ", text, width, "faint")
    return sentence_lines(f"{mark} ", confirmation.text, width, role)
