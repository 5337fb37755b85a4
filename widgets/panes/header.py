"""The lines at the top: which deployment, who, how far, and whether anything can be written.

They are on screen at every size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from widgets.panes.drawing import DrawnLines
from widgets.text.distinct_cuts import from_difference
from widgets.text.line import Line, Span, cells_of
from widgets.text.plain_mode import is_plain
from widgets.text.plain_text import cut, plain, short_who
from widgets.text.progress_forms import counted_forms, number_forms, progress_bar
from widgets.text.rehearsal_summary import rehearsal_forms

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.guide.tally import Tally
    from migration.journal.rehearsal_record import RehearsalRecord
    from migration.pools.reading import Deployment, PoolRef

TALL = 165  # cells: below that the pools stand on a line each, and every count beside them
_SHORT_LEADS = ("Old ", "New ")
SHORT_NAME = 6  # cells of a pool's name, at least
SHORT_BARS = (10, 5)  # cells, where one for each step has no room


@dataclass(frozen=True)
class HeaderFacts:
    """What the header tells. `activity`: what goes on or is waited for, "reading…"."""

    deployment: Deployment | None = None
    progress: Tally | None = None
    read_only: bool = False
    locked: bool = False  # protected: written from an approved plan, or once its name was typed
    profile: str = ""
    activity: str = ""
    demo: bool = False
    choosing: bool = False  # which deployment is meant
    failed: bool = False  # to open the deployment
    rehearsed: RehearsalRecord | None = None  # the walk on throw-away copies, the last time


class Header(DrawnLines):
    """The deployment and the progress, and both pools.

    In two lines where there is room, else each pool on a line of its own.
    """

    DEFAULT_CSS = "Header { height: 2; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._facts = HeaderFacts()
        self._width = TALL

    def show(self, facts: HeaderFacts) -> None:
        """Show a moment."""
        self._facts = facts
        self._share_lines()
        self.redraw()

    def fit(self, width: int) -> None:
        """Both pools stay on screen, on a line each where the terminal is narrow.

        And where a rehearsal was, and what it came to has no room beside them.
        """
        self._width = width
        self._share_lines()

    def _share_lines(self) -> None:
        _, *counted = self._rehearsed()
        has_room = not counted or _wanted(self._facts) + cells_of(counted[0]) + 4 <= self._width
        has_room = has_room and self._counts_have_room()
        # before one is chosen there are no pools
        self.set_class(self._facts.choosing, "-short")
        self.set_class(self._width < TALL or not has_room, "-tall")

    def _counts_have_room(self) -> bool:
        """Whether all that is left is told beside the deployment, which is not cut for it."""
        counted = self._facts.progress
        if counted is None:
            return True
        *_, whole, _, _ = number_forms(counted)
        place = cells_of(self._place(self._width))
        return place + cell_len(f" · {whole}") + cells_of(self._writable()) + 6 <= self._width

    @property
    def height_in_lines(self) -> int:
        """How many lines it takes."""
        return 1 if self.has_class("-short") else 3 if self.has_class("-tall") else 2

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        if self._facts.choosing:
            return [self._line(self._place, self._state(), width)]
        if self.size.height < 3:
            return [self._line(self._place, self._state(), width), self._both_pools(width)]
        found = self._facts.deployment
        return [
            self._line(self._place, self._rehearsed(), width),
            self._line(
                lambda room: _alone("Old ", found.old_pool, found.new_pool, room) if found else [],
                self._progress_in_words(),
                width,
            ),
            self._line(
                lambda room: _alone("New ", found.new_pool, found.old_pool, room) if found else [],
                self._progress_and_writable() or [self._writable()],
                width,
            ),
        ]

    def _line(
        self, left: Callable[[int], list[Span]], right: Sequence[tuple[Span, ...]], width: int
    ) -> Line:
        """What stands at the left.

        And the fullest form of what stands at the right that leaves it whole.
        """
        wanted = cells_of(left(width))
        tail = next((form for form in right if wanted + cells_of(form) + 4 <= width), right[-1])
        spans = left(width - cells_of(tail) - 4)
        padding = " " * (width - 2 - cells_of(spans) - cells_of(tail))
        return Line((Span(" "), *spans, Span(padding), *tail, Span(" ")))

    def _place(self, room: int) -> list[Span]:
        name = Span("Poolwalk demo  " if self._facts.demo else "Poolwalk  ", "title")
        found = self._facts.deployment
        if found is None:
            told = "not logged in" if self._facts.failed else "logging in to AWS…"
            if self._facts.choosing:
                told = "several deployments"
            return [name, Span(cut(told, room - len(name.text)))]
        parts = [self._facts.profile, found.account, found.region, short_who(found.who)]
        text = " · ".join(plain(part) for part in parts if part)
        # Nobody takes an emulator for production: where there is little room, the rest is cut.
        endpoint = f" · {plain(found.endpoint.removeprefix('http://'))}" if found.endpoint else ""
        return [
            name,
            Span(cut(text, max(room - len(name.text) - cell_len(endpoint), 12))),
            Span(endpoint, "warning"),
        ]

    def _writable(self) -> tuple[Span, ...]:
        if self._facts.deployment is None:
            return ()
        if self._facts.read_only:
            return (Span("READ-ONLY", "warning"),)
        if self._facts.locked:
            return (Span("PROTECTED", "warning"),)
        return (Span("read-write", "faint"),)

    def _progress_and_writable(self) -> list[tuple[Span, ...]]:
        """A bar beside whether anything can be written."""
        counted = self._facts.progress
        if counted is None or is_plain(self):
            return []
        bars = (counted.steps, *SHORT_BARS)
        return [(*progress_bar(counted, cells), Span(" "), *self._writable()) for cells in bars]

    def _progress_in_words(self) -> list[tuple[Span, ...]]:
        if self._facts.progress is None:
            return [()]
        counted, busy = self._facts.progress, self._busy()
        forms = [(*busy, Span(form)) for form in counted_forms(counted)]
        if busy:  # what goes on is said at any width: the numbers stand in the list of steps, too
            forms += [(*busy, Span(f"{counted.done} of {counted.steps} steps")), busy[:1]]
        return forms

    def _progress_with_bar(self) -> list[tuple[Span, ...]]:
        """The same after a bar with a cell for each step, where there is room."""
        counted, words = self._facts.progress, self._progress_in_words()
        if counted is None or is_plain(self):
            return words
        bars = [(*self._busy(), *progress_bar(counted, of)) for of in (counted.steps, *SHORT_BARS)]
        told = counted_forms(counted)
        return [*((*bar, Span(f" {form}")) for form in told for bar in bars), *words]

    def _busy(self) -> tuple[Span, ...]:
        return (Span(self._facts.activity, "accent"), Span("  ")) if self._facts.activity else ()

    def _state(self) -> list[tuple[Span, ...]]:
        """Progress and whether anything can be written, from the fullest form to the shortest."""
        if self._facts.deployment is None:
            return [()]
        return [(*form, Span(" · "), *self._writable()) for form in self._progress_with_bar()]

    def _rehearsed(self) -> list[tuple[Span, ...]]:
        """What the last rehearsal came to, from the fullest form to the shortest."""
        return rehearsal_forms(self._facts.rehearsed, words=is_plain(self))

    def _both_pools(self, width: int) -> Line:
        """Both pools, and beside them what the last rehearsal came to: they come first."""
        found = self._facts.deployment
        if found is None:
            return Line()
        pools = (_pool(found.old_pool), _pool(found.new_pool))
        wanted = _wanted(self._facts)
        forms = self._rehearsed()
        tail = next((form for form in forms if wanted + cells_of(form) + 4 <= width), forms[-1])
        spans = _both(*pools, width - 2 - cells_of(tail) - (2 if tail else 0))
        padding = " " * (width - 2 - cells_of(spans) - cells_of(tail))
        return Line((Span(" "), *spans, Span(padding), *tail, Span(" ")))


def _pool(pool: PoolRef) -> str:
    """The id first: it is what tells pools apart when a name is cut."""
    return f"{plain(pool.id)} {plain(pool.name)}"


def _alone(lead: str, pool: PoolRef, other: PoolRef, room: int) -> list[Span]:
    """A pool on a line of its own: of a long name the part that the other one has not."""
    room -= cell_len(lead)
    name = room - cell_len(plain(pool.id)) - 1
    if cell_len(_pool(pool)) <= room or name < SHORT_NAME:
        return [Span(lead, "faint"), Span(cut(_pool(pool), max(room, 1)))]
    own = from_difference(plain(pool.name), plain(other.name), name)
    return [Span(lead, "faint"), Span(f"{plain(pool.id)} {own}")]


def _wanted(facts: HeaderFacts) -> int:
    """The cells of both pools beside each other."""
    found = facts.deployment
    pools = () if found is None else (_pool(found.old_pool), _pool(found.new_pool))
    return sum(map(cell_len, (*pools, *_SHORT_LEADS))) + 3


def _both(old: str, new: str, room: int) -> list[Span]:
    """Both pools beside each other, in as many words as there is room for."""
    from migration.guide.page import NEW_SIDE, OLD_SIDE

    room -= 3
    for leads in ((f"{OLD_SIDE.head}  ", f"{NEW_SIDE.head}  "), _SHORT_LEADS):
        if sum(map(cell_len, (old, new, *leads))) <= room:
            break
    old = cut(old, max(room - sum(map(cell_len, (new, *leads))), room // 3))
    new = cut(new, room - sum(map(cell_len, (old, *leads))))
    return [
        Span(leads[0], "faint"),
        Span(old),
        Span("   "),
        Span(leads[1], "faint"),
        Span(new),
    ]
