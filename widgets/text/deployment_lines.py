"""A named deployment in lines: how far it is, who was there last, what is next."""

from collections.abc import Iterator

from migration.guide.tally import settings_to_do
from migration.journal.deployment_overview import LastReading, Overview
from widgets.text.line import Line, Span, line, sentence_lines
from widgets.text.plain_text import plain, short_who
from widgets.text.record_words import minute

_UNDER = "  "


def deployment_lines(overview: Overview, width: int, *, protected: bool, read: bool) -> list[Line]:
    """Its name with how far it is, then what is known of it; `read` after that was read."""
    found = overview.reading
    how_far = (
        f"{found.done} of {found.steps} steps done · {settings_to_do(found.to_do)}"
        if found is not None
        else ("not known" if overview.problem else "never opened here")
        if read
        else "…"
    )
    spans = [Span(plain(overview.name), "strong"), Span(f"  {how_far}")]
    if protected:
        spans.append(Span("  protected", "warning"))
    lines = [line(*spans, row=overview.name)]
    for text, role in _told(overview):
        lines += sentence_lines(_UNDER, text, width, role)
    return [Line(each.spans, overview.name) for each in lines]


def _of_the_team(found: LastReading) -> Iterator[str]:
    """What was known of a record that others write to as well."""
    if found.last_at is not None:
        last = f"{short_who(found.last_who)}, {minute(found.last_at)}"
        yield f"Last in the team's record, as of then: {last}"
    yield (
        f"The team may have gone on since {found.at:%Y-%m-%d}: its record (table {found.table}) is"
        " read once you open it"
    )


def _told(overview: Overview) -> list[tuple[str, str]]:
    found, told = overview.reading, list[tuple[str, str]]()
    if found is not None:
        place = " · ".join(part for part in (found.account, found.region, found.endpoint) if part)
        told.append((f"{place} · {found.old_pool} → {found.new_pool}", "faint"))
        told.append((f"Read last {minute(found.at)} by {short_who(found.who)}", "faint"))
    if overview.last is not None:
        since = f"; {overview.since} in the record since that reading" if overview.since else ""
        last = overview.last
        told.append(
            (f"Last in the record: {short_who(last.who)}, {minute(last.at)}{since}", "faint")
        )
    if found is not None and found.table:
        told += [(text, "faint") for text in _of_the_team(found)]
    if overview.problem:
        told.append((f"Its record cannot be read: {overview.problem}", "warning"))
    if found is not None:
        then = "Next, as of then" if overview.since or found.table else "Next"
        told.append((f"{then}: {found.next}", ""))
    return told
