"""Why there is no login to ask AWS with: credentials, profile, region, AWS's configuration files.

Each failure becomes a `PoolwalkError`.
"""

import os
import re
from collections.abc import Callable

from migration.aws.call_description import CallDescription
from migration.aws.certificates import certificate_file
from migration.aws.configuration import member_of_configuration
from migration.aws.region import NO_REGION
from migration.aws.safe_text import clean
from migration.errors import NoCredentials, NoRegion, PoolwalkError
from migration.known_secrets import MASK
from migration.plain_text import plain

# A word as keys and tokens are, with digits and letters of both kinds; no part of a path or an ARN.
_COULD_BE_A_KEY = re.compile(
    r"(?<![\w/.:+=-])(?=\S*[0-9])(?=\S*[a-z])(?=\S*[A-Z])[A-Za-z0-9+][A-Za-z0-9+/=_-]{15,}"
)
Sentence = Callable[[str, CallDescription], PoolwalkError]  # from botocore's own text

_PROFILES = ("AWS_DEFAULT_PROFILE", "AWS_PROFILE")


_REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
# As botocore quotes it: InvalidRegionError, UnknownRegionError, UnknownEndpointError.
_QUOTED_REGION = re.compile(
    r"region_name '(.*?)' doesn't|Unknown region: '(.*?)'\.|in region (\S.*?)\Z"
)


def _no_credentials(_text: str, call: CallDescription) -> PoolwalkError:
    if call.profile:
        return NoCredentials(
            f"The AWS profile “{call.profile}” has no credentials: log in with"
            f" {call.command('sso login')}, or enter keys with {call.command('configure')}."
        )
    return NoCredentials(
        "There are no AWS credentials here: log in with `aws sso login` or `aws configure`, "
        "or name a profile with --profile PROFILE."
    )


def _unknown_profile(text: str, call: CallDescription) -> PoolwalkError:
    empty = next((name for name in _PROFILES if os.environ.get(name) == ""), "")
    if empty and "profile ()" in text:
        return NoCredentials(
            f"The variable {empty} is set and empty, which AWS's libraries take for a profile"
            f" without a name: unset it (`unset {empty}`), and try again."
        )
    return NoCredentials(
        f"There is no AWS profile “{clean(call.profile)}”: `aws configure list-profiles` shows"
        " which there are; name one with --profile PROFILE, or make this one with"
        f" {call.command('configure sso')}."
    )


def _partial(text: str, call: CallDescription) -> PoolwalkError:
    return NoCredentials(
        "The AWS credentials are incomplete: enter them again with"
        f" {call.command('configure')}. botocore says: {text}"
    )


def _sso(text: str, call: CallDescription) -> PoolwalkError:
    return NoCredentials(
        f"The SSO login is missing or over: run {call.command('sso login')}, and try again."
        f" botocore says: {text}"
    )


def _login(text: str, call: CallDescription) -> PoolwalkError:
    return NoCredentials(
        f"The AWS login is missing or over: run {call.command('login')}, and try again."
        f" botocore says: {text}"
    )


def _mfa_over(_text: str, _call: CallDescription) -> PoolwalkError:
    return NoCredentials(
        "The session that the MFA code opened is over: connect again, and enter a new code."
    )


def from_a_process(error: Exception) -> bool:
    """Whether botocore stumbled over a credential_process: it lets the errors of that through."""
    trace = error.__traceback__
    while trace is not None:
        code, module = trace.tb_frame.f_code, trace.tb_frame.f_globals.get("__name__")
        if module == "botocore.credentials" and code.co_qualname.startswith("ProcessProvider."):
            return True
        trace = trace.tb_next
    return False


def credential_source(error: Exception, call: CallDescription) -> PoolwalkError:
    """The sentence on a source of credentials, most often a credential_process, that gave none."""
    if isinstance(error, OSError):
        name = f"“{clean(str(error.filename))}” " if error.filename else ""
        said = f"{name}cannot be run: {error.strerror or type(error).__name__}"
    elif "quotation" in str(error) or "escaped character" in str(error):  # shlex's words
        said = "its command line has a quotation mark or a backslash that nothing closes"
    elif text := _harmless(str(getattr(error, "doc", ""))):
        said = f"it said “{text}” where credentials in JSON belong"
    else:
        said = "what it said is no credentials in JSON"
    return NoCredentials(
        f"The credential_process of {_named_profile(call)} failed: {said}. Run it by hand, and"
        " mend it in AWS's configuration (~/.aws/config, or where AWS_CONFIG_FILE points)."
    )


