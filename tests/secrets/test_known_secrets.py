"""No sentence repeats a secret that the process holds or was given, however it is written in it."""

import base64
import html
import json
import re
import time
import tomllib
from collections.abc import Callable, Iterator
from textwrap import wrap
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from botocore.exceptions import ClientError
from hypothesis import assume, given
from hypothesis import strategies as st

from migration import known_secrets
from migration.aws.call_description import CallDescription
from migration.aws.refusals import refusal
from migration.aws.safe_text import LONGEST_ANSWER
from migration.errors import BadInput
from migration.guide.paste_values import paste_value
from migration.guide.step import ValueTemplate
from migration.known_secrets import (
    MASK,
    PIECE,
    KnownSecrets,
    remember_environment,
    remember_secret,
    without_secrets,
)
from migration.letters_and_digits import Places, bare
from migration.secret import Secret
from tests.secrets.planted import SAMPLE

VALUE = "Zq7!kd/92+wL=vN3xT0p\"'\\Rb5"
KEY = "\n".join(["MIGTAgEAMBMGByqGSM49Ag" * 3, "EGCCqGSM49AwEHBHkwdwIBA" * 3])

WRITTEN: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "as Python writes it": repr,
    "as JSON has it": json.dumps,
    "in an address": lambda value: quote(value, safe=""),
    "in base64": lambda value: base64.b64encode(value.encode()).decode(),
    "in base64 after a name": lambda value: base64.b64encode(f"id:{value}".encode()).decode(),
    "as bytes": lambda value: repr(value.encode()),
    "in capitals": str.upper,
    "in small letters": str.lower,
    "in an address, in small letters": lambda value: quote(value, safe="").lower(),
    "in an address, each character": lambda value: "".join(f"%{ord(one):02x}" for one in value),
    "in an address of an address": lambda value: quote(quote(value, safe=""), safe=""),
    "as JSON of JSON": lambda value: json.dumps(json.dumps(json.dumps(value))),
    "as JSON with a slash that is escaped": lambda value: json.dumps(value).replace("/", "\\/"),
    "in JSON's numbers": lambda value: "".join(f"\\u{ord(one):04x}" for one in value),
    "in HTML": html.escape,
    "in XML's numbers": lambda value: "".join(f"&#{ord(one)};" for one in value),
    "in hexadecimal numbers": lambda value: value.encode().hex(" "),
    "in base64, in small letters": lambda value: base64.b64encode(value.encode()).decode().lower(),
    "over lines": lambda value: "\n    ".join(wrap(value, 7)),
    "over lines of a shell": lambda value: "\\\n".join(wrap(value, 7)),
    "over literals": lambda value: "'\n '".join(wrap(value, 7)),
    "over lines in a frame": lambda value: " │\n│ ".join(wrap(value, 7)),
    "sign by sign": lambda value: repr(list(value)),
    "in colours": lambda value: "\x1b[1m".join(wrap(value, 7)),
    "in the middle of a word": lambda value: f"abc{value}def",
    "cut off at its end": lambda value: value[:-6],
    "cut off at its beginning": lambda value: value[6:],
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_secret_is_dots_whatever_way_a_text_writes_it(written: str) -> None:
    Secret(VALUE)
    text = WRITTEN[written](VALUE)
    said = str(BadInput(f"Invalid header value {text} at line 3."))
    assert said.startswith("Invalid header value ")
    assert said.endswith(" at line 3.")
    assert MASK in said
    kept = said.removeprefix("Invalid header value ").removesuffix(" at line 3.")
    assert not any(text[at : at + 8] in kept for at in range(len(text) - 7) if known(text[at:]))


def known(text: str) -> bool:
    """Whether what a text begins with is of the secret, and not of what stands around it."""
    return bool(re.match(r"[A-Za-z0-9%&#\\]", text))


TORN = (
    "over lines",
    "over lines of a shell",
    "over literals",
    "over lines in a frame",
    "sign by sign",
)
OTHER_SIGNS = ("base64", "hexadecimal", "colours", "each character", "numbers")
ESCAPED = [way for way in WRITTEN if way not in TORN and not any(one in way for one in OTHER_SIGNS)]


