"""The rehearsal's page in lines: where it is, what will be made, how far it is, what came of it."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from migration.pools.reading import Deployment
from migration.rehearsal.announcement import Announcement
from migration.rehearsal.result import (
    Doing,
    NotRehearsed,
    Result,
    Told,
    UnpredictedResource,
    WriteVerdict,
)
from widgets.text.large_letters import large
from widgets.text.line import WIDEST, Line, Span, cells_of, line, sentence_lines, wrap_sentence
from widgets.text.plain_text import cut, plain, wrap
from widgets.text.rehearsal_words import BAD, Row, result_rows, rows_of

_BAR = 40  # cells
_INDENT = 2
_APART = 3
_CHOSEN, _NOT_CHOSEN = "[x] ", "[ ] "

# The page's commands that switch an option, with the option and what it asks for.
OPTIONS: Mapping[str, tuple[str, str]] = {
    "with-text-messages": ("with_sms", "text messages, by production's SMS role"),
    "with-stack-update": ("with_stack", "the skills stack's update, by a change set"),
    "with-beliefs": ("probe", "ask on the copies what is believed of AWS"),
    "keep-copies": ("keep", "leave both copies standing for a day"),
}


def place_lines(
    deployment: Deployment, width: int, *, words: bool, ascii_only: bool = False
) -> list[Line]:
    """The account and the region in large letters: nobody rehearses in the wrong one."""
    account, region = plain(deployment.account), plain(deployment.region).upper()
    if words:
        lines = [line(Span(f"Account {account}, {region}", "title"))]
    else:
        drawn = [] if ascii_only else _large(_grouped(account), region, width)
        lines = drawn or _between_rules(account, region, width)
    if deployment.endpoint:
        endpoint = Span(cut(f"at {plain(deployment.endpoint)}", max(width, 1)), "warning")
        *others, last = lines
        room = width - cell_len(last.text) - _APART
        if room >= cell_len(endpoint.text):
            lines = [*others, line(*last.spans, Span(" " * _APART), endpoint)]
        else:
            lines.append(line(endpoint))
    return lines


def _large(account: str, region: str, width: int) -> list[Line]:
    """Beside each other where there is room, else below each other; nothing where there is none."""
    both = large(f"{account}  {region}"), (*large(account), *large(region))
    for drawn in both:
        if drawn and max(map(len, drawn)) <= width:
            return [line(Span(text, "title")) for text in drawn]
    return []


def _between_rules(account: str, region: str, width: int) -> list[Line]:
    text = f"{_grouped(account)}   {region}"
    rule = line(Span("━" * min(len(text) + 4, width), "rule"))
    return [rule, line(Span(f"  {cut(text, max(width - 2, 1))}", "title")), rule]


def _grouped(account: str) -> str:
    """An account's number in groups of four, as AWS's console writes it."""
    return " ".join(account[at : at + 4] for at in range(0, len(account), 4))


def left_lines(left: Sequence[str], key: str, width: int) -> list[Line]:
    """What an earlier rehearsal left, and the key that takes it away."""
    lines = [found for text in left for found in sentence_lines("! ", text, width - 1, "warning")]
    if lines:
        lines.append(
            line(
                Span(f"  {key} ", "key"),
                Span(cut("take them away now", max(width - cell_len(key) - 3, 1))),
            )
        )
    return lines


def announced_lines(
    announced: Announcement, keys: Mapping[str, str], width: int, last: str = ""
) -> list[Line]:
    """What will be made, what can be asked for beside it, and the key that says yes.

    `keys` are the keys of the page's commands by their ids, `last` what the last one came to.
    """
    lines = [
        line(Span(text))
        for sentence in announced.lines
        for text in wrap(sentence, min(width - 1, WIDEST))
    ]
    if last:
        lines.append(line(Span(cut(f"Last: {last}.", max(width - 1, 1)), "faint")))
    lines.append(Line())
    longest = max(len(keys[command]) for command in OPTIONS) + 1
    room = max(width - len(_CHOSEN) - longest, 1)
    for command, (name, said) in OPTIONS.items():
        chosen = getattr(announced.options, name)
        mark = Span(_CHOSEN, "accent") if chosen else Span(_NOT_CHOSEN, "faint")
        first, *more = wrap(f"{said}{_remark(announced, name)}", room)
        lines.append(line(mark, Span(keys[command].ljust(longest), "key"), Span(first)))
        lines += [line(Span(" " * (len(_CHOSEN) + longest)), Span(text)) for text in more]
    lead = " " * len(_CHOSEN)
    yes = Span(keys["begin-rehearsal"].ljust(longest), "key")
    lines.append(line(Span(lead), yes, Span(cut("rehearse it now", room), "strong")))
    return lines


def _remark(announced: Announcement, name: str) -> str:
    """What a person should know of an option that is not chosen, or has nothing to do."""
    needed, nothing = {
        "with_sms": (announced.sends_sms, "no pool sends any"),
        "with_stack": (announced.stack_update, "there is none to do"),
    }.get(name, (None, ""))
    if needed is None:
        return ""
    if not needed:
        return f" ({nothing})"
    return "" if getattr(announced.options, name) else " (else not rehearsed)"


def progress_lines(told: Sequence[Told], width: int, *, busy: bool, words: bool) -> list[Line]:
    """How far it is, and what is being done now."""
    doing = [one for one in told if isinstance(one, Doing)]
    if not busy or not doing:
        return []
    last = doing[-1]
    full = int(last.share * _BAR)
    share = f"{last.share:4.0%} "
    bar = (
        () if words else (Span("█" * full, "accent"), Span("░" * (_BAR - full), "faint"), Span(" "))
    )
    now = cut(plain(last.sentence), max(width - 1, 1))
    counted = _so_far(told)
    room = width - cell_len(share) - (0 if words else _BAR + 1)
    if cells_of(counted) > room:
        counted = ()
    return [line(*bar, Span(share), *counted), line(Span(now, "faint")), Line()]


def _so_far(told: Sequence[Told]) -> tuple[Span, ...]:
    """How many writes there were, and how many otherwise: those can be out of sight by now."""
    writes = [one for one in told if isinstance(one, WriteVerdict)]
    wrong = sum(not write.as_predicted for write in writes)
    wrong += sum(isinstance(one, UnpredictedResource) for one in told)
    if not writes:
        return ()
    good = Span(f" {sum(write.as_predicted for write in writes)} as predicted")
    return (good, Span(f", {wrong} otherwise", "error")) if wrong else (good,)


def told_lines(told: Sequence[Told], result: Result | None, problem: str, width: int) -> list[Line]:
    """What it came to, then what was otherwise, what was left out, and all the rest as it came."""
    lines: list[Line] = []
    if problem:
        lines += [line(Span(text, "error")) for text in wrap_sentence(problem, width - 1)]
    for row in result_rows(result) if result is not None else ():
        lines += _row(row, width)
    if lines:
        lines.append(Line())
    # The newest first while it goes on: it is what a person waits for.
    order = reversed(told) if result is None else sorted(told, key=_gravity)
    for one in order:
        for row in rows_of(one):
            lines += _row(row, width)
    return lines


def _gravity(told: Told) -> int:
    """What a person must see comes before what went well."""
    if any(row[:2] == BAD for row in rows_of(told)):
        return 0
    return 1 if isinstance(told, NotRehearsed) and told.needed else 2


def _row(row: Row, width: int) -> list[Line]:
    mark, look, text = row
    first, *rest = wrap(text, max(width - _INDENT - 1, 1)) or [""]
    return [
        line(Span(f"{mark} ", look), Span(first)),
        *(line(Span(" " * _INDENT), Span(more)) for more in rest),
    ]