def _harmless(text: str) -> str:
    """What a program said, unless it could be credentials or a part of some."""
    suspicious = "{" in text or re.search(r"[A-Za-z0-9+/=_-]{16,}", text)
    return "" if suspicious else clean(text)


def _named_profile(call: CallDescription) -> str:
    return f"the AWS profile “{clean(call.profile)}”" if call.profile else "the AWS profile"


def _retrieval(text: str, call: CallDescription) -> PoolwalkError:
    if "custom-process" in text:
        said = text.partition("custom-process:")[2].strip() or "it ended with an error"
        said = _COULD_BE_A_KEY.sub(MASK, said)  # the program's own words: nobody knows its secrets
        return NoCredentials(
            f"The credential_process of {_named_profile(call)} failed: {said}. Run it by hand,"
            " and mend it in AWS's configuration (~/.aws/config, or where AWS_CONFIG_FILE points)."
        )
    return NoCredentials(
        "The source of credentials that AWS's configuration names failed: see"
        f" {call.command('configure list')}. botocore says: {text}"
    )


def configuration(text: str, call: CallDescription) -> PoolwalkError:
    """The sentence on what AWS's libraries read in a file or a variable and cannot use."""
    named = certificate_file(call.profile)
    if "CA bundle" in text and named is not None and (why := named.problem):
        return NoCredentials(
            f"{why}: no certificate can be verified with it. Name a file of certificates in PEM, or"
            f" {named.unset}."
        )
    return NoCredentials(
        "AWS's configuration does not hold up: mend it (~/.aws/config, where AWS_CONFIG_FILE"
        f" points, or a variable AWS_…). botocore says: {text}"
    )


def _no_region(_text: str, _call: CallDescription) -> PoolwalkError:
    return NoRegion(NO_REGION)


def _missing_part(text: str, call: CallDescription) -> PoolwalkError:
    if "login" not in text:
        return configuration(text, call)
    return NoCredentials(
        f"{_named_profile(call)[0].upper()}{_named_profile(call)[1:]} logs in with"
        " `aws login`, for which a part of botocore is not installed: install it beside Poolwalk"
        f" (`pip install 'boto3[crt]'`), then run {call.command('login')}."
    )


def _bad_region(text: str, call: CallDescription) -> PoolwalkError:
    quoted = _QUOTED_REGION.search(text)
    region = next(filter(None, quoted.groups()), "") if quoted else call.region
    given = (call.region, *(os.environ.get(name, "") for name in _REGIONS))
    # As it was given: of what cannot be seen botocore's text has lost its part.
    region = next((one for one in given if one and clean(one) == clean(region)), region)
    variable = next((name for name in _REGIONS if os.environ.get(name) == region), "")
    member = member_of_configuration(region, call.profile)
    where = (
        f"given with {call.region_from}"
        if region == call.region
        else f"from the variable {variable}"
        if variable
        else f"from {member} in AWS's configuration"
        if member
        else f"from {_named_profile(call)} in AWS's configuration"
    )
    comment = " A comment takes a line of its own there." if "#" in region else ""
    return NoRegion(
        f"“{plain(region)}” ({where}) is no AWS region: give one such as us-east-1.{comment}"
        f" botocore says: {text}"
    )


OF_THE_LOGIN: dict[str, Sentence] = {
    "NoCredentialsError": _no_credentials,
    "NoAuthTokenError": _no_credentials,
    "ProfileNotFound": _unknown_profile,
    "PartialCredentialsError": _partial,
    "SSOError": _sso,  # SSOTokenLoadError, UnauthorizedSSOTokenError
    "TokenRetrievalError": _sso,
    "LoginError": _login,
    "RefreshWithMFAUnsupportedError": _mfa_over,
    "CredentialRetrievalError": _retrieval,
    "MetadataRetrievalError": _retrieval,
    "UnknownCredentialError": configuration,
    "InvalidConfigError": configuration,
    "ConfigParseError": configuration,
    "ConfigNotFound": configuration,
    "InvalidRetryConfigurationError": configuration,
    "InvalidDefaultsMode": configuration,
    "InvalidProxiesConfigError": configuration,
    "InvalidEndpointConfigurationError": configuration,
    "InvalidSTSRegionalEndpointsConfigError": configuration,
    "InvalidChecksumConfigError": configuration,
    "InvalidEndpointDiscoveryConfigurationError": configuration,
    "InvalidIMDSEndpointError": configuration,
    "InvalidIMDSEndpointModeError": configuration,
    "MissingDependencyException": _missing_part,
    "NoRegionError": _no_region,
    "InvalidRegionError": _bad_region,
    "UnknownRegionError": _bad_region,
    "UnknownEndpointError": _bad_region,
}
"""The sentence for each class of botocore's errors about the login."""
