"""Text from AWS is data: whatever it holds, a terminal shows it and obeys nothing of it."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from migration.secret import MASK, Secret
from widgets.text import line
from widgets.text.ascii_filter import AsciiFilter, ascii_form
from widgets.text.differences import are_alike, fit_marked, mark_differences, mark_edges
from widgets.text.guide_text import guide_lines
from widgets.text.line import Span, beginning, wrap_spans
from widgets.text.marks import BLOCKED_MARK, SETTING_MARKS, STEP_MARKS
from widgets.text.plain_text import (
    chop,
    chop_at_words,
    cut,
    cut_at_word,
    fit,
    fit_middle,
    plain,
    wrap,
)
from widgets.text.shown_values import in_a_row, whole

ANY_TEXT = st.text(st.characters(codec=None))
WIDTHS = st.integers(4, 60)


@given(ANY_TEXT)
def test_nothing_that_a_terminal_obeys_or_hides_is_left(text: str) -> None:
    shown = plain(text)
    assert shown.isprintable()
    assert not shown or not unicodedata.combining(shown[0])


def test_what_would_be_invisible_is_spelled_out() -> None:
    assert plain("a\x1b[31mb") == "a␛[31mb"
    assert plain("user\u202egnp.exe") == "user<U+202E>gnp.exe"
    assert plain("zero\u200bwidth") == "zero<U+200B>width"
    assert plain("[bold]מים[/bold]") == "[bold]מים[/bold]"
    assert plain("Goo\u034fgle\u3164") == "Goo<U+034F>gle<U+3164>"
    assert plain("\u2800\U000e0101x\uffa0") == "<U+2800><U+E0101>x<U+FFA0>"
    assert plain("한국어 नमस्ते ⠃ 👩\ufe0f") == "한국어 नमस्ते ⠃ 👩\ufe0f"


@given(ANY_TEXT, WIDTHS)
def test_a_text_is_cut_to_exactly_its_cells(text: str, width: int) -> None:
    assert cell_len(fit(plain(text), width)) == width
    assert cell_len(fit_middle(plain(text), width)) == width


def test_a_sentence_is_cut_behind_a_whole_word_and_never_padded() -> None:
    said = "A backslash before a colon belongs there"
    assert cut_at_word(said, 37) == "A backslash before a colon belongs…"
    assert cut_at_word(said, len(said)) == said
    assert cut(said, 28) == "A backslash before a colon…"


def test_names_that_differ_at_their_ends_are_told_apart_where_they_are_cut() -> None:
    assert fit_middle("SkillIdentityProvidersNewUserPool", 17) == "SkillIde…UserPool"
    assert fit_middle("SkillIdentityProviders", 22) == "SkillIdentityProviders"


@given(ANY_TEXT, WIDTHS)
def test_a_value_that_is_chopped_at_words_is_whole_too(text: str, width: int) -> None:
    lines = chop_at_words(plain(text), width)
    assert "".join(lines) == plain(text)
    assert all(cell_len(line) <= width for line in lines)


def test_no_word_of_a_value_is_broken_that_fits() -> None:
    shown = "authorize_url: https://acme.example/oauth2/authorize with font-family: none"
    assert chop_at_words(shown, 36) == [
        "authorize_url: https://acme.example/",
        "oauth2/authorize with font-family: ",
        "none",
    ]


@given(ANY_TEXT, WIDTHS)
@example("🏻", 4)
@example("a🏻b🏻", 2)
def test_a_value_that_is_chopped_is_whole(text: str, width: int) -> None:
    lines = chop(plain(text), width)
    assert "".join(lines) == plain(text)
    assert all(cell_len(line) <= width for line in lines)


@given(ANY_TEXT, WIDTHS)
def test_a_sentence_that_is_wrapped_keeps_its_words(text: str, width: int) -> None:
    lines = wrap(plain(text), width)
    assert "".join("".join(lines).split()) == "".join(plain(text).split())
    assert all(cell_len(line) <= width for line in lines)


@given(
    st.lists(st.tuples(st.text("abc 世", max_size=30), st.sampled_from(["", "strong", "code"]))),
    WIDTHS,
)
def test_text_of_several_looks_is_wrapped_without_losing_a_letter(
    pieces: list[tuple[str, str]], width: int
) -> None:
    lines = wrap_spans([Span(text, role) for text, role in pieces], width)
    shown = "".join(span.text for line in lines for span in line)
    assert shown.replace(" ", "") == "".join(text for text, _ in pieces).replace(" ", "")
    assert all(sum(cell_len(span.text) for span in line) <= width for line in lines)


@given(ANY_TEXT, WIDTHS)
@example("e" + "\u0301" * 40 + " f", 4)
@example("aB" * 9, 5)
def test_the_beginning_of_a_text_is_its_first_line(text: str, width: int) -> None:
    first = chop_at_words(text, width)[0]
    assert beginning(text, width) == (first if cell_len(first) <= width else "")


@pytest.mark.parametrize("word", ["A", "a-b.", "é\u0301"])
def test_the_time_for_a_long_text_grows_with_its_length_alone(
    monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    looked_at = 0

    def chopped(text: str, width: int) -> list[str]:
        nonlocal looked_at
        looked_at += len(text)
        return chop_at_words(text, width)

    def measured(text: str) -> int:
        nonlocal looked_at
        looked_at += len(text)
        return cell_len(text)

    monkeypatch.setattr(line, "chop_at_words", chopped)
    monkeypatch.setattr(line, "cell_len", measured)
    text = word * 5_000
    wrap_spans([Span(text)], 40)
    assert looked_at < 40 * len(text)


@given(ANY_TEXT, ANY_TEXT)
def test_marking_differences_changes_neither_text(left: str, right: str) -> None:
    for mark in (mark_edges, mark_differences):
        old, new = mark(left, right)
        assert "".join(part for part, _ in old) == left
        assert "".join(part for part, _ in new) == right
        assert any(differs for _, differs in [*old, *new]) == (left != right)


def test_the_one_word_that_differs_is_marked() -> None:
    old, new = mark_differences(
        "https://a.example/app/callback?x=1", "https://a.example/web/callback?x=1"
    )
    assert [part for part, differs in old if differs] == ["app"]
    assert [part for part, differs in new if differs] == ["web"]


def test_a_row_shows_the_part_that_differs_although_it_stands_behind_the_cut() -> None:
    start = "https://" + "long." * 30
    old, _ = mark_edges(f"{start}one/end", f"{start}two/end")
    spans = fit_marked(old, 30, "old")
    assert sum(cell_len(span.text) for span in spans) == 30
    assert [span.text for span in spans if span.role == "changed"] == ["one"]


@given(ANY_TEXT, ANY_TEXT, WIDTHS)
def test_a_marked_row_has_exactly_its_cells(left: str, right: str, width: int) -> None:
    for parts in mark_edges(plain(left), plain(right)):
        assert sum(cell_len(span.text) for span in fit_marked(parts, width, "old")) == width


def test_a_secret_is_dots_until_it_is_asked_for_and_inside_documents_too() -> None:
    assert in_a_row(Secret("hunter2")) == MASK
    assert whole(Secret("hunter2"), revealed=True) == "hunter2"
    assert "hunter2" not in whole({"client_secret": Secret("hunter2")}, revealed=True)


@given(st.text())
def test_ascii_is_ascii_and_as_wide(text: str) -> None:
    shown = plain(text)
    assert ascii_form(shown).isascii()
    assert cell_len(ascii_form(shown)) == cell_len(shown)


def test_marks_stay_apart_in_ascii() -> None:
    for marks in (
        [mark for mark, _ in STEP_MARKS.values()],
        [mark for mark, _ in [*SETTING_MARKS.values(), BLOCKED_MARK]],
    ):
        assert len({ascii_form(mark) for mark in marks}) == len(marks)
    assert "".join(ascii_form(mark) for mark, _ in STEP_MARKS.values()) == "v~o@w-?."


def test_control_sequences_pass_the_ascii_filter_untouched() -> None:
    link = Segment("→", None, [(1,)])  # type: ignore[list-item]
    assert AsciiFilter().apply([link], Color(0, 0, 0)) == [link]


def test_the_guides_markdown_is_laid_out() -> None:
    body = (
        "# Head\nOne **bold**\nparagraph.\n\n1. First `code`\n   goes on\n- A"
        " [link](https://a.example)\n"
    )
    lines = [line.text for line in guide_lines(body, 40)]
    assert lines == [
        "Head",
        "One bold paragraph.",
        "",
        "1. First code goes on",
        "· A link (https://a.example)",
    ]


@given(st.text("ab `*#-1.\n[]()字", max_size=200), WIDTHS)
@example("11. 1", 4)
@example("      - a", 4)
@example("1. 字", 4)
def test_no_markdown_is_wider_than_the_pane(body: str, width: int) -> None:
    assert all(cell_len(line.text) <= width for line in guide_lines(body, width))


def test_of_what_has_nothing_in_common_no_part_is_marked() -> None:
    assert not are_alike("1olduserpoolclient2acme3ho", "5newuserpoolclient6acme7ho")
    assert not are_alike("2.3.1", "2025-10-06 UPDATE_COMPLETE")
    assert are_alike("acme-login", "acme-login-users")
    assert are_alike("COGNITO", "COGNITA")
    assert are_alike("sign in to the old app by mail", "log in to the new app by phone")
