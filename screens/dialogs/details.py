"""One value, whole.

What the old pool has, what the new one should have, and what it has, with the differences marked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widget import Widget

from migration.compare.member_names import in_words
from migration.compare.open_values import open_value
from migration.compare.setting import Setting, Value
from migration.guide.page import Fact, PasteValue, Side
from screens.dialogs.dialog import ReadingDialog
from widgets.panes.text_pane import TextPane
from widgets.text.differences import Marked, are_alike, mark_differences
from widgets.text.line import Line, Span, line, merged, wrap_sentence
from widgets.text.marks import setting_mark, setting_words
from widgets.text.plain_text import chop_at_words, plain, plain_lines
from widgets.text.row_values import advice_on, whole_columns
from widgets.text.shown_values import HIDES_AFTER, is_secret, whole
from widgets.text.step_page import needed

_NONE = -1


@dataclass(frozen=True)
class Part:
    """One of the values shown, under its name; `member` is AWS's name of it, where it has one."""

    name: str
    value: Value
    missing: str = "nothing"
    member: str = ""

    @property
    def hides(self) -> bool:
        """Whether a part of it is not shown before it is revealed."""
        return is_secret(self.value) or self._open != self.value

    @property
    def _open(self) -> Value:
        opened: Value = open_value(self.member, self.value)
        return opened

    def text(self, *, revealed: bool) -> str:
        """The value as it stands in the dialog."""
        return whole(self.value if revealed else self._open, revealed=revealed)


def parts_of(row: Setting | Fact | PasteValue, sides: tuple[Side, Side]) -> tuple[Part, ...]:
    """The values of a row: the wanted one only where it is not simply the old one."""
    if isinstance(row, PasteValue):
        return (Part(row.field, row.value, needed(row)),)
    # Nobody says of what a row shows in short that it is right.
    whole_of = isinstance(row, Setting) and row.acceptable
    values = (row.old, row.new) if whole_of else whole_columns(row)
    old, new = (
        Part(side.name, value, member=row.member) for side, value in zip(sides, values, strict=True)
    )
    if (
        isinstance(row, Setting)
        and not row.new_pool_alone
        and row.wanted is not None
        and row.wanted not in (row.old, row.new)
    ):
        return old, Part("Should become", row.wanted, member=row.member), new
    return old, new


class Copy(Protocol):
    """Puts a value on the person's clipboard; one that `hides` is kept like a secret."""

    def __call__(self, value: Value, name: str, *, hides: bool) -> None:
        """Copy it, or say why not."""
        ...


