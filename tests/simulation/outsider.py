"""What somebody does in the console meanwhile, past Poolwalk and without a record."""

from copy import deepcopy

from sandbox import changes
from sandbox.state import Account
from tests.practice_aws import NEW_POOL
from tests.simulation.deployment import at_first
from tests.simulation.documents import NEW_MAIN, Resource

INSTALLER = "acme-installer-app"
ALEXA = "esp-rainmaker-alexa-skill"
LIVES = 19  # hours upwards from five: a console lets nobody set more than a day
CALLBACK = "acmehome://com.acme.home/success"

# Each is a name that `change` knows.
CHANGES = (
    "invitation's subject",
    "a tag",
    "template's subject",
    "reply address",
    "life of the main client's tokens",
    "main client's callback more",
    "main client's callback less",
    "a wanted callback, by hand",
    "installer's logout more",
    "installer takes Google",
    "Google gets a mapping",
    "Google of their own",
    "GitHub is deleted",
    "main client is reset",
    "installer is reset",
    "pool's mail is reset",
    "Alexa's callback more",
    "a trigger",
    "main client's default",
    "domain is deleted",
    "life of the installer's tokens",
    "life of Alexa's tokens",
)


def change(account: Account, which: str, number: int) -> bool:
    """Make one change; False where there is nothing to change."""
    pool = account.pools[NEW_POOL]
    described = _described(account, which, number)
    if described is None:
        return _reset(account, which)
    if "provider" in described and not described.get("create"):
        if described["provider"] not in pool.providers:
            return False
    elif described.get("create") and described["provider"] in pool.providers:
        return False
    if "domain" in described and pool.domain is None:
        return False
    changes.make(account, {"pool": NEW_POOL, **described})
    return True


def beside(account: Account, resource: Resource | None) -> str | None:
    """Which of these changes a member of that resource that nobody else writes; None: none does."""
    match resource:
        case (_, "pool", _):
            return "a tag"
        case (_, "provider", "Google"):
            return "Google gets a mapping"
        case (pool, "client", client):
            name = account.pools[pool].clients[client]["ClientName"]
            return {
                NEW_MAIN: "life of the main client's tokens",
                INSTALLER: "life of the installer's tokens",
                ALEXA: "life of Alexa's tokens",
            }.get(str(name))
    return None


def _described(account: Account, which: str, number: int) -> dict[str, object] | None:
    """In the words of `sandbox/changes.py`; None for what is put back to the beginning."""
    theirs = f"theirs {number}"

    def members(client: str, name: str) -> list[str]:
        found = next(
            one for one in account.pools[NEW_POOL].clients.values() if one["ClientName"] == client
        )
        return list(found.get(name, ()))

    def more(client: str, name: str, item: str) -> dict[str, object]:
        return {"client": client, "set": {name: [*members(client, name), item]}}

    def lives(client: str) -> dict[str, object]:
        return {"client": client, "set": {"AccessTokenValidity": 5 + number % LIVES}}

    less = [item for item in members(NEW_MAIN, "CallbackURLs") if item != CALLBACK]
    by_hand = dict.fromkeys([*members(NEW_MAIN, "CallbackURLs"), CALLBACK])
    google = {
        "ProviderType": "Google",
        "ProviderDetails": {
            "client_id": "theirs.apps.googleusercontent.com",
            "client_secret": "a secret of theirs",
            "authorize_scopes": "openid",
        },
    }
    named = members(INSTALLER, "SupportedIdentityProviders")
    takes = "Google" not in named and "Google" in account.pools[NEW_POOL].providers
    found: dict[str, dict[str, object]] = {
        "invitation's subject": {
            "set": {"AdminCreateUserConfig.InviteMessageTemplate.EmailSubject": theirs}
        },
        "a tag": {"set": {"UserPoolTags.theirs": theirs}},
        "template's subject": {"set": {"VerificationMessageTemplate.EmailSubject": theirs}},
        "reply address": {"set": {"EmailConfiguration.ReplyToEmailAddress": "they@acme.example"}},
        "life of the main client's tokens": lives(NEW_MAIN),
        "life of the installer's tokens": lives(INSTALLER),
        "life of Alexa's tokens": lives(ALEXA),
        "main client's callback more": more(NEW_MAIN, "CallbackURLs", f"others://{number}"),
        "main client's callback less": {"client": NEW_MAIN, "set": {"CallbackURLs": less}},
        "a wanted callback, by hand": {"client": NEW_MAIN, "set": {"CallbackURLs": [*by_hand]}},
        "installer's logout more": more(
            INSTALLER, "LogoutURLs", f"https://others.example/{number}"
        ),
        "installer takes Google": more(INSTALLER, "SupportedIdentityProviders", "Google")
        if takes
        else {"set": {}},
        "Google gets a mapping": {"provider": "Google", "set": {"AttributeMapping.name": "name"}},
        "Google of their own": {"provider": "Google", "create": True, "set": google},
        "GitHub is deleted": {"provider": "GitHub", "delete": True},
        "Alexa's callback more": more(ALEXA, "CallbackURLs", f"https://alexa.example/{number}"),
        "a trigger": {
            "set": {
                "LambdaConfig.CustomMessage": (
                    f"arn:aws:lambda:us-east-1:123456789012:function:theirs-{number}"
                )
            }
        },
        "main client's default": {
            "client": NEW_MAIN,
            "set": {"DefaultRedirectURI": members(NEW_MAIN, "CallbackURLs")[0]},
        },
        "domain is deleted": {"domain": None},
    }
    return found.get(which)


def _reset(account: Account, which: str) -> bool:
    """Put a resource back to how the sample has it, as a rehearsal or a careful colleague does."""
    pool, first = account.pools[NEW_POOL], at_first().pools[NEW_POOL]
    if which == "pool's mail is reset":
        for name in ("VerificationMessageTemplate", "EmailConfiguration"):
            pool.document[name] = deepcopy(first.document[name])
        for name in ("EmailVerificationSubject", "EmailVerificationMessage"):
            pool.document.pop(name, None)
        pool.document["LastModifiedDate"] = account.clock.now()
        return True
    name = NEW_MAIN if which == "main client is reset" else INSTALLER
    for client_id, client in first.clients.items():
        if client["ClientName"] == name:
            pool.clients[client_id] = {**deepcopy(client), "LastModifiedDate": account.clock.now()}
    return True
