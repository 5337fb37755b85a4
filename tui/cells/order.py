"""The order in which pieces are sent: the fewer bytes lead from each to the next, the better."""

from collections.abc import Callable, Sequence

from tui.cells.jump import Place, bytes_for
from tui.cells.looks import Looks
from tui.cells.pieces import Piece

_MOST_CHOSEN = 96  # pieces of which each next one is chosen; that takes 3 ms


class Order:
    """Orders pieces for a screen with so many columns."""

    def __init__(self, looks: Looks, columns: int) -> None:
        self._looks = looks
        self._columns = columns

    def shortest(
        self, pieces: Sequence[Piece], look: int | None, place: Place | None
    ) -> Sequence[Piece]:
        """The best of three orders, from a look and a place on; None: not known."""
        orders = [pieces, sorted(pieces, key=self._of_looks(pieces, look))]
        if len(pieces) <= _MOST_CHOSEN:
            orders.append(self._each_next(pieces, look, place))
        return min(orders, key=lambda order: self._bytes_for(order, look, place))

    def suits(self, piece: Piece, look: int | None) -> bool:
        """Whether a piece comes out right in a look."""
        if piece.look == look:
            return True
        seen = self._looks.on_blanks
        return piece.blank and look is not None and seen(look) == seen(piece.look)

    def _bytes_for(self, pieces: Sequence[Piece], look: int | None, place: Place | None) -> int:
        """How many characters it takes to move and to change the look in this order."""
        number = 0
        for piece in pieces:
            if piece.place != place:
                number += bytes_for(place, piece.place, self._columns)
            if not self.suits(piece, look):
                number += len(self._looks.change(look, piece.look))
                look = piece.look
            place = piece.place[0], piece.end
        return number

    def _of_looks(self, pieces: Sequence[Piece], look: int | None) -> Callable[[Piece], int]:
        """Where a piece comes when all of one look are written together, the present look first.

        Blanks come with the first look that they can be written in.
        """
        looks = dict.fromkeys(
            [look, *(piece.look for piece in sorted(pieces, key=lambda piece: piece.blank))]
        )
        of_look = {known: number for number, known in enumerate(looks)}
        on_blanks: dict[int, int] = {}
        for known, number in of_look.items():
            if known is not None:
                on_blanks.setdefault(self._looks.on_blanks(known), number)
        return lambda piece: (
            on_blanks[self._looks.on_blanks(piece.look)] if piece.blank else of_look[piece.look]
        )

    def _each_next(
        self, pieces: Sequence[Piece], look: int | None, place: Place | None
    ) -> Sequence[Piece]:
        """Each next one is that to which the fewest bytes lead."""
        left, order = list(pieces), []
        while left:
            least, chosen = -1, 0
            for number, piece in enumerate(left):
                cost = 0
                if piece.place != place:
                    cost = bytes_for(place, piece.place, self._columns)
                if 0 <= least <= cost:
                    continue
                if not self.suits(piece, look):
                    cost += len(self._looks.change(look, piece.look))
                if least < 0 or cost < least:
                    least, chosen = cost, number
                    if not cost:
                        break
            piece = left.pop(chosen)
            order.append(piece)
            look = look if self.suits(piece, look) else piece.look
            place = piece.place[0], piece.end
        return order
