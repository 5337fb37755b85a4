"""The value of each placeholder in a step's file, from what was read; or what it needs first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from migration.compare.choices import Choices
from migration.compare.clients import ALEXA_CLIENT, GOOGLE_ACTION_CLIENT
from migration.compare.home_app_clients import CALLBACK, home_app_callbacks
from migration.compare.provider_identity import providers_to_count_on
from migration.compare.provider_steps import by_name
from migration.deployment.whole_reading import Reading
from migration.guide.applicability import why_not
from migration.guide.named_clients import client_named, main_clients
from migration.guide.rainmaker_api_path import api_path
from migration.guide.statement import Found
from migration.guide.token_url import VoiceRecord, token_url
from migration.pools.documents import GUIDES_REGION, AppClient, Domain, IdentityProvider
from migration.pools.reading import Deployment, Pending, Unread
from migration.secret import Secret

# What the Home app has buttons for.
_HOME_APP_PROVIDERS = ("Google", "SignInWithApple")


@dataclass(frozen=True)
class Lacking:
    """Why a placeholder has no value yet, in words that follow "needs"."""

    what: str


Filled = str | Secret | Lacking


@dataclass(frozen=True)
class Known:
    """All that placeholders are filled in from."""

    reading: Reading
    choices: Choices
    deployment: Deployment | None
    dashboard_url: str = ""
    # rules of `applies_when` that a person knows better
    overruled: Mapping[str, bool] = field(default_factory=dict)
    voice: VoiceRecord = field(default_factory=VoiceRecord)
    practice: bool = False  # of the made-up company of the demo

    def applies(self, rule: str) -> bool:
        """Whether a rule holds, or cannot be decided: what is not known leaves nothing out."""
        return self.overruled[rule] if rule in self.overruled else not why_not(rule, self.reading)

    def fill(self, name: str) -> Filled:
        """One placeholder's value."""
        return _SOURCES[name](self)

    def reason(self, name: str) -> str:
        """Of a placeholder that stands for a choice: what decided it; else empty."""
        return _REASONS[name](self) if name in _REASONS else ""


def _deployment(member: str) -> Callable[[Known], Filled]:
    def source(known: Known) -> Filled:
        return (
            str(getattr(known.deployment, member))
            if known.deployment
            else Lacking("a connection to AWS")
        )

    return source


def _dashboard(known: Known) -> Filled:
    return known.dashboard_url or Lacking("the dashboard's address (--dashboard-url)")


def _domain(attribute: str) -> Callable[[Known], Filled]:
    def source(known: Known) -> Filled:
        domain = known.reading.new.domain
        if isinstance(domain, Unread | Pending):
            return Lacking(f"the new pool's domain, which {_not_known(domain)}")
        stands = isinstance(domain, Domain) and domain.stands
        return str(getattr(domain, attribute)) if stands else Lacking("step 2")

    return source


def _aws_console(known: Known) -> Filled:
    if known.deployment is None:
        return Lacking("a connection to AWS")
    gov = known.deployment.region.startswith("us-gov-")
    return "console.amazonaws-us-gov.com" if gov else "console.aws.amazon.com"


def _skills_region(known: Known) -> Filled:
    stack = known.reading.skills_stack
    if isinstance(stack, Unread | Pending):
        return Lacking(f"the skills stack, which {_not_known(stack)}")
    return stack.region if stack is not None else GUIDES_REGION


def _old_provider(name: str) -> Callable[[Known], Filled]:
    def source(known: Known) -> Filled:
        listed = known.reading.old.providers
        if isinstance(listed, Unread | Pending):
            return Lacking(f"the old pool's {name} provider, which {_not_known(listed)}")
        provider = (by_name(listed) or {}).get(name)
        if isinstance(provider, Unread):
            return Lacking(f"the old pool's {name} provider, which {_not_known(provider)}")
        found = (
            provider.details.get("client_id") if isinstance(provider, IdentityProvider) else None
        )
        return (
            str(found) if found else Lacking(f"the old pool's {name} provider, which is not there")
        )

    return source


def _not_known(part: Unread | Pending) -> str:
    return "is still being read" if isinstance(part, Pending) else "could not be read"


