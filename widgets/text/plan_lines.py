"""A kept plan in lines: who made and approved it, and how each of its settings stands now."""

from collections.abc import Iterator
from itertools import groupby

from rich.cells import cell_len

from migration.compare.setting import setting_parts
from migration.journal.plan_record import Signature
from migration.number_words import number_of
from migration.plans.drift import Drift, PlannedSetting
from migration.walk.plans import OpenPlan
from widgets.text.line import Line, Span, line, sentence_lines
from widgets.text.plain_text import chop_at_words, cut, plain, plain_lines, short_who
from widgets.text.record_words import member_of, minute
from widgets.text.shown_values import NOTHING

MARKS = {
    Drift.AS_PLANNED: ("●", "accent"),  # in ASCII an arrow would look like the pointer
    Drift.ALREADY: ("✓", "ok"),
    Drift.CHANGED: ("~", "differs"),
    Drift.IN_THE_WAY: ("⊘", "faint"),
    Drift.NOT_COMPARABLE: ("?", "warning"),
}
WORDS = {
    Drift.AS_PLANNED: "as planned",
    Drift.ALREADY: "there already",
    Drift.CHANGED: "changed since",
    Drift.IN_THE_WAY: "in the way",
    Drift.NOT_COMPARABLE: "not comparable here",
}


def plan_lines(opened: OpenPlan, width: int, *, words: bool = False) -> list[Line]:
    """The plan in lines of at most `width` cells; with `words`, no mark says how a setting is."""
    found = [
        part
        for lead, text, role in signed(opened)
        for part in sentence_lines(lead, text, width, role)
    ]
    for (step, client), settings in groupby(opened.settings, key=_heading):
        heading = f"Step {step}" + (f" · {client}" if client != "-" else "")
        found += [Line(), line(Span(cut(plain(heading), width), "heading"))]
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
    return f"{number_of(settings, 'setting')}: {', '.join(counts)}."


def value_words(setting: PlannedSetting) -> str:
    """What it writes, in one line."""
    name = name_of(setting)
    if setting.item:
        return f"{name}: {'take away' if setting.after == NOTHING else 'add'} {setting.item}"
    if setting.members:
        return f"{name}: make it new"
    if setting.before == NOTHING:
        return f"{name}: {setting.after}"
    return f"{name}: {setting.before} → {setting.after}"


def name_of(setting: PlannedSetting) -> str:
    """What it is about: the member in words, or the resource that is made."""
    return setting.name if setting.members else member_of(setting.id)


def _heading(setting: PlannedSetting) -> tuple[str, str]:
    return setting.step, [*setting_parts(setting.id), "-", "-"][1]


def _by(what: str, one: Signature, remark: str) -> str:
    return f"{what} by {short_who(one.who)}, {minute(one.at)}{f' ({remark})' if remark else ''}"


def _setting(setting: PlannedSetting, width: int, *, words: bool) -> list[Line]:
    """A setting with its values whole: whoever approves them has to see them."""
    mark, role = MARKS[setting.drift]
    lead = f"  {WORDS[setting.drift] if words else mark} "
    text = value_words(setting)
    if cell_len(lead) + cell_len(plain(text)) <= width:
        lines = [line(Span(lead, role), Span(plain(text)))]
    else:
        lines = [line(Span(lead, role), Span(cut(f"{plain(name_of(setting))}:", width - 4)))]
        if setting.before != NOTHING:
            lines += _block("was ", setting.before, width, "faint")
        lines += _block("becomes " if setting.before != NOTHING else "", setting.after, width)
    for name, value in setting.members:
        lines += _block(f"{name}: ", value, width)
    if setting.reason:
        lines += sentence_lines("      ", setting.reason, width, role)
    return lines


def _block(lead: str, value: str, width: int, role: str = "") -> list[Line]:
    """A value of any length, its line ends as line ends; one that is replaced steps back."""
    first, *rest = plain_lines(f"{lead}{value}")
    return [
        line(Span(f"      {part}", role))
        for text in (first, *rest)
        for part in chop_at_words(text, max(width - 6, 2))
    ]
