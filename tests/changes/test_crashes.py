"""Killed at any point of a change: the next start knows what landed, and writes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from migration.walkthrough import Walkthrough
from tests.changes.crashes import run_until
from tests.practice_aws import PracticeAws
from tests.walkthroughs import MAIN, NOW, walk

P8 = (
    generate_private_key(SECP256R1())
    .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    .decode()
)
CALLBACK = f"4/{MAIN}/CallbackURLs/acmehome%3A%2F%2Fcom.acme.home%2Fsuccess"
LOGOUT = f"4/{MAIN}/LogoutURLs/com.acme.home%3A%2F%2Fsignout"
WRITES = {
    "CreateUserPoolDomain",
    "UpdateUserPoolDomain",
    "DeleteUserPoolDomain",
    "CreateIdentityProvider",
    "UpdateIdentityProvider",
    "DeleteIdentityProvider",
    "UpdateUserPoolClient",
    "UpdateUserPool",
    "CreateChangeSet",
    "ExecuteChangeSet",
    "DeleteChangeSet",
}
# A change set alone changes nothing.
LANDING = WRITES - {"CreateChangeSet", "DeleteChangeSet"}
SKILLS = "6/-/SkillIdentityProvidersNewUserPool"


@dataclass(frozen=True)
class ChangeKind:
    """A kind of change.

    What the practice AWS holds first, what is done before points are counted, and the settings that
    it is about.
    """

    settings: tuple[str, ...]
    # changes of somebody else, before the walkthrough reads
    there: tuple[dict[str, object], ...] = ()
    undo: bool = False  # the change is applied first; the countdown runs while it is taken back
    # what goes wrong while the countdown runs, so that a write is sent again
    faults: tuple[dict[str, object], ...] = ()

    @property
    def of_stack(self) -> bool:
        return SKILLS in self.settings


def _google(**details: str) -> dict[str, object]:
    held = {
        "client_id": "x.apps.googleusercontent.com",
        "client_secret": "a former secret",
        "authorize_scopes": "openid",
        **details,
    }
    document = {
        "ProviderType": "Google",
        "ProviderDetails": held,
        "AttributeMapping": {"username": "sub"},
    }
    return {"pool": "new", "provider": "Google", "create": True, "set": document}


KINDS = {
    "a domain is made": ChangeKind(("2/-/Domain",)),
    "a domain's login version": ChangeKind(
        ("2/-/ManagedLoginVersion",),
        there=({"pool": "new", "domain": {"prefix": "acme-users", "ManagedLoginVersion": 2}},),
    ),
    "Google's provider is made": ChangeKind(("3a/-/Google",)),
    "Apple's provider is made": ChangeKind(("3b/-/SignInWithApple",)),
    "a provider's secret": ChangeKind(("3a/-/Google/client_secret",), there=(_google(),)),
    "two settings of a client": ChangeKind((CALLBACK, LOGOUT)),
    "two settings of a client, sent again": ChangeKind(
        (CALLBACK, LOGOUT),
        faults=({"kind": "throttling", "operation": "UpdateUserPoolClient", "count": 1},),
    ),
    "a client's settings that land without an answer": ChangeKind(
        (CALLBACK, LOGOUT),
        faults=({"kind": "cut", "operation": "UpdateUserPoolClient", "after": True, "count": 1},),
    ),
    "the pool's e-mail": ChangeKind(("5/-/EmailSubject",)),
    "the skills stack": ChangeKind((SKILLS,), there=(_google(),)),
    "a domain is taken away again": ChangeKind(("2/-/Domain",), undo=True),
    "a provider is taken away again": ChangeKind(("3a/-/Google",), undo=True),
    "a secret is put back": ChangeKind(
        ("3a/-/Google/client_secret",), there=(_google(),), undo=True
    ),
    "a client is put back": ChangeKind((CALLBACK, LOGOUT), undo=True),
    "the pool's e-mail is put back": ChangeKind(("5/-/EmailSubject",), undo=True),
    "the skills stack is put back": ChangeKind((SKILLS,), there=(_google(),), undo=True),
}


def prepared(kind: ChangeKind) -> Callable[[Walkthrough], None]:
    def prepare(walked: Walkthrough) -> None:
        if "2/-/Domain" in kind.settings:
            walked.entries.choose_prefix("acme-users")
        if "3b/-/SignInWithApple" in kind.settings:
            walked.entries.supply_apple_key(P8, "NEWKEY1234")
        if kind.of_stack:
            for step in ("3b", "3c"):
                walked.checklist.not_applicable(step, "Google alone")
        if kind.undo:
            assert len(walked.applier.apply(kind.settings, agree=lambda _: True).applied) == len(
                kind.settings
            )

    return prepare


def acted(kind: ChangeKind) -> Callable[[Walkthrough], None]:
    def act(walked: Walkthrough) -> None:
        if kind.undo:
            undoable = walked.applier.undoable()
            assert undoable
            walked.applier.undo([undoable], agree=lambda _: True)
        else:
            walked.applier.apply(kind.settings, agree=lambda _: True)

    return act


def begin_again(aws: PracticeAws, kind: ChangeKind) -> None:
    aws.reset()
    aws.settings(stack_seconds=0, change_set_seconds=0)
    if kind.faults:
        aws.faults(*kind.faults)
    for change in kind.there:
        aws.change(**change)


@pytest.mark.process
@pytest.mark.parametrize("name", KINDS)
def test_no_crash_loses_a_write_or_writes_twice(
    name: str,
    practice_aws: PracticeAws,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    kind = KINDS[name]
    begin_again(practice_aws, kind)
    # A stack is read so often that only what is written is tried at every point.
    until = partial(run_until, reads=not kind.of_stack)
    points = until(0, practice_aws, tmp_path / "whole", prepared(kind), acted(kind))
    # Each before and after: a read, an intent, a write, a read back and an outcome; of a stack an
    # intent, two writes, an outcome.
    assert points >= (8 if kind.of_stack else 10)
    for fatal in range(1, points + 1):
        begin_again(practice_aws, kind)
        assert until(fatal, practice_aws, tmp_path / str(fatal), prepared(kind), acted(kind)) == -1
        _survived(practice_aws, kind, tmp_path / str(fatal), sent(practice_aws))
    record_property("crash points", points)


def sent(aws: PracticeAws) -> list[str]:
    """The writes that AWS was sent, and did not put off."""
    put_off = {"TooManyRequestsException"}
    return [
        call["operation"]
        for call in aws.calls()
        if call["operation"] in WRITES and call["error"] not in put_off
    ]


def _survived(aws: PracticeAws, kind: ChangeKind, folder: Path, before: list[str]) -> None:
    # by now AWS is not at it any more
    walked = walk(aws, folder, attached=False, clock=lambda: NOW + timedelta(minutes=2))
    assert walked.state.record.unfinished == ()
    assert sent(aws) == before, "the next start wrote something"
    landed = len([name for name in before if name in LANDING]) == (2 if kind.undo else 1)
    waiting = set(walked.pages.to_apply()) | {
        setting.id for setting in walked.pages.settings() if setting.asks
    }
    there = landed != kind.undo
    assert all((id_ in waiting) != there for id_ in kind.settings)
    undoable = walked.applier.undoable()
    assert (undoable is not None) == there
    if undoable:
        assert set(undoable.ids) == set(kind.settings)
    for found in walked.state.recovered:
        assert set(found.landed) == (set(kind.settings) if landed else set())
        begun = "Nobody saw how" if kind.of_stack else "under way when the program ended"
        assert begun in found.sentence
    walked.close()