@given(
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=30, max_size=60),
    st.lists(st.sampled_from(TORN), max_size=1),
    st.lists(st.sampled_from(ESCAPED), max_size=2),
)
def test_a_secret_that_was_torn_and_packed_more_than_once_is_dots(
    value: str, torn: list[str], escaped: list[str]
) -> None:
    assume(len(bare(value)) >= 2 * PIECE)
    secrets = KnownSecrets()
    secrets.add(value)
    text = value
    for way in (*torn, *escaped):
        text = WRITTEN[way](text)
    assert MASK in secrets.without(f"it said {text} to me")


@given(st.text(st.sampled_from("aZ1%25&#x;\\un\x1b[m' é"), max_size=40))
def test_each_letter_of_a_text_has_its_place(text: str) -> None:
    letters, places = bare(text), Places(text)
    spans = [places.span(at, at + 1) for at in range(len(letters))]
    assert spans == sorted(set(spans))
    for letter, (begin, end) in zip(letters, spans, strict=True):
        assert bare(text[begin:end]) == letter


@pytest.mark.parametrize("line", KEY.splitlines())
def test_a_line_of_a_key_is_enough(line: str) -> None:
    Secret(KEY)
    assert line[5:30] not in without_secrets(f"could not parse {line[5:30]}…")


def test_other_words_stay() -> None:
    Secret("GOCSPX-not-in-this-sentence")
    sentence = "AWS refused UpdateUserPoolClient (4abc of us-east-1_NewPool02): look at it."
    assert str(BadInput(sentence)) == sentence


@pytest.mark.parametrize("short", ["", "a", "GET", "true", "email"])
def test_what_is_too_short_to_be_told_from_a_word_masks_no_word(short: str) -> None:
    Secret(short)
    assert without_secrets("GET a true email") == "GET a true email"


def test_an_address_that_is_kept_secret_does_not_hide_all_addresses() -> None:
    Secret("https://graph.example.com/acme-hidden")
    assert "https://graph.example.org" in without_secrets("asked https://graph.example.org in vain")
    assert "acme-hidden" not in without_secrets("asked https://graph.example.com/acme-hidden")


@pytest.mark.parametrize(
    ("name", "value", "hidden"),
    [
        ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG", "wJalrXUtnFEMI/K7MDENG"),
        ("AWS_SESSION_TOKEN", "IQoJb3JpZ2luX2VjEH4\n", "IQoJb3JpZ2luX2VjEH4"),
        ("GITHUB_TOKEN", "ghp_0123456789abcdefABCDEF", "ghp_0123456789abcdefABCDEF"),
        ("HTTPS_PROXY", "http://me:pa%24sword77@proxy.example.com:3128", "pa$sword77"),
        ("https_proxy", "http://me:pa%25sword99@proxy.example.com:3128", "pa%25sword99"),
    ],
)
def test_what_the_environment_holds_is_known(name: str, value: str, hidden: str) -> None:
    remember_environment({name: value})
    assert hidden not in without_secrets(f"the library says: {hidden}.")


@pytest.mark.parametrize(
    "name", ["AWS_WEB_IDENTITY_TOKEN_FILE", "POOLWALK_ALEXA_TOKEN_FILE", "AWS_ROLE_ARN", "PATH"]
)
def test_where_a_secret_lies_is_no_secret(name: str) -> None:
    remember_environment({name: "/var/run/secrets/eks/serviceaccount"})
    assert "/var/run/secrets/eks" in without_secrets("/var/run/secrets/eks/serviceaccount is gone")


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("POST https://admin:hunter2hunter@proxy.local failed", "hunter2hunter"),
        ("header Authorization: Bearer ya29.a0AfH6SMBx1 is bad", "ya29.a0AfH6SMBx1"),
        ('{"SecretAccessKey": "abcdEFGH1234", "Version": 1}', "abcdEFGH1234"),
        ("/token?access_token=abcdEFGH1234&state=1", "abcdEFGH1234"),
        ("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJBMUIyIn0.c2lnbmF0dXJl", "eyJpc3MiOiJBMUIyIn0"),
        ("-----BEGIN PRIVATE KEY-----\nMIGTAgEA\n-----END PRIVATE KEY-----", "MIGTAgEA"),
        ("-----BEGIN PRIVATE KEY-----\nMIGTAgEA and cut off", "MIGTAgEA"),
    ],
)
def test_what_looks_like_a_secret_is_dots_though_nobody_knows_it(text: str, gone: str) -> None:
    assert gone not in without_secrets(text)


