"""Checks from another machine.

A curl line has no secret, and the same code judges the answer that is pasted.
"""

import shlex
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.checks.check_verdict import CheckVerdict
from migration.checks.curl import curl_line
from migration.checks.kind import CheckKind
from migration.checks.markers import known_markers
from migration.checks.pasted_answer import pasted_answer
from migration.checks.question_and_answer import WRONG_PATH, Probe
from migration.errors import BadInput
from migration.walkthrough import Walkthrough
from tests.checks.recorded import PROBES, TO_GOOGLE, auth_error, judge_of
from tests.practice_aws import PracticeAws
from tests.walkthroughs import walk

REDIRECT = "HTTP/2 302 \r\nlocation: {}\r\ncontent-length: 0\r\n\r\n"
PROBE = Probe("https://acme.auth.us-east-1.amazoncognito.com/x")


@pytest.mark.parametrize("kind", list(CheckKind))
def test_a_line_holds_no_secret_and_asks_what_the_check_asks(kind: CheckKind) -> None:
    line = curl_line(PROBES[kind], known_markers())
    assert not any(secret in line for secret in ("GOCSPX", "a.jwt.token", "Atza"))
    words = shlex.split(line)
    assert words[-1] == PROBES[kind].url
    assert "-L" not in words
    secret = kind in {CheckKind.GOOGLE_SECRET, CheckKind.APPLE_KEY, CheckKind.ALEXA_CONSOLE}
    assert line.startswith("read -rs secret && printf") == secret


def test_a_secret_reaches_curl_through_the_pipe_alone(tmp_path: Path) -> None:
    (tmp_path / "curl").write_text('#!/bin/sh\necho "$@" > args\ncat > given\n')
    (tmp_path / "curl").chmod(0o755)
    line = curl_line(PROBES[CheckKind.GOOGLE_SECRET], known_markers())
    subprocess.run(
        ["/bin/bash", "-c", line],
        cwd=tmp_path,
        input="hush\n",
        text=True,
        check=True,
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
    )
    assert (tmp_path / "given").read_text() == "hush"
    assert "hush" not in (tmp_path / "args").read_text()


@pytest.mark.parametrize("code", ["\x1b[201~", "\x03", "\x9b", "\u202e"])
def test_nothing_that_a_terminal_obeys_stands_in_the_address_that_is_copied_into_a_shell(
    code: str,
) -> None:
    answer = pasted_answer(REDIRECT.format(f"https://accounts.google.com/x{code}; id"), PROBE)
    assert answer.location == ""


@pytest.mark.parametrize(
    "before",
    [
        "",
        "$ curl -si https://x\n",
        "HTTP/1.1 200 Connection established\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
    ],
)
def test_a_pasted_answer_is_read_whatever_stands_before_it(before: str) -> None:
    answer = pasted_answer(before + REDIRECT.format("/login?x=1"), PROBE)
    assert (answer.status, answer.location) == (
        302,
        "https://acme.auth.us-east-1.amazoncognito.com/login?x=1",
    )


def test_a_status_line_within_a_page_is_part_of_the_page() -> None:
    answer = pasted_answer(
        "HTTP/1.1 200 OK\r\n\r\n\n<pre>\nHTTP/1.1 302 Found\nLocation: /login\n</pre></html>", PROBE
    )
    assert answer.status == 200
    assert answer.location == ""


@pytest.mark.parametrize("cut", [12, 40, 60])
def test_an_answer_that_is_cut_off_proves_nothing_that_it_lacks(cut: int) -> None:
    page = (
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html><p>Sign in with Apple</p></html>"
    )
    judge = judge_of(CheckKind.APPLE_CONSOLE)
    assert judge(pasted_answer(page, PROBE)).verdict is CheckVerdict.PASSED
    assert judge(pasted_answer(page[:cut], PROBE)).verdict is CheckVerdict.INCONCLUSIVE


