"""The header says when the walk was rehearsed and what came of it, as fully as there is room."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from migration.journal.rehearsal_record import RehearsalRecord
from migration.pools.reading import Deployment, PoolRef
from widgets.panes import header as panes_header
from widgets.panes.header import Header, HeaderFacts
from widgets.text.line import Line
from widgets.text.rehearsal_summary import rehearsal_forms

DAY = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
RIGHT = RehearsalRecord(DAY, "admin", 41, 41, 0, False, counted="41 of 41 writes as predicted")
WRONG = replace(
    RIGHT, as_predicted=40, otherwise=True, counted="40 of 41 writes as predicted, 2 not rehearsed"
)
BESIDE = replace(RIGHT, otherwise=True, counted="41 of 41 writes as predicted, something else…")
UNKNOWN = replace(RIGHT, not_rehearsed=2, counted="41 of 41 writes as predicted, 2 not rehearsed")
HERE = Deployment(
    "123456789012",
    "us-east-1",
    "",
    "arn:aws:iam::123456789012:user/admin",
    PoolRef("us-east-1_aBcDeFgHi", "rainmaker-user-pool"),
    PoolRef("us-east-1_jKlMnOpQr", "rainmaker-new-user-pool"),
)


def texts(rehearsed: RehearsalRecord | None, *, words: bool = False) -> list[str]:
    return ["".join(span.text for span in form) for form in rehearsal_forms(rehearsed, words=words)]


@pytest.fixture
def header(monkeypatch: pytest.MonkeyPatch) -> Header:
    monkeypatch.setattr(panes_header, "is_plain", lambda _: False)
    return Header()


def pools_line(header: Header, rehearsed: RehearsalRecord | None, width: int) -> Line:
    header._facts = HeaderFacts(HERE, rehearsed=rehearsed)
    return header.build(width)[1]


def test_all_of_it_stands_first_and_each_form_is_shorter() -> None:
    first, *_, last = found = texts(RIGHT)
    assert first == "✓ rehearsed on 2026-11-26: 41 of 41 writes as predicted"
    assert last == "✓ rehearsed"
    assert sorted(found, key=len, reverse=True) == found


@pytest.mark.parametrize(("rehearsed", "mark"), [(WRONG, "✗"), (BESIDE, "✗"), (UNKNOWN, "?")])
def test_what_is_not_wholly_as_predicted_is_marked_in_every_form(
    rehearsed: RehearsalRecord, mark: str
) -> None:
    assert {text[0] for text in texts(rehearsed)} == {mark}
    for form in rehearsal_forms(rehearsed, words=False):
        assert {span.role for span in form} == {"error" if mark == "✗" else "warning"}


@pytest.mark.parametrize("rehearsed", [WRONG, BESIDE, UNKNOWN])
def test_a_reader_of_words_is_told_in_every_short_form(rehearsed: RehearsalRecord) -> None:
    said = "otherwise" if rehearsed.otherwise else "not whole"
    assert all(said in text for text in texts(rehearsed, words=True)[1:])
    assert not any(text[0] in "✗?" for text in texts(rehearsed, words=True))


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (170, "✗ rehearsed on 2026-11-26: 40 of 41 writes as predicted, 2 not rehearsed"),
        (152, "✗ rehearsed on 2026-11-26: 40 of 41 writes as predicted"),
        (142, "✗ rehearsed 2026-11-26: 40 of 41 as predicted"),
        (120, "✗ rehearsed: 40 of 41"),
        (110, "✗ rehearsed: see R"),
    ],
)
def test_both_pools_come_first_and_the_fullest_form_that_leaves_them_whole(
    header: Header, width: int, said: str
) -> None:
    line = pools_line(header, WRONG, width)
    assert len(line.text) == width
    assert line.text.endswith(f"  {said} ")
    if width > 110:
        assert HERE.old_pool.name in line.text
        assert HERE.new_pool.name in line.text


@pytest.mark.parametrize(("width", "lines"), [(100, 3), (120, 3), (151, 3), (152, 2), (200, 2)])
def test_the_pools_get_a_line_each_where_what_came_of_it_has_no_room_beside_them(
    monkeypatch: pytest.MonkeyPatch, header: Header, width: int, lines: int
) -> None:
    monkeypatch.setattr(panes_header, "TALL", 110)
    header.fit(width)
    header.show(HeaderFacts(HERE))
    assert header.height_in_lines == (3 if width < panes_header.TALL else 2)
    header.show(HeaderFacts(HERE, rehearsed=WRONG))
    assert header.height_in_lines == lines


def test_never_rehearsed_nothing_is_said(header: Header) -> None:
    assert "rehearsed" not in pools_line(header, None, 170).text
