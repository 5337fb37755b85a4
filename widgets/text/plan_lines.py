"""A kept plan in lines: who made and approved it, and how each of its settings stands now."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby

from migration.journal.plan_record import Signature
from migration.plans.standing import PlannedSetting, Standing
from migration.walk.plans import OpenPlan
from widgets.text.line import Line, Span, line, sentence_lines
from widgets.text.plain_text import cut, plain, short_who

LONGEST = 72  # cells of one value; apply and the page of details give it whole
MARKS = {
    Standing.AS_PLANNED: ("▸", "accent"),
    Standing.ALREADY: ("✓", "ok"),
    Standing.CHANGED: ("~", "differs"),
    Standing.IN_THE_WAY: ("⊘", "faint"),
    Standing.NOT_COMPARABLE: ("?", "warning"),
}
WORDS = {
    Standing.AS_PLANNED: "as planned",
    Standing.ALREADY: "there already",
    Standing.CHANGED: "changed since",
    Standing.IN_THE_WAY: "in the way",
    Standing.NOT_COMPARABLE: "not comparable here",
}


def plan_lines(opened: OpenPlan, width: int, *, words: bool = False) -> list[Line]:
    """All of it in lines of at most `width` cells; `words` says each standing without a mark."""
    found = [part for lead, text, role in signed(opened) for part in _said(lead, text, role, width)]
    for step, settings in groupby(opened.settings, key=lambda one: one.step):
        found += [Line(), line(Span(f"Step {plain(step)}", "heading"))]
        for setting in settings:
            found += _setting(setting, width, words=words)
    return [*found, Line(), *sentence_lines("", counted(opened), width, "strong")]


def signed(opened: OpenPlan) -> Iterator[tuple[str, str, str]]:
    """Who made it and who approved it: a mark, the words, and the role of their colour."""
    made = opened.approvals.maker or opened.plan.made
    unknown = opened.approvals.maker is None
    said = "says the file alone; this record does not know it" if unknown else ""
    yield "", _by("Made", made, said), "warning" if unknown else ""
    counted_ = opened.approvals.counted
    for one in opened.approvals.known:
        own = "" if one in counted_ else "does not count: its maker's, or the maker is not known"
        yield (
            ("✓ " if one in counted_ else "? "),
            _by("Approved", one, own),
            ("ok" if one in counted_ else "warning"),
        )
    for one in opened.approvals.told:
        yield "? ", _by("Approved", one, "says the file alone, and does not count"), "warning"
    if opened.unapproved:
        yield "○ ", opened.unapproved, "todo"


def counted(opened: OpenPlan) -> str:
    """How many of its settings stand how, in a sentence."""
    counts = [
        f"{opened.count(standing)} {words}"
        for standing, words in WORDS.items()
        if opened.count(standing)
    ]
    settings = len(opened.settings)
    return f"{settings} setting{'' if settings == 1 else 's'}: {', '.join(counts)}."


def value_words(setting: PlannedSetting) -> str:
    """What it writes: before and after."""
    return f"{setting.before} → {setting.after}"


def _by(what: str, one: Signature, remark: str) -> str:
    return f"{what} by {short_who(one.who)}, {_moment(one.at)}{f' ({remark})' if remark else ''}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _said(lead: str, text: str, role: str, width: int) -> list[Line]:
    return sentence_lines(lead, text, width, role)


def _setting(setting: PlannedSetting, width: int, *, words: bool) -> list[Line]:
    mark, role = MARKS[setting.standing]
    lead = f"  {WORDS[setting.standing] if words else mark} "
    name, value = plain(setting.name), cut(plain(value_words(setting)), LONGEST)
    lines = sentence_lines(lead, f"{name}: {value}", width, role)
    if setting.reason:
        lines += sentence_lines("      ", setting.reason, width, "faint")
    return lines
