"""What the header says of what goes on, at every width."""

from dataclasses import replace

import pytest

from migration.guide.tally import Counts, Tally
from migration.pools.reading import Deployment, PoolRef
from widgets.panes import header as panes_header
from widgets.panes.header import Header, HeaderFacts
from widgets.text.line import Span

HERE = Deployment(
    "123456789012",
    "us-east-1",
    "",
    "arn:aws:iam::123456789012:user/admin",
    PoolRef("us-east-1_OldPool01", "rainmaker-user-pool"),
    PoolRef("us-east-1_NewPool02", "rainmaker-user-email-mobile-pool"),
)
OLD = Span(f"Old {HERE.old_pool.id} {HERE.old_pool.name}")


@pytest.mark.parametrize("activity", ["reading…", "writing…"])
@pytest.mark.parametrize("width", [60, 76, 80, 100, 120])
@pytest.mark.parametrize("to_do", [0, 9, 23, 1234])
def test_what_goes_on_is_said_however_many_settings_are_left(
    monkeypatch: pytest.MonkeyPatch, activity: str, width: int, to_do: int
) -> None:
    monkeypatch.setattr(panes_header, "is_plain", lambda _: False)
    header = Header()
    tally = Tally(0, 15, to_do, 0, 0, Counts(to_do))
    header._facts = HeaderFacts(HERE, tally, activity=activity)
    if width >= panes_header.TALL:
        line = header.build(width)[0]
    else:
        line = header._line(lambda _: [OLD], header._progress_in_words(), width)
    assert activity in line.text
    assert len(line.text) == width


def test_the_question_that_a_write_waits_for_is_said_at_80_columns() -> None:
    header = Header()
    tally = Tally(0, 15, 23, 0, 0, Counts(23))
    header._facts = HeaderFacts(HERE, tally, activity="waits for your yes")
    line = header._line(lambda _: [OLD], header._progress_in_words(), 80)
    assert line.text.endswith(" waits for your yes  0 of 15 steps ")


ALL_KINDS = Tally(8, 15, 2, 1, 1, Counts(2, 0, 1, 12))
ALL_COUNTED = "2 settings to do · 1 blocked · 12 to accept"
ALL_NAMED = "2 settings to do · 1 blocked · 12 differences to accept"


@pytest.mark.parametrize(
    ("width", "counted"),
    [(120, ALL_NAMED), (135, ALL_COUNTED), (150, ALL_COUNTED), (200, ALL_NAMED)],
)
def test_nothing_that_is_left_is_dropped_where_there_is_room(
    monkeypatch: pytest.MonkeyPatch, width: int, counted: str
) -> None:
    monkeypatch.setattr(panes_header, "is_plain", lambda _: False)
    header = Header()
    header._facts = HeaderFacts(HERE, ALL_KINDS)
    if width >= panes_header.TALL:
        line = header.build(width)[0]
    else:
        line = header._line(lambda _: [OLD], header._progress_in_words(), width)
    assert counted in line.text
    assert "…" not in line.text
    assert len(line.text) == width


def test_with_nothing_to_do_the_narrow_line_says_what_is_to_accept_instead() -> None:
    header = Header()
    header._facts = HeaderFacts(HERE, replace(ALL_KINDS, left=Counts(0, 0, 0, 12)))
    line = header._line(lambda _: [OLD], header._progress_in_words(), 80)
    assert line.text.endswith("  8 of 15 steps · 12 to accept ")


def test_with_nothing_left_to_do_the_narrow_line_says_who_is_waited_for() -> None:
    header = Header()
    header._facts = HeaderFacts(HERE, replace(ALL_KINDS, left=Counts()))
    line = header._line(lambda _: [OLD], header._progress_in_words(), 84)
    assert line.text.endswith("  8 of 15 steps · 1 waits for others ")


def test_a_single_difference_is_one() -> None:
    header = Header()
    header._facts = HeaderFacts(HERE, replace(ALL_KINDS, left=Counts(0, 0, 0, 1)))
    line = header._line(lambda _: [OLD], header._progress_in_words(), 165)
    assert " · 1 difference to accept" in line.text
