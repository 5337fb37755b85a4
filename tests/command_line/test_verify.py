"""`poolwalk verify` against the practice AWS and the parties that it plays."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from tests.as_it_stood import AsItStood
from tests.command_line.conftest import PAIR, Run
from tests.practice_aws import NEW_POOL, PracticeAws

Outside = Callable[..., dict[str, Any]]


@pytest.fixture
def outside(aws: PracticeAws, monkeypatch: pytest.MonkeyPatch) -> Outside:
    """The parties outside, as the practice AWS plays them; gives its control routes."""
    monkeypatch.setenv(
        "POOLWALK_CHECK_HOSTS", ";".join(f"{host}={base}" for host, base in aws.check_hosts.items())
    )
    return lambda route, **given: aws.control("POST", f"outside/{route}", given)


@pytest.fixture
def applied(aws: PracticeAws, run: Run, tmp_path: Path, as_it_stood: AsItStood) -> Path:
    """Everything that Poolwalk itself can do is done, and nobody was in a console yet.

    Returns the file with Apple's key.
    """
    file = tmp_path / "AuthKey_K6L7M8N9P0.p8"

    def apply() -> None:
        file.write_text(made_up_apple_key(), encoding="ascii")
        done = run("apply", "--yes", "--domain", "acme-signin", "--apple-key", str(file), *PAIR)
        assert done.code == 0, done.err

    as_it_stood("all is applied", tmp_path, apply)
    return file


def test_the_worst_stands_first_and_is_said_on_a_terminal_while_the_rest_is_asked(
    applied: Path, outside: Outside, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside("work", console="google", pool=NEW_POOL)
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True)
    answer = run("verify", *PAIR)
    steps = [line for line in answer.out.splitlines() if line[:1].isdigit() and "  " in line]
    assert steps[0].startswith("3b"), "Apple's console, where nobody was"
    assert steps.index("3a  Google") > steps.index("3b  Apple")
    said = [line for line in answer.err.splitlines() if "✗ 3b" in line]
    assert len(said) == 1
    assert said[0].split()[1:3] == ["of", "33"]


def verdicts(answer: Any) -> dict[str, str]:
    return {check["id"]: check["verdict"] for check in answer.json["checks"]}


def test_before_anything_is_done_nothing_is_asked_and_nothing_is_claimed(
    aws: PracticeAws, outside: Outside, run: Run
) -> None:
    answer = run("verify", "--json", *PAIR)
    assert answer.code == 4
    assert set(verdicts(answer).values()) == {"inconclusive"}
    assert all("step 2" in check["reason"] for check in answer.json["checks"])
    assert aws.control("GET", "outside/requests") == {"requests": []}


def test_a_reason_that_all_checks_of_a_step_share_is_said_once_in_that_step(
    outside: Outside, run: Run
) -> None:
    lines = run("verify", *PAIR).out.splitlines()
    steps = [line for line in lines if line[:1].isdigit() and "  " in line]
    reasons = [
        line
        for line in lines
        if "not asked" in line and not line.strip().startswith("is not known beyond")
    ]
    assert len(steps) > 3
    assert len(reasons) == len(steps)
    assert sum(line.startswith("  ? ") for line in lines) > len(steps), (
        "each check still has its line"
    )


def test_a_console_that_nobody_was_in_is_refused_and_passes_once_somebody_was(
    applied: Path, outside: Outside, run: Run
) -> None:
    before = run("verify", "--step", "3a", "--json", *PAIR)
    assert before.code == 3
    assert verdicts(before)["google-console"] == "refused"
    outside("work", console="google", pool=NEW_POOL)
    after = run("verify", "--step", "3a", "--json", *PAIR)
    assert verdicts(after) == {
        "provider/rainmaker-user-pool-client/Google": "passed",
        "google-console": "passed",
        "google-secret": "passed",
    }
    assert after.code == 0


def test_the_json_is_what_scripts_build_on(applied: Path, outside: Outside, run: Run) -> None:
    answer = run("verify", "--step", "3b", "--json", *PAIR)
    assert list(answer.json) == ["schema", "checks", "retirement"]
    assert answer.json["retirement"] is None
    for check in answer.json["checks"]:
        assert list(check) == ["id", "step", "verdict", "reason", "evidence", "at"]
        assert list(check["evidence"]) == ["host", "status", "location", "code", "pasted"]
        assert datetime.fromisoformat(check["at"]).tzinfo is not None
    console = next(check for check in answer.json["checks"] if check["id"] == "apple-console")
    assert console["evidence"]["code"] == "invalid_request"
    assert "state=" not in answer.out


def test_apples_key_is_checked_where_its_file_is_given(
    applied: Path, outside: Outside, run: Run
) -> None:
    answer = run("verify", "--step", "3b", "--json", "--apple-key", str(applied), *PAIR)
    assert verdicts(answer)["apple-key"] == "passed"


def test_a_key_of_another_team_is_refused(
    aws: PracticeAws, applied: Path, outside: Outside, run: Run
) -> None:
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    pem = other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    outside("consoles", apple_keys={"K6L7M8N9P0": {"team_id": "A1B2C3D4E5", "public_key": pem}})
    answer = run("verify", "--step", "3b", "--json", "--apple-key", str(applied), *PAIR)
    assert verdicts(answer)["apple-key"] == "refused"


def test_the_way_of_a_login_is_shown_with_the_place_where_it_breaks(
    applied: Path, outside: Outside, run: Run
) -> None:
    outside("work", console="apple", pool=NEW_POOL)
    answer = run("verify", *PAIR)
    assert answer.code == 3
    assert (
        "A login by Google: ✓ the pool's domain → ✓ it answers → ✓ provider → ✗ Google"
        in answer.out
    )
    assert "breaks at “Google”: Google does not know the redirect URI" in answer.out
    assert (
        "A login by SignInWithApple: ✓ the pool's domain → ✓ it answers → ✓ provider → ✓ Apple"
        in answer.out
    )
    others = next(line for line in answer.out.splitlines() if line.startswith("A login by GitHub"))
    assert others.endswith(" provider")
    assert "behind that, a login is the proof" in answer.out


@pytest.mark.parametrize(
    "fault", ["unreachable", "nonsense", "garbage", "too_many", "server_error", "redirect", "slow"]
)
def test_whatever_google_does_instead_nothing_is_passed(
    fault: str, applied: Path, outside: Outside, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from migration.checks import asker

    monkeypatch.setattr(asker, "READ_SECONDS", 0.2)
    outside("work", console="google", pool=NEW_POOL)
    outside(
        "faults",
        kind=fault,
        host="accounts.google.com",
        **({"seconds": 1} if fault == "slow" else {}),
    )
    answer = run("verify", "--step", "3a", "--json", *PAIR)
    assert verdicts(answer)["google-console"] == "inconclusive"
    assert answer.code == 4


@pytest.mark.parametrize("fault", ["cut_off", "endless"])
def test_of_a_redirect_the_head_is_enough(
    fault: str, applied: Path, outside: Outside, run: Run
) -> None:
    outside("faults", kind=fault, host="accounts.google.com")
    answer = run("verify", "--step", "3a", "--json", *PAIR)
    assert verdicts(answer)["google-console"] == "refused"


@pytest.mark.parametrize(
    ("fault", "verdict"), [("blind", "inconclusive"), ("mismatch_page", "refused")]
)
def test_a_blind_google_is_inconclusive_and_a_mismatch_page_with_status_200_is_refused(
    fault: str, verdict: str, applied: Path, outside: Outside, run: Run
) -> None:
    outside("faults", kind=fault, host="accounts.google.com")
    answer = run("verify", "--step", "3a", "--json", *PAIR)
    assert verdicts(answer)["google-console"] == verdict


def test_a_redirect_to_a_private_address_is_not_followed(
    aws: PracticeAws, applied: Path, outside: Outside, run: Run
) -> None:
    outside("faults", kind="redirect", host="*.amazoncognito.com", location="https://10.0.0.1/")
    answer = run("verify", "--step", "3a", "--json", *PAIR)
    assert [
        verdict for check, verdict in verdicts(answer).items() if check.startswith("provider/")
    ] == ["refused"]
    asked = {request["host"] for request in aws.control("GET", "outside/requests")["requests"]}
    assert asked == {
        "acme-signin.auth.us-east-1.amazoncognito.com",
        "accounts.google.com",
        "oauth2.googleapis.com",
    }


def test_without_a_way_out_one_sentence_says_so(
    applied: Path, aws: PracticeAws, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = dict.fromkeys(aws.check_hosts, "http://127.0.0.1:9")
    monkeypatch.setenv(
        "POOLWALK_CHECK_HOSTS", ";".join(f"{host}={base}" for host, base in nowhere.items())
    )
    answer = run("verify", *PAIR)
    assert answer.code == 4
    said = [
        line
        for line in answer.out.partition("✗ Can the old pool")[0].splitlines()
        if line and not line.startswith(("account", "  "))
    ]
    assert len(said) == 1
    assert "Nothing outside can be reached from here" in said[0]


def test_an_ios_bundle_and_an_alexa_token_bring_their_checks(
    aws: PracticeAws, applied: Path, outside: Outside, run: Run, tmp_path: Path
) -> None:
    consoles = aws.control("POST", "outside/consoles", {})
    token, skill, bundle = (
        consoles["alexa_tokens"][0],
        next(iter(consoles["alexa_skills"])),
        next(iter(consoles["app_store"])),
    )
    file = tmp_path / "token"
    file.write_text(token)
    file.chmod(0o600)
    given = ("--alexa-skill", skill, "--alexa-token-file", str(file), "--ios-bundle", bundle)
    assert verdicts(run("verify", "--step", "8b", "--json", *given, *PAIR)) == {
        "ios-release": "refused"
    }
    outside("work", console="alexa", pool=NEW_POOL, client="esp-rainmaker-alexa-skill")
    found = verdicts(run("verify", "--step", "7a", "--json", *given, *PAIR))
    assert (found["alexa-console/development"], found["alexa-console/live"]) == (
        "passed",
        "refused",
    )
    outside("work", console="app-store", pool=NEW_POOL)
    assert verdicts(run("verify", "--step", "8b", "--json", *given, *PAIR)) == {
        "ios-release": "passed"
    }


def test_of_the_skills_step_alone_what_is_live_is_held_against_all_of_development(
    aws: PracticeAws, applied: Path, outside: Outside, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.touch(0o600)
    file.write_text(aws.known["alexa_token"])
    skill = aws.known["alexa_skill"]
    given = ("--alexa-skill", skill, "--alexa-token-file", str(file))
    outside("work", console="alexa", pool=NEW_POOL, client="esp-rainmaker-alexa-skill")
    held = aws.control("POST", "outside/consoles", {})["alexa_skills"][skill]
    development = {**held["development"], "redirectUrls": ["https://acme.example/new"]}
    live = {**development, "redirectUrls": ["https://acme.example/old"]}
    skills = {skill: {**held, "development": development, "live": live}}
    aws.control("POST", "outside/consoles", {"alexa_skills": skills})
    answer = run("verify", "--step", "7a", *given, *PAIR)
    assert "the live stage has other values of redirectUrls" in answer.out


def test_a_token_that_others_can_read_is_not_used(
    applied: Path, outside: Outside, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text("Atza|x")
    file.chmod(0o644)
    given = ("--alexa-skill", "amzn1.ask.skill.1", "--alexa-token-file", str(file))
    answer = run("verify", "--step", "7a", *given, *PAIR)
    assert (
        f"inconclusive: not asked: The Alexa token file {file} can be read by others: run chmod 600"
        " on it" in answer.out
    )
    assert answer.code == 4
    assert run("verify", "--step", "2", *given, *PAIR).code == 0, (
        "nothing but Alexa's console wants the token"
    )


def test_a_step_that_there_is_not_is_refused_before_anything_is_read(run: Run) -> None:
    answer = run("verify", "--step", "10")
    assert answer.code == 1
    assert answer.sentence.startswith("The guide has no step “10”")


def test_what_was_found_is_in_the_record_without_a_secret(
    applied: Path, outside: Outside, run: Run, home: Path
) -> None:
    run("verify", "--step", "3a", *PAIR)
    (file,) = (home / ".local" / "state" / "poolwalk").glob("*.sqlite3")
    kept = b"".join(part.read_bytes() for part in file.parent.glob("*.sqlite3*"))
    assert b"redirect_uri_mismatch" in kept
    assert b"GOCSPX" not in kept
    assert b"state=" not in kept
