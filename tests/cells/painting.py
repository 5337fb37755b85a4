"""What a program might write to a terminal: as hypothesis makes it up."""

from hypothesis import strategies as st

START = "\x1b[?1049h\x1b[?7l\x1b[0m\x1b[1;1H"  # from here on it is understood


def _any(*parts: object) -> st.SearchStrategy[str]:
    """One of these, as text."""
    return st.sampled_from(list(map(str, parts)))


_COLOUR = st.integers(0, 255)
_WORDS = st.text("abcdefgh xyz-=", min_size=1, max_size=12)
_BLANKS = st.integers(1, 30).map(lambda number: " " * number)
_LATIN = st.text("aé·▸│─✓…", min_size=1, max_size=8)
_WIDE = st.text("a漢字かな한글b", min_size=1, max_size=6)
_MARKED = st.text("ae漢\u0301\u0308\u0323", min_size=1, max_size=6)
# No flags: where half of one is written over, some terminals keep the other half.
_SIGNS = _any("🚀", "☁\ufe0f", "👩\u200d💻", "👍🏽", "✅", "x", " ", "1\ufe0f\u20e3")
_EMOJI = st.lists(_SIGNS, min_size=1, max_size=4).map("".join)
TEXT = st.one_of(_WORDS, _BLANKS, _LATIN, _WIDE, _MARKED, _EMOJI)

_CODES = st.one_of(
    _any(*range(10), *range(21, 26), 27, 28, 29, 31, 39, 42, 49, *range(51, 56), 59, 91, 103),
    _any("4:3", "4:0", "4:5", "58:2::1:2:3", "38:5:9"),
    st.builds("{};5;{}".format, _any(38, 48, 58), _COLOUR),
    st.builds("{};2;{};{};7".format, _any(38, 48), _COLOUR, _COLOUR),
)
RENDITION = st.lists(_CODES, max_size=4).map(lambda codes: f"\x1b[{';'.join(codes)}m")
STYLED = st.builds("{}{}\x1b[0m".format, RENDITION, TEXT)
LINK = _any(
    "\x1b]8;;\x1b\\",
    "\x1b]8;id=1;https://a.example/\x1b\\",
    "\x1b]8;;https://b.example/?x=1;y\x07",
    "\x1b]8;;\x07",
)
LINKED = st.builds("\x1b]8;id=9;https://c.example/\x1b\\{}\x1b]8;;\x1b\\".format, STYLED)

_AT = st.builds("\x1b[{};{}H".format, st.integers(1, 7), st.integers(1, 22))
_AT_ROW = st.integers(1, 7).map("\x1b[{}H".format)
PLACE = st.one_of(_AT, _AT, st.just("\x1b[H"), _AT_ROW, _AT.map("\n{}".format))
MOVE = st.builds("\x1b[{}{}".format, _any("", 0, 1, 2, 5, 99), _any(*"ABCDGd`"))
_ERASED_CELLS = st.integers(1, 9).map("\x1b[{}X".format)
ERASE = st.builds("\x1b[{}{}".format, _any("", 0, 1, 2), _any("J", "K")) | _ERASED_CELLS
PLAIN_ERASE = ERASE.map("\x1b]8;;\x1b\\\x1b[0m{}".format)
SILENT = _any(
    *("\x1b]52;c;Zm9v\x07", "\x1b]0;title\x1b\\", "\x07", "\x1b(B", "\x1b="),
    *("\x1b[?25l", "\x1b[?25h", "\x1b[?1000h", "\x1b[?1000;1006h", "\x1b[?2004h"),
    *("\x1b[?2026h", "\x1b[?2026l", "\x1b[?2026$p", "\x1b[6n"),
    *("\x1b[>25u", "\x1b[<u", "\x1b[2 q", "\x1bPtmux;\x1b\x1b]52;c;Zm9v\x07\x1b\\"),
)
# Nothing of this is understood: it passes, and nothing is known after it.
UNKNOWN = _any(
    *("\x1b7", "\x1b8", "\x1bM", "\x1bD", "\x1b[L", "\x1b[2M", "\x1b[3@", "\x1b[2P", "\x1b[r"),
    *("\n", "\t", "\b", "\x7f", "\x1b[?7h", "\x1b[?7l", "\x1b[?1049h", "\x1b]8\x07"),
)
# After these nothing is ever understood again. (pyte fails where mode 6 comes without margins.)
STRANGE = _any("\x1b[2;4r", "\x1b[4h", "\x1b[1;2r\x1b[?6h", "\x1b[20h")

_PIECES = st.lists(STYLED | LINKED, min_size=1, max_size=3).map("".join)
_ROWS = st.lists(st.builds("{}{}".format, PLACE, _PIECES), max_size=5).map("".join)
FRAME = _ROWS.map("{}\x1b[1;1H".format)
ANYTHING = st.one_of(
    *(STYLED, STYLED, FRAME, FRAME, LINKED, TEXT),
    *(RENDITION, LINK, PLACE, PLACE, MOVE, st.just("\r")),
    *(ERASE, PLAIN_ERASE, SILENT),
)
WRITE = st.lists(ANYTHING, max_size=8).map("".join)
WILD_WRITE = st.lists(st.one_of(ANYTHING, ANYTHING, ANYTHING, UNKNOWN), max_size=8).map("".join)
