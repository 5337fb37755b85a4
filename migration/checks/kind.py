"""The kinds of checks, by which the guide's steps name what proves them."""

from enum import StrEnum


class CheckKind(StrEnum):
    """What is checked; the names stand in ids, in the journal and in `verify --json`."""

    POOL_DOMAIN = "pool-domain"
    DOMAIN_LIVE = "domain-live"
    CALLBACK = "callback"
    PROVIDER = "provider"
    LOGIN_PAGE = "login-page"
    GOOGLE_CONSOLE = "google-console"
    APPLE_CONSOLE = "apple-console"
    GOOGLE_SECRET = "google-secret"  # noqa: S105 the name of a check
    APPLE_KEY = "apple-key"
    ALEXA_CONSOLE = "alexa-console"
    PLAY_RELEASE = "play-release"
    IOS_RELEASE = "ios-release"
    APP_STORE_RELEASE = "app-store-release"
