"""What fails before AWS answers: the network, a proxy, an answer that is none.

Each failure becomes a `PoolwalkError`; those of the login have their sentences in
`login_failures.py`.
"""

from typing import TYPE_CHECKING

from migration.aws.call_description import CallDescription
from migration.aws.certificates import certificate_file
from migration.aws.login_failures import OF_THE_LOGIN, Sentence, configuration
from migration.aws.safe_text import clean
from migration.errors import (
    AwsNotReached,
    AwsRefused,
    AwsUnreachable,
    NoCredentials,
    PoolwalkError,
)
from migration.proxy import no_socks, socks_variable

if TYPE_CHECKING:
    from botocore.exceptions import BotoCoreError


# What the libraries say of what ends before there is a line on which anything could leave.
_NOTHING_LEFT = ("CERTIFICATE_VERIFY_FAILED", "Missing dependencies for SOCKS")


def _before_a_line(sentence: Sentence) -> Sentence:
    """The same sentence, of a call of which nothing left this machine."""
    return lambda text, call: AwsNotReached(str(sentence(text, call)))


def outage(error: "BotoCoreError", call: CallDescription) -> PoolwalkError:
    """A `BotoCoreError` as the exception to raise, its sentence included."""
    text = clean(str(error), call.secrets)
    # The nearest class that the table knows: botocore's own tree says what is a kind of what.
    for kind in type(error).__mro__:
        sentence = SENTENCES.get(kind.__name__)
        if sentence:
            failure = sentence(text, call)
            # A login's source can say the same words, of a line of its own.
            if isinstance(failure, AwsUnreachable) and any(said in text for said in _NOTHING_LEFT):
                return AwsNotReached(str(failure))
            return failure
    return AwsRefused(f"{call.about} could not be asked: {text}")


def failed(error: Exception, call: CallDescription) -> PoolwalkError:
    """What a library, the system or Python says that is none of botocore's errors."""
    why = clean(f"{type(error).__name__}: {error}", call.secrets)
    if call.connecting and isinstance(error, ValueError):  # of a value that it cannot parse
        return configuration(why, call)
    return AwsUnreachable(
        f"{call.about} failed on this machine: try again, and if it stays so, report it."
        f" It says: {why}"
    )


def unreadable(call: CallDescription, reason: str = "") -> PoolwalkError:
    """The sentence on an answer that is none of AWS's.

    The page of a proxy or of a login to the network, or a server of another make. `reason` says
    what is wrong with it.
    """
    why = f": {reason}" if reason else ""
    return AwsUnreachable(
        f"{call.server} gave an answer to {call.about} that cannot be read{why}. Look"
        " whether something on the way, such as a proxy, answers in its place."
    )


def _unreadable(text: str, call: CallDescription) -> PoolwalkError:
    return unreadable(call, text)


def _unreachable(text: str, call: CallDescription) -> PoolwalkError:
    if proxy := socks_variable():
        return _no_socks(proxy)
    where = call.endpoint or (f"AWS in {call.region}" if call.region else "AWS")
    hint = (
        "is the server there running?"
        if call.endpoint
        else "check the network, a proxy, and the region's name."
    )
    return AwsUnreachable(f"No answer from {where} to {call.about}: {hint} botocore says: {text}")


def _no_socks(variable: str) -> PoolwalkError:
    return AwsUnreachable(
        f"{no_socks(variable)}, or forward a port over ssh and give it with --endpoint-url."
    )


def _untrusted(text: str, call: CallDescription) -> PoolwalkError:
    server = call.endpoint or "AWS"
    named = certificate_file(call.profile)
    if named is None:
        return AwsUnreachable(
            f"The TLS certificate of {server} could not be verified: behind a proxy that reads"
            f" along, set AWS_CA_BUNDLE to its certificate. botocore says: {text}"
        )
    if why := named.problem:
        return AwsUnreachable(
            f"{why}: the certificate of {server} cannot be verified with it. Name a file of"
            f" certificates in PEM, or {named.unset}."
        )
    return AwsUnreachable(
        f"The TLS certificate of {server} could not be verified with {clean(named.path)}, which"
        f" {named.name} names: behind a proxy that reads along, its certificate has to stand in"
        f" there. botocore says: {text}"
    )


def _proxy(text: str, _call: CallDescription) -> PoolwalkError:
    if proxy := socks_variable():
        return _no_socks(proxy)
    return AwsUnreachable(
        f"The proxy let nothing through: check HTTPS_PROXY and NO_PROXY. botocore says: {text}"
    )


def _invalid(text: str, call: CallDescription) -> PoolwalkError:
    if "TokenCode" in text:
        return NoCredentials(
            "An MFA code has six digits: connect again, and enter the one that the device shows"
            " now."
        )
    if "WebIdentityToken" in text:
        return NoCredentials(
            "The file of the web identity token holds no token (AWS_WEB_IDENTITY_TOKEN_FILE, or"
            " web_identity_token_file of the profile): have it written again, and try again."
        )
    return AwsRefused(f"{call.about} was not sent, since AWS would refuse it: {text}")


SENTENCES: dict[str, Sentence] = {
    **OF_THE_LOGIN,
    "ConnectionError": _unreachable,
    "EndpointConnectionError": _before_a_line(_unreachable),  # no such name, no route, refused
    "ConnectTimeoutError": _before_a_line(_unreachable),
    "HTTPClientError": _unreachable,  # ReadTimeoutError, ConnectionClosedError
    "IncompleteReadError": _unreachable,
    "UnfinishedAnswer": _unreadable,
    "UnreadableAnswer": _unreadable,
    "SSLError": _untrusted,
    "ProxyConnectionError": _before_a_line(_proxy),
    "ParamValidationError": _invalid,
}