def _new_client(
    client: Callable[[Known], AppClient | None], name: str, *, secret: bool = False
) -> Callable[[Known], Filled]:
    def source(known: Known) -> Filled:
        found, listed = client(known), known.reading.new.clients
        if found is None and isinstance(listed, Unread | Pending):
            return Lacking(f"the new pool's {name}, which {_not_known(listed)}")
        if found is None:
            return Lacking(f"the new pool's {name}")
        if not secret:
            return found.id
        return found.secret or Lacking(f"a secret, which the new pool's {name} lacks")

    return source


def _named(name: str) -> Callable[[Known], AppClient | None]:
    return lambda known: client_named(known.reading.new, name)


def _main(known: Known) -> AppClient | None:
    return main_clients(known.reading, known.choices)[1]


def _providers(known: Known) -> Filled:
    providers = by_name(known.reading.new.providers)
    counted_on = providers_to_count_on(known.reading, known.choices.own)
    return (
        Lacking("the new pool's providers")
        if providers is None or counted_on is None
        else ", ".join([*(name for name in providers if name in counted_on), "COGNITO"])
    )


def _new_google(known: Known) -> Filled:
    providers = known.reading.new.providers
    if isinstance(providers, Unread | Pending):
        return Lacking(f"the new pool's Google provider, which {_not_known(providers)}")
    found = (by_name(providers) or {}).get("Google")
    id_ = found.details.get("client_id") if isinstance(found, IdentityProvider) else ""
    return str(id_) if id_ else Lacking("the new pool's Google provider (step 3a)")


def _home_app_providers(known: Known) -> Filled:
    providers = by_name(known.reading.new.providers)
    if providers is None:
        return Lacking("the new pool's providers")
    named = [name for name in _HOME_APP_PROVIDERS if name in providers]
    return ",".join(named) or Lacking("Google or Apple in the new pool (step 3)")


def _found(find: Callable[[Known], Found]) -> Callable[[Known], Filled]:
    def source(known: Known) -> Filled:
        found = find(known)
        return found.value or Lacking(found.needs)

    return source


def _alexa_start(known: Known) -> Filled:
    given = known.reading.alexa_linking is not None
    return f"Poolwalk was started {'with' if given else 'without'} `--alexa-skill` and its token."


def _token_url(known: Known) -> Found:
    return token_url(known.reading, known.voice)


_SOURCES: Mapping[str, Callable[[Known], Filled]] = {
    "account": _deployment("account"),
    "region": _deployment("region"),
    "aws_console": _aws_console,
    "dashboard_url": _dashboard,
    "new_domain": _domain("name"),
    "new_host": _domain("host"),
    "old_pool_id": lambda known: (
        known.deployment.old_pool.id if known.deployment else Lacking("a connection to AWS")
    ),
    "new_pool_id": lambda known: (
        known.deployment.new_pool.id if known.deployment else Lacking("a connection to AWS")
    ),
    "new_main_client_id": _new_client(_main, "main client, confirmed in step 4 (p)"),
    "skills_region": _skills_region,
    "new_providers": _providers,
    "old_google_client_id": _old_provider("Google"),
    "old_apple_services_id": _old_provider("SignInWithApple"),
    "new_google_client_id": _new_google,
    "home_app_callback": lambda known: next(iter(home_app_callbacks(known.reading)), CALLBACK),
    "home_app_providers": _home_app_providers,
    "alexa_start": _alexa_start,
    "alexa_client_id": _new_client(_named(ALEXA_CLIENT), ALEXA_CLIENT),
    "alexa_client_secret": _new_client(_named(ALEXA_CLIENT), ALEXA_CLIENT, secret=True),
    "google_action_client_id": _new_client(_named(GOOGLE_ACTION_CLIENT), GOOGLE_ACTION_CLIENT),
    "google_action_client_secret": _new_client(
        _named(GOOGLE_ACTION_CLIENT), GOOGLE_ACTION_CLIENT, secret=True
    ),
    "api_path_uri": _found(lambda known: api_path(known.reading.exports, known.voice.api_path)),
    "token_url": _found(_token_url),
}
_REASONS: Mapping[str, Callable[[Known], str]] = {"token_url": lambda known: _token_url(known).why}
