"""How the time until a secret is taken back is told."""

from hypothesis import given
from hypothesis import strategies as st

from tui.clipboard.countdown import LONGEST, left_in_words, next_change


def told(seconds: int) -> list[int]:
    left, words = float(seconds), []
    while left > 0:
        words.append(int(left_in_words(left, seconds).split()[2]))
        left -= next_change(left, seconds)
    return words


def test_seldom_at_first_and_each_second_at_the_end() -> None:
    assert told(60) == [60, 55, 50, 45, 40, 35, 30, 25, 20, 15, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert told(12) == [12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]


@given(st.integers(1, LONGEST), st.floats(0.001, 1))
def test_what_is_told_changes_when_it_says_and_is_always_as_wide(of: int, share: float) -> None:
    left = max(of * share, 0.01)
    after = left - next_change(left, of)
    assert next_change(left, of) > 0
    assert after <= 0.001 or left_in_words(after, of) != left_in_words(left, of)
    assert len(left_in_words(left, of)) == len(left_in_words(1, of))
