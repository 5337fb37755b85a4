"""What is sent to take one change back, by whom it is guarded, and what is told; without AWS."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from migration.changes.change import Change, Edit, Guard
from migration.changes.journal_form import Memory, change_body
from migration.changes.write_report import Result, Undoable, WriteReport
from migration.compare.choices import Choices
from migration.compare.setting import Kind, Target
from migration.journal.entries import Entry, EntryKind
from migration.pools.documents import IdentityProvider
from migration.secret import Secret
from migration.walk import undo
from migration.walk.undo import take_back

AT = datetime(2026, 11, 22, tzinfo=UTC)
POOL = Target(Kind.POOL)
CLIENT = Target(Kind.CLIENT, "7")
GOOGLE = Target(Kind.PROVIDER, "Google")
APPLE = Target(Kind.PROVIDER, "SignInWithApple")
MAIL = Edit("5/-/A", ("Mail", "A"), "old", "new")
OTHER = Edit("5/-/B", ("Mail", "B"), None, "new")


def fingerprint(text: str) -> str:
    return f"of {text}"


def entry(target: Target, *edits: Edit, number: int = 7, step: str = "5") -> Entry:
    body = change_body(Change(step, target, edits), fingerprint)
    return Entry(EntryKind.INTENT, "ada", AT, step, body, number)


class Deployment:
    """What is recorded, read and held, and a writer that notes what it is to send."""

    def __init__(self, *recorded: Entry) -> None:
        self.undoable = [
            (one, tuple(edit["setting"] for edit in one.body["edits"])) for one in recorded
        ]
        self.made: dict[int, Any] = {}
        self.secrets = Memory()
        self.apple_key: Any = None
        self.providers: tuple[IdentityProvider, ...] = ()
        self.domain: Any = "acme"
        self.document: Any = {}
        self.read: list[Target] = []
        self.sent: list[tuple[Change, int | None, int | None]] = []

    @property
    def state(self) -> Any:
        new = SimpleNamespace(providers=self.providers, domain=self.domain)
        return SimpleNamespace(
            record=SimpleNamespace(undoable=tuple(self.undoable), made=self.made),
            held=SimpleNamespace(secrets=self.secrets, apple_key=self.apple_key),
            reading=SimpleNamespace(new=new, old=new),
            choices=Choices(),
            fingerprint=fingerprint,
        )

    @property
    def resources(self) -> Any:
        def read(target: Target) -> Any:
            self.read.append(target)
            return self.document

        return SimpleNamespace(read=read)

    def write(self, change: Change, *, undoes: int | None, batch: int | None) -> WriteReport:
        self.sent.append((change, undoes, batch))
        return WriteReport(applied=tuple(Result(id_) for id_ in change.settings))

    def back(
        self, *ids: str, number: int = 7, guards: Sequence[Guard] = (), batch: int | None = None
    ) -> tuple[Change | None, WriteReport]:
        asked = Undoable(number, ids, "undo", (), asks=False)
        return take_back(asked, lambda: self.state, self, guards, batch)  # type: ignore[arg-type]


def told(results: Sequence[Result]) -> dict[str, str]:
    return {result.id: result.reason for result in results}


@pytest.fixture(autouse=True)
def _nothing_planted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "provider_guards", lambda *_: ())


def test_the_inverse_is_sent_for_the_change_that_it_takes_back() -> None:
    here = Deployment(entry(POOL, number=3), entry(POOL, MAIL, OTHER))
    change, report = here.back("5/-/A", "5/-/B", batch=4)
    ((sent, undoes, batch),) = here.sent
    assert change is sent
    assert (sent.step, sent.target, undoes, batch) == ("5", POOL, 7, 4)
    assert [(edit.setting, edit.seen, edit.wanted) for edit in sent.edits] == [
        ("5/-/A", "new", "old"),
        ("5/-/B", "new", None),
    ]
    assert set(told(report.applied)) == {"5/-/A", "5/-/B"}
    assert here.read == []
    assert sent.forbidden({}) == ""


def test_only_what_was_asked_for_and_landed_is_taken_back() -> None:
    here = Deployment(entry(POOL, MAIL, OTHER))
    here.undoable = [(here.undoable[0][0], ("5/-/A",))]
    _, report = here.back("5/-/A", "5/-/B")
    ((sent, _, _),) = here.sent
    assert sent.settings == ("5/-/A",)
    assert told(report.skipped) == {"5/-/B": "was taken back already"}


def test_what_is_no_change_any_more_sends_nothing() -> None:
    here = Deployment(entry(POOL, MAIL))
    change, report = here.back("5/-/A", number=8)
    assert change is None
    assert told(report.skipped) == {"5/-/A": "was taken back already"}
    assert here.sent == []


SECRET = Edit("3a/-/Google/s", ("ProviderDetails", "client_secret"), Secret("old"), Secret("new"))


def test_a_lost_secret_is_told_and_the_rest_is_sent() -> None:
    scopes = Edit("3a/-/Google/t", ("ProviderDetails", "authorize_scopes"), "a", "b")
    here = Deployment(entry(GOOGLE, SECRET, scopes, step="3a"))
    _, report = here.back("3a/-/Google/s", "3a/-/Google/t")
    ((sent, _, _),) = here.sent
    assert sent.settings == ("3a/-/Google/t",)
    assert "former secret is not kept on disk" in told(report.skipped)["3a/-/Google/s"]
    here = Deployment(entry(GOOGLE, SECRET, step="3a"))
    _, report = here.back("3a/-/Google/s")
    assert here.sent == []
    assert set(told(report.skipped)) == {"3a/-/Google/s"}
    here.secrets = Memory({"of old": Secret("old"), "of new": Secret("new")})
    here.back("3a/-/Google/s")
    assert here.sent[0][0].edits[0].wanted == Secret("old")


def test_every_guard_is_asked_in_the_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def planted(target: Target, reading: Any) -> tuple[Guard, ...]:
        asked.append((target, reading.new.domain))
        return (lambda document: "planted" if document == {"p": 1} else "",)

    monkeypatch.setattr(undo, "provider_guards", planted)
    here = Deployment(entry(POOL, MAIL))
    here.back("5/-/A", guards=(lambda document: "mine" if document == {"m": 1} else "",))
    ((sent, _, _),) = here.sent
    assert asked == [(POOL, "acme")]
    assert [sent.forbidden(one) for one in ({}, {"p": 1}, {"m": 1})] == ["", "planted", "mine"]


def test_what_another_run_took_back_meanwhile_is_not_sent() -> None:
    here = Deployment(entry(POOL, MAIL, OTHER))
    here.back("5/-/A", "5/-/B")
    ((sent, _, _),) = here.sent
    here.undoable = [(here.undoable[0][0], ("5/-/A", "5/-/B", "more"))]
    assert sent.forbidden({}) == ""
    here.undoable = [(here.undoable[0][0], ("5/-/A",))]
    assert "taken back meanwhile, by another run" in sent.forbidden({})
    here.undoable = []
    assert "taken back meanwhile, by another run" in sent.forbidden({})


MADE = Edit("2/-/Domain", (), None, {"Domain": "acme"})
DOMAIN = Target(Kind.DOMAIN, "acme")
LOOK = Target(Kind.LOOK, "7")
STYLE = Edit("7b/-/CSS", ("CSS",), None, "x")


def test_a_domain_waits_for_the_looks_that_need_it_now_and_in_the_turn() -> None:
    look = entry(LOOK, STYLE, number=9, step="7b")
    here = Deployment(entry(DOMAIN, MADE, step="2"), look)
    change, report = here.back("2/-/Domain")
    assert change is None
    assert "undo it first (step 7b)" in told(report.skipped)["2/-/Domain"]
    here = Deployment(entry(DOMAIN, MADE, step="2"))
    here.back("2/-/Domain")
    ((sent, _, _),) = here.sent
    assert sent.forbidden({}) == ""
    here.undoable.append((look, ("7b/-/CSS",)))
    assert "undo it first" in sent.forbidden({})


def test_a_login_version_waits_for_no_look() -> None:
    version = Edit("2/-/V", ("ManagedLoginVersion",), 1, 2)
    here = Deployment(entry(DOMAIN, version, step="2"), entry(LOOK, STYLE, number=9, step="7b"))
    here.back("2/-/V")
    assert len(here.sent) == 1


def test_a_look_needs_a_domain() -> None:
    here = Deployment(entry(LOOK, STYLE, step="7b"))
    here.back("7b/-/CSS")
    assert len(here.sent) == 1
    here.domain = None
    change, report = here.back("7b/-/CSS")
    assert change is None
    assert "make it first (step 2)" in told(report.skipped)["7b/-/CSS"]


def test_of_a_client_what_aws_would_refuse_is_held_back_now_and_in_the_turn() -> None:
    allowed = Edit("4/x/O", ("AllowedOAuthFlowsUserPoolClient",), False, True)
    name = Edit("4/x/N", ("ClientName",), "a", "b")
    here = Deployment(entry(CLIENT, allowed, name, step="4"))
    here.document = {"AllowedOAuthFlowsUserPoolClient": True, "LogoutURLs": ["https://a"]}
    _, report = here.back("4/x/O", "4/x/N")
    ((sent, _, _),) = here.sent
    assert here.read == [CLIENT]
    assert sent.settings == ("4/x/N",)
    assert "only where OAuth is allowed" in told(report.skipped)["4/x/O"]
    here.document = {"AllowedOAuthFlowsUserPoolClient": True}
    here.back("4/x/O", "4/x/N")
    later, _, _ = here.sent[1]
    assert later.settings == ("4/x/O", "4/x/N")
    assert later.forbidden(here.document) == ""
    theirs = {**here.document, "LogoutURLs": ["https://a"]}
    assert later.forbidden(theirs).startswith("Nothing was sent: changed by somebody since, AWS")


PROVIDER = Edit("3a/-/Google", (), None, {"ProviderName": "Google"})


def test_what_others_changed_of_what_was_made_keeps_it() -> None:
    here = Deployment(entry(GOOGLE, PROVIDER, step="3a"))
    here.made = {7: {"ProviderName": "Google", "Names": ["a"], "Status": "x"}}
    here.back("3a/-/Google")
    ((sent, _, _),) = here.sent
    same = {"ProviderName": "Google", "Names": ["a"], "Status": "x"}
    assert sent.forbidden(same) == ""
    assert sent.forbidden(None) == "", "it is gone already"
    assert sent.forbidden({**same, "Names": ["a", "b"]}).startswith(
        "Changed by somebody since it was made: Names."
    )
    assert ": More." in sent.forbidden({**same, "More": 1})
    assert ": Names." in sent.forbidden({"ProviderName": "Google", "Status": "x"})
    here.made = {8: same}
    here.sent.clear()
    here.back("3a/-/Google")
    assert here.sent[0][0].forbidden({"More": 1}) == "", "what was made is not known"


KEY_ID = Edit("3b/-/Apple/key_id", ("ProviderDetails", "key_id"), "OLD", "NEW")
TEAM = Edit("3b/-/Apple/team", ("ProviderDetails", "team_id"), "A", "B")


def provider(type_: str) -> tuple[IdentityProvider, ...]:
    details = {"key_id": "NEW"}
    held = {"ProviderName": "SignInWithApple", "ProviderType": type_, "ProviderDetails": details}
    return (IdentityProvider.from_describe(held),)


HELD = provider("SignInWithApple")


def apples(*edits: Edit, key_id: str = "") -> Deployment:
    here = Deployment(entry(APPLE, *edits, step="3b"))
    here.providers = HELD
    if key_id:
        here.apple_key = SimpleNamespace(key_id=key_id, private_key=Secret("the key"))
    return here


def test_apples_key_goes_along_where_it_is_the_one_that_will_stand() -> None:
    here = apples(KEY_ID, key_id="OLD")
    here.back("3b/-/Apple/key_id")
    assert here.sent[0][0].hidden == {"private_key": Secret("the key")}
    other = apples(TEAM, key_id="NEW")
    other.back("3b/-/Apple/team")
    assert other.sent[0][0].hidden == {"private_key": Secret("the key")}


def test_apples_key_is_held_to_the_id_that_stands_unless_the_id_itself_is_put_back() -> None:
    theirs = {**HELD[0].document, "ProviderDetails": {"key_id": "THEIRS"}}
    keeps_the_id = apples(TEAM, key_id="NEW")
    keeps_the_id.back("3b/-/Apple/team")
    (sent, *_), *_ = keeps_the_id.sent
    assert "Apple's key NEW would go with the key id THEIRS" in sent.forbidden(theirs)
    ours = {**theirs, "ProviderDetails": {"key_id": "NEW"}}
    assert sent.forbidden(ours) == ""
    puts_it_back = apples(KEY_ID, key_id="OLD")
    puts_it_back.back("3b/-/Apple/key_id")
    (sent, *_), *_ = puts_it_back.sent
    assert sent.forbidden(ours) == "", "OLD goes along with the id that it belongs to"


@pytest.mark.parametrize(
    ("edit", "key_id", "wanted"), [(KEY_ID, "NEW", "OLD"), (TEAM, "OLD", "NEW"), (TEAM, "", "NEW")]
)
def test_without_the_right_key_of_apples_nothing_is_sent(
    edit: Edit, key_id: str, wanted: str
) -> None:
    here = apples(edit, key_id=key_id)
    _, report = here.back(edit.setting)
    assert here.sent == []
    assert f"supply the .p8 of key {wanted} first" in told(report.skipped)[edit.setting]


def test_a_provider_of_another_type_under_apples_name_gets_no_key() -> None:
    here = apples(TEAM, key_id="NEW")
    here.providers = provider("OIDC")
    here.back("3b/-/Apple/team")
    assert here.sent[0][0].hidden == {}
    unread = apples(TEAM, key_id="NEW")
    unread.providers = ()
    _, report = unread.back("3b/-/Apple/team")
    assert unread.sent == []
    assert "supply the .p8" in told(report.skipped)["3b/-/Apple/team"]


def test_taking_apples_provider_away_sends_no_key() -> None:
    made = Edit("3b/-/Apple", (), None, {"ProviderName": "SignInWithApple"})
    here = apples(made)
    here.back("3b/-/Apple")
    assert here.sent[0][0].hidden == {}


SKILL = Target(Kind.SKILL, "skill")


@pytest.mark.parametrize(
    ("former", "known", "sent", "said"),
    [
        ({"clientId": "old"}, True, True, ""),
        ({"clientId": "old"}, False, False, "is none of either pool's"),
        (None, True, False, "there was no account linking before"),
    ],
)
def test_a_skill_gets_its_former_clients_secret_where_a_pool_has_it(
    monkeypatch: pytest.MonkeyPatch, former: Any, known: bool, sent: bool, said: str
) -> None:
    asked: list[str] = []

    def hidden(client: str, *_: object) -> dict[str, Secret]:
        asked.append(client)
        return {"clientSecret": Secret("s")} if known else {}

    monkeypatch.setattr(undo, "linking_hidden", hidden)
    linked = Edit("7a/-/L", ("accountLinking",), former, {"clientId": "new"})
    here = Deployment(entry(SKILL, linked, step="7a"))
    _, report = here.back("7a/-/L")
    assert asked == (["old"] if former else [])
    assert bool(here.sent) is sent
    if sent:
        assert here.sent[0][0].hidden == {"clientSecret": Secret("s")}
    else:
        assert said in told(report.skipped)["7a/-/L"]
