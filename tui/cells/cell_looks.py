"""How a cell looks, as a small number: colours, attributes, its link. How to go to another look."""

from collections.abc import Iterator
from typing import Final

NORMAL: Final = 0  # the look of a cell without colours, attributes and link
MOST: Final = 4096  # looks that are remembered; a program that paints in more begins anew

# A look is a tuple with a place for each of these. In it stands what switches it on, "" for off.
_WEIGHT, _ITALIC, _UNDERLINE, _BLINK, _REVERSE, _HIDDEN, _STRIKE, _FRAME, _OVERLINE = range(9)
_COLOUR, _BACKGROUND, _UNDERLINE_COLOUR, _LINK = range(9, 13)
_PLACES = 13
_OFF = ("22", "23", "24", "25", "27", "28", "29", "54", "55", "39", "49", "59")
# Codes that can hold together, as bold and dim. Their order is kept: terminals differ about which
# of two wins.
_TOGETHER = frozenset({_WEIGHT, _UNDERLINE, _BLINK, _FRAME})
# What an erased cell cannot have: terminals leave it out there.
_SEEN_ON_BLANKS = (_UNDERLINE, _BLINK, _REVERSE, _HIDDEN, _STRIKE, _FRAME, _OVERLINE, _LINK)

_ON = {
    "1": _WEIGHT, "2": _WEIGHT, "3": _ITALIC, "4": _UNDERLINE, "21": _UNDERLINE, "5": _BLINK,
    "6": _BLINK, "7": _REVERSE, "8": _HIDDEN, "9": _STRIKE, "51": _FRAME, "52": _FRAME,
    "53": _OVERLINE,
}  # fmt: skip
_ON |= {f"4:{style}": _UNDERLINE for style in range(1, 6)}
_ON |= {str(code): _COLOUR for code in (*range(30, 38), *range(90, 98))}
_ON |= {str(code): _BACKGROUND for code in (*range(40, 48), *range(100, 108))}
_EXTENDED = {"38": _COLOUR, "48": _BACKGROUND, "58": _UNDERLINE_COLOUR}
_OFF_PLACES = {code: place for place, code in enumerate(_OFF)} | {"4:0": _UNDERLINE}

Look = tuple[str, ...]
_NORMAL: Look = ("",) * _PLACES


