"""Google Home's Token URL: one of two, by the pool that the skill used until now."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.compare.choices import Choices
from migration.deployment.whole_reading import Reading
from migration.guide.page import PasteValue
from migration.guide.paste_values import paste_values
from migration.guide.placeholder_values import Known
from migration.guide.rainmaker_api_path import EXPORT, api_path, api_path_problem
from migration.guide.statement import Statement
from migration.guide.step_files import load_steps
from migration.guide.token_url import VoiceRecord, skills_pool, token_url
from migration.journal.entries import Entry, EntryKind
from migration.journal.record import Record
from migration.pools.reading import Pending, Role, Unread
from tests.readings import DEPLOYMENT, client, domain, pool_reading, reading

STEP = next(step for step in load_steps() if step.id == "7b")
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
HOME = client("esp-rainmaker-google-action", "home1", ClientSecret="hunter2")
API = "https://api.acme.example/dev"


def said(value: str) -> Statement:
    return Statement(value, "arn:aws:sts::123456789012:assumed-role/Admins/alice", AT)


def both(*, old: bool = True, new_domain: bool = True) -> Reading:
    found = reading(
        pool_reading(domain=domain("acme-old"), clients=(HOME,) if old else ()),
        pool_reading(domain=domain("acme-new") if new_domain else None, clients=(HOME,)),
    )
    return replace(found, exports={EXPORT: f"{API}/"})


NEW_URL = "https://acme-new.auth.us-east-1.amazoncognito.com/oauth2/token"


def shown(found: Reading, record: VoiceRecord) -> PasteValue:
    (value,) = [
        v
        for v in paste_values(STEP, Known(found, Choices(), DEPLOYMENT, voice=record))
        if v.field == "Token URL"
    ]
    return value


def test_where_nothing_tells_the_old_pools_url_is_shown_and_says_that_it_is_the_usual_case() -> (
    None
):
    value = shown(both(), VoiceRecord())
    assert value.value == f"{API}/custom_token"
    assert value.why.startswith(
        "Which pool the skill used until now does not show, and the old one is the usual case; was"
    )
    assert value.why.endswith(f"The API Path URI is the export {EXPORT}.")
    assert skills_pool(both(), VoiceRecord())[0] is None


@pytest.mark.parametrize(
    ("found", "record", "pool", "why"),
    [
        (both(new_domain=False), VoiceRecord(), Role.OLD, "has no domain yet"),
        (both(), VoiceRecord(made_domain=True), Role.OLD, "before Poolwalk made it"),
        (
            both(old=False),
            VoiceRecord(),
            Role.NEW,
            "the old one has no esp-rainmaker-google-action",
        ),
    ],
)
def test_a_pool_that_cannot_have_been_used_decides_it(
    found: Reading, record: VoiceRecord, pool: Role, why: str
) -> None:
    decided, reason = skills_pool(found, record)
    assert decided is pool
    assert why in reason


def test_a_list_that_could_not_be_read_decides_nothing() -> None:
    found = both(old=False)
    unread = replace(
        found, old=replace(found.old, clients=Unread("ListUserPoolClients", "refused", Role.OLD))
    )
    assert skills_pool(unread, VoiceRecord())[0] is None


def test_a_persons_answer_counts_before_all_that_was_read_and_is_signed() -> None:
    value = shown(both(), VoiceRecord(skills_pool=said("new"), made_domain=True))
    assert value.value == NEW_URL
    assert value.why == "The skill used the new pool until now, says alice, 2026-11-22."


def test_an_answer_whose_url_is_not_there_yet_says_what_it_needs() -> None:
    value = shown(both(new_domain=False), VoiceRecord(skills_pool=said("new")))
    assert (value.value, value.needs) == (None, "step 2")


def test_while_the_domain_is_being_read_neither_url_is_given() -> None:
    found = both()
    awaited = replace(found, new=replace(found.new, domain=Pending("DescribeUserPoolDomain")))
    assert token_url(awaited, VoiceRecord()).value == ""


def test_the_uri_that_a_person_entered_counts_before_the_export() -> None:
    found = api_path({EXPORT: API}, said("https://other.example"))
    assert (found.value, found.why) == (
        "https://other.example",
        "the API Path URI was entered by alice, 2026-11-22",
    )


@pytest.mark.parametrize(
    ("exports", "needs"),
    [
        ({}, "the API Path URI (e): RainMaker dashboard"),
        ({EXPORT: "http://api.acme.example"}, "holds no address that will do"),
        (Unread("ListExports", "not allowed"), "could not be read, not allowed"),
        (Pending("ListExports"), "still being read"),
    ],
)
def test_without_a_uri_there_is_no_token_url(
    exports: dict[str, str] | Unread | Pending, needs: str
) -> None:
    found = token_url(replace(both(), exports=exports), VoiceRecord())
    assert found.value == ""
    assert needs in found.needs


@pytest.mark.parametrize(
    ("uri", "problem"),
    [
        (API, ""),
        (f"{API}/", ""),
        ("https://api.acme.example:8443", ""),
        ("http://api.acme.example", "begins with https://"),
        ("api.acme.example", "begins with https://"),
        ("https://", "begins with https://"),
        ("https://api.acme.example:port", "no address"),
        ("https://[::1", "no address"),
        ("https://user@api.acme.example", "any user name"),
        ("https://api.acme.example/?a=b", "leave out what follows"),
        (f"{API}/custom_token", "That is a Token URL"),
        (f"{API}/custom_token/", "That is a Token URL"),
        ("https://api.acme.example/a b", "letters, digits and signs"),
        ("https://api.acme.example/\x1b[2J", "letters, digits and signs"),
        ("https://" + "a" * 1100, "letters, digits and signs"),
    ],
)
def test_a_uri_is_held_to_what_a_token_url_can_begin_with(uri: str, problem: str) -> None:
    assert problem in api_path_problem(uri)
    assert bool(api_path_problem(uri)) == bool(problem)


@given(st.text())
def test_any_text_is_a_uri_or_has_a_problem_in_one_line(text: str) -> None:
    assert "\n" not in api_path_problem(text)


def test_the_last_word_in_the_journal_counts_and_an_empty_uri_takes_the_entered_one_back() -> None:
    def entry(kind: EntryKind, **body: str) -> Entry:
        return Entry(kind, "alice", AT, "7b", body)

    entries = [
        entry(EntryKind.SKILLS_POOL_SAID, pool="new"),
        entry(EntryKind.SKILLS_POOL_SAID, pool="old"),
    ]
    entries += [entry(EntryKind.API_PATH_ENTERED, uri=API)]
    voice = Record.of(entries).voice
    assert voice == VoiceRecord(Statement("old", "alice", AT), Statement(API, "alice", AT))
    assert Record.of([*entries, entry(EntryKind.API_PATH_ENTERED, uri="")]).voice.api_path is None
