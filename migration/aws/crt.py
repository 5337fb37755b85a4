"""Amazon's library awscrt, which botocore loads wherever it is installed.

It takes 6 MB and 0.2 s, and is needed for a login by `aws login` alone: its requests are signed
with a key on a curve that botocore has from there (botocore, `credentials.LoginProvider`).
"""

import configparser
import os
import sys

from migration.aws.configuration import with_sources

_LIBRARY = "awscrt"
_NEEDS_IT = "login_session"  # the member of a profile that `aws login` writes


def load_botocore(*, with_crt: bool) -> None:
    """Import botocore, without awscrt where that is not needed.

    What is loaded already stays as it is.
    """
    if with_crt or _LIBRARY in sys.modules:
        import botocore.session

        return
    sys.modules[_LIBRARY] = None  # type: ignore[assignment] # its import fails, as if not there
    try:
        import botocore.session  # noqa: F401
    finally:
        del sys.modules[_LIBRARY]


def logs_in_by_aws_login(profile: str) -> bool:
    """Whether a profile, or one that it takes its credentials from, has a `login_session`.

    Where AWS's file cannot be read it has none: botocore then says what is wrong with the file.
    """
    return any(members.get(_NEEDS_IT) for _, members in with_sources(profile, profiles()))


def profiles() -> dict[str, dict[str, str]]:
    """The profiles of AWS's configuration, without botocore, which would load what is avoided."""
    path = os.path.expanduser(os.environ.get("AWS_CONFIG_FILE") or "~/.aws/config")
    parser = configparser.RawConfigParser()  # as botocore has it: `configloader.raw_config_parse`
    try:
        parser.read(path)
    except (configparser.Error, OSError, UnicodeError):
        return {}
    return {
        section.removeprefix("profile ").strip().strip("\"'"): dict(parser[section])
        for section in parser.sections()
        if section == "default" or section.startswith("profile ")
    }