class DetailsDialog(ReadingDialog[None]):
    """Every value whole and wrapped; Tab chooses the one that `c` copies.

    Of secrets `m` reveals the chosen one; of addresses what each hides, so that they can be
    compared.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "leave", "Close"),
        Binding("tab,right,l", "choose(1)", "Next value"),
        Binding("shift+tab,left,h", "choose(-1)", "Previous value"),
        Binding("c", "copy", "Copy"),
        Binding("m", "reveal", "Reveal"),
    ]

    def __init__(
        self,
        row: Setting | Fact | PasteValue,
        parts: Sequence[Part],
        chosen: int,
        copy: Copy,
    ) -> None:
        self._row = row
        self._parts = tuple(parts)
        self._has_secret = any(is_secret(part.value) for part in parts)
        self._chosen = min(chosen, len(self._parts) - 1)
        self._copy = copy
        self._revealed = _NONE  # the number of the part for which that was asked
        self._covering: Timer | None = None
        title = row.field if isinstance(row, PasteValue) else row.label
        if isinstance(row, Setting) and row.item:
            title = in_words(row.member)  # the element itself stands below, whole
        secret = " · m reveals" if any(part.hides for part in self._parts) else ""
        several = "Tab chooses · " if len(self._parts) > 1 else ""
        super().__init__(title, f"{several}c copies{secret} · ↑ ↓ scroll · Enter closes")

    def content(self) -> Iterable[Widget]:
        """What is known of the row, then each value."""
        yield TextPane(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        lines = _about(self._row, width) if isinstance(self._row, Setting) else []
        marked = self._marked()
        for number, part in enumerate(self._parts):
            chosen = number == self._chosen
            lead = "▸ " if chosen and len(self._parts) > 1 else "  "
            if len(self._parts) > 1:
                lines.append(
                    line(
                        Span(lead, "accent"),
                        Span(plain(part.name), "title-active" if chosen else "title"),
                    )
                )
            if part.value is None:
                lines.append(line("  ", Span(plain(part.missing), "faint")))
            else:
                lines += [line("  ", *spans) for spans in wrap_marked(marked[number], width - 2)]
            lines.append(Line())
        return lines[:-1]

    def _marked(self) -> list[Marked]:
        texts = [part.text(revealed=self._shows(n)) for n, part in enumerate(self._parts)]
        unmarked: list[Marked] = [[(text, False)] for text in texts]
        compared = isinstance(self._row, Setting) and not any(
            part.value is None or is_secret(part.value) for part in self._parts[-2:]
        )
        if not compared or not are_alike(*texts[-2:]):
            return unmarked
        return [*unmarked[:-2], *mark_differences(texts[-2], texts[-1])]

    def _shows(self, number: int) -> bool:
        """Whether what a part hides is shown."""
        return self._revealed != _NONE and (not self._has_secret or number == self._revealed)

    def action_choose(self, by: int) -> None:
        """Choose another value as the one to copy."""
        if len(self._parts) == 1:
            self.remark("There is one value alone.")
            return
        self._chosen = (self._chosen + by) % len(self._parts)
        self._reveal(_NONE)

    def action_copy(self) -> None:
        """Copy the chosen value."""
        part = self._parts[self._chosen]
        self._copy(part.value, part.name, hides=part.hides)

    def action_reveal(self) -> None:
        """Show the chosen secret for a while, or cover it."""
        if not self._parts[self._chosen].hides:
            self.say("Nothing is hidden in this value.")
            return
        self._reveal(_NONE if self._revealed == self._chosen else self._chosen)

    def _reveal(self, number: int) -> None:
        if self._covering is not None:
            self._covering.stop()
        self._covering = (
            None if number == _NONE else self.set_timer(HIDES_AFTER, lambda: self._reveal(_NONE))
        )
        self._revealed = number
        self.query_one(TextPane).redraw()


def _about(setting: Setting, width: int) -> list[Line]:
    mark, role = setting_mark(setting)
    lines = [line(Span(f"{mark} ", role), Span(setting_words(setting)))]
    for sentence in (setting.blocked, setting.reason, advice_on(setting)):
        lines += [
            line(Span(f"  {text}", "faint"))
            for text in wrap_sentence(sentence, width - 2)
            if sentence
        ]
    if setting.to_write:
        lines += [
            line(Span(f"  {text}", "faint"))
            for text in chop_at_words(f"poolwalk apply --setting {setting.id}", width - 2)
        ]
    return [*lines, Line()]


def wrap_marked(parts: Marked, width: int) -> list[tuple[Span, ...]]:
    """A marked text, whole, in lines of at most `width` cells, broken between words if possible.

    Its own line ends stay, and everything invisible is spelled out.
    """
    width = max(width, 2)  # a wide character has to fit
    own: list[list[Span]] = [[]]
    for part, differs in parts:
        first, *rest = plain_lines(part)
        role = "changed" if differs else ""
        own[-1].append(Span(first, role))
        own += [[Span(text, role)] for text in rest]
    return [tuple(merged(piece)) for spans in own for piece in _broken(spans, width)]


def _broken(spans: Sequence[Span], width: int) -> Iterator[list[Span]]:
    """One line of spans, in lines of at most `width` cells."""
    left = [span for span in spans if span.text]
    for text in chop_at_words("".join(span.text for span in left), width):
        room, taken = len(text), list[Span]()
        while room:
            span = left.pop(0)
            taken.append(Span(span.text[:room], span.role))
            if span.text[room:]:
                left.insert(0, Span(span.text[room:], span.role))
            room -= len(taken[-1].text)
        yield taken
