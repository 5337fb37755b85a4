"""A terminal that says what a person sees: pyte, put right where it is unlike terminals."""

import re
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

import pyte
from rich.cells import split_graphemes


class Cell(NamedTuple):
    """pyte's `Char`, a link and more attributes; pyte keeps it as it keeps its own."""

    data: str
    fg: str = "default"
    bg: str = "default"
    bold: bool = False
    italics: bool = False
    underscore: bool = False
    strikethrough: bool = False
    reverse: bool = False
    blink: bool = False
    link: str = ""
    underline: str = ""
    underline_colour: str = ""
    dim: bool = False
    fast_blink: bool = False
    hidden: bool = False
    frame: str = ""
    overline: bool = False

    @property
    def as_seen(self) -> "Cell":
        """What a person sees of it: of a blank one without lines, the background alone."""
        plain = self._replace(
            fg="default", bold=False, dim=False, italics=False, underline_colour=""
        )
        return plain if plain == Cell(" ", bg=self.bg) else self

    @property
    def as_roughly_seen(self) -> "Cell":
        """The same, and of a mark over a blank not its ink: it has that of the blank."""
        blank = self._replace(data=" ").as_seen if self.data.startswith(" ") else self
        return blank._replace(data=self.data)


# What pyte does not know, and what switches it off.
_MORE: dict[str, dict[str, Any]] = {
    "2": {"dim": True},
    "22": {"dim": False},
    "6": {"fast_blink": True},
    "25": {"fast_blink": False},
    "8": {"hidden": True},
    "28": {"hidden": False},
    "4": {"underline": "4"},
    "21": {"underline": "21"},
    "24": {"underline": ""},
    "4:0": {"underline": "", "underscore": False},
    **{f"4:{style}": {"underline": f"4:{style}"} for style in range(1, 6)},
    "51": {"frame": "51"},
    "52": {"frame": "52"},
    "54": {"frame": ""},
    "53": {"overline": True},
    "55": {"overline": False},
    "59": {"underline_colour": ""},
}
_COLOURS = {"38": "fg", "48": "bg", "58": "underline_colour"}


class Seen(pyte.Screen):
    """What is in each cell of a terminal."""

    @property
    def default_char(self) -> Any:
        return Cell(" ")

    def reset(self) -> None:
        super().reset()
        self._link = ""
        self.cursor.attrs = self.default_char

    @property
    def cells(self) -> list[list[Any]]:
        """Row by row."""
        return [[self.buffer[y][x] for x in range(self.columns)] for y in range(self.lines)]

    @property
    def place(self) -> tuple[int, int]:
        """The cursor's row and column. pyte has one column more, behind the last."""
        return self.cursor.y, min(self.cursor.x, self.columns - 1)

    def set_mode(self, *modes: int, **named: Any) -> None:
        super().set_mode(*modes, **named)
        self._change_screens(modes)

    def reset_mode(self, *modes: int, **named: Any) -> None:
        super().reset_mode(*modes, **named)
        self._change_screens(modes)

    def _change_screens(self, modes: tuple[int, ...]) -> None:
        # pyte has one screen alone.
        if 1049 in modes:
            self.buffer.clear()

    # --- attributes ------------------------------------------------------------------------------
    def select(self, parameters: str) -> None:
        """pyte ends parameters at a colon and prints the rest, and takes `58;5;n` for blinking."""
        codes = iter(parameters.split(";"))
        for code in codes:
            if not code.strip("0"):
                self.cursor.attrs = self.default_char._replace(link=self._link)
                continue
            place = _COLOURS.get(code.partition(":")[0])
            if place is not None:
                colour = code if ":" in code else ";".join([code, *_colour(codes)])
                self._have(**{place: colour})
                continue
            if ":" not in code:
                super().select_graphic_rendition(int(code))
            self._have(**_MORE.get(code, {}))

    def open_link(self, link: str) -> None:
        """pyte drops links."""
        self._link = "" if link.endswith(";") else link
        self._have(link=self._link)

    def _have(self, **more: Any) -> None:
        self.cursor.attrs = self.cursor.attrs._replace(**more)

    # --- text ------------------------------------------------------------------------------------
    def draw(self, data: str) -> None:
        """pyte drops what follows a character without a width, and keeps half of a wide one."""
        for glyph, width in self.glyphs(data):
            if width:
                self._draw_glyph(glyph, width)
            else:
                self._draw_mark(glyph)

    def glyphs(self, data: str) -> Iterable[tuple[str, int]]:
        """What shares cells, and how many: as the program believes it too."""
        return [(data[start:end], width) for start, end, width in split_graphemes(data)[0]]

    def _draw_glyph(self, glyph: str, width: int) -> None:
        if self.cursor.x == self.columns and pyte.modes.DECAWM in self.mode:
            self.carriage_return()
            self.linefeed()
        if self.cursor.x + width > self.columns:
            self.cursor.x = max(self.columns - width, 0)
        if pyte.modes.IRM in self.mode:
            self.insert_characters(width)
        line, end = self.buffer[self.cursor.y], min(self.cursor.x + width, self.columns)
        self._halve(self.cursor.x, end)
        for x in range(self.cursor.x, end):
            line[x] = self.cursor.attrs._replace(data="" if x > self.cursor.x else glyph)
        self.cursor.x = end

    def _draw_mark(self, mark: str) -> None:
        line, x = self.buffer[self.cursor.y], self.cursor.x - 1
        while x > 0 and not line[x].data:
            x -= 1
        if x >= 0:
            line[x] = line[x]._replace(data=line[x].data + mark)

    def _halve(self, start: int, end: int) -> None:
        line = self.buffer[self.cursor.y]
        for x in (start, end):
            if x < self.columns and not line[x].data:
                first = next(at for at in range(x, -1, -1) if line[at].data or not at)
                last = next((at for at in range(x, self.columns) if line[at].data), self.columns)
                for at in range(first, last):
                    line[at] = line[at]._replace(data=" ")

    # --- from behind the last column, where pyte can be, terminals act in the last ---------------
    def _in_the_last(self) -> None:
        self.cursor.x = min(self.cursor.x, self.columns - 1)

    def cursor_up(self, count: int | None = None) -> None:
        self._in_the_last()
        super().cursor_up(count)

    def cursor_down(self, count: int | None = None) -> None:
        self._in_the_last()
        super().cursor_down(count)

    def cursor_to_line(self, line: int | None = None) -> None:
        self._in_the_last()
        super().cursor_to_line(line)

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        """pyte keeps one half of a wide character here as well."""
        self._in_the_last()
        x = {0: self.cursor.x, 1: self.cursor.x + 1}.get(how, 0)
        self._halve(x, x)
        super().erase_in_line(how, private)

    def erase_in_display(self, how: int = 0, *rest: Any, **named: Any) -> None:
        """pyte leaves cells out that were never written."""
        self._in_the_last()
        for y in range(self.lines):
            for x in range(self.columns):
                self.buffer[y].setdefault(x, self.default_char)
        super().erase_in_display(how, *rest, **named)

    def erase_characters(self, count: int | None = None) -> None:
        self._in_the_last()
        self._halve(self.cursor.x, self.cursor.x + (count or 1))
        super().erase_characters(count)

    def insert_characters(self, count: int | None = None) -> None:
        self._in_the_last()
        super().insert_characters(count)

    def delete_characters(self, count: int | None = None) -> None:
        self._in_the_last()
        super().delete_characters(count)


