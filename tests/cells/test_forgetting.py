"""What a terminal shows is forgotten when it may be something else; what was painted is not."""

import re
from threading import Thread

from tests.cells.painting import START
from tests.cells.seen import Watcher
from tests.cells.test_what_is_sent import at, painted

PICTURE = at(1, "\x1b[1mone\x1b[0m".ljust(28)) + at(5, "five") + "\x1b[3;3H"


def test_once_forgotten_all_that_is_known_comes_with_the_next_text() -> None:
    cells = painted(PICTURE)
    cells.forget()
    sent = cells.take("\x07")
    assert "one" in sent
    assert "five" in sent
    assert sent.endswith("\x07")
    assert cells.take(PICTURE) == ""


def test_it_says_how_it_writes_and_where_since_that_is_not_known_either() -> None:
    cells = painted(PICTURE)
    cells.forget()
    assert re.match(r"\x1b\[\d*H\x1b\[0", cells.take(""))


def test_links_are_closed_then_if_there_were_any() -> None:
    cells = painted(at(1, "\x1b]8;;https://a.example/\x1b\\a\x1b]8;;\x1b\\"))
    cells.forget()
    watcher = Watcher(20, 5)
    watcher.feed("\x1b]8;;https://left.open/\x1b\\\x1b[44m")
    watcher.feed(cells.take(at(2, "b")))
    assert watcher.screen.cells[1][0].link == ""
    assert watcher.screen.cells[0][0].link == ";https://a.example/"


def test_where_there_were_none_nothing_of_them_is_sent() -> None:
    # The Linux console, for one, would print it.
    cells = painted(PICTURE)
    cells.forget()
    assert "\x1b]8" not in cells.take(PICTURE)


def test_another_size_forgets_everything() -> None:
    cells = painted(PICTURE)
    cells.resize(30, 6)
    assert cells.take("\x07") == "\x07"
    assert "one" in cells.take(PICTURE)
    assert cells.take(at(6, "x" * 30)).endswith("x" * 30)


def test_the_same_size_forgets_nothing() -> None:
    cells = painted(PICTURE)
    cells.resize(20, 5)
    assert cells.take(PICTURE) == ""


def test_the_other_screen_forgets_everything() -> None:
    cells = painted(PICTURE)
    cells.take(f"\x1b[?1049l\x1b[?25h{START}")
    assert "one" in cells.take(PICTURE)


def test_it_may_be_forgotten_from_another_thread() -> None:
    cells = painted(PICTURE)
    thread = Thread(target=cells.forget)
    thread.start()
    thread.join()
    assert "one" in cells.take(PICTURE)


def test_thousands_of_looks_do_not_stay_in_memory() -> None:
    cells, watchers = painted(), (Watcher(20, 5), Watcher(20, 5))
    for watcher in watchers:
        watcher.feed(START)
    for number in range(6000):
        red, green, column = number % 256, number // 256, number % 20 + 1
        text = f"\x1b[2;{column}H\x1b[38;2;{red};{green};7mx\x1b[0m\x1b[1;1H"
        watchers[0].feed(text)
        watchers[1].feed(cells.take(text))
        assert len(cells._looks._looks) < 5000
    assert watchers[0].difference(watchers[1]) == []
