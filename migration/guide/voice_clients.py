"""What Alexa and Google Home want of the new pool's app clients first (steps 7a and 7b)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from migration.compare.clients import ALEXA_CLIENT, GOOGLE_ACTION_CLIENT
from migration.compare.other_differences.advice import ALEXAS_LEAST
from migration.compare.other_differences.remaining_members import access_token_seconds, lifetime
from migration.guide.named_clients import client_named
from migration.guide.page import Confirmation
from migration.guide.placeholder_values import Known
from migration.pools.documents import AppClient
from migration.pools.reading import Pending, Unread

# Both consoles send people back to these, with the vendor's or the project's own id at the end.
_ALEXA_RETURNS = (
    "https://layla.amazon.com/api/skill/link/{}",
    "https://pitangui.amazon.com/api/skill/link/{}",
    "https://alexa.amazon.co.jp/api/skill/link/{}",
)
_GOOGLE_RETURNS = (
    "https://oauth-redirect.googleusercontent.com/r/{}",
    "https://oauth-redirect-sandbox.googleusercontent.com/r/{}",
)
_APP_TO_APP = "aws.cognito.signin.user.admin"


def voice_confirmations(step: str, known: Known) -> tuple[Confirmation, ...]:
    """Each condition of the guide with whether it holds; None where it cannot be known.

    There are none for every other step.
    """
    if step not in _CONDITIONS:
        return ()
    name, conditions = _CONDITIONS[step]
    new, listed = client_named(known.reading.new, name), known.reading.new.clients
    if new is None:
        known_to_lack = not isinstance(listed, Unread | Pending) and not any(
            client.name == name for client in listed
        )
        text = (
            f"The new pool has no {name}: step 6 makes it"
            if known_to_lack
            else f"The {name} of the new pool is not read"
        )
        return (Confirmation(text, False if known_to_lack else None),)
    old = client_named(known.reading.old, name)
    looks = [
        part
        for part in (known.reading.old.client_looks, known.reading.new.client_looks)
        if isinstance(part, Unread)
    ]
    unread = [
        Confirmation(f"The look of the login page could not be read: {part.reason}", None)
        for part in looks[:1]
    ]
    return (*(found for condition in conditions for found in condition(old, new)), *unread)


Condition = Callable[[AppClient | None, AppClient], Iterator[Confirmation]]


def _returns(console: str, whose: str, patterns: Sequence[str]) -> Condition:
    """Whether the console's redirect URLs are callbacks of the new client.

    The id in them is the one that either client has already.
    """

    def condition(old: AppClient | None, new: AppClient) -> Iterator[Confirmation]:
        ids = dict.fromkeys(
            _ids(
                [*(old.members("CallbackURLs") if old else ()), *new.members("CallbackURLs")],
                patterns,
            )
        )
        if not ids:
            yield Confirmation(
                f"No callback URL tells your {whose}: hold {console}'s redirect URLs, which its"
                f" console shows, against those of {new.name} in step 4",
                None,
            )
        for id_ in ids:
            lacking = [
                url
                for pattern in patterns
                if (url := pattern.format(id_)) not in new.members("CallbackURLs")
            ]
            if not lacking:
                text = (
                    f"{console}'s {len(patterns)} redirect URLs for {whose} {id_} are callbacks of"
                    f" the new {new.name}"
                )
                yield Confirmation(text, holds=True)
            for url in lacking:
                mend = _remedy(old is not None and url in old.members("CallbackURLs"))
                yield Confirmation(
                    f"{console} sends people back to {url}, which is no callback of the new"
                    f" {new.name}: {mend}",
                    False,
                )

    return condition


def _ids(urls: Sequence[str], patterns: Sequence[str]) -> Iterator[str]:
    for url in urls:
        for pattern in patterns:
            if found := re.fullmatch(
                re.escape(pattern).replace(r"\{\}", r"([A-Za-z0-9._-]+)"), url
            ):
                yield found[1]


def _scope(old: AppClient | None, new: AppClient) -> Iterator[Confirmation]:
    if _APP_TO_APP in new.members("AllowedOAuthScopes"):
        yield Confirmation(
            f"The new {new.name} allows the scope {_APP_TO_APP},"
            " which linking from app to app needs",
            holds=True,
        )
        return
    mend = _remedy(old is not None and _APP_TO_APP in old.members("AllowedOAuthScopes"))
    yield Confirmation(
        f"Linking from app to app needs the scope {_APP_TO_APP},"
        f" which the new {new.name} lacks: {mend}",
        holds=False,
    )


def _long_enough(old: AppClient | None, new: AppClient) -> Iterator[Confirmation]:
    seconds = access_token_seconds(new)
    if seconds is None:
        yield Confirmation(
            f"How long an access token of the new {new.name} lives is not known", None
        )
        return
    lives = f"An access token of the new {new.name} lives {lifetime(seconds, 'seconds')}"
    if seconds >= ALEXAS_LEAST:
        yield Confirmation(
            f"{lives}; Alexa wants at least {lifetime(ALEXAS_LEAST, 'seconds')}", holds=True
        )
    else:
        where = "Cognito console, App clients, the client, Edit"
        yield Confirmation(
            f"{lives}, and Alexa wants at least {lifetime(ALEXAS_LEAST, 'seconds')}: {where}",
            holds=False,
        )


def _remedy(carried: bool) -> str:
    """Step 4 brings what the old client has; what it has not, nobody carries over."""
    return (
        "step 4 carries it over (a)" if carried else "add it to the client in the Cognito console"
    )


_CONDITIONS: Mapping[str, tuple[str, Sequence[Condition]]] = {
    "7a": (ALEXA_CLIENT, (_returns("Alexa", "vendor", _ALEXA_RETURNS), _scope, _long_enough)),
    "7b": (GOOGLE_ACTION_CLIENT, (_returns("Google Home", "project", _GOOGLE_RETURNS),)),
}
