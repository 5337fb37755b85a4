"""Who logs in: the credentials that botocore finds, and the MFA code of a role.

The code is asked for in a dialog: botocore would ask on the bare terminal and spoil the screen.
"""

import subprocess
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from migration.aws.login_failures import from_a_process
from migration.aws.safe_text import clean
from migration.errors import NoCredentials, PoolwalkError
from migration.known_secrets import names_a_secret, remember_secret

if TYPE_CHECKING:
    from botocore.credentials import ReadOnlyCredentials
    from botocore.session import Session

_PROMPT = "Enter MFA code for "


def use_mfa_prompt(session: "Session", ask_mfa_code: Callable[[str], str] | None) -> None:
    """Let the session ask for MFA codes through `ask_mfa_code`.

    That is given the device's ARN and returns the code. None: there is nobody to ask.
    """

    def prompt(text: str) -> str:
        device = text.removeprefix(_PROMPT).rstrip(": ")
        if ask_mfa_code is None:
            raise NoCredentials(
                f"The role wants an MFA code of {device}, and there is nobody to ask here: run"
                " Poolwalk on a terminal, or put temporary credentials into the environment."
            )
        return ask_mfa_code(device).strip()

    provider = session.get_component("credential_provider").get_provider("assume-role")
    # botocore has no public way in; a test fails when the attribute moves.
    provider._prompter = prompt


def give_programs_no_input(session: "Session") -> None:
    """Let no program that credential_process names read what is typed, or piped, for Poolwalk."""
    popen = partial(subprocess.Popen, stdin=subprocess.DEVNULL)
    source = session.get_component("credential_provider")
    # botocore has no public way in; a test fails when an attribute moves. A role's source profile
    # has a provider of its own, which is made when it is needed.
    source.get_provider("custom-process")._popen = popen
    builder = source.get_provider("assume-role")._profile_provider_builder
    make = builder._create_process_provider

    def made(*given: Any, **named: Any) -> Any:
        provider = make(*given, **named)
        provider._popen = popen
        return provider

    builder._create_process_provider = made


# botocore's name for where credentials come from, in words.
_SOURCES = {
    "env": "the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN)",
    "shared-credentials-file": "AWS's file of credentials",
    "config-file": "AWS's file of settings",
    "custom-process": "the program that credential_process names",
    "container-role": "the container's address for credentials",
    "iam-role": "the instance's metadata",
    "assume-role-with-web-identity": "the web identity token",
    "sso": "the SSO login",
}


def found_credentials(session: "Session") -> "ReadOnlyCredentials":
    """The credentials, fetched now: a login that is over shows as itself, not as failed calls.

    Raises `NoCredentials` where a source fails in words of its own or gives what no request can
    carry; botocore's own errors go on as they are.
    """
    from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

    _remember(session)
    try:
        found = session.get_credentials()
        if found is None:
            raise NoCredentialsError
        frozen = found.get_frozen_credentials()
    except (PoolwalkError, BotoCoreError, ClientError):
        raise
    except Exception as error:
        if from_a_process(error):
            raise  # the sentence about it names the profile
        raise NoCredentials(_failed(error)) from None
    source = _SOURCES.get(str(found.method), f"the source “{clean(str(found.method))}”")
    for name, value in (
        ("access key", frozen.access_key),
        ("secret access key", frozen.secret_key),
        ("session token", frozen.token),
    ):
        remember_secret(str(value or "") if name != "access key" else "")
        if not isinstance(value, str) and (value is not None or name != "session token"):
            raise NoCredentials(
                f"The AWS {name} from {source} is {'not there' if value is None else 'no text'}:"
                " look at what gives it."
            )
        if value and (wrong := _unsendable(str(value))):
            raise NoCredentials(
                f"The AWS {name} from {source} has {wrong} in it, which no request can carry: enter"
                " it again without."
            )
    return frozen


def _failed(error: Exception) -> str:
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    place = f" ({error.filename})" if isinstance(error, OSError) and error.filename else ""
    return (
        "The AWS credentials could not be had, since their source fails: look at"
        " credential_process, the token's file or the container's address in your AWS settings."
        f" It says: {clean(f'{type(error).__name__}: {why}{place}')}"
    )


def _unsendable(value: str) -> str:
    """What in a value no header can carry; empty where all of it can be sent."""
    if "\n" in value or "\r" in value:
        return "a line end"
    if any(letter.isspace() for letter in value):
        return "a space"
    return "" if value.isascii() and value.isprintable() else "a character that is not ASCII"


def _remember(session: "Session") -> None:
    """Let no sentence repeat a secret of AWS's own files, those of other profiles included."""
    from botocore.exceptions import BotoCoreError

    try:
        configuration: Mapping[str, Any] = session.full_config
    except (BotoCoreError, OSError, ValueError):
        return  # it is told where the login needs it
    for profile in configuration.get("profiles", {}).values():
        for name, value in profile.items():
            if isinstance(value, str) and names_a_secret(name):
                remember_secret(value)
