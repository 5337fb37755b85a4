"""A redacted report holds no account, id, address or name, wherever it stood."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from migration.aws.vocabulary import aws_vocabulary
from migration.guide.proved_parts import PROVED, WRITER, WRITTEN
from migration.report.forms import Form, report_text
from migration.report.html_page import html_of
from migration.report.json_document import json_of
from migration.report.pseudonyms import Pseudonyms, pseudonyms_of
from migration.report.redaction import redacted
from migration.report.report import NotRead, Report, Said
from migration.report.ticket import markdown_of
from tests.report.conftest import LATER, NOTE, REASON, Told
from tests.report.planted import report_of_texts, texts_in

pytestmark = pytest.mark.xdist_group("report")

# Of a person, a firm, an account, a host, an id, an address, each as a word that no dictionary has;
# those that are a word of English stand in the deployment or in a note, and are known by that.
PLANTED = [
    "Zebedee",
    "initech-portal",
    "210987654321",
    "login.initech.example",
    "eu-west-3_Ab12Cd34E",
    "7k1m2n3p4q5r6s7t8u9v0w1x2y",
    "jo.doe@initech.example",
    "https://initech.example/a?b=c",
    "arn:aws:iam::210987654321:user/zebedee",
    "10.11.12.13",
    "+4915112345678",
]
# The fields of a report that hold words of the guide's or of AWS's, and no value of a deployment's.
OURS: dict[str, object] = {
    "text": "said that the step is done",
    "open": ("Save",),
    "title": "App clients",
    "titles": {"4": "App clients"},
    "section": "4 App clients",
    "words": "done",
    "step": "4",
    "progress": "2 of 15 steps done.",
    "weigh": ("Apps: a phone that lies silent is not seen.",),
    "operation": "DescribeUserPool",
    "not_read": (NotRead("DescribeUserPool", "old", "4", "initech-portal refused it"),),
    "region": "us-east-1",
    "poolwalk": "0.1.0",
    "day": "2026-11-20",
    "state": "applied",
    "command": "tick",
    "otherwise": "not-applicable",
    "sha256": "0" * 64,
}


def all_forms(report: Report) -> str:
    return "\n".join((markdown_of(report), html_of(report), json_of(report)))


@pytest.fixture
def pseudonyms(told: Told) -> Pseudonyms:
    walkthrough = told.walkthrough
    words = aws_vocabulary()
    return pseudonyms_of(walkthrough.state, walkthrough.logbook.entries, words)


@pytest.mark.parametrize("name", PLANTED)
def test_no_name_is_left_in_any_form_wherever_it_stood(pseudonyms: Pseudonyms, name: str) -> None:
    ours = {key: value for key, value in OURS.items() if key not in {"text", "title", "words"}}
    report = report_of_texts(f"The server of {name}, or {name}: refused “{name}”.", **ours)
    # what the guide says of a step stays; what a person is told of an event or a check does not
    kept = replace(report, steps=())
    whole = redacted(kept, pseudonyms)
    assert not [text for text in texts_in(whole) if name.lower() in text.lower()]
    assert name.lower() not in all_forms(whole).lower()


def test_a_step_keeps_the_guides_words_and_loses_what_people_wrote(pseudonyms: Pseudonyms) -> None:
    report = report_of_texts("Zebedee of initech-portal", **OURS)
    report = replace(report, steps=(replace(report.steps[0], id="4"),))
    (step,) = redacted(report, pseudonyms).steps
    assert (step.title, step.open, step.said[0].text) == (
        "App clients",
        ("Save",),
        "said that the step is done",
    )
    assert not [text for text in texts_in(step) if re.search("(?i)zebedee|initech", text)]


@pytest.mark.parametrize("note", [WRITTEN, PROVED])
def test_what_poolwalk_saw_itself_names_nobody_and_stays(pseudonyms: Pseudonyms, note: str) -> None:
    said = Said("Save was clicked", WRITER, datetime(2026, 11, 20, tzinfo=UTC), note)
    by_a_person = replace(said, note="by hand")
    report = report_of_texts("x", **OURS)
    step = replace(report.steps[0], id="4", said=(said, by_a_person))
    seen, typed = redacted(replace(report, steps=(step,)), pseudonyms).steps[0].said
    assert seen == said
    assert "by hand" not in typed.note


def test_nothing_of_the_sample_deployment_is_in_its_redacted_report(
    told: Told,
) -> None:
    state = told.held_by_aws
    ids = {
        *re.findall(r"us-east-1_\w+", state),
        *re.findall(r'"(?:ClientId|UserPoolId|SourceArn|StackId)": "([^"]{6,})"', state),
        *re.findall(r'"(?:ClientName|PoolName|Domain|StackName)": "([^"]{4,})"', state),
        *re.findall(r"[\w.+-]+@[\w-]+\.\w+", state),
        *re.findall(r"\b\d{12}\b", state),
    }
    assert len(ids) > 20
    names = {*ids, "acme", "initech", "Jo Doe", "tracker", "user/admin", NOTE, REASON, "127.0.0.1"}
    for form in Form:
        text = report_text(told.walkthrough, form, LATER, redact=True).lower()
        assert {name for name in names if name.lower() in text} == set()


def test_a_redacted_report_still_tells_things_apart_and_says_the_verdict(told: Told) -> None:
    text = report_text(told.walkthrough, Form.MARKDOWN, LATER, redact=True)
    assert "**No, not yet.**" in text
    assert "`client-1` of the old pool was used within 30 days; last seen" in text
    assert "whether `client-5` of the new pool works cannot be said yet: it was changed at" in text
    assert "### Change 8: 4 App clients, `client-1`" in text
    assert "| `identity providers` | `—` | `Google` | applied |" in text
    assert "person-1" in text
    assert "(a note, left out)" in text
    assert "account, ids, addresses and names are left out" in text


def test_what_a_sentence_quotes_is_left_out_unless_the_guide_says_it(
    pseudonyms: Pseudonyms,
) -> None:
    seen = (
        "Changed by somebody since it was read: seen “Mark Rose”, now “rose”, intended “10 days”."
    )
    assert pseudonyms.sentence(seen) == (
        "Changed by somebody since it was read: seen “…”, now “…”, intended “…”."
    )
    ours = "said that “Submitted for certification” is done, on 2026-11-20"
    assert pseudonyms.sentence(ours) == ours


def test_awss_own_words_are_known_whatever_a_connection_keeps_of_its_model() -> None:
    words = aws_vocabulary()
    said = "Specify a user pool client that was not deleted, intended for Falcon"
    assert words.sentence(said) == "Specify a user pool client that was not deleted, intended for …"


def test_words_of_english_that_are_names_here_are_known(told: Told) -> None:
    walkthrough = told.walkthrough
    walkthrough.store.change(
        lambda state: replace(
            state, deployment=replace(state.online(), who="arn:aws:iam::1:user/Grace")
        )
    )
    words = aws_vocabulary()
    known = pseudonyms_of(walkthrough.state, walkthrough.logbook.entries, words)
    said = known.sentence("grace uses esp-rainmaker-alexa-skill, says Grace")
    assert "grace" not in said.lower()
    assert "client-2" in said