def test_a_length_that_was_not_reached_is_a_cut() -> None:
    answer = pasted_answer("HTTP/1.1 200 OK\ncontent-length: 900\n\n<html></html>", PROBE)
    assert not answer.whole


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_an_answer_or_one_sentence(text: str) -> None:
    if "HTTP/" in text:
        return
    with pytest.raises(BadInput, match="That is no answer"):
        pasted_answer(text, PROBE)


@given(
    st.lists(
        st.sampled_from(
            ["HTTP/1.1 200 OK", "HTTP/2 100", "", "a: b", "location: x", "<p>", "HTTP/"]
        ),
        max_size=12,
    )
)
def test_any_order_of_lines_is_an_answer_or_one_sentence(lines: list[str]) -> None:
    with suppress(BadInput):
        assert pasted_answer("\n".join(lines), PROBE).status in {100, 200}


@pytest.fixture
def bastion(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Walkthrough]:
    """Domain, Google and the app clients are done, and nothing outside can be reached."""
    nowhere = dict.fromkeys(practice_aws.check_hosts, "http://127.0.0.1:9")
    walked = walk(practice_aws, tmp_path / "state", attached=False, check_hosts=nowhere)
    walked.entered.choose_prefix("acme-signin")
    for step in ("2", "3a", "4"):
        walked.applier.apply(walked.pages.to_apply(step))
    yield walked
    walked.close()


HOST, GOOGLE_ID = (
    "acme-signin.auth.us-east-1.amazoncognito.com",
    "402190218822-acmehome0123456789abcdefghijklmn.apps",
)


def to_google(bastion: Walkthrough) -> str:
    client = f"client_id={GOOGLE_ID}.googleusercontent.com"
    return TO_GOOGLE.replace("acme.auth.us-east-1.amazoncognito.com", HOST).replace(
        TO_GOOGLE.split("?")[1].split("&")[0], client
    )


def test_a_console_is_proved_by_hand_in_three_errands(bastion: Walkthrough) -> None:
    assert {finding.verdict for finding in bastion.checks.run("3a")} == {CheckVerdict.INCONCLUSIVE}
    first = bastion.curl_checks.next_for("google-console")
    assert first.check.kind is CheckKind.PROVIDER
    found = bastion.curl_checks.take_pasted(first, REDIRECT.format(to_google(bastion)))
    assert found is not None
    assert found.verdict is CheckVerdict.PASSED
    second = bastion.curl_checks.next_for("google-console")
    assert second.guard
    assert WRONG_PATH.replace("/", "%2F") in second.line
    error = f"https://accounts.google.com/signin/oauth/error?authError={auth_error('redirect_uri_mismatch')}"
    assert bastion.curl_checks.take_pasted(second, REDIRECT.format(error)) is None
    third = bastion.curl_checks.next_for("google-console")
    assert not third.guard
    found = bastion.curl_checks.take_pasted(
        third, REDIRECT.format("https://accounts.google.com/v3/signin/identifier?x=1")
    )
    assert found is not None
    assert found.verdict is CheckVerdict.PASSED
    assert found.evidence.pasted
    assert replace(bastion.checks.findings["google-console"], first=found.first) == found


def test_a_pasted_guard_that_is_not_refused_is_blind(bastion: Walkthrough) -> None:
    bastion.curl_checks.take_pasted(
        bastion.curl_checks.next_for("google-console"), REDIRECT.format(to_google(bastion))
    )
    signs_in = REDIRECT.format("https://accounts.google.com/v3/signin/identifier")
    found = bastion.curl_checks.take_pasted(
        bastion.curl_checks.next_for("google-console"), signs_in
    )
    assert found is not None
    assert found.verdict is CheckVerdict.INCONCLUSIVE
    assert "blind" in found.sentence


def test_what_cannot_be_asked_yet_says_what_it_lacks(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walked: Any = walk(practice_aws, tmp_path / "state", attached=False)
    with pytest.raises(BadInput, match="step 2"):
        walked.curl_checks.next_for("google-console")
    walked.close()
