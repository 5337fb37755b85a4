"""The session of botocore's that all clients are made of: who logs in, and what of it is kept."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from migration.aws.credentials import give_programs_no_input, use_mfa_prompt

if TYPE_CHECKING:
    from botocore.session import Session

# As botocore wants it: name in the configuration, names in the environment, default, conversion.
WITHOUT_CONFIGURATION: dict[str, tuple[Any, Any, Any, Any]] = {
    "profile": (None, None, None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
    "use_fips_endpoint": (None, None, False, None),
    "use_dualstack_endpoint": (None, None, False, None),
}


def new_session(
    profile: str,
    credentials: tuple[str, str] | None,
    ask_mfa_code: Callable[[str], str] | None,
) -> "Session":
    """A session whose answers are held to their form, and which keeps little of botocore's data.

    With `credentials`, an access key and its secret, no profile and no file of AWS's is looked at;
    else it is the profile's, "" for the usual one, and `ask_mfa_code` is asked for its codes.
    """
    # botocore's session, and not one of boto3's around it, which has no option for the MFA prompt
    # and for reading none of a person's files, and takes 2 MB.
    from botocore.session import Session

    from migration.aws.answers import bound_what_gives_credentials, look_at_answers
    from migration.aws.service_data import keep_little_data

    if credentials:
        session = Session(session_vars=WITHOUT_CONFIGURATION)
        session.set_credentials(*credentials)
    else:
        session = Session(profile=profile or None)
        use_mfa_prompt(session, ask_mfa_code)
        give_programs_no_input(session)
        bound_what_gives_credentials(session)
    # Times and retries are ours (`connection.py`): “auto” of AWS_DEFAULTS_MODE, or of the profile,
    # would ask the machine's metadata service for each client where it is.
    session.get_component("config_store").set_config_variable("defaults_mode", "legacy")
    keep_little_data(session)
    look_at_answers(session)
    return session
