"""Google Play and App Store Connect, asked with a key of the person's own, played by stand-ins."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256K1,
    SECP256R1,
    SECP384R1,
    EllipticCurve,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from migration.checks.app_store_connect import app_store_access, app_store_released, versions_after
from migration.checks.app_version import is_at_least
from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding, Judgement
from migration.checks.play_store import play_access, play_released, releases_after
from migration.checks.question_and_answer import Answer, Probe
from migration.errors import BadInput
from migration.walkthrough import Walkthrough
from tests.practice_aws import PracticeAws
from tests.walkthroughs import at_any_pace, walk

EMAIL = "poolwalk@acme.iam.gserviceaccount.com"
PACKAGE, BUNDLE = "com.acme.home", "com.acme.home"
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = generate_private_key(SECP256R1())


def private(key: Any) -> str:
    return str(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())


def public(key: Any) -> str:
    form = PublicFormat.SubjectPublicKeyInfo
    return str(key.public_key().public_bytes(Encoding.PEM, form).decode())


def service_account(**members: Any) -> str:
    held = {
        "type": "service_account",
        "private_key_id": "1",
        "private_key": private(RSA_KEY),
        "client_email": EMAIL,
        "token_uri": "https://oauth2.googleapis.com/token",
        **members,
    }
    return json.dumps(held)


def written(folder: Path, name: str, content: str, mode: int = 0o600) -> Path:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    file.chmod(mode)
    return file


def release(name: str, state: str, code: int = 330) -> dict[str, Any]:
    return {
        "releaseName": name,
        "track": "production",
        "releaseLifecycleState": f"RELEASE_LIFECYCLE_STATE_{state}",
        "activeArtifacts": [{"versionCode": code}],
    }


Open = Callable[..., Walkthrough]


@pytest.fixture
def stores(practice_aws: PracticeAws) -> PracticeAws:
    practice_aws.control(
        "POST",
        "outside/consoles",
        {
            "play": {PACKAGE: {"releases": [release("1.14.0", "IN_REVIEW", 1140)]}},
            "play_accounts": {EMAIL: {"public_key": public(RSA_KEY), "packages": [PACKAGE]}},
            "app_store_connect": {
                BUNDLE: {
                    "id": "6400000001",
                    "versions": [
                        {
                            "platform": "IOS",
                            "versionString": "3.3.0",
                            "appVersionState": "READY_FOR_DISTRIBUTION",
                        }
                    ],
                }
            },
            "app_store_keys": {
                "2X9R4HXF34": {"issuer": "acme-issuer", "public_key": public(EC_KEY)}
            },
        },
    )
    return practice_aws


@pytest.fixture
def asked(stores: PracticeAws, tmp_path: Path) -> Iterator[Open]:
    opened: list[Walkthrough] = []

    def start(**more: Any) -> Walkthrough:
        settings = {
            "android_package": PACKAGE,
            "android_version": "1.14.0",
            "play_key_file": written(tmp_path, "play.json", service_account()),
            "ios_bundle": BUNDLE,
            "ios_version": "3.3.0",
            "app_store_key_file": written(tmp_path, "key.p8", private(EC_KEY)),
            "app_store_key_id": "2X9R4HXF34",
            "app_store_issuer": "acme-issuer",
            **more,
        }
        opened.append(
            walk(
                stores,
                tmp_path / f"state{len(opened)}",
                attached=False,
                clock=lambda: datetime.now(UTC),
                host_pace=at_any_pace(),
                check_hosts=stores.check_hosts,
                **settings,
            )
        )
        return opened[-1]

    yield start
    for each in opened:
        each.close()


def found(walkthrough: Walkthrough, step: str, check: str) -> Finding:
    return next(one for one in walkthrough.checks.run(step) if one.check == check)


def test_play_says_in_review_and_then_released_to_production(
    asked: Open, stores: PracticeAws
) -> None:
    walkthrough = asked()
    finding = found(walkthrough, "8a", "play-release")
    assert (finding.verdict, finding.sentence) == (
        CheckVerdict.INCONCLUSIVE,
        "1.14.0 (1140) is in review",
    )
    released = {PACKAGE: {"releases": [release("1.14.1", "PUBLISHED", 1141)]}}
    stores.control("POST", "outside/consoles", {"play": released})
    finding = found(walkthrough, "8a", "play-release")
    assert (finding.verdict, finding.sentence) == (
        CheckVerdict.PASSED,
        f"1.14.1 (1141) is released to production, first seen there on {finding.at:%Y-%m-%d}",
    )


def test_app_store_connect_says_released_and_what_is_named_decides(asked: Open) -> None:
    finding = found(asked(), "8b", "app-store-release")
    assert (finding.verdict, finding.sentence) == (
        CheckVerdict.PASSED,
        f"3.3.0 is released on the App Store, first seen there on {finding.at:%Y-%m-%d}",
    )
    later = found(asked(ios_version="3.4"), "8b", "app-store-release")
    assert (later.verdict, later.evidence.code) == (CheckVerdict.REFUSED, "earlier")


def test_a_key_that_is_not_taken_is_inconclusive_and_nothing_of_it_is_kept(
    asked: Open, stores: PracticeAws, tmp_path: Path
) -> None:
    keys = {"2X9R4HXF34": {"issuer": "another", "public_key": public(EC_KEY)}}
    accounts = {EMAIL: {"public_key": public(RSA_KEY), "packages": []}}
    stores.control("POST", "outside/consoles", {"app_store_keys": keys, "play_accounts": accounts})
    walkthrough = asked()
    play = found(walkthrough, "8a", "play-release")
    apple = found(walkthrough, "8b", "app-store-release")
    assert {play.verdict, apple.verdict} == {CheckVerdict.INCONCLUSIVE}
    assert (play.evidence.code, apple.evidence.code) == ("denied", "denied")
    walkthrough.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*.sqlite*") if file.is_file())
    assert b"ya29." not in kept
    assert b"PRIVATE KEY" not in kept


def test_a_store_that_could_be_asked_and_never_was_speaks_against_a_yes(asked: Open) -> None:
    walkthrough = asked()

    def never() -> set[str]:
        against = walkthrough.pages.retirement_verdict().against
        return {reason.step for reason in against if "never made" in reason.text} & {"8a", "8b"}

    assert never() == {"8a", "8b"}
    walkthrough.checks.run("8a")
    assert never() == {"8b"}


@pytest.mark.parametrize("lacking", ["android_package", "android_version", "play_key_file"])
def test_without_all_that_it_takes_play_is_not_asked(asked: Open, lacking: str) -> None:
    nothing = None if lacking == "play_key_file" else ""
    checks = asked(**{lacking: nothing}).checks.planned("8a")
    assert "play-release" not in {check.id for check in checks}


def test_a_file_that_others_can_read_is_told_by_its_own_check(asked: Open, tmp_path: Path) -> None:
    walkthrough = asked(play_key_file=written(tmp_path, "open.json", service_account(), 0o644))
    finding = found(walkthrough, "8a", "play-release")
    assert finding.verdict is CheckVerdict.INCONCLUSIVE
    assert "can be read by others: run chmod 600" in finding.sentence


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "is none"),
        ("[]", "is none"),
        ("[" * 5000, "is none"),
        ('{"client_email":"a"}', "is none"),
        (service_account(private_key="no key"), "is none"),
        (service_account(token_uri="https://evil.example/token"), "nobody else is asked"),
    ],
)
def test_what_is_no_service_account_is_refused(tmp_path: Path, content: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        play_access(written(tmp_path, "k.json", content))


@pytest.mark.parametrize("content", ["", "no key", private(RSA_KEY), public(EC_KEY)])
def test_what_is_no_key_of_app_store_connect_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadInput, match="is none"):
        app_store_access(written(tmp_path, "k.p8", content), "id", "issuer")


def said(status: int, body: bytes) -> Answer:
    return Answer(Probe("https://oauth2.googleapis.com/token"), status, {}, body)


@pytest.mark.parametrize(
    "reply",
    [
        said(200, b"{}"),
        said(200, b'{"access_token":5}'),
        said(400, b'{"error":"invalid_grant"}'),
        said(200, b"[" * 100_000),
        said(500, b""),
    ],
)
def test_without_a_token_play_is_not_asked_further(reply: Answer) -> None:
    led = releases_after(PACKAGE)(reply)
    assert isinstance(led, Judgement)
    assert led.verdict is CheckVerdict.INCONCLUSIVE


@pytest.mark.parametrize(
    "body", [b'{"data":[]}', b'{"data":[{"id":1}]}', b'{"data":{}}', b"{}", b'{"data":[1,2]}']
)
def test_an_app_that_is_not_found_or_not_told_is_inconclusive(body: bytes) -> None:
    led = versions_after()(said(200, body))
    assert isinstance(led, Judgement)
    assert led.verdict is CheckVerdict.INCONCLUSIVE


@pytest.mark.parametrize(
    "releases",
    [
        [{"releaseName": None, "activeArtifacts": "x"}],
        [{"releaseLifecycleState": 5, "activeArtifacts": [None, {}]}],
        [None, 5, []],
    ],
)
def test_awkward_forms_of_releases_end_nothing_and_prove_nothing(releases: list[Any]) -> None:
    judged = play_released("1.0")(said(200, json.dumps({"releases": releases}).encode()))
    assert judged.verdict is not CheckVerdict.PASSED


def play(named: str, *releases: dict[str, Any]) -> Judgement:
    body = json.dumps({"releases": releases}).encode()
    return play_released(named)(said(200, body))


@pytest.mark.parametrize("name", ["330 (3.3.0)", "3.3.0", "v3.3.0", "330 (3.4)"])
def test_a_release_is_known_by_the_name_that_play_gives_it(name: str) -> None:
    judged = play("3.3.0", release("320 (3.2.0)", "PUBLISHED", 320), release(name, "PUBLISHED"))
    assert judged.verdict is CheckVerdict.PASSED
    assert judged.sentence.startswith(name)
    assert play("3.3.1", release("330 (3.3.0)", "PUBLISHED")).verdict is CheckVerdict.REFUSED


@pytest.mark.parametrize("other", ["DRAFT", "NOT_SENT_FOR_REVIEW"])
def test_what_is_in_review_is_told_though_the_next_version_is_not_submitted(other: str) -> None:
    judged = play("3.3.0", release("3.4.0", other, 340), release("3.3.0", "IN_REVIEW"))
    assert (judged.code, judged.sentence) == ("in_review", "3.3.0 (330) is in review")
    versions = [
        {"attributes": {"platform": "IOS", "versionString": label, "appVersionState": state}}
        for label, state in (("3.4.0", "PREPARE_FOR_SUBMISSION"), ("3.3.0", "IN_REVIEW"))
    ]
    body = json.dumps({"data": versions}).encode()
    assert app_store_released("3.3.0")(said(200, body)).code == "in_review"


@pytest.mark.parametrize("name", ["New pool", "3.3.0-rc", "Autumn 3.3.0", ""])
def test_a_name_that_is_no_version_refuses_nothing(name: str) -> None:
    judged = play("3.3.0", release(name, "PUBLISHED"))
    assert judged.verdict is CheckVerdict.INCONCLUSIVE
    assert play("330", release(name, "PUBLISHED")).verdict is CheckVerdict.PASSED
    assert play("331", release(name, "PUBLISHED")).verdict is CheckVerdict.REFUSED


@pytest.mark.parametrize("label", [None, "", 5.0, "3.3.0 (beta)"])
def test_a_version_of_the_app_store_without_a_number_refuses_nothing(label: object) -> None:
    version = {"attributes": {"platform": "IOS", "versionString": label}}
    body = json.dumps({"data": [version, {"attributes": None}, {}]}).encode()
    assert app_store_released("3.4")(said(200, body)).verdict is CheckVerdict.INCONCLUSIVE


@pytest.mark.parametrize(
    ("version", "named", "holds"),
    [
        ("1.14.0", "1.14", True),
        ("1.14", "1.14.0", True),
        ("1.9", "1.14.0", False),
        ("2", "1.14.0", True),
        ("1140", "1140", True),
        ("1.14.0-beta", "1.14.0", False),
        ("", "1", False),
        ("9" * 70, "1", False),
    ],
)
def test_versions_are_compared_as_numbers(version: str, named: str, *, holds: bool) -> None:
    assert is_at_least(version, named) is holds


@pytest.mark.parametrize("key", [EC_KEY, Ed25519PrivateKey.generate()])
def test_a_key_that_cannot_sign_for_google_is_refused_before_anything_is_asked(
    tmp_path: Path, key: Any
) -> None:
    file = written(tmp_path, "k.json", service_account(private_key=private(key)))
    with pytest.raises(BadInput, match="download the service account's key as JSON"):
        play_access(file)


@pytest.mark.parametrize("curve", [SECP384R1(), SECP256K1()])
def test_a_key_of_another_curve_is_none_of_app_store_connects(
    tmp_path: Path, curve: EllipticCurve
) -> None:
    file = written(tmp_path, "k.p8", private(generate_private_key(curve)))
    with pytest.raises(BadInput, match="name the AuthKey"):
        app_store_access(file, "id", "issuer")
