"""Values in a report are text: in a browser, in a ticket, in JSON and on a terminal."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from migration.plain_text import plain
from migration.report.harmless_text import cell, code, sentence
from migration.report.html_page import html_of
from migration.report.json_document import json_of
from migration.report.ticket import markdown_of
from migration.secret import MASK, Secret
from tests.report.planted import report_of_texts, texts_in
from tests.report.reading_pages import page_text

SECRET = "kq3b7vXo-not-for-anybody-9f2LmZ"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><body onload=x>",
    "a|b||c\\|d",
    "` `` ``` ````",
    "[mine](https://evil.example) ![x](y)",
    "https://evil.example www.evil.example a@evil.example",
    "@everybody #12 GH-12 :smile: 1a2b3c4d5e6f7a8b",
    "# head\n\n---\n* item\n1. item\n```\nfence",
    "{{ 7*7 }} {% raw %} ${x} &lt; &#64;x",
    "\x1b]52;c;x\x07\x00\x9b31m\r\n",
    "\u202eevil\u2066 \u200b\ufeff\u2028",
    "~~a~~ **b** _c_ $d$ <!-- -->",
    "- - + 1) = --- ***",
    "\ud800 half",
    "é\u0301\u0301 👩‍👩‍👧 שלום",
]
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": True})
OURS = {  # what no value decides: a template's words stand on them
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "bullet_list_open",
    "bullet_list_close", "list_item_open", "list_item_close", "inline", "text", "code_inline",
    "strong_open", "strong_close", "softbreak", "table_open", "table_close", "thead_open",
    "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close",
    "td_open", "td_close",
}  # fmt: skip


def tokens(markdown: str) -> list[Token]:
    return [one for token in MARKDOWN.parse(markdown) for one in (token, *(token.children or ()))]


def shape(markdown: str) -> list[str]:
    """Everything but text and code: what a value must not change."""
    return [
        one.type for one in tokens(markdown) if one.type not in {"text", "code_inline", "inline"}
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_value_becomes_markup_on_the_page(text: str) -> None:
    plain, hostile = (page_text(html_of(report_of_texts(one))) for one in ("word", text))
    assert hostile.elements - {"br"} == plain.elements - {"br"}
    assert {name for name, _ in hostile.attributes} == {name for name, _ in plain.attributes}
    assert not {"script", "img", "link", "iframe", "a", "form"} & hostile.elements
    assert not {"src", "href", "style", "onload", "onerror"} & {
        name for name, _ in hostile.attributes
    }
    assert not CONTROL.search(html_of(report_of_texts(text)))


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_value_breaks_out_of_a_ticket(text: str) -> None:
    written = markdown_of(report_of_texts(text))
    assert {one.type for one in tokens(written)} <= OURS
    assert shape(written) == shape(markdown_of(report_of_texts("word")))
    assert not CONTROL.search(written)
    prose = [one.content for one in tokens(written) if one.type == "text"]
    assert not [words for words in prose if re.search(r"@|#\d|://|www\.|:smile|<|GH-\d", words)]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_control_code_is_in_json_and_every_value_is(text: str) -> None:
    written = json_of(report_of_texts(text))
    assert written.isascii()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", written)
    document = json.loads(written)
    assert document["schema"] == 1
    assert text in set(texts_in(document))


def test_a_secret_that_somebody_wrote_into_a_note_is_dots_everywhere() -> None:
    Secret(SECRET)
    report = report_of_texts(f"the secret is {SECRET}, do not tell")
    for written in (html_of(report), markdown_of(report), json_of(report)):
        assert SECRET not in written
        assert MASK in written or "\\u2022" in written


def test_the_page_allows_its_own_style_and_nothing_else() -> None:
    html = html_of(report_of_texts("word"))
    found = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert found is not None
    digest = b64encode(sha256(found[1].encode()).digest()).decode()
    policies = [value for name, value in page_text(html).attributes if "default-src" in value]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]
    assert not re.search(r"url\(|@import|https?:", found[1])


TEXTS = st.text(
    st.one_of(st.sampled_from("|`\\<>[]()*_~#@:!&$=+-. \n\t1a"), st.characters(codec="utf-8")),
    max_size=30,
)


@given(TEXTS)
def test_any_sentence_is_words_and_code_alone(text: str) -> None:
    written = f"- {sentence(text)}"
    assert "\n" not in written
    assert {one.type for one in tokens(written)} <= OURS


@given(TEXTS)
def test_any_value_is_one_span_of_code_and_one_cell(text: str) -> None:
    spans = [one for one in tokens(f"x {code(text)} y") if one.type == "code_inline"]
    assert len(spans) == bool(text)
    row = f"| a | b |\n| --- | --- |\n| {cell(text)} | end |"
    cells = [one for one in tokens(row) if one.type == "td_open"]
    assert len(cells) == 2
    assert [one.content for one in tokens(row) if one.type == "inline"][-1] == "end"


@settings(max_examples=15)
@given(TEXTS)
def test_any_value_is_whole_on_the_page(text: str) -> None:
    said = page_text(html_of(report_of_texts(text))).text
    assert " ".join(plain(text).split()) in said


def test_a_report_of_the_demo_says_that_all_of_it_is_made_up_and_no_other_does() -> None:
    real = report_of_texts("word")
    for form in (html_of, markdown_of):
        assert "Made up" in form(replace(real, practice=True))
        assert "Made up" not in form(replace(real, practice=False))
