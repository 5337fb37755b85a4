"""The `{placeholders}` that a step's file may hold.

They are filled in from what the two pools say, when the step is shown.
"""

import re
from collections.abc import Iterator

# The app clients' secrets: a value that holds one is itself a secret, and no other text may hold
# one.
SECRET_PLACEHOLDERS = frozenset({"alexa_client_secret", "google_action_client_secret"})

PLACEHOLDERS = SECRET_PLACEHOLDERS | {
    "account",
    "region",
    "aws_console",  # the host of AWS's console, behind the region: GovCloud has its own
    "dashboard_url",  # the RainMaker dashboard's address, from the settings
    "new_domain",  # the prefix of step 2
    "new_host",  # `<prefix>.auth.<region>.amazoncognito.com`
    "new_pool_id",
    "new_main_client_id",
    "skills_region",  # where the skills stack is; the guide's us-east-1 where there is none
    "new_providers",  # as the skills stack wants them: `Google, SignInWithApple, COGNITO`
    "old_pool_id",  # what code and variables of a person's own are searched for
    "old_google_client_id",  # names the entry to open in Google's console
    "old_apple_services_id",  # names the entry to open in Apple's console
    "new_google_client_id",  # the web client that is the new pool's Google provider
    "home_app_callback",  # Espressif's newer Home app's: found at a client, or its default
    "home_app_providers",  # those of the new pool that this app knows, as it lists them
    "alexa_start",  # whether Poolwalk was started with a skill's id and its token
    "alexa_client_id",  # of the new pool, as all that follow
    "google_action_client_id",
    "api_path_uri",  # RainMaker's "API Path URI"
    "token_url",  # Google Home's: which of the two, `migration/guide/token_url.py` decides
}

# A name and nothing else: `{####}`, where Cognito puts the code into an e-mail, is not one.
PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


def placeholders_in(text: str) -> Iterator[tuple[str, int]]:
    """Each placeholder's name, known or not, with the offset at which it stands."""
    return ((found[1], found.start()) for found in PLACEHOLDER.finditer(text))