def _colour(codes: Iterator[str]) -> list[str]:
    kind = next(codes)
    return [kind, *(next(codes) for _ in range({"5": 1, "2": 3}[kind]))]


# pyte prints strings for a device (DCS) and sequences with a sign that it does not know, and has an
# apostrophe for "`".
_PIECE = re.compile(
    r"\x1b\]8;(?P<link>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b\[(?P<select>[\d;:]*)m"
    r"|\x1b\[(?P<along>\d*)`"
    r"|(?P<unseen>\x1bP(?:[^\x1b]|\x1b[^\\])*\x1b\\|\x1b\[[<=>][\d;]*[a-z]|\x1b\[\d* q)"
)


class Watcher:
    """A terminal of a size, and everything that it was sent."""

    def __init__(self, columns: int, rows: int, kind: type[Seen] = Seen) -> None:
        self.screen = kind(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.sent = ""

    def feed(self, text: str) -> None:
        """Take what was sent: whole sequences."""
        self.sent += text
        end = 0
        for piece in _PIECE.finditer(text):
            self._stream.feed(text[end : piece.start()])
            end = piece.end()
            if piece["link"] is not None:
                self.screen.open_link(piece["link"])
            elif piece["select"] is not None:
                self.screen.select(piece["select"])
            elif piece["along"] is not None:
                self._stream.feed(f"\x1b[{piece['along']}G")
        self._stream.feed(text[end:])

    def difference(self, other: "Watcher", *, rough: bool = False) -> list[tuple[Any, ...]]:
        """Where two terminals differ: row, column, what stands here and there."""
        seen = attrgetter("as_roughly_seen" if rough else "as_seen")
        rows = enumerate(zip(self.screen.cells, other.screen.cells, strict=True))
        differing: list[tuple[Any, ...]] = [
            (y, x, one, two)
            for y, (these, those) in rows
            for x, (one, two) in enumerate(zip(these, those, strict=True))
            if one != two and seen(one) != seen(two)  # most are alike at once
        ]
        if self.screen.place != other.screen.place:
            differing.append(("cursor", self.screen.place, other.screen.place))
        if self.screen.cursor.hidden != other.screen.cursor.hidden:
            differing.append(("hidden", self.screen.cursor.hidden, other.screen.cursor.hidden))
        return differing
