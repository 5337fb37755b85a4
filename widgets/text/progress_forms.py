"""How far the walk has come, for the header: in as many words as there is room for, and a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.text.line import Span

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.guide.tally import Tally


def counted_forms(counted: Tally) -> tuple[str, ...]:
    """From the fullest form to the shortest.

    Of each comes first the form that says what is to accept, where there is room for it.
    """
    named, told = number_forms(counted, named=True), number_forms(counted)
    return tuple(dict.fromkeys(form for both in zip(named, told, strict=True) for form in both))


def number_forms(counted: Tally, *, named: bool = False) -> list[str]:
    """How far the walk has come, in numbers; `named` says what is to accept.

    What a person does not act on goes first, and nothing to do before what is left to accept or
    waited for.
    """
    from migration.guide.tally import settings_to_do
    from migration.number_words import number_of

    left = counted.left
    steps, to_do = f"{counted.done} of {counted.steps} steps", settings_to_do(left.to_do)
    beside = [f"{left.blocked} blocked"] if left.blocked else []
    accept = number_of(left.to_accept, "difference") if named else str(left.to_accept)
    beside += [f"{accept} to accept"] if left.to_accept else []
    others = [counted.others_in_words] if counted.others else []
    left_out = [counted.left_out_in_words] if counted.not_applicable else []
    told = [
        [f"{steps} done", to_do, *beside, *others, *left_out],
        [steps, to_do, *beside, *others, *left_out],
        [steps, to_do, *beside, *others],
        *([[steps, *others]] if others and not (left.to_do or beside) else []),
        [steps, to_do, *beside],
        *([[steps, *beside]] if beside and not left.to_do else []),
        [steps, to_do],
        [steps],
    ]
    return [" · ".join(form) for form in told]


def progress_bar(counted: Tally, cells: int) -> tuple[Span, Span]:
    """How much of the way is gone: never full before all of it is, nor empty once some is."""
    full = round(cells * counted.done / counted.steps) if counted.steps else 0
    if counted.done:
        full = min(max(full, 1), cells - (counted.done < counted.steps))
    return Span("█" * full, "accent"), Span("░" * (cells - full), "faint")
