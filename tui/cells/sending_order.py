"""The order in which pieces are sent: the fewer bytes lead from each to the next, the better."""

from collections.abc import Sequence
from itertools import groupby

from tui.cells.cell_looks import Looks
from tui.cells.jump import Place, Ways
from tui.cells.pieces import Piece

_MOST_BLOCKS = 32  # of which each is tried in each place
_MANY = 1 << 30  # more characters than any way takes


class Order:
    """Orders pieces for a screen of a size."""

    def __init__(self, looks: Looks, columns: int, rows: int) -> None:
        self._looks = looks
        self._ways = Ways(columns, rows)

    def shortest(
        self, pieces: Sequence[Piece], look: int | None, place: Place | None, then: Place | None
    ) -> Sequence[Piece]:
        """An order that takes few bytes, from a look and a place on; None: not known.

        `then` is where the cursor goes behind the last.
        """
        if len(pieces) < 2:
            return pieces
        seen = self._looks.on_blanks
        grounds = {seen(piece.look) for piece in pieces if not piece.blank}
        if look is not None:
            grounds.add(seen(look))
        free = [piece for piece in pieces if piece.blank and seen(piece.look) in grounds]
        bound = [piece for piece in pieces if not piece.blank or seen(piece.look) not in grounds]
        order = self._in_blocks(self._each_next(bound, look, place), look, place, then)
        self._put_in(order, free, look, place, then)
        return min(order, pieces, key=lambda known: self._bytes_for(known, look, place, then))

    def suits(self, piece: Piece, look: int | None) -> bool:
        """Whether a piece comes out right in a look."""
        if piece.look == look:
            return True
        seen = self._looks.on_blanks
        return piece.blank and look is not None and seen(look) == seen(piece.look)

    def _bytes_for(
        self, pieces: Sequence[Piece], look: int | None, place: Place | None, then: Place | None
    ) -> int:
        """How many characters it takes to move and to change the look in this order."""
        number = 0
        for piece in pieces:
            if piece.place != place:
                number += self._ways.number(place, piece.place)
            if not self.suits(piece, look):
                number += len(self._looks.change(look, piece.look))
                look = piece.look
            place = piece.place[0], piece.end
        return number + (self._ways.number(place, then) if then and then != place else 0)

    def _each_next(
        self, pieces: Sequence[Piece], look: int | None, place: Place | None
    ) -> list[Piece]:
        """Each next one is that to which the fewest bytes lead.

        One of the same look is, unless one of another begins where the cursor is.
        """
        groups: dict[int | None, list[Piece]] = {}
        for piece in pieces:
            groups.setdefault(piece.look, []).append(piece)
        beginning = {piece.place: piece for piece in pieces}
        order: list[Piece] = []
        while groups:
            cost, chosen = _MANY, None
            if look in groups:
                cost, chosen = self._nearest(groups[look], place)
            following = None if place is None else beginning.get(place)
            if following is not None and following.look != look:
                change = len(self._looks.change(look, following.look))
                if change <= cost:
                    cost, chosen = change, following
            if chosen is None:
                for other, group in groups.items():
                    assert other is not None
                    way, piece = self._nearest(group, place)
                    way += len(self._looks.change(look, other))
                    if way < cost:
                        cost, chosen = way, piece
            assert chosen is not None
            look, place = chosen.look, (chosen.place[0], chosen.end)
            order.append(chosen)
            group = groups[look]
            group.remove(chosen)
            if not group:
                del groups[look]
            del beginning[chosen.place]
        return order

    def _in_blocks(
        self, order: list[Piece], look: int | None, place: Place | None, then: Place | None
    ) -> list[Piece]:
        """The same, its blocks of one look moved to where each costs the least."""
        blocks = [list(block) for _, block in groupby(order, key=lambda piece: piece.look)]
        if not 2 < len(blocks) <= _MOST_BLOCKS:
            return order
        number, change = self._ways.number, self._looks.change
        begins = [(block[0].place, block[0].look) for block in blocks]
        ends = [((block[-1].place[0], block[-1].end), block[-1].look) for block in blocks]
        # What leads from a block to another: the last row is the start, the last column the end.
        costs = [
            [
                (0 if old == new else number(old, new))
                + (0 if last == first else len(change(last, first)))
                for new, first in begins
            ]
            + [number(old, then) if then else 0]
            for old, last in (*ends, (place, look))
        ]
        start = end = len(blocks)
        way = [start, *range(len(blocks)), end]
        moved = True
        while moved:
            moved = False
            for at in range(1, len(blocks) + 1):
                block, before, behind = way[at], way[at - 1], way[at + 1]
                saved = costs[before][block] + costs[block][behind] - costs[before][behind]
                rest = way[:at] + way[at + 1 :]
                to, least = 0, saved
                for index in range(len(blocks)):
                    old, new = rest[index], rest[index + 1]
                    longer = costs[old][block] + costs[block][new] - costs[old][new]
                    if longer < least:
                        to, least = index + 1, longer
                if to:
                    way = [*rest[:to], block, *rest[to:]]
                    moved = True
        return [piece for block in way[1:-1] for piece in blocks[block]]

    def _nearest(self, pieces: Sequence[Piece], place: Place | None) -> tuple[int, Piece]:
        whole = self._ways.whole
        if place is None:
            return min((whole(piece.place), piece) for piece in pieces)
        steps, along = self._ways.steps, self._ways.from_column(place[1])
        row = place[0]
        least, chosen = _MANY, pieces[0]
        for piece in pieces:
            other, column = piece.place
            cost = steps[other - row if other > row else row - other] + along[column]
            if cost < least:
                least, chosen = cost, piece
                if not cost:
                    break
        return min(least, whole(chosen.place)), chosen

    def _put_in(
        self,
        order: list[Piece],
        blanks: Sequence[Piece],
        look: int | None,
        place: Place | None,
        then: Place | None,
    ) -> None:
        """Put blanks where the way is the least longer, among those that their look allows."""
        seen, number = self._looks.on_blanks, self._ways.number
        places: list[Place | None] = [place, *((piece.place[0], piece.end) for piece in order)]
        grounds = [None if look is None else seen(look), *(seen(piece.look) for piece in order)]
        ways = [
            number(before, piece.place) if before != piece.place else 0
            for before, piece in zip(places, order, strict=False)
        ]
        ways.append(number(places[-1], then) if then else 0)
        for blank in blanks:
            ground, begin, end = seen(blank.look), blank.place, (blank.place[0], blank.end)
            least, at = _MANY, 0
            for index, before in enumerate(places):
                if grounds[index] != ground:
                    continue
                longer = 0 if before == begin else number(before, begin)
                if longer - ways[index] >= least:
                    continue
                follows = order[index].place if index < len(order) else then
                if follows is not None and follows != end:
                    longer += number(end, follows)
                longer -= ways[index]
                if longer < least:
                    least, at = longer, index
            follows = order[at].place if at < len(order) else then
            before = places[at]
            ways[at : at + 1] = [
                0 if before == begin else number(before, begin),
                0 if follows is None or follows == end else number(end, follows),
            ]
            places.insert(at + 1, end)
            grounds.insert(at + 1, ground)
            order.insert(at, blank)