class Looks:
    """Looks by their numbers. The same look has the same number, so that cells compare by it."""

    def __init__(self) -> None:
        self._looks: list[Look] = []
        self._numbers: dict[Look, int] = {}
        self._after: dict[tuple[int, str], int | None] = {}
        self._linked: dict[tuple[int, str], int] = {}
        self._on_blanks: dict[int, int] = {}
        self._changes: dict[tuple[int | None, int], str] = {}
        self._links_seen = False
        self._number(_NORMAL)

    def begin_anew(self, kept: int | None) -> int:
        """Forget all looks but the normal one and this one, and give that its new number."""
        look = _NORMAL if kept is None else self._looks[kept]
        numbers = (self._numbers, self._after, self._linked, self._on_blanks, self._changes)
        for known in (self._looks, *numbers):
            known.clear()
        self._number(_NORMAL)
        return self._number(look)

    @property
    def full(self) -> bool:
        """Whether there are so many that it is time to begin anew."""
        return len(self._looks) > MOST or len(self._after) > MOST * 4

    def _number(self, look: Look) -> int:
        if (known := self._numbers.get(look)) is not None:
            return known
        number = self._numbers[look] = len(self._looks)
        self._looks.append(look)
        return number

    def after(self, number: int, parameters: str) -> int | None:
        """The look after "select graphic rendition"; None if a parameter of it is not known."""
        try:
            return self._after[number, parameters]
        except KeyError:
            look = _selected(self._looks[number], parameters)
            found = None if look is None else self._number(look)
            self._after[number, parameters] = found
            return found

    def linked(self, number: int, link: str) -> int:
        """The same look with a link, given as `parameters;address`, or without one ("")."""
        try:
            return self._linked[number, link]
        except KeyError:
            self._links_seen = True
            found = self._number((*self._looks[number][:_LINK], link))
            self._linked[number, link] = found
            return found

    def erasable(self, number: int, *, in_colour: bool) -> bool:
        """Whether erasing gives a cell this look; `in_colour` says if it can give a colour."""
        look = self._looks[number]
        plain = in_colour or not look[_BACKGROUND]
        return plain and not any(look[place] for place in _SEEN_ON_BLANKS)

    def on_blanks(self, number: int) -> int:
        """What of a look is seen where nothing is written: the background, as a look of its own.

        One that draws lines, turns round or leads somewhere is seen whole.
        """
        try:
            return self._on_blanks[number]
        except KeyError:
            look = self._looks[number]
            if not any(look[place] for place in _SEEN_ON_BLANKS):
                look = (*_NORMAL[:_BACKGROUND], look[_BACKGROUND], *_NORMAL[_BACKGROUND + 1 :])
            found = self._on_blanks[number] = self._number(look)
            return found

    def change(self, before: int | None, after: int) -> str:
        """The shortest way for a terminal from one look (None: not known) to another."""
        try:
            return self._changes[before, after]
        except KeyError:
            found = self._change(before, after)
            if before is not None:
                self._changes[before, after] = found
            return found

    def _change(self, before: int | None, after: int) -> str:
        new = self._looks[after]
        anew = [code for code in new[:_LINK] if code]
        if before is None:
            # A link may be open too. Without one so far, this may be a terminal that prints links.
            return _rendition("0", *anew) + (_link(new[_LINK]) if self._links_seen else "")
        old = self._looks[before]
        link = "" if old[_LINK] == new[_LINK] else _link(new[_LINK])
        codes: list[str] = []
        for place in range(_LINK):
            if old[place] != new[place]:
                codes += _place_change(place, old[place], new[place])
        if not codes:
            return link
        from_normal = _rendition("0", *anew) if anew else _rendition()
        return min(_rendition(*codes), from_normal, key=len) + link


def _rendition(*codes: str) -> str:
    return f"\x1b[{';'.join(codes)}m"


def _link(link: str) -> str:
    return f"\x1b]8;{link or ';'}\x1b\\"


def _place_change(place: int, old: str, new: str) -> list[str]:
    if not new:
        return [_OFF[place]]
    if not old or place not in _TOGETHER:
        return [new]
    return [new.removeprefix(f"{old};")] if new.startswith(f"{old};") else [_OFF[place], new]


def _selected(look: Look, parameters: str) -> Look | None:
    """A look after parameters of "select graphic rendition", as `1;38;5;12`."""
    changed = list(look)
    codes = iter(parameters.split(";"))
    for code in codes:
        name = code.lstrip("0") if ":" not in code else code
        if not name:
            changed[:_LINK] = _NORMAL[:_LINK]
        elif (place := _ON.get(name)) is not None:
            changed[place] = _joined(changed[place], name) if place in _TOGETHER else name
        elif (place := _OFF_PLACES.get(name)) is not None:
            changed[place] = ""
        elif colour := _colour(name, codes):
            changed[_EXTENDED[name.partition(":")[0]]] = colour
        else:
            return None
    return tuple(changed)


def _joined(codes: str, code: str) -> str:
    kept = [other for other in codes.split(";") if other and other != code]
    return ";".join([*kept, code])


def _colour(code: str, following: Iterator[str]) -> str:
    """A colour of 256 or of 16 million, with all of its parameters; "" if it is not one."""
    if code.partition(":")[0] not in _EXTENDED:
        return ""
    if ":" in code:
        return code
    kind = next(following, "")
    more = [next(following, "") for _ in range({"5": 1, "2": 3}.get(kind, 0))]
    return ";".join([code, kind, *more]) if more and all(more) else ""
