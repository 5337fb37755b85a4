"""Which host is whose."""

from sandbox.outside import (
    alexa,
    app_store,
    app_store_connect,
    apple,
    google,
    hosted_login,
    pictures,
    play,
)
from sandbox.outside.web import WebPage, WebRequest
from sandbox.state import Account


def played(account: Account) -> list[str]:
    """The hosts that are played: names, and `*.suffix` for the login domains.

    The names of those are not known before they are made.
    """
    own = [
        domain["Domain"]
        for pool in account.pools.values()
        for domain in pool.domains
        if domain.get("CustomDomainConfig")
    ]
    suffix = f"*.auth.{account.region}.amazoncognito.com"
    return [
        _issuer(account),
        suffix,
        google.ACCOUNTS,
        google.TOKENS,
        apple.HOST,
        alexa.HOST,
        app_store.HOST,
        play.HOST,
        app_store_connect.HOST,
        pictures.HOST,
        *own,
    ]


def answer(account: Account, request: WebRequest) -> WebPage | None:
    """The page of the host that was asked; None for one where nothing listens."""
    if request.host == _issuer(account):
        return hosted_login.discovery(account, request)
    if request.host == google.TOKENS and request.form.get("grant_type") == play.GRANT:
        return play.token(account.consoles, request)
    if request.host in {google.ACCOUNTS, google.TOKENS}:
        return google.answer(account.consoles, request)
    if request.host == apple.HOST:
        return apple.answer(account.consoles, request)
    if request.host == alexa.HOST:
        return alexa.answer(account.consoles, request, account.clock.now())
    if request.host == app_store.HOST:
        return app_store.answer(account.consoles, request)
    if request.host == play.HOST:
        return play.answer(account.consoles, request)
    if request.host == app_store_connect.HOST:
        return app_store_connect.answer(account.consoles, request)
    if request.host == pictures.HOST:
        return pictures.answer(account, request)
    return hosted_login.answer(account, request)


def _issuer(account: Account) -> str:
    return f"cognito-idp.{account.region}.amazonaws.com"
