"""What fails before AWS answers: the network, a proxy, an answer that is none.

Each failure becomes a `PoolwalkError`; those of the login have their sentences in
`login_failures.py`.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from migration.aws.question import Question, clean
from migration.errors import AwsRefused, AwsUnreachable, NoCredentials, PoolwalkError

if TYPE_CHECKING:
    from botocore.exceptions import BotoCoreError
from migration.aws.login_failures import OF_THE_LOGIN, Sentence

_CERTIFICATES = ("REQUESTS_CA_BUNDLE", "AWS_CA_BUNDLE")


_PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy")


def outage(error: "BotoCoreError", question: Question) -> PoolwalkError:
    """A `BotoCoreError` as the exception to raise, its sentence included."""
    text = clean(str(error), question.secrets)
    # The nearest class that the table knows: botocore's own tree says what is a kind of what.
    for kind in type(error).__mro__:
        sentence = SENTENCES.get(kind.__name__)
        if sentence:
            return sentence(text, question)
    return AwsRefused(f"{question.about} could not be asked: {text}")


def failed(error: Exception, question: Question) -> PoolwalkError:
    """What a library, the system or Python says that is none of botocore's errors."""
    why = clean(f"{type(error).__name__}: {error}", question.secrets)
    return AwsUnreachable(
        f"{question.about} failed on this machine: try again, and if it stays so, report it."
        f" It says: {why}"
    )


def unreadable(question: Question, reason: str = "") -> PoolwalkError:
    """For an answer that is none of AWS's.

    The page of a proxy or of a login to the network, or a server of another make. `reason` says
    what is wrong with it.
    """
    why = f": {reason}" if reason else ""
    return AwsUnreachable(
        f"{question.server} gave an answer to {question.about} that cannot be read{why}. Look"
        " whether something on the way, such as a proxy, answers in its place."
    )


def _unreadable(text: str, question: Question) -> PoolwalkError:
    return unreadable(question, text)


def _unreachable(text: str, question: Question) -> PoolwalkError:
    if proxy := _socks():
        return _no_socks(proxy)
    where = question.endpoint or (f"AWS in {question.region}" if question.region else "AWS")
    hint = (
        "is the server there running?"
        if question.endpoint
        else "check the network, a proxy, and the region's name."
    )
    return AwsUnreachable(
        f"No answer from {where} to {question.about}: {hint} botocore says: {text}"
    )


def _socks() -> str:
    """The variable that names a SOCKS proxy, if one does."""
    return next(
        (name for name in _PROXIES if os.environ.get(name, "").lower().startswith("socks")), ""
    )


def _no_socks(variable: str) -> PoolwalkError:
    return AwsUnreachable(
        f"{variable} names a SOCKS proxy, which Poolwalk does not speak: name an HTTP proxy, or"
        " forward a port over ssh and give it with --endpoint-url."
    )


def _unusable_certificates() -> str:
    """What is wrong with the file of certificates that the environment names; empty: nothing."""
    for name in _CERTIFICATES:
        path = os.environ.get(name)
        if path and not Path(path).is_file():
            what = "is a folder" if Path(path).is_dir() else "is not there"
            return f"{name} names {clean(path)}, which {what}"
    return ""


def _untrusted(text: str, question: Question) -> PoolwalkError:
    if why := _unusable_certificates():
        return AwsUnreachable(
            f"{why}: the certificate of {question.endpoint or 'AWS'} cannot be verified with it."
            " Name a file of certificates in PEM, or unset the variable."
        )
    return AwsUnreachable(
        f"The TLS certificate of {question.endpoint or 'AWS'} could not be verified: behind a proxy"
        f" that reads along, set AWS_CA_BUNDLE to its certificate. botocore says: {text}"
    )


def _proxy(text: str, _question: Question) -> PoolwalkError:
    if proxy := _socks():
        return _no_socks(proxy)
    return AwsUnreachable(
        f"The proxy let nothing through: check HTTPS_PROXY and NO_PROXY. botocore says: {text}"
    )


def _invalid(text: str, question: Question) -> PoolwalkError:
    if "TokenCode" in text:
        return NoCredentials(
            "An MFA code has six digits: connect again, and enter the one that the device shows"
            " now."
        )
    return AwsRefused(f"{question.about} was not sent, since AWS would refuse it: {text}")


SENTENCES: dict[str, Sentence] = {
    **OF_THE_LOGIN,
    "ConnectionError": _unreachable,  # EndpointConnectionError, ConnectTimeoutError
    "HTTPClientError": _unreachable,  # ReadTimeoutError, ConnectionClosedError
    "IncompleteReadError": _unreachable,
    "UnfinishedAnswer": _unreadable,
    "UnreadableAnswer": _unreadable,
    "SSLError": _untrusted,
    "ProxyConnectionError": _proxy,
    "ParamValidationError": _invalid,
}