def test_a_sentence_about_a_secret_stays_whole() -> None:
    for sentence in (
        "client_secret: its former secret is not kept on disk; enter it in the Cognito console",
        "ProviderDetails.client_secret: holds the value, in which AWS takes no space",
        "The AWS session token has a line end in it: enter it again.",
    ):
        assert without_secrets(sentence) == sentence


def test_many_secrets_cost_a_sentence_next_to_nothing() -> None:
    for number in range(500):
        remember_secret(f"secret-number-{number:06d}-{number * 7919:012d}")
    long = "a sentence of somebody's library, " * 3000
    assert without_secrets(long) == long


def test_what_becomes_known_while_others_are_worked_out_is_known_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known, forms = KnownSecrets(), known_secrets._forms
    known.add("the-first-secret-4711")

    def interrupted(value: str) -> Iterator[str]:
        monkeypatch.setattr(known_secrets, "_forms", forms)
        known.add("a-second-secret-4712")
        assert known.without("a-second-secret-4712") == MASK
        known.add("a-third-secret-4713")
        yield from forms(value)

    monkeypatch.setattr(known_secrets, "_forms", interrupted)
    said = known.without("the-first-secret-4711 and a-second-secret-4712")
    assert said == f"{MASK} and {MASK}"
    assert known.without("then a-third-secret-4713") == f"then {MASK}"


# --- what somebody else wrote is looked through in a time that grows as it does -------------------
@pytest.mark.parametrize(
    "text",
    [
        "-eyJ" * 40_000,
        "eyJ" + "a" * 160_000,
        "eyJaaaaaaaa." * 12_000,
        "-----BEGIN PRIVATE KEY " * 7_000,
        "-----BEGIN PRIVATE KEY-----" * 6_000,
        "://a:" * 30_000,
        "bearer " * 20_000,
        "client_secret" * 12_000,
        "client_secret " + " " * 160_000,
        "password=" * 18_000,
    ],
)
def test_looking_for_secrets_is_linear(text: str) -> None:
    began = time.process_time()
    without_secrets(text)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "text",
    [
        "x-eyJhbGciOiJF.eyJpc3MiOiJB.c2ln",
        "a.eyJhbGciOiJF.eyJpc3MiOiJB",
        "eyJhbGciOiJF.eyJpc3MiOiJB",
    ],
)
def test_a_token_behind_other_words_is_dots(text: str) -> None:
    shown = without_secrets(f"token {text} is bad")
    assert "eyJ" not in shown
    assert shown.endswith(" is bad")


@pytest.mark.parametrize("text", ["because no " * 90_000, "-eyJ" * 250_000, "a " * 500_000])
def test_a_refusal_of_a_megabyte_is_told_at_once(text: str) -> None:
    error = ClientError(
        {"Error": {"Code": "AccessDenied", "Message": f"x {text} password=hunter2hunter"}}, "GetX"
    )
    began = time.process_time()
    said = str(refusal(error, CallDescription("GetX")))
    assert time.process_time() - began < 1
    assert len(said) < 2 * LONGEST_ANSWER


def test_the_words_that_are_pasted_with_a_secret_stand_in_sentences_as_before() -> None:
    told = {"fill": lambda _: Secret("n3ver-seen-beside-words"), "reason": lambda _: ""}
    known: Any = SimpleNamespace(**told)
    words = "The Authorization URL of an assistant:"
    template = ValueTemplate("Client secret", f"{words} {{alexa_client_secret}}", secret=True)
    value = paste_value(template, known).value
    assert isinstance(value, Secret)
    assert value.reveal() == f"{words} n3ver-seen-beside-words"
    assert without_secrets(value.reveal()) == f"{words} {MASK}"


def test_no_secret_of_the_sample_shares_a_piece_with_anything_else_in_it() -> None:
    values = list(_values(tomllib.loads(SAMPLE.read_text(encoding="utf-8"))))
    secrets = {value for name, value in values if "secret" in name.lower()}
    others = [value for name, value in values if "secret" not in name.lower() and name != "tokens"]
    known_ones = KnownSecrets()
    for one in secrets:
        known_ones.add(one)
    assert len(secrets) >= 8
    assert [value for value in others if known_ones.without(value) != value] == []


def _values(document: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a document, with the name of the member that it stands in."""
    if isinstance(document, str):
        yield name, document
    for key, value in document.items() if isinstance(document, dict) else ():
        yield from _values(value, str(key))
    for value in document if isinstance(document, list) else ():
        yield from _values(value, name)
