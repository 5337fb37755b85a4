"""Every kind of change that is broken off at each of its points."""

from dataclasses import dataclass

from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from migration.walkthrough import Walkthrough
from tests.walkthroughs import MAIN

P8 = made_up_apple_key()
CALLBACK = f"4/{MAIN}/CallbackURLs/acmehome%3A%2F%2Fcom.acme.home%2Fsuccess"
LOGOUT = f"4/{MAIN}/LogoutURLs/com.acme.home%3A%2F%2Fsignout"
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

    def prepare(self, walked: Walkthrough) -> None:
        if "2/-/Domain" in self.settings:
            walked.entered.choose_prefix("acme-users")
        if "3b/-/SignInWithApple" in self.settings:
            walked.entered.supply_apple_key(P8, "NEWKEY1234")
        if self.of_stack:
            for step in ("3b", "3c"):
                walked.checklist.not_applicable(step, "Google alone")
        if self.undo:
            applied = walked.applier.apply(self.settings, agree=lambda _: True).applied
            assert len(applied) == len(self.settings)

    def act(self, walked: Walkthrough) -> None:
        if self.undo:
            undoable = walked.past_changes.undoable()
            assert undoable
            walked.applier.undo([undoable], agree=lambda _: True)
        else:
            walked.applier.apply(self.settings, agree=lambda _: True)


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
